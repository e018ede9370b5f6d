using System.Diagnostics;
using Reconbanker.Benchmarks.Support;

namespace Reconbanker.Benchmarks.Crash;

/// <summary>In the child: ends the process with SIGKILL at the place of its plan, as a power switch would.</summary>
internal sealed class KillSwitch : IDisposable
{
    /// <summary>Begins the line that says, at the end, how many writes there were.</summary>
    public const string WritesWord = "writes ";

    private readonly CrashPoint? _point;
    private readonly int? _write;
    private readonly IDisposable _database;
    private readonly HttpMoments? _http;
    private int _passed;
    private int _writes;

    public KillSwitch(ChildPlan plan)
    {
        _point = plan.KillAt is { } name ? CrashPoint.Find(name) : null;
        _write = plan.KillAtWrite;
        _database = DiagnosticListener.AllListeners.Subscribe(new DatabaseMoments(this));
        _http = _point is { Moment: Moment.Sending or Moment.Sent or Moment.Answered } ? new HttpMoments(this) : null;
    }

    /// <param name="texts">The statement, or those of the transaction.</param>
    public void Pass(Moment moment, IEnumerable<string> texts)
    {
        if (_point is { } point && point.Moment == moment
            && (point.Marker.Length == 0 || texts.Any(text => text.Contains(point.Marker, StringComparison.Ordinal)))
            && Interlocked.Increment(ref _passed) == point.Nth)
        {
            Die();
        }
    }

    /// <summary>A statement that writes, or a commit.</summary>
    public void PassWrite()
    {
        if (Interlocked.Increment(ref _writes) == _write)
        {
            Die();
        }
    }

    public void Dispose()
    {
        Child.Say($"{WritesWord}{_writes}");
        _database.Dispose();
        _http?.Dispose();
    }

    private static void Die()
    {
        Process.GetCurrentProcess().Kill();
        while (true)
        {
            // Not one step further, however long the signal takes.
        }
    }
}
