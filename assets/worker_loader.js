// Starts the search worker: run as the worker itself or, in an embedded page, imported by the blob that is the worker.

start(self.KAREZ_LOADER ?? self.location.href).catch(answerWith);

// Addresses are made whole here: in a blob without an origin there is nothing that they could be relative to.
async function start(loader) {
  const { search } = new URL(loader);
  const { default: load } = await import(new URL(`worker.js${search}`, loader));
  await load({ module_or_path: new URL(`worker_bg.wasm${search}`, loader) });
}

// Without its engine the worker answers every call with the reason, in the words of the engine's protocol: the page
// must not wait for ever.
function answerWith(error) {
  const message = `The search engine could not be loaded (${error.message ?? error}). `
    + 'Check the connection, then reload the page.';
  self.onmessage = ({ data }) => {
    const [page, call] = JSON.parse(data).ProcessInput ?? [];
    if (call) answer(page, { done: { number: call.number, response: { failed: { kind: 'unreachable', message } } } });
  };
  self.postMessage(JSON.stringify('WorkerLoaded'));
}

function answer(page, message) {
  self.postMessage(JSON.stringify({ ProcessOutput: [page, message] }));
}
