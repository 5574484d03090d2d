//! The engine as WebAssembly without any host: `karez.js` writes bytes into its memory and reads bytes from it.
//!
//! Only numbers cross the border, so that no glue has to be loaded. Each instance of the module is one corpus.

// Nothing starts by itself; what would start it weighs 0.4 kB.
#![no_main]

use std::cell::RefCell;

use karez::api::{Reply, Session};
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static SESSION: RefCell<Session> = RefCell::default();
    /// What the script wrote for the next call, then what that call replied.
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for as many bytes, and tells the address at which the next call reads them.
#[wasm_bindgen]
pub fn reserve(length: usize) -> *mut u8 {
    BUFFER.with_borrow_mut(|buffer| {
        *buffer = vec![0; length];
        buffer.as_mut_ptr()
    })
}

/// The address of the last reply.
#[wasm_bindgen]
pub fn reply() -> *const u8 {
    BUFFER.with_borrow(|buffer| buffer.as_ptr())
}

/// [`Session::open`]; like the next three, it tells the length of its reply.
#[wasm_bindgen]
pub fn open() -> usize {
    respond(Session::open)
}

/// [`Session::keep`].
#[wasm_bindgen]
pub fn keep() -> usize {
    respond(Session::keep)
}

/// [`Session::ask`].
#[wasm_bindgen]
pub fn ask() -> usize {
    respond(|session, request| session.ask(request))
}

/// [`Session::describe`].
#[wasm_bindgen]
pub fn describe() -> usize {
    respond(|_, code| Session::describe(code))
}

/// [`Session::free_memory`].
#[wasm_bindgen]
pub fn free_memory(limit: usize) {
    SESSION.with_borrow_mut(|session| session.free_memory(limit));
}

fn respond(act: impl FnOnce(&mut Session, &[u8]) -> Reply) -> usize {
    let input = BUFFER.take();
    let reply = SESSION.with_borrow_mut(|session| act(session, &input)).to_bytes();
    let length = reply.len();
    BUFFER.set(reply);
    length
}
