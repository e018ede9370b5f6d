namespace Reconbanker.Core.Data;

/// <summary>Files that only their owner may read, written whole or not at all.</summary>
internal static class PrivateFiles
{
    /// <exception cref="IOException">The file exists and may not be replaced, or the disk refuses.</exception>
    public static void Write(string file, ReadOnlySpan<byte> content, bool overwrite)
    {
        var draft = $"{file}.{Guid.NewGuid():N}.new";
        try
        {
            using (var stream = Create(draft))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            Publish(draft, file, overwrite);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>A new file, readable by its owner alone.</summary>
    public static FileStream Create(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(file, options);
    }

    /// <summary>Gives a file that is on the disk its final name, and sees to it that the name is on the disk too.</summary>
    public static void Publish(string draft, string file, bool overwrite)
    {
        File.Move(draft, file, overwrite);

        // Once more under its final name: the folder's entry is then on the disk before anything relies on it.
        using var named = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        named.Flush(flushToDisk: true);
    }
}
