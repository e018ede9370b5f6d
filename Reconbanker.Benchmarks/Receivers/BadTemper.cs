using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Reconbanker.Benchmarks.Receivers;

/// <summary>How a bad receiver answers: a fifth with 5xx, a tenth never, a tenth with a reset, some too late, some cut off; the rest well.</summary>
/// <param name="late">Longer than the sender waits.</param>
internal sealed class BadTemper(int seed, TimeSpan late)
{
    private static readonly int[] Errors = [500, 502, 503, 504];

    private readonly Random _dice = new(seed);
    private readonly Lock _throwing = new();
    private readonly ConcurrentDictionary<string, int> _accepted = [];
    private int _acceptances;

    /// <summary>How often each event was taken as done: once is the effect, more is a duplicate that the receiver drops by its id.</summary>
    public IReadOnlyDictionary<string, int> Accepted => _accepted;

    public int Acceptances => Volatile.Read(ref _acceptances);

    public async Task AnswerAsync(HttpContext context)
    {
        var (throwOf, error) = Throw();
        switch (throwOf)
        {
            case < 20:
                context.Response.StatusCode = error;
                await context.Response.WriteAsync("not now", context.RequestAborted);
                break;
            case < 30:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
                break;
            case < 40:
                context.Abort();
                break;
            case < 45:
                Accept(context);
                await Task.Delay(late, TimeProvider.System, context.RequestAborted);
                await context.Response.WriteAsync("ok", context.RequestAborted);
                break;
            case < 47:
                Accept(context);
                context.Response.ContentLength = 100;
                await context.Response.WriteAsync("o", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                context.Abort();
                break;
            default:
                Accept(context);
                await context.Response.WriteAsync("ok", context.RequestAborted);
                break;
        }
    }

    private (int Throw, int Error) Throw()
    {
        lock (_throwing)
        {
            return (_dice.Next(100), Errors[_dice.Next(Errors.Length)]);
        }
    }

    private void Accept(HttpContext context)
    {
        _accepted.AddOrUpdate(context.Request.Headers["webhook-id"].ToString(), 1, (_, times) => times + 1);
        Interlocked.Increment(ref _acceptances);
    }
}
