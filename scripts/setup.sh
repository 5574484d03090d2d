#!/usr/bin/env bash
# Prepares a machine to build, run and test Karez. Safe to run again: it does only what is missing, and says so.
#
#   scripts/setup.sh          what `make build` and `make serve` need
#   scripts/setup.sh --test   the same, and what `make test` needs (a browser, accessibility rules)
#
# It asks nothing. It installs from package registries only (crates.io, npm, Debian, rustup), never a browser or a
# binary from a project's release page. Versions are in scripts/versions.env.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=versions.env
source scripts/versions.env
with_tests=false
[ "${1:-}" = "--test" ] && with_tests=true
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
cargo_bin="${CARGO_HOME:-$HOME/.cargo}/bin"
npm_tools=target/tools/npm

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; elif has sudo; then sudo -n "$@"; else fail "needs root to run: $*"; fi; }

# Installs Debian packages that are not there yet.
debian_packages() {
  local missing=()
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  has apt-get || fail "please install with your package manager: ${missing[*]}"
  say "installing Debian packages: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null
}

has_wasm_library() { # of the compiler that `cargo` uses in this folder
  compgen -G "$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null)/libstd*.rlib" >/dev/null
}

# Builds the wasm32 standard library out of Debian's source package for Debian's own compiler.
build_wasm_library() {
  local library sysroot_dir work=target/tools/wasm-library
  library="$(/usr/bin/rustc --print target-libdir --target wasm32-unknown-unknown)"
  sysroot_dir="$(/usr/bin/rustc --print sysroot)/lib/rustlib/src/rust/library"
  if compgen -G "$library/libstd*.rlib" >/dev/null; then return; fi
  say "building the wasm32 standard library from Debian's sources (about a minute)"
  rm -rf "$work" && mkdir -p "$work"
  # Embedded bitcode, because link-time optimisation of the release build fails without it.
  env -u RUSTUP_TOOLCHAIN RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$PWD/$work" \
    RUSTFLAGS="-Zforce-unstable-if-unmarked -Cembed-bitcode=yes" \
    /usr/bin/cargo build --quiet --release --target wasm32-unknown-unknown \
    --manifest-path "$sysroot_dir/sysroot/Cargo.toml"
  as_root mkdir -p "$library"
  as_root cp "$work"/wasm32-unknown-unknown/release/deps/*.rlib "$library/"
  # Cargo does not notice that the library changed.
  rm -rf "$work" target/wasm32-unknown-unknown
}

rust_with_wasm() {
  if has rustc && has_wasm_library; then return; fi
  if has rustup; then
    say "adding the wasm32 target with rustup"
    timeout 300 rustup target add wasm32-unknown-unknown >/dev/null 2>&1 || true
    if has_wasm_library; then return; fi
    say "rustup cannot reach its server; using Debian's compiler for this folder instead"
  elif ! has apt-get; then
    fail "no Rust here: install rustup from https://rustup.rs and run this again"
  fi
  debian_packages rustc-web cargo-web rust-web-src rust-web-llvm rust-web-clippy rustfmt-web lld-22
  build_wasm_library
  if has rustup; then
    rustup toolchain link distro /usr
    rustup override set distro >/dev/null 2>&1
  fi
  has_wasm_library || fail "the compiler still has no wasm32 standard library; $(rustc --version)"
}

# Tools are used seconds a day and compiled once: compile them fast rather than well.
cargo_tool() { # name, version, further arguments
  local name=$1 version=$2
  shift 2
  say "compiling $name $version (some minutes)"
  env CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_PROFILE_RELEASE_DEBUG=0 CARGO_TARGET_DIR="$PWD/target/tools/cargo" \
    cargo install --quiet --force "$name" --version "$version" "$@"
}

is_version() { # program, version
  has "$1" && "$1" --version 2>/dev/null | grep -qF "$2"
}

npm_tool() { # package, version
  [ -f "$npm_tools/node_modules/$1/package.json" ] &&
    grep -qF "\"version\": \"$2\"" "$npm_tools/node_modules/$1/package.json" && return
  has npm || debian_packages nodejs npm
  say "fetching $1 $2 from npm"
  mkdir -p "$npm_tools"
  npm install --silent --no-fund --no-audit --ignore-scripts --prefix "$npm_tools" "$1@$2"
}

# Panic messages name source files; without this the page would carry the paths, and the user name, of this machine. And
# of the two ways in which sha2 is written, the loop has a fifth of the code of the one that is written out.
write_compiler_flags() {
  mkdir -p .cargo
  cat >.cargo/config.toml <<END
# Written by scripts/setup.sh: the page must not carry the paths of the machine it was built on,
# nor more code of SHA-256 than it needs.
[target.wasm32-unknown-unknown]
rustflags = [
  "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=crates",
  "--remap-path-prefix=$(rustc --print sysroot)/lib/rustlib/src=rust",
  "--remap-path-prefix=$PWD=karez",
  '--cfg=sha2_backend="soft"',
  '--cfg=sha2_backend_soft="compact"',
]
END
}

has cc || debian_packages gcc libc6-dev
rust_with_wasm
grep -qs sha2_backend .cargo/config.toml || write_compiler_flags
if ! is_version wasm-bindgen "$WASM_BINDGEN_VERSION"; then
  cargo_tool wasm-bindgen-cli "$WASM_BINDGEN_VERSION" --locked ||
    cargo_tool wasm-bindgen-cli "$WASM_BINDGEN_VERSION"
fi
if ! grep -qs "wasm_split_cli_support $WASM_SPLIT_VERSION" "$cargo_bin/../.crates.toml"; then
  cargo_tool wasm_split_cli_support "$WASM_SPLIT_VERSION" --features build-binary --locked ||
    cargo_tool wasm_split_cli_support "$WASM_SPLIT_VERSION" --features build-binary
fi
is_version trunk "$TRUNK_VERSION" || cargo_tool trunk "$TRUNK_VERSION" --locked --no-default-features
if ! is_version wasm-opt "version ${BINARYEN_VERSION%%.*}"; then
  npm_tool binaryen "$BINARYEN_VERSION"
  # Trunk takes the tool from PATH when its version is the expected one. A copy, so that another clone may go away.
  rm -rf "$cargo_bin/../karez-binaryen" "$cargo_bin/wasm-opt"
  cp -r "$npm_tools/node_modules/binaryen" "$cargo_bin/../karez-binaryen"
  ln -s ../karez-binaryen/bin/wasm-opt "$cargo_bin/wasm-opt"
fi

if $with_tests; then
  npm_tool axe-core "$AXE_CORE_VERSION"
  has chromedriver || debian_packages chromium chromium-driver
  has brotli || debian_packages brotli
fi
say "ready"
