// The other site's page, in the bank's frame. The key of the login stands behind the # of the address and nowhere else.
const form = document.querySelector('form');
const code = form.elements.code;

async function send(address, fields) {
  const body = new URLSearchParams({ key: location.hash.slice(1), ...fields });
  const answer = await fetch(address, { method: 'POST', body }).then((a) => a.json());
  if (answer.next) {
    window.top.location.href = answer.next;
    return;
  }

  code.value = '';
  code.focus();
  const notice = document.querySelector(`template[data-notice="${answer.notice}"]`);
  document.querySelector('[data-notices]').replaceChildren(notice.content.cloneNode(true));
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  send(form.action, { code: code.value });
});
document.querySelector('[data-testid=send-again]').addEventListener('click', () => send(`${form.action}/again`, {}));
