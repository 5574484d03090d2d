#!/usr/bin/env bash
# Prints how simple the structure of the code is: circles among files, arrows against the floors, long functions and files.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
cargo test --quiet --test suite tidy::the_structure_stays_simple -- --nocapture | grep -E '^ +[0-9]|^ {8}'
