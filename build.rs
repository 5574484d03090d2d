//! Asks the linker for what `wasm-split-cli` needs to put code into two files (scripts/complete.sh).

fn main() {
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo::rustc-link-arg-bin=app=--emit-relocs");
        println!("cargo::rustc-link-arg-bin=engine=--emit-relocs");
    }
    println!("cargo::rerun-if-changed=build.rs");
}
