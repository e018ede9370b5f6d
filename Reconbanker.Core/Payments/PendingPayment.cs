using System.Buffers.Binary;
using System.Text;

namespace Reconbanker.Core.Payments;

public enum PaymentState
{
    /// <summary>No transfer settles it yet.</summary>
    Pending,

    /// <summary>Several transfers fit equally well: a person decides. Still open.</summary>
    Ambiguous,

    /// <summary>A transfer paid it.</summary>
    Matched,

    /// <summary>Nothing paid it in time.</summary>
    Expired,

    /// <summary>The business, or a person, does not expect it any more.</summary>
    Cancelled,

    /// <summary>Its id was settled before with other contents: a person says whether it is another payment.</summary>
    Held,
}

/// <summary>A payment that the user expects, polled from their endpoint. What is settled keeps its contents; another version follows it.</summary>
public sealed class PendingPayment
{
    public const int ExternalIdMaxLength = 200;
    public const int NameMaxLength = 512;
    public const int ReferenceMaxLength = 200;
    public const int MetadataMaxLength = 4000;

    /// <summary>How long it waits for its transfer.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(5);

    /// <summary>Follows from account, external id and version, so that after a restore it is the same again.</summary>
    public required Guid Id { get; init; }
    public required Guid AccountId { get; init; }

    /// <summary>The business's own id for it.</summary>
    public required string ExternalId { get; init; }

    /// <summary>1, and more where the id returned with other contents after it had been settled.</summary>
    public required int Version { get; init; }

    public required Money Amount { get; set; }
    public string? PayerName { get; set; }

    /// <summary>What the payer was asked to write into the transfer.</summary>
    public string? Reference { get; set; }

    /// <summary>When the business wants to have it; kept and shown, with no effect.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>The business's own JSON object for it, as text.</summary>
    public string? Metadata { get; set; }

    /// <summary>1, and one more each time that its id returned and opened it again.</summary>
    public int Openings { get; set; } = 1;

    /// <summary>When it was first polled, or was opened again.</summary>
    public required DateTimeOffset RegisteredAt { get; set; }

    /// <summary>From then on no transfer settles it by itself.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }

    public PaymentState State { get; set; } = PaymentState.Pending;
    public required DateTimeOffset StateSince { get; set; }

    /// <summary>The first complete poll since which the endpoint does not list it; null while it does.</summary>
    public DateTimeOffset? AbsentSince { get; set; }

    /// <summary>Since when a person has to say whether it is cancelled, because too many vanished at once; null for most.</summary>
    public DateTimeOffset? VanishHeldAt { get; set; }

    /// <summary>Verdicts on it so far: the number of its last <see cref="Matching.MatchAttempt"/>.</summary>
    public int Attempts { get; set; }

    /// <summary>Score of the best transfer that fits it, from 0 to 1; null while none does.</summary>
    public decimal? BestScore { get; set; }

    /// <summary>Matches so far, undone ones among them.</summary>
    public int Matches { get; set; }

    public bool IsOpen => State is PaymentState.Pending or PaymentState.Ambiguous;

    /// <summary>UUID (version 8) of one version of an external id.</summary>
    public static Guid IdOf(Guid accountId, string externalId, int version)
    {
        var name = Encoding.UTF8.GetBytes(externalId);
        Span<byte> input = stackalloc byte[20 + name.Length];
        accountId.TryWriteBytes(input, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(input[16..], version);
        name.CopyTo(input[20..]);
        return StableId.Of(input);
    }

    internal void Become(PaymentState state, DateTimeOffset now)
    {
        if (State != state)
        {
            (State, StateSince) = (state, now);
        }
    }
}
