namespace Reconbanker.Core.People;

public enum InvitationKind { NewUser, PasswordReset }

/// <summary>A link by which somebody sets a password once: a new user, or a known one who lost theirs.</summary>
public sealed class Invitation
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required InvitationKind Kind { get; init; }
    public required string Email { get; init; }

    /// <summary>SHA-256 in hexadecimal of the link's secret, which is shown once and not kept.</summary>
    public required string TokenHash { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }
}
