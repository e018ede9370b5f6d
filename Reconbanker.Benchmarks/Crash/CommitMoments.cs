using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Reconbanker.Benchmarks.Crash;

/// <summary>Tells the kill switch of every commit: before it, and after it.</summary>
internal sealed class CommitMoments(KillSwitch kill, StatementMoments statements) : DbTransactionInterceptor
{
    public override InterceptionResult TransactionCommitting(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result)
    {
        Tell(Moment.Committing, transaction);
        return result;
    }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(TransactionCommitting(transaction, eventData, result));

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) =>
        Tell(Moment.Committed, transaction);

    public override Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Tell(Moment.Committed, transaction);
        return Task.CompletedTask;
    }

    private void Tell(Moment moment, DbTransaction transaction)
    {
        kill.Pass(moment, statements.Of(transaction));
        kill.PassWrite();
    }
}
