using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.Security;

/// <summary>Seals secrets before they are stored and opens them where they are used, bound to their row and column.</summary>
/// <remarks>The key is a file outside the database, made when nothing has been sealed yet. See <see cref="VaultKeyRing"/> for the seal.</remarks>
public sealed class Vault(DataFolder folder, IDbContextFactory<ReconbankerDb> databases)
{
    private readonly Lock _unlocking = new();
    private volatile VaultKeyRing? _ring;

    /// <summary>The id of the key that seals.</summary>
    public string KeyId => Ring.Current.Id;

    internal VaultKeyRing Ring
    {
        get
        {
            if (_ring is { } known)
            {
                return known;
            }

            lock (_unlocking)
            {
                return _ring ??= ReadOrMake();
            }
        }
    }

    /// <summary>Reads the key, or makes it when the database holds nothing sealed. Sealing and opening call it too.</summary>
    /// <exception cref="VaultKeyException">The database holds values sealed with a key that is not there.</exception>
    public void Unlock() => _ = Ring;

    public string Seal(SecretText secret, SealContext context) => Ring.Seal(secret, context);

    /// <summary>For what lies in a file of its own, or is no text.</summary>
    public byte[] Seal(ReadOnlySpan<byte> plain, SealContext context) => Ring.Seal(plain, context);

    /// <exception cref="CryptographicException">
    /// The text is no sealed value, was changed, belongs to another place, or was sealed with another key. The message names the place.
    /// </exception>
    public SecretText Open(string sealedText, SealContext context) => Ring.Open(sealedText, context);

    /// <summary>For what can be done without: null when there is nothing, or it does not open.</summary>
    public SecretText? OpenOrNull(string? sealedText, SealContext context)
    {
        try
        {
            return sealedText is null ? null : Open(sealedText, context);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <exception cref="CryptographicException">As for a text.</exception>
    public byte[] Open(ReadOnlySpan<byte> sealedBytes, SealContext context) => Ring.Open(sealedBytes, context);

    /// <summary>The key that seals, as it is written on the recovery sheet.</summary>
    public SecretText WriteRecoveryText() => new(RecoveryText.Write(Ring.Current));

    /// <summary>From now on these keys: in the file first, so that nothing is ever sealed with a key that is nowhere else.</summary>
    /// <exception cref="VaultKeyException">The file cannot be written; nothing has changed.</exception>
    internal void Replace(VaultKeyRing ring)
    {
        lock (_unlocking)
        {
            VaultKeyFile.Replace(folder.VaultKeyFile, ring);
            _ring = ring;
        }
    }

    /// <summary>Leaves the key that seals as the only one in the file. What is still at work with a value that it has read can open it.</summary>
    internal void RetireOthers()
    {
        lock (_unlocking)
        {
            VaultKeyFile.Replace(folder.VaultKeyFile, new VaultKeyRing([Ring.Current]));
        }
    }

    private VaultKeyRing ReadOrMake()
    {
        using var db = databases.CreateDbContext();
        if (Check(folder.VaultKeyFile, NeededKeys.Of(db)) is { } ring)
        {
            return ring;
        }

        ring = new VaultKeyRing([VaultKey.Make()]);
        VaultKeyFile.Make(folder.VaultKeyFile, ring);
        return ring;
    }

    /// <returns>Null when there is no key and none is needed.</returns>
    /// <exception cref="VaultKeyException">There is none, or another than is needed.</exception>
    internal static VaultKeyRing? Check(string file, IReadOnlyList<string> needed)
    {
        VaultKeyRing? ring;
        try
        {
            ring = VaultKeyFile.Read(file);
        }
        catch (VaultKeyException e) when (needed.Count > 0)
        {
            throw new VaultKeyException(e.Problem, e.File, needed, [], e.Problem == VaultProblem.Damaged ? "it holds something else than keys." : e.Message);
        }

        return ring is null && needed.Count > 0 ? throw new VaultKeyException(VaultProblem.Missing, file, needed, [])
            : ring is not null && needed.Except(ring.Ids).Any() ? throw new VaultKeyException(VaultProblem.Other, file, needed, ring.Ids)
            : ring;
    }
}
