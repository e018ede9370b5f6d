using Reconbanker.Core.Security;

namespace Reconbanker.Core.Browser.Egress;

/// <summary>What one browser may reach. Where a name leads is judged besides, when it is connected to.</summary>
/// <param name="Hosts">Exact names, and <c>*.name</c> for everything below a name.</param>
/// <param name="Port">One port besides 80 and 443, for a bank that is served elsewhere.</param>
public sealed record EgressRules(IReadOnlyList<string> Hosts, int? Port = null)
{
    private const string Below = "*.";

    public static EgressRules Nothing { get; } = new([]);

    public bool Allow(string host, int port) =>
        (port is 80 or 443 || port == Port) && AllowedTarget.Normal(host) is var name && Hosts.Any(entry => Allows(AllowedTarget.Normal(entry), name));

    private static bool Allows(string entry, string name) =>
        entry.StartsWith(Below, StringComparison.Ordinal)
            ? entry.Length > Below.Length && name.Length >= entry.Length && name.EndsWith(entry[1..], StringComparison.Ordinal)
            : entry.Length > 0 && entry == name;
}
