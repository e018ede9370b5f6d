using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Reconbanker.Core.Browser;

/// <summary>What the framework does not offer: owners of files, the mask of new files, signals.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class Libc
{
    private const int SigTerm = 15;
    private const int SigKill = 9;
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint BasicFields = 0x7ff;
    private const int KindMask = 0xF000;
    private const int Folder = 0x4000;
    private const int PlainFile = 0x8000;

    /// <summary>Gives a file or folder, never what a link points to, to a user and a group of the same number.</summary>
    /// <exception cref="Win32Exception">We may not.</exception>
    public static void GiveTo(uint user, string path)
    {
        if (LChown(path, user, user) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>From now on, files and folders that this process makes are its own user's alone, unless it says otherwise.</summary>
    public static void KeepNewFilesPrivate() => _ = UMask(0b000_111_111);

    public static void Terminate(int processId) => _ = Signal(processId, SigTerm);

    /// <summary>Asks all processes of a group to end; no such group is no error.</summary>
    public static void TerminateGroup(int groupId) => _ = Signal(-groupId, SigTerm);

    public static void KillGroup(int groupId) => _ = Signal(-groupId, SigKill);

    /// <summary>Ends a process at once, also a frozen one; one that is gone already is no error.</summary>
    public static void Kill(int processId) => _ = Signal(processId, SigKill);

    /// <summary>Whether there is a folder of ours at a path, and no link to one.</summary>
    [SupportedOSPlatform("linux")]
    public static bool IsOwnFolder(string path) => Look(path) is var (kind, owner) && kind == Folder && owner == EffectiveUser();

    /// <summary>Whether there is a plain file at a path: no link, and nothing that reading would wait for.</summary>
    [SupportedOSPlatform("linux")]
    public static bool IsPlainFile(string path) => Look(path) is (PlainFile, _);

    // The layout of the answer is the same on every machine, other than that of stat.
    private static (int Kind, uint Owner)? Look(string path)
    {
        Span<byte> answer = stackalloc byte[256];
        return StatX(CurrentFolder, path, NoFollow, BasicFields, ref MemoryMarshal.GetReference(answer)) == 0
            ? (BitConverter.ToUInt16(answer[28..]) & KindMask, BitConverter.ToUInt32(answer[20..]))
            : null;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint fields, ref byte answer);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LChown(string path, uint owner, uint group);

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint UMask(uint mask);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int processId, int signal);
}
