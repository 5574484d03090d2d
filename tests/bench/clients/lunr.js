// lunr: keeps no documents; the titles are a file beside its index.

import lunr from 'lunr';

let index;
let titles;

export async function start() {
  const [stored, names] = await Promise.all(
    ['index.json', 'titles.json'].map(async (name) => (await fetch(name)).json()),
  );
  index = lunr.Index.load(stored);
  titles = names;
}

export async function search(query, isPrefix) {
  return index
    .search(isPrefix ? `${query}*` : query)
    .slice(0, 10)
    .map(({ ref }) => ({ title: titles[ref] }));
}
