using System.Globalization;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Web.Demo.BankSite;

/// <summary>The movements of an account's last twenty days: the same for the same account and day, and never dull.</summary>
public static class LedgerSeed
{
    private const int DaysBack = 19;
    private const int OrdinaryRows = 29;
    private const string LongName = "Cooperativa Agraria de Productores de Arándanos y Frutos del País Limitada";

    private static readonly string[] Payers =
    [
        "Carpintería El Ceibo S.R.L.", "María Belén Núñez", "Óptica Visión Clara", "José Ignacio Güelfi", "Panadería La Espiga",
        "Agustín Peña Ibáñez", "Distribuidora Río Negro S.A.", "Farmacia San Telmo", "Lucía Etcheverry", "Taller Mecánico Añón",
        "Sofía Martínez Da Silva", "Editorial Tres Orillas", "Nicolás Rodríguez", "Vivero Los Álamos", "Estudio Contable Bértola & Asoc.",
        "Romina Ferreira", "Hostería Punta Serena", "Joaquín Ünal", "Librería Sur y Luna", "Verónica Quintão",
    ];

    private static readonly string[] Reasons =
        ["Invoice A-{0}", "Order {0}", "Transfer received", "Rent, local {0}", "Payment of services", "Instalment {0}", "Deposit ref. {0}"];

    private static readonly (string Text, string? To)[] Expenses =
    [
        ("Payroll advance", "Gonzalo Ariel Píriz"), ("Electricity bill", "Compañía Eléctrica del Este"), ("Card settlement", null),
        ("Supplier invoice", "Maderas del Litoral S.A."), ("Account fee", null), ("Internet and telephone", "Cable Plata"),
    ];

    public static IReadOnlyList<LedgerRow> For(BankAccount account, DateOnly today)
    {
        // The seeded algorithm of System.Random is the same in every release; the account's own number keeps accounts apart.
        var chance = new Random(account.FirstDocument);
        var rows = new List<LedgerRow>();
        for (var i = 0; i < OrdinaryRows; i++)
        {
            var day = today.AddDays(-DaysBack + (i * DaysBack / OrdinaryRows));
            Add(i % 5 == 3 ? Expense(chance, account, day) : Receipt(chance, account, day));
        }

        // What a reader stumbles over: a reversal, twins, accents, a name longer than its column, money out, one not booked yet.
        var scale = Scale(account);
        var yesterday = today.AddDays(-1);
        Add(Row("TRF", yesterday, "Transfer returned by the sender", "Peña Ibáñez, Agustín", 318.40m * scale, BookingState.Reversed));
        Add(Row("TRF", today, "Invoice A-7731", LongName, 1_234.56m * scale));
        Add(Row("TRF", today, "Monthly fee", "Julián Núñez Etcheverry", 250m * scale));
        Add(Row("TRF", today, "Monthly fee", "Julián Núñez Etcheverry", 250m * scale));
        Add(Row("PAG", today, "Supplier invoice", "Maderas del Litoral S.A.", -486.15m * scale));
        Add(Row("TRF", today, "Order 10482", "Ñandubay Muebles", 92.30m * scale));
        Add(Row("TRF", today, "Transfer on its way", "Sofía Martínez Da Silva", 640m * scale, BookingState.Pending));
        return rows;

        void Add(LedgerRow row) => rows.Add(row with
        {
            Document = account.HasDocuments ? string.Create(CultureInfo.InvariantCulture, $"{row.Document}-{account.FirstDocument + rows.Count:D8}") : "",
        });
    }

    /// <summary>A transfer as it may arrive at any time: always the same for the same account and number.</summary>
    public static IncomingTransfer Arrival(BankAccount account, int number)
    {
        var chance = new Random(unchecked((account.FirstDocument * 7_919) + number));
        var text = string.Create(CultureInfo.InvariantCulture, $"Order {10_500 + number}");
        return new IncomingTransfer(Payers[number % Payers.Length], Cents(chance, 1_500, 90_000) * Scale(account), text, BookingState.Booked);
    }

    private static LedgerRow Receipt(Random chance, BankAccount account, DateOnly day)
    {
        var reason = string.Format(CultureInfo.InvariantCulture, Reasons[chance.Next(Reasons.Length)], chance.Next(1_000, 9_999));
        return Row("TRF", day, reason, Payers[chance.Next(Payers.Length)], Cents(chance, 2_500, 190_000) * Scale(account));
    }

    private static LedgerRow Expense(Random chance, BankAccount account, DateOnly day)
    {
        var (text, to) = Expenses[chance.Next(Expenses.Length)];
        return Row(to is null ? "DEB" : "PAG", day, text, to, -Cents(chance, 900, 70_000) * Scale(account));
    }

    /// <summary>Until it is added, a row's document is only the letters that it begins with.</summary>
    private static LedgerRow Row(
        string document, DateOnly on, string description, string? counterparty, decimal amount, BookingState state = BookingState.Booked) =>
        new(document, on, description, counterparty, amount, state);

    private static decimal Cents(Random chance, int from, int to) => new(chance.Next(from, to), 0, 0, false, 2);

    /// <summary>Roughly what a dollar is in the account's currency, so that amounts look at home.</summary>
    private static int Scale(BankAccount account) => account.Currency == "UYU" ? 40 : 1;
}
