using System.ComponentModel;
using System.Globalization;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.Browser;

/// <summary>The browser's part of the data folder: who may enter it, and that only one of us works in it.</summary>
/// <remarks>
/// Where we are root, the browser runs as nobody. What nobody owns lies in folders of root's, so that a browser that was taken over
/// can change neither its script nor its program, which root would then run.
/// </remarks>
public sealed class BrowserFolders(DataFolder data, Machine machine) : IDisposable
{
    /// <summary>The number of the user (and group) without any rights, on every Linux.</summary>
    public const uint Nobody = 65534;

    private const string Temporary = "temporary";
    private const string Kept = "profiles";

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Passage = Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode Readable = Passage | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    // Chromium puts a socket with a name of 45 characters there, and a socket's path ends at 107.
    private const int LongestTemporaryFolder = 60;

    private FileStream? _lock;

    /// <summary>Whether the browser runs as nobody. Known after <see cref="Prepare"/>.</summary>
    public bool RunsAsNobody { get; private set; }

    /// <summary>Why, though we are root, the browser cannot run as nobody; null when it can, or need not.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>Browsers that we installed for ourselves.</summary>
    public string Managed => Path.Combine(data.BrowserFolder, "managed");

    /// <summary>The script that starts the browser on Linux.</summary>
    public string Script => Path.Combine(data.BrowserFolder, "chromium.sh");

    /// <summary>What accounts keep of their profiles, sealed: ours alone.</summary>
    public string SealedProfiles => Path.Combine(data.BrowserFolder, "sealed");

    /// <summary>Where profiles lie in memory while they are open; null where that is impossible. Known after <see cref="Prepare"/>.</summary>
    public string? Memory { get; private set; }

    // The browser's folder had them before there was enough memory, or when there was none.
    private IEnumerable<string> Rooms => Memory is null ? [data.BrowserFolder] : [data.BrowserFolder, Memory];
    private string Room => Memory is not null && MemoryRoom.HasSpace(Memory) ? Memory : data.BrowserFolder;
    private string Scratch => Path.Combine(Memory ?? data.BrowserFolder, "tmp");

    /// <summary>
    /// Makes the folder where the browser of a profile keeps its sockets, and what it has not yet decided about, such as the beginning of a
    /// download: ours, unless that is too long a path for a socket.
    /// </summary>
    /// <param name="profile">The profile's folder.</param>
    public string MakeScratch(string profile)
    {
        var scratch = ScratchOf(profile);
        if (scratch.Length > LongestTemporaryFolder)
        {
            return Path.GetTempPath();
        }

        MakeForBrowser(scratch);
        return scratch;
    }

    /// <summary>Removes it once that browser has ended: one that was killed leaves behind what it was at.</summary>
    public void RemoveScratch(string profile)
    {
        if (Directory.Exists(ScratchOf(profile)))
        {
            Directory.Delete(ScratchOf(profile), recursive: true);
        }
    }

    public string NewTemporaryProfile() => Path.Combine(Room, Temporary, Guid.CreateVersion7().ToString("N"));

    /// <summary>Makes a temporary profile that of an account, at once and whole.</summary>
    /// <returns>Where it is now.</returns>
    public string Keep(string temporary, Guid accountId)
    {
        var room = Rooms.Single(room => Path.GetDirectoryName(temporary) == Path.Combine(room, Temporary));
        var kept = Path.Combine(room, Kept, accountId.ToString());
        Directory.Move(temporary, kept);
        return kept;
    }

    /// <summary>The folders in which an account's profile is open, or was left open.</summary>
    public IReadOnlyList<string> OpenProfilesOf(Guid accountId) =>
        [.. Rooms.Select(room => Path.Combine(room, Kept, accountId.ToString())).Where(Directory.Exists)];

    public IEnumerable<Guid> AccountsWithOpenProfiles() => Rooms
        .SelectMany(room => Directory.GetDirectories(Path.Combine(room, Kept)))
        .Select(folder => Guid.TryParse(Path.GetFileName(folder), out var id) ? id : (Guid?)null)
        .OfType<Guid>();

    /// <summary>Makes the folders, and clears what a process that ended badly left behind, its browsers included.</summary>
    /// <exception cref="BrowserFolderInUseException">Another process works in it.</exception>
    public void Prepare()
    {
        Make(data.BrowserFolder, Private);
        Lock();
        ChooseUser();
        Make(data.BrowserFolder, RunsAsNobody ? Passage : Private);
        Make(Managed, RunsAsNobody ? Readable : Private);
        Make(SealedProfiles, Private);
        Memory = MemoryRoom.Open(machine.MemoryFolder, data.Root, RunsAsNobody ? Passage : Private);
        foreach (var room in Rooms)
        {
            Make(Path.Combine(room, Temporary), RunsAsNobody ? Passage : Private);
            Make(Path.Combine(room, Kept), RunsAsNobody ? Passage : Private);
            BrowserProcesses.KillBelow(room);
            foreach (var leftOver in Directory.GetDirectories(Path.Combine(room, Temporary)))
            {
                Directory.Delete(leftOver, recursive: true);
            }
        }

        if (Directory.Exists(Scratch))
        {
            Directory.Delete(Scratch, recursive: true);
        }

        MakeForBrowser(Scratch);
    }

    private string ScratchOf(string profile) => Path.Combine(Scratch, Path.GetFileName(profile)[^8..]);

    /// <summary>Makes a folder that the browser's user alone may use.</summary>
    public void MakeForBrowser(string folder, bool writable = true)
    {
        Make(folder, writable ? Private : UnixFileMode.UserRead | UnixFileMode.UserExecute);
        GiveToBrowser(folder);
    }

    /// <summary>Gives a file or folder to the user that the browser runs as.</summary>
    public void GiveToBrowser(string path)
    {
        if (RunsAsNobody && !OperatingSystem.IsWindows())
        {
            Libc.GiveTo(Nobody, path);
        }
    }

    public void Dispose()
    {
        if (Memory is { } memory && Directory.Exists(memory))
        {
            EmptyOut(memory);
        }

        _lock?.Dispose();
    }

    // A profile that could not be sealed stays for the next start.
    private void EmptyOut(string memory)
    {
        if (Directory.Exists(Scratch))
        {
            Directory.Delete(Scratch, recursive: true);
        }

        if (!Directory.EnumerateFiles(memory, "*", SearchOption.AllDirectories).Any())
        {
            Directory.Delete(memory, recursive: true);
        }
    }

    private void Lock()
    {
        var file = Path.Combine(data.BrowserFolder, "lock");
        try
        {
            _lock ??= new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, PrivateFile);
            }
        }
        catch (IOException)
        {
            throw new BrowserFolderInUseException(file);
        }
    }

    private void ChooseUser()
    {
        RunsAsNobody = false;
        Obstacle = null;
        if (!OperatingSystem.IsLinux() || !machine.IsRoot)
        {
            return;
        }

        Obstacle = machine.FindOnPath("setpriv") is null ? ChromiumTexts.SetprivMissing
            : FirstClosedAncestor() is { } closed ? Format(ChromiumTexts.FolderNotTraversable, closed)
            : OpenToNobody();
        RunsAsNobody = Obstacle is null;
    }

    private string? FirstClosedAncestor()
    {
        for (var folder = Directory.GetParent(data.Root); folder is not null; folder = folder.Parent)
        {
            if (!OperatingSystem.IsWindows() && !folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                return folder.FullName;
            }
        }

        return null;
    }

    // Nobody must pass through the data folder to reach the browser's, so what else is in it is closed, now and for files to come.
    private string? OpenToNobody()
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        try
        {
            Make(Scratch, Private);
            Libc.GiveTo(Nobody, Scratch);
        }
        catch (Win32Exception e)
        {
            return Format(ChromiumTexts.OwnerNotChangeable, e.Message);
        }

        Libc.KeepNewFilesPrivate();
        foreach (var file in (string[])[data.DatabaseFile, data.DatabaseFile + "-wal", data.DatabaseFile + "-shm"])
        {
            if (File.Exists(file))
            {
                File.SetUnixFileMode(file, PrivateFile);
            }
        }

        File.SetUnixFileMode(data.KeysFolder, Private);
        File.SetUnixFileMode(data.Root, File.GetUnixFileMode(data.Root) | Passage);
        return null;
    }

    private static void Make(string folder, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, mode);
            File.SetUnixFileMode(folder, mode);
        }
    }

    private static string Format(string text, string value) => string.Format(CultureInfo.CurrentCulture, text, value);
}
