using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Reconbanker.Core.People;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.People;

/// <summary>The room's classes on a database of their own, with hashes that cost nothing and a clock that is set by hand.</summary>
internal sealed class PeopleRoom : IAsyncDisposable
{
    private PeopleRoom(ScratchDatabase database)
    {
        Database = database;
        Passwords = new Passwords(
            database, new PasswordHasher<User>(Options.Create(new PasswordHasherOptions { IterationCount = 1 })), Clock);
        FirstUser = new FirstUser(database, Passwords);
        Invitations = new Invitations(database, Passwords, Clock);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    public ScratchDatabase Database { get; }
    public Passwords Passwords { get; }
    public FirstUser FirstUser { get; }
    public Invitations Invitations { get; }

    public static async Task<PeopleRoom> OpenAsync() => new(await ScratchDatabase.CreateAsync());

    public async Task<User> AddUserAsync(string email, bool isAdministrator = false)
    {
        var user = Passwords.NewUser(email, RunningApp.Password);
        user.IsAdministrator = isAdministrator;
        await using var db = Database.CreateDbContext();
        db.Users.Add(user);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return user;
    }

    public async Task<User> ReadUserAsync(string email)
    {
        await using var db = Database.CreateDbContext();
        return await db.Users.SingleAsync(u => u.Email == email, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
