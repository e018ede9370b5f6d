using System.Text.Json;
using Microsoft.Playwright;
using Reconbanker.Core.Browser;

namespace Reconbanker.Core.LiveViews;

/// <summary>A document of a page, as far as one DevTools session reaches.</summary>
/// <param name="Frame">DevTools' name of its frame.</param>
/// <param name="Context">Where our scripts run in it, out of sight of the page's.</param>
internal sealed record PageDocument(CdpPage Session, string Frame, int Context);

/// <summary>Finds the documents of a page, those of other sites included, and asks them.</summary>
internal sealed class PageWorlds(CdpPage page, PageFrames frames, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>From the outermost inwards; those that go away meanwhile are left out.</returns>
    public async Task<IReadOnlyList<PageDocument>> ListAsync(CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(new[] { page }.Concat(frames.Sessions).Select(session => ListAsync(session, cancellationToken)));
        return [.. found.SelectMany(documents => documents)];
    }

    /// <summary>Runs an expression in a document.</summary>
    /// <returns>Its value as JSON; null if the document is gone or does not answer.</returns>
    public Task<JsonElement?> EvaluateAsync(PageDocument document, string expression, CancellationToken cancellationToken) => TryAskAsync(
        document.Session,
        "Runtime.evaluate",
        new() { ["expression"] = expression, ["contextId"] = document.Context, ["returnByValue"] = true },
        cancellationToken);

    /// <returns>Null if the browser refuses or does not answer: what is asked for is gone.</returns>
    public async Task<JsonElement?> TryAskAsync(
        CdpPage session, string method, Dictionary<string, object>? arguments, CancellationToken cancellationToken)
    {
        try
        {
            return await session.AskAsync(method, arguments, Patience, clock, cancellationToken);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<PageDocument>> ListAsync(CdpPage session, CancellationToken cancellationToken)
    {
        if (await TryAskAsync(session, "Page.getFrameTree", null, cancellationToken) is not { } answer)
        {
            return [];
        }

        var documents = await Task.WhenAll(FramesOf(answer.GetProperty("frameTree")).Select(async frame =>
        {
            var world = await TryAskAsync(
                session, "Page.createIsolatedWorld", new() { ["frameId"] = frame, ["worldName"] = PageScript.World }, cancellationToken);
            return world is { } made ? new PageDocument(session, frame, made.GetProperty("executionContextId").GetInt32()) : null;
        }));
        return [.. documents.OfType<PageDocument>()];
    }

    private static IEnumerable<string> FramesOf(JsonElement tree)
    {
        yield return tree.GetProperty("frame").GetProperty("id").GetString()!;
        if (tree.TryGetProperty("childFrames", out var children))
        {
            foreach (var frame in children.EnumerateArray().SelectMany(FramesOf))
            {
                yield return frame;
            }
        }
    }
}
