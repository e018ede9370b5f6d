using Reconbanker.Core;

namespace Reconbanker.Web.Demo.BankSite;

/// <summary>An account at the demo bank, as it is on the first day.</summary>
/// <param name="Number">As the bank writes it, e.g. "001-204518-3"; unique.</param>
/// <param name="Name">What the bank calls it in English; see <see cref="AccountNames"/> for the rest.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="OpeningBalance">Before the first seeded movement, in major units.</param>
/// <param name="FirstDocument">Number of the first seeded movement's document; no two accounts share one, and none is from 50,000 to 90,000,000.</param>
public sealed record BankAccount(string Number, string Name, string Currency, decimal OpeningBalance, int FirstDocument)
{
    /// <summary>What it holds besides, in a currency of its own, before the first seeded movement; null for most.</summary>
    public Money? SecondOpening { get; init; }

    /// <summary>Whether the bank prints a document with each movement; without one, two of a day may look the same.</summary>
    public bool HasDocuments { get; init; } = true;

    /// <summary>Its movements as of a day, oldest first: the same for the same day.</summary>
    public Func<BankAccount, DateOnly, IReadOnlyList<LedgerRow>> Seed { get; init; } = LedgerSeed.For;

    /// <summary>Balances before the first seeded movement, one for each currency.</summary>
    public IReadOnlyList<Money> Openings =>
        SecondOpening is { } second ? [new(OpeningBalance, Currency), second] : [new(OpeningBalance, Currency)];

    /// <summary>E.g. "USD", or "USD · UYU".</summary>
    public string CurrencyText => string.Join(" · ", Openings.Select(o => o.Currency));
}
