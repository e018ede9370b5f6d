using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Reconbanker.Core.Data;

/// <summary>Tells <see cref="StorageHealth"/> of statements that fail because of the disk or the file, not of what they say.</summary>
internal sealed class FailureWatch(StorageHealth health) : DbCommandInterceptor
{
    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Note(eventData.Exception);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Note(eventData.Exception);
        return Task.CompletedTask;
    }

    private void Note(Exception failure)
    {
        if (failure is SqliteException e && StorageHealth.Judge(e) != StorageProblem.DatabaseUnavailable)
        {
            health.Note(e);
        }
    }
}
