// Pagefind: always searches beginnings of words too.

let pagefind;

export async function start() {
  pagefind = await import(new URL('index/pagefind.js', location.href).href);
  await pagefind.init();
}

export async function search(query) {
  const { results } = await pagefind.search(query);
  const found = await Promise.all(results.slice(0, 10).map((result) => result.data()));
  return found.map(({ meta, plain_excerpt: excerpt }) => ({ title: meta.title, excerpt }));
}
