#!/usr/bin/env bash
# Takes screenshots of every screen at three widths, light and dark, into target/screenshots; the README's into
# docs/screenshots.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
scripts/setup.sh --test
[ -f dist/corpus/root.kz ] || trunk build --release
KAREZ_SCREENSHOTS="$PWD/target/screenshots" \
  cargo test --quiet --features browser-tests --test browser screenshots::screenshots -- --ignored
for shot in results-1440-light reader-375-light reader-1440-dark right-to-left-1440-light concordance-1440-light trends-1440-light; do
  cp "target/screenshots/$shot.png" docs/screenshots/
done
