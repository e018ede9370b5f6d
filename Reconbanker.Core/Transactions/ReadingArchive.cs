using System.IO.Compression;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Transactions;

/// <summary>Keeps what the bank showed, sealed, for 90 days. The same list read again by the same run is counted, not kept again.</summary>
public sealed class ReadingArchive(IDbContextFactory<ReconbankerDb> databases, Vault vault, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>Commits the rows as they came, and drops what has been kept for long enough.</summary>
    /// <returns>The reading, and the one before it in the same run; null when it is the run's first.</returns>
    internal async Task<(Reading Reading, FormerReading? Former)> StoreAsync(
        Guid runId, Guid accountId, ReadWindow window, IReadOnlyList<ScrapedTransaction> rows, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var last = await db.Readings
            .Where(r => r.RunId == runId)
            .OrderByDescending(r => r.Number)
            .FirstOrDefaultAsync(cancellationToken);
        var former = last is null ? null : new FormerReading(Open(last), last.CompleteFromOn);
        if (last is null || !IsSame(last, window) || !rows.SequenceEqual(former!.Rows))
        {
            last = Add(db, runId, accountId, (last?.Number ?? 0) + 1, window, rows, now);
        }
        else
        {
            last.Times++;
            last.LastReadAt = now;
        }

        await db.SaveChangesAsync(cancellationToken);
        var until = now - Kept;
        await db.Readings.Where(r => r.AccountId == accountId && r.LastReadAt < until).ExecuteDeleteAsync(cancellationToken);
        return (last, former);
    }

    /// <summary>The rows in the order in which the bank showed them.</summary>
    public IReadOnlyList<ScrapedTransaction> Open(Reading reading)
    {
        using var packed = new MemoryStream(vault.Open(reading.SealedRows, Place(reading.Id)));
        using var unpacking = new BrotliStream(packed, CompressionMode.Decompress);
        return JsonSerializer.Deserialize<List<ScrapedTransaction>>(unpacking, JsonSerializerOptions.Default)!;
    }

    private Reading Add(
        ReconbankerDb db, Guid runId, Guid accountId, int number, ReadWindow window, IReadOnlyList<ScrapedTransaction> rows, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        var reading = new Reading
        {
            Id = id,
            AccountId = accountId,
            RunId = runId,
            Number = number,
            BankAccountNumber = window.BankAccountNumber,
            FromOn = window.From,
            ToOn = window.To,
            CompleteFromOn = window.CompleteFrom,
            CompleteThroughOn = window.CompleteThrough,
            ReadAt = now,
            LastReadAt = now,
            RowCount = rows.Count,
            SealedRows = vault.Seal(Pack(rows), Place(id)),
        };
        db.Readings.Add(reading);
        return reading;
    }

    private static byte[] Pack(IReadOnlyList<ScrapedTransaction> rows)
    {
        using var packed = new MemoryStream();
        using (var packing = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(packing, rows, JsonSerializerOptions.Default);
        }

        return packed.ToArray();
    }

    private static bool IsSame(Reading reading, ReadWindow window) =>
        (reading.FromOn, reading.ToOn, reading.CompleteFromOn, reading.CompleteThroughOn)
        == (window.From, window.To, window.CompleteFrom, window.CompleteThrough);

    private static SealContext Place(Guid readingId) => SealContext.For(nameof(Reading), nameof(Reading.SealedRows), readingId);
}
