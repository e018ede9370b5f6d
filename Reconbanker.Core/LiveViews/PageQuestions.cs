using Microsoft.Playwright;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.LiveViews;

/// <summary>What the bank's pages and hosts ask and wait for: dialogs of scripts first, then sign-ins.</summary>
internal sealed class PageQuestions : IDisposable
{
    private readonly PageDialogs _dialogs;
    private readonly PageSignIns _signIns;

    /// <param name="maySomebodyCome">Asked for each question; if not, it is closed at once.</param>
    public PageQuestions(IBrowserContext context, OpenWindows windows, Func<bool> maySomebodyCome, TimeProvider clock)
    {
        _dialogs = new(context, maySomebodyCome, clock);
        _signIns = new(maySomebodyCome);
        _dialogs.Changed += () => Changed?.Invoke();
        _dialogs.Closed += notice => Closed?.Invoke(notice);
        _signIns.Changed += () => Changed?.Invoke();
        windows.SignInAsked += _signIns.Ask;
        windows.Left += _signIns.Forget;
    }

    public event Action? Changed;

    /// <summary>A dialog was closed for nobody.</summary>
    public event Action<ViewNotice>? Closed;

    /// <summary>The one to answer next.</summary>
    public PageDialog? Open => _dialogs.Open ?? _signIns.Open;

    /// <summary>Whether a script waits: its page does and draws nothing meanwhile.</summary>
    public bool IsPageBlocked => _dialogs.Open is not null;

    /// <param name="text">What is entered into a prompt; null for other dialogs.</param>
    /// <returns>False if this question is not open any more.</returns>
    public bool Answer(PageDialog dialog, DialogAnswer answer, string? text) =>
        dialog.Kind == PageDialogKind.SignIn ? _signIns.Dismiss(dialog) : _dialogs.Answer(dialog, answer, text);

    /// <inheritdoc cref="Answer" path="//returns"/>
    public bool SignIn(PageDialog dialog, string userName, SecretText password) => _signIns.SignIn(dialog, userName, password);

    /// <summary>Nobody is needed any more: no page must wait for ever.</summary>
    public void Close()
    {
        _dialogs.Close();
        _signIns.Close();
    }

    public void Dispose()
    {
        _dialogs.Dispose();
        _signIns.Close();
    }
}
