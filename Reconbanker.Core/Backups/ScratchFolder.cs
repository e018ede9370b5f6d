using Reconbanker.Core.Data;

namespace Reconbanker.Core.Backups;

/// <summary>A folder in the data folder, for its owner alone, that goes when it is not needed any more.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public ScratchFolder(DataFolder data, string purpose)
    {
        Path = System.IO.Path.Combine(data.Root, $"{purpose}-{Guid.NewGuid():N}");
        DataFolder.Make(Path);
    }

    public string Path { get; }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
