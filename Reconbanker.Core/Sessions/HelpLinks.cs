using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Sessions;

/// <summary>
/// Links from notifications and QR codes to what a human is needed for. Who follows one has to be signed in as the person it was made for:
/// it shows the way, and gives no right. Looking where it leads changes nothing; it is used up by what the person does there first.
/// </summary>
public sealed class HelpLinks(IDbContextFactory<ReconbankerDb> databases, TimeProvider clock)
{
    /// <summary>A link leads nowhere after this time, nor once its request has ended.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <returns>The whole address. Its secret stands behind the #, which browsers send to nobody.</returns>
    /// <param name="dashboard">With the slash at its end.</param>
    public static Uri AddressOf(Uri dashboard, string secret) => new(dashboard, $"go#{secret}");

    /// <returns>The link's secret, which is shown once and not kept.</returns>
    public async Task<string> MakeAsync(Guid userId, Guid requestId, CancellationToken cancellationToken)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.HelpLinks.Where(l => l.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        db.HelpLinks.Add(new HelpLink { RequestId = requestId, UserId = userId, TokenHash = LinkSecret.HashOf(secret), ExpiresAt = now + Lifetime });
        await db.SaveChangesAsync(cancellationToken);
        return secret;
    }

    /// <summary>Where a link leads.</summary>
    /// <returns>The request; null when the link is used, has expired, is somebody else's or was never one: which of them is not told.</returns>
    public async Task<Guid?> FindAsync(Guid userId, string secret, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Valid(db, userId, secret)
            .Where(l => db.AssistanceRequests.Any(r => r.Id == l.RequestId && r.State == AssistanceState.Open))
            .Select(l => (Guid?)l.RequestId)
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Uses it up.</summary>
    public async Task UseAsync(Guid userId, string secret, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await Valid(db, userId, secret).ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now), cancellationToken);
    }

    private IQueryable<HelpLink> Valid(ReconbankerDb db, Guid userId, string secret)
    {
        var hash = LinkSecret.HashOf(secret);
        var now = clock.GetUtcNow();
        return db.HelpLinks.Where(l => l.TokenHash == hash && l.UserId == userId && l.UsedAt == null && l.ExpiresAt > now);
    }
}
