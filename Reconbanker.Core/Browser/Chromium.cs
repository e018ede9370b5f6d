namespace Reconbanker.Core.Browser;

/// <summary>What keeps a bank's page away from the machine it is shown on.</summary>
public enum SandboxKind
{
    /// <summary>Chromium's own sandbox, as the user that we are.</summary>
    AsOurselves,

    /// <summary>Chromium's own sandbox, as a user without any rights, because we are root.</summary>
    AsNobody,

    /// <summary>Nothing.</summary>
    None,
}

/// <summary>A browser that has been started once and works.</summary>
/// <param name="ExecutablePath">Absolute.</param>
/// <param name="Version">As the browser says it, e.g. "Chromium 156.0.8078.79".</param>
/// <param name="RunsAsNobody">Started as a user without any rights, with or without the sandbox.</param>
public sealed record Chromium(string ExecutablePath, string Version, SandboxKind Sandbox, bool RunsAsNobody);

/// <summary>How far we are with having a browser. Reasons and warnings are sentences for people.</summary>
public abstract record ChromiumState
{
    private ChromiumState()
    {
    }

    public sealed record Searching : ChromiumState;

    /// <param name="What">What is running, e.g. "apt-get install chromium".</param>
    /// <param name="LastLine">What it printed last; empty at first.</param>
    public sealed record Installing(string What, string LastLine) : ChromiumState;

    /// <param name="Warning">Why there is no sandbox; null when there is one.</param>
    public sealed record Ready(Chromium Chromium, string? Warning) : ChromiumState;

    /// <param name="Command">What a person can type to mend it; null when no command would.</param>
    public sealed record Unavailable(string Reason, string? Command) : ChromiumState;
}
