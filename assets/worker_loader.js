// Starts the search worker: run as the worker itself or, in an embedded page, imported by the blob that is the worker.
// Should the engine not load, or stop, every call is still answered: the page must not wait for ever.

// Numbers of the variants of `Unreachable`, in src/engine/protocol/failure.rs.
const [NOT_LOADED, STOPPED] = [0, 1];

const calls = [];
let failure;

// The page's first message is the compiled engine. Then come calls, as postcard bytes: numbers are LEB128, an enum is the
// number of its variant. A call is ProcessInput (1), the page's handler, the call's number, its request.
self.addEventListener('message', ({ data }) => {
  if (data instanceof WebAssembly.Module) return start(data);
  const [kind, ...rest] = data;
  if (kind !== 1) return;
  const [page, call] = numbers(rest, 2);
  calls.push([page, call]);
  if (failure) answerCalls();
});
self.addEventListener('error', ({ message }) => fail(STOPPED, message));
self.addEventListener('unhandledrejection', ({ reason }) => fail(STOPPED, reason));

// Its address is made whole: in a blob without an origin there is nothing that it could be relative to.
const loader = new URL(self.KAREZ_LOADER ?? self.location.href);
const glue = import(new URL(`app.js${loader.search}`, loader));
glue.catch(() => {}); // `start` will report it.
self.postMessage('started');

async function start(module) {
  try {
    const { default: load } = await glue;
    self.KAREZ_CODE = { version: loader.search }; // for later.js
    self.KAREZ_CODE.exports = await load({ module_or_path: module });
  } catch (error) {
    fail(NOT_LOADED, error);
  }
}

function fail(how, reason) {
  failure = { how, reason: new TextEncoder().encode(String(reason?.message ?? reason)) };
  self.onmessage = null;
  self.postMessage(Uint8Array.of(0)); // WorkerLoaded: only then does the page send what it wants.
  answerCalls();
}

// ProcessOutput (1), the page's handler, Done (1), the call's number, Failed (3), Unreachable (0), what was, the reason. The
// page has forgotten about the calls that were answered before.
function answerCalls() {
  const { how, reason } = failure;
  for (const [page, call] of calls.splice(0)) {
    self.postMessage(Uint8Array.of(1, ...leb128(page), 1, ...leb128(call), 3, 0, how, ...leb128(reason.length), ...reason));
  }
}

function leb128(number) {
  return number < 0x80 ? [number] : [(number & 0x7f) | 0x80, ...leb128(number >>> 7)];
}

function numbers(bytes, count) {
  const found = [0];
  let shift = 0;
  for (const byte of bytes) {
    found[found.length - 1] |= (byte & 0x7f) << shift;
    shift += 7;
    if (byte >= 0x80) continue;
    if (found.length === count) break;
    found.push(0);
    shift = 0;
  }
  return found;
}
