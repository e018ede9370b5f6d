namespace Reconbanker.Core.Data;

/// <summary>Reconbanker does not start, because it would do harm. The message is for the person who started it: what is wrong, and the way out.</summary>
public class StartRefusedException(string message) : Exception(message);

/// <summary>Another Reconbanker works with the same data folder.</summary>
public sealed class InstanceInUseException(string file)
    : StartRefusedException($"Another Reconbanker is running on the same data folder: it holds {file}. End that one first, or give this one a folder of its "
        + "own with --Reconbanker:DataDirectory=…");
