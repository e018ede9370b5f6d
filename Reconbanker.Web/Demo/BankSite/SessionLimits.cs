namespace Reconbanker.Web.Demo.BankSite;

/// <summary>How long a session may be left alone.</summary>
/// <param name="Warning">When the page asks whether more time is needed; null where it never does.</param>
public sealed record SessionLimits(TimeSpan Idle, TimeSpan? Warning);
