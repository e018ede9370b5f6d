namespace Reconbanker.Core.LiveViews;

/// <summary>
/// Makes unreadable what people enter and every amount, in a document and its open shadow trees, from before anything is drawn: fields show
/// dots, amounts are blotted out, frames are blurred whole. Of a shadow tree that is closed all text is dots. The page's elements stay as they are.
/// </summary>
internal static class MaskScript
{
    /// <summary>In every document that has the script, or gets it now.</summary>
    public const string On = Source + "liveViewMask.on();";

    /// <summary>In every document that has the script.</summary>
    public const string Off = "globalThis.liveViewMask?.off();";

    // Amounts are found in the text: with decimals or thousands, beside a currency, or any number near a word for money that is there.
    private const string Source = """
        if (!globalThis.liveViewMask) {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`
            input, textarea, [contenteditable]:not([contenteditable=false]) { -webkit-text-security: disc !important }
            input::placeholder { -webkit-text-security: none }
            iframe, frame, object, embed, fencedframe { filter: blur(16px) !important }
            ::highlight(live-view-mask) {
              color: transparent; -webkit-text-fill-color: transparent; fill: transparent; background-color: rgb(128 128 128 / 60%);
              text-shadow: none; text-decoration: none;
            }`);

          const currency = '(?:[$€£¥₲₡₦₪₹₺₽]|S/\\.?|R\\$|U[$]S|\\b(?:USD|EUR|GBP|UYU|ARS|BRL|CLP|COP|MXN|PEN|PYG|BOB|CHF)\\b)';
          const amounts = new RegExp([
            `${currency}\\s*[-−]?\\s*\\d[\\d.,'’\\s]*`, `[-−]?\\d[\\d.,'’\\s]*${currency}`,
            "[-−]?\\d{1,3}(?:[.,'’\\u00a0\\u202f ]\\d{3})+(?:[.,]\\d{1,4})?", '[-−]?\\d+[.,]\\d{1,4}',
          ].join('|'), 'gi');
          const numbers = /[-−]?\d[\d.,'’]*/g;
          const hosts = new Set(['article', 'aside', 'div', 'footer', 'header', 'main', 'nav', 'p', 'section', 'span']);
          const words = /saldo|balance|disponible|available|total|importe|monto|amount|valor|limit|límite|limite|deuda|debt|crédito|credit|débito|debit/i;

          const closed = new CSSStyleSheet();
          const closedNames = new Set();
          const mayHost = new Set(); // elements that may get a shadow tree, which nothing tells
          const sizes = new ResizeObserver(meet); // also before the change is drawn
          const roots = new Set();
          const highlight = new Highlight();
          const ranges = new Map();
          const observer = new MutationObserver(look);
          let isOn = false;
          let meeting;

          function isNearWords(text) {
            let around = text.parentElement;
            for (let i = 0; i < 3 && around; i++, around = around.parentElement) {
              if (around.childElementCount > 12) {
                return false; // a list: what is said in other rows is not about this one
              }
              if (words.test(around.textContent)) {
                return true;
              }
            }
            return false;
          }

          function uncover(text) {
            ranges.get(text)?.forEach(range => highlight.delete(range));
            ranges.delete(text);
          }

          function cover(text) {
            uncover(text);
            const found = /\d/.test(text.data) ? [...text.data.matchAll(isNearWords(text) ? numbers : amounts)] : [];
            const made = found.map(match => {
              const range = document.createRange();
              range.setStart(text, match.index);
              range.setEnd(text, match.index + match[0].length);
              highlight.add(range);
              return range;
            });
            if (made.length > 0) {
              ranges.set(text, made);
            }
          }

          function scan(node) {
            const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
            for (let at = walker.currentNode; at; at = walker.nextNode()) {
              if (at.nodeType === Node.TEXT_NODE) {
                cover(at);
              } else if (at.shadowRoot) {
                enter(at.shadowRoot);
              } else if (at.localName?.includes('-') || (hosts.has(at.localName) && !at.firstChild)) {
                mayHost.add(at);
                sizes.observe(at);
              }
            }
          }

          function meet() {
            for (const element of mayHost) {
              if (element.isConnected && !element.shadowRoot) {
                if (isClosed(element)) {
                  close(element.localName);
                }
                continue;
              }
              mayHost.delete(element);
              sizes.unobserve(element);
              if (element.shadowRoot) {
                enter(element.shadowRoot);
              }
            }
          }

          // It shows something, and has nothing of its own that could be it.
          function isClosed(element) {
            return element.localName.includes('-') && !closedNames.has(element.localName) && element.childElementCount === 0
              && !element.textContent.trim() && element.matches(':defined') && element.offsetWidth * element.offsetHeight > 0;
          }

          // What is in the tree inherits it; what is only put into it does not.
          function close(name) {
            if (!closedNames.has(name)) {
              closedNames.add(name);
              const tag = CSS.escape(name);
              closed.insertRule(`:where(${tag} > *) { -webkit-text-security: none }`); // weaker than what the page says
              closed.insertRule(`${tag} { -webkit-text-security: disc !important }`);
            }
          }

          // The focus is in something that cannot have it, as far as can be seen.
          function notice({ target }) {
            if (target.localName?.includes('-') && !target.shadowRoot && target.tabIndex < 0 && !target.isContentEditable) {
              close(target.localName);
            }
          }

          function adopt(root) {
            if (root.adoptedStyleSheets.at(-1) !== sheet) {
              root.adoptedStyleSheets = [...root.adoptedStyleSheets.filter(other => other !== sheet && other !== closed), closed, sheet];
            }
          }

          function enter(root) {
            adopt(root);
            if (!roots.has(root)) {
              roots.add(root);
              observer.observe(root, { subtree: true, childList: true, characterData: true });
              scan(root);
            }
          }

          // Before the change is drawn. Words that a number is near to may have come with it.
          function look(changes) {
            roots.forEach(adopt);
            meet();
            [...ranges.keys()].filter(text => !text.isConnected).forEach(uncover);
            const changed = new Set();
            for (const { target } of changes) {
              let scope = target;
              for (let i = 0; i < 3 && scope.parentNode; i++) {
                scope = scope.parentNode;
              }
              changed.add(scope);
            }
            changed.forEach(scope => scope.isConnected && scan(scope));
          }

          globalThis.liveViewMask = {
            on() {
              if (!isOn) {
                isOn = true;
                CSS.highlights.set('live-view-mask', highlight);
                enter(document);
                addEventListener('focusin', notice, true);
                meeting = setInterval(meet, 50); // a tree that changes no size tells in no way
              }
            },
            off() {
              isOn = false;
              removeEventListener('focusin', notice, true);
              clearInterval(meeting);
              observer.disconnect();
              sizes.disconnect();
              mayHost.clear();
              CSS.highlights.delete('live-view-mask');
              highlight.clear();
              ranges.clear();
              roots.forEach(root => root.adoptedStyleSheets = root.adoptedStyleSheets.filter(other => other !== sheet && other !== closed));
              roots.clear();
            },
          };
        }

        """;
}
