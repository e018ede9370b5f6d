using System.Collections.Immutable;
using System.Globalization;
using Reconbanker.Core;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Web.Demo.BankSite;

/// <summary>The movements of all accounts of the demo bank, kept in a file between restarts.</summary>
public sealed class Ledger(LedgerFile file, ImmutableArray<BankAccount> accounts, TimeProvider clock) : IDisposable
{
    /// <summary>Seeded documents are below; see <see cref="BankAccount"/>.</summary>
    private const int FirstDocumentByHand = 52_001;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private volatile LedgerContent _content = new(FirstDocumentByHand, []);

    public ImmutableArray<BankAccount> Accounts => accounts;

    /// <summary>Takes up what was kept, and seeds the accounts that nothing was kept of. To be called before anything else.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var kept = await file.ReadAsync(cancellationToken) ?? new LedgerContent(FirstDocumentByHand, []);
        var rows = Seed();
        foreach (var number in rows.Keys.Intersect(kept.Rows.Keys))
        {
            rows[number] = kept.Rows[number];
        }

        await ReplaceAsync(kept with { Rows = rows }, cancellationToken);
    }

    /// <summary>An account's movements with the balance after each, newest first.</summary>
    public IReadOnlyList<StatementLine> Statement(BankAccount account)
    {
        var balance = account.OpeningBalance;
        var lines = new List<StatementLine>();
        foreach (var row in Rows(account))
        {
            balance += row.State == BookingState.Booked ? row.Amount : 0;
            lines.Add(new StatementLine(row, row.State == BookingState.Booked ? balance : null));
        }

        lines.Reverse();
        return lines;
    }

    /// <summary>What is on the account: its booked movements alone.</summary>
    public decimal Balance(BankAccount account) =>
        account.OpeningBalance + Rows(account).Where(r => r.State == BookingState.Booked).Sum(r => r.Amount);

    /// <summary>Puts a transfer on the account, booked today.</summary>
    /// <exception cref="ArgumentException">The amount is not above zero, or finer than the currency allows.</exception>
    public async Task<LedgerRow> ReceiveAsync(BankAccount account, IncomingTransfer transfer, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(transfer.Amount);
        var amount = Money.Exact(transfer.Amount, account.Currency).Amount;

        await _writing.WaitAsync(cancellationToken);
        try
        {
            var content = _content;
            var document = string.Create(CultureInfo.InvariantCulture, $"TRF-{content.NextDocument:D8}");
            var row = new LedgerRow(document, BankClock.Today(clock), transfer.Text, transfer.Payer, amount, transfer.State);
            var rows = new Dictionary<string, List<LedgerRow>>(content.Rows) { [account.Number] = [.. Rows(account), row] };
            await WriteAsync(new LedgerContent(content.NextDocument + 1, rows), cancellationToken);
            return row;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Seeds every account again, as of today. Numbers of transfers that were sent by hand are not used again.</summary>
    public Task ResetAsync(CancellationToken cancellationToken) => ReplaceAsync(_content with { Rows = Seed() }, cancellationToken);

    public void Dispose() => _writing.Dispose();

    private List<LedgerRow> Rows(BankAccount account) => _content.Rows[account.Number];

    private Dictionary<string, List<LedgerRow>> Seed()
    {
        var today = BankClock.Today(clock);
        return accounts.ToDictionary(a => a.Number, a => LedgerSeed.For(a, today));
    }

    private async Task ReplaceAsync(LedgerContent content, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await WriteAsync(content, cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Kept first, shown then: what a reader has seen survives a crash.</summary>
    private async Task WriteAsync(LedgerContent content, CancellationToken cancellationToken)
    {
        await file.WriteAsync(content, cancellationToken);
        _content = content;
    }
}
