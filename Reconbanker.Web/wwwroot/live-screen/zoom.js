// Which part of the picture is in sight: two fingers enlarge it, and one moves it while it is enlarged. The page does not notice.

const Most = 5;

export class Zoom {
  #canvas; #changed;
  #scale = 1; #x = 0; #y = 0;

  constructor(canvas, changed) {
    [this.#canvas, this.#changed] = [canvas, changed];
  }

  get scale() {
    return this.#scale;
  }

  /** Enlarges by a factor around a spot of the window, which moves along by dx and dy. */
  zoom(clientX, clientY, factor, dx = 0, dy = 0) {
    const box = this.#canvas.getBoundingClientRect();
    const scale = Math.min(Most, Math.max(1, this.#scale * factor));
    const grown = scale / this.#scale;
    const before = this.#scale;
    this.#scale = scale;
    this.#move(this.#x + dx - (clientX - box.left) * (grown - 1), this.#y + dy - (clientY - box.top) * (grown - 1));
    if (before !== scale) {
      this.#changed(scale);
    }
  }

  /** Whether there is more of the picture in that direction. */
  canPan(dx, dy) {
    const [x, y] = this.#bounded(this.#x + dx, this.#y + dy);
    return Math.abs(dx) > Math.abs(dy) ? Math.abs(x - this.#x) >= 1 : Math.abs(y - this.#y) >= 1;
  }

  pan(dx, dy) {
    this.#move(this.#x + dx, this.#y + dy);
  }

  reset() {
    if (this.#scale !== 1) {
      this.#scale = 1;
      this.#move(0, 0);
      this.#changed(1);
    }
  }

  #move(x, y) {
    [this.#x, this.#y] = this.#bounded(x, y);
    this.#canvas.style.transform = this.#scale === 1 ? '' : `translate(${this.#x}px, ${this.#y}px) scale(${this.#scale})`;
  }

  #bounded(x, y) {
    const { offsetWidth, offsetHeight } = this.#canvas;
    const within = (value, length) => Math.min(0, Math.max(length * (1 - this.#scale), value));
    return [within(x, offsetWidth), within(y, offsetHeight)];
  }
}
