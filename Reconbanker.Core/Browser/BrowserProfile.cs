using Reconbanker.Core.Browser.Egress;

namespace Reconbanker.Core.Browser;

/// <summary>Which profile a browser starts on, where it says it is, and where it may go.</summary>
public sealed record BrowserProfile
{
    private BrowserProfile()
    {
    }

    /// <summary>Whose profile it is; null for one that is removed when the session ends.</summary>
    public Guid? AccountId { get; private init; }

    /// <summary>IANA zone that pages see, e.g. "America/Montevideo"; the machine's own when null.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Language that pages see, e.g. "es-UY"; the browser's own when null.</summary>
    public string? Locale { get; init; }

    /// <summary>What the browser may reach; nothing unless it is said.</summary>
    public EgressRules Egress { get; init; } = EgressRules.Nothing;

    /// <summary>Nothing of it is left when the session has ended.</summary>
    public static BrowserProfile Temporary() => new();

    /// <summary>The account keeps its cookies and the bank's storage from one session to the next.</summary>
    public static BrowserProfile Kept(Guid accountId) => new() { AccountId = accountId };
}
