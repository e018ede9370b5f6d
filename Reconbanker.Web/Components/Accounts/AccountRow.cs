using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Sessions;

namespace Reconbanker.Web.Components.Accounts;

/// <summary>What lists and headings show of an account.</summary>
public sealed record AccountRow(Guid Id, string Name, string BankCode, SessionType SessionType, LoginMode LoginMode)
{
    public required bool HasCredentials { get; init; }
    public required bool HasWebhook { get; init; }

    /// <summary>Why its events wait; null while they are sent.</summary>
    public required WebhookPauseReason? WebhookPause { get; init; }
    public required AttentionReason? Attention { get; init; }
    public required ConnectStep? ConnectStep { get; init; }
    public required DateTimeOffset? NextRunAt { get; init; }
    public required RunSummary? LastRun { get; init; }
    public required Guid? OpenAssistanceId { get; init; }

    public bool IsRunning => LastRun is { Outcome: RunOutcome.Running };

    /// <summary>The owner's accounts by name; of one account only, if its id is given.</summary>
    public static Task<List<AccountRow>> ReadAsync(ReconbankerDb db, Guid ownerId, Guid? accountId, CancellationToken cancellationToken) =>
        db.Accounts
            .Where(a => a.OwnerId == ownerId && (accountId == null || a.Id == accountId))
            .OrderBy(a => a.Name)
            .Select(a => new AccountRow(a.Id, a.Name, a.BankCode, a.SessionType, a.LoginMode)
            {
                HasCredentials = a.SealedPassword != null,
                HasWebhook = a.SealedWebhookUrl != null,
                WebhookPause = a.WebhookPauseReason,
                Attention = a.Attention,
                ConnectStep = a.ConnectStep,
                NextRunAt = a.NextRunAt,
                LastRun = db.ScrapeRuns.Where(r => r.AccountId == a.Id).OrderByDescending(r => r.StartedAt)
                    .Select(r => new RunSummary(r.Id, r.Outcome, r.StopReason, r.StartedAt, r.FinishedAt)
                    {
                        Stage = db.RunStages.Where(s => s.RunId == r.Id && s.FinishedAt == null).Select(s => (Stage?)s.Stage).FirstOrDefault(),
                        NewTransactions = r.NewTransactions,
                    })
                    .FirstOrDefault(),
                OpenAssistanceId = db.AssistanceRequests
                    .Where(r => r.AccountId == a.Id && r.State == AssistanceState.Open).Select(r => (Guid?)r.Id).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
}

public sealed record RunSummary(Guid Id, RunOutcome Outcome, StopReason? StopReason, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt)
{
    /// <summary>The stage that is under way; null when none is.</summary>
    public required Stage? Stage { get; init; }
    public required int NewTransactions { get; init; }
}
