using Reconbanker.Core.Browser;

namespace Reconbanker.Core.LiveViews;

/// <summary>
/// Brings into the picture what Chromium draws outside of the page. The lists of selects it has the page draw itself; for fields whose
/// picker cannot be drawn there it says which one was clicked, so that a person can fill it elsewhere. It works in a world of its own,
/// out of sight of the page's scripts.
/// </summary>
internal static class PageScript
{
    public const string World = "live-view";

    /// <summary>The function that the script calls with what is in <see cref="PickerField"/>.</summary>
    public const string Ask = "liveViewAsk";

    /// <summary>Takes the number that came with the asking and a value, which it sets as a person's choice would.</summary>
    public const string Fill = "(number, value) => liveView.fill(number, value)";

    // A style sheet made by a script works whatever the page's content security policy.
    public const string Source = $$"""
        if (!globalThis.liveView) {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync('select, select::picker(select) { appearance: base-select }');
          document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

          const kinds = new Set(['date', 'time', 'datetime-local', 'month', 'week', 'color']);
          const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
          const short = (text, most) => text.trim().replace(/\s+/g, ' ').slice(0, most);
          let field = null, number = 0, askedAt = -Infinity;

          const fieldOf = e => {
            const input = e.composedPath()[0];
            return input instanceof HTMLInputElement && kinds.has(input.type) && !input.disabled && !input.readOnly ? input : null;
          };

          const labelOf = input => short(
            input.ariaLabelledByElements?.map(e => e.innerText).join(' ') || input.ariaLabel
              || [...input.labels].map(label => label.innerText).join(' ') || input.title || input.placeholder || '', 120);

          const send = (call, tries) => globalThis.{{Ask}}
            ? globalThis.{{Ask}}(call)
            : tries > 0 && setTimeout(send, 50, call, tries - 1); // it is put there at a person's press

          const ask = (input, byKeyboard) => {
            if (performance.now() - askedAt < 200) {
              return;
            }

            askedAt = performance.now();
            field = input;
            send(JSON.stringify({
              number: ++number, kind: input.type, label: labelOf(input), value: short(input.value, 64), min: short(input.min, 64),
              max: short(input.max, 64), step: short(input.step, 16), isRequired: input.required, byKeyboard,
            }), 20);
          };

          // What the page does with the event comes first; only the picker that nobody would see does not open.
          addEventListener('click', e => {
            const input = fieldOf(e);
            if (input && (e.isTrusted || navigator.userActivation.isActive)) {
              e.preventDefault();
              ask(input, e.isTrusted && e.detail === 0);
            }
          }, true);

          addEventListener('keydown', e => {
            const input = fieldOf(e);
            if (input && e.isTrusted && input.type !== 'color' && (e.key === 'F4' || e.key === ' ' || (e.altKey && e.key === 'ArrowDown'))) {
              e.preventDefault();
              ask(input, true);
            }
          }, true);

          globalThis.liveView = {
            fill(asked, value) {
              if (asked === number && field.isConnected && !field.disabled && !field.readOnly) {
                setValue.call(field, value);
                field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
                field.dispatchEvent(new Event('change', { bubbles: true }));
              }
            },
          };
        }
        """;

    /// <summary>For the documents shown now and all later ones of this DevTools session.</summary>
    public static void Install(CdpPage session)
    {
        session.Send("Page.enable");
        foreach (var source in new[] { Source, CursorScript.Source })
        {
            session.Send("Page.addScriptToEvaluateOnNewDocument", new()
            {
                ["source"] = source,
                ["worldName"] = World,
                ["runImmediately"] = true,
            });
        }
    }

    /// <summary>
    /// Lets the script be heard in the documents that are there now. It would be heard for good with the Runtime domain enabled, but then
    /// everything that the page writes to its console would come along.
    /// </summary>
    public static void Hear(CdpPage session)
    {
        foreach (var name in new[] { Ask, CursorScript.Tell })
        {
            session.Send("Runtime.addBinding", new() { ["name"] = name, ["executionContextName"] = World });
        }
    }
}
