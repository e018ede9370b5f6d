namespace Reconbanker.Core.LiveViews;

public enum PageDialogKind
{
    Alert,
    Confirm,
    Prompt,
    LeavePage,

    /// <summary>The host asks for a user and a password before it shows anything: it is answered by signing in, or dismissed.</summary>
    SignIn,
}

/// <summary>
/// A dialog that the bank's page opened with a script, or its host by not showing the page; it stands still until it is answered.
/// </summary>
/// <param name="DefaultText">What a prompt proposes; empty otherwise.</param>
/// <param name="Host">The page that asks, as in <see cref="PageAddress"/>.</param>
/// <param name="IsRepeated">
/// Whether the page asks again and again: it may then be silenced. For a sign-in, whether what was given last was refused.
/// </param>
/// <param name="IsPlain">Whether what is answered would go to the host unencrypted; said of a sign-in alone.</param>
public sealed record PageDialog(
    PageDialogKind Kind, string Message, string DefaultText, string Host, bool IsRepeated = false, bool IsPlain = false);

public enum DialogAnswer
{
    /// <summary>The main button.</summary>
    Accept,

    /// <summary>The other button, or just closed.</summary>
    Dismiss,

    /// <summary>Dismissed, as are all further dialogs of the page until it goes elsewhere.</summary>
    Silence,
}
