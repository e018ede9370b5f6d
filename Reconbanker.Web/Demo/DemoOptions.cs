namespace Reconbanker.Web.Demo;

/// <summary>Section "Demo" of the configuration: the demo bank, phone and shop, for trying everything without a bank account.</summary>
public sealed class DemoOptions
{
    /// <summary>Whether the demo is served at all.</summary>
    public bool Enabled { get; set; }

    /// <summary>Where it is served: http, a name of this machine's loopback, nothing behind the port; port 0 takes any free one.</summary>
    /// <remarks>A name of its own, because cookies are shared by all ports of one name.</remarks>
    public Uri Url { get; set; } = new("http://demo-bank.localhost:5081");

    internal bool IsUrlUsable => Url is { IsAbsoluteUri: true, Scheme: "http", PathAndQuery: "/" }
        && (Url.Host is "127.0.0.1" or "localhost" || Url.Host.EndsWith(".localhost", StringComparison.Ordinal));
}
