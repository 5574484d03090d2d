// Fetches the code that a first search does not need, when page or worker wants it (`later` and `examine` in the Rust
// sources). `app.js` imports it: wasm-split-cli says what the function is called and given, a callback's place in the
// table and what to hand it.

export async function __wasm_split_load_later(callback, data) {
  let hasArrived = false;
  try {
    const address = new URL(`app_later.wasm${self.KAREZ_CODE.version}`, import.meta.url);
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address} could not be fetched: the server answered ${response.status}.`);
    // Not compiled while it arrives: not every server knows its media type, and it is small.
    await WebAssembly.instantiate(await response.arrayBuffer(), { __wasm_split: self.KAREZ_CODE.exports });
    hasArrived = true;
  } catch (error) {
    console.warn(error); // The page says so, and lets its reader try again.
  }
  self.KAREZ_CODE.exports.__indirect_function_table.get(callback)(data, hasArrived);
}
