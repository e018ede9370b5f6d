using System.Collections.Concurrent;
using System.Net;

namespace Reconbanker.Core.Webhooks;

/// <summary>Receivers that say they are overloaded: they get one attempt at a time, with a rest after each that they say so to, until they accept one.</summary>
/// <remarks>Kept in memory alone: after a restart they say so again.</remarks>
internal sealed class Strain(TimeSpan rest, TimeProvider clock)
{
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _restUntil = [];

    /// <summary>Takes note of what an attempt came to.</summary>
    public void Note(Guid accountId, WebhookAnswer answer)
    {
        if ((HttpStatusCode?)answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
        {
            _restUntil[accountId] = clock.GetUtcNow() + rest;
        }
        else if (answer.Outcome == AttemptOutcome.Delivered)
        {
            _restUntil.TryRemove(accountId, out _);
        }
    }

    /// <summary>Attempts that may be under way at once for the account.</summary>
    public int Lanes(Guid accountId, int usual) => _restUntil.ContainsKey(accountId) ? 1 : usual;

    /// <summary>Before that, none begins; long ago for most.</summary>
    public DateTimeOffset RestUntil(Guid accountId) => _restUntil.GetValueOrDefault(accountId, DateTimeOffset.MinValue);
}
