using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Matching;
using Reconbanker.Core.People;

namespace Reconbanker.Core.Payments;

/// <summary>Keeps the books of polls: that one begins, what it brought, and when the next one is. A complete one is one commit with its payments.</summary>
public sealed partial class PollBooks(
    IDbContextFactory<ReconbankerDb> databases, Settlement settlement, IOptions<PaymentOptions> options, TimeProvider clock, ILogger<PollBooks> logger)
{
    private const int PollsKept = 1000;

    /// <summary>At the start none is under way: what an earlier process left so was interrupted, and is asked again when it is due.</summary>
    internal async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.PaymentPolls.Where(p => p.Outcome == PollOutcome.Running).ExecuteUpdateAsync(
            poll => poll.SetProperty(p => p.Outcome, PollOutcome.Interrupted).SetProperty(p => p.EndedAt, now),
            cancellationToken);
    }

    /// <summary>The accounts that the clock polls now.</summary>
    internal async Task<List<Guid>> DueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Pollable(db).Where(a => a.NextPollAt <= now).OrderBy(a => a.NextPollAt).Select(a => a.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Null when there is nothing to poll: no endpoint, another mode, no such account, or it is not due.</summary>
    internal async Task<(Account Account, PaymentPoll Poll)?> BeginAsync(Guid accountId, bool byPerson, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var account = await Pollable(db).AsNoTracking()
            .SingleOrDefaultAsync(a => a.Id == accountId && (byPerson || a.NextPollAt <= now), cancellationToken);
        if (account is null)
        {
            return null;
        }

        var poll = new PaymentPoll { AccountId = accountId, StartedAt = now, ByPerson = byPerson };
        db.PaymentPolls.Add(poll);
        await db.SaveChangesAsync(cancellationToken);
        return (account, poll);
    }

    /// <summary>Stores what a complete poll brought, what that settles, and the poll itself. False when the settings are others by now.</summary>
    internal async Task<bool> StoreAsync(Account begun, PaymentPoll poll, PolledPayments polled, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var commit = await db.Database.BeginTransactionAsync(cancellationToken);
        var account = await Same(db, begun).SingleOrDefaultAsync(cancellationToken);
        if (account is null)
        {
            return false;
        }

        await new PollStore(db, settlement, account, poll).ApplyAsync(polled, cancellationToken);
        var next = clock.GetUtcNow() + options.Value.Interval;
        await db.Accounts.Where(a => a.Id == account.Id).ExecuteUpdateAsync(
            polledOne => polledOne
                .SetProperty(a => a.NextPollAt, next)
                .SetProperty(a => a.PollFailures, 0)
                .SetProperty(a => a.PollRefusals, 0),
            cancellationToken);
        await CloseAsync(db, poll, PollOutcome.Complete, polled, cancellationToken);
        await commit.CommitAsync(cancellationToken);
        LogComplete(account.Id, poll.Rows, poll.New, poll.Changed, poll.Gone, poll.HeldBack, poll.Rejected);
        return true;
    }

    /// <summary>Records a poll that brought nothing that can be used, and puts the next one off.</summary>
    internal async Task FailAsync(Account begun, PaymentPoll poll, PollAnswer answer, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var commit = await db.Database.BeginTransactionAsync(cancellationToken);
        (poll.New, poll.Changed, poll.Gone, poll.HeldBack) = (0, 0, 0, 0);
        (poll.StatusCode, poll.Detail) = (answer.StatusCode, answer.Detail);
        if (answer.Outcome is not (PollOutcome.Superseded or PollOutcome.Interrupted)
            && await Same(db, begun).SingleOrDefaultAsync(cancellationToken) is { } account)
        {
            var failures = account.PollFailures + 1;
            var refusals = answer.Outcome == PollOutcome.NotAuthorized ? account.PollRefusals + 1 : 0;
            var wait = PollSchedule.AfterFailure(failures, options.Value.Interval, answer.RetryAfter, Random.Shared.NextDouble());
            DateTimeOffset? next = refusals >= PollSchedule.MostRefusals ? null : clock.GetUtcNow() + wait;
            await db.Accounts.Where(a => a.Id == account.Id).ExecuteUpdateAsync(
                failed => failed
                    .SetProperty(a => a.NextPollAt, next)
                    .SetProperty(a => a.PollFailures, failures)
                    .SetProperty(a => a.PollRefusals, refusals),
                cancellationToken);
        }

        if (await db.Accounts.AnyAsync(a => a.Id == begun.Id, cancellationToken))
        {
            await CloseAsync(db, poll, answer.Outcome, answer.Payments, cancellationToken);
        }

        await commit.CommitAsync(cancellationToken);
        LogFailed(begun.Id, answer.Outcome, answer.StatusCode);
    }

    /// <summary>The account, if what was asked for is still what is wanted: every change of the settings seals the address anew.</summary>
    private static IQueryable<Account> Same(ReconbankerDb db, Account begun) => Pollable(db).AsNoTracking()
        .Where(a => a.Id == begun.Id && a.SealedPaymentsUrl == begun.SealedPaymentsUrl);

    private static IQueryable<Account> Pollable(ReconbankerDb db) => db.Accounts.Where(
        a => a.SealedPaymentsUrl != null && db.Users.Any(u => u.Id == a.OwnerId && u.OperationMode == OperationMode.Reconcile));

    private async Task CloseAsync(ReconbankerDb db, PaymentPoll poll, PollOutcome outcome, PolledPayments polled, CancellationToken cancellationToken)
    {
        (poll.Outcome, poll.EndedAt, poll.Rows, poll.Rejected) = (outcome, clock.GetUtcNow(), polled.Rows, polled.Rejected);
        db.PaymentPolls.Update(poll);
        db.PollRejections.AddRange(polled.Rejections.Select(r => new PollRejection
        {
            PollId = poll.Id,
            Row = r.Row,
            ExternalId = r.ExternalId,
            Reason = r.Reason,
            Value = r.Value,
        }));
        await db.SaveChangesAsync(cancellationToken);
        await db.PaymentPolls
            .Where(p => p.AccountId == poll.AccountId)
            .OrderByDescending(p => p.StartedAt)
            .Skip(PollsKept)
            .ExecuteDeleteAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "The payments of account {AccountId} were polled: {Rows} rows, {Added} new, {Changed} changed, {Gone} gone, "
        + "{HeldBack} held back, {Rejected} rejected.")]
    private partial void LogComplete(Guid accountId, int rows, int added, int changed, int gone, int heldBack, int rejected);

    [LoggerMessage(LogLevel.Warning, "The payments of account {AccountId} were not polled: {Outcome} {StatusCode}.")]
    private partial void LogFailed(Guid accountId, PollOutcome outcome, int? statusCode);
}
