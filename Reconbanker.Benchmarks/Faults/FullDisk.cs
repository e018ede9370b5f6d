using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Reconbanker.Benchmarks.Faults;

/// <summary>A disk that fills up, and gets room again: a small file system in memory where we may mount one, else a limit on the database's pages.</summary>
internal sealed class FullDisk : DbConnectionInterceptor, IDisposable
{
    private const int FewPages = 400;
    private const long NoLimit = 4_294_967_294;

    private long _pages;

    private FullDisk(string folder, bool isMounted)
    {
        (Folder, IsMounted) = (folder, isMounted);
        _pages = isMounted ? NoLimit : FewPages;
    }

    public string Folder { get; }

    public bool IsMounted { get; }

    public static FullDisk Make(string folder)
    {
        Directory.CreateDirectory(folder);
        return new FullDisk(folder, OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", "size=3m,mode=700", "tmpfs", folder));
    }

    /// <summary>From now on there is room.</summary>
    public void Heal()
    {
        _pages = NoLimit;
        if (IsMounted)
        {
            Run("mount", "-o", "remount,size=64m", Folder);
        }
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA max_page_count = {_pages}";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (IsMounted)
        {
            Run("umount", Folder);
        }
    }

    private static bool Run(string command, params string[] words)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, words) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
