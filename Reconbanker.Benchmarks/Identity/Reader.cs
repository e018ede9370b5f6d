using Reconbanker.Core.Drivers;
using Reconbanker.Core.Transactions;

namespace Reconbanker.Benchmarks.Identity;

/// <summary>What keeps transactions: the product's own rules, in memory or in a database, or with a planted bug.</summary>
internal abstract class Reader
{
    protected const string BankAccountNumber = "1";
    protected const int FirstReadDays = 30;

    public abstract ValueTask<ReadWindow> NextWindowAsync(DateOnly today);

    /// <summary>Begins a run: what was read before confirms nothing any more.</summary>
    public abstract ValueTask BeginRunAsync();

    /// <returns>What became of the reading.</returns>
    public abstract ValueTask<ReadingVerdict> TakeAsync(ReadWindow window, IReadOnlyList<ScrapedTransaction> rows);

    public abstract ValueTask<IReadOnlyList<Transaction>> StoredAsync();

    /// <summary>How often each transaction's event was made.</summary>
    public abstract ValueTask<IReadOnlyList<Guid>> EventsAsync();

    /// <summary>The process ends and starts again.</summary>
    public virtual ValueTask RestartAsync() => ValueTask.CompletedTask;

    /// <summary>Everything that was read is gone, as after a restore of an old backup.</summary>
    public abstract ValueTask WipeAsync();
}
