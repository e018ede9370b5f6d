// Fingers on the picture. On a device with fingers the page has its size and feels one finger as its own; elsewhere a tap clicks, a swipe
// scrolls, holding still and letting go clicks with the right button, and holding and moving drags. Two fingers enlarge the picture.

const LongPress = 450, Slack = 10;
const Fading = 325, Slowest = .02; // of a scroll that goes on by itself: milliseconds, and pixels in one
const Start = 0, Move = 1, End = 2, Cancel = 3;

export class Touch {
  #screen; #zoom;
  #fingers = new Map();
  #one = null;        // the finger that acts: where it was, what it does
  #two = null;        // the middle of two fingers and how far they are apart
  #coasting = 0;

  constructor(canvas, screen, zoom) {
    [this.#screen, this.#zoom] = [screen, zoom];
    const on = (kind, handle) => screen.listen(canvas, kind, e => e.pointerType !== 'mouse' && handle(e));
    on('pointerdown', e => this.#onDown(e));
    on('pointermove', e => this.#onMove(e));
    on('pointerup', e => this.#onUp(e, false));
    on('pointercancel', e => this.#onUp(e, true));
  }

  forget() {
    clearTimeout(this.#one?.timer);
    cancelAnimationFrame(this.#coasting);
    this.#one = this.#two = null;
  }

  #onDown(e) {
    if (!this.#screen.isActive) {
      return;
    }

    e.preventDefault();
    cancelAnimationFrame(this.#coasting);
    this.#fingers.set(e.pointerId, e);
    if (this.#fingers.size > 1) {
      this.#giveUp();
      this.#two = this.#fingers.size === 2 ? this.#span() : null;
      return;
    }

    this.#one = { id: e.pointerId, at: e, from: e, does: 'tap', trail: [], timer: 0 };
    if (this.#screen.isMine && this.#isFelt()) {
      this.#screen.touch(Start, e);
    } else if (this.#screen.isMine) {
      this.#one.timer = setTimeout(() => this.#hold(), LongPress);
    }
  }

  #onMove(e) {
    if (!this.#fingers.has(e.pointerId)) {
      return;
    }

    this.#fingers.set(e.pointerId, e);
    if (this.#two) {
      const [before, now] = [this.#two, this.#span()];
      this.#zoom.zoom(now.x, now.y, now.apart / before.apart, now.x - before.x, now.y - before.y);
      this.#two = now;
    } else if (this.#one?.id === e.pointerId && this.#screen.isMine) {
      this.#act(e);
    }
  }

  #act(e) {
    const one = this.#one;
    const [dx, dy] = [e.clientX - one.at.clientX, e.clientY - one.at.clientY];
    if (one.does === 'tap' || one.does === 'hold') {
      if (Math.hypot(e.clientX - one.from.clientX, e.clientY - one.from.clientY) <= Slack) {
        return;
      }

      clearTimeout(one.timer);
      one.does = one.does === 'hold' ? this.#drag() : this.#zoom.canPan(dx, dy) ? this.#panning() : this.#isFelt() ? 'felt' : 'scroll';
    }

    one.at = e;
    one.trail = [...one.trail.filter(spot => e.timeStamp - spot.timeStamp < 100), e];
    switch (one.does) {
      case 'pan':
        this.#zoom.pan(dx, dy);
        break;
      case 'felt':
        this.#screen.touch(Move, e);
        break;
      case 'drag':
        this.#screen.move(e);
        break;
      case 'scroll':
        this.#scroll(e, -dx, -dy);
        break;
    }
  }

  #onUp(e, isCancelled) {
    this.#fingers.delete(e.pointerId);
    if (this.#two) {
      this.#two = this.#fingers.size === 2 ? this.#span() : null;
      return;
    }

    const one = this.#one;
    if (one?.id !== e.pointerId) {
      return;
    }

    this.forget();
    if (isCancelled) {
      this.#screen.send('LetGo');
    } else if (this.#isFelt() && this.#screen.isMine && (one.does === 'tap' || one.does === 'felt')) {
      this.#screen.touch(End, e);
    } else if (one.does === 'tap') {
      this.#screen.press(0, e, 0, 1);
      this.#screen.press(1, e, 0, 1);
    } else if (one.does === 'hold') {
      this.#screen.press(0, one.from, 2, 1);
      this.#screen.press(1, one.from, 2, 1);
    } else if (one.does === 'drag') {
      this.#screen.press(1, e, 0, 1);
    } else if (one.does === 'scroll') {
      this.#coast(e, one.trail);
    }
  }

  #isFelt() {
    return this.#screen.isTouched;
  }

  #hold() {
    this.#one.does = 'hold';
    navigator.vibrate?.(10);
  }

  #drag() {
    this.#screen.press(0, this.#one.from, 0, 1);
    return 'drag';
  }

  #panning() {
    if (this.#isFelt()) {
      this.#screen.touch(Cancel, this.#one.at);
    }

    return 'pan';
  }

  /** A second finger: what the first one began was not meant for the page. */
  #giveUp() {
    const one = this.#one;
    this.forget();
    if (one && this.#screen.isMine) {
      this.#screen.send('LetGo');
    }
  }

  #scroll(e, dx, dy) {
    this.#screen.scroll(e, dx / this.#screen.scale, dy / this.#screen.scale);
  }

  /** The scroll goes on by itself and comes to rest, as it does under a finger everywhere. */
  #coast(e, trail) {
    const [first, last] = [trail[0], trail.at(-1)];
    const time = last ? last.timeStamp - first.timeStamp : 0;
    if (time < 10 || e.timeStamp - last.timeStamp > 60) {
      return; // it stood still before it was lifted
    }

    let [vx, vy, before] = [(first.clientX - last.clientX) / time, (first.clientY - last.clientY) / time, performance.now()];
    const go = now => {
      const passed = Math.max(0, now - before);
      before = now;
      this.#scroll(last, vx * passed, vy * passed);
      [vx, vy] = [vx, vy].map(v => v * Math.exp(-passed / Fading));
      if (Math.hypot(vx, vy) > Slowest && this.#screen.isMine) {
        this.#coasting = requestAnimationFrame(go);
      }
    };
    this.#coasting = requestAnimationFrame(go);
  }

  #span() {
    const [a, b] = this.#fingers.values();
    return {
      x: (a.clientX + b.clientX) / 2,
      y: (a.clientY + b.clientY) / 2,
      apart: Math.max(1, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)),
    };
  }
}
