using System.Text.Json;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Browser.Egress;

namespace Reconbanker.Core.LiveViews;

/// <summary>Where a window is and how safely, as the browser itself knows it: what the page says of itself is never asked.</summary>
internal sealed class PageLocation
{
    private readonly Lock _gate = new();
    private readonly CdpPage _devTools;
    private readonly EgressRules? _hosts;
    private Uri? _at;
    private bool _isError;
    private bool _isKnown;
    private JsonElement? _security;
    private volatile PageAddress _address = new("", false);

    /// <param name="hosts">The bank's; null if every host is.</param>
    public PageLocation(CdpPage devTools, EgressRules? hosts)
    {
        (_devTools, _hosts) = (devTools, hosts);
        devTools.On("Page.frameNavigated", details => OnNavigated(details.GetProperty("frame")));
        devTools.On("Security.visibleSecurityStateChanged", details => OnSecurity(details.GetProperty("visibleSecurityState")));
    }

    public event Action? Changed;

    public PageAddress Address => _address;

    /// <summary>Whether a page of this address is one of the bank's.</summary>
    public bool IsOfBank(Uri address) => _hosts?.Allow(address.IdnHost, address.Port) ?? true;

    /// <exception cref="Microsoft.Playwright.PlaywrightException">The page is closed.</exception>
    /// <exception cref="TimeoutException">The browser does not answer.</exception>
    public async Task EnableAsync(TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        var tree = await _devTools.AskAsync("Page.getFrameTree", null, patience, clock, cancellationToken);
        if (!Volatile.Read(ref _isKnown) && tree is { } known) // else it has gone elsewhere meanwhile
        {
            OnNavigated(known.GetProperty("frameTree").GetProperty("frame"));
        }

        _ = _devTools.Send("Security.enable");
    }

    private void OnNavigated(JsonElement frame)
    {
        if (frame.TryGetProperty("parentId", out _))
        {
            return;
        }

        lock (_gate)
        {
            _isKnown = true;
            _isError = frame.TryGetProperty("unreachableUrl", out var failed);
            _at = PageAddress.Read((_isError ? failed : frame.GetProperty("url")).GetString()!);
            _security = null;
            Judge();
        }

        Changed?.Invoke();
    }

    private void OnSecurity(JsonElement state)
    {
        lock (_gate)
        {
            _security = state.Clone();
            var before = _address;
            Judge();
            if (before == _address)
            {
                return;
            }
        }

        Changed?.Invoke();
    }

    private void Judge()
    {
        var certificate = _security?.TryGetProperty("certificateSecurityState", out var found) == true ? found : (JsonElement?)null;
        _address = _at is null ? new("", false) : new(
            PageAddress.HostOf(_at),
            _at.Scheme == "https" && !_isError,
            TroubleOf(certificate),
            _at.Scheme == "https" && certificate?.TryGetProperty("issuer", out var issuer) == true ? PageText.Line(issuer.GetString()!) : "");
    }

    private PageTrouble TroubleOf(JsonElement? certificate) =>
        !IsOfBank(_at!) ? PageTrouble.NotTheBank
        : _isError ? certificate?.TryGetProperty("certificateNetworkError", out _) == true ? PageTrouble.Certificate : PageTrouble.NotLoaded
        : _at!.Scheme == "https" && HasPlainParts() ? PageTrouble.PartlyPlain
        : PageTrouble.None;

    private bool HasPlainParts() =>
        _security?.TryGetProperty("securityStateIssueIds", out var issues) == true
        && issues.EnumerateArray().Any(issue => issue.GetString()!.Contains("mixed-content", StringComparison.Ordinal)
            || issue.GetString()!.Contains("insecure-form", StringComparison.Ordinal));
}
