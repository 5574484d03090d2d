//! Journeys of a reader through a built site, in a real browser.
//!
//! They need a built page (`trunk build --release`; `KAREZ_SITE` names another folder than `dist`), Chromium with
//! chromedriver, and axe-core from npm: `scripts/setup.sh --test` brings them, and
//! `cargo test --features browser-tests --test browser` runs them. The feature keeps the WebDriver client out of
//! everybody else's build. Two commands beside the tests, both of them ignored tests:
//!
//! - `cargo test --features browser-tests --test browser measure -- --ignored --nocapture`
//! - `KAREZ_SCREENSHOTS=folder cargo test --features browser-tests --test browser screenshots -- --ignored`
//!
//! Each journey has a browser, a profile and servers of its own. When it ends, [`record`] has the last word: no error in
//! the console, no violation of the Content-Security-Policy, and no request to any host but the journey's own.

mod axe;
mod journeys;
mod page;
mod process;
mod record;
mod site;
