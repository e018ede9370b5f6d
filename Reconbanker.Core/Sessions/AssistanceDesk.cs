using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Sessions;

/// <summary>What became of a code that a human handed over.</summary>
public enum CodeAnswer
{
    Accepted,
    Refused,

    /// <summary>It came too late for the bank, which has not sent another one.</summary>
    Expired,

    /// <summary>It came too late for the bank, which was asked for another one: that one is waited for now.</summary>
    SentAgain,

    /// <summary>It was typed, but the page answered in no way that the driver knows: look at the live view.</summary>
    PageChanged,

    /// <summary>Not typed: it has not the length, or the characters, that the bank asks for.</summary>
    WrongFormat,

    /// <summary>Not typed: another one is being typed.</summary>
    Busy,

    /// <summary>Not typed: nobody is asking for it any more.</summary>
    TooLate,

    /// <summary>Not typed: one more refusal might lock the user; only a person in the live view may go on.</summary>
    NoTriesLeft,
}

/// <summary>Where sessions ask humans for help, and humans answer. Requests are stored; what is answered never is.</summary>
public sealed partial class AssistanceDesk(
    IDbContextFactory<ReconbankerDb> databases, ActivityFeed feed, AuditTrail trail, IOptions<SessionOptions> options,
    TimeProvider clock, ILogger<AssistanceDesk> logger)
{
    private readonly ConcurrentDictionary<Guid, OpenRequest> _open = new();

    /// <summary>Hands a code over to the session that asks for it.</summary>
    /// <returns>When the bank has answered, or at once when the code is not typed.</returns>
    public async Task<CodeAnswer> SubmitCodeAsync(Guid userId, Guid requestId, SecretText code)
    {
        if (!_open.TryGetValue(requestId, out var open) || !open.Session.Access.Of(userId).GiveCode)
        {
            return CodeAnswer.TooLate;
        }

        var answer = await open.SubmitCodeAsync(code);
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

    /// <summary>Tells a waiting session which of the bank's accounts to read.</summary>
    /// <returns>False when no session waits for it, or the login does not show that account.</returns>
    public bool ChooseBankAccount(Guid ownerId, Guid requestId, string number) =>
        _open.TryGetValue(requestId, out var open) && open.Session.OwnerId == ownerId && open.Choose(number);

    /// <summary>Waits until the bank lets us in, by the human's hand in the live view or by a code that is handed over.</summary>
    /// <exception cref="RunEndedException">Nobody helped before the deadline.</exception>
    internal async Task AskForCodeAsync(RunningSession session, CodeRequest code, CodeEntry entry, CancellationToken stop)
    {
        using var open = new OpenRequest(session, NewRequest(session, AssistanceKind.Code, code), entry);
        await WaitAsync(open, () => LookAsync(session, entry.IsSignedIn), stop);
    }

    /// <summary>Waits until the human has got past what the bank's page asks.</summary>
    /// <exception cref="RunEndedException">Nobody helped before the deadline.</exception>
    internal async Task AskForHelpAsync(RunningSession session, HelpKind kind, Func<Task<bool>> isSignedIn, CancellationToken stop)
    {
        using var open = new OpenRequest(session, NewRequest(session, Kind(kind), null));
        await WaitAsync(open, () => LookAsync(session, isSignedIn), stop);
    }

    /// <summary>Waits until the human has chosen one of the bank's accounts.</summary>
    /// <param name="keepAlive">Called again and again meanwhile, so that the bank does not end the session.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="RunEndedException">Nobody chose before the deadline.</exception>
    internal async Task<string> AskForBankAccountAsync(
        RunningSession session, IReadOnlyList<BankAccountOption> options, Func<Task> keepAlive, CancellationToken stop)
    {
        using var open = new OpenRequest(session, NewRequest(session, AssistanceKind.BankAccount, null), options);
        var isChosen = async () =>
        {
            await keepAlive();
            return open.Chosen is not null;
        };
        await WaitAsync(open, isChosen, stop);
        return open.Chosen!;
    }

    private static AssistanceKind Kind(HelpKind kind) => kind switch
    {
        HelpKind.Approval => AssistanceKind.Approval,
        HelpKind.Captcha => AssistanceKind.Captcha,
        HelpKind.Choice => AssistanceKind.Choice,
        _ => AssistanceKind.Other,
    };

    private AssistanceRequest NewRequest(RunningSession session, AssistanceKind kind, CodeRequest? code) =>
        AssistanceRequest.Open(session, kind, code, clock.GetUtcNow(), options.Value.AssistanceDeadline);

    private async Task WaitAsync(OpenRequest open, Func<Task<bool>> isDone, CancellationToken stop)
    {
        var request = open.Request;
        await using (var db = await databases.CreateDbContextAsync(stop))
        {
            db.AssistanceRequests.Add(request);
            await db.SaveChangesAsync(stop);
        }

        _open[request.Id] = open;
        Publish(open);
        LogOpened(request.Id, request.AccountId, request.Kind);
        var end = AssistanceState.Cancelled;
        try
        {
            await open.WaitAsync(isDone, clock, stop);
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
