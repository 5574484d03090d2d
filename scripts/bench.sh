#!/usr/bin/env bash
# Prints what the page weighs and how long a reader waits, for what dist/ holds (`make build` first).
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
