using System.Collections.Concurrent;

namespace Reconbanker.Web.TryBank;

/// <summary>Prints what is logged as plain lines, each once: a host that was refused a hundred times is named once.</summary>
internal sealed class TrialLog(TextWriter errors) : ILoggerProvider, ILogger
{
    private readonly ConcurrentDictionary<string, bool> _said = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    /// <remarks>Without exceptions: a browser's may hold what was typed.</remarks>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = formatter(state, null);
        if (IsEnabled(logLevel) && _said.TryAdd(line, true))
        {
            lock (_said)
            {
                errors.WriteLine($"! {line}");
            }
        }
    }

    public void Dispose()
    {
    }
}
