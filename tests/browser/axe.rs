//! Accessibility rules, checked by axe-core in the page.

use std::{fs, sync::LazyLock};

use serde_json::Value;

use crate::{page::Page, site};

static AXE: LazyLock<String> = LazyLock::new(|| {
    let file = site::at_root("target/tools/npm/node_modules/axe-core/axe.min.js");
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}; run scripts/setup.sh --test", file.display()))
});

/// The page as it is now breaks no rule.
pub fn check(page: &Page, what: &str) {
    page.script::<Value>(&AXE);
    let violations: Vec<Value> = page.async_script("axe.run().then(({ violations }) => done(violations))");
    let lines: Vec<String> = violations.iter().flat_map(describe).collect();
    assert!(lines.is_empty(), "{what} is not accessible:\n{}", lines.join("\n"));
}

fn describe(violation: &Value) -> Vec<String> {
    let (rule, impact, help) = (&violation["id"], &violation["impact"], &violation["help"]);
    let nodes = violation["nodes"].as_array().map(Vec::as_slice).unwrap_or_default();
    let line = |node: &Value| format!("{rule} ({impact}): {help}\n  {}\n  {}", node["html"], node["failureSummary"]);
    nodes.iter().map(line).collect()
}
