using Reconbanker.Core.Data;

namespace Reconbanker.Core.Backups;

/// <summary>A folder in the data folder, for its owner alone, that goes when it is not needed any more.</summary>
/// <remarks>A file in it is held while it is needed, so that one whose process was killed is known for what it is, also while others work.</remarks>
internal sealed class ScratchFolder : IDisposable
{
    private const string Prefix = "scratch-";
    private const string Hold = "in-use";

    private readonly FileStream _held;

    public ScratchFolder(DataFolder data)
    {
        RemoveLeftovers(data);
        Path = System.IO.Path.Combine(data.Root, $"{Prefix}{Guid.NewGuid():N}");
        DataFolder.Make(Path);
        _held = new FileStream(System.IO.Path.Combine(Path, Hold), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
    }

    public string Path { get; }

    /// <summary>Removes those of processes that were killed.</summary>
    public static void RemoveLeftovers(DataFolder data)
    {
        foreach (var folder in Directory.EnumerateDirectories(data.Root, Prefix + "*").Where(folder => !IsHeld(folder)))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public void Dispose()
    {
        _held.Dispose();
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private static bool IsHeld(string folder)
    {
        try
        {
            using var _ = new FileStream(System.IO.Path.Combine(folder, Hold), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
