using System.Runtime.CompilerServices;

namespace Reconbanker.Web.Demo.Serving;

/// <summary>Tells open pages that something changed, so that they fetch it again; never what.</summary>
public sealed class ChangeSignal
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Raise() =>
        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    /// <summary>One item at once, then one for each change; several in quick succession may be one. Ends when cancelled.</summary>
    public async IAsyncEnumerable<string> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var next = Volatile.Read(ref _next).Task; // before the item: what changes while the page fetches is not lost
            yield return "changed";
            await next.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

public static class ChangeSignalEndpoints
{
    /// <summary>Server-sent events of a signal, until the page closes or the site stops.</summary>
    public static void MapChanges(this IEndpointRouteBuilder routes, string path, Func<IServiceProvider, ChangeSignal> find) =>
        routes.MapGet(path, (HttpContext context, IHostApplicationLifetime lifetime) =>
        {
            var changes = find(context.RequestServices);
            return TypedResults.ServerSentEvents(ReadUntilAsync(changes, lifetime.ApplicationStopping, context.RequestAborted));
        });

    private static async IAsyncEnumerable<string> ReadUntilAsync(
        ChangeSignal changes, CancellationToken siteStops, [EnumeratorCancellation] CancellationToken pageClosed)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(siteStops, pageClosed);
        await foreach (var change in changes.ReadAsync(either.Token))
        {
            yield return change;
        }
    }
}
