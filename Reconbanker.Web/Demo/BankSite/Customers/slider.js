// The piece of a puzzle follows the handle below the picture, by mouse, finger or arrow keys; letting go sends where it was seen.
for (const form of document.querySelectorAll('form[data-puzzle]')) {
  const handle = form.querySelector('[role=slider]');
  const rail = handle.parentElement;
  const picture = form.querySelector('.picture');
  const piece = form.querySelector('.piece');
  const smallestMove = 8;
  let seen = [];
  let position = 0;
  let grip = null;

  const scale = () => picture.clientWidth / picture.naturalWidth;
  const furthest = () => picture.naturalWidth - piece.naturalWidth;

  function place(x) {
    position = Math.min(Math.max(Math.round(x), 0), furthest());
    piece.style.transform = `translateX(${position * scale()}px)`;
    handle.style.transform = `translateX(${position / furthest() * (rail.clientWidth - handle.offsetWidth)}px)`;
    rail.style.setProperty('--done', `${position / furthest() * 100}%`);
    handle.setAttribute('aria-valuenow', Math.round(position / furthest() * 100));
    seen.push(position);
  }

  function letGo() {
    if (position < smallestMove) {
      seen = [];
      place(0);
      return;
    }

    form.elements.positions.value = seen.join(' ');
    form.requestSubmit();
  }

  handle.addEventListener('pointerdown', (event) => {
    handle.setPointerCapture(event.pointerId);
    grip = { x: event.clientX, from: position };
    rail.classList.add('held');
  });
  handle.addEventListener('pointermove', (event) => {
    if (grip) {
      const reach = (rail.clientWidth - handle.offsetWidth) / furthest();
      place(grip.from + (event.clientX - grip.x) / reach);
    }
  });
  handle.addEventListener('pointerup', () => {
    grip = null;
    rail.classList.remove('held');
    letGo();
  });
  handle.addEventListener('pointercancel', () => {
    grip = null;
    rail.classList.remove('held');
    seen = [];
    place(0);
  });
  handle.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 4, ArrowUp: 4, ArrowLeft: -4, ArrowDown: -4, PageUp: 40, PageDown: -40 }[event.key];
    if (step) {
      event.preventDefault();
      place(position + step);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      letGo();
    }
  });
  Promise.all([picture.decode(), piece.decode()]).then(() => {
    piece.style.width = `${piece.naturalWidth / picture.naturalWidth * 100}%`;
  });
}
