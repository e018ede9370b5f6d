using System.Globalization;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>While the second page is being asked for, a new row has come in on top: the last row of the first page is the first of the second.</summary>
public sealed class Shift : Customer
{
    /// <summary>Enough for any demonstration; a session that is kept open would fill the ledger otherwise.</summary>
    private const int MostInserted = 200;

    private int _insertedInThisReading;

    public override string UserName => "shift";
    public override string Holder => "Mudanzas Corrimiento S.R.L.";
    public override string WhatHappens => BankTexts.ShiftHappens;
    public override CustomerGroup Group => CustomerGroup.List;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
        [new("003-336742-9", "Current account", "USD", 8_215.60m, FirstDocument: 47_201)];

    public override async Task BeforePageAsync(BankAccount account, int page, Ledger ledger, CancellationToken cancellationToken)
    {
        if (page == 1)
        {
            Volatile.Write(ref _insertedInThisReading, 0);
            return;
        }

        var inserted = ledger.Received(account).Count;
        if (page != 2 || inserted >= MostInserted || Interlocked.Exchange(ref _insertedInThisReading, 1) == 1)
        {
            return;
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"Came in between {inserted + 1}");
        await ledger.ReceiveAsync(account, new IncomingTransfer("Rosario Entrepáginas", 100 + inserted, text, BookingState.Booked), cancellationToken);
    }

    public override void Reset() => Volatile.Write(ref _insertedInThisReading, 0);
}
