using System.Diagnostics;

namespace Reconbanker.Benchmarks.Support;

/// <summary>How a child ended, and what it said.</summary>
/// <param name="WasKilled">By a signal, rather than by itself.</param>
/// <param name="Lines">What it said to the bench, without the mark.</param>
/// <param name="Log">The end of its log.</param>
internal sealed record ChildEnd(bool WasKilled, int ExitCode, IReadOnlyList<string> Lines, string Log)
{
    public bool HasSettled => Lines.Contains(Workload.Settled);

    public string LastLine => Lines.LastOrDefault(line => !line.StartsWith("secret ", StringComparison.Ordinal)) ?? "";

    public IEnumerable<string> Secrets => Lines.Where(line => line.StartsWith("secret ", StringComparison.Ordinal)).Select(line => line[7..]);
}

/// <summary>A child, as the bench holds it.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const string SecretWord = "secret ";
    private const int LogLines = 60;
    private const int FirstSignal = 128;

    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(3);

    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly Queue<string> _log = [];
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(Process process)
    {
        _process = process;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => _exited.TrySetResult();
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public bool HasEnded => _exited.Task.IsCompleted;

    /// <param name="wrapper">A command that starts another one, such as strace; the child's own follows it.</param>
    public static ChildProcess Start(ChildPlan plan, params string[] wrapper)
    {
        // Beside the data folder, which is the app's alone.
        var planFile = $"{plan.Folder}.plan.json";
        plan.Write(planFile);
        string[] command = [.. wrapper, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", typeof(Bench).Assembly.Location, Child.Word, planFile];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_QuickJitForLoops"] = "1";
        return new ChildProcess(Process.Start(start)!);
    }

    /// <summary>Waits until it has ended, by itself or by what kills it.</summary>
    /// <exception cref="TimeoutException">It hangs; it has been killed.</exception>
    public async Task<ChildEnd> EndAsync(TimeSpan patience, CancellationToken stop)
    {
        try
        {
            await _exited.Task.WaitAsync(patience, stop);

            // A browser that outlives the app for a moment holds the other end of what we read.
            await Task.WhenAny(_process.WaitForExitAsync(stop), Task.Delay(LastWords, TimeProvider.System, stop));
        }
        catch (TimeoutException)
        {
            Kill();
            throw new TimeoutException($"The app did not come to an end within {patience}. It said: {string.Join("; ", Said().Where(line => !line.StartsWith(SecretWord, StringComparison.Ordinal)))}. The end of its log:\n{Log()}");
        }

        return new ChildEnd(_process.ExitCode >= FirstSignal, _process.ExitCode, Said(), Log());
    }

    /// <summary>With SIGKILL, and what it started in a wrapper with it.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line?.StartsWith(Child.Mark, StringComparison.Ordinal) is true)
        {
            lock (_lines)
            {
                _lines.Add(line[Child.Mark.Length..]);
            }
        }
    }

    private void Keep(string? line)
    {
        lock (_log)
        {
            if (line is not null)
            {
                _log.Enqueue(line);
            }

            while (_log.Count > LogLines)
            {
                _log.Dequeue();
            }
        }
    }

    private List<string> Said()
    {
        lock (_lines)
        {
            return [.. _lines];
        }
    }

    private string Log()
    {
        lock (_log)
        {
            return string.Join('\n', _log);
        }
    }
}
