//! House rules that no compiler checks.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use crate::harness::project;

/// Which modules each module may use. The app knows the engine's messages, never the index.
const ARROWS: [(&str, &[&str]); 13] = [
    ("corpus", &[]),
    ("text", &["corpus"]),
    ("index", &["corpus", "text"]),
    ("query", &["corpus", "text"]),
    ("search", &["corpus", "text", "index", "query"]),
    ("count", &["corpus", "text", "index", "query", "search"]),
    ("engine", &["corpus", "text", "index", "query", "search", "count"]),
    ("ingest", &["corpus", "text"]),
    ("api", &["corpus", "index", "engine"]),
    ("worker", &["corpus", "index", "engine"]),
    ("record", &["corpus", "engine"]),
    ("app", &["corpus", "engine", "record", "worker"]),
    ("cli", &["corpus", "text", "index", "engine", "record", "ingest"]),
];

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

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

/// The modules of this crate that a source names: `crate::text::…`, `crate::{text::…, query}`.
fn modules_used(code: &str) -> BTreeSet<&str> {
    let mut used = BTreeSet::new();
    for after in code.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            Some(group) => used.extend(names_of_group(group)),
            None => used.extend([word(after)]),
        }
    }
    used
}

/// The first word of each item of a group whose opening brace has been read.
fn names_of_group(group: &str) -> Vec<&str> {
    let mut names = vec![word(group.trim_start())];
    let mut depth = 0;
    for (place, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(word(group[place + 1..].trim_start())),
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

#[test]
fn groups_of_imports_are_understood() {
    let code =
        "use crate::{\n    corpus::{Block, Document},\n    index,\n};\nuse crate::text::fold; crate::query::parse()";
    assert_eq!(Vec::from_iter(modules_used(code)), ["corpus", "index", "query", "text"]);
}

#[test]
fn arrows_between_modules_go_one_way() {
    let modules: Vec<&str> = ARROWS.iter().map(|(module, _)| *module).collect();
    let mut faults = Vec::new();
    for (module, allowed) in ARROWS {
        for path in files(&format!("src/{module}"), &["rs"]) {
            let code = code(&path);
            let used = modules_used(&code).into_iter().filter(|used| modules.contains(used) && *used != module);
            faults.extend(
                used.filter(|used| !allowed.contains(used)).map(|used| format!("{} uses {used}", path.display())),
            );
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_module_has_its_arrows() {
    let lib = code(Path::new("src/lib.rs"));
    let declared: BTreeSet<&str> = lib.split("pub mod ").skip(1).map(word).collect();
    assert_eq!(declared, ARROWS.iter().map(|(module, _)| *module).collect());
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
fn the_style_sheet_turns_round() {
    let css = read("assets/style.css");
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
