namespace Reconbanker.Core.Alerts;

/// <summary>An operational notice: in words for people, and as data for programs.</summary>
/// <param name="AccountId">Null when it concerns no account.</param>
/// <param name="Type">As integrators subscribe to it, e.g. "assistance_required".</param>
/// <param name="Status">What happened, e.g. "assistance.requested".</param>
public sealed record Alert(Guid? AccountId, string Type, string Status, string Title, string Text, DateTimeOffset OccurredAt)
{
    /// <summary>Where a person goes from here; null while the dashboard's address is not known.</summary>
    public Uri? Link { get; init; }

    /// <summary>What following the link does, in a few words.</summary>
    public required string LinkText { get; init; }

    /// <summary>Further facts for programs, as JSON writes them.</summary>
    public object? Data { get; init; }
}
