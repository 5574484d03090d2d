//! A page of somebody's own that searches through `karez.js`.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::visit;
use crate::{page::Page, site};

/// The built site with a few files of somebody else in it.
fn site_with_own_page() -> TempDir {
    let folder = site::copy();
    for name in ["api.html", "api_page.js", "api_worker.js"] {
        fs::copy(site::at_root("tests/browser").join(name), folder.path().join(name)).unwrap();
    }
    folder
}

/// Takes a reader to that page, where the corpus is open.
fn visit_own_page(journey: impl FnOnce(&mut Page)) {
    let folder = site_with_own_page();
    visit(folder.path(), |page, server| {
        page.goto(&server.address("api.html"));
        page.wait_for("body[data-is-open]");
        journey(page);
    });
}

/// What an expression of JavaScript gives, or the kind (for want of one, the name) of the error it ends with.
fn evaluate(page: &Page, expression: &str) -> Value {
    page.async_script(&format!(
        "(async () => {expression})().then(done, (error) => done({{ failed: error.kind ?? error.name }}))"
    ))
}

#[test]
fn a_script_searches_reads_and_counts() {
    visit_own_page(|page| {
        let found = evaluate(page, "corpus.search('\"forced labour\" Uyghur', { limit: 2, excerpts: 2 })");
        let hit = &found["hits"][0];
        assert_eq!(found["hits"].as_array().map(Vec::len), Some(2), "{found}");
        assert!(found["total"].as_u64() > Some(2) && hit["score"].as_f64() > Some(0.0), "{found}");
        assert_eq!(found["facets"], json!([]));
        let segments = hit["excerpts"][0]["segments"].as_array().expect("an excerpt has segments");
        assert!(segments.iter().any(|segment| segment["hit"].is_u64()), "{hit}");

        let next = evaluate(page, "corpus.search('\"forced labour\" Uyghur', { limit: 1, offset: 1, excerpts: 0 })");
        assert_eq!(next["hits"][0]["id"], found["hits"][1]["id"]);

        let read = format!("corpus.document({}, {{ query: 'Uyghur' }})", hit["id"]);
        let document = evaluate(page, &read);
        assert_eq!(document["id"], hit["id"]);
        assert!(document["hit_count"].as_u64() > Some(0) && document["fields"][0]["values"].is_array(), "{document}");

        let all = evaluate(page, "corpus.search('', { counts: true, limit: 0, sort: 'newest' })");
        assert_eq!(all["total"], evaluate(page, "corpus.overview()")["documents"]);
        let value = &all["facets"][0]["values"][0]["value"];
        let filter = json!([{ "field": all["facets"][0]["field"], "value": value, "exclude": true }]);
        let without = evaluate(page, &format!("corpus.search('', {{ filters: {filter} }})"));
        let left = all["total"].as_u64().unwrap() - all["facets"][0]["values"][0]["count"].as_u64().unwrap();
        assert_eq!(without["total"], left);

        let near = evaluate(page, "corpus.count('collocates', { selection: { query: 'report' } })");
        assert_eq!(near["counted"]["is_complete"], true, "{near}");
        assert!(near["rows"].as_array().is_some_and(|rows| !rows.is_empty()), "{near}");
        let claims = evaluate(page, "corpus.claims('', { limit: 2 })");
        assert_eq!(claims["claims"].as_array().map(Vec::len), Some(2), "{claims}");
        assert_eq!(evaluate(page, &format!("corpus.copies({})", hit["id"]))["id"], hit["id"]);
        let compared = evaluate(page, &format!("corpus.compare({0}, {0})", hit["id"]));
        assert_eq!(compared["same_words"], compared["left_words"], "{compared}");
    });
}

#[test]
fn a_script_counts_what_the_program_counts() {
    visit_own_page(|page| {
        let lines = "corpus.count('concordance', { selection: { query: 'Uyghur' }, sort: 'left1', limit: 3 })";
        let lines = evaluate(page, lines);
        assert_eq!(lines["lines"].as_array().map(Vec::len), Some(3), "{lines}");
        assert!(
            lines["lines"][0]["node"].as_str().is_some_and(|node| node.contains("ighur") || node.contains("yghur"))
        );
        let trends = evaluate(page, "corpus.count('trends', { queries: ['Uyghur', 'Bachelet'], by: 'month' })");
        assert!(trends["series"][1]["total"]["mentions"].as_u64() > Some(0), "{trends}");

        let site = site::built();
        let printed = |kind: &str, arguments: &[&str]| -> Value {
            let all = [&["query", site.to_str().unwrap(), kind], arguments, &["--json"]].concat();
            serde_json::from_str::<Value>(&site::karez_output(&all)).expect("JSON")[kind].take()
        };
        assert_eq!(lines, printed("concordance", &["Uyghur", "--set", "sort=left1", "--set", "limit=3"]));
        assert_eq!(trends, printed("trends", &["Uyghur", "Bachelet", "--set", "by=month"]));
    });
}

#[test]
fn text_of_any_script_comes_through() {
    visit_own_page(|page| {
        let title = |id: &str| format!("corpus.document('{id}').then(({{ title }}) => title[0].text)");
        let ids = evaluate(page, "corpus.search('', { limit: 100, excerpts: 0 }).then((r) => r.hits.map((h) => h.id))");
        let texts = evaluate(page, "corpus.search('“Uyghur”').then(({ hits }) => hits[0].title)");
        assert!(texts[0]["text"].is_string(), "{texts}");
        let ids = ids.as_array().expect("ids");
        assert!(ids.iter().all(|id| evaluate(page, &title(id.as_str().unwrap())).is_string()));
        // Curly quotes are three bytes each, and places are told in bytes.
        let remarks = evaluate(page, "corpus.search('“Uyghur').then(({ remarks }) => remarks)");
        assert_eq!(remarks[0]["end"], "“Uyghur".len(), "{remarks}");
        assert_eq!(remarks[0]["code"], "open_quotation", "{remarks}");
        assert!(remarks[0]["message"].as_str().is_some_and(|text| text.contains("not closed")), "{remarks}");
    });
}

#[test]
fn what_fails_says_how() {
    visit_own_page(|page| {
        page.expect("404");
        let failed = |what: &str| json!({ "failed": what });
        assert_eq!(evaluate(page, "corpus.document('none')"), failed("not_found"));
        let told = "corpus.document('none').catch(({ code, message }) => ({ code, message }))";
        let told = evaluate(page, told);
        assert_eq!(told["code"], json!({ "not_found": "none" }), "{told}");
        assert!(told["message"].as_str().is_some_and(|text| text.contains("“none”")), "{told}");
        assert_eq!(evaluate(page, "api.open('/nowhere/')"), failed("unreachable"));
        assert_eq!(evaluate(page, "corpus.search('a', { sort: 'best' })"), failed("TypeError"));
        assert_eq!(evaluate(page, "corpus.search('a', { limit: -1 })"), failed("TypeError"));
        let is_error = "api.open('/nowhere/').catch((error) => error instanceof api.KarezError && error.message)";
        let message = evaluate(page, is_error);
        assert!(message.as_str().is_some_and(|message| message.contains("/nowhere/corpus/root.kz")), "{message}");
        assert_eq!(evaluate(page, "{ corpus.close(); return corpus.search('a') }"), failed("closed"));
        assert_eq!(
            evaluate(page, "api.open('./').then((again) => again.search('Uyghur')).then((r) => r.total > 0)"),
            true
        );
    });
}

#[test]
fn a_search_that_is_no_longer_wanted_is_given_up() {
    visit_own_page(|page| {
        let aborted = json!({ "failed": "AbortError" });
        assert_eq!(evaluate(page, "corpus.search('a', { signal: AbortSignal.abort() })"), aborted);
        let later = "{
            const controller = new AbortController();
            const search = corpus.search('Bachelet', { signal: controller.signal });
            controller.abort();
            return search;
        }";
        assert_eq!(evaluate(page, later), aborted);
        assert_eq!(evaluate(page, "corpus.search('Bachelet').then(({ total }) => total > 0)"), true);
        assert_eq!(evaluate(page, "api.open('./', { signal: AbortSignal.abort() })"), aborted);
    });
}

#[test]
fn searches_side_by_side_are_answered_each_and_share_their_files() {
    visit_own_page(|page| {
        let totals = evaluate(
            page,
            "Promise.all(['Uyghur', 'Bachelet', 'Uyghur'].map((query) => corpus.search(query)))
               .then((answers) => answers.map(({ total }) => total))",
        );
        assert_eq!(totals[0], totals[2]);
        assert_ne!(totals[0], totals[1]);
        let fetched: Vec<String> =
            page.script("return performance.getEntriesByType('resource').map(({ name }) => name)");
        let mut once = fetched.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), fetched.len(), "{fetched:#?}");
    });
}

#[test]
fn a_worker_searches_too() {
    visit_own_page(|page| {
        let ids = evaluate(
            page,
            "new Promise((resolve, reject) => {
                const worker = new Worker('api_worker.js', { type: 'module' });
                worker.onmessage = ({ data }) => resolve(data);
                worker.onerror = reject;
                worker.postMessage('Uyghur');
            })",
        );
        let here = evaluate(page, "corpus.search('Uyghur').then(({ hits }) => hits.map(({ id }) => id))");
        assert_eq!(ids, here);
        assert!(ids.as_array().is_some_and(|ids| !ids.is_empty()));
    });
}

#[test]
fn nothing_but_what_a_search_needs_is_loaded() {
    visit_own_page(|page| {
        let fetched: Vec<String> = page
            .script("return performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname).sort()");
        assert_eq!(fetched, ["/api_page.js", "/corpus/root.kz", "/engine.wasm", "/karez.js"]);
        let globals: Vec<String> = page.script("return Object.keys(window).filter((name) => /karez|wasm/i.test(name))");
        assert!(globals.is_empty(), "{globals:?}");
    });
}
