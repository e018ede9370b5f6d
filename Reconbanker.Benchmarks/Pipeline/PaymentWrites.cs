using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Reconbanker.Benchmarks.Pipeline;

/// <summary>Counts the commands that write payments.</summary>
internal sealed class PaymentWrites : DbCommandInterceptor
{
    private static readonly string[] Verbs = ["INSERT", "UPDATE", "DELETE"];

    private int _count;

    public int Count => Volatile.Read(ref _count);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Note(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Note(command);
        return ValueTask.FromResult(result);
    }

    private void Note(DbCommand command)
    {
        if (command.CommandText.Contains("\"PendingPayments\"", StringComparison.Ordinal)
            && Verbs.Any(verb => command.CommandText.StartsWith(verb, StringComparison.Ordinal)))
        {
            Interlocked.Increment(ref _count);
        }
    }
}
