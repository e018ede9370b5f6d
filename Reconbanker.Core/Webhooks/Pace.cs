using System.Collections.Concurrent;

namespace Reconbanker.Core.Webhooks;

/// <summary>How many deliveries a receiver gets in one round: one at first, twice as many after each round that it accepts swiftly, one after a failure.</summary>
internal sealed class Pace
{
    private const int Most = 64;

    private static readonly TimeSpan Swift = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, int> _rounds = [];

    public int Of(Guid accountId) => _rounds.GetValueOrDefault(accountId, 1);

    /// <summary>Takes note of a round.</summary>
    /// <param name="count">Deliveries that it was to send.</param>
    public void Note(Guid accountId, int count, WebhookAnswer last, TimeSpan took)
    {
        if (last.Outcome != AttemptOutcome.Delivered || took > Swift)
        {
            _rounds.TryRemove(accountId, out _);
        }
        else
        {
            _rounds[accountId] = Math.Clamp(count * 2, Of(accountId), Most);
        }
    }
}
