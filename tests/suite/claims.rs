//! Claims from a folder to an answer: found, corrected, stored, asked for.

use serde_json::Value;

use crate::{
    asking::Corpus,
    harness::{Run, Workspace},
};

const ENTITIES: &str = "name,aliases,kind,public,note\n\
    Michelle Bachelet,Bachelet,person,yes,\n\
    Radio Free Asia,RFA,organisation,yes,\n\
    Abdulla Rahman,,person,no,a witness\n\
    Nobody Else,,person,yes,\n";

/// Two documents that disagree, and one that is neither dated nor about it.
fn workspace() -> Workspace {
    Workspace::with_page()
        .file("docs/entities.csv", ENTITIES)
        .file(
            "docs/one.md",
            "---\nid: one\ntitle: One\npublished: 2022-09-01\npublisher: AP\ncontent_note: torture\ncollected_by: archivist\n---\n\
             Bachelet said that the report has 48 pages. Abdulla Rahman told RFA that nobody came home.\n\nIt came on 31 August 2022.\n",
        )
        .file(
            "docs/two.md",
            "---\nid: two\ntitle: Two\npublished: 2022-09-02\npublisher: Reuters\n---\nThe 46-page report is late, according to RFA.\n",
        )
        .file("docs/three.md", "---\nid: three\ntitle: Three\n---\nWells were dug on 3 May 2019.\n")
}

fn built() -> Workspace {
    let workspace = workspace();
    workspace.karez().args(["build", "docs", "--out", "site"]).run().succeeds();
    workspace
}

fn claims(workspace: &Workspace, options: &[&str]) -> Value {
    let run: Run = workspace.karez().args(["claims", "site", "--json"]).args(options).run().succeeds();
    serde_json::from_str(&run.stdout).expect("JSON")
}

fn sentence(claim: &Value) -> String {
    claim["segments"].as_array().unwrap().iter().map(|segment| segment["text"].as_str().unwrap()).collect()
}

#[test]
fn claims_are_answered_with_their_documents_speakers_and_figures() {
    let workspace = built();
    let found = claims(&workspace, &[]);
    assert_eq!((&found["total"], &found["documents"]), (&3.into(), &2.into()), "{found}");
    let first = &found["claims"][0];
    assert_eq!((&first["id"], &first["values"]["publisher"][0]), (&"two".into(), &"Reuters".into()), "newest first");
    assert_eq!(sentence(first), "The 46-page report is late, according to RFA.");
    assert_eq!((&first["speaker"], &first["figures"][0]["value"]), (&"Radio Free Asia".into(), &"46".into()));
    let marked: Vec<&str> = first["segments"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|segment| segment["figure"] == 0)
        .map(|segment| segment["text"].as_str().unwrap())
        .collect();
    assert_eq!(marked, ["46-page"]);
    assert_eq!(found["speakers"][0]["claims"], 1);
    // Who is not public is nobody, although what he said stays.
    assert_eq!(
        (&found["claims"][2]["speaker"], &found["claims"][2]["via"][0]),
        (&Value::Null, &"Radio Free Asia".into())
    );
}

#[test]
fn claims_are_chosen_by_query_speaker_noun_and_document() {
    let workspace = built();
    let total = |options: &[&str]| claims(&workspace, options)["total"].as_u64().unwrap();
    assert_eq!(total(&["late"]), 1);
    assert_eq!(total(&["wells"]), 0);
    assert_eq!(total(&["--speaker", "Michelle Bachelet"]), 1);
    assert_eq!(total(&["--noun", "page"]), 2);
    assert_eq!(total(&["--document", "one"]), 2);
    assert_eq!(total(&["--document", "gone"]), 0);
    assert_eq!(total(&["--filter", "publisher=AP"]), 2);
    assert_eq!(total(&["--date", "2022-09-02"]), 1);
    let by_speaker = claims(&workspace, &["--by", "speaker", "--limit", "2", "--offset", "1"]);
    assert_eq!(by_speaker["claims"].as_array().unwrap().len(), 2);
    assert_eq!(by_speaker["claims"][1]["speaker"], Value::Null, "claims of nobody come last");
}

#[test]
fn a_table_of_claims_is_made_again_by_its_recipe() {
    let workspace = built();
    let query = |arguments: &[&str]| workspace.karez().args(["query", "site"]).args(arguments).run().succeeds().stdout;
    let asked = ["claims", "report", "--filter", "publisher=AP", "--set", "by=speaker"];
    let text = query(&asked);
    let recipe = text.lines().find_map(|line| line.strip_prefix("recipe: ")).expect("a recipe");
    let table = query(&[&asked[..], &["--csv"]].concat());
    assert_eq!(query(&["--csv", "--recipe", recipe]), table);
    assert!(text.starts_with("2 claims in 1 document") && table.lines().count() == 3, "{text}{table}");
}

#[test]
fn figures_of_one_thing_that_disagree_are_side_by_side() {
    let found = claims(&built(), &["--by", "conflict"]);
    assert_eq!(found["conflicts_total"], 1, "{found}");
    let conflict = &found["conflicts"][0];
    assert_eq!((&conflict["noun"], &conflict["about"][0]), (&"page".into(), &"report".into()));
    let values: Vec<&str> =
        conflict["sides"].as_array().unwrap().iter().map(|side| side["value"].as_str().unwrap()).collect();
    assert_eq!(values, ["46", "48"]);
    assert_eq!(conflict["sides"][1]["claims"][0]["id"], "one");
}

#[test]
fn what_editors_decide_in_the_table_wins() {
    let workspace = workspace();
    workspace.karez().args(["check", "docs"]).run().succeeds();
    assert!(!workspace.path("docs/claims.csv").exists(), "nothing is written unasked");
    workspace.karez().args(["check", "docs", "--write-claims"]).run().succeeds().prints(&["claims.csv"]);
    let table = std::fs::read_to_string(workspace.path("docs/claims.csv")).unwrap();
    let row = table.lines().find(|line| line.contains("46-page")).unwrap();
    let table = table.replace(row, &format!("{row}drop"));
    let workspace = workspace.file("docs/claims.csv", &table);
    workspace.karez().args(["build", "docs", "--out", "site"]).run().succeeds();
    let found = claims(&workspace, &[]);
    assert_eq!(found["total"], 2);
    assert!(found["claims"].as_array().unwrap().iter().all(|claim| claim["is_by_editors"] == false));
    workspace.karez().args(["check", "docs", "--write-claims"]).run().succeeds();
    assert_eq!(std::fs::read_to_string(workspace.path("docs/claims.csv")).unwrap(), table);
    workspace.karez().args(["verify", "site"]).run().succeeds();
}

#[test]
fn entities_are_facets_and_their_table_stays_at_home() {
    let workspace = built();
    let found = workspace.search("", &["--filter", "people=Michelle Bachelet"]);
    assert_eq!((&found["total"], &found["hits"][0]["id"]), (&1.into(), &"one".into()));
    let labels: Vec<&str> =
        found["facets"].as_array().unwrap().iter().map(|facet| facet["label"].as_str().unwrap()).collect();
    assert!(
        labels.contains(&"People") && labels.contains(&"Organisations") && !labels.contains(&"Places"),
        "{labels:?}"
    );
    let secrets = workspace.file("secrets.txt", "a witness\nNobody Else\n");
    secrets.karez().args(["verify", "site", "--secrets", "secrets.txt"]).run().succeeds();
    let check = secrets.karez().args(["check", "docs"]).run().succeeds();
    check.prints(&["note: entities.csv:5: no document mentions “Nobody Else”"]);
}

#[test]
fn what_a_redaction_hides_is_in_no_claim() {
    let rules = "[[redact]]\nnames = ['Bachelet']\nreason = 'test'\n";
    let workspace = workspace().file("docs/redactions.toml", rules);
    workspace.karez().args(["build", "docs", "--out", "site"]).run().succeeds();
    let found = claims(&workspace, &["--document", "one"]);
    assert!(!found.to_string().contains("Bachelet"), "{found}");
}

#[test]
fn a_document_view_has_its_notes_and_the_dates_that_it_mentions() {
    let intake = karez::ingest::read(&workspace().path("docs"), &mut |_| {}).unwrap();
    let corpus = Corpus::of(&intake.documents);
    let one = corpus.read("one", "");
    assert_eq!((one.mentioned_dates, one.content_notes), (vec!["2022-08-31".to_owned()], vec!["torture".to_owned()]));
    assert_eq!(one.source.collected_by.as_deref(), Some("archivist"));
    let three = corpus.read("three", "");
    assert_eq!(
        (three.mentioned_dates, three.date),
        (vec!["2019-05-03".to_owned()], None),
        "a mentioned date dates nothing"
    );
}
