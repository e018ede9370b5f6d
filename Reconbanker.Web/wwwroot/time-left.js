// <time-left left="MILLISECONDS" lead="words before it" over="words in the place of all of it">: counts down to zero.
// What stands between its tags is for windows without scripts, and is left as it is.
class TimeLeft extends HTMLElement {
  static observedAttributes = ['left', 'lead', 'over'];

  #words = document.createElement('span');
  #time = document.createElement('span');
  #until = 0; // by the wall clock, which goes on while the machine sleeps
  #timer = 0;

  constructor() {
    super();
    this.#time.role = 'timer';
    this.attachShadow({ mode: 'open' }).append(this.#words, this.#time);
  }

  connectedCallback() {
    this.#show();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  attributeChangedCallback(name, before, value) {
    if (name === 'left') {
      this.#until = Date.now() + Number(value);
    }

    if (this.isConnected) {
      this.#show();
    }
  }

  #show() {
    clearTimeout(this.#timer);
    const left = this.#until - Date.now();
    const seconds = Math.max(0, Math.ceil(left / 1000));
    const [lead, over] = [this.getAttribute('lead'), this.getAttribute('over')];
    const isOver = seconds === 0 && over !== null;
    this.#words.textContent = isOver ? over : lead ? `${lead} ` : '';
    this.#time.textContent = isOver ? '' : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    if (seconds > 0) {
      this.#timer = setTimeout(() => this.#show(), left - (seconds - 1) * 1000);
    }
  }
}

customElements.define('time-left', TimeLeft);
