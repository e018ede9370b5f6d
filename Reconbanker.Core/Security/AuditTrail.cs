using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.Security;

/// <summary>Writes down what people do, in the order in which they did it. Nobody waits for it, and nothing is dropped while it can be written.</summary>
public sealed partial class AuditTrail(
    IDbContextFactory<ReconbankerDb> databases, ActivityFeed feed, TimeProvider clock, ILogger<AuditTrail> logger) : IHostedService
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private volatile bool _isStopping;
    private Task _writing = Task.CompletedTask;

    /// <summary>Ends when everything that was noted so far is written.</summary>
    public Task Written
    {
        get
        {
            lock (_gate)
            {
                return _writing;
            }
        }
    }

    /// <summary>Only notes it and returns: it may be called with locks held.</summary>
    public void Note(Guid ownerId, AuditEntry entry)
    {
        lock (_gate)
        {
            _writing = WriteAsync(_writing, ownerId, entry);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        try
        {
            await Written.WaitAsync(ShutdownPatience, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            LogLost();
        }
    }

    private async Task WriteAsync(Task before, Guid ownerId, AuditEntry entry)
    {
        await Task.Yield(); // out of the lock of whoever asks
        await before;
        while (!await TryWriteAsync(entry))
        {
            if (_isStopping)
            {
                LogLost();
                return;
            }

            await Task.Delay(TryAgainAfter, clock);
        }

        feed.Publish(ownerId, entry.AccountId, ActivityTopic.Audit);
    }

    private async Task<bool> TryWriteAsync(AuditEntry entry)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync();
            if (!await db.Accounts.AnyAsync(a => a.Id == entry.AccountId))
            {
                return true; // deleted meanwhile, with everything that belongs to it
            }

            if (entry.UserName.Length == 0)
            {
                entry.UserName = await db.Users.Where(u => u.Id == entry.UserId).Select(u => u.UserName).SingleOrDefaultAsync() ?? "";
            }

            db.AuditEntries.Add(entry);
            await db.SaveChangesAsync();
            return true;
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            LogNotWritten(entry.Act, entry.AccountId, e);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Act} at account {AccountId} could not be written down; it is tried again.")]
    private partial void LogNotWritten(AuditAct act, Guid accountId, Exception exception);

    [LoggerMessage(LogLevel.Error, "What people did last could not be written down before the end.")]
    private partial void LogLost();
}
