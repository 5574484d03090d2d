//! Leaving at once.

use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::use_window_event::use_window_event;
use crate::app::browser;

/// So many presses of Shift leave the page, each at most this long after the one before, with no other key between.
const PRESSES: u32 = 3;
const PAUSE_MS: f64 = 2_000.0;

/// Leaves the page for another one when Shift is pressed three times. It works while typing, and with all shortcuts off:
/// Shift alone types nothing.
#[hook]
pub fn use_quick_exit(is_on: bool, address: String) {
    let presses = use_mut_ref(Presses::default);
    use_window_event("keydown", move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        if is_on && presses.borrow_mut().is_last(&key.key(), key.repeat(), event.time_stamp()) {
            browser::leave(&address);
        }
    });
}

#[derive(Debug, Default)]
struct Presses {
    count: u32,
    /// When the last one was, in milliseconds.
    last: f64,
}

impl Presses {
    fn is_last(&mut self, key: &str, is_repeated: bool, now: f64) -> bool {
        if is_repeated {
            return false;
        }
        let goes_on = now - self.last < PAUSE_MS;
        self.last = now;
        self.count = match key {
            "Shift" if goes_on => self.count + 1,
            "Shift" => 1,
            _ => 0,
        };
        self.count == PRESSES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(keys: &[(&str, f64)]) -> bool {
        let mut presses = Presses { last: -PAUSE_MS, ..Presses::default() };
        keys.iter().any(|(key, now)| presses.is_last(key, false, *now))
    }

    #[test]
    fn three_presses_of_shift_leave_and_writing_in_capitals_does_not() {
        assert!(leaves(&[("Shift", 0.0), ("Shift", 300.0), ("Shift", 600.0)]));
        assert!(leaves(&[("U", 0.0), ("Shift", 1.0), ("Shift", 300.0), ("Shift", 600.0)]));
        assert!(!leaves(&[("Shift", 0.0), ("U", 1.0), ("Shift", 300.0), ("N", 301.0), ("Shift", 600.0)]));
        assert!(!leaves(&[("Shift", 0.0), ("Shift", 300.0), ("Shift", 4_000.0)]));
    }

    #[test]
    fn a_key_held_down_is_one_press() {
        let mut presses = Presses::default();
        assert!(!(0..9).any(|now| presses.is_last("Shift", now > 0, f64::from(now))));
    }
}
