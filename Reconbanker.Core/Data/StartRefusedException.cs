namespace Reconbanker.Core.Data;

/// <summary>Reconbanker does not start, because it would do harm. The message is for the person who started it: what is wrong, and the way out.</summary>
public sealed class StartRefusedException(string message) : Exception(message)
{
    /// <summary>What the process ends with.</summary>
    public const int ExitCode = 3;
}
