// Goes on to the dashboard as soon as the app answers in the sealed page's place.
async function goOn() {
  try {
    const answer = await fetch('/health/ready', { cache: 'no-store' });
    if (answer.ok) {
      location.replace('/');
      return;
    }
  } catch {
    // Nobody listens for a moment.
  }

  setTimeout(goOn, 500);
}

goOn();
