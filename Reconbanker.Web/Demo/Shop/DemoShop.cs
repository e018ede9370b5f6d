using System.Collections.Immutable;
using System.Text;
using Reconbanker.Web.Demo.Faults;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.Shop;

/// <summary>What the demo shop received: the last webhooks, each event once however often it came. In memory only.</summary>
/// <param name="changes">Raised when something came, or the secret was changed.</param>
public sealed class DemoShop(DemoFaults faults, ChangeSignal changes, TimeProvider clock)
{
    private const int WebhooksKept = 200;
    private readonly Lock _lock = new();
    private ImmutableList<ReceivedWebhook> _received = [];
    private string? _secret;
    private int _attempts;

    /// <summary>What the shop expects, and what has come of it.</summary>
    public ExpectedPayments Expected { get; } = new(changes);

    /// <summary>The one that came last first.</summary>
    public IReadOnlyList<ReceivedWebhook> Received => Volatile.Read(ref _received);

    /// <summary>How often anything came, whatever the shop answered.</summary>
    public int Attempts => Volatile.Read(ref _attempts);

    /// <summary>Whether signatures are checked.</summary>
    public bool HasSecret => Volatile.Read(ref _secret) is not null;

    /// <summary>Has signatures checked from now on; null no longer.</summary>
    /// <exception cref="ArgumentException">The text is no signing secret; see <see cref="WebhookSignature.IsSecret"/>.</exception>
    public void UseSecret(string? secret)
    {
        if (secret is not null && !WebhookSignature.IsSecret(secret))
        {
            throw new ArgumentException("A signing secret is \"whsec_\" followed by Base64.", nameof(secret));
        }

        Volatile.Write(ref _secret, secret);
        changes.Raise();
    }

    /// <summary>Notes what came, and how it is going to be answered.</summary>
    /// <returns>What the shop has been told to answer.</returns>
    public FaultSettings Receive(IHeaderDictionary headers, byte[] body)
    {
        var answer = faults.TakeShopAnswer();
        lock (_lock)
        {
            _attempts++;
            var now = clock.GetUtcNow();
            var check = WebhookSignature.Check(headers, body, Volatile.Read(ref _secret), now);
            var webhook = ReceivedWebhook.From(headers, Encoding.UTF8.GetString(body), now) with { Signature = check, Answers = [answer.ShopAnswer] };
            var known = webhook.WebhookId is null ? null : _received.Find(w => w.WebhookId == webhook.WebhookId);
            var others = known is null ? _received : _received.Remove(known);
            var received = others.Insert(0, known is null ? webhook : webhook.After(known));
            Volatile.Write(ref _received, received.Count > WebhooksKept ? received.RemoveAt(WebhooksKept) : received);
        }

        if (answer.ShopAnswer is ShopAnswers.Ok or ShopAnswers.Slow)
        {
            Expected.Note(body);
        }

        changes.Raise();
        return answer;
    }

    public void Reset()
    {
        lock (_lock)
        {
            Volatile.Write(ref _received, []);
            Volatile.Write(ref _attempts, 0);
            Volatile.Write(ref _secret, null);
        }

        Expected.Reset();

        changes.Raise();
    }
}
