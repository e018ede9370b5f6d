using System.Data;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.People;

public abstract record FirstUserOutcome
{
    private FirstUserOutcome() { }

    public sealed record Created(User User) : FirstUserOutcome;

    /// <summary>Somebody was faster: from now on people come by invitation.</summary>
    public sealed record AlreadyExists : FirstUserOutcome;

    public sealed record NotAnEmail : FirstUserOutcome;

    public sealed record Refused(PasswordProblem Problem) : FirstUserOutcome;
}

/// <summary>Makes the first user, who is an administrator, and knows whether there is one yet.</summary>
public sealed class FirstUser(IDbContextFactory<ReconbankerDb> databases, Passwords passwords)
{
    private volatile bool _exists;

    /// <summary>Once true it stays so: users are not deleted.</summary>
    public async ValueTask<bool> ExistsAsync(CancellationToken cancellationToken)
    {
        if (!_exists)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            _exists = await db.Users.AnyAsync(cancellationToken);
        }

        return _exists;
    }

    public async Task<FirstUserOutcome> CreateAsync(string email, string password, CancellationToken cancellationToken)
    {
        if (EmailAddress.Read(email) is not { } address)
        {
            return new FirstUserOutcome.NotAnEmail();
        }

        if (PasswordRules.Check(password, address) is { } problem)
        {
            return new FirstUserOutcome.Refused(problem);
        }

        // Hashed before the transaction begins: it takes a tenth of a second, and writers wait for each other.
        var user = passwords.NewUser(address, password);
        user.IsAdministrator = true;

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        if (await db.Users.AnyAsync(cancellationToken))
        {
            return new FirstUserOutcome.AlreadyExists();
        }

        db.Users.Add(user);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _exists = true;
        return new FirstUserOutcome.Created(user);
    }
}
