using Microsoft.Playwright;

namespace Reconbanker.Core.Drivers;

/// <summary>Notices pages that did not come because the connection was lost. Such a page may be asked for again; a form may not.</summary>
internal sealed class LostPages
{
    // Only what a network does by itself: a refusal stays one however often it is repeated.
    private static readonly HashSet<string> Lost =
    [
        "net::ERR_EMPTY_RESPONSE", "net::ERR_CONNECTION_RESET", "net::ERR_CONNECTION_CLOSED", "net::ERR_CONNECTION_ABORTED",
        "net::ERR_CONNECTION_REFUSED", "net::ERR_CONNECTION_TIMED_OUT", "net::ERR_TIMED_OUT", "net::ERR_SOCKET_NOT_CONNECTED",
        "net::ERR_NETWORK_CHANGED", "net::ERR_INTERNET_DISCONNECTED", "net::ERR_ADDRESS_UNREACHABLE", "net::ERR_HTTP2_PROTOCOL_ERROR",
        "net::ERR_HTTP2_PING_FAILED", "net::ERR_TUNNEL_CONNECTION_FAILED",
    ];

    private const string ErrorPage = "chrome-error:";

    private LostPage? _last;
    private volatile bool _isErrorShown;

    public LostPages(IPage page)
    {
        page.FrameNavigated += (_, frame) =>
        {
            if (frame != page.MainFrame)
            {
                return;
            }

            _isErrorShown = frame.Url.StartsWith(ErrorPage, StringComparison.Ordinal);
            if (!_isErrorShown)
            {
                Volatile.Write(ref _last, null);
            }
        };
        page.RequestFailed += (_, request) =>
        {
            if (request is { IsNavigationRequest: true, Failure: { } failure } && Lost.Contains(failure) && request.Frame == page.MainFrame)
            {
                Volatile.Write(ref _last, new LostPage(new Uri(request.Url), request.Method == "GET"));
            }
        };
    }

    /// <summary>The page that was lost since the last asking; null when none was.</summary>
    public LostPage? Take() => Interlocked.Exchange(ref _last, null);

    /// <summary>The same, once the browser shows its error in its place: what is opened sooner would be called off by that.</summary>
    public LostPage? TakeShown() => _isErrorShown ? Take() : null;
}

/// <param name="MayBeAskedAgain">Whether it was only asked for; what was sent with a form may have been received.</param>
internal sealed record LostPage(Uri Address, bool MayBeAskedAgain);
