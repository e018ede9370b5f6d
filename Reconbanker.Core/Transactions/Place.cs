using Reconbanker.Core.Drivers;

namespace Reconbanker.Core.Transactions;

/// <summary>A row beyond what is stored with its key. Twins are two of these.</summary>
/// <param name="waiting">The pending one with its key that it has become, unless it is a booked one that says the same and is gone: those do not vanish.</param>
internal sealed class LeftOver(string key, ScrapedTransaction row, Transaction? waiting = null)
{
    public string Key => key;
    public ScrapedTransaction Row => row;
    public Transaction? Waiting => waiting;
}

/// <summary>What becomes of a row that no key explains.</summary>
internal abstract record Place
{
    private Place()
    {
    }

    /// <summary>Whether it holds only if a stored transaction is gone from the bank.</summary>
    public bool RestsOnWhatIsGone => this is SameAs or Held;

    /// <summary>Nothing that is gone is like it.</summary>
    public sealed record New : Place;

    /// <summary>A stored transaction under another key: the bank began or ceased to give ids, or wrote its text anew.</summary>
    public sealed record SameAs(Transaction Transaction) : Place;

    /// <summary>It may be new or a stored one: a person has to look.</summary>
    public sealed record Held : Place;

    /// <summary>It may be a stored one that this reading did not get to: a complete reading will tell.</summary>
    public sealed record Later : Place;
}
