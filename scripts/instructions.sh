#!/usr/bin/env bash
# Counts the instructions of the engine's loops with callgrind: the same on a busy machine as on an idle one.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
if ! command -v valgrind >/dev/null; then
  as_root=""
  [ "$(id -u)" = 0 ] || as_root="sudo -n"
  $as_root apt-get update -qq
  $as_root apt-get install -qq -y --no-install-recommends valgrind >/dev/null
fi
program=$(cargo bench --quiet --no-default-features --bench micro --no-run --message-format=json |
  sed -n 's/.*"name":"micro".*"executable":"\([^"]*\)".*/\1/p')
"$program" --once | while IFS= read -r name; do
  count=$(valgrind --tool=callgrind --callgrind-out-file=/dev/null --collect-atstart=no '--toggle-collect=*counted*' \
    "$program" --once "$name" 2>&1 | sed -n 's/.*Collected : //p')
  printf '%14s  %s\n' "$count" "$name"
done
