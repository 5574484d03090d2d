// Loads an exported index with elasticlunr.js and prints the ids that each query finds: search.js <index> <query>…
import { readFileSync } from 'node:fs';
import elasticlunr from 'elasticlunr';

const [file, ...queries] = process.argv.slice(2);
const index = elasticlunr.Index.load(JSON.parse(readFileSync(file, 'utf8')));
const answer = (query) => index.search(query, { expand: false }).map(({ ref }) => ref);
console.log(JSON.stringify({
  found: queries.map(answer),
  titles: queries.map((query) => answer(query).map((ref) => index.documentStore.getDoc(ref).title)),
}));
