namespace Reconbanker.Benchmarks.Support;

/// <summary>A folder of the bench's own below the temporary one, that goes with it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("reconbanker-bench-").FullName;

    /// <summary>A data folder in it.</summary>
    public string Data => System.IO.Path.Combine(Path, "data");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
