// The secret stands behind the #, which browsers do not send: not to us in the address, not to logs, not to other sites.
const secret = document.getElementById("secret");
if (location.hash.length > 1) {
  secret.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
}

if (!secret.value) {
  document.getElementById("incomplete").hidden = false;
  secret.form.querySelector("[type=submit]").disabled = true;
}
