namespace Reconbanker.Web.Demo.BankSite;

/// <summary>What the bank can tell about the browser that a password was typed in.</summary>
/// <param name="Browser">E.g. "Firefox"; null when it is none that the bank knows.</param>
/// <param name="System">E.g. "Windows"; null when it is none that the bank knows.</param>
/// <param name="TrustKey">Key that the bank once gave to this browser so as to know it again; null when it brings none.</param>
public sealed record Device(string? Browser, string? System, string? TrustKey = null)
{
    public const string TrustCookie = "faronda-device";

    // In this order: each browser also claims to be those that follow.
    private static readonly (string Sign, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Sign, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    public static Device Of(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        return new Device(Find(Browsers, agent), Find(Systems, agent), request.Cookies[TrustCookie]);
    }

    public override string ToString() => (Browser, System) switch // never the key
    {
        ({ } browser, { } system) => string.Format(null, Customers.StepTexts.BrowserOnSystem, browser, system),
        ({ } browser, null) => browser,
        (null, { } system) => system,
        _ => Customers.StepTexts.UnknownBrowser,
    };

    private static string? Find((string Sign, string Name)[] known, string agent) =>
        known.FirstOrDefault(k => agent.Contains(k.Sign, StringComparison.Ordinal)).Name;
}
