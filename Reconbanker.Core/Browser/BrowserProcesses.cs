using System.Diagnostics;
using System.Globalization;

namespace Reconbanker.Core.Browser;

/// <summary>The processes of one browser, as Linux lists them. Elsewhere none are seen, and ending them is left to Playwright.</summary>
/// <remarks>
/// Playwright starts a browser in a session of its own, which all of its processes stay in; the first of them names the profile.
/// </remarks>
public sealed class BrowserProcesses
{
    private const string ProfileArgument = "--user-data-dir=";

    private static readonly TimeSpan ConfinementPatience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly Lock Looking = new();
    private static (List<Entry> All, long At)? _lastLook;

    private readonly Entry[] _leaders;

    private BrowserProcesses(Entry[] leaders) => _leaders = leaders;

    /// <summary>The browser that runs on a profile, if one does.</summary>
    /// <param name="profile">The folder's full path.</param>
    public static BrowserProcesses Of(string profile) => new([.. List().Where(process => Profile(process.Id) == profile)]);

    /// <summary>Ends every browser whose profile lies below a folder.</summary>
    public static void KillBelow(string folder)
    {
        foreach (var process in List())
        {
            if (Profile(process.Id) is { } profile && profile.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                new BrowserProcesses([process]).Kill();
            }
        }
    }

    /// <summary>Those that are alive now.</summary>
    public IReadOnlyList<int> Alive() => _leaders.Length == 0 ? [] : Alive(List().ToList());

    private IReadOnlyList<int> Alive(List<Entry> all)
    {
        // A number may be given to another process after the browser has gone: the time it began tells them apart.
        var ours = _leaders.Where(leader => !all.Any(p => p.Id == leader.Id && p.Began != leader.Began)).ToList();
        var sessions = ours.Where(leader => leader.Session == leader.Id).Select(leader => leader.Session).ToHashSet();
        return [.. all.Where(p => sessions.Contains(p.Session) || ours.Any(leader => leader.Id == p.Id)).Select(p => p.Id)];
    }

    /// <summary>Waits until every process that shows pages is confined; one that has only just begun is not yet.</summary>
    /// <returns>False when that does not come about. Only Linux tells; elsewhere a browser that started with its sandbox has it.</returns>
    public async Task<bool> BecomeConfinedAsync(TimeProvider clock)
    {
        var began = clock.GetTimestamp();
        while (OperatingSystem.IsLinux())
        {
            var renderers = Alive().Where(IsRenderer).Select(IsConfined).ToList();
            if (renderers.Count > 0 && renderers.All(confined => confined))
            {
                return true;
            }

            if (clock.GetElapsedTime(began) > ConfinementPatience)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), clock, CancellationToken.None);
        }

        return true;
    }

    /// <summary>What they take in memory for themselves: without the program's own files, which they share.</summary>
    public long MemoryBytes() => Alive(Recent()).Sum(KilobytesOf) * 1024;

    /// <summary>Ends them at once, also frozen ones.</summary>
    public void Kill()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var process in Alive())
        {
            Libc.Kill(process);
        }
    }

    /// <summary>Waits until all have ended, and kills those that have not after a while.</summary>
    /// <param name="patience">How long they may take by themselves.</param>
    /// <returns>Whether all are gone.</returns>
    public async Task<bool> EndAsync(TimeSpan patience, TimeProvider clock)
    {
        var began = clock.GetTimestamp();
        while (Alive().Count > 0)
        {
            var waited = clock.GetElapsedTime(began);
            if (waited >= patience + TimeSpan.FromSeconds(3))
            {
                return false;
            }

            if (waited >= patience)
            {
                Kill();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), clock, CancellationToken.None);
        }

        return true;
    }

    private static bool IsRenderer(int id) => Arguments(id).Contains("--type=renderer");

    // By a seccomp filter.
    private static bool IsConfined(int id) => Field(Read(id, "status") ?? "", "Seccomp") == "2";

    private static long KilobytesOf(int id)
    {
        var status = Read(id, "status") ?? "";
        return Kilobytes("RssAnon") + Kilobytes("RssShmem");

        long Kilobytes(string name) =>
            Field(status, name) is { } text && long.TryParse(text.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes) ? kilobytes : 0;
    }

    private static string? Field(string status, string name) =>
        status.Split('\n').FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal))?[(name.Length + 1)..].Trim();

    private static string? Profile(int id) =>
        Arguments(id).FirstOrDefault(argument => argument.StartsWith(ProfileArgument, StringComparison.Ordinal))?[ProfileArgument.Length..];

    // A process that renames itself, as Chromium's do, joins its arguments with spaces.
    private static string[] Arguments(int id) => Read(id, "cmdline") is not { } line ? []
        : line.TrimEnd('\0').Contains('\0') ? line.Split('\0')
        : line.TrimEnd('\0').Split(' ');

    /// <summary>As they were a second ago at most: all browsers look, and one look at a whole machine is enough for them.</summary>
    private static List<Entry> Recent()
    {
        lock (Looking)
        {
            if (_lastLook is not { } last || Stopwatch.GetElapsedTime(last.At) > Fresh)
            {
                _lastLook = last = ([.. List()], Stopwatch.GetTimestamp());
            }

            return last.All;
        }
    }

    private static IEnumerable<Entry> List()
    {
        if (!OperatingSystem.IsLinux())
        {
            yield break;
        }

        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && Read(id, "stat") is { } stat)
            {
                // The name, in brackets, may hold anything; counted from behind it: state, parent, group, session, …, start time.
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                if (fields[0] is not ("Z" or "X"))
                {
                    yield return new(id, int.Parse(fields[3], CultureInfo.InvariantCulture), fields[19]);
                }
            }
        }
    }

    private static string? Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended in the meantime, or it is not ours.
            return null;
        }
    }

    /// <param name="Began">In ticks of the machine's clock since it started.</param>
    private readonly record struct Entry(int Id, int Session, string Began);
}
