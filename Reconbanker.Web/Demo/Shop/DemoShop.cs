using System.Collections.Immutable;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.Shop;

/// <summary>What the demo shop received: the last webhooks, each event once however often it came. In memory only.</summary>
public sealed class DemoShop(TimeProvider clock)
{
    private const int WebhooksKept = 200;
    private readonly Lock _lock = new();
    private ImmutableList<ReceivedWebhook> _received = [];

    /// <summary>The one that came last first.</summary>
    public IReadOnlyList<ReceivedWebhook> Received => Volatile.Read(ref _received);

    public ChangeSignal Changes { get; } = new();

    public void Receive(IHeaderDictionary headers, string body)
    {
        lock (_lock)
        {
            var webhook = ReceivedWebhook.From(headers, body, clock.GetUtcNow());
            var known = webhook.WebhookId is null ? null : _received.Find(w => w.WebhookId == webhook.WebhookId);
            if (known is not null)
            {
                webhook = webhook with
                {
                    FirstAt = known.FirstAt,
                    Times = known.Times + 1,
                    HasChanged = known.HasChanged || known.Body != webhook.Body,
                };
            }

            var others = known is null ? _received : _received.Remove(known);
            var received = others.Insert(0, webhook);
            Volatile.Write(ref _received, received.Count > WebhooksKept ? received.RemoveAt(WebhooksKept) : received);
        }

        Changes.Raise();
    }

    public void Reset()
    {
        lock (_lock)
        {
            Volatile.Write(ref _received, []);
        }

        Changes.Raise();
    }
}
