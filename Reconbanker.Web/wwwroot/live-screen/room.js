// Tells how large the picture is shown, and how much room there is for the page.

const Calm = 250;          // a window's edge is being dragged
const AddressBar = 90;     // a phone's browser hides and shows its own by as much: no reason to lay the page out anew

export class Room {
  #root; #canvas; #screen;
  #closed = false;
  #resized; #scrolled;
  #visible = true; #width = 0; #zoom = 1; #reported = -1;
  #told = null; #timer = 0;

  constructor(root, canvas, screen) {
    [this.#root, this.#canvas, this.#screen] = [root, canvas, screen];
    this.#resized = new ResizeObserver(entries => {
      const entry = entries.find(e => e.target === canvas);
      if (entry) {
        this.#width = entry.devicePixelContentBoxSize?.[0].inlineSize ?? Math.round(entry.contentRect.width * devicePixelRatio);
        this.#report();
      }

      this.#measureSoon();
    });
    try {
      this.#resized.observe(canvas, { box: 'device-pixel-content-box' });
    } catch {
      this.#resized.observe(canvas); // Safari knows no such box
    }

    this.#resized.observe(root.parentElement);
    this.#scrolled = new IntersectionObserver(([entry]) => {
      this.#visible = entry.isIntersecting;
      this.#report();
    });
    this.#scrolled.observe(canvas);
    screen.listen(document, 'visibilitychange', () => this.#report());
    screen.listen(window, 'resize', () => this.#measureSoon());
    if (window.visualViewport) {
      screen.listen(window.visualViewport, 'resize', () => this.#report());
    }

    this.#measure();
  }

  /** How much larger than it fits the picture is shown. */
  set zoom(scale) {
    this.#zoom = scale;
    this.#report();
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#resized.disconnect();
    this.#scrolled.disconnect();
  }

  #report() {
    const zoom = (window.visualViewport?.scale ?? 1) * this.#zoom;
    const width = document.hidden || !this.#visible ? 0 : Math.round(this.#width * zoom);
    if (width !== this.#reported) {
      this.#reported = width;
      this.#screen.send('Shown', width);
    }
  }

  #measureSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#measure(), Calm);
  }

  #measure() {
    if (this.#closed) {
      return;
    }

    const reserve = parseFloat(getComputedStyle(this.#root).getPropertyValue('--live-screen-reserve')) || 200;
    const around = this.#root.parentElement;
    const { paddingLeft, paddingRight } = getComputedStyle(around);
    const width = around.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    const height = Math.max(320, document.documentElement.clientHeight - reserve);
    const [wide, high] = this.#told ?? [0, 0];
    const isTouched = this.#screen.isTouched;
    if (width > 0 && (Math.abs(width - wide) >= 2 || Math.abs(height - high) >= (isTouched ? AddressBar : 2))) {
      this.#told = [width, height];
      this.#screen.send('Room', width, height, devicePixelRatio, isTouched);
    }
  }
}
