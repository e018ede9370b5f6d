using Reconbanker.Core.Drivers;

namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>Identical transfers on a day, and no document to tell them apart.</summary>
public sealed class Twins : Customer
{
    public override string UserName => "twins";
    public override string Holder => "Gemelos Hermanos Ltda.";
    public override string WhatHappens => BankTexts.TwinsHappens;
    public override CustomerGroup Group => CustomerGroup.List;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
    [
        new("003-118220-7", "Current account", "USD", 4_120.00m, FirstDocument: 47_001) { HasDocuments = false, Seed = Movements },
    ];

    private static IReadOnlyList<LedgerRow> Movements(BankAccount account, DateOnly today)
    {
        var yesterday = today.AddDays(-1);
        return
        [
            .. LedgerSeed.For(account, today.AddDays(-2)),
            Received(yesterday, "Monthly fee", "Clara Iglesias", 80m),
            Received(yesterday, "Monthly fee", "Clara Iglesias", 80m),
            Received(yesterday, "Monthly fee", "Mateo Iglesias", 80m),
            Received(today, "Ticket", "Bruno Sánchez", 35.50m),
            Received(today, "Monthly fee", "Clara Iglesias", 80m),
            Received(today, "Ticket", "Bruno Sánchez", 35.50m),
            Received(today, "Ticket", "Bruno Sánchez", 35.50m),
        ];
    }

    private static LedgerRow Received(DateOnly on, string text, string from, decimal amount) => new("", on, text, from, amount, BookingState.Booked);
}
