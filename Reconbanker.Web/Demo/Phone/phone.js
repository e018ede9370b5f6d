// Counts down what can still be approved; the bank itself decides when it is too late.
const endings = new WeakMap();

function countDown() {
  for (const answers of document.querySelectorAll('[data-seconds-left]')) {
    if (!endings.has(answers)) {
      endings.set(answers, performance.now() + Number(answers.dataset.secondsLeft) * 1000);
    }

    const left = Math.max(0, Math.round((endings.get(answers) - performance.now()) / 1000));
    answers.querySelector('[data-left]').textContent = left;
    if (left === 0) {
      answers.hidden = true;
      answers.parentElement.querySelector('[data-expired]').hidden = false;
    }
  }
}

setInterval(countDown, 500);
