// Karez, by the karez.js of the built site.

let corpus;
const text = (segments) => segments.map((segment) => segment.text).join('');

export async function start() {
  const { open } = await import(new URL('karez.js', location.href).href);
  corpus = await open();
}

export async function search(query, isPrefix) {
  const { hits } = await corpus.search(isPrefix ? `${query}*` : query);
  return hits.map(({ title, excerpts }) => ({ title: text(title), excerpt: text(excerpts[0]?.segments ?? []) }));
}
