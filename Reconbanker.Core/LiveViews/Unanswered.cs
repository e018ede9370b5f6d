namespace Reconbanker.Core.LiveViews;

/// <summary>Calls to the browser whose replies nobody waits for.</summary>
internal static class Unanswered
{
    /// <summary>Observes a failure without reading it: it must not surface elsewhere, and may quote what was typed.</summary>
    public static void Ignore(Task reply) => _ = reply.ContinueWith(
        static failed => _ = failed.Exception,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
