using System.Globalization;

namespace Reconbanker.Web.Backups;

/// <summary>What the words after <c>backup</c> or <c>restore</c> ask for. The passphrase is no argument: other users of the machine can read those.</summary>
internal sealed record BackupOptions(bool IsRestore, string File)
{
    /// <summary>Whether nothing is made, but a backup that is there is rehearsed.</summary>
    public bool Verifies { get; private init; }

    /// <summary>Whether a database that is there may be moved aside.</summary>
    public bool Replaces { get; private init; }

    /// <summary>Full path; null asks for a passphrase.</summary>
    public string? KeyFile { get; private init; }

    /// <summary>Settings of the app, e.g. "--Reconbanker:DataDirectory=…".</summary>
    public IReadOnlyList<string> Settings { get; private init; } = [];

    /// <param name="words">With "backup" or "restore" as the first.</param>
    /// <param name="problem">What is wrong; null when nothing is.</param>
    public static BackupOptions? Parse(IReadOnlyList<string> words, out string? problem)
    {
        problem = null;
        var options = new BackupOptions(words[0] == "restore", "");
        for (var i = 1; i < words.Count; i++)
        {
            switch (words[i])
            {
                case "--verify" when !options.IsRestore:
                    options = options with { Verifies = true };
                    break;
                case "--replace" when options.IsRestore:
                    options = options with { Replaces = true };
                    break;
                case "--key-file" when i + 1 < words.Count:
                    options = options with { KeyFile = FullPath(words[++i]) };
                    break;
                case ['-', '-', .. var setting] when setting.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && setting.IndexOf('=') > colon:
                    options = options with { Settings = [.. options.Settings, words[i]] };
                    break;
                case ['-', ..]:
                    problem = string.Format(CultureInfo.CurrentCulture, BackupTexts.UnknownOption, words[i]);
                    return null;
                case var file when options.File.Length == 0:
                    options = options with { File = FullPath(file) };
                    break;
                default:
                    problem = string.Format(CultureInfo.CurrentCulture, BackupTexts.UnknownOption, words[i]);
                    return null;
            }
        }

        problem = options.File.Length == 0 ? BackupTexts.FileMissing : null;
        return problem is null ? options : null;
    }

    // "dotnet run" starts us in the project's folder; the shell says in which one the command was typed.
    private static string FullPath(string path) => Path.GetFullPath(
        path,
        Environment.GetEnvironmentVariable("PWD") is { } typedIn && Path.IsPathFullyQualified(typedIn) ? typedIn : Directory.GetCurrentDirectory());
}
