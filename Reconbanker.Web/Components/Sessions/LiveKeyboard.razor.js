// Turns what is typed into a hidden text field into calls of LiveScreenInput: keys as keys, everything else as text.

const LeaveTime = 600;
const LongestPaste = 8000; // the circuit takes no longer messages
const Seed = '\u00a0\u00a0'; // something to delete, or phones report no Backspace
const IsMac = /Mac|iPhone|iPad/.test(navigator.platform);
const FirefoxKeys = { 59: 186, 61: 187, 173: 189 };
const BrowserKeys = new Set(['F5', 'F11', 'F12']);
const BrowserShortcuts = new Set(['r', 't', 'n', 'w', 'q', 'l', '+', '-', '=', '0', 'Tab']);

export class Keyboard {
  #field; #send; #leave;
  #active = false;
  #typed = Seed;
  #escapedAt = -Infinity;
  #down = new Set();

  /**
   * @param send (method, ...values) => void
   * @param leave called when the person wants the keyboard back
   */
  constructor(field, send, leave, signal) {
    [this.#field, this.#send, this.#leave] = [field, send, leave];
    const on = (kind, handle) => field.addEventListener(kind, handle, { signal });
    on('keydown', e => this.#onDown(e));
    on('keyup', e => this.#onUp(e));
    on('input', e => (!e.isComposing || isPhone()) && this.#sync(e.isComposing));
    on('compositionend', () => this.#sync(false));
    on('paste', e => {
      e.preventDefault();
      const text = e.clipboardData.getData('text/plain').slice(0, LongestPaste);
      if (this.#active && text) {
        this.#send('Paste', text);
      }
    });
    on('blur', () => {
      this.#down.clear();
      if (this.#active) {
        this.#send('LetGo');
      }
    });
    this.#reset();
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  setActive(active) {
    this.#active = active;
    if (!active) {
      this.#down.clear();
      if (document.activeElement === this.#field) {
        this.#field.blur();
      }
    }
  }

  #onDown(e) {
    if (!this.#active || e.isComposing || ['Dead', 'Process', 'Unidentified'].includes(e.key) || e.keyCode === 229) {
      return; // what it types arrives as text
    }

    if (this.#isLeaving(e)) {
      e.preventDefault();
      this.#field.blur();
      this.#leave();
      return;
    }

    const command = e.ctrlKey || e.metaKey;
    if (BrowserKeys.has(e.key) || (command && !e.altKey && (BrowserShortcuts.has(e.key) || e.key.toLowerCase() === 'v'))) {
      return;
    }

    e.preventDefault();
    this.#key(true, e);
  }

  #onUp(e) {
    if (this.#down.delete(e.code || e.key)) {
      e.preventDefault();
      this.#key(false, e);
    }

    if (e.key === 'Meta') {
      this.#down.clear(); // a Mac does not tell when the other key of a shortcut is released
      this.#send('LetGo');
    }
  }

  // Escape twice, or Ctrl+Alt; not AltGr, which Windows reports as those two.
  #isLeaving(e) {
    const now = performance.now();
    const twice = e.key === 'Escape' && !e.repeat && now - this.#escapedAt < LeaveTime;
    this.#escapedAt = e.key === 'Escape' && !e.repeat && !twice ? now : -Infinity;
    return twice || (e.code === 'AltLeft' && e.ctrlKey && e.key === 'Alt') || (e.code === 'ControlLeft' && e.altKey && e.key === 'Control');
  }

  #key(isDown, e) {
    const third = e.getModifierState('AltGraph') || (IsMac && e.altKey && e.key.length === 1);
    const printable = [...e.key].length === 1 && (third || !(e.ctrlKey || e.metaKey || e.altKey));
    const typed = !isDown ? null : printable ? e.key : e.key === 'Enter' ? '\r' : null;
    const name = IsMac && e.key === 'Meta' ? 'Control' : e.key; // the bank's page runs elsewhere, where Ctrl does what Command does here
    const command = e.ctrlKey || (IsMac && e.metaKey);
    const modifiers = (e.shiftKey ? 8 : 0) | (third ? 0 : (e.altKey ? 1 : 0) | (command ? 2 : 0) | (e.metaKey && !IsMac ? 4 : 0));
    if (isDown) {
      this.#down.add(e.code || e.key);
    }

    const virtualKey = name === 'Control' ? 17 : FirefoxKeys[e.keyCode] ?? e.keyCode;
    this.#send('Key', isDown, name, e.code || e.key, virtualKey, typed, modifiers, e.repeat);
  }

  // A phone's keyboard rewrites what it has typed: what changed in the field is what changes in the page.
  #sync(isComposing) {
    const [before, after] = [this.#typed, this.#field.value];
    let same = 0;
    while (same < before.length && before[same] === after[same]) {
      same++;
    }

    if (this.#active) {
      for (let n = [...before.slice(same)].length; n > 0; n--) {
        this.#press('Backspace', 8, null);
      }

      after.slice(same).split('\n').forEach((line, n) => {
        if (n > 0) {
          this.#press('Enter', 13, '\r');
        }

        if (line) {
          this.#send('Text', line);
        }
      });
    }

    this.#typed = after;
    if (!isComposing) {
      this.#reset();
    }
  }

  #press(key, virtualKey, typed) {
    this.#send('Key', true, key, key, virtualKey, typed, 0, false);
    this.#send('Key', false, key, key, virtualKey, null, 0, false);
  }

  // Nothing that was typed stays in this window.
  #reset() {
    this.#field.value = this.#typed = Seed;
    this.#field.setSelectionRange(Seed.length, Seed.length);
  }
}

const isPhone = () => matchMedia('(pointer: coarse)').matches;
