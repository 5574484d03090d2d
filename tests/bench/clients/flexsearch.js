// FlexSearch: keeps titles, not texts; at its defaults it finds whole words only.

import { Document } from 'flexsearch';

const index = new Document({ document: { id: 'id', store: ['title'], index: ['title', 'body'] } });

export async function start() {
  const response = await fetch('index.json');
  for (const [key, part] of await response.json()) index.import(key, part);
}

export async function search(query) {
  return index.search(query, { limit: 10, enrich: true, merge: true }).map(({ doc }) => doc);
}
