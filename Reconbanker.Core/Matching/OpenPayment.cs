using Reconbanker.Core.Matching.Names;

namespace Reconbanker.Core.Matching;

/// <summary>A payment that is expected, as the matcher needs to know it.</summary>
/// <param name="Payer">Empty where the business does not know who pays.</param>
/// <param name="RegisteredAt">When the business registered it.</param>
/// <param name="ExpiresAt">From then on no transfer pays it any more.</param>
public sealed record OpenPayment(Guid Id, Money Amount, PayerName Payer, DateTimeOffset RegisteredAt, DateTimeOffset ExpiresAt)
{
    /// <summary>What the payer was asked to write into the transfer; null where nothing was.</summary>
    public string? Reference { get; init; }
}

/// <summary>A booked transfer that has paid nothing yet, as the matcher needs to know it.</summary>
/// <param name="Sender">Empty where the bank does not say.</param>
/// <param name="ReceivedAt">Start of the bank's day of booking.</param>
public sealed record FreeTransaction(Guid Id, Money Amount, PayerName Sender, DateTimeOffset ReceivedAt)
{
    /// <summary>The bank's text for it.</summary>
    public string? Text { get; init; }
}

/// <summary>What an account asks of its matches.</summary>
public sealed record MatchRules
{
    /// <summary>From this score on a pair settles by itself, if it is clear. From 0 to 1.</summary>
    public double Accept { get; init; } = 0.7;

    /// <summary>By how much a pair must be better than every other that it excludes.</summary>
    public double Margin { get; init; } = 0.1;

    /// <summary>Whether a pair without a name on one side settles where nothing else fits.</summary>
    public bool AllowNameless { get; init; } = true;

    /// <summary>Whether a person is asked where there are several equal payments or transfers; otherwise the oldest are paired.</summary>
    public bool AskForInterchangeable { get; init; }

    /// <summary>How long before its payment was registered a transfer may have been received.</summary>
    public TimeSpan Early { get; init; } = TimeSpan.FromDays(5);

    /// <summary>Pairs that a person has rejected.</summary>
    public IReadOnlySet<(Guid Payment, Guid Transaction)> Rejected { get; init; } = new HashSet<(Guid, Guid)>();
}
