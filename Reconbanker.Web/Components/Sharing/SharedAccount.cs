using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;
using Reconbanker.Core.LiveViews;
using Reconbanker.Core.Sessions;

namespace Reconbanker.Web.Components.Sharing;

/// <summary>Everything that a person sees of somebody else's account, apart from its live view.</summary>
public sealed record SharedAccount(Guid Id, string Name, string BankCode, Guid OwnerId, string OwnerName, ViewRights Rights)
{
    public required bool IsRunning { get; init; }
    public required AssistanceKind? Asks { get; init; }

    public string Address => $"/shared/{Id}";

    /// <summary>What is shared with the person, by name; of one account only, if its id is given.</summary>
    public static Task<List<SharedAccount>> ReadAsync(ReconbankerDb db, Guid userId, Guid? accountId, CancellationToken cancellationToken) =>
        db.AccountShares
            .Where(s => s.UserId == userId && (accountId == null || s.AccountId == accountId))
            .Join(db.Accounts, s => s.AccountId, a => a.Id, (share, account) => new { share, account })
            .Join(db.Users, s => s.account.OwnerId, u => u.Id, (s, owner) => new { s.share, s.account, owner })
            .OrderBy(s => s.account.Name)
            .Select(s => new SharedAccount(
                s.account.Id, s.account.Name, s.account.BankCode, s.account.OwnerId, s.owner.UserName!,
                new ViewRights(s.share.MayWatch, s.share.MayControl, s.share.MayGiveCode))
            {
                IsRunning = db.ScrapeRuns.Any(r => r.AccountId == s.account.Id && r.Outcome == RunOutcome.Running),
                Asks = db.AssistanceRequests.Where(r => r.AccountId == s.account.Id && r.State == AssistanceState.Open)
                    .Select(r => (AssistanceKind?)r.Kind).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
}
