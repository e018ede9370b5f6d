using System.Threading.Channels;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Sessions;

/// <summary>An assistance request while a session waits on it: what humans hand in, and who gets it.</summary>
internal sealed class OpenRequest : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(300);

    /// <summary>How long a page may take to show what has come to it, and how often it is looked at when nothing comes.</summary>
    private static readonly TimeSpan Stirring = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _clock;
    private readonly CodeEntry? _entry;
    private readonly IReadOnlyList<BankAccountOption> _options = [];

    // One at a time: a second code is refused while the first is being typed.
    private readonly Channel<Work> _handedIn = Channel.CreateBounded<Work>(1);
    private readonly CancellationTokenSource _over = new();
    private int _isBusy;
    private volatile string? _chosen;

    public OpenRequest(RunningSession session, AssistanceRequest request, CodeEntry entry, TimeProvider clock)
        : this(session, request, clock) => _entry = entry;

    public OpenRequest(RunningSession session, AssistanceRequest request, IReadOnlyList<BankAccountOption> options, TimeProvider clock)
        : this(session, request, clock) => _options = options;

    /// <summary>Of what is done in the bank's page alone.</summary>
    public OpenRequest(RunningSession session, AssistanceRequest request, TimeProvider clock)
    {
        Session = session;
        Request = request;
        _clock = clock;
        Over = _over.Token;
        session.Extend(request.DeadlineAt - request.OpenedAt);
        AcceptInput(request.Kind != AssistanceKind.BankAccount);
    }

    public RunningSession Session { get; }

    public AssistanceRequest Request { get; }

    /// <summary>Cancelled once nobody is asked any more.</summary>
    public CancellationToken Over { get; }

    /// <summary>Called in the session after what is asked for has changed; told whether another code was sent.</summary>
    public Func<bool, Task> Changed { get; set; } = _ => Task.CompletedTask;

    public string? Chosen => _chosen;

    public bool Choose(string number)
    {
        if (_options.All(o => o.Number != number))
        {
            return false;
        }

        _chosen = number;
        _handedIn.Writer.TryWrite(Work.Nothing);
        return true;
    }

    /// <param name="mayTry">Asked last, for a code that would be typed.</param>
    public Task<CodeAnswer> SubmitCodeAsync(int challenge, SecretText code, Func<bool> mayTry)
    {
        var text = string.Concat(code.Reveal().Where(c => !char.IsWhiteSpace(c) && c != '-'));
        CodeAnswer? problem = Request switch
        {
            { Kind: not AssistanceKind.Code } => CodeAnswer.TooLate,
            _ when challenge != Request.Challenge => CodeAnswer.Superseded,
            _ when text.Length != Request.CodeLength || !text.All(Request.CodeKind == CodeKind.Digits ? char.IsAsciiDigit : char.IsLetterOrDigit) =>
                CodeAnswer.WrongFormat,
            { TriesLeft: 0 } => CodeAnswer.NoTriesLeft,
            _ when !mayTry() => CodeAnswer.TooMany,
            _ => null,
        };
        return problem is { } told
            ? Task.FromResult(told)
            : HandInAsync(() => EnterAsync(challenge, new SecretText(text)), CodeAnswer.Busy, CodeAnswer.TooLate, CodeAnswer.PageChanged);
    }

    /// <summary>Has the bank send another code.</summary>
    /// <param name="challenge">The code that the human saw asked for; for another one it has been done already.</param>
    /// <param name="channel">Null for the same as before.</param>
    public Task<SendAnswer> SendAgainAsync(int challenge, CodeChannel? channel)
    {
        var offer = _entry?.Offers.FirstOrDefault(o => o.Channel == channel);
        SendAnswer? problem = Request switch
        {
            _ when challenge != Request.Challenge => SendAnswer.SentAlready,
            _ when offer is null => SendAnswer.NotOffered,
            { MaySendAt: null } => SendAnswer.TooOften,
            _ when _clock.GetUtcNow() < Request.MaySendAt => SendAnswer.TooSoon,
            _ => null,
        };
        return problem is { } told
            ? Task.FromResult(told)
            : HandInAsync(() => SendAsync(offer!), SendAnswer.Busy, SendAnswer.TooLate, SendAnswer.PageChanged);
    }

    /// <summary>Looks which ways of getting another code the page offers.</summary>
    public async Task ReadOffersAsync()
    {
        var shown = new List<CodeOffer>();
        foreach (var offer in _entry?.Offers ?? [])
        {
            if (await offer.IsShown())
            {
                shown.Add(offer);
            }
        }

        Request.Offer(shown.Any(o => o.Channel is null), [.. shown.Select(o => o.Channel).OfType<CodeChannel>()]);
    }

    /// <summary>Waits until it is done, and does meanwhile what is handed in.</summary>
    /// <exception cref="RunEndedException">It was not done before the deadline.</exception>
    public async Task WaitAsync(Func<Task<bool>> isDone, CancellationToken stop)
    {
        while (!await isDone())
        {
            if (_clock.GetUtcNow() >= Request.DeadlineAt)
            {
                throw new RunEndedException(
                    Request.Kind == AssistanceKind.BankAccount ? StopReason.BankAccountNotChosen : StopReason.NobodyHelped);
            }

            await UntilWorthALookAsync(stop);
        }
    }

    public void Dispose()
    {
        AcceptInput(false);
        _handedIn.Writer.TryComplete();
        while (_handedIn.Reader.TryRead(out var late))
        {
            late.Drop();
        }

        _over.Cancel();
        _over.Dispose();
    }

    /// <summary>Has the session do it, unless it does something else.</summary>
    private async Task<T> HandInAsync<T>(Func<Task<T>> act, T busy, T tooLate, T pageChanged)
    {
        if (Interlocked.Exchange(ref _isBusy, 1) == 1)
        {
            return busy;
        }

        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = new Work(DoAsync, () => answer.TrySetResult(tooLate));
        return _handedIn.Writer.TryWrite(work) ? await answer.Task : tooLate;

        async Task DoAsync()
        {
            var said = tooLate;
            try
            {
                said = await act();
            }
            catch (BankStepException e) when (e.Failure == BankStepFailure.NotFound)
            {
                said = pageChanged;
            }
            finally
            {
                Volatile.Write(ref _isBusy, 0);
                answer.TrySetResult(said);
            }
        }
    }

    private async Task UntilWorthALookAsync(CancellationToken stop)
    {
        var since = _clock.GetTimestamp();
        while (!await DoHandedInAsync(LookEvery, stop)
            && Session.View is { } view && view.QuietTime > Stirring && _clock.GetElapsedTime(since) < LookAnyway)
        {
            // Nothing has happened in the browser that would have changed what it shows.
        }
    }

    /// <summary>Does what is handed in within this time.</summary>
    /// <returns>Whether something was.</returns>
    private async Task<bool> DoHandedInAsync(TimeSpan within, CancellationToken stop)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var handedIn = _handedIn.Reader.WaitToReadAsync(waiting.Token).AsTask();
        var first = await Task.WhenAny(handedIn, Task.Delay(within, _clock, waiting.Token));
        await waiting.CancelAsync();
        stop.ThrowIfCancellationRequested();
        if (first != handedIn || !await handedIn || !_handedIn.Reader.TryRead(out var work))
        {
            return false;
        }

        if (work == Work.Nothing)
        {
            return true;
        }

        // Two hands on one field would mix their characters.
        AcceptInput(false);
        try
        {
            await work.Do();
        }
        finally
        {
            AcceptInput(true);
        }

        return true;
    }

    private async Task<CodeAnswer> EnterAsync(int challenge, SecretText code)
    {
        // Looked at once more right before it is typed.
        if (challenge != Request.Challenge)
        {
            return CodeAnswer.Superseded;
        }

        switch (await _entry!.Enter(code))
        {
            case CodeVerdict.Accepted:
                return CodeAnswer.Accepted;
            case CodeVerdict.Refused:
                Request.Refuse();
                await Changed(false);
                return CodeAnswer.Refused;
            case CodeVerdict.Expired:
                return CodeAnswer.Expired;
            default:
                Request.Supersede(_clock.GetUtcNow());
                await ReadAnewAsync();
                return CodeAnswer.SentAgain;
        }
    }

    private async Task<SendAnswer> SendAsync(CodeOffer offer)
    {
        if (!await offer.IsShown())
        {
            return SendAnswer.NotOffered;
        }

        // Before the bank is asked: should we never learn whether it sent one, a code that came before is not typed either.
        Request.Supersede(_clock.GetUtcNow());
        try
        {
            await offer.Ask();
        }
        finally
        {
            await ReadAnewAsync();
        }

        return SendAnswer.Sent;
    }

    private async Task ReadAnewAsync()
    {
        try
        {
            if (_entry!.Read is { } read)
            {
                Request.Describe(await read(), _clock.GetUtcNow());
            }

            await ReadOffersAsync();
        }
        catch (BankStepException e) when (e.Failure == BankStepFailure.NotFound)
        {
            // What the page says is for the human to read only; the code itself can do without.
        }

        await Changed(true);
    }

    private void AcceptInput(bool accept)
    {
        if (Session.View is { } view)
        {
            view.AcceptsInput = accept;
        }
    }

    /// <param name="Do">Answers whoever handed it in.</param>
    /// <param name="Drop">Answers that it was too late.</param>
    private sealed record Work(Func<Task> Do, Action Drop)
    {
        /// <summary>Wakes the waiting session.</summary>
        public static readonly Work Nothing = new(() => Task.CompletedTask, () => { });
    }
}
