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

// Asks an idle visitor whether they are still there; the bank itself decides when the session has ended.
for (const dialog of document.querySelectorAll('[data-warn-after]')) {
  let timers = [];

  function restart() {
    timers.forEach(clearTimeout);
    timers = [
      setTimeout(() => dialog.showModal(), dialog.dataset.warnAfter * 1000),
      setTimeout(() => location.assign('/accounts'), dialog.dataset.endAfter * 1000 + 500),
    ];
  }

  dialog.querySelector('button').addEventListener('click', async () => {
    const answer = await fetch('/session/more-time', { method: 'POST' });
    if (answer.ok) {
      dialog.close();
      restart();
    } else {
      location.assign('/accounts');
    }
  });
  restart();
}
