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
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(6);

    private readonly TimeProvider _clock;
    private readonly CodeEntry? _entry;
    private readonly IReadOnlyList<BankAccountOption> _options = [];

    private readonly HandedInWork _handedIn;
    private readonly Resends _resends;
    private readonly CancellationTokenSource _over = new();
    private volatile string? _chosen;

    public OpenRequest(RunningSession session, AssistanceRequest request, CodeEntry entry, TimeProvider clock)
        : this(session, request, entry.Sending, Describing(entry.Read, code => request.Describe(code, clock.GetUtcNow())), clock) => _entry = entry;

    /// <summary>Of what is done in the bank's page, or on another device.</summary>
    public OpenRequest(RunningSession session, AssistanceRequest request, HelpEntry entry, TimeProvider clock)
        : this(session, request, entry.Sending, Describing(entry.Read, help => request.Describe(help, clock.GetUtcNow())), clock)
    {
    }

    public OpenRequest(RunningSession session, AssistanceRequest request, IReadOnlyList<BankAccountOption> options, TimeProvider clock)
        : this(session, request, PageSending.None, () => Task.CompletedTask, clock) => _options = options;

    private OpenRequest(RunningSession session, AssistanceRequest request, PageSending sending, Func<Task> describe, TimeProvider clock)
    {
        Session = session;
        Request = request;
        _clock = clock;
        _handedIn = new(AcceptInput, clock);
        _resends = new(request, session.View, sending, describe, clock);
        Over = _over.Token;
        session.Extend(request.DeadlineAt - request.OpenedAt);
        AcceptInput(request.Kind != AssistanceKind.BankAccount);
    }

    public RunningSession Session { get; }

    public AssistanceRequest Request { get; }

    /// <summary>Cancelled once nobody is asked any more.</summary>
    public CancellationToken Over { get; }

    /// <summary>Called in the session after what is asked for has changed; told whether another one was sent.</summary>
    public Func<bool, Task> Changed
    {
        get => _resends.Changed;
        set => _resends.Changed = value;
    }

    public string? Chosen => _chosen;

    public bool Choose(string number)
    {
        if (_options.All(o => o.Number != number))
        {
            return false;
        }

        _chosen = number;
        _handedIn.Wake();
        return true;
    }

    /// <param name="mayTry">Asked last, for a code that would be typed.</param>
    public Task<CodeAnswer> SubmitCodeAsync(int challenge, SecretText code, Func<bool> mayTry)
    {
        var text = string.Concat(code.Reveal().Where(c => !char.IsWhiteSpace(c) && c != '-'));
        CodeAnswer? problem = Request switch
        {
            { Kind: not AssistanceKind.Code } => CodeAnswer.TooLate,
            _ when _resends.IsOver(challenge) => CodeAnswer.Superseded,
            _ when text.Length != Request.CodeLength || !text.All(Request.CodeKind == CodeKind.Digits ? char.IsAsciiDigit : char.IsLetterOrDigit) =>
                CodeAnswer.WrongFormat,
            { TriesLeft: 0 } => CodeAnswer.NoTriesLeft,
            _ when !mayTry() => CodeAnswer.TooMany,
            _ => null,
        };
        return problem is { } told
            ? Task.FromResult(told)
            : _handedIn.DoAsync(() => EnterAsync(challenge, new SecretText(text)), CodeAnswer.Busy, CodeAnswer.TooLate, CodeAnswer.PageChanged);
    }

    /// <summary>Has the bank send another code, or another request for approval.</summary>
    /// <param name="challenge">The one that the human saw asked for; for another one it has been done already.</param>
    /// <param name="channel">Null for the same as before.</param>
    public Task<SendAnswer> SendAgainAsync(int challenge, CodeChannel? channel)
    {
        var offer = _resends.Find(channel);
        SendAnswer? problem = Request switch
        {
            _ when _resends.IsOver(challenge) => SendAnswer.SentAlready,
            _ when offer is null => SendAnswer.NotOffered,
            { MaySendAt: null } => SendAnswer.TooOften,
            _ when _clock.GetUtcNow() < Request.MaySendAt => SendAnswer.TooSoon,
            _ => null,
        };
        return problem is { } told
            ? Task.FromResult(told)
            : _handedIn.DoAsync(() => _resends.SendAsync(challenge, offer!), SendAnswer.Busy, SendAnswer.TooLate, SendAnswer.PageChanged);
    }

    /// <inheritdoc cref="Resends.ReadOffersAsync" path="/summary"/>
    public Task ReadOffersAsync() => _resends.ReadOffersAsync();

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
            await _resends.NoticeAsync();
        }
    }

    public void Dispose()
    {
        AcceptInput(false);
        _resends.Dispose();
        _handedIn.Close();
        _over.Cancel();
        _over.Dispose();
    }

    private async Task UntilWorthALookAsync(CancellationToken stop)
    {
        var since = _clock.GetTimestamp();
        while (!await _handedIn.CarryOutAsync(LookEvery, stop)
            && Session.View is { } view && view.QuietTime > Stirring && _clock.GetElapsedTime(since) < LookAnyway)
        {
            // Nothing has happened in the browser that would have changed what it shows.
        }
    }

    private async Task<CodeAnswer> EnterAsync(int challenge, SecretText code)
    {
        // Looked at once more right before it is typed.
        if (await _resends.IsOverAsync(challenge))
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
                await _resends.OnSentAsync();
                return CodeAnswer.SentAgain;
        }
    }

    private static Func<Task> Describing<T>(Func<Task<T>>? read, Action<T> describe) => async () =>
    {
        if (read is not null)
        {
            describe(await read());
        }
    };

    private void AcceptInput(bool accept)
    {
        if (Session.View is { } view)
        {
            view.AcceptsInput = accept;
        }
    }
}
