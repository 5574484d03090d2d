#!/usr/bin/env bash
# Prints what the page weighs, how long a reader waits, and how long the engine's loops take, for what dist/ holds; then
# compares with other search engines and writes docs/benchmarks.md. Arguments go to the comparison: sizes in passages,
# `--peers karez,pagefind`.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
scripts/setup.sh --test
[ -f dist/corpus/root.kz ] || trunk build --release
echo "bytes as a host sends them (brotli):"
scripts/sizes.sh
echo "milliseconds in a browser on this machine, default corpus:"
cargo test --quiet --features browser-tests --test browser measure -- --ignored --nocapture |
  grep -E '^(a word|main-thread)'
echo "the engine's loops:"
cargo bench --quiet --no-default-features --bench micro
echo "beside other search engines:"
[ -x target/release/karez ] || cargo build --release --quiet --bin karez
# Not `npm ci`: it refuses where a registry lacks a package for some other system.
npm install --no-save --silent --no-audit --no-fund --ignore-scripts --prefix tests/bench
node tests/bench/compare.mjs "$@"
