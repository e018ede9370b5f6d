using System.Diagnostics.Tracing;

namespace Reconbanker.Benchmarks.Crash;

/// <summary>Tells the kill switch of webhooks, by what the framework's client says of itself while it works, on its own thread.</summary>
/// <remarks>Webhooks are all that a child sends with that client.</remarks>
internal sealed class HttpMoments(KillSwitch kill) : EventListener
{
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "System.Net.Http")
        {
            EnableEvents(eventSource, EventLevel.Informational);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // It may hear of a source before its constructor has run.
        Moment? moment = eventData.EventName switch
        {
            "RequestStart" => Moment.Sending,
            "ResponseHeadersStart" => Moment.Sent,
            "ResponseHeadersStop" => Moment.Answered,
            _ => null,
        };
        if (moment is { } now)
        {
            kill?.Pass(now, []);
        }
    }
}
