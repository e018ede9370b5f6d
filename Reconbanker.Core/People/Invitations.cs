using System.Data;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.People;

public abstract record InviteOutcome
{
    private InviteOutcome() { }

    /// <param name="Secret">Belongs into the link, is shown once and is not kept.</param>
    public sealed record Created(Invitation Invitation, string Secret) : InviteOutcome;

    public sealed record NotAnEmail : InviteOutcome;

    /// <summary>Somebody signs in with this e-mail already; they may need a password reset instead.</summary>
    public sealed record AlreadyAUser : InviteOutcome;
}

public abstract record AcceptOutcome
{
    private AcceptOutcome() { }

    /// <summary>The password is set; after a reset the user is signed out everywhere else.</summary>
    public sealed record Accepted(User User, InvitationKind Kind) : AcceptOutcome;

    /// <summary>Used, cancelled, expired, or never one of ours: which of them is not told.</summary>
    public sealed record NoLongerValid : AcceptOutcome;

    public sealed record Refused(PasswordProblem Problem) : AcceptOutcome;
}

/// <summary>Links by which an administrator lets somebody in, or back in.</summary>
public sealed class Invitations(IDbContextFactory<ReconbankerDb> databases, Passwords passwords, TimeProvider clock)
{
    public static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(7);
    public static readonly TimeSpan ResetLifetime = TimeSpan.FromHours(24);

    /// <summary>A newer invitation to the same e-mail takes the place of an older one.</summary>
    /// <exception cref="UnauthorizedAccessException"><paramref name="by"/> is no administrator (any more).</exception>
    public async Task<InviteOutcome> InviteAsync(Guid by, string email, CancellationToken cancellationToken)
    {
        if (EmailAddress.Read(email) is not { } address)
        {
            return new InviteOutcome.NotAnEmail();
        }

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await DemandAdministratorAsync(db, by, cancellationToken);
        var normalized = EmailAddress.Normalize(address);
        return await db.Users.AnyAsync(u => u.NormalizedEmail == normalized, cancellationToken)
            ? new InviteOutcome.AlreadyAUser()
            : await CreateAsync(db, InvitationKind.NewUser, address, InvitationLifetime, cancellationToken);
    }

    /// <summary>The old password stays until the link is used.</summary>
    /// <exception cref="UnauthorizedAccessException"><paramref name="by"/> is no administrator (any more).</exception>
    public async Task<InviteOutcome.Created> ResetPasswordAsync(Guid by, Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await DemandAdministratorAsync(db, by, cancellationToken);
        var email = await db.Users.Where(u => u.Id == userId).Select(u => u.Email!).SingleAsync(cancellationToken);
        return await CreateAsync(db, InvitationKind.PasswordReset, email, ResetLifetime, cancellationToken);
    }

    /// <summary>Its link opens nothing from now on; no matter if it was used or cancelled before.</summary>
    /// <exception cref="UnauthorizedAccessException"><paramref name="by"/> is no administrator (any more).</exception>
    public async Task CancelAsync(Guid by, Guid invitationId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await DemandAdministratorAsync(db, by, cancellationToken);
        await db.Invitations.Where(i => i.Id == invitationId && i.UsedAt == null).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Sets the password that the link was made for, once, whoever else tries at the same time.</summary>
    public async Task<AcceptOutcome> AcceptAsync(string secret, string password, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var hash = LinkSecret.HashOf(secret);
        var now = clock.GetUtcNow();
        var open = db.Invitations.Where(i => i.TokenHash == hash && i.UsedAt == null && i.ExpiresAt > now);
        if (await open.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } invitation)
        {
            return new AcceptOutcome.NoLongerValid();
        }

        if (PasswordRules.Check(password, invitation.Email) is { } problem)
        {
            return new AcceptOutcome.Refused(problem);
        }

        // Hashed before the transaction begins: it takes a tenth of a second, and writers wait for each other.
        var newcomer = passwords.NewUser(invitation.Email, password);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        if (await open.ExecuteUpdateAsync(set => set.SetProperty(i => i.UsedAt, now), cancellationToken) == 0)
        {
            return new AcceptOutcome.NoLongerValid();
        }

        var user = await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == newcomer.NormalizedEmail, cancellationToken);
        if (user is null == (invitation.Kind == InvitationKind.PasswordReset))
        {
            return new AcceptOutcome.NoLongerValid();
        }

        if (user is null)
        {
            user = db.Users.Add(newcomer).Entity;
        }
        else
        {
            Passwords.Set(user, newcomer.PasswordHash!);
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new AcceptOutcome.Accepted(user, invitation.Kind);
    }

    private static async Task DemandAdministratorAsync(ReconbankerDb db, Guid by, CancellationToken cancellationToken)
    {
        if (!await db.Users.AnyAsync(u => u.Id == by && u.IsAdministrator, cancellationToken))
        {
            throw new UnauthorizedAccessException("Only administrators may invite people and reset passwords.");
        }
    }

    private async Task<InviteOutcome.Created> CreateAsync(
        ReconbankerDb db, InvitationKind kind, string email, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetUtcNow();
        var invitation = new Invitation
        {
            Kind = kind,
            Email = email,
            TokenHash = LinkSecret.HashOf(secret),
            CreatedAt = now,
            ExpiresAt = now + lifetime,
        };

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Invitations
            .Where(i => i.ExpiresAt <= now || (i.Email == email && i.Kind == kind && i.UsedAt == null))
            .ExecuteDeleteAsync(cancellationToken);
        db.Invitations.Add(invitation);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new InviteOutcome.Created(invitation, secret);
    }
}
