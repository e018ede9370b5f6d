// While Blazor retries by itself it does so at once when the page becomes visible; after it has given up, this does.
const dialog = document.getElementById("components-reconnect-modal");

dialog.addEventListener("components-reconnect-state-changed", ({ detail }) => {
  switch (detail.state) {
    case "show":
      show("retrying");
      break;
    case "hide":
      dialog.close();
      break;
    case "failed":
      show("failed");
      break;
    case "rejected":
    case "resume-failed":
      // The server answers but no longer has this page: start it anew.
      location.reload();
      break;
  }
});

dialog.addEventListener("cancel", event => event.preventDefault());
dialog.querySelector("button").addEventListener("click", retry);
addEventListener("online", retryIfFailed);
document.addEventListener("visibilitychange", retryIfFailed);

function show(state) {
  dialog.dataset.state = state;
  if (!dialog.open) {
    dialog.showModal();
  }
}

function retryIfFailed() {
  if (dialog.open && dialog.dataset.state === "failed" && document.visibilityState === "visible") {
    retry();
  }
}

async function retry() {
  show("retrying");
  try {
    if (!await Blazor.reconnect()) {
      location.reload();
    }
  } catch {
    // The server is still away.
    show("failed");
  }
}
