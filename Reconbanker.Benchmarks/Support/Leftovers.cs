namespace Reconbanker.Benchmarks.Support;

/// <summary>Processes that outlived the one that started them.</summary>
internal static class Leftovers
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits until no process of this machine names the folder on its command line any more.</summary>
    /// <returns>Whether all were gone in time.</returns>
    public static async Task<bool> AreGoneAsync(string folder, TimeSpan patience, CancellationToken stop)
    {
        var until = TimeProvider.System.GetUtcNow() + patience;
        while (Exist(folder))
        {
            if (TimeProvider.System.GetUtcNow() > until)
            {
                return false;
            }

            await Task.Delay(BetweenLooks, TimeProvider.System, stop);
        }

        return true;
    }

    private static bool Exist(string folder) => Directory.Exists("/proc") && Directory.EnumerateDirectories("/proc")
        .Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]))
        .Any(process => CommandLine(process).Contains(folder, StringComparison.Ordinal));

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // gone meanwhile
        }
    }
}
