// The secret stands behind the #, which browsers send to nobody. It stays in this tab, through the sign-in if one is needed.
const key = "reconbanker.link";
const go = document.getElementById("go");
if (location.hash.length > 1) {
  sessionStorage.setItem(key, location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
}

const secret = sessionStorage.getItem(key);
if (!("signedIn" in go.dataset)) {
  if (secret) {
    location.replace(document.getElementById("sign-in").href);
  }
} else if (secret) {
  const body = new URLSearchParams(new FormData(go.querySelector("form")));
  body.set("link", secret);
  const answer = await fetch(go.dataset.look, { method: "POST", body }).catch(() => null);
  if (answer?.ok) {
    location.replace((await answer.json()).place);
  } else if (answer?.status === 404) {
    sessionStorage.removeItem(key);
    document.getElementById("used").hidden = false;
  }
}
