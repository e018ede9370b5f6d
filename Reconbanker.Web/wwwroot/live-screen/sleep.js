// Knows when this window slept: a laptop was closed, a phone locked, a tab frozen, or its script was held up.

const Beat = 250;
const Gap = 1250;          // between two beats: browsers give a hidden window one a second
const JustAwake = 1000;    // what waited is handled by then
const Late = 250;

export class Sleep {
  #beat; #beatAt = performance.now(); #wokeAt = -Infinity;
  #clockGap = Infinity;    // of the picture that came quickest

  constructor() {
    this.#beat = setInterval(() => this.#look(), Beat);
  }

  /** Whether what was sent then waited here during a sleep; on a slow line it is only late. */
  hasHeld(sentAt) {
    this.#look();
    const gap = Date.now() - sentAt;
    this.#clockGap = Math.min(this.#clockGap, gap);
    return performance.now() - this.#wokeAt < JustAwake && gap - this.#clockGap > Late;
  }

  close() {
    clearInterval(this.#beat);
  }

  #look() {
    const now = performance.now();
    if (now - this.#beatAt > Gap) {
      this.#wokeAt = now;
    }

    this.#beatAt = now;
  }
}
