using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.Security;

/// <param name="Text">The key, as groups of four characters with a hyphen between them.</param>
public sealed record RecoverySheet(string KeyId, DateTimeOffset MadeAt, SecretText Text);

/// <summary>The sheet of paper from which the vault key can be typed back: who saw it, and whether somebody says that it is kept.</summary>
public sealed partial class RecoverySheets(
    Vault vault, IDbContextFactory<ReconbankerDb> databases, TimeProvider clock, ILogger<RecoverySheets> logger)
{
    /// <summary>How long it may be looked at after the password was typed, or the first user was made.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _allowedUntil = new();

    /// <summary>Lets somebody who has just proved who they are see the sheet for a while.</summary>
    public void Allow(Guid userId) => _allowedUntil[userId] = clock.GetUtcNow() + Look;

    public bool IsAllowed(Guid userId) => _allowedUntil.TryGetValue(userId, out var until) && clock.GetUtcNow() < until;

    /// <summary>The sheet of the key that seals now; that it was shown, and to whom, is kept.</summary>
    /// <exception cref="InvalidOperationException">The user is not allowed to see it now.</exception>
    public async Task<RecoverySheet> ShowAsync(Guid userId, CancellationToken cancellationToken)
    {
        if (!IsAllowed(userId))
        {
            throw new InvalidOperationException("The sheet is shown to whoever has just typed their password.");
        }

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var key = await db.SealingKeys.SingleAsync(k => k.Id == vault.KeyId, cancellationToken);
        (key.SheetShownAt, key.SheetShownTo) = (clock.GetUtcNow(), userId);
        await db.SaveChangesAsync(cancellationToken);
        LogShown(key.Id, userId);
        return new RecoverySheet(key.Id, key.MadeAt, vault.WriteRecoveryText());
    }

    /// <summary>Notes that the sheet is kept, if its last group was typed.</summary>
    public async Task<bool> ConfirmAsync(Guid userId, string? lastGroup, CancellationToken cancellationToken)
    {
        var text = vault.WriteRecoveryText().Reveal();
        if (!string.Equals(lastGroup?.Trim(), text[(text.LastIndexOf('-') + 1)..], StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var key = await db.SealingKeys.SingleAsync(k => k.Id == vault.KeyId, cancellationToken);
        key.SheetKeptAt = clock.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
        _allowedUntil.TryRemove(userId, out _);
        LogKept(key.Id, userId);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "The recovery sheet of the vault key {KeyId} was shown to user {UserId}.")]
    private partial void LogShown(string keyId, Guid userId);

    [LoggerMessage(LogLevel.Information, "User {UserId} says that the recovery sheet of the vault key {KeyId} is kept.")]
    private partial void LogKept(string keyId, Guid userId);
}
