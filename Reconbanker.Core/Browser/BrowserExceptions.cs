using System.Globalization;

namespace Reconbanker.Core.Browser;

/// <summary>A browser could not be had. The message is for people and holds nothing that was typed.</summary>
public abstract class BrowserException(string message) : Exception(message);

/// <summary>There is no Chromium on this machine that we may use.</summary>
/// <param name="command">What a person can type to mend it; null when no command would.</param>
public sealed class ChromiumUnavailableException(string reason, string? command) : BrowserException(reason)
{
    public string? Command { get; } = command;
}

/// <summary>A variable of the environment makes the browser's driver print what is typed.</summary>
public sealed class RevealingVariableException(string variable)
    : BrowserException(string.Format(CultureInfo.CurrentCulture, ChromiumTexts.Revealing, variable));

/// <summary>A browser did not start in time, or ended while it started.</summary>
public sealed class BrowserLaunchException(string reason) : BrowserException(reason);

/// <summary>The account's browser is already running: two never share a profile.</summary>
public sealed class ProfileInUseException(Guid accountId) : BrowserException($"The browser of account {accountId} is already running.")
{
    public Guid AccountId { get; } = accountId;
}

/// <summary>Another process of Reconbanker works with the same data folder.</summary>
public sealed class BrowserFolderInUseException(string folder)
    : BrowserException($"Another Reconbanker is running on the same data folder: it holds {folder}.");
