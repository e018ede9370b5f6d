using Reconbanker.Core.Browser;

namespace Reconbanker.Core.LiveViews;

/// <summary>
/// Brings into the picture what Chromium draws outside of the page. The lists of selects it has the page draw itself; for fields whose
/// picker or proposals cannot be drawn there it says which one was clicked, so that a person can fill it elsewhere. It works in a world of
/// its own, out of sight of the page's scripts.
/// </summary>
internal static class PageScript
{
    public const string World = "live-view";

    /// <summary>The function that the script calls with what is in <see cref="PickerField"/>.</summary>
    public const string Ask = "liveViewAsk";

    /// <summary>Takes the number that came with the asking and a value, which it sets as a person's choice would.</summary>
    public const string Fill = "(number, value) => liveView.fill(number, value)";

    /// <summary>For scripts of ours: <c>short</c> makes a page's text one line of so many characters, <c>labelOf</c> is what a person calls a field.</summary>
    public const string Words = """
        const short = (text, most) => text.trim().replace(/\s+/g, ' ').slice(0, most);
        const labelOf = field => short(
          field.ariaLabelledByElements?.map(e => e.innerText).join(' ') || field.ariaLabel
            || [...field.labels ?? []].map(label => label.innerText).join(' ') || field.title || field.placeholder || '', 120);
        """;

    // A style sheet made by a script works whatever the page's content security policy.
    public const string Source = $$"""
        if (!globalThis.liveView) {
          // Only lists that drop down, whatever the page's own style sheets say of them.
          const sheet = new CSSStyleSheet();
          const lists = 'select:not([multiple], [size]:not([size="0"], [size="1"]))';
          sheet.replaceSync(`${lists}, select::picker(select) { appearance: base-select !important } ${lists} { align-items: center }`);

          // The roots within the page are met as the hand or the focus comes there; closed ones never are. A page may drop our sheet.
          const prepare = (roots, element) => {
            const bare = roots.filter(root => !root.adoptedStyleSheets.includes(sheet));
            bare.forEach(root => root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]);
            return bare.length > 0 && element && getComputedStyle(element).appearance; // the press that is under way finds it so
          };

          prepare([document]);
          for (const kind of ['pointerover', 'pointerdown', 'focusin']) {
            addEventListener(kind, e => {
              const path = e.composedPath();
              prepare(path.filter(node => node instanceof ShadowRoot || node instanceof Document), path[0] instanceof Element ? path[0] : null);
            }, true);
          }

          const kinds = new Set(['date', 'time', 'datetime-local', 'month', 'week', 'color']);
          const written = new Set(['text', 'search', 'tel', 'url', 'email', 'number']); // may have proposals
          const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
          {{Words}}
          let field = null, number = 0, askedAt = -Infinity;

          const fieldOf = e => {
            const input = e.composedPath()[0];
            return input instanceof HTMLInputElement && (kinds.has(input.type) || (written.has(input.type) && proposalsOf(input).length > 0))
              && !input.disabled && !input.readOnly ? input : null;
          };

          const proposalsOf = input => [...(input.list?.options ?? [])].filter(option => option.value && !option.disabled).slice(0, 100)
            .map(option => ({ value: option.value.slice(0, 200), label: short(option.label || option.value, 120) }));

          const send = (call, tries) => globalThis.{{Ask}}
            ? globalThis.{{Ask}}(call)
            : tries > 0 && setTimeout(send, 50, call, tries - 1); // it is put there at a person's press

          const ask = (input, byKeyboard) => {
            if (performance.now() - askedAt < 200) {
              return;
            }

            askedAt = performance.now();
            field = input;
            const proposals = written.has(input.type) ? proposalsOf(input) : [];
            send(JSON.stringify({
              number: ++number, kind: proposals.length > 0 ? 'proposal' : input.type, proposals, label: labelOf(input), value: short(input.value, 64), min: short(input.min, 64),
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
            const calls = input && (written.has(input.type)
              ? e.key === 'ArrowDown' && input.type !== 'number'
              : input.type !== 'color' && (e.key === 'F4' || e.key === ' ' || (e.altKey && e.key === 'ArrowDown')));
            if (calls && e.isTrusted) {
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
    /// <param name="world">Empty for the page's own.</param>
    public static void Install(CdpPage session, string source, string world) => session.Send("Page.addScriptToEvaluateOnNewDocument", new()
    {
        ["source"] = source,
        ["worldName"] = world,
        ["runImmediately"] = true,
    });

    /// <summary>
    /// Lets the script be heard in the documents that are there now. It would be heard for good with the Runtime domain enabled, but then
    /// everything that the page writes to its console would come along.
    /// </summary>
    /// <returns>Ends when it is heard.</returns>
    public static Task HearAsync(CdpPage session, string name) => session.Send("Runtime.addBinding", new()
    {
        ["name"] = name,
        ["executionContextName"] = World,
    });
}
