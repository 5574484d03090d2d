// Starts the page: sees whether this browser can run it, loads the application, keeps the site for use without a network.

const version = new URL(import.meta.url).search;
const isEmbedded = document.documentElement.dataset.embed === 'true';

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
  const early = fetchEarly('corpus/root.kz');
  const [{ default: load }, module, worker] =
    await Promise.all([import(`./app.js${version}`), compile('app_bg.wasm'), startWorker()]);
  // gloo makes its worker by this name and gets the one that is there. What page and worker both run is sent only then:
  // gloo must hear when the worker is ready.
  self.Worker = function () {
    worker.postMessage(module);
    return worker;
  };
  self.KAREZ_CODE = { version }; // for later.js
  self.KAREZ_CODE.exports = await load({ module_or_path: module });
  // Storing the site must not hold up what the reader waits for.
  if (mayKeepSite()) early.then(keepSite);
}

function address(path) {
  return new URL(path + version, import.meta.url).href;
}

// The search worker, when its script runs. Starting it takes no longer than what is fetched meanwhile.
function startWorker() {
  const loader = address('worker_loader.js');
  const worker = new Worker(isEmbedded ? importFromBlob(loader) : loader);
  return new Promise((resolve, reject) => {
    worker.onmessage = () => resolve(worker);
    worker.onerror = () => reject(new Error('The search engine’s worker could not be started.'));
  });
}

// A page without an origin may start a worker only from a blob, which then needs to be told where its files are.
function importFromBlob(loader) {
  const script = `self.KAREZ_LOADER = ${JSON.stringify(loader)}; importScripts(self.KAREZ_LOADER)`;
  return URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
}

// Compiled once, for page and worker.
async function compile(path) {
  const response = await fetch(address(path));
  if (!response.ok) throw new Error(`${path} could not be fetched: the server answered ${response.status}.`);
  // With any other type a browser refuses to compile what is still arriving, and not every server knows this one.
  return response.headers.get('Content-Type') === 'application/wasm'
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

// The search worker asks for it when all else is there. By then the browser has it.
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
