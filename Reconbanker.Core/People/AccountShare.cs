using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;
using Reconbanker.Core.LiveViews;

namespace Reconbanker.Core.People;

/// <summary>What the owner of an account lets one other user do at its live view, and nowhere else.</summary>
public sealed class AccountShare
{
    public required Guid AccountId { get; init; }
    public required Guid UserId { get; init; }
    public bool MayWatch { get; private set; }
    public bool MayControl { get; private set; }
    public bool MayGiveCode { get; private set; }
    public required DateTimeOffset SharedAt { get; init; }

    public ViewRights Rights
    {
        get => new(MayWatch, MayControl, MayGiveCode);
        set => (MayWatch, MayControl, MayGiveCode) = value.Complete();
    }

    /// <summary>Everybody's rights to the account, its owner's aside.</summary>
    internal static Task<Dictionary<Guid, ViewRights>> RightsAsync(ReconbankerDb db, Guid accountId, CancellationToken cancellationToken) =>
        db.AccountShares.AsNoTracking()
            .Where(s => s.AccountId == accountId)
            .ToDictionaryAsync(s => s.UserId, s => s.Rights, cancellationToken);
}
