using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reconbanker.Core.Matching;

/// <summary>What the rules said of a payment, kept whenever it is something else than before.</summary>
public sealed class MatchAttempt
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter() },
    };

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid AccountId { get; init; }
    public required Guid PaymentId { get; init; }

    /// <summary>1 for the payment's first.</summary>
    public required int Number { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Null where nothing fits any more.</summary>
    public MatchOutcome? Outcome { get; init; }

    /// <summary>JSON of the candidates, the best first; see <see cref="ReadCandidates"/>.</summary>
    public required string CandidatesJson { get; init; }

    /// <summary><see cref="Matcher.Version"/> of the rules.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>The account's thresholds when it was said.</summary>
    public required decimal Accept { get; init; }
    public required decimal Margin { get; init; }

    public IReadOnlyList<MatchCandidate> ReadCandidates() => JsonSerializer.Deserialize<List<MatchCandidate>>(CandidatesJson, Json) ?? [];

    internal static string Write(IReadOnlyList<MatchCandidate> candidates) => JsonSerializer.Serialize(candidates, Json);
}
