using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.Sessions;

/// <summary>Writes down the stages of one run as it goes through them.</summary>
internal sealed class RunJournal(
    RunningSession session, IDbContextFactory<ReconbankerDb> databases, ActivityFeed feed, TimeProvider clock)
{
    /// <summary>Ends the stage that is under way and begins this one.</summary>
    public async Task EnterAsync(Stage stage, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await FinishOpenStagesAsync(db, now, cancellationToken);
        if (await db.RunStages.FindAsync([session.RunId, stage], cancellationToken) is { } again)
        {
            again.FinishedAt = null;
            again.Times++;
        }
        else
        {
            db.RunStages.Add(new RunStage { RunId = session.RunId, Stage = stage, StartedAt = now });
        }

        await db.SaveChangesAsync(cancellationToken);
        session.Stage = stage;
        feed.Publish(session.OwnerId, session.AccountId, ActivityTopic.Run);
    }

    /// <summary>Ends the run and does to its account what the end demands, in one commit.</summary>
    public async Task EndAsync(StopReason reason, Aftermath aftermath, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await FinishOpenStagesAsync(db, now, cancellationToken);
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == session.AccountId, cancellationToken);
        var run = await db.ScrapeRuns.SingleOrDefaultAsync(r => r.Id == session.RunId, cancellationToken);
        if (account is null || run is null)
        {
            // The account was deleted under the run.
            return;
        }

        run.End(reason, session.Stage, now);
        aftermath.Apply(account, reason, now);
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task FinishOpenStagesAsync(ReconbankerDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var open in await db.RunStages
            .Where(s => s.RunId == session.RunId && s.FinishedAt == null).ToListAsync(cancellationToken))
        {
            open.FinishedAt = now;
        }
    }
}
