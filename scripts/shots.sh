#!/usr/bin/env bash
# Takes screenshots of start, results and reader at three widths, light and dark, into docs/screenshots.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
scripts/setup.sh --test
[ -f dist/corpus/root.kz ] || trunk build --release
KAREZ_SCREENSHOTS="$PWD/docs/screenshots" \
  cargo test --quiet --features browser-tests --test browser screenshots -- --ignored
