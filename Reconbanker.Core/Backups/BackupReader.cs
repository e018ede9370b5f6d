using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.Backups;

/// <summary>Unpacks a backup.</summary>
internal static class BackupReader
{
    /// <param name="database">Where its database is to lie; not there yet.</param>
    /// <exception cref="BackupException">It is no backup, of another secret, changed, or not whole.</exception>
    public static async Task<BackupManifest> UnpackAsync(Stream source, BackupSecret secret, string database, CancellationToken cancellationToken)
    {
        var key = await ReadHeaderAsync(source, secret, cancellationToken);
        await using var plain = new DecryptingStream(source, key);
        try
        {
            await using var tar = new TarReader(plain, leaveOpen: true);
            var manifest = await NextAsync(tar, BackupMaker.ManifestEntry, cancellationToken) is { DataStream: { } text }
                ? await JsonSerializer.DeserializeAsync<BackupManifest>(text, JsonSerializerOptions.Web, cancellationToken)
                : null;
            if (manifest is null || await NextAsync(tar, BackupMaker.DatabaseEntry, cancellationToken) is not { DataStream: { } content })
            {
                throw new BackupException(BackupProblem.Changed);
            }

            await using (var file = PrivateFiles.Create(database))
            {
                await content.CopyToAsync(file, cancellationToken);
                file.Flush(flushToDisk: true);
                file.Position = 0;
                var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
                if (hash != manifest.DatabaseHash || file.Length != manifest.DatabaseLength)
                {
                    throw new BackupException(BackupProblem.Changed);
                }
            }

            // To the end, so that what was cut off there is noticed too.
            await plain.CopyToAsync(Stream.Null, cancellationToken);
            return manifest;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException or JsonException)
        {
            throw new BackupException(BackupProblem.Changed);
        }
    }

    private static async Task<byte[]> ReadHeaderAsync(Stream source, BackupSecret secret, CancellationToken cancellationToken)
    {
        // Deriving the key takes a second of computing: not on a thread that others wait for.
        return await Task.Run(() => BackupHeader.Read(source, secret), cancellationToken);
    }

    private static async Task<TarEntry?> NextAsync(TarReader tar, string name, CancellationToken cancellationToken) =>
        await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry && entry.Name == name ? entry : null;
}
