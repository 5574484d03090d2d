// How each search engine builds its index, at its defaults. How it searches is in clients/, by the same name.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const PROJECT = path.resolve(import.meta.dirname, '../..');

const write = (folder, name, content) => fs.writeFileSync(path.join(folder, name), content);
const titles = (documents) => JSON.stringify(Object.fromEntries(documents.map(({ id, title }) => [id, title])));

/**
 * By name: the npm package, whether results have excerpts, `build(documents, folder)`, and the files that the page should
 * begin to load at once.
 */
export const PEERS = {
  karez: {
    hasExcerpts: true,
    preload: ['engine.wasm', 'corpus/root.kz'],
    build(documents, folder) {
      const [source, site] = [path.join(folder, 'source'), path.join(folder, 'site')];
      fs.mkdirSync(source);
      write(source, 'corpus.toml', 'title = "Speeches"\nlanguages = ["en"]\n');
      write(
        source,
        'speeches.jsonl',
        documents.map((document) => JSON.stringify({ ...document, lang: 'en' })).join('\n'),
      );
      const page = path.join(PROJECT, 'dist');
      execFileSync(path.join(PROJECT, 'target/release/karez'), [
        'build',
        source,
        '--out',
        site,
        '--page',
        page,
        '--no-cache',
        '--quiet',
      ]);
      // What a script needs that brings its own page.
      for (const name of ['corpus', 'karez.js', 'engine.wasm'])
        fs.renameSync(path.join(site, name), path.join(folder, name));
      for (const left of [source, site]) fs.rmSync(left, { recursive: true });
    },
  },
  pagefind: {
    package: 'pagefind',
    hasExcerpts: true,
    preload: [],
    async build(documents, folder) {
      const pagefind = await import('pagefind');
      const { index } = await pagefind.createIndex();
      for (const { id, title, body } of documents) {
        await index.addCustomRecord({ url: `/${id}`, content: `${title}\n${body}`, language: 'en', meta: { title } });
      }
      await index.writeFiles({ outputPath: path.join(folder, 'index') });
      await pagefind.close();
    },
  },
  minisearch: {
    package: 'minisearch',
    preload: ['index.json'],
    async build(documents, folder) {
      const { default: MiniSearch } = await import('minisearch');
      const index = new MiniSearch({ fields: ['title', 'body'], storeFields: ['title'] });
      index.addAll(documents);
      write(folder, 'index.json', JSON.stringify(index));
    },
  },
  flexsearch: {
    package: 'flexsearch',
    preload: ['index.json'],
    async build(documents, folder) {
      const { Document } = await import('flexsearch');
      const index = new Document({ document: { id: 'id', store: ['title'], index: ['title', 'body'] } });
      for (const document of documents) index.add(document);
      const parts = [];
      await index.export((key, part) => part !== undefined && parts.push([key, part]));
      write(folder, 'index.json', JSON.stringify(parts));
    },
  },
  lunr: {
    package: 'lunr',
    preload: ['index.json', 'titles.json'],
    async build(documents, folder) {
      const { default: lunr } = await import('lunr');
      const index = lunr(function define() {
        this.field('title');
        this.field('body');
        for (const document of documents) this.add(document);
      });
      write(folder, 'index.json', JSON.stringify(index));
      write(folder, 'titles.json', titles(documents));
    },
  },
  orama: {
    package: '@orama/orama',
    preload: ['index.json'],
    async build(documents, folder) {
      const { create, insertMultiple, save } = await import('@orama/orama');
      const index = create({ schema: { title: 'string', body: 'string' } });
      await insertMultiple(
        index,
        documents.map(({ id, title, body }) => ({ id, title, body })),
      );
      write(folder, 'index.json', JSON.stringify(save(index)));
    },
  },
  sqlite: {
    package: '@sqlite.org/sqlite-wasm',
    hasExcerpts: true,
    preload: ['index.sqlite', 'sqlite3.wasm'],
    async build(documents, folder) {
      const { default: start } = await import('@sqlite.org/sqlite-wasm');
      const { oo1, capi } = await start();
      const database = new oo1.DB(':memory:');
      database.exec('create virtual table documents using fts5(id unindexed, title, body); begin');
      const insert = database.prepare('insert into documents values (?, ?, ?)');
      for (const { id, title, body } of documents) insert.bind([id, title, body]).stepReset();
      insert.finalize();
      database.exec("insert into documents(documents) values ('optimize'); commit; vacuum");
      write(folder, 'index.sqlite', capi.sqlite3_js_db_export(database));
      const wasm = path.join(import.meta.dirname, 'node_modules/@sqlite.org/sqlite-wasm/dist/sqlite3.wasm');
      fs.copyFileSync(wasm, path.join(folder, 'sqlite3.wasm'));
    },
  },
};

/** The version of a peer that is installed here. */
export function versionOf(name) {
  const { package: of } = PEERS[name];
  if (!of)
    return execFileSync(path.join(PROJECT, 'target/release/karez'), ['--version'], { encoding: 'utf8' })
      .trim()
      .split(' ')
      .at(-1);
  return JSON.parse(fs.readFileSync(path.join(import.meta.dirname, 'node_modules', of, 'package.json'))).version;
}
