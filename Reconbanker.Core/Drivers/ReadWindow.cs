namespace Reconbanker.Core.Drivers;

/// <summary>The days that a driver is asked to read, and what it says it has read whole.</summary>
/// <param name="From">First day wanted, the bank's; overlaps what earlier scrapes have read.</param>
/// <param name="To">Last day wanted: today at the bank.</param>
/// <param name="BankAccountNumber">Which of the login's bank accounts is read; the driver checks that the page shows it.</param>
public sealed record ReadWindow(DateOnly From, DateOnly To, string BankAccountNumber)
{
    /// <summary>First day from which every row has been yielded; null while that is not known.</summary>
    public DateOnly? CompleteFrom { get; private set; }

    /// <summary>Last day up to which every row since <see cref="CompleteFrom"/> has been yielded; null while that is not known.</summary>
    public DateOnly? CompleteThrough { get; private set; }

    /// <summary>Whether every row was on one page: none can have moved to another meanwhile.</summary>
    public bool IsOnOnePage { get; private set; }

    /// <summary>Said by the driver when it has yielded every row from <see cref="From"/> up to this day.</summary>
    /// <param name="onOnePage">Whether it turned no page, and had no more rows loaded either: then the list need not be read again to be believed.</param>
    public void ReadCompletely(DateOnly through, bool onOnePage = false) => ReadCompletely(From, through, onOnePage);

    /// <summary>Said instead by the driver of a bank that does not show rows as old as were wanted.</summary>
    /// <exception cref="ArgumentException">The days are not in the window, or end before they begin.</exception>
    public void ReadCompletely(DateOnly from, DateOnly through, bool onOnePage = false)
    {
        if (from < From || through > To || through < from)
        {
            throw new ArgumentException($"{from:O} to {through:O} are no days of the window {From:O} to {To:O}.", nameof(from));
        }

        (CompleteFrom, CompleteThrough, IsOnOnePage) = (from, through, onOnePage);
    }

    /// <summary>Whether this day is among those that were read whole.</summary>
    internal bool HasWhole(DateOnly day) => day >= CompleteFrom && day <= CompleteThrough;
}
