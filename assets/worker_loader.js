// Starts the search worker: run as the worker itself or, in an embedded page, imported by the blob that is the worker.
// Should the engine not load, or stop, every call is still answered: the page must not wait for ever.

const calls = [];
let failure;

self.addEventListener('message', ({ data }) => {
  const [page, call] = JSON.parse(data).ProcessInput ?? [];
  if (call) calls.push([page, call.number]);
  if (failure) answerCalls();
});
self.addEventListener('error', ({ message }) => fail('stopped', message));
self.addEventListener('unhandledrejection', ({ reason }) => fail('stopped', reason));

start(self.KAREZ_LOADER ?? self.location.href).catch((error) => fail('could not be loaded', error));

// Addresses are made whole here: in a blob without an origin there is nothing that they could be relative to.
async function start(loader) {
  const { search } = new URL(loader);
  const { default: load } = await import(new URL(`worker.js${search}`, loader));
  await load({ module_or_path: new URL(`worker_bg.wasm${search}`, loader) });
}

function fail(how, reason) {
  const message = `The search engine ${how} (${reason?.message ?? reason}). Check the connection, then reload the page.`;
  failure = { kind: 'unreachable', message };
  self.onmessage = null;
  self.postMessage(JSON.stringify('WorkerLoaded')); // Only then does the page send what it wants.
  answerCalls();
}

// In the words of the engine's protocol. The page has forgotten about the calls that were answered before.
function answerCalls() {
  for (const [page, number] of calls.splice(0)) {
    self.postMessage(JSON.stringify({ ProcessOutput: [page, { done: { number, response: { failed: failure } } }] }));
  }
}
