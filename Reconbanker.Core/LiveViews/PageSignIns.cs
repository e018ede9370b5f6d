using Reconbanker.Core.Browser;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.LiveViews;

/// <summary>Keeps what hosts ask before they show a page for the person in control, whichever window it is for.</summary>
internal sealed class PageSignIns(Func<bool> maySomebodyCome)
{
    private readonly Lock _gate = new();
    private readonly List<(SignInQuestion Waiting, PageWindow Window, PageDialog Shown)> _open = [];

    // A question that was answered is asked again under its old number if the answer was refused.
    private readonly HashSet<string> _answered = [];

    public event Action? Changed;

    /// <summary>The one to answer next.</summary>
    public PageDialog? Open
    {
        get
        {
            lock (_gate)
            {
                return _open.Count == 0 ? null : _open[0].Shown;
            }
        }
    }

    public void Ask(PageWindow window, SignInQuestion question)
    {
        if (!maySomebodyCome())
        {
            question.Dismiss();
            return;
        }

        lock (_gate)
        {
            _open.Add((question, window, new(
                PageDialogKind.SignIn, "", "", PageAddress.HostOf(question.Origin!), _answered.Contains(question.RequestId),
                IsPlain: question.Origin!.Scheme == "http")));
        }

        Changed?.Invoke();
        if (!maySomebodyCome())
        {
            Close(); // the need has gone just now
        }
    }

    /// <returns>False if this question is not open any more.</returns>
    public bool SignIn(PageDialog dialog, string userName, SecretText password)
    {
        if (Take(dialog) is not { } question)
        {
            return false;
        }

        lock (_gate)
        {
            _answered.Add(question.RequestId);
        }

        SecretInput.SignIn(question.Session, question.RequestId, userName, password);
        Changed?.Invoke();
        return true;
    }

    /// <returns>False if this question is not open any more.</returns>
    public bool Dismiss(PageDialog dialog)
    {
        if (Take(dialog) is not { } question)
        {
            return false;
        }

        question.Dismiss();
        Changed?.Invoke();
        return true;
    }

    /// <summary>Nobody is needed any more: no page must wait for ever.</summary>
    public void Close()
    {
        while (Open is { } open)
        {
            Dismiss(open);
        }
    }

    /// <summary>The window shows another page, or is gone: nobody waits for the answer.</summary>
    public void Forget(PageWindow window)
    {
        List<SignInQuestion> gone;
        lock (_gate)
        {
            gone = [.. _open.Where(open => open.Window == window).Select(open => open.Waiting)];
            _open.RemoveAll(open => open.Window == window);
            _answered.Clear();
        }

        gone.ForEach(question => question.Dismiss());
        if (gone.Count > 0)
        {
            Changed?.Invoke();
        }
    }

    private SignInQuestion? Take(PageDialog dialog)
    {
        lock (_gate)
        {
            var index = _open.FindIndex(open => ReferenceEquals(open.Shown, dialog));
            if (index < 0)
            {
                return null;
            }

            var question = _open[index].Waiting;
            _open.RemoveAt(index);
            return question;
        }
    }
}
