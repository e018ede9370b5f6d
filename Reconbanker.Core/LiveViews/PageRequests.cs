using System.Text.Json;
using Reconbanker.Core.Browser;

namespace Reconbanker.Core.LiveViews;

/// <summary>
/// Stands in the way of the documents of a window, and only while a human is needed: a host that asks for a user and a password waits for
/// them, and what is loaded again sends no form again. Whatever else a page loads does not come past here.
/// </summary>
internal sealed class PageRequests
{
    // A document costs one more round trip through the pipe to the browser, some milliseconds; nothing else does.
    private static readonly Dictionary<string, object> Documents = new()
    {
        ["handleAuthRequests"] = true,
        ["patterns"] = new object[] { new Dictionary<string, object> { ["urlPattern"] = "*", ["resourceType"] = "Document" } },
    };

    private readonly PageFrames _frames;
    private volatile bool _isOn;
    private volatile bool _isAgain;
    private volatile bool _isTurned;

    public PageRequests(PageFrames frames)
    {
        _frames = frames;
        frames.Attached += OnAttached;
    }

    /// <summary>A host asks who comes.</summary>
    public event Action<SignInQuestion>? SignInAsked;

    /// <summary>What was to be loaded again was a form; it was not sent, and the page stays.</summary>
    public event Action? FormKept;

    /// <summary>Whether a human is needed. While not, a host that asks for a sign-in refuses the page at once.</summary>
    public bool IsOn
    {
        set
        {
            _isOn = value;
            _frames.ForEach(Set);
        }
    }

    /// <summary>The next document of the window is one that was there before.</summary>
    public void BeginAgain() => _isAgain = _isTurned = true;

    /// <summary>It is there, or a person does something else.</summary>
    public void EndAgain() => _isAgain = false;

    private void OnAttached(CdpPage session)
    {
        session.On("Fetch.requestPaused", paused => OnPaused(session, paused));
        session.On("Page.frameStartedNavigating", OnStarted);
        session.On("Fetch.authRequired", asked => OnAsked(session, asked));
        if (_isOn)
        {
            Set(session);
        }
    }

    private void Set(CdpPage session) => _ = _isOn ? session.Send("Fetch.enable", Documents) : session.Send("Fetch.disable");

    /// <summary>What came just before a person turned back has ended that already, as if it had been what they turned to.</summary>
    private void OnStarted(JsonElement started)
    {
        if (_isTurned && started.GetProperty("navigationType").GetString() is not ("differentDocument" or "sameDocument"))
        {
            _isTurned = false;
            _isAgain = true;
        }
    }

    private void OnPaused(CdpPage session, JsonElement paused)
    {
        var id = paused.GetProperty("requestId").GetString()!;
        if (!_isAgain || paused.GetProperty("request").GetProperty("method").GetString() is "GET" or "HEAD")
        {
            session.Send("Fetch.continueRequest", new() { ["requestId"] = id });
            return;
        }

        EndAgain();
        session.Send("Fetch.failRequest", new() { ["requestId"] = id, ["errorReason"] = "Aborted" });
        FormKept?.Invoke();
    }

    private void OnAsked(CdpPage session, JsonElement asked)
    {
        var challenge = asked.GetProperty("authChallenge");
        var id = asked.GetProperty("requestId").GetString()!;
        var question = new SignInQuestion(session, id, PageAddress.Read(challenge.GetProperty("origin").GetString()!));
        if (_isOn && question.Origin is not null && challenge.TryGetProperty("source", out var source) && source.GetString() == "Server")
        {
            SignInAsked?.Invoke(question);
        }
        else
        {
            question.Dismiss(); // our own proxy asks for nothing
        }
    }
}

/// <summary>A document that its host shows only to whom it knows; it waits for the answer.</summary>
internal sealed record SignInQuestion(CdpPage Session, string RequestId, Uri? Origin)
{
    /// <summary>The host's refusal is shown in place of the page.</summary>
    public void Dismiss() => Session.Send("Fetch.continueWithAuth", new()
    {
        ["requestId"] = RequestId,
        ["authChallengeResponse"] = new Dictionary<string, object> { ["response"] = "CancelAuth" },
    });
}
