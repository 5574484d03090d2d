// A static host: sends brotli where that is smaller, as most hosts do, counts what it sends, and can be as slow as a phone.

import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import zlib from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};
// Small files as a host that compresses once, large ones as one that has to be quick.
const LARGE = 1 << 20;
const CHUNK = 4096;

/** Serves a folder. `link` may be set to `{ latency, rate }`: milliseconds before each answer, bytes a millisecond in all. */
export async function serve(folder) {
  const files = new Map();
  const host = {
    link: null,
    sent: 0,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
  let isFree = 0;

  const read = (name) => {
    const file = path.join(folder, name);
    if (!file.startsWith(folder) || !fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return null;
    if (!files.has(name)) files.set(name, encode(fs.readFileSync(file)));
    return files.get(name);
  };

  const server = http.createServer(async ({ url }, response) => {
    const name = decodeURIComponent(new URL(url, 'http://host').pathname.slice(1)) || 'index.html';
    const { link } = host;
    if (link) await sleep(link.latency);
    const file = read(name);
    if (!file) return response.writeHead(404).end();
    const type = TYPES[path.extname(name)] ?? 'application/octet-stream';
    response.writeHead(200, {
      'content-type': type,
      'content-length': file.bytes.length,
      'cache-control': 'max-age=600',
      ...(file.isBrotli && { 'content-encoding': 'br' }),
    });
    host.sent += file.bytes.length;
    for (let at = 0; link && at < file.bytes.length; at += CHUNK) {
      isFree = Math.max(isFree, performance.now()) + Math.min(CHUNK, file.bytes.length - at) / link.rate;
      await sleep(isFree - performance.now());
      response.write(file.bytes.subarray(at, at + CHUNK));
    }
    return link ? response.end() : response.end(file.bytes);
  });
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  host.address = `http://127.0.0.1:${server.address().port}/`;
  return host;
}

/** The bytes of a file as they are sent. */
export function encode(bytes) {
  const { BROTLI_PARAM_QUALITY: quality, BROTLI_PARAM_LGWIN: window } = zlib.constants;
  const smaller = zlib.brotliCompressSync(bytes, {
    params: { [quality]: bytes.length > LARGE ? 9 : 11, [window]: 24 },
  });
  const isBrotli = smaller.length < bytes.length;
  return { bytes: isBrotli ? smaller : bytes, isBrotli };
}

function sleep(milliseconds) {
  return (
    milliseconds > 0 &&
    new Promise((resolve) => {
      setTimeout(resolve, milliseconds);
    })
  );
}
