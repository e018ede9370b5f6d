using System.Globalization;
using System.Text;

namespace Reconbanker.Core.Data;

/// <summary>Holds the data folder for this process; the system lets go of it when the process ends, however it ends.</summary>
/// <remarks>Its file also remembers that the folder has held a database, so that one that is gone is missed.</remarks>
internal sealed class FolderLock : IDisposable
{
    private const string HeldWord = "database ";

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>The version that the folder's database had when it was last used; null when it never held one.</summary>
    public string? HeldVersion { get; private set; }

    /// <exception cref="InstanceInUseException">Another process holds the folder.</exception>
    public static FolderLock Take(DataFolder folder)
    {
        var path = Path.Combine(folder.Root, "instance.lock");
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            var file = new FileStream(path, options);
            using var reader = new StreamReader(file, leaveOpen: true);
            var held = reader.ReadToEnd().Split('\n').FirstOrDefault(line => line.StartsWith(HeldWord, StringComparison.Ordinal));
            return new FolderLock(file) { HeldVersion = held?[HeldWord.Length..] };
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new InstanceInUseException(path);
        }
    }

    /// <summary>Remembers that there is a database now.</summary>
    public void Remember(string version)
    {
        HeldVersion = version;
        _file.SetLength(0);
        _file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId}\n{HeldWord}{version}\n")));
        _file.Flush(flushToDisk: true);
    }

    public void Dispose() => _file.Dispose();
}
