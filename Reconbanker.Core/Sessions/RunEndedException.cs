namespace Reconbanker.Core.Sessions;

/// <summary>Ends a run from within, for a reason that is not the bank's.</summary>
internal sealed class RunEndedException(StopReason reason) : Exception($"The run ends: {reason}.")
{
    public StopReason Reason { get; } = reason;
}
