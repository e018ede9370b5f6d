using Microsoft.EntityFrameworkCore;
using Reconbanker.Core;
using Reconbanker.Core.Data;
using Reconbanker.Core.Payments;

namespace Reconbanker.Web.Components.Payments;

/// <summary>What a list shows of a payment.</summary>
public sealed record ListedPayment(Guid Id, Guid AccountId, string ExternalId, Money Amount, PaymentState State, DateTimeOffset RegisteredAt)
{
    public string AccountName { get; init; } = "";
    public required string? PayerName { get; init; }
    public required string? Reference { get; init; }
    public required DateTimeOffset StateSince { get; init; }
    public required DateTimeOffset? DueAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required decimal? BestScore { get; init; }

    /// <summary>Whether a person has to say whether it is cancelled.</summary>
    public required bool HasVanished { get; init; }

    public PaymentCursor Cursor => new(RegisteredAt, Id);

    public static IQueryable<ListedPayment> Of(IQueryable<PendingPayment> payments) => payments.Select(p =>
        new ListedPayment(p.Id, p.AccountId, p.ExternalId, p.Amount, p.State, p.RegisteredAt)
        {
            PayerName = p.PayerName,
            Reference = p.Reference,
            StateSince = p.StateSince,
            DueAt = p.DueAt,
            ExpiresAt = p.ExpiresAt,
            BestScore = p.BestScore,
            HasVanished = p.VanishHeldAt != null && (p.State == PaymentState.Pending || p.State == PaymentState.Ambiguous),
        });
}

/// <summary>Some payments of a list, newest first, and where it goes on.</summary>
/// <param name="Next">What comes after is older than this; null where nothing does.</param>
/// <param name="SearchedBackTo">How far a search has come that is not at its end, and has not filled the page; null otherwise.</param>
/// <remarks>
/// However many payments there are, a page is read from an index, account by account, from where the page before ended; what no index knows is
/// looked for in one stretch after the other, until the page is full or the time is over.
/// </remarks>
public sealed record ListedPayments(IReadOnlyList<ListedPayment> Rows, PaymentCursor? Next, DateTimeOffset? SearchedBackTo)
{
    /// <summary>States are counted as far as this.</summary>
    public const int Counted = 10_000;

    /// <summary>Payments that a search looks at before it looks at the clock.</summary>
    private const int Stretch = 5000;

    // Payments with one id that are shown first.
    private const int Versions = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(40);

    /// <param name="before">Where the page before ended; null for the first.</param>
    public static async Task<ListedPayments> ReadAsync(
        ReconbankerDb db, PaymentFilter filter, PaymentCursor? before, int take, TimeProvider clock, CancellationToken cancellationToken)
    {
        var accounts = await db.Accounts.Where(a => a.OwnerId == filter.OwnerId && (filter.AccountId == null || a.Id == filter.AccountId))
            .Select(a => new { a.Id, a.Name }).ToDictionaryAsync(a => a.Id, a => a.Name, cancellationToken);
        if (!filter.IsSearch)
        {
            var page = await TakeAsync(db, filter, accounts, before, null, take + 1, cancellationToken);
            return new ListedPayments([.. page.Take(take)], page.Count > take ? page[take - 1].Cursor : null, null);
        }

        var since = clock.GetTimestamp();
        var found = before is null ? await NamedAsync(db, filter, accounts, cancellationToken) : [];
        var place = before;
        do
        {
            var end = await EndAsync(db, filter, accounts, place, cancellationToken);
            found.AddRange(await TakeAsync(db, filter, accounts, place, end, take + 1 - found.Count, cancellationToken));
            place = end;
        }
        while (found.Count <= take && place is not null && clock.GetElapsedTime(since) < Patience);

        return found.Count > take
            ? new ListedPayments([.. found.Take(take)], found[take - 1].Cursor, null)
            : new ListedPayments(found, place, place?.RegisteredAt);
    }

    /// <summary>How many there are in each state, the filter's other parts applied; more than <see cref="Counted"/> are one more than that.</summary>
    public static async Task<IReadOnlyDictionary<PaymentState, int>> CountAsync(ReconbankerDb db, PaymentFilter filter, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<PaymentState, int>();
        foreach (var state in Enum.GetValues<PaymentState>())
        {
            counts[state] = await (filter with { State = state }).Of(db).Take(Counted + 1).CountAsync(cancellationToken);
        }

        return counts;
    }

    /// <summary>What has exactly the id that is looked for comes first, however old it is.</summary>
    private static async Task<List<ListedPayment>> NamedAsync(
        ReconbankerDb db, PaymentFilter filter, Dictionary<Guid, string> accounts, CancellationToken cancellationToken)
    {
        if (filter.Text is not { } text)
        {
            return [];
        }

        var named = (filter with { Text = null }).Sought(filter.Of(db)).Where(p => p.ExternalId == text);
        var rows = await ListedPayment.Of(Newest(named).Take(Versions)).ToListAsync(cancellationToken);
        return [.. rows.Select(row => row with { AccountName = accounts[row.AccountId] })];
    }

    private static async Task<List<ListedPayment>> TakeAsync(
        ReconbankerDb db, PaymentFilter filter, Dictionary<Guid, string> accounts, PaymentCursor? before, PaymentCursor? end, int take,
        CancellationToken cancellationToken)
    {
        var rows = new List<ListedPayment>();
        foreach (var (accountId, name) in accounts)
        {
            var payments = filter.Sought(Between(filter.Listed(db, accountId), before, end));
            payments = filter.Text is { } text ? payments.Where(p => p.ExternalId != text) : payments;
            rows.AddRange((await ListedPayment.Of(Newest(payments).Take(take)).ToListAsync(cancellationToken)).Select(row => row with { AccountName = name }));
        }

        return [.. rows.OrderByDescending(row => row.RegisteredAt).ThenByDescending(row => row.Id).Take(take)];
    }

    /// <summary>Where a stretch of all accounts together ends; null where it goes to the end of all of them.</summary>
    private static async Task<PaymentCursor?> EndAsync(
        ReconbankerDb db, PaymentFilter filter, Dictionary<Guid, string> accounts, PaymentCursor? before, CancellationToken cancellationToken)
    {
        PaymentCursor? end = null;
        foreach (var accountId in accounts.Keys)
        {
            var last = await Newest(Between(filter.Listed(db, accountId), before, null)).Skip(Math.Max(1, Stretch / accounts.Count) - 1)
                .Select(p => new PaymentCursor(p.RegisteredAt, p.Id)).FirstOrDefaultAsync(cancellationToken);
            end = last is not null && last.IsNewerThan(end) ? last : end;
        }

        return end;
    }

    private static IQueryable<PendingPayment> Between(IQueryable<PendingPayment> payments, PaymentCursor? before, PaymentCursor? end)
    {
        if (before is var (at, id))
        {
            payments = payments.Where(p => p.RegisteredAt <= at && (p.RegisteredAt < at || p.Id < id));
        }

        if (end is var (endAt, endId))
        {
            payments = payments.Where(p => p.RegisteredAt >= endAt && (p.RegisteredAt > endAt || p.Id >= endId));
        }

        return payments;
    }

    private static IOrderedQueryable<PendingPayment> Newest(IQueryable<PendingPayment> payments) =>
        payments.OrderByDescending(p => p.RegisteredAt).ThenByDescending(p => p.Id);
}
