// Keys that are nobody else's: not those of fields, dialogs, menus or the browser itself.
const ours = /^([jkrfcuyw?1-9]|ArrowUp|ArrowDown)$/;

const queue = () => document.getElementById("queue");

export function listen(page) {
  const heard = event => {
    const target = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector(".mud-dialog")) {
      return;
    }

    if (target.closest("input, textarea, select, [contenteditable]")) {
      if (event.key === "Escape" && queue()?.contains(target)) {
        page.invokeMethodAsync("OnKeyAsync", "Escape");
      }

      return;
    }

    if (!ours.test(event.key) || target.closest("nav, [role=menu], summary")) {
      return;
    }

    event.preventDefault();
    page.invokeMethodAsync("OnKeyAsync", event.key);
  };
  const opened = event => {
    // Enter on the entry itself, and on nothing in it, opens the payment.
    if (event.key === "Enter" && event.target.matches("#queue > section")) {
      event.target.querySelector("a[href^='/payments/']")?.click();
    }
  };
  document.addEventListener("keydown", heard);
  document.addEventListener("keydown", opened);
  return {
    stop: () => {
      document.removeEventListener("keydown", heard);
      document.removeEventListener("keydown", opened);
    },
  };
}

export function focus(id, onlyIfLost) {
  const now = document.activeElement;
  const isLost = !now || now === document.body || queue()?.contains(now);
  const element = document.getElementById(id);
  if (element && (!onlyIfLost || isLost) && !element.contains(now)) {
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
  }
}
