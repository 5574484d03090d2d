//! The first seconds: what is on the screen stays where it is while the rest of the page comes.

use super::visit;
use crate::{page::Page, site};

/// The layout shift (web.dev/cls) from which on people notice it is 0.1; this is a fifth of it.
const LEAST_NOTICED: f64 = 0.02;

/// All shifts since the page was asked for, added up, and what moved. The journey itself touches nothing, so that those
/// which the browser puts down to the resized window count too.
const SHIFTS: &str = "
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: 'layout-shift', buffered: true });
    const shifts = observer.takeRecords();
    const name = ({ node }) => node ? `${node.nodeName} ${node.className?.baseVal ?? node.className}` : 'removed';
    const moved = shifts.map(({ value, sources }) => `${value.toFixed(4)} ${sources.map(name).join(', ')}`);
    return [shifts.reduce((sum, { value }) => sum + value, 0), moved]";

fn check_shift(page: &Page, address: &str, wanted: &str) {
    page.goto("about:blank");
    page.goto(address);
    page.wait_for(wanted);
    let (shift, moved): (f64, Vec<String>) = page.script(SHIFTS);
    assert!(shift < LEAST_NOTICED, "{address}: a layout shift of {shift:.4}: {moved:#?}");
}

#[test]
fn nothing_moves_while_the_page_comes() {
    visit(&site::built(), |page, server| {
        // What is made for a frame names no icon.
        page.expect("favicon.ico");
        page.goto(&server.address("#/?q=Bachelet"));
        page.wait_for(".result-link");
        let document: String = page.script("return document.querySelector('.result-link').hash");
        for (width, height) in [(1440, 900), (768, 1024), (375, 700)] {
            page.resize(width, height);
            for (fragment, wanted) in [
                ("", ".start .figures"),
                ("#/?q=Bachelet", ".results[aria-busy=false] .result"),
                (&document, ".reader .text p"),
                ("#/about", ".about"),
                ("embed.html#/?q=Bachelet", ".results[aria-busy=false] .result"),
            ] {
                check_shift(page, &server.address(fragment), wanted);
            }
        }
    });
}
