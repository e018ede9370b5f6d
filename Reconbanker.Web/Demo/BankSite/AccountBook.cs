using System.Collections.Immutable;
using Reconbanker.Core;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Web.Demo.BankSite;

/// <summary>One account as it is at one moment. Worked out when it is first looked at, and then kept: some accounts are long.</summary>
internal sealed class AccountBook
{
    private readonly Lazy<IReadOnlyList<LedgerRow>> _seeded;
    private readonly Lazy<(IReadOnlyList<StatementLine> Lines, IReadOnlyList<Money> Balances)> _statement;

    public AccountBook(BankAccount account, KeptAccount kept)
        : this(account, kept, new Lazy<IReadOnlyList<LedgerRow>>(() => account.Seed(account, kept.SeededOn)))
    {
    }

    private AccountBook(BankAccount account, KeptAccount kept, Lazy<IReadOnlyList<LedgerRow>> seeded)
    {
        Account = account;
        Kept = kept;
        _seeded = seeded;
        _statement = new(WorkOut);
    }

    public BankAccount Account { get; }
    public KeptAccount Kept { get; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<StatementLine> Lines => _statement.Value.Lines;

    /// <summary>One for each currency, in the order of the openings.</summary>
    public IReadOnlyList<Money> Balances => _statement.Value.Balances;

    public AccountBook With(ImmutableList<LedgerRow> received) => new(Account, Kept with { Received = received }, _seeded);

    /// <summary>The lines of rows that come oldest first, newest first, and what they leave on the account.</summary>
    public static (IReadOnlyList<StatementLine> Lines, IReadOnlyList<Money> Balances) WorkOut(BankAccount account, IEnumerable<LedgerRow> rows)
    {
        var balances = account.Openings.ToDictionary(o => o.Currency, o => o.Amount);
        var lines = new List<StatementLine>();
        foreach (var row in rows)
        {
            var currency = row.Currency ?? account.Currency;
            var isBooked = row.State == BookingState.Booked;
            balances[currency] += isBooked ? row.Amount : 0;
            lines.Add(new StatementLine(row, currency, isBooked ? balances[currency] : null));
        }

        lines.Reverse();
        return (lines, [.. account.Openings.Select(o => o with { Amount = balances[o.Currency] })]);
    }

    // Sorting is stable: what was booked on a day stays in the order in which it came.
    private (IReadOnlyList<StatementLine> Lines, IReadOnlyList<Money> Balances) WorkOut() =>
        WorkOut(Account, _seeded.Value.Concat(Kept.Received).OrderBy(r => r.BookedOn));
}
