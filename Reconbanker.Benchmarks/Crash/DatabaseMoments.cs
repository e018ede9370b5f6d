using System.Data.Common;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Reconbanker.Benchmarks.Crash;

/// <summary>Tells the kill switch of every statement and commit of this process, whichever context it belongs to, before any interceptor hears of it.</summary>
internal sealed class DatabaseMoments(KillSwitch kill) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly string[] Writing = ["INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP", "VACUUM"];

    private readonly ConditionalWeakTable<DbTransaction, List<string>> _statements = [];

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData { Command: var command })
        {
            Tell(command);
        }
        else if (value.Key == RelationalEventId.TransactionCommitting.Name && value.Value is TransactionEventData { Transaction: var committing })
        {
            Tell(Moment.Committing, committing);
        }
        else if (value.Key == RelationalEventId.TransactionCommitted.Name && value.Value is TransactionEndEventData { Transaction: var committed })
        {
            Tell(Moment.Committed, committed);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private void Tell(DbCommand command)
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
    }

    private void Tell(Moment moment, DbTransaction transaction)
    {
        kill.Pass(moment, _statements.TryGetValue(transaction, out var texts) ? texts : []);
        kill.PassWrite();
    }
}
