using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>A process that the bench starts and ends, with all that it started.</summary>
internal sealed class BenchProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly Channel<string> _said = Channel.CreateUnbounded<string>();
    private readonly Queue<string> _log = [];

    private BenchProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>Another one of this program: see <see cref="LiveChild"/>.</summary>
    public static BenchProcess StartChild(params string[] words) => Start(
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(Bench).Assembly.Location, LiveChild.Word, .. words]);

    public static BenchProcess Start(string program, string[] words, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, words) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new BenchProcess(Process.Start(start)!);
    }

    public void Ask(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>Waits until it has said something that begins with the key.</summary>
    /// <returns>What followed it.</returns>
    /// <exception cref="InvalidOperationException">It ended, or says nothing for two minutes; with the end of its log.</exception>
    public async Task<string> HearAsync(string key, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            await foreach (var line in _said.Reader.ReadAllAsync(patience.Token))
            {
                if (line.Split(' ', 2) is [var said, .. var rest] && said == key)
                {
                    return rest is [var value] ? value : "";
                }
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Said below.
        }

        throw new InvalidOperationException($"A process did not say \"{key}\". The end of its log:\n{Log()}");
    }

    /// <summary>Waits until a port of 127.0.0.1 is listened on.</summary>
    public static async Task ListensAsync(int port, CancellationToken stop)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port, stop);
                return;
            }
            catch (SocketException) when (TimeProvider.System.GetElapsedTime(since) < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, stop);
            }
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            // A child of ours ends by itself, and its browsers with it, when nobody is there to ask.
            _process.StandardInput.Close();
            if (!_process.WaitForExit(_process.StartInfo.ArgumentList.Contains(LiveChild.Word) ? Farewell : TimeSpan.Zero))
            {
                _process.Kill(entireProcessTree: true);
                _process.WaitForExit(Farewell);
            }
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            _said.Writer.TryComplete();
        }
        else if (line.StartsWith(LiveChild.Mark, StringComparison.Ordinal))
        {
            _said.Writer.TryWrite(line[LiveChild.Mark.Length..]);
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

            if (_log.Count > 40)
            {
                _log.Dequeue();
            }
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
