using System.Collections.Immutable;
using System.Globalization;
using Reconbanker.Core;
using Reconbanker.Core.Drivers;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite;

/// <summary>The movements of all accounts of the demo bank, kept in a file between restarts.</summary>
/// <param name="changes">Raised when a movement was added or changed.</param>
public sealed class Ledger(LedgerFile file, ImmutableArray<BankAccount> accounts, ChangeSignal changes, TimeProvider clock) : IDisposable
{
    /// <summary>Seeded documents are below or far above; see <see cref="BankAccount"/>.</summary>
    private const int FirstDocumentReceived = 52_001;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private volatile Content _content = new(FirstDocumentReceived, ImmutableDictionary<string, AccountBook>.Empty);

    public ImmutableArray<BankAccount> Accounts => accounts;

    /// <summary>The bank's day that the oldest seed is as of.</summary>
    public DateOnly SeededOn => _content.Books.Values.Min(b => b.Kept.SeededOn);

    /// <summary>Takes up what was kept, and seeds the accounts that nothing was kept of. To be called before anything else.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var kept = await file.ReadAsync(cancellationToken);
        await ChangeAsync(
            _ => new Content(
                kept?.NextDocument ?? FirstDocumentReceived,
                Books(a => kept?.Accounts?.GetValueOrDefault(a.Number) ?? Fresh())),
            cancellationToken);
    }

    /// <summary>An account's movements with the balance after each, newest first.</summary>
    public IReadOnlyList<StatementLine> Statement(BankAccount account) => Book(account).Lines;

    /// <summary>What is on the account, one amount for each of its currencies: its booked movements alone.</summary>
    public IReadOnlyList<Money> Balances(BankAccount account) => Book(account).Balances;

    /// <summary>What came since the seed, in the order in which it came.</summary>
    public ImmutableList<LedgerRow> Received(BankAccount account) => Book(account).Kept.Received;

    /// <summary>Puts a transfer on the account.</summary>
    /// <exception cref="ArgumentException">The amount is not above zero, or finer than the currency allows; or the account has no such currency.</exception>
    public async Task<LedgerRow> ReceiveAsync(BankAccount account, IncomingTransfer transfer, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(transfer.Amount);
        var currency = transfer.Currency ?? account.Currency;
        if (account.Openings.All(o => o.Currency != currency))
        {
            throw new ArgumentException($"Account {account.Number} is not in {currency}.", nameof(transfer));
        }

        var amount = Money.Exact(transfer.Amount, currency).Amount;
        LedgerRow? row = null;
        await ChangeAsync(
            content =>
            {
                var document = string.Create(CultureInfo.InvariantCulture, $"TRF-{content.NextDocument:D8}");
                var day = BankClock.Today(clock).AddDays(-transfer.DaysAgo);
                row = new LedgerRow(account.HasDocuments ? document : "", day, transfer.Text, transfer.Payer, amount, transfer.State)
                {
                    Currency = currency == account.Currency ? null : currency,
                };
                return content.With(account, received => received.Add(row)) with { NextDocument = content.NextDocument + 1 };
            },
            cancellationToken);
        return row!;
    }

    /// <summary>Books or reverses a received transfer that is pending.</summary>
    /// <param name="position">Among those received, from 0.</param>
    /// <returns>Whether there was such a one.</returns>
    public async Task<bool> SettleAsync(BankAccount account, int position, BookingState state, CancellationToken cancellationToken)
    {
        var isPending = false;
        await ChangeAsync(
            content => content.With(account, received =>
            {
                isPending = position >= 0 && position < received.Count && received[position].State == BookingState.Pending;
                return isPending ? received.SetItem(position, received[position] with { State = state }) : received;
            }),
            cancellationToken);
        return isPending;
    }

    /// <summary>Seeds every account again, as of today. Numbers of transfers that were received are not used again.</summary>
    public Task ResetAsync(CancellationToken cancellationToken) => ChangeAsync(content => content with { Books = Books(_ => Fresh()) }, cancellationToken);

    public void Dispose() => _writing.Dispose();

    private AccountBook Book(BankAccount account) => _content.Books[account.Number];

    private KeptAccount Fresh() => new(BankClock.Today(clock), []);

    private ImmutableDictionary<string, AccountBook> Books(Func<BankAccount, KeptAccount> kept) =>
        accounts.ToImmutableDictionary(a => a.Number, a => new AccountBook(a, kept(a)));

    /// <summary>Kept first, shown then: what a reader has seen survives a crash.</summary>
    private async Task ChangeAsync(Func<Content, Content> change, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var content = change(_content);
            var kept = content.Books.ToDictionary(b => b.Key, b => b.Value.Kept);
            await file.WriteAsync(new LedgerContent(content.NextDocument, kept), cancellationToken);
            _content = content;
        }
        finally
        {
            _writing.Release();
        }

        changes.Raise();
    }

    private sealed record Content(int NextDocument, ImmutableDictionary<string, AccountBook> Books)
    {
        public Content With(BankAccount account, Func<ImmutableList<LedgerRow>, ImmutableList<LedgerRow>> change)
        {
            var book = Books[account.Number];
            return this with { Books = Books.SetItem(account.Number, book.With(change(book.Kept.Received))) };
        }
    }
}
