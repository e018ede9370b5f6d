using System.Collections.Immutable;
using System.Text.Json;
using Reconbanker.Core;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.Shop;

/// <summary>A payment that the shop expects.</summary>
/// <param name="Name">Null where the shop does not know who pays.</param>
/// <param name="Status">What a webhook last said of it, e.g. "matched"; null while none did.</param>
public sealed record ExpectedPayment(string Id, Money Amount, string? Name, string? Reference, string? Status)
{
    /// <summary>Whether the shop still asks for it: what is settled is not listed any more.</summary>
    public bool IsOpen => Status is null or "ambiguous" or "reverted";
}

/// <summary>What the visitor has the demo shop expect: listed for whoever polls, and settled by the webhooks that come. In memory only.</summary>
public sealed class ExpectedPayments(ChangeSignal changes)
{
    public const int Most = 200;

    private readonly Lock _lock = new();
    private ImmutableList<ExpectedPayment> _payments = [];
    private int _polls;
    private int _lastNumber = 1000;

    /// <summary>The one that was added last first.</summary>
    public IReadOnlyList<ExpectedPayment> All => Volatile.Read(ref _payments);

    /// <summary>How often the list was asked for.</summary>
    public int Polls => Volatile.Read(ref _polls);

    /// <summary>An id that is free.</summary>
    public string NextId => $"order-{Volatile.Read(ref _lastNumber) + 1}";

    /// <summary>The open ones, for whoever polls.</summary>
    public IEnumerable<ExpectedPayment> List()
    {
        Interlocked.Increment(ref _polls);
        changes.Raise();
        return All.Where(p => p.IsOpen);
    }

    /// <summary>One with the same id is replaced.</summary>
    /// <returns>False when the list is full.</returns>
    public bool TryAdd(ExpectedPayment payment)
    {
        lock (_lock)
        {
            var others = _payments.RemoveAll(p => p.Id == payment.Id);
            if (others.Count >= Most)
            {
                return false;
            }

            _lastNumber++;
            Volatile.Write(ref _payments, others.Insert(0, payment));
        }

        changes.Raise();
        return true;
    }

    public void Remove(string id)
    {
        lock (_lock)
        {
            Volatile.Write(ref _payments, _payments.RemoveAll(p => p.Id == id));
        }

        changes.Raise();
    }

    /// <summary>Takes what a webhook says of a payment; anything else is none of the list's business.</summary>
    public void Note(ReadOnlySpan<byte> body)
    {
        if (Read(body) is not var (id, status))
        {
            return;
        }

        lock (_lock)
        {
            if (_payments.Find(p => p.Id == id) is { } known)
            {
                Volatile.Write(ref _payments, _payments.Replace(known, known with { Status = status }));
            }
        }
    }

    public void Reset()
    {
        lock (_lock)
        {
            Volatile.Write(ref _payments, []);
            Volatile.Write(ref _polls, 0);
        }
    }

    private static (string Id, string Status)? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var json = JsonDocument.ParseValue(ref reader);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("external_id", out var id) && id.ValueKind == JsonValueKind.String
                && json.RootElement.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.String
                ? (id.GetString()!, status.GetString()!)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
