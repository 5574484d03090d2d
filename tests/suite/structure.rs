//! The structure of the code, as its imports have it: which file uses which, circles, arrows between folders, lengths.
//!
//! Files are read as tokens, so that paths inside macros count and comments do not. What only tests use is left out.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A file of the crate as a path of modules: `["engine", "protocol"]`; empty for `lib.rs`.
pub type Module = Vec<String>;

/// All files of the crate, and what they take from one another.
pub struct Structure {
    files: BTreeMap<Module, File>,
    /// For each file the files it uses, through what others hand on.
    arrows: BTreeMap<Module, BTreeSet<Module>>,
}

#[derive(Default)]
struct File {
    /// Below `src`.
    path: PathBuf,
    /// Paths that its code names, each from the root of the crate.
    paths: Vec<Vec<String>>,
    /// Names that it hands on, with where they come from; `*` as a name for everything of a module.
    exports: Vec<(String, Vec<String>)>,
    /// What it defines or declares itself.
    defined: BTreeSet<String>,
    /// Names of the modules below it, as declared with `mod name;`.
    children: BTreeSet<String>,
    functions: Vec<(String, usize)>,
    lines: usize,
}

impl Structure {
    /// Reads all files below a folder `src` that holds a `lib.rs`.
    pub fn of(src: &Path) -> Structure {
        let mut files = BTreeMap::new();
        for path in rust_files(src) {
            let inside = path.strip_prefix(src).unwrap().to_owned();
            if inside.starts_with("bin") {
                continue;
            }
            let module = module_of(&inside);
            files.insert(module.clone(), read(&fs::read_to_string(&path).unwrap(), inside, &module));
        }
        // Files that only tests declare are theirs.
        let is_declared = |module: &Module| match module.split_last() {
            Some((name, parent)) => files.get(parent).is_some_and(|file: &File| file.children.contains(name)),
            None => true,
        };
        let tests: Vec<Module> = files.keys().filter(|module| !is_declared(module)).cloned().collect();
        tests.iter().for_each(|module| drop(files.remove(module)));
        let mut structure = Structure { files, arrows: BTreeMap::new() };
        structure.arrows = structure.files.keys().map(|module| (module.clone(), structure.used_by(module))).collect();
        structure
    }

    fn used_by(&self, module: &Module) -> BTreeSet<Module> {
        let paths = self.files[module].paths.iter();
        paths.filter_map(|path| self.file_of(path, 0)).filter(|used| used != module && !used.is_empty()).collect()
    }

    /// For each file the files that its paths name: of what a module hands on, that module.
    pub fn named(&self) -> impl Iterator<Item = (&Module, &[String])> {
        self.files.iter().flat_map(|(module, file)| {
            let named = file.paths.iter().chain(file.exports.iter().map(|(_, path)| path));
            let files = named.filter_map(|path| Some(path.split_at(self.length_of_file(path)?).0));
            files.filter(move |used| used != module && !used.is_empty()).map(move |used| (module, used))
        })
    }

    /// How many parts of a path name the file that it leads into.
    fn length_of_file(&self, path: &[String]) -> Option<usize> {
        (0..=path.len()).rev().find(|length| self.files.contains_key(&path[..*length]))
    }

    /// The file that a path from the root of the crate leads to, through what is handed on on the way.
    fn file_of(&self, path: &[String], depth: usize) -> Option<Module> {
        let (module, rest) = path.split_at(self.length_of_file(path)?);
        let file = &self.files[module];
        if let Some(name) = rest.first().filter(|name| !file.defined.contains(*name) && depth < 8) {
            let of_name = |export: &Vec<String>| self.file_of(&[export, &rest[1..]].concat(), depth + 1);
            if let Some((_, from)) = file.exports.iter().find(|(exported, _)| exported == name) {
                return of_name(from);
            }
            let all = file.exports.iter().filter(|(exported, _)| exported == "*").map(|(_, from)| from);
            let found = all.filter_map(|from| self.file_of(&[from, rest].concat(), depth + 1));
            if let Some(found) = found.into_iter().find(|found| self.files[found].defined.contains(name)) {
                return Some(found);
            }
        }
        Some(module.to_vec())
    }

    /// Every arrow from one file to another.
    pub fn arrows(&self) -> impl Iterator<Item = (&Module, &Module)> {
        self.arrows.iter().flat_map(|(from, used)| used.iter().map(move |to| (from, to)))
    }

    /// Files that use one another in a loop, each loop whole.
    pub fn circles(&self) -> Vec<BTreeSet<&Module>> {
        let reached: BTreeMap<&Module, BTreeSet<&Module>> =
            self.files.keys().map(|module| (module, self.reached_from(module))).collect();
        let mut circles = BTreeSet::new();
        for (module, others) in &reached {
            if others.contains(module) {
                circles.insert(others.iter().copied().filter(|other| reached[other].contains(module)).collect());
            }
        }
        circles.into_iter().collect()
    }

    fn reached_from(&self, start: &Module) -> BTreeSet<&Module> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&Module> = self.arrows[start].iter().collect();
        while let Some(module) = open.pop() {
            if reached.insert(module) {
                open.extend(&self.arrows[module]);
            }
        }
        reached
    }

    /// Arrows against the floors of a folder: its files and the folders in it stand in the order that leaves fewest, by
    /// the rule of Eades, Lin and Smyth (1993) for such orders.
    pub fn backward(&self, folder: &[&str]) -> Vec<String> {
        let depth = folder.len();
        let entry = |module: &Module| {
            let is_inside = module.len() > depth && module.iter().zip(folder).all(|(part, name)| part == name);
            is_inside.then(|| module[depth].clone())
        };
        let mut between: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
        for (from, to) in self.arrows() {
            if let (Some(a), Some(b)) = (entry(from), entry(to))
                && a != b
            {
                between.entry((a, b)).or_default().push(format!("{} -> {}", self.name(from), self.name(to)));
            }
        }
        let order = order(&between.iter().map(|((a, b), arrows)| ((a.as_str(), b.as_str()), arrows.len())).collect());
        let floor = |name: &str| order.iter().position(|other| *other == name);
        let is_backward = |(a, b): &(String, String)| floor(a) > floor(b);
        between.iter().filter(|(pair, _)| is_backward(pair)).flat_map(|(_, arrows)| arrows.clone()).collect()
    }

    /// Where a module stands, below `src`.
    pub fn name(&self, module: &[String]) -> String {
        self.files[module].path.display().to_string()
    }

    /// Functions of more lines than this, tests aside.
    pub fn functions_over(&self, lines: usize) -> Vec<String> {
        let of_file = |file: &File| {
            let long = file.functions.iter().filter(move |(_, length)| *length > lines);
            long.map(|(name, length)| format!("{} {name}: {length}", file.path.display())).collect::<Vec<_>>()
        };
        self.files.values().flat_map(of_file).collect()
    }

    /// Files of more lines than this, tests aside.
    pub fn files_over(&self, lines: usize) -> Vec<String> {
        let long = self.files.values().filter(|file| file.lines > lines);
        long.map(|file| format!("{}: {}", file.path.display(), file.lines)).collect()
    }
}

/// The rooms of arrows in an order in which few arrows lead back: users before what they use.
fn order<'a>(arrows: &BTreeMap<(&'a str, &'a str), usize>) -> Vec<&'a str> {
    let mut left: BTreeSet<&str> = arrows.keys().flat_map(|(a, b)| [*a, *b]).collect();
    let (mut first, mut last) = (Vec::new(), Vec::new());
    while !left.is_empty() {
        let sum = |is_end: &dyn Fn(&(&str, &str)) -> bool| -> usize {
            let inside = arrows.iter().filter(|((a, b), _)| left.contains(a) && left.contains(b));
            inside.filter(|(pair, _)| is_end(pair)).map(|(_, count)| count).sum()
        };
        let out = |name: &str| sum(&|(a, _)| *a == name);
        let into = |name: &str| sum(&|(_, b)| *b == name);
        let sink = left.iter().copied().find(|name| out(name) == 0);
        let source = left.iter().copied().find(|name| into(name) == 0);
        let chosen = sink.or(source).unwrap_or_else(|| {
            let gain = |name: &&str| out(name) as isize - into(name) as isize;
            left.iter().rev().copied().max_by_key(gain).unwrap()
        });
        left.remove(chosen);
        if sink.is_some() { last.push(chosen) } else { first.push(chosen) }
    }
    first.extend(last.into_iter().rev());
    first
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries
        .flat_map(|path| match path.is_dir() {
            true => rust_files(&path),
            false => vec![path],
        })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    found.sort();
    found
}

fn module_of(path: &Path) -> Module {
    let mut module: Module = path.with_extension("").iter().map(|part| part.to_str().unwrap().to_owned()).collect();
    module.pop_if(|last| last == "mod" || last == "lib");
    module
}

fn read(text: &str, path: PathBuf, module: &Module) -> File {
    let tokens = flatten(without_tests(text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))));
    let mut file = File { path, ..File::default() };
    // Names that this file may use without saying where they stand.
    file.children = tokens
        .windows(3)
        .filter(|words| words[0].is("mod") && words[2].is(";"))
        .map(|words| words[1].text.clone())
        .collect();
    for (index, words) in tokens.windows(2).enumerate() {
        const DEFINE: [&str; 9] = ["fn", "struct", "enum", "const", "static", "type", "trait", "mod", "union"];
        if DEFINE.iter().any(|word| words[0].is(word)) && words[1].is_word() {
            file.defined.insert(words[1].text.clone());
        }
        if words[0].is("fn") && words[1].is_word() {
            file.functions.push((words[1].text.clone(), length_of(&tokens[index..])));
        }
    }
    let mut index = 0;
    while index < tokens.len() {
        let is_start = index == 0 || !tokens[index - 1].is("::");
        let start = &tokens[index].text;
        let is_path = is_start && tokens.get(index + 1).is_some_and(|next| next.is("::"));
        let is_use = index > 0 && tokens[index - 1].is("use");
        if is_path && (["crate", "super", "self"].contains(&start.as_str()) || file.children.contains(start)) {
            let is_public = is_use && index > 1 && (tokens[index - 2].is("pub") || tokens[index - 2].is(")"));
            let mut paths = Vec::new();
            paths_from(&tokens, &mut index, &mut Vec::new(), &mut paths);
            for (path, name) in paths {
                let path = absolute(&path, module, &file.children);
                if is_public {
                    file.exports.push((name, path.clone()));
                } else {
                    file.paths.push(path);
                }
            }
        } else {
            index += 1;
        }
    }
    file.lines = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).count();
    file
}

/// A word or a sign, with the line it stands on.
struct Token {
    text: String,
    line: usize,
}

impl Token {
    fn is(&self, text: &str) -> bool {
        self.text == text
    }

    fn is_word(&self) -> bool {
        self.text.starts_with(|c: char| c.is_alphabetic() || c == '_')
    }
}

/// The tokens without items marked `#[cfg(test)]`.
fn without_tests(tokens: TokenStream) -> TokenStream {
    let mut kept = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_test = matches!(&token, TokenTree::Punct(sign) if sign.as_char() == '#')
            && matches!(tokens.peek(), Some(TokenTree::Group(group)) if group.to_string().replace(' ', "") == "[cfg(test)]");
        if is_test {
            let is_end = |token: &TokenTree| match token {
                TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                TokenTree::Punct(sign) => sign.as_char() == ';',
                _ => false,
            };
            while tokens.next().is_some_and(|token| !is_end(&token)) {}
        } else {
            kept.push(token);
        }
    }
    kept.into_iter().collect()
}

/// All tokens in the order of the text, `::` as one, groups with their brackets.
fn flatten(tokens: TokenStream) -> Vec<Token> {
    let mut flat: Vec<Token> = Vec::new();
    let mut was_joint = false;
    for token in tokens {
        let line = token.span().start().line;
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                flat.push(Token { text: open.into(), line });
                flat.extend(flatten(group.stream()));
                flat.push(Token { text: close.into(), line: group.span_close().end().line });
                was_joint = false;
            }
            TokenTree::Punct(sign) if sign.as_char() == ':' && was_joint => {
                flat.last_mut().unwrap().text = "::".into();
                was_joint = false;
            }
            TokenTree::Punct(sign) => {
                was_joint = sign.as_char() == ':' && sign.spacing() == proc_macro2::Spacing::Joint;
                flat.push(Token { text: sign.to_string(), line });
            }
            other => {
                was_joint = false;
                flat.push(Token { text: other.to_string(), line });
            }
        }
    }
    flat
}

/// Lines from `fn` to the brace that ends its body; 0 for a declaration without one.
fn length_of(tokens: &[Token]) -> usize {
    let mut depth = 0;
    for token in tokens {
        match token.text.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth -= 1,
            ";" if depth == 0 => return 0,
            _ => {}
        }
        if token.is("}") && depth == 0 {
            return token.line - tokens[0].line + 1;
        }
    }
    0
}

/// Reads a path, or a tree of them as in `use`, from `index` on: each with the name that it is known by.
fn paths_from(tokens: &[Token], index: &mut usize, before: &mut Vec<String>, paths: &mut Vec<(Vec<String>, String)>) {
    let length = before.len();
    while let Some(token) = tokens.get(*index).filter(|token| token.is_word() || token.is("*")) {
        before.push(token.text.clone());
        *index += 1;
        if !tokens.get(*index).is_some_and(|token| token.is("::")) {
            break;
        }
        *index += 1;
    }
    if tokens.get(*index).is_some_and(|token| token.is("{")) && tokens[*index - 1].is("::") {
        *index += 1;
        while tokens.get(*index).is_some_and(|token| !token.is("}")) {
            let at = *index;
            paths_from(tokens, index, before, paths);
            if at == *index || tokens.get(*index).is_some_and(|token| token.is(",")) {
                *index += 1;
            }
        }
        *index += 1;
    } else if before.len() > length {
        let mut path = before.clone();
        path.pop_if(|last| last == "self");
        let mut name = before.last().cloned().unwrap_or_default();
        if tokens.get(*index).is_some_and(|token| token.is("as")) {
            name = tokens.get(*index + 1).map(|token| token.text.clone()).unwrap_or_default();
            *index += 2;
        }
        path.pop_if(|last| last == "*");
        paths.push((path, name));
    }
    before.truncate(length);
}

/// A path from the root of the crate.
fn absolute(path: &[String], module: &Module, children: &BTreeSet<String>) -> Vec<String> {
    let mut base = module.clone();
    let mut rest = path;
    match path.first().map(String::as_str) {
        Some("crate") => (base, rest) = (Vec::new(), &path[1..]),
        Some("self") => rest = &path[1..],
        Some("super") => {
            while rest.first().is_some_and(|part| part == "super") {
                base.pop();
                rest = &rest[1..];
            }
        }
        Some(name) => debug_assert!(children.contains(name)),
        None => {}
    }
    base.extend_from_slice(rest);
    base
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::Workspace;

    fn structure(files: &[(&str, &str)]) -> Structure {
        let workspace =
            files.iter().fold(Workspace::new(), |workspace, (path, text)| workspace.file(&format!("src/{path}"), text));
        Structure::of(&workspace.path("src"))
    }

    fn arrows(structure: &Structure) -> Vec<String> {
        structure.arrows().map(|(a, b)| format!("{} {}", structure.name(a), structure.name(b))).collect()
    }

    #[test]
    fn paths_are_followed_to_the_file_that_defines_the_name() {
        let structure = structure(&[
            ("lib.rs", "pub mod a; pub mod b;"),
            (
                "a/mod.rs",
                "mod inner; mod other; pub use inner::{Thing, Other as Renamed}; pub use other::*; fn own() {}",
            ),
            ("a/inner.rs", "pub struct Thing; pub struct Other;"),
            ("a/other.rs", "pub fn more() { m! { super::own() } }"),
            (
                "b.rs",
                "use crate::a::{Renamed, more}; fn f() { crate::a::own(); } #[cfg(test)] mod tests { use crate::a::x; }",
            ),
        ]);
        let expected = ["a/other.rs a/mod.rs", "b.rs a/mod.rs", "b.rs a/inner.rs", "b.rs a/other.rs"];
        assert_eq!(arrows(&structure), expected);
        assert!(structure.circles().is_empty());
    }

    #[test]
    fn circles_and_arrows_that_lead_back_are_found() {
        let structure = structure(&[
            ("lib.rs", "mod a; mod b; mod c;"),
            ("a.rs", "use crate::b::X; use super::b::Y; use crate::c::Z;"),
            ("b.rs", "use crate::c::{self, d};"),
            ("c/mod.rs", "pub mod d; pub struct Z;"),
            ("c/d.rs", "use crate::a::A;"),
        ]);
        assert!(!structure.circles().is_empty(), "a -> b -> c/d -> a");
        assert_eq!(structure.circles()[0].len(), 3);
        assert_eq!(structure.backward(&[]), ["c/d.rs -> a.rs"]);
    }

    #[test]
    fn lengths_are_counted_without_tests() {
        let structure =
            structure(&[("lib.rs", "fn a() {\n\n}\nfn b();\n#[cfg(test)]\nmod tests {\n fn c() {\n\n\n\n }\n}\n")]);
        assert_eq!(structure.functions_over(2), ["lib.rs a: 3"]);
        assert_eq!(structure.files_over(3), ["lib.rs: 4"]);
    }
}
