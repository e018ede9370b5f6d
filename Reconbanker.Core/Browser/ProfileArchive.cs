using System.Formats.Tar;

namespace Reconbanker.Core.Browser;

/// <summary>What is kept of a profile as one run of bytes, and back.</summary>
internal static class ProfileArchive
{
    /// <summary>What a bank stores is some kilobytes; what does not fit is left out, the least important first.</summary>
    private const long LargestInBytes = 64L * 1024 * 1024;

    private static readonly EnumerationOptions Everything =
        new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <param name="parts">Files and folders below the profile, the most important first.</param>
    public static byte[] Pack(string profile, IEnumerable<string> parts)
    {
        using var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, leaveOpen: true))
        {
            foreach (var part in parts)
            {
                var files = PlainFiles(Path.Combine(profile, part));
                if (archive.Length + files.Sum(file => file.Length) <= LargestInBytes)
                {
                    files.ForEach(file => Add(tar, file, Path.GetRelativePath(profile, file.FullName).Replace('\\', '/')));
                }
            }
        }

        return archive.ToArray();
    }

    /// <param name="profile">An empty folder.</param>
    /// <exception cref="InvalidDataException">It is no archive, or not of a profile.</exception>
    public static void Unpack(byte[] archive, string profile)
    {
        using var bytes = new MemoryStream(archive);
        using var tar = new TarReader(bytes);
        while (tar.GetNextEntry() is { } entry)
        {
            var path = Path.GetFullPath(Path.Combine(profile, entry.Name));
            if (entry.EntryType != TarEntryType.RegularFile || !path.StartsWith(profile + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new InvalidDataException("The archive holds something else than a profile's files.");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            entry.ExtractToFile(path, overwrite: false);
        }
    }

    // Whatever else lies there the browser may have made to lead us elsewhere, or to make us wait.
    private static List<FileInfo> PlainFiles(string path) =>
        File.Exists(path) ? [.. new[] { new FileInfo(path) }.Where(IsPlain)]
        : Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null ? [.. new DirectoryInfo(path).EnumerateFiles("*", Everything).Where(IsPlain)]
        : [];

    private static bool IsPlain(FileInfo file) => OperatingSystem.IsLinux() ? Libc.IsPlainFile(file.FullName) : file.LinkTarget is null;

    private static void Add(TarWriter tar, FileInfo file, string name)
    {
        using var content = file.OpenRead();
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
    }
}
