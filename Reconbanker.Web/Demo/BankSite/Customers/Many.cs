using System.Globalization;
using Reconbanker.Core;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>5,000 movements of the last four weeks over a hundred pages, in two currencies; and an account without any.</summary>
public sealed class Many : Customer
{
    public override string UserName => "many";
    public override string Holder => "Supermercados La Muchedumbre S.A.";
    public override string WhatHappens => BankTexts.ManyHappens;
    public override CustomerGroup Group => CustomerGroup.List;
    public override int RowsPerPage => 50;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
    [
        new("004-900100-5", "Multi-currency account", "USD", 2_418_300.12m, FirstDocument: 90_000_001)
        {
            SecondOpening = new Money(38_112_905.40m, "UYU"),
            Seed = ManyMovements.For,
        },
        new("004-900101-3", "Savings account", "EUR", 0m, FirstDocument: 47_401) { Seed = (_, _) => [] },
    ];
}

/// <summary>The movements of a busy month: receipts mostly, of all kinds that a reader must tell apart.</summary>
public static class ManyMovements
{
    private const int Rows = 5_000;
    private const int Days = 28;

    private static readonly string[] FirstNames =
        ["María José", "Ángel", "Íñigo", "Begoña", "Óscar", "Úrsula", "Ñandú", "Zoë", "João", "François", "Günther", "Łucja", "Søren", "Ana", "Li"];

    private static readonly string[] LastNames =
        ["Núñez", "Pereyra", "Güelfi", "O'Higgins", "Peña & Hijos", "Da Conceição", "Añón", "Müller", "Çelik", "Ibáñez", "Rodríguez", "Štěpánek", "Wu"];

    private static readonly string[] Endings =
        ["", "", "", "S.R.L.", "S.A.", "y Asociados, Sociedad Cooperativa de Trabajo del Litoral Oeste y Zona de Influencia Limitada"];

    public static IReadOnlyList<LedgerRow> For(BankAccount account, DateOnly today)
    {
        var chance = new Random(account.FirstDocument);
        var rows = new List<LedgerRow>(Rows);
        for (var i = 0; i < Rows; i++)
        {
            rows.Add(Row(account, i, today.AddDays(-Days + 1 + (i * Days / Rows)), chance));
        }

        return rows;
    }

    private static LedgerRow Row(BankAccount account, int number, DateOnly day, Random chance)
    {
        var isOutgoing = number % 7 == 3;
        var isSecond = number % 3 == 1;
        var state = number % 50 == 11 ? BookingState.Pending : number % 50 == 29 ? BookingState.Reversed : BookingState.Booked;
        var name = $"{Any(FirstNames)} {Any(LastNames)} {Any(Endings)}".TrimEnd();
        var cents = new decimal(chance.Next(100, 250_000) * (isSecond ? 40 : 1), 0, 0, isOutgoing, 2);
        var document = string.Create(CultureInfo.InvariantCulture, $"{(isOutgoing ? "PAG" : "TRF")}-{account.FirstDocument + number:D8}");
        var text = string.Create(CultureInfo.InvariantCulture, $"{(isOutgoing ? "Payment" : "Invoice")} {100_000 + chance.Next(900_000)}");
        return new LedgerRow(document, day, text, number % 97 == 5 ? null : name, cents, state)
        {
            Currency = isSecond ? account.SecondOpening!.Value.Currency : null,
        };

        string Any(string[] from) => from[chance.Next(from.Length)];
    }
}
