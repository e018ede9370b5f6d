// Paints the pictures of a bank's page and turns mouse, touch and keys on them into calls of LiveScreenInput.
import { Keyboard } from './LiveKeyboard.razor.js';
import { Clipboard } from '../../live-screen/clipboard.js';
import { Mouse } from '../../live-screen/mouse.js';
import { Pictures } from '../../live-screen/pictures.js';
import { Room } from '../../live-screen/room.js';
import { Sleep } from '../../live-screen/sleep.js';
import { Touch } from '../../live-screen/touch.js';
import { Zoom } from '../../live-screen/zoom.js';

const Clearance = 60; // CSS pixels between what was tapped and a phone's keyboard

export function open(root, canvas, dotnet) {
  const first = document.querySelector('.splash .first-picture');
  first?.remove(); // nothing of the bank's page is left behind
  const screen = new Screen(root, canvas, dotnet);
  if (first?.complete && first.naturalWidth > 0) {
    screen.begin(first);
  }

  return screen;
}

class Screen {
  #root; #canvas; #dotnet;
  #clipboard; #keyboard; #mouse; #touch; #room; #sleep; #zoom;
  #pictures = new Pictures();
  #closed = new AbortController();
  #shown = null;      // of the picture on the screen: sequence, width, height, offsetTop
  #mine = false; #active = false;
  #move = null; #wheel = null; #finger = null; #scheduled = false;
  #pressed = null;    // where on the stage the last press was

  constructor(root, canvas, dotnet) {
    [this.#root, this.#canvas, this.#dotnet] = [root, canvas, dotnet];
    this.#zoom = new Zoom(canvas, scale => {
      this.#room.zoom = scale;
      root.classList.toggle('zoomed', scale > 1);
    });
    this.#clipboard = new Clipboard(this);
    this.#keyboard = new Keyboard(root.querySelector('textarea'), this, this.#clipboard);
    this.#mouse = new Mouse(canvas, this);
    this.#touch = new Touch(canvas, this, this.#zoom);
    this.#room = new Room(root, canvas, this);
    this.#sleep = new Sleep();
    this.listen(canvas, 'focus', () => this.#mine && this.#keyboard.focus());
    const actions = {
      keyboard: () => this.#keyboard.focus(),
      whole: () => this.#zoom.reset(),
      copy: () => this.#clipboard.copy(),
      paste: () => this.#clipboard.paste(),
    };
    this.listen(root, 'click', e => actions[e.target.closest('[data-live]')?.dataset.live]?.());
    if (window.visualViewport) {
      this.listen(window.visualViewport, 'resize', () => this.#uncover());
    }

    this.listen(document, 'focusin', e => {
      if (e.target !== this.#way) {
        canvas.tabIndex = this.#mine ? 0 : -1;
      }
    });
  }

  /** Whether a press on the picture means anything. */
  get isActive() {
    return this.#active;
  }

  /** Whether this window is in control. */
  get isMine() {
    return this.#mine;
  }

  /** Whether people point with their fingers here. */
  get isTouched() {
    return matchMedia('(pointer: coarse)').matches;
  }

  get #way() {
    return this.#root.querySelector('header .control');
  }

  /** CSS pixels of this window in one of the page. */
  get scale() {
    return this.#canvas.getBoundingClientRect().width / (this.#shown?.width ?? 1);
  }

  /**
   * Draws at once, and resolves when it has: only then is the next one sent.
   * @param jpeg null for a picture that was sent before
   * @param sentAs the sequence with which it was sent
   * @param sentAt milliseconds by the server's clock
   * @returns false of a picture that waited here while the window slept: it shows the past, and is not drawn; and of one that is not here
   */
  async paint(jpeg, sentAs, sequence, width, height, offsetTop, sentAt) {
    if (this.#sleep.hasHeld(sentAt)) {
      return false;
    }

    const picture = await this.#pictures.take(jpeg, sentAs);
    if (this.#closed.signal.aborted) {
      return true; // nobody looks any more
    }

    if (!picture || this.#sleep.hasHeld(sentAt)) {
      return false;
    }

    this.#draw(picture, picture.width, picture.height, width / height);
    this.#shown = { sequence, width, height, offsetTop };
    return true;
  }

  /** Shows what was there while the page was being loaded. It is nothing to press on: the next picture is on its way. */
  begin(image) {
    this.#draw(image, image.naturalWidth, image.naturalHeight, image.naturalWidth / image.naturalHeight);
    this.#root.classList.add('begun');
  }

  /** Answers as soon as the window is awake. */
  wake() { }

  setActive(active, mine) {
    [this.#active, this.#mine] = [active, mine];
    this.#keyboard.setActive(mine);
    if (!mine) {
      this.#mouse.forget();
      this.#touch.forget();
      this.#zoom.reset();
      this.#move = this.#wheel = this.#finger = null;
    }
  }

  /** Keys go to the page from here on; a phone's keyboard would cover it, and has a button of its own. */
  focus() {
    if (!this.isTouched) {
      this.#keyboard.focus();
    }
  }

  /** Gives the keyboard back. From there Tab passes the picture once: it would take the keyboard again. */
  leave() {
    this.#canvas.tabIndex = -1;
    this.#way?.focus();
  }

  setCursor(shape) {
    this.#canvas.style.cursor = shape;
  }

  /** Shows where the press was that the page did not get. */
  dropped() {
    if (this.#pressed) {
      const ring = document.createElement('span');
      ring.className = 'dropped';
      ring.style.left = `${this.#pressed.x}px`;
      ring.style.top = `${this.#pressed.y}px`;
      ring.addEventListener('animationend', () => ring.remove());
      this.#canvas.parentElement.append(ring);
    }
  }

  close() {
    this.#closed.abort();
    this.#room.close();
    this.#sleep.close();
    this.#touch.forget();
    this.#pictures.close();
    this.#canvas.width = this.#canvas.height = 0; // nothing of the bank's page is left behind
    this.#shown = null;
  }

  /** The last one of a frame is told. */
  move(e) {
    this.#move = e;
    this.#schedule();
  }

  /** Told in one for a frame. In CSS pixels of the page. */
  scroll(e, dx, dy) {
    this.#wheel = { e, dx: (this.#wheel?.dx ?? 0) + dx, dy: (this.#wheel?.dy ?? 0) + dy };
    this.#schedule();
  }

  press(action, e, button, clicks) {
    this.#note(e);
    this.#tell('Mouse', () => [action, ...this.aim(e), this.#shown.sequence, button, e.buttons, modifiers(e), clicks]);
  }

  /** @param action as in TouchAction */
  touch(action, e) {
    if (action === 1) {
      this.#finger = e;
      this.#schedule();
    } else {
      this.#note(e);
      this.#tell('Touch', () => [action, ...this.aim(e), this.#shown.sequence]);
    }
  }

  /** Where in the page the pointer is, in the page's CSS pixels, however the picture is scaled here. */
  aim(e) {
    const box = this.#canvas.getBoundingClientRect();
    const { width, height, offsetTop } = this.#shown;
    return [(e.clientX - box.left) / box.width * width, (e.clientY - box.top) / box.height * height - offsetTop];
  }

  /** Calls LiveScreenInput after all that was done before. */
  send(method, ...values) {
    this.#flush();
    this.#call(method, ...values).catch(() => { }); // a lost circuit must not stop the hand
  }

  /** @returns what LiveScreenInput answers */
  ask(method, ...values) {
    this.#flush();
    return this.#call(method, ...values);
  }

  listen(target, kind, handle, options) {
    target.addEventListener(kind, handle, { ...options, signal: this.#closed.signal });
  }

  #draw(picture, width, height, aspect) {
    const canvas = this.#canvas;
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      this.#root.style.setProperty('--aspect', aspect);
    }

    canvas.getContext('2d', { alpha: false }).drawImage(picture, 0, 0);
  }

  #note(e) {
    const box = this.#canvas.parentElement.getBoundingClientRect();
    this.#pressed = { x: e.clientX - box.left, y: e.clientY - box.top };
  }

  /** A phone's keyboard comes up: it must not cover the field that was tapped. */
  #uncover() {
    if (this.isTouched && this.#pressed && this.#keyboard.isFocused) {
      const { offsetTop, height } = window.visualViewport;
      const covered = this.#canvas.parentElement.getBoundingClientRect().top + this.#pressed.y - (offsetTop + height - Clearance);
      if (covered > 0) {
        window.scrollBy({ top: covered, behavior: 'smooth' });
      }
    }
  }

  #tell(method, values) {
    this.#flush();
    if (this.#shown) {
      this.send(method, ...values());
    }
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
    const [move, wheel, finger] = [this.#move, this.#wheel, this.#finger];
    this.#move = this.#wheel = this.#finger = null;
    if (!this.#shown) {
      return;
    }

    if (move) {
      const path = this.#mouse.takePath();
      this.send('Move', path.length > 0 ? path : this.aim(move), this.#shown.sequence, move.buttons, modifiers(move));
    }

    if (finger) {
      this.send('Touch', 1, ...this.aim(finger), this.#shown.sequence);
    }

    if (wheel) {
      this.send('Wheel', ...this.aim(wheel.e), wheel.dx, wheel.dy, modifiers(wheel.e));
    }
  }

  // Not awaited: the calls of one window are handled in their order.
  #call(method, ...values) {
    return this.#dotnet.invokeMethodAsync(method, ...values);
  }
}

const modifiers = e => (e.altKey ? 1 : 0) | (e.ctrlKey ? 2 : 0) | (e.metaKey ? 4 : 0) | (e.shiftKey ? 8 : 0);
