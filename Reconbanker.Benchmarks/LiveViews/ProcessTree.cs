using System.Globalization;

namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>The CPU that a process and all below it have used, as Linux counts it.</summary>
internal static class ProcessTree
{
    private const double TicksPerSecond = 100;

    /// <summary>Seconds of one core, including children that have ended.</summary>
    public static double CpuSeconds(int root)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(folder => Path.GetFileName(folder))
            .Where(name => char.IsAsciiDigit(name[0]))
            .Select(Read)
            .OfType<(int Id, int Parent, double Ticks)>()
            .ToLookup(process => process.Parent);
        var own = Read(root.ToString(CultureInfo.InvariantCulture));
        return ((own?.Ticks ?? 0) + Below(root)) / TicksPerSecond;

        double Below(int parent) => all[parent].Sum(child => child.Ticks + Below(child.Id));
    }

    /// <summary>Share of one core over some time, in percent.</summary>
    public static async Task<double> PercentAsync(int root, TimeSpan time, CancellationToken stop)
    {
        var (before, since) = (CpuSeconds(root), TimeProvider.System.GetTimestamp());
        await Task.Delay(time, TimeProvider.System, stop);
        return (CpuSeconds(root) - before) / TimeProvider.System.GetElapsedTime(since).TotalSeconds * 100;
    }

    private static (int Id, int Parent, double Ticks)? Read(string id)
    {
        try
        {
            // The second field is a name in brackets, which may hold anything.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            double Number(int at) => double.Parse(fields[at], CultureInfo.InvariantCulture);
            return (int.Parse(id, CultureInfo.InvariantCulture), (int)Number(1), Number(11) + Number(12) + Number(13) + Number(14));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // gone meanwhile
        }
    }
}
