namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>The rows of a day come in another order at each reading, and without documents.</summary>
public sealed class Reorder : Customer
{
    private int _readings;

    public override string UserName => "reorder";
    public override string Holder => "Barajas del Plata S.A.";
    public override string WhatHappens => BankTexts.ReorderHappens;
    public override CustomerGroup Group => CustomerGroup.List;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
        [new("003-447003-4", "Current account", "USD", 6_050.75m, FirstDocument: 47_301) { HasDocuments = false }];

    public override Task BeforePageAsync(BankAccount account, int page, Ledger ledger, CancellationToken cancellationToken)
    {
        if (page == 1)
        {
            Interlocked.Increment(ref _readings);
        }

        return Task.CompletedTask;
    }

    /// <summary>Each reading moves the rows of a day round by one, and every other reading turns them around.</summary>
    public override IReadOnlyList<StatementLine> Lines(BankAccount account, Ledger ledger)
    {
        var reading = Volatile.Read(ref _readings);
        var days = ledger.Statement(account).Select(l => l.Row).Reverse().GroupBy(r => r.BookedOn);
        return AccountBook.WorkOut(account, days.SelectMany(day => Shuffled([.. day], reading))).Lines;
    }

    public override void Reset() => Volatile.Write(ref _readings, 0);

    private static IEnumerable<LedgerRow> Shuffled(List<LedgerRow> day, int reading)
    {
        var moved = Enumerable.Range(0, day.Count).Select(i => day[(i + reading) % day.Count]);
        return reading % 2 == 0 ? moved : moved.Reverse();
    }
}
