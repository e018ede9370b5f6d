namespace Reconbanker.Core.Browser;

/// <summary>Calls to the browser whose replies nobody reads.</summary>
internal static class Unanswered
{
    /// <summary>Observes a failure without reading it: it must not surface elsewhere, and may quote what was typed.</summary>
    public static void Ignore(Task reply) => _ = reply.ContinueWith(
        static failed => _ = failed.Exception,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    /// <summary>Ends when the call has, and does not fail even if that did.</summary>
    public static Task OverAsync(Task reply) =>
        reply.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
