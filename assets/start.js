// Starts the page: sees whether this browser can run it, loads the application, keeps the site for use without a network.

const version = new URL(import.meta.url).search;
const root = document.documentElement;
const isEmbedded = root.dataset.embed === 'true';
root.dataset.version = version;

if (!isEmbedded && self.origin === 'null') {
  // In a sandbox there is no origin, and this page may not start its worker: the embedded one can.
  location.replace(`embed.html${location.hash}`);
} else if (canRunWebAssembly()) {
  start().catch((error) => show('This page could not be loaded',
    `${error.message ?? error}`, 'Check the connection, then reload the page.'));
} else {
  show('This browser does not run WebAssembly',
    'The page searches inside your browser, with WebAssembly, so that your searches are sent to nobody. Here it is '
      + 'switched off: by the browser’s security level, by lockdown mode, or by whoever manages this computer.',
    'There is no need to change that for this site: open it in another browser instead.');
}

async function start() {
  const early = ['worker_loader.js', 'worker.js', 'worker_bg.wasm', 'corpus/root.kz'].map(fetchEarly);
  const { default: load } = await import(`./app.js${version}`);
  await load({ module_or_path: address('app_bg.wasm') });
  // Storing the site must not hold up what the reader waits for.
  if (mayKeepSite()) Promise.all(early).then(keepSite);
}

function address(path) {
  return new URL(path + version, import.meta.url);
}

// The search worker asks for these one after the other, and starts only when the page runs. By then the browser has
// them: at 1.6 Mbit/s and 150 ms, the corpus appears after 2.3 instead of 2.9 s.
function fetchEarly(path) {
  return fetch(address(path)).then((response) => response.arrayBuffer()).catch(() => {}); // The worker will report it.
}

// Only trying tells: where it is forbidden, `WebAssembly` may still be there and throw when used.
function canRunWebAssembly() {
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))) !== null;
  } catch {
    return false;
  }
}

function show(heading, ...paragraphs) {
  const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });
  const box = Object.assign(document.createElement('div'), { className: 'boot', role: 'alert' });
  box.append(element('h1', heading), ...paragraphs.map((text) => element('p', text)));
  document.getElementById('app').replaceChildren(box);
}

// An embedded page stores nothing with a reader who came to somebody else's site.
function mayKeepSite() {
  return !isEmbedded && window.top === window && window.isSecureContext && 'serviceWorker' in navigator;
}

async function keepSite() {
  const workers = navigator.serviceWorker;
  let registration;
  try {
    registration = await workers.register(new URL('sw.js', import.meta.url), { updateViaCache: 'none' });
  } catch {
    return; // A private window, a browser that forbids it, or no network: the page works without.
  }
  // The first edition takes over a page that is of that edition already; any later one needs the page anew.
  let hasEdition = workers.controller !== null;
  workers.addEventListener('controllerchange', () => {
    if (hasEdition) location.reload();
    hasEdition = true;
  });
  window.addEventListener('karez:activate-edition', () => {
    hasEdition = true;
    registration.waiting?.postMessage('karez:activate-edition');
  });
  announce(registration);
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', () => announce(registration));
  });
}

function announce(registration) {
  if (registration.waiting && registration.active) window.dispatchEvent(new Event('karez:new-edition'));
}
