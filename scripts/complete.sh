#!/usr/bin/env bash
# Trunk's last step: makes a whole site of the page that it has staged.
set -euo pipefail
cd "$(dirname "$0")/.."
stage=$TRUNK_STAGING_DIR
# karez.js needs none of the glue that wasm-bindgen writes.
rm "$stage/engine.js"
mv "$stage/engine_bg.wasm" "$stage/engine.wasm"
# Every reader loads these: their comments stay in the sources.
sed -i -E 's/^ +//; /^\/\/|^\/\*.*\*\/$/d; /^\/\*/,/\*\/$/d' "$stage"/*.js "$stage/style.css"
# Without its corpus the page is empty: the default one is built into the same folder.
cargo run --release --quiet --bin karez -- build assets/corpus --page "$stage" --out "$stage" --quiet
