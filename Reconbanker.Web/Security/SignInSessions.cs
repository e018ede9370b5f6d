using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.Extensions.Options;

namespace Reconbanker.Web.Security;

/// <summary>Ends sign-ins at once: open pages are told, and the cookie of a sign-in that was ended is refused.</summary>
/// <remarks>
/// Kept in memory. After a restart a copied cookie of a signed-out session would be accepted until it expires; a changed password (the
/// security stamp) ends sessions for good.
/// </remarks>
public sealed class SignInSessions(TimeProvider clock, IOptions<SignInOptions> options)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _ended = new();
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _changedUsers = new();
    private readonly ConcurrentDictionary<Guid, Action<Func<ClaimsPrincipal, bool>>> _listeners = new();

    /// <summary>Signs one browser out.</summary>
    public void End(ClaimsPrincipal user)
    {
        if (user.FindFirstValue(Claims.Session) is not { } session)
        {
            return;
        }

        var now = clock.GetUtcNow();
        foreach (var (old, at) in _ended)
        {
            if (at + options.Value.Lifetime < now)
            {
                _ended.TryRemove(old, out _);
            }
        }

        _ended[session] = now;
        Tell(other => other.HasClaim(Claims.Session, session));
    }

    /// <summary>Ends what is open of a user whose password, and with it their security stamp, has just been changed.</summary>
    public void EndAllOf(Guid userId)
    {
        _changedUsers[userId] = clock.GetUtcNow();
        Tell(other => other.HasClaim(ClaimTypes.NameIdentifier, userId.ToString()));
    }

    /// <summary>Whether a cookie may be older than the user's security stamp, so that the stamp has to be looked up now.</summary>
    public bool MustLookAgain(ClaimsPrincipal user, DateTimeOffset? issuedAt) =>
        _changedUsers.TryGetValue(user.UserId(), out var changedAt) && !(issuedAt > changedAt);

    public bool HasEnded(ClaimsPrincipal user) =>
        user.FindFirstValue(Claims.Session) is not { } session || _ended.ContainsKey(session);

    /// <summary>Calls <paramref name="listener"/> with a test of whom the news concerns, on the thread of whoever ended a sign-in.</summary>
    /// <returns>Dispose it to stop listening.</returns>
    public IDisposable Listen(Action<Func<ClaimsPrincipal, bool>> listener)
    {
        var id = Guid.NewGuid();
        _listeners[id] = listener;
        return new Subscription(() => _listeners.TryRemove(id, out _));
    }

    private void Tell(Func<ClaimsPrincipal, bool> concerns)
    {
        foreach (var listener in _listeners.Values)
        {
            listener(concerns);
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
