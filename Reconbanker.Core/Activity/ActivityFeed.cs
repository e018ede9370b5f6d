using System.Collections.Concurrent;

namespace Reconbanker.Core.Activity;

/// <summary>What kind of thing changed. Readers look it up themselves: the feed says that something changed, never what.</summary>
public enum ActivityTopic { Account, Run, Assistance, Transactions, Payments, Deliveries, Browser, Vault, Audit }

/// <param name="OwnerId">Whose account it is; <see cref="Guid.Empty"/> for what concerns everybody.</param>
/// <param name="AccountId"><see cref="Guid.Empty"/> for what concerns no account, such as the browser.</param>
public sealed record ActivityNotice(Guid OwnerId, Guid AccountId, ActivityTopic Topic, DateTimeOffset At);

/// <summary>Tells whoever listens in this process that something of an account changed, after it was committed.</summary>
public sealed class ActivityFeed(TimeProvider clock)
{
    private readonly ConcurrentDictionary<long, Action<ActivityNotice>> _listeners = new();
    private long _lastListener;

    /// <summary>Calls <paramref name="listener"/> on the publisher's thread: it must only note the change and return.</summary>
    /// <returns>Dispose it to stop listening.</returns>
    public IDisposable Listen(Action<ActivityNotice> listener)
    {
        var id = Interlocked.Increment(ref _lastListener);
        _listeners[id] = listener;
        return new Subscription(() => _listeners.TryRemove(id, out _));
    }

    public void Publish(Guid ownerId, Guid accountId, ActivityTopic topic)
    {
        var notice = new ActivityNotice(ownerId, accountId, topic, clock.GetUtcNow());
        foreach (var listener in _listeners.Values)
        {
            listener(notice);
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
