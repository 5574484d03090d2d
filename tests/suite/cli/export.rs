//! `karez export`: other programs read what it writes.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use biblatex::{Bibliography, ChunksExt, DateValue, PermissiveType};
use serde_json::Value;

use crate::harness::{Workspace, project};

fn export(workspace: &Workspace, format: &str) -> String {
    workspace.karez().args(["export", "site", "--format", format]).run().succeeds().stdout
}

/// Two documents whose every field has something in it that a format could stumble over.
fn hostile() -> Workspace {
    let settings = "title = \"C & {D}\"\n".to_owned()
        + &["publisher", "agency", "republisher", "byline", "type", "topics", "url", "body2", "first_day"]
            .map(|name| format!("[[fields]]\nname = \"{name}\"\nlabel = \"L\"\n"))
            .concat();
    let one = "---\nid: a b,{c}\ntitle: 'Costs 100 % & \"more\", {see} #1_a ~ \\x'\npublished: 2022-08-31\npublisher: Lite & Co\n\
               agency: ANI\nrepublisher: Cloud\ntype: news\ntopics: ['a, b', c]\nurl: https://example.org/a?b={c}\n\
               first_day: x\n---\nOne \"quoted\", line.\n\nER  - two\n";
    let two = "---\nid: two\ntitle: ئۇيغۇر 维吾尔\npublished: 2019-03/2019-04\nbyline: ['Jane Doe', 'Li, Wei', 'Bell and Sons']\n\
               agency: dpa\ntype: report\npublisher: UN\nlanguage: ug\ncontent_note: [deaths, torture]\nreview: checked\n\
               collected_by: archivist\ncollected_how: by hand\n---\nТекст о воде\n";
    let workspace =
        Workspace::with_page().file("docs/corpus.toml", settings).file("docs/1.md", one).file("docs/2.md", two);
    workspace.karez().args(["build", "docs", "--out", "site", "--strict"]).run().succeeds();
    workspace
}

#[test]
fn csv_is_read_back_cell_by_cell() {
    let text = export(&hostile(), "csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().collect::<Result<_, _>>().unwrap();
    assert_eq!(rows.iter().map(|row| row["id"].as_str()).collect::<Vec<_>>(), ["two", "a b,{c}"], "oldest first");
    let one = &rows[1];
    assert_eq!(one["title"], "Costs 100 % & \"more\", {see} #1_a ~ \\x");
    assert_eq!(one["body"], "One \"quoted\", line.\n\nER  - two");
    assert_eq!((one["published"].as_str(), one["last_day"].as_str()), ("2022-08-31", "2022-08-31"));
    assert_eq!((one["topics"].as_str(), one["field_first_day"].as_str()), ("a, b; c", "x"));
    assert_eq!((rows[0]["first_day"].as_str(), rows[0]["last_day"].as_str()), ("2019-03-01", "2019-04-30"));
    assert_eq!(rows[0]["source_sha256"].len(), 64);
}

#[test]
fn text_is_a_citation_on_each_line() {
    let text = export(&hostile(), "text");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert!(lines[0].contains("ئۇيغۇر 维吾尔") && lines[1].starts_with("ANI: “Costs 100 %"), "{text}");
}

#[test]
fn json_lines_are_a_corpus_again() {
    let workspace = hostile();
    let rows = export(&workspace, "jsonl");
    let first: Value = serde_json::from_str(rows.lines().next().unwrap()).unwrap();
    assert_eq!(first["byline"], serde_json::json!(["Jane Doe", "Li, Wei", "Bell and Sons"]));
    assert_eq!(first["karez"]["first_day"], "2019-03-01");
    assert_eq!(first["content_note"], serde_json::json!(["deaths", "torture"]));
    let others = ["review", "collected_by", "collected_how"].map(|key| first[key].as_str().unwrap_or_default());
    assert_eq!(others, ["checked", "archivist", "by hand"]);
    let settings = fs::read(workspace.path("docs/corpus.toml")).unwrap();
    let workspace = workspace.file("again/corpus.toml", settings).file("again/all.jsonl", rows);
    workspace.karez().args(["build", "again", "--out", "new", "--strict"]).run().succeeds();
    let run = workspace.karez().args(["diff", "site", "new", "--json"]).run().succeeds();
    let difference: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&difference["added"], &difference["removed"]), (&serde_json::json!([]), &serde_json::json!([])));
    for changed in difference["changed"].as_array().unwrap() {
        assert_eq!(changed["metadata"].as_object().unwrap().keys().collect::<Vec<_>>(), ["source"], "{changed}");
        assert_eq!(changed["text"], serde_json::json!([]));
    }
}

#[test]
fn csl_json_names_agencies_and_outlets_rightly() {
    let items: Vec<Value> = serde_json::from_str(&export(&hostile(), "csl")).unwrap();
    let (two, one) = (&items[0], &items[1]);
    assert_eq!(one["type"], "article-newspaper");
    assert_eq!(one["author"], serde_json::json!([{ "literal": "ANI" }]));
    assert_eq!(one["container-title"], "Lite & Co");
    assert!(one["note"].as_str().unwrap().starts_with("Republished by: Cloud. "));
    assert_eq!(one["issued"]["date-parts"], serde_json::json!([[2022, 8, 31]]));
    assert_eq!(one["URL"], "https://example.org/a?b={c}");
    assert_eq!((two["type"].as_str(), two["publisher"].as_str()), (Some("report"), Some("UN")));
    assert_eq!(two["author"][1], serde_json::json!({ "family": "Li", "given": "Wei" }));
    assert_eq!(two["issued"]["date-parts"], serde_json::json!([[2019, 3], [2019, 4]]));
    assert!(two["note"].as_str().unwrap().starts_with("Agency: dpa. "));
}

#[test]
fn a_bibtex_parser_reads_what_was_meant() {
    let bibliography = Bibliography::parse(&export(&hostile(), "bibtex")).unwrap();
    assert_eq!(bibliography.len(), 2);
    let keyed = |readable: &str| bibliography.iter().find(|entry| entry.key.starts_with(readable)).unwrap();
    let one = keyed("ani2022costs-");
    let title = one.title().unwrap().format_verbatim();
    assert!(title.starts_with("Costs 100 % & \"more\", ") && title.contains("#1_a"), "{title}");
    assert_eq!(one.journal().unwrap().format_verbatim(), "Lite & Co");
    assert_eq!(one.author().unwrap()[0].name, "ANI");
    let Ok(PermissiveType::Typed(date)) = one.date() else { panic!("no date") };
    let DateValue::At(day) = date.value else { panic!("no day") };
    assert_eq!((day.year, day.month, day.day), (2022, Some(7), Some(30)), "counted from 0");
    // The title is in no Latin letters.
    let two = keyed("doe2019-");
    let names: Vec<String> = two.author().unwrap().iter().map(|person| person.name.clone()).collect();
    assert_eq!(names, ["Doe", "Li", "Bell and Sons"]);
    assert_eq!(two.title().unwrap().format_verbatim(), "ئۇيغۇر 维吾尔");
}

/// The entries of a RIS file: tags with their values. There is no maintained crate that reads RIS.
fn read_ris(text: &str) -> Vec<Vec<(String, String)>> {
    let mut entries = vec![Vec::new()];
    for line in text.lines().filter(|line| !line.is_empty()) {
        let (tag, value) = line.split_once("  -").unwrap_or_else(|| panic!("no tag: {line}"));
        assert!(tag.len() == 2 && tag.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()), "{line}");
        let entry = entries.last_mut().unwrap();
        assert_eq!(tag == "TY", entry.is_empty(), "TY begins an entry, and nothing else does: {line}");
        if tag == "ER" {
            entries.push(Vec::new());
        } else {
            entry.push((tag.to_owned(), value.trim().to_owned()));
        }
    }
    assert!(entries.pop().unwrap().is_empty(), "the last entry has no end");
    entries
}

#[test]
fn ris_has_a_tag_on_each_line_and_the_right_names() {
    let entries = read_ris(&export(&hostile(), "ris"));
    let values = |entry: usize, tag: &str| -> Vec<&str> {
        entries[entry].iter().filter(|(name, _)| name == tag).map(|(_, value)| value.as_str()).collect()
    };
    assert_eq!(entries.len(), 2);
    assert_eq!((values(1, "TY"), values(1, "AU"), values(1, "T2")), (vec!["NEWS"], vec!["ANI"], vec!["Lite & Co"]));
    assert_eq!(
        (values(1, "DA"), values(1, "PY"), values(1, "KW")),
        (vec!["2022/08/31/"], vec!["2022"], vec!["a, b", "c"])
    );
    assert_eq!((values(0, "TY"), values(0, "PB"), values(0, "DA")), (vec!["RPRT"], vec!["UN"], vec!["2019/03//"]));
    assert_eq!(values(0, "AU"), ["Jane Doe", "Li, Wei", "Bell and Sons"]);
    assert!(values(0, "N1")[0].contains("edition ") && values(0, "N1")[0].contains("SHA-256 "));
}

#[test]
fn a_document_has_one_key_in_every_format() {
    let workspace = hostile();
    let items: Vec<Value> = serde_json::from_str(&export(&workspace, "csl")).unwrap();
    let csl: Vec<&str> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
    let entries = read_ris(&export(&workspace, "ris"));
    let ris: Vec<&str> = entries.iter().map(|entry| &*entry.iter().find(|(tag, _)| tag == "ID").unwrap().1).collect();
    let bibliography = Bibliography::parse(&export(&workspace, "bibtex")).unwrap();
    let bibtex: Vec<&str> = bibliography.iter().map(|entry| &*entry.key).collect();
    assert_eq!((&ris, &bibtex), (&csl, &csl));
}

#[test]
fn citations_of_the_default_corpus_credit_the_agency_not_the_copyist() {
    let workspace = Workspace::with_default_site();
    let items: Vec<Value> = serde_json::from_str(&export(&workspace, "csl")).unwrap();
    assert_eq!(items.len(), 17);
    assert_eq!(read_ris(&export(&workspace, "ris")).len(), 17);
    assert_eq!(Bibliography::parse(&export(&workspace, "bibtex")).unwrap().len(), 17);
    let copied = items.iter().filter(|item| item["note"].as_str().unwrap().contains("Republished by: 828cloud"));
    let copied: Vec<&Value> = copied.collect();
    assert_eq!(copied.len(), 4);
    for item in copied {
        assert_ne!(item["container-title"], "828cloud");
        assert!(!item["author"].to_string().contains("828cloud"), "{item}");
    }
}

#[test]
fn bulk_lines_fit_their_mappings() {
    let workspace = hostile();
    workspace.karez().args(["export", "site", "--format", "bulk", "--out", "bulk.ndjson"]).run().succeeds();
    let read = |path: &str| fs::read_to_string(workspace.path(path)).unwrap();
    let mapping: Value = serde_json::from_str(&read("bulk.ndjson.mapping.json")).unwrap();
    let quickwit: Value = serde_json::from_str(&read("bulk.ndjson.quickwit.json")).unwrap();
    let text = read("bulk.ndjson");
    assert!(text.ends_with('\n'));
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 4);
    let named = |list: &Value, name: &str| list.as_array().unwrap().iter().any(|entry| entry["name"] == name);
    for pair in lines.chunks(2) {
        assert_eq!(pair[0]["create"]["_id"], pair[1]["id"]);
        // Both mappings are strict: a key they do not know is refused.
        for (key, value) in pair[1].as_object().unwrap() {
            let known = &mapping["mappings"]["properties"][key];
            assert!(known.is_object() && named(&quickwit["doc_mapping"]["field_mappings"], key), "{key}");
            let inner = value.as_object().into_iter().flatten();
            assert!(inner.into_iter().all(|(name, _)| known["properties"][name].is_object()), "{key}");
        }
    }
    assert_eq!(lines[3]["fields"]["topics"], serde_json::json!(["a, b", "c"]));
    assert_eq!(mapping["mappings"]["properties"]["first_day"]["type"], "date");
}

/// The folder of elasticlunr.js, installed once; none where npm is missing or cannot reach its registry.
fn elasticlunr() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("elasticlunr");
    fs::create_dir_all(&folder).unwrap();
    for file in ["package.json", "package-lock.json", "search.js"] {
        fs::copy(project().join("tests/elasticlunr").join(file), folder.join(file)).unwrap();
    }
    if !folder.join("node_modules/elasticlunr/elasticlunr.js").exists() {
        let install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"];
        let status = Command::new("npm").args(install).current_dir(&folder).status();
        if !status.is_ok_and(|status| status.success()) {
            eprintln!("skipped: elasticlunr.js cannot be installed (node and npm, and their registry, are needed)");
            return None;
        }
    }
    Some(folder)
}

#[test]
fn elasticlunr_js_loads_the_index_and_finds_in_it() {
    let Some(folder) = elasticlunr() else { return };
    let ask = |workspace: &Workspace, queries: &[&str]| -> Value {
        workspace.karez().args(["export", "site", "--format", "elasticlunr", "--out", "index.json"]).run().succeeds();
        let output = Command::new("node")
            .arg(folder.join("search.js"))
            .arg(workspace.path("index.json"))
            .args(queries)
            .output()
            .expect("node, which npm runs on");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let english = ask(&Workspace::with_site(), &["water", "waters", "reuters", "camel"]);
    assert_eq!(english["titles"][0], serde_json::json!(["Three", "One"]));
    assert_eq!(english["found"][1], english["found"][0], "stems are elasticlunr's");
    assert_eq!(english["titles"][2], serde_json::json!(["One"]), "fields are searched");
    assert_eq!(english["found"][3], serde_json::json!([]));
    let mixed = ask(&hostile(), &["воде", "ئۇيغۇر"]);
    assert_eq!(mixed["found"], serde_json::json!([["two"], ["two"]]), "letters beyond ASCII are kept");
}

#[test]
fn an_unknown_format_and_a_place_that_cannot_be_written_are_told() {
    let workspace = Workspace::with_site();
    workspace.karez().args(["export", "site", "--format", "docx"]).run().exits_with(2).says(&["elasticlunr"]);
    let nowhere = ["export", "site", "--format", "csv", "--out", "no/where.csv"];
    workspace.karez().args(nowhere).run().exits_with(3).says(&["no/where.csv"]);
}
