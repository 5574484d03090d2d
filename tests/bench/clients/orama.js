// Orama: keeps whole documents, and makes no excerpts; always searches beginnings of words too.

import { create, load, search as find } from '@orama/orama';

const index = create({ schema: { title: 'string', body: 'string' } });

export async function start() {
  const response = await fetch('index.json');
  load(index, await response.json());
}

export async function search(query) {
  const { hits } = await find(index, { term: query, limit: 10 });
  return hits.map(({ document }) => document);
}
