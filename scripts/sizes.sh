#!/usr/bin/env bash
# Prints what dist/ weighs as a host sends it (brotli), by part, and fails when the page is above its budget.
set -euo pipefail
cd "$(dirname "$0")/../dist"
budget=326000 # bytes of wasm + script + style until results show; the goal is 250,000
total=0
size() { brotli -c -q 11 "$1" | wc -c; }
for file in app_bg.wasm app.js start.js worker_loader.js later.js style.css; do
  bytes=$(size "$file")
  total=$((total + bytes))
  printf '%8d  %s\n' "$bytes" "$file"
done
printf '%8d  page in all, of %d allowed\n' "$total" "$budget"
printf '%8d  app_later.wasm, when a document is opened, counted or shared\n' "$(size app_later.wasm)"
printf '\nfor scripts that bring their own page:\n'
for file in engine.wasm engine_later.wasm karez.js; do
  printf '%8d  %s\n' "$(size "$file")" "$file"
done
[ "$total" -le "$budget" ]
