namespace Reconbanker.Core.LiveViews;

/// <param name="IsAway">Whether the window is gone or does not answer; for a while it is kept for the same person.</param>
public sealed record Controller(Guid UserId, string UserName, bool IsAway);

/// <summary>Somebody asks whoever is in control for it.</summary>
public sealed record ControlRequest(Guid UserId, string UserName);
