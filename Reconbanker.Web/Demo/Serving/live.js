// Regions marked data-live are fetched again whenever their data-changes stream says so.
function showLocalTimes(root) {
  for (const time of root.querySelectorAll('time[datetime]')) {
    time.textContent = new Date(time.dateTime).toLocaleTimeString([], time.dataset.seconds ? {} : { hour: '2-digit', minute: '2-digit' });
  }
}

// One stream for all regions that listen to the same: a browser opens only six connections to a site.
const streams = new Map();

function streamOf(address) {
  if (!streams.has(address)) {
    streams.set(address, new EventSource(address));
  }
  return streams.get(address);
}

function keepFresh(region) {
  let fetching = false;
  let again = false;

  async function refresh() {
    if (fetching) {
      again = true;
      return;
    }

    fetching = true;
    try {
      do {
        again = false;
        const answer = await fetch(region.dataset.live);
        if (answer.ok) {
          region.innerHTML = await answer.text();
          showLocalTimes(region);
        }
      } while (again);
    } finally {
      fetching = false;
    }
  }

  streamOf(region.dataset.changes).addEventListener('message', refresh);
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (button) {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
  }
});

showLocalTimes(document);
document.querySelectorAll('[data-live]').forEach(keepFresh);
