using System.ComponentModel;
using System.Diagnostics;

namespace Reconbanker.Core.Browser;

/// <param name="FileName">On PATH or absolute.</param>
public sealed record CommandLine(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>Added to our own environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>As a person would type it.</summary>
    public override string ToString() => string.Join(' ', [FileName, .. Arguments]);
}

/// <param name="ExitCode">Null when it could not be started, or was ended for taking too long.</param>
/// <param name="LastLine">The last line it printed that was not blank.</param>
public sealed record CommandResult(int? ExitCode, string LastLine)
{
    public bool Succeeded => ExitCode == 0;
}

/// <summary>Runs other programs, none of them for ever.</summary>
public sealed class Commands(TimeProvider clock)
{
    // What is installed must be readable by everybody, whatever we ourselves keep private. A session of its own lets us end the whole of
    // it, and keeps the terminal's Ctrl+C from tearing an installation apart.
    private const string ShellScript = """umask 022; command -v setsid >/dev/null && exec setsid "$0" "$@"; exec "$0" "$@" """;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    /// <param name="limit">After this it is ended.</param>
    /// <param name="silence">After printing nothing for so long it is ended.</param>
    /// <param name="onLine">Called for every line it prints, to either stream.</param>
    public async Task<CommandResult> RunAsync(
        CommandLine command, TimeSpan limit, TimeSpan silence, Action<string> onLine, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = Describe(command) };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return new(null, e.Message);
        }

        process.StandardInput.Close();
        var began = clock.GetTimestamp();
        var lastSign = began;
        var lastLine = "";
        var output = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
        try
        {
            while (!process.HasExited && clock.GetElapsedTime(began) < limit && clock.GetElapsedTime(Volatile.Read(ref lastSign)) < silence)
            {
                await Task.Delay(Look, clock, cancellationToken);
            }

            var inTime = process.HasExited;
            await EndAsync(process);

            // A service that it started may keep the pipe open for ever.
            await Task.WhenAny(output, Task.Delay(Farewell, clock, cancellationToken));
            return new(inTime ? process.ExitCode : null, lastLine);
        }
        finally
        {
            await EndAsync(process);
        }

        async Task ReadAsync(StreamReader reader)
        {
            while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
            {
                Volatile.Write(ref lastSign, clock.GetTimestamp());
                if (!string.IsNullOrWhiteSpace(line))
                {
                    lastLine = line.Trim();
                    onLine(lastLine);
                }
            }
        }
    }

    private static ProcessStartInfo Describe(CommandLine command)
    {
        var (fileName, arguments) = OperatingSystem.IsWindows()
            ? (command.FileName, command.Arguments)
            : ("/bin/sh", ["-c", ShellScript, command.FileName, .. command.Arguments]);
        var start = new ProcessStartInfo(fileName, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    // A package manager that is killed outright leaves its database locked, so it is asked first.
    private async Task EndAsync(Process process)
    {
        if (process.HasExited)
        {
            return;
        }

        if (!OperatingSystem.IsWindows())
        {
            Libc.Terminate(process.Id);
            Libc.TerminateGroup(process.Id);
            await Task.WhenAny(process.WaitForExitAsync(CancellationToken.None), Task.Delay(Farewell, clock, CancellationToken.None));
            Libc.KillGroup(process.Id);
        }

        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None).WaitAsync(Farewell, clock, CancellationToken.None);
    }
}
