// What the login steps do in the browser. The bank judges everything itself.

// Six boxes: each moves on to the next, and the last one sends.
for (const boxes of document.querySelectorAll('[data-testid=code-boxes]')) {
  const inputs = [...boxes.querySelectorAll('input')];

  function spread(text, from) {
    const digits = text.replace(/\D/g, '').slice(0, inputs.length - from);
    [...digits].forEach((digit, i) => { inputs[from + i].value = digit; });
    inputs[Math.min(from + digits.length, inputs.length - 1)].focus();
    if (inputs.every((input) => input.value)) {
      boxes.form.requestSubmit();
    }
  }

  inputs.forEach((input, i) => {
    input.addEventListener('focus', () => input.select());
    input.addEventListener('input', () => {
      const text = input.value;
      input.value = '';
      spread(text, i);
    });
    input.addEventListener('paste', (event) => {
      event.preventDefault();
      spread(event.clipboardData.getData('text'), i);
    });
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Backspace' && !input.value && i > 0) {
        inputs[i - 1].value = '';
        inputs[i - 1].focus();
      }
    });
  });
}

// Approval on the phone: asks every second, and goes on once the phone has said anything.
for (const form of document.querySelectorAll('form[data-poll]')) {
  const left = document.querySelector('[data-testid=time-left]');
  const timer = setInterval(async () => {
    const answer = await fetch(form.dataset.poll).catch(() => null);
    if (!answer?.ok) {
      return;
    }

    const state = await answer.json();
    left.textContent = state.secondsLeft;
    if (!state.isWaiting) {
      clearInterval(timer);
      form.requestSubmit();
    }
  }, 1000);
}

// A shuffled pad fills read-only fields, one after the other, and notes which keys were pressed.
for (const form of document.querySelectorAll('form[data-pad]')) {
  const fields = [...form.querySelectorAll('input[data-digits]')];
  const placesOf = (field) => field.parentElement.querySelector('input[type=hidden]');
  const isFull = (field) => field.value.length >= Number(field.dataset.digits);
  let current = fields[0];

  function choose(field) {
    current = field;
    fields.forEach((f) => f.classList.toggle('current', f === field));
  }

  fields.forEach((field) => field.addEventListener('focus', () => choose(field)));
  form.querySelector('.pad').addEventListener('click', (event) => {
    const key = event.target.closest('button');
    if (key?.dataset.place !== undefined && !isFull(current)) {
      current.value += key.textContent;
      placesOf(current).value += key.dataset.place;
      if (isFull(current)) {
        choose(fields.find((f) => !isFull(f)) ?? current);
      }
    } else if (key && 'wipe' in key.dataset) {
      const last = current.value ? current : fields.findLast((f) => f.value) ?? current;
      last.value = last.value.slice(0, -1);
      placesOf(last).value = placesOf(last).value.slice(0, -1);
      choose(last);
    }
  });
  choose(current);
}

// The browser asks once more before a form is sent.
for (const form of document.querySelectorAll('form[data-confirm]')) {
  form.addEventListener('submit', (event) => {
    if (!confirm(form.dataset.confirm)) {
      event.preventDefault();
    }
  });
}

// A window of its own for the code, which sends this page on and closes itself.
for (const button of document.querySelectorAll('[data-window]')) {
  button.addEventListener('click', () => {
    const opened = window.open(button.dataset.window, 'faronda-code', 'popup,width=520,height=720');
    document.querySelector('[data-window-open]').hidden = !opened;
    document.querySelector('[data-window-blocked]').hidden = Boolean(opened);
  });
}

const closing = document.querySelector('[data-open-in-opener]');
if (closing && window.opener) {
  window.opener.location.href = closing.dataset.openInOpener;
  window.close();
}
