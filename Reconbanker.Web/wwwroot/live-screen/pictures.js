// The last pictures of the bank's page that the window was sent, as HeldPictures counts them: one that comes back is not sent again.
const Most = 2;

export class Pictures {
  #held = new Map(); // by the sequence with which each was sent
  #isClosed = false;

  /**
   * @param jpeg null for one that was sent before
   * @returns undefined if it is not here
   */
  async take(jpeg, sentAs) {
    if (!jpeg) {
      return this.#held.get(sentAs);
    }

    const picture = await createImageBitmap(new Blob([jpeg], { type: 'image/jpeg' }));
    this.#held.set(sentAs, picture);
    if (this.#held.size > (this.#isClosed ? 0 : Most)) {
      this.#drop(this.#held.keys().next().value);
    }

    return picture;
  }

  close() {
    this.#isClosed = true;
    [...this.#held.keys()].forEach(sentAs => this.#drop(sentAs));
  }

  #drop(sentAs) {
    this.#held.get(sentAs).close();
    this.#held.delete(sentAs);
  }
}
