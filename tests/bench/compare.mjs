// Compares Karez with other search engines in one run: `node compare.mjs [--peers a,b] [size…]`.
// Writes the tables between the markers of docs/benchmarks.md; what the columns mean stands there.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { build as bundle } from 'esbuild';
import { chromium } from 'playwright-core';

import { documents, questions } from './corpus.mjs';
import { PEERS, versionOf } from './peers.mjs';
import { encode, serve } from './server.mjs';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const WORK = path.join(PROJECT, 'target/bench');
const REPORT = path.join(PROJECT, 'docs/benchmarks.md');
const [BEGIN, END] = ['<!-- comparison begins -->', '<!-- comparison ends -->'];
const QUERY = 'foreign commerce';
const PHONE = { latency: 150, rate: 200 };
const COLD_RUNS = 3;
const WARM_PASSES = 4;
const PATIENCE = 180_000;

const { values, positionals } = parseArgs({ options: { peers: { type: 'string' } }, allowPositionals: true });
const names = values.peers?.split(',') ?? Object.keys(PEERS);
const sizes = positionals.length > 0 ? positionals.map(Number) : [1_000, 10_000];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const tables = [];
for (const size of sizes) {
  const passages = documents(size, WORK);
  const rows = [];
  for (const name of names) {
    process.stderr.write(`${name}, ${passages.length} passages\n`);
    rows.push(await measure(name, passages).catch((error) => ({ name, error: error.message.split('\n')[0] })));
  }
  tables.push(table(passages, rows));
}
const report = [`${machine()}\n`, ...tables].join('\n');
await browser.close();
process.stdout.write(`${report}\n`);
publish(report);

async function measure(name, passages) {
  const folder = path.join(WORK, `${name}-${passages.length}`);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const made = build(name, passages.length, folder);
  const size = shipped(folder);
  await writePage(name, folder);
  const host = await serve(folder);
  try {
    const cold = [];
    await visit(host); // So that every file has been compressed.
    for (let run = 0; run < COLD_RUNS; run += 1) cold.push(await visit(host));
    host.link = PHONE;
    const slow = await visit(host);
    host.link = null;
    const warm = await ask(host, questions(passages));
    return {
      name,
      ...made,
      ...size,
      ...cold[0],
      shown: Math.min(...cold.map(({ shown }) => shown)),
      slow: slow.shown,
      trips: slow.trips,
      ...warm,
    };
  } finally {
    await host.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function build(name, size, folder) {
  const child = spawnSync(process.execPath, ['build.mjs', name, size, folder, WORK], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  });
  if (child.status !== 0) throw new Error(`not built: ${child.stderr.trim().split('\n').at(-1)}`);
  return JSON.parse(child.stdout.trim().split('\n').at(-1));
}

/** Files and bytes of index and data as a host sends them. */
function shipped(folder) {
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const data = files.filter(({ name }) => !/\.(js|css)$|wasm/.test(name));
  const sent = data.map((file) => encode(fs.readFileSync(path.join(file.parentPath, file.name))).bytes.length);
  return { files: data.length, size: sent.reduce((sum, bytes) => sum + bytes, 0) };
}

async function writePage(name, folder) {
  const modules = name === 'karez' ? '<link rel="modulepreload" href="karez.js">' : '';
  const preload = PEERS[name].preload
    .map((file) => `<link rel="preload" as="fetch" crossorigin href="${file}">`)
    .join('');
  fs.writeFileSync(
    path.join(folder, 'index.html'),
    `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${modules}${preload}<body><ol></ol><script type="module" src="page.js"></script>`,
  );
  const contents = `import * as client from './clients/${name}.js'; import { run } from './page.js'; run(client);`;
  await bundle({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    logLevel: 'error',
    outfile: path.join(folder, 'page.js'),
  });
}

/** A first visit with a question in the address, until its results are on the screen. */
async function visit(host) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const begun = new Map();
    const events = [];
    page.on('request', (request) => begun.set(request, performance.now()));
    // A page begins to load what it names before it has wholly come.
    const end = (request) => events.push({ begin: begun.get(request), end: performance.now() });
    page.on('response', (response) => response.request().isNavigationRequest() && end(response.request()));
    page.on('requestfinished', (request) => request.isNavigationRequest() || end(request));
    host.sent = 0;
    await page.goto(`${host.address}?q=${encodeURIComponent(QUERY)}`);
    await page.waitForSelector('body[data-shown], body[data-failed]', { timeout: PATIENCE });
    const { shown, failed } = await page.evaluate(() => ({ ...document.body.dataset }));
    if (failed) throw new Error(failed);
    return { shown: Number(shown), bytes: host.sent, requests: begun.size, trips: trips(events) };
  } finally {
    await context.close();
  }
}

/** The longest chain of requests each of which began after the one before had ended; the page itself does not count. */
function trips(events) {
  events.sort((a, b) => a.begin - b.begin);
  for (const event of events) {
    event.depth = 1 + Math.max(0, ...events.filter(({ end }) => end <= event.begin).map(({ depth }) => depth ?? 0));
  }
  return Math.max(...events.map(({ depth }) => depth)) - 1;
}

/** The same questions several times: the first pass fetches, the later ones have everything. */
async function ask(host, list) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(host.address);
    await page.evaluate(() => window.bench.ready);
    const passes = [];
    for (let pass = 0; pass < WARM_PASSES; pass += 1)
      passes.push(await page.evaluate((all) => window.bench.time(all), list));
    const best = list.map((_, at) => Math.min(...passes.slice(1).map((pass) => pass[at][0])));
    const first = passes[0].map(([time]) => time);
    const empty = passes[0].filter(([, count]) => count === 0).length;
    return { first: [share(first, 0.5), share(first, 0.95)], warm: [share(best, 0.5), share(best, 0.95)], empty };
  } finally {
    await context.close();
  }
}

function share(times, part) {
  return [...times].sort((a, b) => a - b)[Math.ceil(times.length * part) - 1];
}

function table(passages, rows) {
  const text = passages.reduce((sum, { title, body }) => sum + Buffer.byteLength(title + body), 0);
  const row = (peer) => {
    const name = `${peer.name} ${versionOf(peer.name)}`;
    if (peer.error) return `| ${name} | ${peer.error} |`;
    return `| ${[
      name,
      peer.cpu.toFixed(1),
      peer.files,
      `${kilo(peer.size)} (${(peer.size / text).toFixed(2)})`,
      kilo(peer.bytes),
      peer.requests,
      peer.trips,
      Math.round(peer.shown),
      Math.round(peer.slow),
      milliseconds(peer.first),
      milliseconds(peer.warm),
      peer.empty,
      PEERS[peer.name].hasExcerpts ? 'yes' : 'no',
    ].join(' | ')} |`;
  };
  return `### ${number(passages.length)} passages, ${(text / 1e6).toFixed(1)} MB of text

| engine | build, CPU s | files | index and data, kB (of text) | first visit, kB | requests | round trips | shown, ms | on a phone, ms | first query, ms | again, ms | empty | excerpts |
|---|---|---|---|---|---|---|---|---|---|---|---|---|
${rows.map(row).join('\n')}
`;
}

function kilo(bytes) {
  return number(Math.round(bytes / 1000));
}

function number(value) {
  return value.toLocaleString('en');
}

function milliseconds(times) {
  return times.map((time) => time.toFixed(2)).join(' / ');
}

function machine() {
  const [date, memory] = [new Date().toISOString().slice(0, 10), Math.round(os.totalmem() / 2 ** 30)];
  const load = os.loadavg()[0].toFixed(1);
  return `On ${date}: ${os.cpus().length} × ${os.cpus()[0].model.trim()}, ${memory} GB, load ${load} at the end; Chromium ${browser.version()}, Node ${process.version}.`;
}

function publish(text) {
  const [before, rest] = fs.readFileSync(REPORT, 'utf8').split(BEGIN);
  const [, after] = rest?.split(END) ?? [];
  if (after === undefined) throw new Error(`${REPORT} has no ${BEGIN} and ${END}`);
  fs.writeFileSync(REPORT, `${before}${BEGIN}\n${text}\n${END}${after}`);
}
