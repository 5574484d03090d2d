//! How long a reader waits: from a word typed to its results on the screen.

use serde_json::json;

use super::visit;
use crate::{page::Page, site};

const WORDS: [&str; 8] =
    ["Uyghur", "Bachelet", "forced labour", "\"crimes against humanity\"", "48-page", "Xinj*", "report", "sanctions"];
const ROUNDS: usize = 5;

/// Types a query as an input method would, all at once, and gives the milliseconds until the frame that shows its
/// results. The pause that the page makes before it searches is part of what the reader waits for.
const TYPE_AND_WAIT: &str = "
    const field = document.querySelector('#query');
    const begin = performance.now();
    const observer = new MutationObserver(() => {
      const shown = new URLSearchParams(location.hash.split('?')[1]).get('q');
      if (shown !== query || document.querySelector('.results')?.ariaBusy !== 'false') return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin)));
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    field.value = query;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));";

const WATCH_LONG_TASKS: &str = "
    window.longTasks = [];
    new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration)))
      .observe({ type: 'longtask' });";

fn type_and_wait(page: &Page, query: &str) -> f64 {
    page.async_script(&format!("const query = {};\n{TYPE_AND_WAIT}", json!(query)))
}

#[test]
#[ignore = "prints a measurement; run it alone"]
fn measure() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address("#/?q=first"));
        page.wait_for(".status");
        page.script::<()>(WATCH_LONG_TASKS);
        let mut cold: Vec<f64> = WORDS.iter().map(|word| type_and_wait(page, word)).collect();
        let rounds = (1..ROUNDS).flat_map(|_| WORDS);
        let mut warm: Vec<f64> = rounds.map(|word| type_and_wait(page, word)).collect();
        let long: Vec<f64> = page.script("return longTasks");
        print("first time", &mut cold);
        print("again", &mut warm);
        println!("main-thread tasks over 50 ms: {long:?}");
    });
}

fn print(what: &str, times: &mut [f64]) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
    println!(
        "a word typed → its results shown, {what}: p50 {:.0} ms, p95 {:.0} ms, max {:.0} ms",
        at(0.5),
        at(0.95),
        at(1.0)
    );
}
