using Microsoft.Playwright;
using Reconbanker.Core.Browser;

namespace Reconbanker.Core.LiveViews;

/// <summary>
/// Keeps the dialogs of a browser's pages for the person in control, whichever window they come from, for as long as a person may come;
/// while none is needed, a dialog is answered as if it had been closed, and whoever watches is told. Nobody else may answer them.
/// </summary>
internal sealed class PageDialogs : IDisposable
{
    /// <summary>Dialogs that are answered for nobody at once in <see cref="Period"/>; a page with more of them is in a loop, and waits for each.</summary>
    public const int AnsweredAtOnce = 10;

    /// <summary>Dialogs of one page in <see cref="Period"/> after which its person may silence it.</summary>
    public const int Bearable = 2;

    /// <summary>Characters of a text that people are shown: what is longer would only choke their windows.</summary>
    public const int LongestText = 2000;

    private const int LongestSaid = 160;

    public static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan LoopDelay = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly List<(IDialog Waiting, PageDialog Shown)> _open = [];
    private readonly HashSet<IPage> _silenced = [];
    private readonly Dictionary<IPage, RateLimit> _bearable = [];
    private readonly RateLimit _atOnce;
    private readonly IBrowserContext _context;
    private readonly Func<bool> _maySomebodyCome;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _closed = new();

    /// <param name="maySomebodyCome">Asked for each dialog.</param>
    public PageDialogs(IBrowserContext context, Func<bool> maySomebodyCome, TimeProvider clock)
    {
        (_context, _maySomebodyCome, _clock) = (context, maySomebodyCome, clock);
        _atOnce = new(AnsweredAtOnce, Period, clock);
        context.Dialog += OnDialog;
        context.DialogClosed += OnClosed;
        context.FrameNavigated += OnNavigated;
        context.PageClose += OnPageClosed;
    }

    public event Action? Changed;

    /// <summary>A dialog was closed for nobody.</summary>
    public event Action<ViewNotice>? Closed;

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

    public void Dispose()
    {
        _context.Dialog -= OnDialog;
        _context.DialogClosed -= OnClosed;
        _context.FrameNavigated -= OnNavigated;
        _context.PageClose -= OnPageClosed;
        _closed.Cancel();
        Close();
        _closed.Dispose();
    }

    /// <param name="text">What is entered into a prompt; null for other dialogs.</param>
    /// <returns>False if this dialog is not open any more.</returns>
    public bool Answer(PageDialog dialog, DialogAnswer answer, string? text)
    {
        IDialog waiting;
        lock (_gate)
        {
            var index = _open.FindIndex(open => ReferenceEquals(open.Shown, dialog));
            if (index < 0)
            {
                return false;
            }

            waiting = _open[index].Waiting;
            _open.RemoveAt(index);
            if (answer == DialogAnswer.Silence && waiting.Page is { } page)
            {
                _silenced.Add(page);
            }
        }

        // It fails if the page closes meanwhile, which answers the dialog as well.
        Unanswered.Ignore(answer == DialogAnswer.Accept ? SecretInput.AnswerAsync(waiting, text) : waiting.DismissAsync());
        Changed?.Invoke();
        return true;
    }

    /// <summary>Nobody is needed any more: no page must wait for ever.</summary>
    public void Close()
    {
        while (Open is { } open)
        {
            if (Answer(open, open.Kind == PageDialogKind.LeavePage ? DialogAnswer.Accept : DialogAnswer.Dismiss, text: null))
            {
                Say(open.Kind, open.Host, open.Message);
            }
        }
    }

    private void OnDialog(object? sender, IDialog dialog)
    {
        var isSilenced = IsSilenced(dialog);
        if (isSilenced || !_maySomebodyCome())
        {
            Unanswered.Ignore(AnswerForNobodyAsync(dialog));
            if (!isSilenced)
            {
                Say(KindOf(dialog), HostOf(dialog), Cut(dialog.Message));
            }

            return;
        }

        lock (_gate)
        {
            var shown = new PageDialog(
                KindOf(dialog), Cut(dialog.Message), Cut(dialog.DefaultValue), HostOf(dialog), IsRepeated(dialog));
            _open.Add((dialog, shown));
        }

        Changed?.Invoke();
        if (!_maySomebodyCome())
        {
            Close(); // the need has gone just now
        }
    }

    private void Say(PageDialogKind kind, string host, string message)
    {
        if (kind != PageDialogKind.LeavePage)
        {
            Closed?.Invoke(new(ViewNoticeKind.DialogClosed, host, PageText.Line(message, LongestSaid)));
        }
    }

    private async Task AnswerForNobodyAsync(IDialog dialog)
    {
        if (!_atOnce.TryPass())
        {
            try
            {
                await Task.Delay(LoopDelay, _clock, _closed.Token);
            }
            catch (OperationCanceledException)
            {
                // The view ends; the page need not wait for that.
            }
        }

        await (KindOf(dialog) == PageDialogKind.LeavePage ? SecretInput.AnswerAsync(dialog, text: null) : dialog.DismissAsync());
    }

    private bool IsSilenced(IDialog dialog)
    {
        lock (_gate)
        {
            return dialog.Page is { } page && _silenced.Contains(page) && KindOf(dialog) != PageDialogKind.LeavePage;
        }
    }

    private bool IsRepeated(IDialog dialog)
    {
        if (dialog.Page is not { } page)
        {
            return false;
        }

        if (!_bearable.TryGetValue(page, out var bearable))
        {
            _bearable[page] = bearable = new(Bearable, Period, _clock);
        }

        return !bearable.TryPass();
    }

    /// <summary>It went away with its document, or was answered by someone else.</summary>
    private void OnClosed(object? sender, IDialog dialog) => Forget(open => open == dialog);

    private void OnPageClosed(object? sender, IPage page)
    {
        lock (_gate)
        {
            _silenced.Remove(page);
            _bearable.Remove(page);
        }

        Forget(open => open.Page == page);
    }

    private void OnNavigated(object? sender, IFrame frame)
    {
        lock (_gate)
        {
            if (frame == frame.Page.MainFrame)
            {
                _silenced.Remove(frame.Page);
            }
        }
    }

    private void Forget(Predicate<IDialog> isGone)
    {
        int gone;
        lock (_gate)
        {
            gone = _open.RemoveAll(open => isGone(open.Waiting));
        }

        if (gone > 0)
        {
            Changed?.Invoke();
        }
    }

    private static string HostOf(IDialog dialog) => PageAddress.HostOf(dialog.Page?.Url ?? "");

    private static string Cut(string text) => text.Length <= LongestText ? text : $"{text[..LongestText]}…";

    private static PageDialogKind KindOf(IDialog dialog) => dialog.Type switch
    {
        DialogType.Confirm => PageDialogKind.Confirm,
        DialogType.Prompt => PageDialogKind.Prompt,
        DialogType.BeforeUnload => PageDialogKind.LeavePage,
        _ => PageDialogKind.Alert,
    };
}
