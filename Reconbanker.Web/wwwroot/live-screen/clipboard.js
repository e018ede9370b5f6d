// The operator's clipboard. What is selected in the page goes there when the operator says so, and what is in it goes to the page only by
// the operator's own hand: the page itself reaches neither.

const PartOfPaste = 8000;      // the circuit takes no longer messages
const LongestPaste = 200000;

export class Clipboard {
  #screen;

  constructor(screen) {
    this.#screen = screen;
  }

  /** @returns whether something was copied */
  async copy() {
    const reading = this.#screen.ask('Copy').catch(() => null);
    let isCopied;
    try {
      if (navigator.clipboard?.write) {
        // Safari lets a script write only while it handles the press: what is written may come later.
        const text = reading.then(found => found === null ? Promise.reject() : new Blob([found], { type: 'text/plain' }));
        await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]);
        isCopied = true;
      } else {
        const found = await reading;
        isCopied = found !== null && copyHere(found);
      }
    } catch {
      isCopied = false;
    }

    if (await reading !== null) {
      this.#screen.send('Copied', isCopied);
    }

    return isCopied;
  }

  /** For a press of a button: the browser asks the operator whether it may. */
  async paste() {
    try {
      this.give(await navigator.clipboard.readText());
    } catch {
      this.#screen.send('NotPasted'); // not allowed, or a window without encryption, or Firefox
    }
  }

  /** Hands a pasted text to the page, in as many parts as it takes. */
  give(text) {
    if (text.length > LongestPaste) {
      this.#screen.send('NotPasted');
      return;
    }

    for (let from = 0; from < text.length;) {
      let to = Math.min(text.length, from + PartOfPaste);
      if (to < text.length && text.charCodeAt(to) >= 0xdc00 && text.charCodeAt(to) < 0xe000) {
        to--; // between the halves of one character
      }

      this.#screen.send('Paste', text.slice(from, to), text.length <= PartOfPaste);
      from = to;
    }
  }
}

// Where the browser has no other way: without encryption.
function copyHere(text) {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.style.cssText = 'position:fixed;opacity:0';
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  focused?.focus({ preventScroll: true });
  return isCopied;
}
