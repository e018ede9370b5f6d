using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.Backups;

/// <summary>Makes backups of the database as it is at one moment, also while it is written to, encrypted.</summary>
/// <remarks>
/// A tar archive of a manifest and the database. The vault key is never in it, nor the keys of cookies, nor what browsers kept: after a
/// restore people sign in again, and so do accounts at their banks.
/// </remarks>
public sealed class BackupMaker(DataFolder folder, TimeProvider clock)
{
    /// <summary>Ends the name of a file that is not whole yet.</summary>
    internal const string PartSuffix = ".part";

    internal const string ManifestEntry = "manifest.json";
    internal const string DatabaseEntry = "reconbanker.db";

    /// <summary>Writes a file whole or not at all: under its name with ".part" first, then on the disk, then under its name.</summary>
    /// <exception cref="IOException">The file exists already, or the disk refuses.</exception>
    public async Task<BackupManifest> WriteAsync(string file, BackupSecret secret, CancellationToken cancellationToken)
    {
        if (File.Exists(file))
        {
            throw new IOException($"{file} exists already. Name another file, or move it away.");
        }

        var part = file + PartSuffix;
        File.Delete(part);
        try
        {
            BackupManifest manifest;
            await using (var stream = PrivateFiles.Create(part))
            {
                manifest = await WriteAsync(stream, secret, cancellationToken);
                stream.Flush(flushToDisk: true);
            }

            PrivateFiles.Publish(part, file, overwrite: false);
            return manifest;
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    /// <summary>Writes to whatever takes it, such as a download.</summary>
    public async Task<BackupManifest> WriteAsync(Stream target, BackupSecret secret, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder(folder);
        var snapshot = Path.Combine(scratch.Path, DatabaseEntry);
        await using (var db = DatabaseFiles.Open(folder.DatabaseFile, SqliteOpenMode.ReadWrite))
        {
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {snapshot}", cancellationToken);
        }

        var manifest = await DescribeAsync(snapshot, cancellationToken);
        using var header = new MemoryStream();
        var key = BackupHeader.Write(header, secret);
        await target.WriteAsync(header.GetBuffer().AsMemory(0, (int)header.Length), cancellationToken);
        await using var encrypting = new EncryptingStream(target, key);
        await using (var tar = new TarWriter(encrypting, leaveOpen: true))
        {
            using var text = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, JsonSerializerOptions.Web));
            await tar.WriteEntryAsync(Entry(ManifestEntry, text), cancellationToken);
            await using var content = File.OpenRead(snapshot);
            await tar.WriteEntryAsync(Entry(DatabaseEntry, content), cancellationToken);
        }

        await encrypting.CompleteAsync(cancellationToken);
        return manifest;
    }

    private async Task<BackupManifest> DescribeAsync(string snapshot, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(snapshot);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
        await using var db = DatabaseFiles.OpenToRead(snapshot);
        return new BackupManifest(clock.GetUtcNow(), hash, content.Length, await BackupFacts.ReadAsync(db, cancellationToken));
    }

    private PaxTarEntry Entry(string name, Stream content) => new(TarEntryType.RegularFile, name)
    {
        DataStream = content,
        Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        ModificationTime = clock.GetUtcNow(),
    };
}
