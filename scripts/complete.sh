#!/usr/bin/env bash
# Trunk's last step: makes a whole site of the page that it has staged.
set -euo pipefail
cd "$(dirname "$0")/.."
stage=$TRUNK_STAGING_DIR
# The code in two files: what a first search needs, and the rest (`wasm_split` in the Rust sources).
parts=target/wasm-parts
optimize() { # from, to
  wasm-opt "$1" -o "$2" -Oz --low-memory-unused --flatten --rereloop -Oz -Oz \
    --optimize-added-constants-propagate -Oz --reorder-functions --dealign 2> >(grep -v 'unknown name subsection' >&2)
}
split() { # binary, name of its first file
  rm -rf "$parts"
  wasm-split-cli "target/wasm32-unknown-unknown/wasm/$1.wasm" "$parts"
  wasm-bindgen --target web --no-typescript --keep-lld-exports --out-name "$1" --out-dir "$parts" "$parts/main.wasm"
  optimize "$parts/$1_bg.wasm" "$stage/$2.wasm"
  optimize "$parts/split_later.wasm" "$stage/$1_later.wasm"
}
split app app_bg
sed '/^import/s|"./__wasm_split.js"|"./later.js"|' "$parts/app.js" >"$stage/app.js"
split engine engine
# karez.js needs none of the glue that wasm-bindgen writes.
rm "$stage/engine.js" "$stage/engine_bg.wasm"
# Every reader loads these: their comments stay in the sources.
sed -i -E 's/^ +//; /^\/\/|^\/\*.*\*\/$/d; /^\/\*/,/\*\/$/d' "$stage"/*.{js,css}
# Without its corpus the page is empty: the default one is built into the same folder.
cargo run --release --quiet --bin karez -- build assets/corpus --page "$stage" --out "$stage" --quiet
