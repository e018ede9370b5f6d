using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Reconbanker.Tests.Support;

/// <summary>Keeps every line that is logged, exceptions and all.</summary>
/// <param name="lines">Where they are kept, for whoever has a queue of its own.</param>
public sealed class LogRecorder(ConcurrentQueue<string> lines) : ILoggerProvider
{
    public LogRecorder()
        : this(new())
    {
    }

    public string Text => string.Join('\n', lines);

    public ILogger CreateLogger(string categoryName) => new Recorder(categoryName, lines);

    public void Dispose()
    {
    }

    private sealed class Recorder(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception} [{category}]");
    }
}
