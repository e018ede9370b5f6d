// What a site could try against the machine that reads it. Every loop has a bound that a machine survives; the reader should end it long before.
const { mode, port } = document.body.dataset;
const wants = (name) => mode === name || mode === 'all';

const targets = {
  loopback: [`http://127.0.0.1:${port}/`, `http://localhost:${port}/`, `http://[::1]:${port}/`],
  lan: ['http://192.168.0.1/', 'http://10.0.0.1/', 'http://172.17.0.1/'],
  metadata: ['http://169.254.169.254/latest/meta-data/'],
  file: ['file:///etc/passwd', 'file:///C:/Windows/win.ini'],
};

function attempt(act) {
  try {
    Promise.resolve(act()).catch(() => {});
  } catch {
    // Refused: the next one.
  }
}

function frame(address) {
  const element = document.createElement('iframe');
  element.src = address;
  document.body.append(element);
  return element;
}

function post(address) {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = address;
  form.target = 'posted';
  const answer = frame('about:blank');
  answer.name = 'posted';
  document.body.append(form);
  form.submit();
}

function reach(address) {
  attempt(() => fetch(`${address}fetch`, { mode: 'no-cors' }));
  attempt(() => { new Image().src = `${address}image`; });
  attempt(() => frame(`${address}frame`));
  attempt(() => new WebSocket(`${address.replace(/^http/, 'ws')}socket`));
  attempt(() => navigator.sendBeacon(`${address}beacon`, 'x'));
  attempt(() => post(`${address}form`));
  attempt(() => new Worker(`${address}worker`));
}

function askForEverything() {
  attempt(() => Notification.requestPermission());
  attempt(() => navigator.geolocation.getCurrentPosition(() => {}, () => {}));
  attempt(() => navigator.mediaDevices.getUserMedia({ audio: true, video: true }));
  attempt(() => navigator.clipboard.readText());
  attempt(() => navigator.requestMIDIAccess({ sysex: true }));
  attempt(() => navigator.storage.persist());
  attempt(() => navigator.registerProtocolHandler('web+faronda', `${location.origin}/?%s`));
}

async function eatMemory() {
  const eaten = [];
  for (let i = 0; i < 64; i++) {
    eaten.push(new Uint8Array(16 * 1024 * 1024).fill(i + 1));
    await new Promise((resume) => setTimeout(resume, 20));
  }
  setInterval(() => eaten.length, 1000);
}

function openWindows() {
  let left = 100;
  const timer = setInterval(() => {
    attempt(() => window.open('/accounts?again'));
    if (--left === 0) {
      clearInterval(timer);
    }
  }, 100);
}

function download() {
  let left = 20;
  const timer = setInterval(() => {
    frame(`/hostile/download?${left}`);
    if (--left === 0) {
      clearInterval(timer);
    }
  }, 300);
}

function attack() {
  for (const [name, addresses] of Object.entries(targets)) {
    if (wants(name)) {
      addresses.forEach(reach);
      frame(`/hostile/away/${name}`);
      attempt(() => window.open(`/hostile/away/${name}`));
      if (mode === name) {
        setTimeout(() => location.assign(`/hostile/away/${name}`), 1000);
      }
    }
  }

  if (wants('permissions')) {
    askForEverything();
  }
  if (wants('downloads')) {
    download();
  }
  if (wants('popups')) {
    openWindows();
  }
  if (mode === 'all') {
    frame('/hostile/huge');
  }
  if (wants('memory')) {
    eatMemory();
  }
  if (wants('dialogs')) {
    addEventListener('beforeunload', (event) => event.preventDefault());
    setTimeout(() => {
      for (let i = 0; i < 10_000; i++) {
        alert(i);
        confirm(i);
        prompt(i);
      }
    }, mode === 'all' ? 5000 : 0);
  }
  if (wants('busy')) {
    setTimeout(() => { for (;;); }, mode === 'all' ? 10_000 : 0);
  }
}

// A window that this page opened leaves it at that: ten machines could not bear the square of it.
if (!window.opener) {
  attack();
}
