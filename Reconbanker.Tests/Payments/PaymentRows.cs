using Microsoft.EntityFrameworkCore;
using Reconbanker.Core;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Payments;
using Reconbanker.Core.Sessions;
using Reconbanker.Core.Transactions;
using Xunit;

namespace Reconbanker.Tests.Payments;

/// <summary>Payments and transfers as polls and readings would have stored them.</summary>
internal static class PaymentRows
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static PendingPayment Payment(Guid accountId, string externalId, decimal amount, string? payer, DateTimeOffset registeredAt) => new()
    {
        Id = PendingPayment.IdOf(accountId, externalId, 1),
        AccountId = accountId,
        ExternalId = externalId,
        Version = 1,
        Amount = new Money(amount, "USD"),
        PayerName = payer,
        RegisteredAt = registeredAt,
        ExpiresAt = registeredAt + PendingPayment.Lifetime,
        StateSince = registeredAt,
    };

    /// <summary>A booked transfer, read by a run of its own.</summary>
    public static Transaction Transfer(Guid accountId, Guid runId, decimal amount, string? sender, DateOnly bookedOn, DateTimeOffset seenAt, string? text = null) => new()
    {
        Id = Guid.CreateVersion7(),
        AccountId = accountId,
        IdentityKey = Guid.NewGuid().ToString("N"),
        Ordinal = 1,
        Amount = new Money(amount, "USD"),
        BookedOn = bookedOn,
        SenderName = sender,
        Description = text,
        State = BookingState.Booked,
        FirstSeenAt = seenAt,
        RunId = runId,
    };

    /// <summary>A run that has ended, for transfers to have come from.</summary>
    public static ScrapeRun Run(Guid accountId, DateTimeOffset at)
    {
        var run = new ScrapeRun { AccountId = accountId, Trigger = RunTrigger.Person, StartedAt = at };
        run.End(StopReason.Finished, Stage.SignOut, at);
        return run;
    }

    /// <summary>Stores them, and has the rules judge the account.</summary>
    public static async Task StoreAsync(
        IDbContextFactory<ReconbankerDb> databases, MatchSettings settings, Guid ownerId, Guid accountId, IEnumerable<object> rows)
    {
        await using var db = await databases.CreateDbContextAsync(Cancelled);
        db.AddRange(rows);
        await db.Accounts.Where(a => a.Id == accountId).ExecuteUpdateAsync(a => a.SetProperty(x => x.EventsFromOn, new DateOnly(2020, 1, 1)), Cancelled);
        await db.SaveChangesAsync(Cancelled);
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == accountId, Cancelled);
        await settings.SaveAsync(ownerId, accountId, MatchChoices.Of(account), Cancelled);
    }
}
