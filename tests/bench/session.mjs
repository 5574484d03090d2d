// A reader's whole session on a built site, in a real browser: `node session.mjs site query frequent-word term term term`
// prints, step by step, what the page's main thread did; what the columns mean stands in docs/benchmarks.md. With
// `DETAILS=1` each long task says what it was made of; `KAREZ` and `CHROMIUM` name other programs.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { chromium } from 'playwright-core';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const KAREZ = process.env.KAREZ ?? path.join(PROJECT, 'target/release/karez');
const PATIENCE = 60_000;
const LARGE = { width: 1440, height: 900 };
const SMALL = { width: 375, height: 700 };
/** Milliseconds: a task that takes longer is felt. */
const LONG = 50;
/** Between two letters of somebody who types fast. */
const TYPING = 80;
const CATEGORIES = ['devtools.timeline', 'v8', 'disabled-by-default-devtools.timeline'];

const [site, query, frequent, ...terms] = process.argv.slice(2);
if (terms.length < 3) throw new Error('usage: node session.mjs site query frequent-word term term term');

const host = await serve(site);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});
const complaints = [];
try {
  print('1,440 px', await record(LARGE, desktop));
  print('375 px', await record(SMALL, phone));
  process.stdout.write(`other origins, violations of the policy, errors in the console: ${complaints.length}\n`);
  for (const complaint of complaints) process.stdout.write(`  ${complaint}\n`);
} finally {
  await browser.close();
  host.kill();
}

// ---------------------------------------------------------------------------------------------------- what a reader does

async function desktop({ page, step, shown }) {
  const panel = (name) => `.tabs a[href*="view=${name}"]`;
  const counted = '.panel[aria-busy="false"]';
  const settled = '.results[aria-busy="false"]';
  const fill = async (text) => {
    await page.fill('#query', text);
    await page.press('#query', 'Enter');
  };
  const settle = () => page.waitForSelector(settled);
  const wheel = async (css, count, by) => {
    await page.hover(css);
    for (let turn = 0; turn < count; turn += 1) {
      await page.mouse.wheel(0, by);
      await page.waitForTimeout(30);
    }
  };

  await begin({ page, step }, settle);
  await step('type, choose a completion', async () => {
    await page.fill('#query', '');
    await page.keyboard.type(terms[0].slice(0, 4), { delay: TYPING });
    await page.waitForSelector('#completions li', { timeout: 2_000 }).catch(() => {});
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await settle();
  });
  await step('search a frequent word', async () => {
    await fill(frequent);
    await page.waitForSelector('.result');
    await settle();
  });
  await step('more results, scroll', async () => {
    for (let more = 0; more < 3; more += 1) {
      await page.click('.show-more');
      await settle();
    }
    await wheel('.results .result', 20, 300);
  });
  await step('facets: show all, find, include, exclude', async () => {
    const facet = page.locator('.facet', { has: page.locator('.values') }).last();
    const all = facet.locator('button.link-button');
    if (await all.count()) await all.click();
    const find = facet.locator('.find');
    if (await find.count()) {
      await find.pressSequentially('an', { delay: TYPING });
      await find.fill('');
    }
    await facet.locator('.exclude').first().click();
    await settle();
    await page.goBack();
    await settle();
    await facet.locator('input[type=checkbox]').first().click();
    await settle();
    await settle();
    await page.goBack();
    await settle();
  });
  await step('dates: drag over the bars', async () => {
    const box = await page.locator('.bars').boundingBox();
    const at = (share) => [box.x + share * box.width, box.y + box.height / 2];
    await page.mouse.move(...at(0.3));
    await page.mouse.down();
    for (let share = 0.3; share < 0.8; share += 0.02) await page.mouse.move(...at(share));
    await page.mouse.up();
    await settle();
    await fill(query);
    await settle();
    await page.goto(`${host.address}#/?q=${encodeURIComponent(query)}`);
    await settle();
  });
  await step('open a document', async () => {
    await page.click('.result-link');
    await page.waitForSelector('.text mark');
  });
  await step('hits, find in document, next document', async () => {
    for (const key of 'nnnpp') {
      await page.keyboard.press(key);
      await page.waitForTimeout(TYPING);
    }
    await page.click('#find-toggle');
    await page.keyboard.type(frequent, { delay: TYPING });
    await page.waitForTimeout(200);
    await page.locator('#find').fill('');
    await page.focus('#document-title');
    for (const key of ']]][') {
      await page.keyboard.press(key);
      await page.waitForTimeout(300);
    }
  });
  await step('cite, embed, verify', async () => {
    await page.click('.document-actions button');
    await page.waitForSelector('.shared-text');
    for (const format of ['BibTeX', 'RIS']) await page.locator('.share-dialog label', { hasText: format }).click();
    await page.locator('.share-dialog label', { hasText: 'Embed' }).click();
    await page.waitForSelector('.preview iframe');
    await page.waitForTimeout(500);
    await page.keyboard.press('Escape');
    const verify = page.locator('.verification button').first();
    await verify.scrollIntoViewIfNeeded();
    await verify.click();
    await page.waitForTimeout(500);
    await page.click('.reader .back');
    await page.waitForSelector('.result');
  });
  await step('export the whole corpus as CSV', async () => {
    await page.click('#share-results');
    await page.locator('.share-dialog label', { hasText: 'Export' }).click();
    await page.locator('.share-dialog .choices').nth(1).locator('label').last().click();
    await page.waitForSelector('.shared-text', { timeout: PATIENCE });
    await page.keyboard.press('Escape');
  });

  await fill(frequent);
  await settle();
  await step('concordance, first time', () => shown(panel('concordance'), '.line a'));
  await page.waitForSelector(counted);
  await step('concordance, again', async () => {
    await page.locator('.tabs a').first().click();
    await page.waitForSelector('.result');
    return shown(panel('concordance'), '.line a');
  });
  await page.waitForSelector(counted);
  await step('lines: scroll', () => wheel('.lines .line', 60, 240));
  await step('lines: to the last, and back by pages', async () => {
    await page.locator('.line a').first().focus();
    await page.keyboard.press('End');
    await page.waitForTimeout(500);
    for (let turn = 0; turn < 10; turn += 1) {
      await page.keyboard.press('PageUp');
      await page.waitForTimeout(60);
    }
    for (const share of [0.5, 0.2, 0.9, 0]) {
      await page.evaluate((to) => {
        const lines = document.querySelector('.lines');
        lines.scrollTop = lines.scrollHeight * to;
      }, share);
      await page.waitForTimeout(300);
    }
  });
  await step('lines: by the word after', async () => {
    await page.selectOption('.panel select', 'right1');
    await page.waitForTimeout(100);
    await page.waitForSelector(counted, { timeout: PATIENCE });
  });
  await step('lines: grouped', async () => {
    await page.locator('.panel .toggle').first().click();
    await page.waitForTimeout(100);
    await page.waitForSelector(counted, { timeout: PATIENCE });
  });
  await step('lines: by the word before, again', async () => {
    await page.locator('.panel .toggle').first().click();
    await page.selectOption('.panel select', 'right1');
    await page.waitForTimeout(100);
    await page.waitForSelector(counted, { timeout: PATIENCE });
    await wheel('.lines .line', 20, 240);
  });
  await step('lines: open one, close it', async () => {
    await page.locator('.line a').nth(3).click();
    await page.waitForSelector('.is-passage');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.reader', { state: 'detached' });
  });
  await step('lines: CSV of all', async () => {
    const download = page.waitForEvent('download', { timeout: PATIENCE });
    await page.locator('.panel-foot button', { hasText: 'CSV' }).click();
    await download;
  });
  await step('trends', () => shown(panel('trends'), '.mark-link'));
  await step('trends: type three more terms', async () => {
    for (const [number, term] of terms.slice(0, 3).entries()) {
      await page.click(`#term-${number + 1}`);
      await page.keyboard.type(term, { delay: TYPING });
    }
    await page.waitForSelector('.mark-link.series-3');
    await page.waitForSelector(counted);
  });
  await step('trends: by month, stories, table', async () => {
    for (const label of ['Month', 'stories', 'Documents']) {
      const choice = page.locator('.panel label.choice', { hasText: label });
      if (await choice.count()) await choice.first().click();
      await page.waitForTimeout(200);
      await page.waitForSelector(counted);
    }
    await page.click('.chart-table summary');
    await page.waitForTimeout(200);
  });
  await step('words near', async () => {
    await page.click(panel('words'));
    await page.waitForSelector('.numbers td', { timeout: PATIENCE });
    await page.waitForSelector(counted, { timeout: PATIENCE });
  });
  await fill(query);
  await settle();
  await step('key words', async () => {
    await page.locator('.panel label.choice').nth(1).click();
    await page.waitForSelector('.sides', { timeout: PATIENCE });
    await page.waitForSelector(counted, { timeout: PATIENCE });
  });
  await fill(frequent);
  await settle();
  await step('dispersion', async () => {
    await page.click(panel('dispersion'));
    await page.waitForSelector('.barcode', { timeout: PATIENCE });
  });
  await step('claims, by speaker, conflicts', async () => {
    await page.click(panel('claims'));
    await page.waitForSelector(counted, { timeout: PATIENCE });
    for (const number of [1, 2, 0]) {
      await page.locator('.panel label.choice').nth(number).click();
      await page.waitForTimeout(200);
      await page.waitForSelector(counted, { timeout: PATIENCE });
    }
    const more = page.locator('.panel .show-more');
    if (await more.count()) await more.click();
    await page.waitForTimeout(300);
  });
  await step('start, about', async () => {
    await page.goto(`${host.address}#/`);
    await page.waitForSelector('.start');
    await page.goto(`${host.address}#/about`);
    await page.waitForSelector('#keyboard-heading');
  });
}

// How every session begins.
async function begin({ page, step }, settle) {
  await step('open', async () => {
    await page.goto(host.address);
    await page.waitForSelector('.start');
  });
  await step('type a query', async () => {
    await page.click('#query');
    await page.keyboard.type(query, { delay: TYPING });
    await settle();
  });
}

async function phone({ page, step, shown }) {
  const settle = () => page.waitForSelector('.results[aria-busy="false"]', { state: 'attached' });
  await begin({ page, step }, settle);
  await step('filters', async () => {
    await page.click('#filters-toggle');
    await page.waitForSelector('.filters');
    await page.locator('.values input').first().click();
    await settle();
    await page.click('.show-results');
    await page.waitForSelector('.filters', { state: 'detached' });
  });
  await step('open a document, go back', async () => {
    await page.click('.result-link');
    await page.waitForSelector('.text mark');
    await page.click('.reader .back');
    await page.waitForSelector('.result');
  });
  await page.goto(`${host.address}#/?q=${encodeURIComponent(frequent)}`);
  await settle();
  await step('concordance', () => shown('.tabs a[href*="view=concordance"]', '.line a'));
  await step('trends', () => shown('.tabs a[href*="view=trends"]', '.mark-link'));
}

// ------------------------------------------------------------------------------------------------------ what is recorded

/** Makes a session in a window of this size and gives its steps. */
async function record(viewport, session) {
  const context = await browser.newContext({ viewport, isMobile: viewport.width < 500 });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(host.address) && !/^(data|blob):/.test(url)) complaints.push(`request: ${url}`);
  });
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.addInitScript(watch);
  const steps = [];
  await browser.startTracing(page, { categories: CATEGORIES });
  const step = async (name, act) => {
    const begin = microseconds();
    const shown = await act();
    // Two frames: what the step brought about has been drawn.
    const seen = await page.evaluate(drawn);
    steps.push({ name, begin, end: microseconds(), shown, ...seen });
    process.stderr.write(`${name}\n`);
  };
  const shown = (click, css) => page.evaluate(timeUntil, [click, css]);
  const fail = (error) => complaints.push(`after “${steps.at(-1)?.name}”: ${error.message}`);
  await session({ page, step, shown }).catch(fail);
  const trace = JSON.parse(await browser.stopTracing());
  await context.close();
  const tasks = tasksOf(trace.traceEvents);
  for (const step of steps) step.tasks = tasks.filter(({ ts }) => ts >= step.begin && ts < step.end);
  return steps;
}

/** Runs in the page: gathers what the browser itself says of slow events and of what moved. */
function watch() {
  const entries = (type, take, options) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...options });
  const none = () => ({ shift: 0, events: [] });
  let seen = none();
  entries('layout-shift', (shift) => {
    if (!shift.hadRecentInput) seen.shift += shift.value;
  });
  const event = ({ duration, processingStart, processingEnd }) =>
    seen.events.push({ duration, own: processingEnd - processingStart });
  entries('event', event, { durationThreshold: 16 });
  window.takeSeen = () => {
    const taken = seen;
    seen = none();
    return taken;
  };
}

/** Runs in the page: what was seen until two frames have been drawn. */
function drawn() {
  const frame = () => new Promise(requestAnimationFrame);
  const pause = () => new Promise((done) => setTimeout(done, 50));
  return frame().then(frame).then(pause).then(window.takeSeen);
}

/** Runs in the page: milliseconds from a click to the frame that shows what it brings. */
function timeUntil([click, css]) {
  return new Promise((done) => {
    const begin = performance.now();
    const look = () => {
      if (!document.querySelector(css)) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin)));
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    document.querySelector(click).click();
    look();
  });
}

/** The tasks of the main thread: when each began, how long it took by the clock and by the processor (in ms), and the
 * parts that took longest. */
function tasksOf(events) {
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const isMain = ({ pid, tid }) => mains.some((main) => main.pid === pid && main.tid === tid);
  const done = events.filter((event) => event.ph === 'X' && isMain(event)).sort((a, b) => a.ts - b.ts);
  const tasks = done.filter(({ name }) => name === 'RunTask');
  return tasks.map((task) => {
    const [wall, cpu] = [task.dur, task.tdur ?? 0].map((time) => time / 1000);
    return { ts: task.ts, wall, cpu, parts: wall > LONG ? parts(done, task) : '' };
  });
}

function parts(events, task) {
  const sums = new Map();
  for (const { name, pid, ts, dur } of events) {
    const isInside = pid === task.pid && ts >= task.ts && ts + dur <= task.ts + task.dur && name !== task.name;
    if (isInside) sums.set(name, (sums.get(name) ?? 0) + dur / 1000);
  }
  const most = [...sums].sort(([, a], [, b]) => b - a).slice(0, 6);
  return most.map(([name, sum]) => `${name} ${sum.toFixed(0)}`).join(', ');
}

function print(title, steps) {
  const most = (list) => Math.round(Math.max(0, ...list));
  const lines = steps.map(({ name, shown, tasks, events, shift }) => {
    const long = tasks.filter(({ wall }) => wall > LONG).sort((a, b) => b.wall - a.wall);
    const cells = [
      name,
      shown === undefined ? '' : Math.round(shown),
      most(tasks.map(({ wall }) => wall)),
      most(tasks.map(({ cpu }) => cpu)),
      long.length,
      most(events.map(({ own }) => own)),
      most(events.map(({ duration }) => duration)),
      shift.toFixed(4),
    ];
    const details = long.map(({ wall, cpu, parts: of }) => `    ${wall.toFixed(0)} (${cpu.toFixed(0)}): ${of}`);
    return [`| ${cells.join(' | ')} |`, ...(process.env.DETAILS ? details : [])].join('\n');
  });
  const heads = ['step', 'shown', 'longest task', 'processor', 'long tasks', 'handler', 'event', 'shift'];
  const head = `| ${heads.join(' | ')} |\n|${'---|'.repeat(heads.length)}`;
  process.stdout.write(`${title}\n\n${head}\n${lines.join('\n')}\n\n`);
}

/** The clock that traces use. */
function microseconds() {
  return Number(process.hrtime.bigint() / 1000n);
}

/** `karez serve` on a port of its own. */
async function serve(folder) {
  const child = spawn(KAREZ, ['serve', folder, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  while (!/http:\/\/127\.0\.0\.1:\d+/.test(said)) said += (await once(child.stdout, 'data'))[0];
  return { address: `${/http:\/\/127\.0\.0\.1:\d+/.exec(said)[0]}/`, kill: () => child.kill() };
}
