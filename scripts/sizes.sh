#!/usr/bin/env bash
# Prints what the page in dist/ weighs as a host sends it (brotli), by part, and fails above the budget.
set -euo pipefail
cd "$(dirname "$0")/../dist"
budget=300000 # bytes of wasm + script + style
total=0
for file in app_bg.wasm worker_bg.wasm app.js worker.js worker_loader.js start.js style.css; do
  bytes=$(brotli -c -q 11 "$file" | wc -c)
  total=$((total + bytes))
  printf '%8d  %s\n' "$bytes" "$file"
done
printf '%8d  page in all, of %d allowed\n' "$total" "$budget"
[ "$total" -le "$budget" ]
