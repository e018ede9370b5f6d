using Reconbanker.Core.Drivers;

namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>After the first reading, a row appears that was booked three days ago.</summary>
public sealed class Late : Customer
{
    private const int DaysLate = 3;
    private int _readings;

    public override string UserName => "late";
    public override string Holder => "Tardío & Cía. S.A.";
    public override string WhatHappens => BankTexts.LateHappens;
    public override CustomerGroup Group => CustomerGroup.List;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
        [new("003-225481-2", "Business account", "USD", 15_700.25m, FirstDocument: 47_101)];

    public override async Task BeforePageAsync(BankAccount account, int page, Ledger ledger, CancellationToken cancellationToken)
    {
        if (page != 1 || Interlocked.Increment(ref _readings) != 2 || ledger.Received(account).Any(IsTheLateOne))
        {
            return;
        }

        var transfer = new IncomingTransfer("Correo del Interior S.A.", 733.18m, "Posted late", BookingState.Booked) { DaysAgo = DaysLate };
        await ledger.ReceiveAsync(account, transfer, cancellationToken);
    }

    public override void Reset() => Volatile.Write(ref _readings, 0);

    private static bool IsTheLateOne(LedgerRow row) => row.Description == "Posted late";
}
