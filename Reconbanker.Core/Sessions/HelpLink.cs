namespace Reconbanker.Core.Sessions;

/// <summary>A link that brings one person to one assistance request, once. It opens nothing to anybody who is not signed in.</summary>
public sealed class HelpLink
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid RequestId { get; init; }

    /// <summary>Whom it was made for; nobody else gets anywhere by it.</summary>
    public required Guid UserId { get; init; }

    /// <summary>SHA-256 in hexadecimal of the link's secret, which is not kept.</summary>
    public required string TokenHash { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }
}
