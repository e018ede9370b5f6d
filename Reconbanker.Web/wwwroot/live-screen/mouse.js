// The mouse over the picture: presses, the path of a drag, the wheel.

const LinePixels = 40, PagePixels = 600;
const MostOfPath = 8; // spots of a drag that are told in one frame; a mouse may measure a thousand a second

export class Mouse {
  #canvas; #screen;
  #pressed = 0;
  #path = [];

  constructor(canvas, screen) {
    [this.#canvas, this.#screen] = [canvas, screen];
    const on = (kind, handle, options) => screen.listen(canvas, kind, handle, options);
    on('pointerdown', e => e.pointerType === 'mouse' && canvas.setPointerCapture(e.pointerId));
    on('mousedown', e => this.#onDown(e));
    on('mouseup', e => this.#onUp(e));
    on('auxclick', e => e.preventDefault());
    on('pointermove', e => this.#onMove(e));
    on('pointercancel', e => e.pointerType === 'mouse' && this.letGo());
    on('contextmenu', e => screen.isActive && e.preventDefault());
    on('wheel', e => this.#onWheel(e), { passive: false });
    screen.listen(window, 'blur', () => this.letGo());
  }

  /** What is held is released: the release may happen where this window does not see it. */
  letGo() {
    if (this.#pressed) {
      this.#pressed = 0;
      this.#path = [];
      this.#screen.send('LetGo');
    }
  }

  forget() {
    this.#pressed = 0;
    this.#path = [];
  }

  /** The path of the drag since the last call, as x and y by turns; empty if there is none. */
  takePath() {
    const path = this.#path;
    this.#path = [];
    const step = Math.max(1, path.length / MostOfPath);
    const told = [];
    for (let n = path.length - 1; n >= 0; n -= step) {
      told.unshift(path[Math.round(n)]); // from the end: where the mouse is now must be among them
    }

    return told.flatMap(e => this.#screen.aim(e));
  }

  #onDown(e) {
    e.preventDefault();
    if (!this.#screen.isActive || e.button > 2) {
      return; // back and forward would leave the dashboard
    }

    this.#screen.focus();
    this.#pressed |= 1 << e.button;
    this.#screen.press(0, e, e.button, e.detail);
  }

  #onUp(e) {
    if (e.button > 2) {
      e.preventDefault();
    } else if (this.#pressed & (1 << e.button)) {
      this.#pressed &= ~(1 << e.button);
      this.#screen.press(1, e, e.button, e.detail);
    }
  }

  #onMove(e) {
    if (!this.#screen.isMine || e.pointerType !== 'mouse') {
      return;
    }

    if (this.#pressed) {
      const spots = e.getCoalescedEvents?.() ?? [];
      this.#path.push(...(spots.length > 0 ? spots : [e]));
    }

    this.#screen.move(e);
  }

  #onWheel(e) {
    if (this.#screen.isMine && !e.ctrlKey) {
      e.preventDefault();
      const unit = [1, LinePixels, PagePixels][e.deltaMode];
      this.#screen.scroll(e, e.deltaX * unit, e.deltaY * unit);
    }
  }
}
