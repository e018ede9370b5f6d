using System.Globalization;
using System.Net;
using Microsoft.Playwright;

namespace Reconbanker.Core.Trials;

/// <summary>Takes copies of what pages show, frames included, with every text scrubbed on the way; see PageCopy.js for what stays out.</summary>
/// <param name="link">What takes the place of a link's address, which is empty for links that lead to no page.</param>
internal sealed class PageCopy(TextScrubber scrubber, Func<string, string> link)
{
    /// <summary>Stands where the clicked element gets the name and the text of its handler.</summary>
    public const string ClickName = "data-recorded-click";
    public const string ClickText = "recorded-click";

    private const float ClickedPatience = 5_000;

    private static readonly string Script = ReadScript();

    /// <param name="clicked">Marked in the copy; null when nothing is.</param>
    /// <returns>HTML, without a document type.</returns>
    public async Task<string> TakeAsync(IPage page, ILocator? clicked) =>
        await TakeAsync(page.MainFrame, clicked is null ? null : await clicked.ElementHandleAsync(new() { Timeout = ClickedPatience }));

    private async Task<string> TakeAsync(IFrame frame, IElementHandle? clicked)
    {
        var isHere = clicked is not null && await clicked.OwnerFrameAsync() == frame;
        await using var copy = await frame.EvaluateHandleAsync($"({Script})", isHere ? clicked : null);
        var texts = await copy.EvaluateAsync<string[][]>("copy => copy.items.map(item => [item.kind, item.text])");
        var html = await copy.EvaluateAsync<string>(
            "(copy, texts) => { copy.items.forEach((item, i) => item.set(texts[i])); return copy.root.outerHTML; }",
            texts.Select(text => Scrub(text[0], text[1])).ToArray());

        var frames = await copy.EvaluateAsync<int>("copy => copy.frames.length");
        for (var i = 0; i < frames; i++)
        {
            var handle = await copy.EvaluateHandleAsync("(copy, i) => copy.frames[i]", i);
            var inner = await handle.AsElement()!.ContentFrameAsync() is { } shown ? await TakeAsync(shown, clicked) : "";
            html = html.Replace(
                string.Create(CultureInfo.InvariantCulture, $"data-recorded-frame=\"{i}\""),
                $"srcdoc=\"{WebUtility.HtmlEncode(inner)}\"",
                StringComparison.Ordinal);
        }

        return html;
    }

    private string Scrub(string kind, string text) => kind switch
    {
        "link" => link(text),
        "heading" => scrubber.Scrub(text, TextKind.Heading),
        "name" => scrubber.Scrub(text, TextKind.Name),
        _ => scrubber.Scrub(text, TextKind.Text),
    };

    private static string ReadScript()
    {
        using var stream = typeof(PageCopy).Assembly.GetManifestResourceStream("PageCopy.js")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
