namespace Reconbanker.Core.LiveViews;

/// <summary>
/// Has the page draw the lists of its selects. Chromium draws them outside the page, where they are in no picture and cannot be clicked.
/// </summary>
internal static class VisibleSelects
{
    // A style sheet made by a script works whatever the page's content security policy.
    private const string Script = """
        {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync('select, select::picker(select) { appearance: base-select }');
          document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        }
        """;

    /// <summary>For the documents shown now and all later ones of this DevTools session, out of sight of the page's own scripts.</summary>
    public static void Apply(CdpPage page) => page.Send("Page.addScriptToEvaluateOnNewDocument", new()
    {
        ["source"] = Script,
        ["worldName"] = "live-view",
        ["runImmediately"] = true,
    });
}
