// Paints the pictures of a bank's page and turns mouse, touch and keys on them into calls of LiveScreenInput.
import { Keyboard } from './LiveKeyboard.razor.js';

const Down = 0, Up = 1, Move = 2;
const LongPress = 450, TapSlack = 10;

export const open = (root, canvas, dotnet) => new Screen(root, canvas, dotnet);

class Screen {
  #root; #canvas; #keyboard; #dotnet;
  #closed = new AbortController();
  #resized; #scrolled;
  #shown = null;      // of the picture on the screen: sequence, width, height, offsetTop
  #mine = false; #active = false;
  #move = null; #wheel = null; #scheduled = false;
  #pressed = 0;
  #touch = null;
  #visible = true; #width = 0; #reported = -1;

  constructor(root, canvas, dotnet) {
    this.#root = root;
    this.#canvas = canvas;
    this.#dotnet = dotnet;
    const send = (...call) => { this.#flush(); this.#send(...call); };
    this.#keyboard = new Keyboard(root.querySelector('textarea'), send, () => this.#leave(), this.#closed.signal);
    this.#listenToMouse();
    this.#listenToTouch();
    this.#watchSize();
    this.#on(canvas, 'focus', () => this.#mine && this.#keyboard.focus());
    this.#on(root, 'click', e => e.target.closest('[data-live-keyboard]') && this.#keyboard.focus());
  }

  /** Resolves when the picture is on the screen: only then is the next one sent. */
  async paint(jpeg, sequence, width, height, offsetTop) {
    const picture = await createImageBitmap(new Blob([jpeg], { type: 'image/jpeg' }));
    if (!document.hidden) {
      await new Promise(requestAnimationFrame);
    }

    if (!this.#closed.signal.aborted) {
      const canvas = this.#canvas;
      if (canvas.width !== picture.width || canvas.height !== picture.height) {
        canvas.width = picture.width;
        canvas.height = picture.height;
        this.#root.style.setProperty('--aspect', width / height);
      }

      canvas.getContext('2d', { alpha: false }).drawImage(picture, 0, 0);
      this.#shown = { sequence, width, height, offsetTop };
    }

    picture.close();
  }

  /**
   * @param active whether a press on the picture means anything
   * @param mine whether this window is in control
   */
  setActive(active, mine) {
    this.#active = active;
    this.#mine = mine;
    this.#keyboard.setActive(mine);
    if (!mine) {
      this.#pressed = 0;
      this.#move = this.#wheel = null;
    }
  }

  /** Keys go to the page from here on; a phone's keyboard would cover it, and has a button of its own. */
  focus() {
    if (!matchMedia('(pointer: coarse)').matches) {
      this.#keyboard.focus();
    }
  }

  close() {
    this.#closed.abort();
    this.#resized.disconnect();
    this.#scrolled.disconnect();
    this.#canvas.width = this.#canvas.height = 0; // nothing of the bank's page is left behind
    this.#shown = null;
  }

  #listenToMouse() {
    const canvas = this.#canvas;
    this.#on(canvas, 'pointerdown', e => e.pointerType === 'mouse' && canvas.setPointerCapture(e.pointerId));
    this.#on(canvas, 'mousedown', e => {
      e.preventDefault();
      if (!this.#active || e.button > 2) {
        return;
      }

      this.focus();
      this.#pressed |= 1 << e.button;
      this.#mouse(Down, e, e.button, e.detail);
    });
    this.#on(canvas, 'mouseup', e => {
      if (this.#pressed & (1 << e.button)) {
        this.#pressed &= ~(1 << e.button);
        this.#mouse(Up, e, e.button, e.detail);
      }
    });
    this.#on(canvas, 'pointermove', e => {
      if (this.#mine && e.pointerType === 'mouse') {
        this.#move = e;
        this.#schedule();
      }
    });
    this.#on(canvas, 'contextmenu', e => this.#active && e.preventDefault());
    this.#on(canvas, 'wheel', e => {
      if (this.#mine && !e.ctrlKey) {
        e.preventDefault();
        const unit = [1, 40, 600][e.deltaMode];
        this.#scroll(e, e.deltaX * unit, e.deltaY * unit);
      }
    }, { passive: false });
  }

  // A tap clicks, a swipe scrolls, a long press drags; two fingers zoom the window, which is the browser's affair.
  #listenToTouch() {
    const canvas = this.#canvas;
    const end = () => {
      clearTimeout(this.#touch?.timer);
      this.#touch = null;
    };
    this.#on(canvas, 'pointerdown', e => {
      if (e.pointerType === 'mouse' || !this.#active) {
        return;
      }

      e.preventDefault();
      if (!e.isPrimary) {
        end();
        return;
      }

      const press = () => {
        this.#touch.mode = 'drag';
        navigator.vibrate?.(10);
        this.#mouse(Down, e, 0, 1);
      };
      this.#touch = { id: e.pointerId, x: e.clientX, y: e.clientY, mode: 'tap', timer: this.#mine ? setTimeout(press, LongPress) : 0 };
    });
    this.#on(canvas, 'pointermove', e => {
      const touch = this.#touch;
      if (touch?.id !== e.pointerId || !this.#mine) {
        return;
      }

      if (touch.mode === 'drag') {
        this.#move = e;
        this.#schedule();
        return;
      }

      const [dx, dy] = [touch.x - e.clientX, touch.y - e.clientY];
      if (touch.mode === 'scroll' || Math.hypot(dx, dy) > TapSlack) {
        clearTimeout(touch.timer);
        const scale = this.#scale();
        this.#scroll(e, dx / scale, dy / scale);
        [touch.mode, touch.x, touch.y] = ['scroll', e.clientX, e.clientY];
      }
    });
    this.#on(canvas, 'pointerup', e => {
      const touch = this.#touch;
      if (touch?.id !== e.pointerId) {
        return;
      }

      end();
      if (touch.mode === 'tap') {
        this.#mouse(Down, e, 0, 1);
      }

      if (touch.mode !== 'scroll') {
        this.#mouse(Up, e, 0, 1);
      }
    });
    this.#on(canvas, 'pointercancel', e => {
      if (this.#touch?.id === e.pointerId) {
        end();
        this.#send('LetGo');
      }
    });
  }

  #watchSize() {
    const canvas = this.#canvas;
    this.#resized = new ResizeObserver(([entry]) => {
      const exact = entry.devicePixelContentBoxSize?.[0].inlineSize;
      this.#width = exact ?? Math.round(entry.contentRect.width * devicePixelRatio);
      this.#report();
    });
    try {
      this.#resized.observe(canvas, { box: 'device-pixel-content-box' });
    } catch {
      this.#resized.observe(canvas); // Safari knows no such box
    }

    this.#scrolled = new IntersectionObserver(([entry]) => {
      this.#visible = entry.isIntersecting;
      this.#report();
    });
    this.#scrolled.observe(canvas);
    this.#on(document, 'visibilitychange', () => this.#report());
    if (window.visualViewport) {
      this.#on(window.visualViewport, 'resize', () => this.#report());
    }
  }

  #report() {
    const zoom = window.visualViewport?.scale ?? 1;
    const width = document.hidden || !this.#visible ? 0 : Math.round(this.#width * zoom);
    if (width !== this.#reported) {
      this.#reported = width;
      this.#send('Shown', width);
    }
  }

  #scroll(e, dx, dy) {
    this.#wheel = { e, dx: (this.#wheel?.dx ?? 0) + dx, dy: (this.#wheel?.dy ?? 0) + dy };
    this.#schedule();
  }

  #schedule() {
    if (!this.#scheduled) {
      this.#scheduled = true;
      requestAnimationFrame(() => this.#flush());
    }
  }

  /** Sends what has gathered since the last frame; always before anything else, so that nothing overtakes. */
  #flush() {
    this.#scheduled = false;
    const [move, wheel] = [this.#move, this.#wheel];
    this.#move = this.#wheel = null;
    if (move && this.#shown) {
      this.#send('Mouse', Move, ...this.#aim(move), this.#shown.sequence, -1, move.buttons, modifiers(move), 1);
    }

    if (wheel && this.#shown) {
      this.#send('Wheel', ...this.#aim(wheel.e), wheel.dx, wheel.dy, modifiers(wheel.e));
    }
  }

  #mouse(action, e, button, clicks) {
    this.#flush();
    if (this.#shown) {
      this.#send('Mouse', action, ...this.#aim(e), this.#shown.sequence, button, e.buttons, modifiers(e), clicks);
    }
  }

  /** Where in the page the pointer is, in the page's CSS pixels, however the picture is scaled here. */
  #aim(e) {
    const box = this.#canvas.getBoundingClientRect();
    const { width, height, offsetTop } = this.#shown;
    return [(e.clientX - box.left) / box.width * width, (e.clientY - box.top) / box.height * height - offsetTop];
  }

  #scale() {
    return this.#canvas.getBoundingClientRect().width / (this.#shown?.width ?? 1);
  }

  #leave() {
    this.#root.querySelector('header .control')?.focus();
  }

  // Not awaited: the calls of one window are handled in their order, and a lost circuit must not stop the hand.
  #send(method, ...values) {
    this.#dotnet.invokeMethodAsync(method, ...values).catch(() => { });
  }

  #on(target, kind, handle, options) {
    target.addEventListener(kind, handle, { ...options, signal: this.#closed.signal });
  }
}

const modifiers = e => (e.altKey ? 1 : 0) | (e.ctrlKey ? 2 : 0) | (e.metaKey ? 4 : 0) | (e.shiftKey ? 8 : 0);
