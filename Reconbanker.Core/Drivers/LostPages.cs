using Microsoft.Playwright;

namespace Reconbanker.Core.Drivers;

/// <summary>
/// Notices pages that did not come because the connection was lost, or because their host wants to know who asks. Such a page may be asked
/// for again; a form may not.
/// </summary>
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

    private const string NoSignIn = "net::ERR_INVALID_AUTH_CREDENTIALS";
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
                IsSignInMissing = false;
            }
        };
        page.RequestFailed += (_, request) =>
        {
            if (request is { IsNavigationRequest: true, Failure: { } failure } && (failure == NoSignIn || Lost.Contains(failure))
                && request.Frame == page.MainFrame)
            {
                IsSignInMissing = failure == NoSignIn;
                Volatile.Write(ref _last, new LostPage(new Uri(request.Url), request.Method == "GET", IsSignInMissing));
            }
        };
    }

    /// <summary>Whether the page that should be shown is still kept back by its host.</summary>
    public bool IsSignInMissing { get; private set; }

    /// <summary>The page that was lost since the last asking; null when none was.</summary>
    public LostPage? Take() => Interlocked.Exchange(ref _last, null);

    /// <summary>The same, once the browser shows its error in its place: what is opened sooner would be called off by that.</summary>
    public LostPage? TakeShown() => _isErrorShown ? Take() : null;
}

/// <param name="MayBeAskedAgain">Whether it was only asked for; what was sent with a form may have been received.</param>
/// <param name="WantsSignIn">Whether its host keeps it back until it is told a user and a password.</param>
internal sealed record LostPage(Uri Address, bool MayBeAskedAgain, bool WantsSignIn);
