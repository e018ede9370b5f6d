// Turns what is typed into a hidden text field into calls of LiveScreenInput: keys as keys, everything else as text.

const LeaveTime = 600;
const Seed = '\u00a0\u00a0'; // something to delete, or phones report no Backspace
const IsMac = /Mac|iPhone|iPad/.test(navigator.platform);
const FirefoxKeys = { 59: 186, 61: 187, 173: 189 };
const MacEnds = { ArrowLeft: ['Home', 36], ArrowRight: ['End', 35], ArrowUp: ['Home', 36], ArrowDown: ['End', 35] };
const BrowserKeys = new Set(['F5', 'F11', 'F12']);
const BrowserShortcuts = new Set(['r', 't', 'n', 'w', 'q', 'l', '+', '-', '=', '0']);

export class Keyboard {
  #field; #screen; #clipboard;
  #active = false;
  #typed = Seed;
  #escapedAt = -Infinity;
  #down = new Set();

  constructor(field, screen, clipboard) {
    [this.#field, this.#screen, this.#clipboard] = [field, screen, clipboard];
    const on = (kind, handle) => screen.listen(field, kind, handle);
    on('keydown', e => this.#onDown(e));
    on('keyup', e => this.#onUp(e));
    on('input', e => (!e.isComposing || screen.isTouched) && this.#sync(e.isComposing));
    on('compositionupdate', e => this.#compose(e.data));
    on('compositionend', e => {
      if (!e.data) {
        this.#compose(''); // given up
      }

      this.#sync(false);
    });
    on('paste', e => {
      e.preventDefault();
      if (this.#active) {
        clipboard.give(e.clipboardData.getData('text/plain'));
      }
    });
    on('blur', () => {
      this.#down.clear();
      if (this.#active) {
        this.#screen.send('LetGo');
      }
    });
    this.#reset();
  }

  get isFocused() {
    return document.activeElement === this.#field;
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  setActive(active) {
    this.#active = active;
    if (!active) {
      this.#down.clear();
      if (this.isFocused) {
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
      this.#screen.leave();
      return;
    }

    const command = e.ctrlKey || e.metaKey;
    const letter = command && !e.altKey ? e.key.toLowerCase() : '';
    if (BrowserKeys.has(e.key) || BrowserShortcuts.has(letter) || letter === 'tab' || letter === 'v') {
      return;
    }

    e.preventDefault();
    if (letter === 'c' && !e.shiftKey) {
      this.#clipboard.copy();
    } else if (letter === 'x') {
      this.#cut();
    } else {
      this.#key(true, e);
    }
  }

  async #cut() {
    if (await this.#clipboard.copy()) {
      this.#press('Delete', 46, null);
    }
  }

  #onUp(e) {
    if (this.#down.delete(e.code || e.key)) {
      e.preventDefault();
      this.#key(false, e);
    }

    if (e.key === 'Meta') {
      this.#down.clear(); // a Mac does not tell when the other key of a shortcut is released
      this.#screen.send('LetGo');
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
    // The bank's page runs elsewhere, where Ctrl does what Command does here, and moves by words; to the ends of a line go keys of their own.
    const end = IsMac && e.metaKey ? MacEnds[e.key] : null;
    const byWord = IsMac && e.altKey && /^(Arrow|Backspace|Delete)/.test(e.key);
    const [name, code, virtualKey] = end ? [end[0], end[0], end[1]]
      : IsMac && e.key === 'Meta' ? ['Control', e.code, 17]
      : [e.key, e.code || e.key, FirefoxKeys[e.keyCode] ?? e.keyCode];
    const control = end ? /Up|Down/.test(e.key) : byWord || e.ctrlKey || (IsMac && e.metaKey);
    const modifiers = (e.shiftKey ? 8 : 0) | (third || byWord || !e.altKey ? 0 : 1) | (third || !control ? 0 : 2) | (e.metaKey && !IsMac ? 4 : 0);
    if (isDown) {
      this.#down.add(e.code || e.key);
    }

    this.#screen.send('Key', isDown, name, code, virtualKey, typed, modifiers, e.repeat);
  }

  // A phone's keyboard composes all that it types; what is typed there goes to the page at once.
  #compose(text) {
    if (this.#active && !this.#screen.isTouched) {
      this.#screen.send('Composition', text);
    }
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
          this.#screen.send('Text', line);
        }
      });
    }

    this.#typed = after;
    if (!isComposing) {
      this.#reset();
    }
  }

  #press(key, virtualKey, typed) {
    this.#screen.send('Key', true, key, key, virtualKey, typed, 0, false);
    this.#screen.send('Key', false, key, key, virtualKey, null, 0, false);
  }

  // Nothing that was typed stays in this window.
  #reset() {
    this.#field.value = this.#typed = Seed;
    this.#field.setSelectionRange(Seed.length, Seed.length);
  }
}
