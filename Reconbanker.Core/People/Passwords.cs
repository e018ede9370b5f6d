using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.People;

public abstract record PasswordChange
{
    private PasswordChange() { }

    /// <summary>Everywhere else the user is signed out from now on.</summary>
    public sealed record Changed(User User) : PasswordChange;

    public sealed record WrongCurrentPassword : PasswordChange;

    public sealed record Refused(PasswordProblem Problem) : PasswordChange;
}

/// <summary>Hashes, checks and changes passwords.</summary>
public sealed class Passwords(IDbContextFactory<ReconbankerDb> databases, IPasswordHasher<User> hasher, TimeProvider clock)
{
    private readonly Lazy<User> _nobody = new(() => NewUser(hasher, "nobody@localhost", Guid.NewGuid().ToString(), clock.GetUtcNow()));

    /// <summary>Whether the password is the user's. Takes as long for an unknown user as for a known one.</summary>
    /// <param name="user">Null when nobody has the e-mail that was typed: the answer is no.</param>
    public bool IsRight(User? user, string password)
    {
        if (password.Length > PasswordRules.MaximumLength)
        {
            return false;
        }

        var nobody = _nobody.Value;
        var asked = user is { PasswordHash: not null } ? user : nobody;
        var verdict = hasher.VerifyHashedPassword(asked, asked.PasswordHash!, password);
        return asked != nobody && verdict != PasswordVerificationResult.Failed;
    }

    public async Task<PasswordChange> ChangeAsync(Guid userId, string current, string replacement, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var user = await db.Users.SingleAsync(u => u.Id == userId, cancellationToken);
        if (!IsRight(user, current))
        {
            return new PasswordChange.WrongCurrentPassword();
        }

        if (PasswordRules.Check(replacement, user.Email!) is { } problem)
        {
            return new PasswordChange.Refused(problem);
        }

        Set(user, hasher.HashPassword(user, replacement));
        await db.SaveChangesAsync(cancellationToken);
        return new PasswordChange.Changed(user);
    }

    /// <param name="email">As <see cref="EmailAddress.Read"/> gives it.</param>
    internal User NewUser(string email, string password) => NewUser(hasher, email, password, clock.GetUtcNow());

    /// <summary>A new security stamp: whoever is signed in as this user is so no longer.</summary>
    internal static void Set(User user, string hash)
    {
        user.PasswordHash = hash;
        user.SecurityStamp = NewStamp();
        user.ConcurrencyStamp = Guid.NewGuid().ToString();
    }

    private static User NewUser(IPasswordHasher<User> hasher, string email, string password, DateTimeOffset now)
    {
        var user = new User
        {
            UserName = email,
            NormalizedUserName = EmailAddress.Normalize(email),
            Email = email,
            NormalizedEmail = EmailAddress.Normalize(email),
            CreatedAt = now,
        };
        Set(user, hasher.HashPassword(user, password));
        return user;
    }

    private static string NewStamp() => Guid.NewGuid().ToString("N");
}
