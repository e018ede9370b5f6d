using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Reconbanker.Benchmarks.Crash;

/// <summary>Tells the kill switch of every statement, and remembers what each transaction ran.</summary>
internal sealed class StatementMoments(KillSwitch kill) : DbCommandInterceptor
{
    private static readonly string[] Writing = ["INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP"];

    private readonly ConditionalWeakTable<DbTransaction, List<string>> _statements = [];

    public IReadOnlyList<string> Of(DbTransaction transaction) => _statements.TryGetValue(transaction, out var texts) ? texts : [];

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => Tell(command, result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Tell(command, result));

    public override InterceptionResult<int> NonQueryExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result) => Tell(command, result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Tell(command, result));

    private T Tell<T>(DbCommand command, T result)
    {
        if (command.Transaction is { } transaction)
        {
            _statements.GetOrCreateValue(transaction).Add(command.CommandText);
        }

        kill.Pass(Moment.Statement, [command.CommandText]);
        if (Writing.Any(word => command.CommandText.Contains(word, StringComparison.Ordinal)))
        {
            kill.PassWrite();
        }

        return result;
    }
}
