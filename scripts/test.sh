#!/usr/bin/env bash
# Every check, set-up included. Ends with one line: how many tests passed and failed.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
log=target/test.log
wasm="--lib --target wasm32-unknown-unknown --no-default-features"

step() { printf '\n== %s\n' "$*"; }

scripts/setup.sh --test
mkdir -p target && : >"$log"

step "format"
cargo fmt --check
cargo fmt --check --manifest-path fuzz/Cargo.toml
step "lints, natively and for the browser"
cargo clippy --quiet --all-targets --features app,browser-tests -- -D warnings
# shellcheck disable=SC2086
cargo clippy --quiet $wasm --bin app --features app -- -D warnings
# shellcheck disable=SC2086
cargo clippy --quiet $wasm --bin engine --features api -- -D warnings
step "fuzz targets, without libFuzzer"
cargo check --quiet --bins --no-default-features --manifest-path fuzz/Cargo.toml --target-dir target
step "documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --quiet --no-deps --lib --features app
step "unit, property and command-line tests"
cargo test --features app,browser-tests --lib --test suite 2>&1 | tee -a "$log"
step "examples of the documentation"
cargo test --features app,browser-tests --doc 2>&1 | tee -a "$log"
step "the page and the default corpus"
trunk build --release
scripts/sizes.sh
step "journeys in a real browser"
cargo test --features app,browser-tests --test browser -- --test-threads 2 2>&1 | tee -a "$log"

step "done"
awk '/^test result:/ { passed += $4; failed += $6 } END { printf "%d passed, %d failed\n", passed, failed; exit failed > 0 || passed == 0 }' "$log"
