// SQLite FTS5: the whole database in memory.

import init from '@sqlite.org/sqlite-wasm';

let select;

export async function start() {
  const [{ oo1, capi, wasm }, response] = await Promise.all([
    init({ locateFile: (name) => name }),
    fetch('index.sqlite'),
  ]);
  const bytes = await response.arrayBuffer();
  const database = new oo1.DB();
  const address = wasm.allocFromTypedArray(bytes);
  const flags = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_READONLY;
  const size = bytes.byteLength;
  database.checkRc(capi.sqlite3_deserialize(database.pointer, 'main', address, size, size, flags));
  select = database.prepare(
    "select title, snippet(documents, 2, '', '', '…', 24) from documents where documents match ? order by rank limit 10",
  );
}

export async function search(query, isPrefix) {
  const words = query.split(' ').map((word) => `"${word}"${isPrefix ? '*' : ''}`);
  select.bind([words.join(' ')]);
  const found = [];
  while (select.step()) {
    const [title, excerpt] = select.get([]);
    found.push({ title, excerpt });
  }
  select.reset();
  return found;
}
