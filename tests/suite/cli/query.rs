//! `karez query`: counts on the default corpus, by what is typed and by their recipes.

use serde_json::Value;

use crate::harness::{Run, Workspace};

fn query(workspace: &Workspace, arguments: &[&str]) -> Run {
    workspace.karez().args(["query", "site"]).args(arguments).run()
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}{}", run.stdout, run.stderr))
}

#[test]
fn a_recipe_gives_the_same_numbers_again() {
    let workspace = Workspace::with_default_site();
    let cases: [(&str, &[&str]); 5] = [
        (
            "concordance",
            &["concordance", "detent*", "--filter", "language=en", "--set", "sort=left1", "--set", "limit=3"],
        ),
        ("trends", &["trends", "report", "\"forced labour\"", "--date", "2018..", "--set", "by=month"]),
        ("collocates", &["collocates", "Uyghur's", "--set", "window=3"]),
        ("keyness", &["keyness", "Bachelet", "--set", "against.q=camps", "--set", "min-likelihood=0"]),
        ("dispersion", &["dispersion", "report", "--set", "document=nowhere"]),
    ];
    for (kind, arguments) in cases {
        let first = query(&workspace, &[arguments, &["--json"]].concat()).succeeds();
        let answer = &json(&first)[kind];
        let recipe = answer["counted"]["recipe"].as_str().or(answer["recipe"].as_str()).unwrap();
        assert!(recipe.starts_with(kind) && recipe.contains(" edition=") && !recipe.contains('\''), "{recipe}");
        let again = query(&workspace, &["--recipe", recipe, "--json"]).succeeds();
        assert_eq!((again.stdout, again.stderr.as_str()), (first.stdout, ""), "{recipe}");
        query(&workspace, arguments).succeeds().prints(&[recipe]);
    }
}

#[test]
fn tables_come_as_csv() {
    let workspace = Workspace::with_site();
    let trends = query(&workspace, &["trends", "water", "--csv"]).succeeds();
    let expected = "query,period,mentions,documents,stories,all_words,all_documents,all_stories,mentions_per_10000_words\r\n\
                    water,2022,1,1,1,4,1,1,2500.00\r\nwater,undated,1,1,1,6,2,2,1666.67\r\n";
    assert_eq!(trends.stdout, expected);
    let lines = query(&workspace, &["concordance", "water", "--set", "context=1", "--csv"]).succeeds();
    assert!(lines.stdout.contains("about ,water,.,1,"), "{}", lines.stdout);
}

#[test]
fn what_is_not_understood_is_said() {
    let workspace = Workspace::with_site();
    query(&workspace, &["words"]).exits_with(2).says(&["“words” is not a kind of count"]);
    query(&workspace, &["trends", "--set", "by"]).exits_with(2).says(&["--set by: write key=value"]);
    query(&workspace, &["trends", "--set", "by=week"]).exits_with(2).says(&["“by” must be one of year, month"]);
    query(&workspace, &["--recipe", "trends q=\"water"])
        .exits_with(2)
        .says(&["--recipe: the value of “q” has no closing quotation mark"]);
    query(&workspace, &[]).exits_with(2);
    query(&workspace, &["trends", "water", "--date", "soon"]).exits_with(2).says(&["--date: “soon” is not a date"]);
    query(&workspace, &["trends"]).exits_with(2).says(&["trends need a query"]);
    query(&workspace, &["dispersion", "water"]).exits_with(2).says(&["--set document=<id>"]);
    let remark = ["remark: This corpus has no field “nosuch”, so that filter was not applied."];
    query(&workspace, &["trends", "water", "--filter", "nosuch=1", "--csv"]).succeeds().says(&remark);
    query(&workspace, &["keyness", "water", "--set", "against.filter=nosuch:1"]).succeeds().prints(&remark);
    let other = query(&workspace, &["--recipe", "trends q=water edition=another"]).succeeds();
    other.says(&["the recipe is of edition another"]);
}
