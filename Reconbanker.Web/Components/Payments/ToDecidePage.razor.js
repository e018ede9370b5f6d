// Keys that are nobody else's: not those of fields, dialogs, menus or the browser itself.
const ours = /^([jkrfcuy?1-9]|Escape|ArrowUp|ArrowDown)$/;

const queue = () => document.getElementById("queue");

export function listen(page) {
  const heard = event => {
    const target = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector(".mud-dialog")) {
      return;
    }

    if (target.closest("input, textarea, select, [contenteditable]")) {
      if (event.key === "Escape") {
        target.closest("#queue > section")?.focus();
      }

      return;
    }

    // At once: what is typed next is the reason, and no key of ours.
    const why = event.key === "w" ? document.getElementById("why") : null;
    if (why) {
      event.preventDefault();
      why.focus();
      return;
    }

    if (!ours.test(event.key) || target.closest("nav, [role=menu], summary")) {
      return;
    }

    // Where nothing waits, only the last decision can be undone.
    if (!queue() && event.key !== "u") {
      return;
    }

    event.preventDefault();
    const shown = queue()?.querySelector(":scope > section[aria-current]");
    page.invokeMethodAsync("OnKeyAsync", event.key, shown?.id ?? null);
  };
  // Whoever tabs or clicks into an entry looks at it. The entry itself gets the focus from here alone.
  const entered = event => {
    const entry = event.target.closest("#queue > section");
    if (entry && entry !== event.target) {
      page.invokeMethodAsync("OnEntered", entry.id);
    }
  };
  const opened = event => {
    // Enter on the entry itself, and on nothing in it, opens the payment.
    if (event.key === "Enter" && event.target.matches("#queue > section")) {
      event.target.querySelector("a[href^='/payments/']")?.click();
    }
  };
  document.addEventListener("keydown", heard);
  document.addEventListener("keydown", opened);
  document.addEventListener("focusin", entered);
  document.documentElement.dataset.keys = "deciding";
  return {
    stop: () => {
      delete document.documentElement.dataset.keys;
      document.removeEventListener("keydown", heard);
      document.removeEventListener("keydown", opened);
      document.removeEventListener("focusin", entered);
    },
  };
}

// Without an id: the page's heading, where nothing waits any more. There the focus is, too, where nobody has put it anywhere yet.
export function focus(id, onlyIfLost) {
  const now = document.activeElement;
  const heading = document.querySelector("main h1");
  const isLost = !now || now === document.body || now === heading || queue()?.contains(now);
  const element = id ? document.getElementById(id) : heading;
  if (element && (!onlyIfLost || (isLost && !element.contains(now)))) {
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
  }
}
