using System.Collections.Concurrent;
using Reconbanker.Core.LiveViews;

namespace Reconbanker.Core.Sessions;

/// <summary>What became of each submission, so that one that arrives twice is typed once; and how many an account had. Knows no codes.</summary>
internal sealed class SubmissionBook(TimeProvider clock)
{
    private const int MostTries = 5;

    private static readonly TimeSpan TriesWithin = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(Guid Owner, Guid Request, Guid Submission), Entry> _entries = new();
    private readonly ConcurrentDictionary<Guid, RateLimit> _tries = new();

    /// <summary>Submits it the first time, and answers alike whenever it comes again.</summary>
    public Task<CodeAnswer> OnceAsync((Guid Owner, Guid Request, Guid Submission) key, Func<Task<CodeAnswer>> submit)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, entry) in _entries)
        {
            if (entry.At + Remembered < now)
            {
                _entries.TryRemove(old, out _);
            }
        }

        return _entries.GetOrAdd(key, _ => new Entry(now, new Lazy<Task<CodeAnswer>>(submit))).Answer.Value;
    }

    /// <summary>Counts a code that is about to be typed for an account, unless there were too many of late.</summary>
    public bool MayTry(Guid accountId) => _tries.GetOrAdd(accountId, _ => new RateLimit(MostTries, TriesWithin, clock)).TryPass();

    private sealed record Entry(DateTimeOffset At, Lazy<Task<CodeAnswer>> Answer);
}
