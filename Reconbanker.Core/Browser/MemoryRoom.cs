using System.Security.Cryptography;
using System.Text;

namespace Reconbanker.Core.Browser;

/// <summary>A folder in memory in which profiles lie while they are open, so that no disk ever has them: where the system has one.</summary>
internal static class MemoryRoom
{
    // Chromium keeps caches beside what is worth keeping.
    private const long EnoughBytes = 256L * 1024 * 1024;

    /// <summary>The folder that belongs to a data folder, found again after a crash; null where there is none that is ours alone.</summary>
    /// <param name="memory">Open to every user, as /dev/shm is.</param>
    /// <param name="dataFolder">Full path.</param>
    public static string? Open(string? memory, string dataFolder, UnixFileMode mode)
    {
        if (!OperatingSystem.IsLinux() || memory is null || new DriveInfo(memory).DriveFormat != "tmpfs")
        {
            return null;
        }

        var folder = Path.Combine(memory, "reconbanker-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataFolder))[..8]));
        try
        {
            Directory.CreateDirectory(folder, mode);
            if (!Libc.IsOwnFolder(folder))
            {
                // Somebody else was there first.
                return null;
            }

            File.SetUnixFileMode(folder, mode);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static bool HasSpace(string folder) => new DriveInfo(folder).AvailableFreeSpace >= EnoughBytes;
}
