using System.Threading.Channels;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Sessions;

/// <summary>An assistance request while a session waits on it: what humans hand in, and who gets it.</summary>
internal sealed class OpenRequest : IDisposable
{
    // Two are what a person may mistype; the third is the one at which banks lock, and only a person may risk it.
    private const int CodeTries = 2;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(300);

    private readonly CodeEntry? _entry;
    private readonly IReadOnlyList<BankAccountOption> _options = [];

    // One at a time: a second code is refused while the first is being typed.
    private readonly Channel<Submission> _codes = Channel.CreateBounded<Submission>(1);
    private int _pending;
    private int _refused;
    private volatile string? _chosen;

    public OpenRequest(RunningSession session, AssistanceRequest request, CodeEntry entry)
        : this(session, request) => _entry = entry;

    public OpenRequest(RunningSession session, AssistanceRequest request, IReadOnlyList<BankAccountOption> options)
        : this(session, request) => _options = options;

    /// <summary>Of what is done in the bank's page alone.</summary>
    public OpenRequest(RunningSession session, AssistanceRequest request)
    {
        Session = session;
        Request = request;
        session.Extend(request.DeadlineAt - request.OpenedAt);
        AcceptInput(request.Kind != AssistanceKind.BankAccount);
    }

    public RunningSession Session { get; }

    public AssistanceRequest Request { get; }

    public string? Chosen => _chosen;

    public bool Choose(string number)
    {
        if (_options.All(o => o.Number != number))
        {
            return false;
        }

        _chosen = number;
        _codes.Writer.TryWrite(Submission.Nothing);
        return true;
    }

    public async Task<CodeAnswer> SubmitCodeAsync(SecretText code)
    {
        var text = string.Concat(code.Reveal().Where(c => !char.IsWhiteSpace(c) && c != '-'));
        if (Request.Kind != AssistanceKind.Code)
        {
            return CodeAnswer.TooLate;
        }

        if (text.Length != Request.CodeLength || !text.All(Request.CodeKind == CodeKind.Digits ? char.IsAsciiDigit : char.IsLetterOrDigit))
        {
            return CodeAnswer.WrongFormat;
        }

        if (Volatile.Read(ref _refused) >= CodeTries)
        {
            return CodeAnswer.NoTriesLeft;
        }

        if (Interlocked.Exchange(ref _pending, 1) == 1)
        {
            return CodeAnswer.Busy;
        }

        var submission = new Submission(new SecretText(text), new(TaskCreationOptions.RunContinuationsAsynchronously));
        return _codes.Writer.TryWrite(submission) ? await submission.Answer.Task : CodeAnswer.TooLate;
    }

    /// <summary>Waits until it is done, and types the codes that are handed in meanwhile.</summary>
    /// <exception cref="RunEndedException">It was not done before the deadline.</exception>
    public async Task WaitAsync(Func<Task<bool>> isDone, TimeProvider clock, CancellationToken stop)
    {
        while (!await isDone())
        {
            if (clock.GetUtcNow() >= Request.DeadlineAt)
            {
                throw new RunEndedException(
                    Request.Kind == AssistanceKind.BankAccount ? StopReason.BankAccountNotChosen : StopReason.NobodyHelped);
            }

            await EnterCodesAsync(LookEvery, clock, stop);
        }
    }

    public void Dispose()
    {
        AcceptInput(false);
        _codes.Writer.TryComplete();
        while (_codes.Reader.TryRead(out var late))
        {
            late.Answer.TrySetResult(CodeAnswer.TooLate);
        }
    }

    /// <summary>Types the code that is handed in within this time, if one is.</summary>
    private async Task EnterCodesAsync(TimeSpan within, TimeProvider clock, CancellationToken stop)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var handedIn = _codes.Reader.WaitToReadAsync(waiting.Token).AsTask();
        var first = await Task.WhenAny(handedIn, Task.Delay(within, clock, waiting.Token));
        await waiting.CancelAsync();
        stop.ThrowIfCancellationRequested();
        if (first == handedIn && await handedIn && _codes.Reader.TryRead(out var submission) && submission != Submission.Nothing)
        {
            await EnterAsync(submission);
        }
    }

    private async Task EnterAsync(Submission submission)
    {
        // Two hands on one field would mix their characters.
        AcceptInput(false);
        var answer = CodeAnswer.TooLate;
        try
        {
            answer = await _entry!.Enter(submission.Code) switch
            {
                CodeVerdict.Accepted => CodeAnswer.Accepted,
                CodeVerdict.Refused => CodeAnswer.Refused,
                CodeVerdict.Expired => CodeAnswer.Expired,
                _ => CodeAnswer.SentAgain,
            };
            if (answer == CodeAnswer.Refused)
            {
                Interlocked.Increment(ref _refused);
            }
        }
        catch (BankStepException e) when (e.Failure == BankStepFailure.NotFound)
        {
            answer = CodeAnswer.PageChanged;
        }
        finally
        {
            Volatile.Write(ref _pending, 0);
            submission.Answer.TrySetResult(answer);
            AcceptInput(true);
        }
    }

    private void AcceptInput(bool accept)
    {
        if (Session.View is { } view)
        {
            view.AcceptsInput = accept;
        }
    }

    private sealed record Submission(SecretText Code, TaskCompletionSource<CodeAnswer> Answer)
    {
        /// <summary>Wakes the waiting session without a code.</summary>
        public static readonly Submission Nothing = new(new SecretText(""), new());
    }
}
