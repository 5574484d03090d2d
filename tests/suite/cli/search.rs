//! `karez search`: the queries of `tests/cases/queries.toml` on the default corpus, and how results are printed.

use std::fs;

use serde::Deserialize;
use serde_json::Value;

use crate::harness::{Workspace, project};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

/// Documents are named by a part of their title.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    query: String,
    #[serde(default)]
    options: Vec<String>,
    #[serde(default)]
    total: Option<u64>,
    /// The first documents, in this order.
    #[serde(default)]
    first: Vec<String>,
    #[serde(default)]
    has: Vec<String>,
    #[serde(default)]
    lacks: Vec<String>,
    /// What readers expect and why; for whoever reads the cases.
    #[serde(rename = "because")]
    _because: String,
}

fn titles(results: &Value) -> Vec<&str> {
    results["hits"].as_array().unwrap().iter().map(|hit| hit["title"].as_str().unwrap()).collect()
}

#[test]
fn queries_find_what_readers_expect() {
    let cases: Cases =
        toml::from_str(&fs::read_to_string(project().join("tests/cases/queries.toml")).unwrap()).unwrap();
    let workspace = Workspace::with_default_site();
    let faults: Vec<String> = cases.case.iter().filter_map(|case| fault(case, &workspace)).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n\n"));
}

/// What is wrong with the results of a case.
fn fault(case: &Case, workspace: &Workspace) -> Option<String> {
    let options: Vec<&str> = case.options.iter().map(String::as_str).chain(["--limit", "100"]).collect();
    let results = workspace.search(&case.query, &options);
    let titles = titles(&results);
    let is_in = |part: &String| titles.iter().any(|title| title.contains(part.as_str()));
    let is_right = case.total.is_none_or(|total| results["total"] == total)
        && case.first.len() <= titles.len()
        && case.first.iter().zip(&titles).all(|(part, title)| title.contains(part.as_str()))
        && case.has.iter().all(is_in)
        && !case.lacks.iter().any(is_in);
    let found = format!("{} {:?} found {}:\n  {}", case.query, case.options, results["total"], titles.join("\n  "));
    (!is_right).then_some(found)
}

#[test]
fn results_are_printed_for_people() {
    let workspace = Workspace::with_site();
    let run = workspace.karez().args(["search", "site", "water"]).run().succeeds();
    run.prints(&["2 documents, best first", "  1. ", "2022-08-31 · Reuters", "«water»", "undated"]);
    workspace.karez().args(["search", "site", "camel"]).run().succeeds().prints(&["nothing found"]);
}

#[test]
fn a_search_says_what_was_meant_and_why_documents_stand_where_they_stand() {
    let workspace = Workspace::with_site();
    workspace.karez().args(["search", "site", "watre"]).run().succeeds().prints(&["did you mean: water"]);
    let run = workspace.karez().args(["search", "site", "water", "--explain"]).run().succeeds();
    run.prints(&["score ", "water: ", " bits for 2 documents × ", ", as water"]);
    let parts = workspace.search("water", &["--explain"])["hits"][0]["explanation"].clone();
    assert_eq!(parts[0]["of"], "water");
}

#[test]
fn results_can_be_paged_and_sorted() {
    let workspace = Workspace::with_default_site();
    let all = workspace.search("Uyghur", &["--sort", "oldest", "--limit", "4"]);
    let page = workspace.search("Uyghur", &["--sort", "oldest", "--limit", "2", "--offset", "2"]);
    assert_eq!(titles(&all)[2..], titles(&page));
    assert_eq!(all["total"], page["total"]);
    let newest = workspace.search("Uyghur", &["--sort", "newest", "--limit", "1"]);
    assert!(newest["hits"][0]["date"].as_str() > all["hits"][0]["date"].as_str());
}

#[test]
fn filters_include_and_exclude() {
    let workspace = Workspace::with_default_site();
    let total = |options: &[&str]| workspace.search("", options)["total"].as_u64().unwrap();
    let (all, reuters) = (total(&[]), total(&["--filter", "publisher=Reuters"]));
    assert_eq!((all, reuters), (17, 2));
    assert_eq!(total(&["--exclude", "publisher=Reuters"]), all - reuters);
    assert_eq!(total(&["--filter", "publisher=Reuters", "--filter", "publisher=CNN"]), 3);
    assert_eq!(total(&["--date", "2019"]), 1);
}

#[test]
fn a_query_may_begin_with_a_hyphen() {
    let workspace = Workspace::with_default_site();
    let without = workspace.search("-Bachelet", &[])["total"].as_u64().unwrap();
    let with = workspace.search("+Bachelet", &[])["total"].as_u64().unwrap();
    assert_eq!(with + without, 17);
    let run = workspace.karez().args(["search", "site", "--json", "--", "-Bachelet"]).run().succeeds();
    assert_eq!(serde_json::from_str::<Value>(&run.stdout).unwrap()["total"], without);
}

#[test]
fn any_query_is_answered() {
    let workspace = Workspace::with_site();
    for query in
        ["", " ", "\"", "((((", "a AND", "+", "-", "date:", "date:never", "publisher:", "*", "🙂", "NEAR/", ":::"]
    {
        workspace.karez().args(["search", "site", "--", query]).run().succeeds();
    }
}
