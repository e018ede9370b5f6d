using System.Text.Json;
using Microsoft.Playwright;
using Reconbanker.Core.Browser;

namespace Reconbanker.Core.LiveViews;

/// <summary>The mask over one page; see <see cref="MaskScript"/>. The pictures themselves tell whether it was on when they were taken.</summary>
internal sealed class PageMask(
    CdpPage page, Cast cast, IReadOnlyList<FrameSource> sources, Stills stills, Captures captures, FrameStamps stamps, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Longer than a picture that was taken before is on its way.</summary>
    private static readonly TimeSpan OnTheWay = TimeSpan.FromMilliseconds(100);

    private string? _script;

    public bool IsOn => stamps.IsMasked;

    /// <summary>Puts it over the documents that are there and all that come.</summary>
    /// <returns>False if the page does not answer, or is gone; nothing is called masked then.</returns>
    public async Task<bool> PutOnAsync(CancellationToken cancellationToken)
    {
        try
        {
            _script ??= await InstallAsync(MaskScript.On, cancellationToken);
            await captures.TakeAsync(quality: 1, Patience, cancellationToken); // drawn anew before it answers
            Veil(true);
            stills.Forget(); // and those on their way with it
            await Task.Delay(OnTheWay, clock, cancellationToken);
            stamps.IsMasked = true;
            return true;
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            return false;
        }
        finally
        {
            Veil(false);
            if (IsOn)
            {
                cast.Renew();
            }
        }
    }

    public async Task TakeOffAsync(CancellationToken cancellationToken)
    {
        stamps.IsMasked = false;
        try
        {
            if (_script is { } script)
            {
                _script = null;
                _ = page.Send("Page.removeScriptToEvaluateOnNewDocument", new() { ["identifier"] = script });
                _ = page.Send("Page.removeScriptToEvaluateOnNewDocument", new() { ["identifier"] = await InstallAsync(MaskScript.Off, cancellationToken) });
            }
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            // It is gone, or hangs: masked for nobody, until its next document.
        }
    }

    private void Veil(bool isVeiled)
    {
        foreach (var source in sources)
        {
            source.IsVeiled = isVeiled;
        }
    }

    private async Task<string> InstallAsync(string source, CancellationToken cancellationToken)
    {
        var reply = await AskAsync("Page.addScriptToEvaluateOnNewDocument", new()
        {
            ["source"] = source,
            ["worldName"] = PageScript.World,
            ["runImmediately"] = true,
        }, cancellationToken);
        return reply.GetProperty("identifier").GetString()!;
    }

    private async Task<JsonElement> AskAsync(string method, Dictionary<string, object> arguments, CancellationToken cancellationToken) =>
        (await page.AskAsync(method, arguments, Patience, clock, cancellationToken))!.Value;
}
