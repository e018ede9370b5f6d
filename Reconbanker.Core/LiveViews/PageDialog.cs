namespace Reconbanker.Core.LiveViews;

public enum PageDialogKind { Alert, Confirm, Prompt, LeavePage }

/// <summary>A dialog that the bank's page opened with a script; the page stands still until it is answered.</summary>
/// <param name="DefaultText">What a prompt proposes; empty otherwise.</param>
public sealed record PageDialog(PageDialogKind Kind, string Message, string DefaultText);
