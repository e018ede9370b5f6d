using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Reconbanker.Core.Data;

/// <summary>Tells <see cref="StorageHealth"/> of commits that fail. None is tried again: what a failed one has left on the disk is unknown.</summary>
internal sealed class CommitWatch(StorageHealth health) : DbTransactionInterceptor
{
    public override void TransactionFailed(DbTransaction transaction, TransactionErrorEventData eventData) => Note(eventData.Exception);

    public override Task TransactionFailedAsync(
        DbTransaction transaction, TransactionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Note(eventData.Exception);
        return Task.CompletedTask;
    }

    private void Note(Exception failure)
    {
        if (failure is SqliteException e)
        {
            health.Note(e);
        }
    }
}
