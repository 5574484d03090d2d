// Keeps one edition of the site in the browser and answers with it. A newer edition is stored beside, waits, and takes
// over as a whole when the reader says so: two editions never mix.

importScripts('edition.js');

const { edition, files } = self.KAREZ_EDITION;
const { scope } = self.registration;
// Other sites of the same origin have caches too.
const CACHE = `karez-${edition} ${scope}`;
// Sites up to this size are stored whole at the first visit; of larger ones the documents are stored as they are read.
const STORE_ALL_UP_TO = 16 * 1024 * 1024;
const CONNECTIONS = 8;
// Scripts on other pages load these; whoever reads the page itself needs none of them.
const FOR_SCRIPTS = ['engine.wasm', 'engine_later.wasm', 'karez-explorer.js', 'karez.d.ts', 'karez.js'];

const sizes = new Map(files);

self.addEventListener('install', (event) => event.waitUntil(store()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
self.addEventListener('message', ({ data }) => data === 'karez:activate-edition' && self.skipWaiting());
self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(scope)) event.respondWith(answer(event));
});

async function store() {
  const cache = await caches.open(CACHE);
  const total = files.reduce((sum, [, size]) => sum + size, 0);
  const queue = [...sizes.keys()]
    .filter((path) => !FOR_SCRIPTS.includes(path) && (total <= STORE_ALL_UP_TO || !isNamedByContent(path)));
  const storeNext = async () => {
    while (queue.length > 0) await storeFile(cache, queue.shift());
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, storeNext));
}

async function storeFile(cache, path) {
  // What is named by its content and was stored with an earlier edition is still the same.
  const known = isNamedByContent(path) && await caches.match(address(path));
  const response = known || await fetch(versioned(path), { cache: 'no-cache' });
  const body = await response.blob();
  if (!response.ok || !(await isOfThisEdition(path, body))) throw new Error(`${path} is not of edition ${edition}`);
  // Made anew, because a browser refuses a page that was stored from behind a redirection.
  await cache.put(address(path), new Response(body, { headers: response.headers }));
}

// While a site is being uploaded, its files are of two editions for a while: the next visit tries again.
async function isOfThisEdition(path, body) {
  const html = path.endsWith('.html') ? await body.text() : '';
  return html.includes('?v=') ? html.includes(`?v=${edition}`) : body.size === sizes.get(path);
}

async function takeOver() {
  for (const name of await caches.keys()) {
    if (name.startsWith('karez-') && name.endsWith(` ${scope}`) && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
}

async function answer(event) {
  const { request } = event;
  const path = pathOf(request.url);
  const cache = await caches.open(CACHE);
  const stored = await cache.match(address(path));
  if (stored) return stored;
  try {
    const response = await fetch(request);
    if (response.ok && isNamedByContent(path)) event.waitUntil(cache.put(address(path), response.clone()));
    return response;
  } catch (error) {
    const page = request.mode === 'navigate' && await cache.match(address('index.html'));
    return page || Response.error();
  }
}

function isNamedByContent(path) {
  return /^corpus\/[a-z2-7]{10}\.kz$/.test(path);
}

function address(path) {
  return new URL(path, scope).href;
}

// As the page asks for it, so that the browser's own cache serves both.
function versioned(path) {
  return isNamedByContent(path) ? address(path) : `${address(path)}?v=${edition}`;
}

function pathOf(url) {
  const path = new URL(url).pathname.slice(new URL(scope).pathname.length);
  return path === '' || path.endsWith('/') ? `${path}index.html` : path;
}
