//! House rules that no compiler checks.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use crate::{harness::project, structure::Structure};

/// All files below a folder of the project whose names end so.
fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![project().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if endings.iter().any(|ending| path.extension().is_some_and(|extension| extension == *ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn rust_files() -> Vec<PathBuf> {
    [files("src", &["rs"]), files("tests", &["rs"])].concat()
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(project().join(path)).unwrap()
}

/// The source without its comments.
fn code(path: &Path) -> String {
    read(path).lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The table of ARCHITECTURE.md: each part of the crate with the parts that it uses.
fn table_of_arrows() -> BTreeMap<String, BTreeSet<String>> {
    let page = read("ARCHITECTURE.md");
    let (_, rest) = page.split_once("| part | what it is | uses |\n|---|---|---|\n").expect("the table of arrows");
    let rows = rest.lines().take_while(|line| line.starts_with('|'));
    let names = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').collect();
        (names(cells[1]).remove(0), names(cells[3]).into_iter().collect())
    })
    .collect()
}

fn structure() -> Structure {
    Structure::of(&project().join("src"))
}

/// The part of the table that a file belongs to: the longest name that its place begins with.
fn part_of<'a>(file: &str, parts: impl Iterator<Item = &'a String>) -> Option<&'a str> {
    let is_in = |part: &&String| file.strip_prefix(part.as_str()).is_some_and(|rest| rest.starts_with(['/', '.']));
    parts.filter(is_in).max_by_key(|part| part.len()).map(String::as_str)
}

#[test]
fn arrows_between_the_parts_are_those_of_the_architecture() {
    let (structure, table) = (structure(), table_of_arrows());
    let mut found: BTreeMap<String, BTreeSet<String>> =
        table.keys().map(|part| (part.clone(), BTreeSet::new())).collect();
    for (from, to) in structure.named() {
        let (from, to) = (structure.name(from), structure.name(to));
        let [Some(user), Some(used)] = [&from, &to].map(|file| part_of(file, table.keys())) else {
            panic!("{from} or {to} is in no part of the table in ARCHITECTURE.md");
        };
        if user != used && found.get_mut(user).unwrap().insert(used.into()) && !table[user].contains(used) {
            println!("{from} uses {to}");
        }
    }
    let said = |arrows: &BTreeMap<String, BTreeSet<String>>| {
        arrows.iter().map(|(part, used)| format!("{part}: {used:?}")).collect::<Vec<_>>()
    };
    assert_eq!(said(&found), said(&table), "left what the code has, right what ARCHITECTURE.md says");
}

#[test]
fn no_files_use_one_another_in_a_circle() {
    let structure = structure();
    let circles: Vec<Vec<String>> =
        structure.circles().iter().map(|circle| circle.iter().map(|module| structure.name(module)).collect()).collect();
    assert!(circles.is_empty(), "{circles:#?}");
}

/// Names that must not stand in some parts, with the reason.
const FORBIDDEN: [(&[&str], &[&str], &str); 3] = [
    (
        &["corpus", "text", "index", "query", "search", "count", "engine", "record"],
        &[
            "std::fs",
            "std::io",
            "std::net",
            "std::env",
            "std::process",
            "std::time",
            "web_sys",
            "js_sys",
            "gloo",
            "yew",
        ],
        "the core does no I/O",
    ),
    (&["app/model"], &["web_sys", "js_sys", "gloo", "html!", "wasm_bindgen"], "the page's model has no DOM"),
    (
        &["ingest/source"],
        &["std::fs", "fs::", "std::process", "std::net", "std::env", "walkdir"],
        "readers open nothing themselves",
    ),
];

#[test]
fn what_belongs_to_hosts_stands_in_hosts() {
    let mut faults = Vec::new();
    for (folders, names, why) in FORBIDDEN {
        for path in folders.iter().flat_map(|folder| files(&format!("src/{folder}"), &["rs"])) {
            let code = code(&path);
            let code = code.split("#[cfg(test)]").next().unwrap_or_default();
            faults.extend(
                names
                    .iter()
                    .filter(|name| code.contains(*name))
                    .map(|name| format!("{}: {name} ({why})", path.display())),
            );
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// What `scripts/structure.sh` prints, and its limits.
#[test]
fn the_structure_stays_simple() {
    let structure = structure();
    let mut faults = 0;
    let mut tell = |what: &str, found: Vec<String>, most: usize| {
        println!("{:4}  {what} (at most {most})", found.len());
        found.iter().for_each(|one| println!("        {one}"));
        faults += usize::from(found.len() > most);
    };
    let circles = structure.circles();
    tell("circles among files", circles.iter().map(|circle| format!("{} files", circle.len())).collect(), 0);
    tell("backward arrows in ingest", structure.backward(&["ingest"]), 10);
    tell("backward arrows in app", structure.backward(&["app"]), 5);
    tell("functions over 60 lines", structure.functions_over(60), 4);
    tell("files over 500 lines", structure.files_over(500), 4);
    assert_eq!(faults, 0);
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    for path in rust_files() {
        assert!(read(&path).starts_with("//! "), "{} should begin with `//! what it is for`", path.display());
    }
}

#[test]
fn no_code_is_unsafe() {
    for path in files("src", &["rs"]) {
        let code = code(&path);
        assert!(!["unsafe {", "unsafe fn", "unsafe impl"].iter().any(|word| code.contains(word)), "{}", path.display());
    }
}

/// The value of a line `NAME=value`.
fn pinned<'a>(versions: &'a str, name: &str) -> &'a str {
    versions.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('=')).unwrap()
}

#[test]
fn the_versions_of_tools_agree() {
    let (versions, lock, trunk) = (read("scripts/versions.env"), read("Cargo.lock"), read("Trunk.toml"));
    let wasm_bindgen = pinned(&versions, "WASM_BINDGEN_VERSION");
    assert!(lock.contains(&format!("name = \"wasm-bindgen\"\nversion = \"{wasm_bindgen}\"\n")), "Cargo.lock");
    assert!(trunk.contains(&format!("wasm_bindgen = \"{wasm_bindgen}\"")), "Trunk.toml");
    let binaryen = pinned(&versions, "BINARYEN_VERSION").split('.').next().unwrap();
    assert!(trunk.contains(&format!("wasm_opt = \"version_{binaryen}\"")), "Trunk.toml");
}

#[test]
fn the_page_names_no_other_host() {
    let assets = files("assets", &["html", "js", "css", "svg", "webmanifest"]);
    for path in assets.into_iter().chain([project().join("index.html")]) {
        // A namespace is a name, not an address that anything is fetched from.
        let text = read(&path).replace("http://www.w3.org/2000/svg", "");
        assert!(!text.contains("http://") && !text.contains("https://"), "{}", path.display());
    }
}

#[test]
fn pages_hold_nothing_that_their_policy_forbids() {
    for path in ["index.html", "assets/embed.html"] {
        let html = read(path);
        assert!(html.contains("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'"), "{path}");
        let scripts = html.split("<script").skip(1);
        assert!(
            scripts.map(|script| script.split('>').next().unwrap_or_default()).all(|tag| tag.contains(" src=")),
            "{path}"
        );
        assert!(!html.contains(" style=") && !html.contains("<style") && !html.contains(" onclick="), "{path}");
    }
}

/// The declarations of the style sheet, as they are written.
fn declarations(css: &str) -> Vec<&str> {
    css.split(['{', '}', ';']).map(str::trim).filter(|part| part.contains(':') && !part.starts_with('@')).collect()
}

#[test]
fn the_style_sheets_turn_round() {
    let css = ["style", "print"].map(|name| read(format!("assets/{name}.css"))).concat();
    let sides = ["left", "right"];
    let is_physical = |declaration: &&&str| {
        let Some((name, value)) = declaration.split_once(':') else { return false };
        let values: Vec<&str> = value.split_whitespace().collect();
        let has_side =
            name.split('-').any(|part| sides.contains(&part)) || values.iter().any(|value| sides.contains(value));
        // Of four values the second is the right, the fourth the left.
        let is_uneven = matches!(name, "margin" | "padding" | "inset") && values.len() == 4 && values[1] != values[3];
        has_side
            || is_uneven
            || matches!(name, "width" | "height" | "min-width" | "max-width" | "min-height" | "max-height")
    };
    let declarations = declarations(&css);
    let physical: Vec<_> = declarations.iter().filter(is_physical).collect();
    assert!(declarations.len() > 300 && physical.is_empty(), "{physical:#?}");
}

#[test]
fn chosen_colours_are_those_that_devices_prefer() {
    let css = read("assets/style.css");
    let tokens = |rule: &str| {
        let (_, rest) = css.split_once(rule).unwrap_or_else(|| panic!("no rule {rule}"));
        let (body, _) = rest.split_once('}').unwrap();
        declarations(body).into_iter().filter(|part| part.starts_with("--")).map(str::to_owned).collect::<Vec<_>>()
    };
    let scheme = "@media (prefers-color-scheme: dark) {\n  ";
    let contrast = "@media (prefers-contrast: more) {\n  ";
    let both = "@media (prefers-contrast: more) and (prefers-color-scheme: dark) {\n  ";
    let not_light = ":root:not([data-theme=\"light\"]) {";
    for (preferred, chosen) in [
        (format!("{scheme}{not_light}"), "\n:root[data-theme=\"dark\"] {".to_owned()),
        (format!("{contrast}:root:not([data-theme=\"dark\"]) {{"), "\n:root[data-theme=\"contrast\"] {".into()),
        (format!("{both}{not_light}"), format!("{scheme}:root[data-theme=\"contrast\"] {{")),
    ] {
        let preferred = tokens(&preferred);
        assert!(!preferred.is_empty());
        assert_eq!(preferred, tokens(&chosen));
    }
}

/// What a page shows without asking the table: text in braces, and the attributes that are read out or shown.
fn untranslated(code: &str) -> Vec<&str> {
    let code = code.split("#[cfg(test)]").next().unwrap_or_default();
    let openings = ["{\"", "aria-label=\"", "title=\"", "placeholder=\"", "alt=\""];
    let literals = openings.iter().flat_map(|opening| code.split(opening).skip(1));
    let texts = literals.filter_map(|rest| rest.split('"').next());
    texts.filter(|text| text.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_alphabetic))).collect()
}

#[test]
fn every_word_of_the_page_is_in_the_table() {
    assert_eq!(
        untranslated("<p title=\"A bc\">{\"… \"}{\"Some text\"}</p> #[cfg(test)] {\"no\"}"),
        ["Some text", "A bc"]
    );
    // What only developers see need not be translated.
    let pages = files("src/app", &["rs"]).into_iter().filter(|path| !path.ends_with("pages/components.rs"));
    let faults = pages.filter_map(|path| {
        let source = code(&path);
        let found: Vec<String> = untranslated(&source).into_iter().map(str::to_owned).collect();
        (!found.is_empty()).then(|| format!("{}: {found:?}", path.display()))
    });
    let faults: Vec<String> = faults.collect();
    assert!(faults.is_empty(), "words outside of src/app/strings.rs: {faults:#?}");
}
