namespace Reconbanker.Core.Drivers;

/// <summary>The days that a driver is asked to read, and what it says it has read whole.</summary>
/// <param name="From">First day wanted, the bank's; overlaps what earlier scrapes have read.</param>
/// <param name="To">Last day wanted: today at the bank.</param>
/// <param name="BankAccountNumber">Which of the login's bank accounts is read; the driver checks that the page shows it.</param>
public sealed record ReadWindow(DateOnly From, DateOnly To, string BankAccountNumber)
{
    /// <summary>Last day up to which every row since <see cref="From"/> has been yielded; null while that is not known.</summary>
    public DateOnly? CompleteThrough { get; private set; }

    /// <summary>Said by the driver when it has yielded every row from <see cref="From"/> up to this day.</summary>
    public void ReadCompletely(DateOnly through) => CompleteThrough = through;
}
