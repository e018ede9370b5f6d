using Microsoft.Extensions.Options;

namespace Reconbanker.Core.Security;

/// <summary>What an administrator opens to the addresses that users give: systems on the administrator's own network.</summary>
public sealed class OutboundOptions
{
    /// <summary>
    /// Entries such as <c>erp.lan</c>, <c>erp.lan:8443</c>, <c>192.168.1.20</c>, <c>192.168.1.20:8080</c>, <c>[fd00::5]:8080</c> or
    /// <c>192.168.1.0/24</c>. A name opens itself as written in the URL, wherever it leads; an address or range opens what is connected to.
    /// </summary>
    public IList<string> Allow { get; } = [];
}

internal sealed class OutboundOptionsValidation : IValidateOptions<OutboundOptions>
{
    public ValidateOptionsResult Validate(string? name, OutboundOptions options)
    {
        var faults = options.Allow
            .Where(entry => AllowedTarget.TryParse(entry) is null)
            .Select(entry => $"Outbound:Allow has the entry '{entry}'. An entry is a host, host:port, an IP address or a range "
                + "such as 192.168.1.0/24, and nothing more.")
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
