// Without this script the page works by its forms and links. With it nothing is loaded anew, and news show by themselves.
const linkKey = "reconbanker.link";
const lookEvery = 1500;
const said = document.getElementById("said");
let isBusy = false;

const help = () => document.getElementById("help");

async function show(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = page.getElementById("help");
  if (!next) {
    location.reload(); // signed out meanwhile
    return;
  }

  const code = help().querySelector("#code");
  const typed = next.querySelector("#code");
  const isSame = code && typed && code.form.elements.challenge.value === typed.form.elements.challenge.value;
  if (isSame && !answer.redirected) {
    typed.value = code.value;
  }

  help().replaceWith(next);
  said.textContent = "";
  begin();
  next.querySelector("#code")?.focus();
}

function begin() {
  const began = performance.now();
  for (const button of help().querySelectorAll("[data-when]")) {
    button.until = began + Number(button.dataset.when);
  }

  tick();
}

function tick() {
  const now = performance.now();
  for (const button of help().querySelectorAll("[data-when]")) {
    button.disabled = isBusy || button.until > now;
  }
}

function setBusy(form, busy) {
  isBusy = busy;
  for (const button of help().querySelectorAll("button")) {
    button.disabled = busy;
  }

  if (busy) {
    said.textContent = form.dataset.busy;
  }
}

async function send(form, button) {
  if (isBusy) {
    return;
  }

  // The link that led here is used up by what the person does, not by looking.
  form.elements.link.value = sessionStorage.getItem(linkKey) ?? "";
  const body = new URLSearchParams(new FormData(form, button));
  setBusy(form, true);
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
  setBusy(form, false);
  if (answer?.ok) {
    sessionStorage.removeItem(linkKey);
    await show(answer);
  } else if (answer) {
    location.reload();
  } else {
    // The submission stays the same, so that pressing again types nothing twice.
    said.textContent = help().dataset.offline;
  }
}

async function look() {
  if (isBusy || document.hidden || !("open" in help().dataset)) {
    return;
  }

  const answer = await fetch(help().dataset.state).catch(() => null);
  if (answer?.status === 401) {
    location.reload();
  } else if (answer?.ok && !isBusy && (await answer.json()).version !== help().dataset.version) {
    const page = await fetch(location.pathname).catch(() => null);
    if (page?.ok && !isBusy) {
      await show(page);
    }
  }
}

document.addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.target, event.submitter);
});
document.addEventListener("input", (event) => {
  const { id, value, dataset } = event.target;
  if (id === "code") {
    const clean = "digits" in dataset ? value.replace(/\D/g, "") : value.replace(/[\s-]/g, "");
    if (clean !== value) {
      event.target.value = clean;
    }
  }
});
document.addEventListener("visibilitychange", look);
begin();
setInterval(tick, 500);
setInterval(look, lookEvery);
