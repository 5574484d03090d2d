//! The page and its search worker, compiled to WebAssembly: both load the same file, and each starts its part of it.

fn main() {
    match web_sys::window() {
        Some(_) => karez::app::start(),
        None => karez::worker::start(),
    }
}
