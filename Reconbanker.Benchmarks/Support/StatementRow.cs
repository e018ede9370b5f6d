using Reconbanker.Core;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Benchmarks.Support;

/// <summary>A row of the made-up bank, as it shows from one reading on.</summary>
/// <param name="BankId">Null for those that the bank gives no id, among which there are twins.</param>
/// <param name="BookedFrom">The reading, from 1, from which it is booked; before that it shows as pending.</param>
internal sealed record StatementRow(string? BankId, decimal Amount, DateOnly BookedOn, string Sender, int BookedFrom)
{
    /// <summary>As it shows in the end.</summary>
    public BankRow Last => new(BankId, Amount, BookedOn, Sender, BookingState.Booked);

    public ScrapedTransaction Scrape(int reading) => new(BankId, new Money(Amount, "USD"), BookedOn, Sender)
    {
        Description = "Transfer",
        State = reading < BookedFrom ? BookingState.Pending : BookingState.Booked,
    };
}

/// <summary>A row as it is at a bank, to compare what is stored with.</summary>
internal sealed record BankRow(string? BankId, decimal Amount, DateOnly BookedOn, string? Sender, BookingState State)
{
    /// <summary>Booked money that came in: it has one event.</summary>
    public bool HasEffect => State == BookingState.Booked && Amount > 0;
}

/// <summary>Makes statements: the same for the same seed.</summary>
internal static class Statements
{
    /// <summary>Twins, outgoing rows and rows that are pending at first are among them.</summary>
    /// <param name="incoming">How many rows bring money in; outgoing ones come on top.</param>
    public static IReadOnlyList<StatementRow> Make(int seed, int incoming, int readings)
    {
        var dice = new Random(seed);
        var rows = new List<StatementRow>();
        var left = incoming;
        while (left > 0)
        {
            var row = new StatementRow(
                dice.Next(3) == 0 ? null : $"TRF-{rows.Count:D6}",
                (dice.Next(6) == 0 ? -1 : 1) * (dice.Next(1, 5000) + (dice.Next(100) / 100m)),
                new DateOnly(2026, 1, 5).AddDays(dice.Next(5)),
                $"Sender {dice.Next(40)} Núñez",
                dice.Next(5) == 0 ? dice.Next(1, readings + 1) : 1);
            var twins = row.BankId is null && dice.Next(2) == 0 && (left > 1 || row.Amount < 0) ? 2 : 1;
            rows.AddRange(Enumerable.Repeat(row, twins));
            left -= row.Amount > 0 ? twins : 0;
        }

        return rows;
    }
}
