using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.LiveViews;
using Reconbanker.Core.Security;
using Reconbanker.Core.Sessions;

namespace Reconbanker.Core.People;

public enum ShareOutcome
{
    Saved,
    NotAnEmail,

    /// <summary>Nobody signs in here with the address. Owners may know who does: they work together, and an administrator invited each.</summary>
    UnknownUser,

    /// <summary>It is the owner's own address.</summary>
    OwnAddress,

    /// <summary>Nothing would be allowed.</summary>
    NoRight,

    /// <summary>There is no such account of the owner's, or it is not shared with that person.</summary>
    NotFound,
}

/// <summary>Lets other users watch an account's live view, act in it and give codes. Every change is the owner's, and holds at once.</summary>
public sealed class Sharing(
    IDbContextFactory<ReconbankerDb> databases, SessionSupervisor sessions, AuditTrail trail, ActivityFeed feed, TimeProvider clock)
{
    /// <summary>Shares with a person, or changes what the person may do.</summary>
    public async Task<ShareOutcome> ShareAsync(Guid ownerId, Guid accountId, string? email, ViewRights rights, CancellationToken cancellationToken)
    {
        if (EmailAddress.Read(email) is not { } address)
        {
            return ShareOutcome.NotAnEmail;
        }

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var normalized = EmailAddress.Normalize(address);
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedEmail == normalized, cancellationToken);
        return user is null ? ShareOutcome.UnknownUser
            : user.Id == ownerId ? ShareOutcome.OwnAddress
            : rights.IsNone ? ShareOutcome.NoRight
            : await SaveAsync(db, ownerId, accountId, user, rights, cancellationToken);
    }

    /// <summary>Ends all that the person may do; who looks or acts right now does so no longer.</summary>
    public async Task<ShareOutcome> EndAsync(Guid ownerId, Guid accountId, Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var ended = await db.AccountShares
            .Where(s => s.AccountId == accountId && s.UserId == userId && db.Accounts.Any(a => a.Id == accountId && a.OwnerId == ownerId))
            .ExecuteDeleteAsync(cancellationToken);
        if (ended == 0)
        {
            return ShareOutcome.NotFound;
        }

        var name = await db.Users.Where(u => u.Id == userId).Select(u => u.UserName).SingleAsync(CancellationToken.None);
        await AnnounceAsync(db, ownerId, accountId, userId, name!, AuditAct.Unshared, default);
        return ShareOutcome.Saved;
    }

    private async Task<ShareOutcome> SaveAsync(
        ReconbankerDb db, Guid ownerId, Guid accountId, User user, ViewRights rights, CancellationToken cancellationToken)
    {
        if (!await db.Accounts.AnyAsync(a => a.Id == accountId && a.OwnerId == ownerId, cancellationToken))
        {
            return ShareOutcome.NotFound;
        }

        var share = await db.AccountShares.SingleOrDefaultAsync(s => s.AccountId == accountId && s.UserId == user.Id, cancellationToken)
            ?? db.AccountShares.Add(new() { AccountId = accountId, UserId = user.Id, SharedAt = clock.GetUtcNow() }).Entity;
        if (share.Rights != rights.Complete())
        {
            share.Rights = rights;
            await db.SaveChangesAsync(cancellationToken);
            await AnnounceAsync(db, ownerId, accountId, user.Id, user.UserName!, AuditAct.Shared, share.Rights);
        }

        return ShareOutcome.Saved;
    }

    /// <summary>It is stored: whoever holds on to the former rights learns of it, whether the owner's page is still there or not.</summary>
    private async Task AnnounceAsync(ReconbankerDb db, Guid ownerId, Guid accountId, Guid userId, string userName, AuditAct act, ViewRights rights)
    {
        if (sessions.Find(ownerId, accountId) is { } session)
        {
            await session.Access.LoadAsync(() => AccountShare.RightsAsync(db, accountId, CancellationToken.None));
        }

        trail.Note(ownerId, new()
        {
            AccountId = accountId,
            At = clock.GetUtcNow(),
            Act = act,
            UserId = ownerId,
            OtherName = userName,
            Outcome = Describe(rights),
        });
        feed.Publish(ownerId, accountId, ActivityTopic.Account);
        feed.Publish(userId, accountId, ActivityTopic.Account);
    }

    /// <summary>Names of the rights, e.g. "Watch, Control"; null for none.</summary>
    private static string? Describe(ViewRights rights)
    {
        (bool Is, string Name)[] all =
        [
            (rights.Watch, nameof(rights.Watch)),
            (rights.Control, nameof(rights.Control)),
            (rights.GiveCode, nameof(rights.GiveCode)),
        ];
        return rights.IsNone ? null : string.Join(", ", all.Where(right => right.Is).Select(right => right.Name));
    }
}
