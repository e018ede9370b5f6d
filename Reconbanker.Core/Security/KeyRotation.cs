using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.Security;

/// <param name="Done">Values and files that the new key has sealed, of <paramref name="Total"/>.</param>
/// <param name="Stuck">Those that do not open, so that they cannot be sealed anew. While there are any, the old key stays.</param>
public sealed record RotationProgress(int Done, int Total, IReadOnlyList<string> Stuck);

/// <summary>Changes the vault key while everything runs: both keys open, the new one seals, and what the old one sealed is sealed anew.</summary>
/// <remarks>
/// That a rotation is under way is said by the key file alone, which then holds both keys; so a process that ends in the middle of it goes on
/// at its next start. The old key leaves the file when a count of what it sealed is zero.
/// </remarks>
public sealed partial class KeyRotation(
    Vault vault, ProfileStore profiles, IDbContextFactory<ReconbankerDb> databases, ActivityFeed feed, TimeProvider clock,
    ILogger<KeyRotation> logger) : BackgroundService
{
    /// <summary>By then, whatever was sealed with the old key a moment before the change has been stored, or never will be.</summary>
    internal static readonly TimeSpan Settling = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMinutes(5);

    // One wake that has not been seen yet is as good as many.
    private readonly Channel<bool> _wakes =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Lock _beginning = new();
    private DateTimeOffset _settledAt = DateTimeOffset.MinValue;
    private volatile RotationProgress? _progress;

    /// <summary>Null when none is under way.</summary>
    public RotationProgress? Progress => _progress;

    /// <summary>Makes a new key, with which everything is sealed from now on, and begins to seal anew what there is.</summary>
    /// <returns>False when a rotation is under way already.</returns>
    /// <exception cref="VaultKeyException">The key file cannot be written, as when it is a service's credential; nothing has changed.</exception>
    public async Task<bool> BeginAsync(CancellationToken cancellationToken)
    {
        lock (_beginning)
        {
            if (_progress is not null)
            {
                return false;
            }

            vault.Replace(new VaultKeyRing([VaultKey.Make(), vault.Ring.Current]));
            _settledAt = clock.GetUtcNow() + Settling;
            Show(new RotationProgress(0, 0, []));
        }

        await VaultUnlocking.RegisterAsync(vault.Ring, databases, clock, cancellationToken);
        LogBegun(vault.KeyId);
        _wakes.Writer.TryWrite(true);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (vault.Ring.Keys.Count > 1)
        {
            Show(new RotationProgress(0, 0, []));
            _wakes.Writer.TryWrite(true);
        }

        await foreach (var _ in _wakes.Reader.ReadAllAsync(stoppingToken))
        {
            while (!await TryFinishAsync(stoppingToken))
            {
                var unsettled = _settledAt - clock.GetUtcNow();
                await Task.Delay(unsettled > TimeSpan.Zero ? unsettled : TryAgainAfter, clock, stoppingToken);
            }
        }
    }

    /// <returns>Whether nothing needs the old key any more, and it is gone.</returns>
    internal async Task<bool> TryFinishAsync(CancellationToken stop)
    {
        try
        {
            await ResealAsync(stop);
            return clock.GetUtcNow() >= _settledAt && await RetireAsync(stop);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            LogInterrupted(e.GetType().Name);
            return false;
        }
    }

    private async Task ResealAsync(CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        if (IsSqlite(db))
        {
            // Else what the old key sealed stays readable to it in the file's free pages.
            await db.Database.ExecuteSqlRawAsync("PRAGMA secure_delete = ON", stop);
        }

        var columns = SealedColumns.Of(db.Model);
        var stuck = new List<string>();
        var total = profiles.CountSealedByOthers(vault.KeyId);
        foreach (var column in columns)
        {
            total += await column.CountOthersAsync(db, vault.KeyId, stop);
        }

        var done = 0;
        Show(new RotationProgress(done, total, []));
        foreach (var column in columns)
        {
            var after = Guid.Empty;
            while (await column.ReadAsync(db, after, vault.KeyId, stop) is { Count: > 0 } values)
            {
                await using (var commit = await db.Database.BeginTransactionAsync(stop))
                {
                    foreach (var (rowId, value) in values)
                    {
                        if (Reseal(column, rowId, value) is { } anew)
                        {
                            await column.ReplaceAsync(db, rowId, value, anew, stop);
                            done++;
                        }
                        else
                        {
                            stuck.Add($"{column} {rowId}");
                        }
                    }

                    await commit.CommitAsync(stop);
                }

                after = values[^1].RowId;
                Show(new RotationProgress(done, total, [.. stuck]));
            }
        }

        stuck.AddRange(profiles.Reseal(vault.Ring).Select(accountId => $"BrowserProfile.Archive {accountId}"));
        Show(new RotationProgress(total - stuck.Count, total, [.. stuck]));
        if (stuck.Count > 0)
        {
            LogStuck(string.Join(", ", stuck));
        }
    }

    private object? Reseal(SealedColumn column, Guid rowId, object value)
    {
        try
        {
            return column.Reseal(vault.Ring, rowId, value);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private async Task<bool> RetireAsync(CancellationToken stop)
    {
        var current = vault.KeyId;
        await using var db = await databases.CreateDbContextAsync(stop);
        await using (var commit = await db.Database.BeginTransactionAsync(stop))
        {
            foreach (var column in SealedColumns.Of(db.Model))
            {
                if (await column.CountOthersAsync(db, current, stop) > 0)
                {
                    return false;
                }
            }

            if (profiles.CountSealedByOthers(current) > 0)
            {
                return false;
            }

            var now = clock.GetUtcNow();
            await db.SealingKeys.Where(key => key.Id != current && key.RetiredAt == null)
                .ExecuteUpdateAsync(key => key.SetProperty(k => k.RetiredAt, now), stop);
            await commit.CommitAsync(stop);
        }

        vault.RetireOthers();
        if (IsSqlite(db))
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", stop);
        }

        LogFinished(current);
        Show(null);
        return true;
    }

    private void Show(RotationProgress? progress)
    {
        _progress = progress;
        feed.Publish(Guid.Empty, Guid.Empty, ActivityTopic.Vault);
    }

    private static bool IsSqlite(ReconbankerDb db) => db.Database.ProviderName?.EndsWith("Sqlite", StringComparison.Ordinal) is true;

    [LoggerMessage(LogLevel.Warning, "A new vault key {KeyId} seals from now on; what the one before sealed is being sealed anew.")]
    private partial void LogBegun(string keyId);

    [LoggerMessage(LogLevel.Warning, "Everything is sealed with the vault key {KeyId}; the one before is gone.")]
    private partial void LogFinished(string keyId);

    [LoggerMessage(LogLevel.Error, "These values do not open, so the vault key before has to stay: {Places}. Enter them anew.")]
    private partial void LogStuck(string places);

    // The exception's type alone: a message of the database's may repeat values.
    [LoggerMessage(LogLevel.Error, "Sealing anew was interrupted by {ExceptionType}; it goes on in a moment.")]
    private partial void LogInterrupted(string exceptionType);
}
