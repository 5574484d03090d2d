//! The page's entry point, compiled to WebAssembly.

fn main() {
    karez::app::start();
}
