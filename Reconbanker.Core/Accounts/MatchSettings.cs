using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.Matching;
using Reconbanker.Core.People;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Accounts;

/// <summary>What an account asks of its matches and of their events, as a form holds it.</summary>
/// <param name="Accept">From this score on a pair settles by itself: 0.5 to 1.</param>
/// <param name="Margin">By how much a pair must be better than every other: 0.01 to 0.5.</param>
/// <param name="AllowNameless">Whether a pair without a name on one side settles where nothing else fits.</param>
/// <param name="AskForInterchangeable">Whether a person is asked where equal payments or transfers meet; otherwise the oldest are paired.</param>
public sealed record MatchChoices(decimal Accept, decimal Margin, bool AllowNameless, bool AskForInterchangeable, bool SendExpired, bool SendEvidence)
{
    public static MatchChoices Of(Account account) => new(
        account.MatchAccept, account.MatchMargin, account.MatchNameless, account.AskForInterchangeable, account.SendExpired, account.SendEvidence);
}

/// <summary>Changes by which rules an account's payments are settled. What has been settled stays.</summary>
public sealed class MatchSettings(
    IDbContextFactory<ReconbankerDb> databases, Settlement settlement, Dispatcher dispatcher, ActivityFeed feed)
{
    public const decimal LeastAccept = 0.5m;
    public const decimal LeastMargin = 0.01m;
    public const decimal MostMargin = 0.5m;

    /// <summary>What is wrong with them; null when nothing is.</summary>
    public static SettingsProblem? Problem(MatchChoices choices) => choices switch
    {
        { Accept: < LeastAccept or > 1 } => SettingsProblem.AcceptOutOfRange,
        { Margin: < LeastMargin or > MostMargin } => SettingsProblem.MarginOutOfRange,
        _ => null,
    };

    /// <summary>Saves them, and judges what is open by them.</summary>
    public async Task<SaveOutcome> SaveAsync(Guid ownerId, Guid accountId, MatchChoices choices, CancellationToken cancellationToken)
    {
        if (Problem(choices) is { } problem)
        {
            return new SaveOutcome.Refused(problem);
        }

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var commit = await db.Database.BeginTransactionAsync(cancellationToken);
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == accountId && a.OwnerId == ownerId, cancellationToken);
        if (account is null)
        {
            return new SaveOutcome.NotFound();
        }

        (account.MatchAccept, account.MatchMargin) = (decimal.Round(choices.Accept, 4), decimal.Round(choices.Margin, 4));
        (account.MatchNameless, account.AskForInterchangeable) = (choices.AllowNameless, choices.AskForInterchangeable);
        (account.SendExpired, account.SendEvidence) = (choices.SendExpired, choices.SendEvidence);
        await db.SaveChangesAsync(cancellationToken);
        var mode = await OperationModes.OfAsync(db, ownerId, cancellationToken);
        await settlement.DecideAllAsync(db, account, mode, cancellationToken);
        await commit.CommitAsync(cancellationToken);

        dispatcher.Wake();
        feed.Publish(ownerId, accountId, ActivityTopic.Account);
        return new SaveOutcome.Saved(accountId);
    }
}
