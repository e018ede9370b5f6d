using System.Collections.Frozen;

namespace Reconbanker.Core.LiveViews;

/// <summary>Tells which shape the mouse's pointer has where it is, which is in no picture. Works in the world of <see cref="PageScript"/>.</summary>
internal static class CursorScript
{
    /// <summary>The function that the script calls with one of <see cref="Shapes"/>, no more than ten times a second.</summary>
    public const string Tell = "liveViewCursor";

    public const string Plain = "default";

    /// <summary>What a page may show; pictures of its own stand for what they fall back to.</summary>
    public static readonly FrozenSet<string> Shapes = FrozenSet.Create(
        Plain, "none", "context-menu", "help", "pointer", "progress", "wait", "cell", "crosshair", "text", "vertical-text", "alias", "copy",
        "move", "no-drop", "not-allowed", "grab", "grabbing", "all-scroll", "col-resize", "row-resize", "n-resize", "e-resize", "s-resize",
        "w-resize", "ne-resize", "nw-resize", "se-resize", "sw-resize", "ew-resize", "ns-resize", "nesw-resize", "nwse-resize", "zoom-in", "zoom-out");

    public const string Source = $$"""
        if (!globalThis.liveViewPointer) {
          let told = '', at = null, timer = 0;

          const isOverText = (x, y) => {
            const caret = document.caretPositionFromPoint(x, y);
            if (caret?.offsetNode.nodeType !== Node.TEXT_NODE || getComputedStyle(caret.offsetNode.parentElement).userSelect === 'none') {
              return false;
            }

            const range = document.createRange();
            range.setStart(caret.offsetNode, Math.max(0, caret.offset - 1));
            range.setEnd(caret.offsetNode, Math.min(caret.offsetNode.length, caret.offset + 1));
            return [...range.getClientRects()].some(r => x >= r.left && x <= r.right && y >= r.top && y <= r.bottom);
          };

          const tell = () => {
            timer = 0;
            if (!at || !globalThis.{{Tell}}) {
              return; // it is put there while a person moves the mouse
            }

            const { target, x, y } = at;
            at = null;
            if (target.isConnected) {
              const wanted = getComputedStyle(target).cursor.split(',').pop().trim();
              const shape = wanted === 'auto' ? isOverText(x, y) ? 'text' : '{{Plain}}' : wanted;
              if (shape !== told) {
                globalThis.{{Tell}}(told = shape);
              }
            }
          };

          addEventListener('mousemove', e => {
            if (e.isTrusted && e.composedPath()[0] instanceof Element) {
              at = { target: e.composedPath()[0], x: e.clientX, y: e.clientY };
              timer ||= setTimeout(tell, 100);
            }
          }, { capture: true, passive: true });
          addEventListener('mouseout', e => { told = e.relatedTarget ? told : ''; }, { capture: true, passive: true });
          globalThis.liveViewPointer = true;
        }
        """;
}
