using Microsoft.Playwright;

namespace Reconbanker.Core.LiveViews;

/// <summary>Keeps a page's dialogs for the person in control; with nobody there, a dialog is answered as if it had been closed.</summary>
internal sealed class PageDialogs(IPage page, Func<bool> isSomebodyThere, Action changed) : IDisposable
{
    private readonly Lock _gate = new();
    private IDialog? _waiting;
    private PageDialog? _open;

    public PageDialog? Open
    {
        get
        {
            lock (_gate)
            {
                return _open;
            }
        }
    }

    /// <summary>From here on nobody else may answer the page's dialogs.</summary>
    public void Watch() => page.Dialog += OnDialog;

    public void Dispose()
    {
        page.Dialog -= OnDialog;
        Close();
    }

    /// <param name="text">What is entered into a prompt; null dismisses the dialog.</param>
    /// <returns>False if this dialog is not open any more.</returns>
    public bool Answer(PageDialog dialog, bool accept, string? text)
    {
        IDialog? waiting;
        lock (_gate)
        {
            if (!ReferenceEquals(_open, dialog))
            {
                return false;
            }

            waiting = _waiting;
            (_waiting, _open) = (null, null);
        }

        if (waiting is not null)
        {
            // It fails if the page closes meanwhile, which answers the dialog as well.
            Unanswered.Ignore(accept ? waiting.AcceptAsync(text) : waiting.DismissAsync());
        }

        changed();
        return true;
    }

    /// <summary>Nobody is there any more: the page must not wait for ever.</summary>
    public void Close()
    {
        if (Open is { } open)
        {
            Answer(open, accept: open.Kind == PageDialogKind.LeavePage, text: null);
        }
    }

    /// <summary>The dialog went away with its page, or was answered by someone else.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            if (_open is null)
            {
                return;
            }

            (_waiting, _open) = (null, null);
        }

        changed();
    }

    private void OnDialog(object? sender, IDialog dialog)
    {
        var open = new PageDialog(KindOf(dialog), dialog.Message, dialog.DefaultValue);
        lock (_gate)
        {
            (_waiting, _open) = (dialog, open);
        }

        if (isSomebodyThere())
        {
            changed();
        }
        else
        {
            Close();
        }
    }

    private static PageDialogKind KindOf(IDialog dialog) => dialog.Type switch
    {
        DialogType.Confirm => PageDialogKind.Confirm,
        DialogType.Prompt => PageDialogKind.Prompt,
        DialogType.BeforeUnload => PageDialogKind.LeavePage,
        _ => PageDialogKind.Alert,
    };
}
