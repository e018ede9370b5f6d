namespace Reconbanker.Core.LiveViews;

/// <summary>Tells when something is pressed that a session has pointed out, in whatever way it is pressed. Works in the world of <see cref="PageScript"/>.</summary>
internal static class PressScript
{
    /// <summary>The attribute of what was pointed out.</summary>
    public const string Mark = "data-reconbanker-told";

    /// <summary>The function that the script calls, before the page's own scripts learn of the press.</summary>
    public const string Tell = "liveViewPressed";

    public const string Source = $$"""
        if (!globalThis.liveViewPresses) {
          globalThis.liveViewPresses = true;
          addEventListener('click', e => {
            if (e.composedPath().some(node => node instanceof Element && node.hasAttribute('{{Mark}}'))) {
              globalThis.{{Tell}}?.('');
            }
          }, true);
        }
        """;
}
