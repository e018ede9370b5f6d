namespace Reconbanker.Benchmarks.Support;

/// <summary>A folder of the bench's own below the temporary one, that goes with it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public ScratchFolder()
    {
        if (!OperatingSystem.IsWindows())
        {
            // Entered, though not read, by the user that the browser runs as when we are root.
            const UnixFileMode Enter = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | Enter);
        }
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("reconbanker-bench-").FullName;

    /// <summary>A data folder in it.</summary>
    public string Data => System.IO.Path.Combine(Path, "data");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
