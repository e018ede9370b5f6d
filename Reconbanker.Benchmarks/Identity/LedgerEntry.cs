using Reconbanker.Core;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Benchmarks.Identity;

/// <summary>One movement as the generated bank knows it, whatever it shows of it.</summary>
internal sealed class LedgerEntry
{
    public const string Currency = "USD";

    public required int Number { get; init; }
    public required DateOnly Day { get; init; }
    public required decimal Amount { get; init; }
    public required string Id { get; init; }
    public required string? Sender { get; init; }
    public required string Text { get; init; }
    public required BookingState State { get; set; }

    public Movement Movement => new(Day, Amount, Movement.Plain(Sender), Movement.Plain(Text), State);

    public ScrapedTransaction Show(bool showsId, bool isRewritten, decimal? balance) => new(
        showsId ? Id : "", new Money(Amount, Currency), Day, isRewritten ? Sender?.ToUpperInvariant() : Sender)
    {
        Description = isRewritten ? Rewritten.GetValueOrDefault(Text, Text) : Text,
        State = State,
        Balance = balance,
    };

    // Two keep their words or figures; the third says the same in words that nobody could pair.
    private static readonly Dictionary<string, string> Rewritten = new()
    {
        ["Order 17"] = "ORDER NO. 17",
        ["Order 18"] = "ORDER NO. 18",
        ["Monthly fee"] = "Cargo recurrente",
    };
}

/// <summary>What a person would call the same, in whatever way it is written.</summary>
/// <param name="State">Booked or reversed: pending ones have no effects, and are not compared.</param>
internal sealed record Movement(DateOnly Day, decimal Amount, string Sender, string Text, BookingState State)
{
    /// <summary>Whatever has become of it since.</summary>
    public Movement Anyhow() => this with { State = BookingState.Booked };

    public static string Plain(string? text) => (text ?? "") switch
    {
        "ORDER NO. 17" => "Order 17",
        "ORDER NO. 18" => "Order 18",
        "Cargo recurrente" => "Monthly fee",
        var other => other.Length > 3 ? other : other.ToUpperInvariant(),
    };
}
