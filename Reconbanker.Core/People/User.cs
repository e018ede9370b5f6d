using Microsoft.AspNetCore.Identity;

namespace Reconbanker.Core.People;

/// <summary>What happens with transactions: matched with pending payments, or each forwarded.</summary>
public enum OperationMode { Reconcile, Passthrough }

/// <summary>A person who signs in, and owns accounts.</summary>
public sealed class User : IdentityUser<Guid>
{
    public User() => Id = Guid.CreateVersion7();

    public bool IsAdministrator { get; set; }

    /// <summary>One setting for every account that the user owns; null until first chosen, and until then there are no events.</summary>
    public OperationMode? OperationMode { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}
