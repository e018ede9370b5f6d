using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Alerts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Sessions;

/// <summary>Where sessions ask humans for help, and humans answer. Requests are stored; what is answered never is.</summary>
public sealed partial class AssistanceDesk(
    IDbContextFactory<ReconbankerDb> databases, ActivityFeed feed, Alerter alerts, AuditTrail trail, IOptions<SessionOptions> options,
    TimeProvider clock, ILogger<AssistanceDesk> logger)
{
    private readonly ConcurrentDictionary<Guid, OpenRequest> _open = new();
    private readonly SubmissionBook _submissions = new(clock);

    /// <summary>Hands a code over to the session that asks for it.</summary>
    /// <returns>When the bank has answered, or at once when the code is not typed. The same for a submission that comes twice.</returns>
    public Task<CodeAnswer> SubmitCodeAsync(Guid userId, Guid requestId, CodeSubmission submission) => _submissions.OnceAsync(
        (userId, requestId, submission.Id),
        () => FindFor(userId, requestId) is { } open ? GiveCodeAsync(open, userId, submission) : Task.FromResult(CodeAnswer.TooLate));

    /// <summary>Has the bank send another code, or another request for approval, which takes the place of the one before.</summary>
    /// <param name="challenge">The one that the human saw asked for.</param>
    /// <param name="channel">Null for the same as before.</param>
    /// <returns>When the bank has sent it, or at once when nothing is sent.</returns>
    public Task<SendAnswer> SendAgainAsync(Guid userId, Guid requestId, int challenge, CodeChannel? channel) =>
        FindFor(userId, requestId)?.SendAgainAsync(challenge, channel) ?? Task.FromResult(SendAnswer.TooLate);

    /// <summary>Tells a waiting session which of the bank's accounts to read.</summary>
    /// <returns>False when no session waits for it, or the login does not show that account.</returns>
    public bool ChooseBankAccount(Guid ownerId, Guid requestId, string number) =>
        Find(ownerId, requestId)?.Choose(number) is true;

    /// <summary>Waits until the bank lets us in, by the human's hand in the live view or by a code that is handed over.</summary>
    /// <exception cref="RunEndedException">Nobody helped before the deadline.</exception>
    internal async Task AskForCodeAsync(RunningSession session, CodeRequest code, CodeEntry entry, CancellationToken stop)
    {
        using var open = new OpenRequest(session, AssistanceRequest.Open(session, code, clock.GetUtcNow(), Deadline), entry, clock);
        await WaitUntilSignedInAsync(open, entry.IsSignedIn, stop);
    }

    /// <summary>Waits until the human has got past what the bank's page asks.</summary>
    /// <exception cref="RunEndedException">Nobody helped before the deadline.</exception>
    internal async Task AskForHelpAsync(RunningSession session, HelpRequest help, HelpEntry entry, CancellationToken stop)
    {
        using var open = new OpenRequest(session, AssistanceRequest.Open(session, help, clock.GetUtcNow(), Deadline), entry, clock);
        await WaitUntilSignedInAsync(open, entry.IsSignedIn, stop);
    }

    /// <summary>Waits until the human has chosen one of the bank's accounts.</summary>
    /// <param name="keepAlive">Called again and again meanwhile, so that the bank does not end the session.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="RunEndedException">Nobody chose before the deadline.</exception>
    internal async Task<string> AskForBankAccountAsync(
        RunningSession session, IReadOnlyList<BankAccountOption> options, Func<Task> keepAlive, CancellationToken stop)
    {
        var request = AssistanceRequest.Open(session, AssistanceKind.BankAccount, clock.GetUtcNow(), Deadline);
        using var open = new OpenRequest(session, request, options, clock);
        var isChosen = async () =>
        {
            await keepAlive();
            return open.Chosen is not null;
        };
        await WaitAsync(open, isChosen, stop);
        return open.Chosen!;
    }

    private TimeSpan Deadline => options.Value.AssistanceDeadline;

    private OpenRequest? Find(Guid ownerId, Guid requestId) =>
        _open.TryGetValue(requestId, out var open) && open.Session.OwnerId == ownerId ? open : null;

    /// <summary>For whoever may give it a code.</summary>
    private OpenRequest? FindFor(Guid userId, Guid requestId) =>
        _open.TryGetValue(requestId, out var open) && open.Session.Access.Of(userId).GiveCode ? open : null;

    private async Task<CodeAnswer> GiveCodeAsync(OpenRequest open, Guid userId, CodeSubmission submission)
    {
        var answer = await open.SubmitCodeAsync(submission.Challenge, submission.Code, () => _submissions.MayTry(open.Session.AccountId));
        trail.Note(open.Session.OwnerId, new()
        {
            AccountId = open.Session.AccountId,
            At = clock.GetUtcNow(),
            Act = AuditAct.CodeGiven,
            UserId = userId,
            Outcome = answer.ToString(),
        });
        return answer;
    }

    private async Task WaitUntilSignedInAsync(OpenRequest open, Func<Task<bool>> isSignedIn, CancellationToken stop)
    {
        await LookAsync(open.Session, ReadOffersAsync);
        await WaitAsync(open, () => LookAsync(open.Session, async () => await isSignedIn() || await ReadOffersAsync()), stop);

        // A page shows them by a clock of its own: not for half a minute after the last one, say.
        async Task<bool> ReadOffersAsync()
        {
            await open.ReadOffersAsync();
            return false;
        }
    }

    private async Task WaitAsync(OpenRequest open, Func<Task<bool>> isDone, CancellationToken stop)
    {
        var request = open.Request;
        await using (var db = await databases.CreateDbContextAsync(stop))
        {
            db.AssistanceRequests.Add(request);
            await db.SaveChangesAsync(stop);
        }

        open.Changed = wasSent => ChangedAsync(open, wasSent);
        _open[request.Id] = open;
        Publish(open);
        alerts.Raise(new AssistanceAlert(request.Id, WasSentAgain: false), open.Over);
        LogOpened(request.Id, request.AccountId, request.Kind);
        var end = AssistanceState.Cancelled;
        try
        {
            await open.WaitAsync(isDone, stop);
            end = AssistanceState.Fulfilled;
        }
        catch (RunEndedException)
        {
            end = AssistanceState.Expired;
            throw;
        }
        finally
        {
            _open.TryRemove(request.Id, out _);
            await EndAsync(request.Id, end);
            Publish(open);
            LogEnded(request.Id, end);
        }
    }

    private async Task ChangedAsync(OpenRequest open, bool wasSentAgain)
    {
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        db.Update(open.Request);
        await db.SaveChangesAsync(CancellationToken.None);
        Publish(open);
        if (wasSentAgain)
        {
            alerts.Raise(new AssistanceAlert(open.Request.Id, WasSentAgain: true), open.Over);
        }
    }

    // Whether the run is being stopped or not, the end of its request is written down.
    private async Task EndAsync(Guid requestId, AssistanceState end)
    {
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        var request = await db.AssistanceRequests.SingleAsync(r => r.Id == requestId, CancellationToken.None);
        request.End(end, clock.GetUtcNow());
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private static async Task<bool> LookAsync(RunningSession session, Func<Task<bool>> isSignedIn)
    {
        try
        {
            return await isSignedIn();
        }
        catch (BankStepException e) when (e.Failure == BankStepFailure.NotFound || session.View?.Dialog is not null)
        {
            // The page is between two documents, or waits for the human to answer its dialog.
            return false;
        }
    }

    private void Publish(OpenRequest open) =>
        feed.Publish(open.Session.OwnerId, open.Session.AccountId, ActivityTopic.Assistance);

    [LoggerMessage(LogLevel.Information, "Assistance request {RequestId} of account {AccountId} opened: {Kind}.")]
    private partial void LogOpened(Guid requestId, Guid accountId, AssistanceKind kind);

    [LoggerMessage(LogLevel.Information, "Assistance request {RequestId} ended: {State}.")]
    private partial void LogEnded(Guid requestId, AssistanceState state);
}
