// Counts the seconds of a code down; the bank itself decides when it is too late.
for (const left of document.querySelectorAll('[data-countdown]')) {
  const endsAt = performance.now() + Number(left.dataset.countdown) * 1000;
  const timer = setInterval(() => {
    const seconds = Math.max(0, Math.round((endsAt - performance.now()) / 1000));
    left.textContent = seconds;
    if (seconds === 0) {
      clearInterval(timer);
    }
  }, 1000);
}
