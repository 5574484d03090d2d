// MiniSearch: keeps titles, not texts.

import MiniSearch from 'minisearch';

let index;

export async function start() {
  const response = await fetch('index.json');
  index = MiniSearch.loadJSON(await response.text(), { fields: ['title', 'body'], storeFields: ['title'] });
}

export async function search(query, isPrefix) {
  return index.search(query, { prefix: isPrefix }).slice(0, 10);
}
