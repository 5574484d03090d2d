//! Indexes of each format version, opened as they were written, and inputs that once broke a law of `fuzz`.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use karez::{
    engine::{
        Engine, Loaded, Outcome,
        protocol::{
            ClaimsRequest, ExamineRequest, FindRequest, ReadRequest, Request, Response, SearchRequest, SuggestRequest,
        },
    },
    index::{
        FileId,
        format::{FORMAT_VERSION, ROOT_FILE},
    },
};

use crate::harness::{Workspace, project};

#[path = "../../fuzz/src/lib.rs"]
mod fuzz;

use fuzz::{
    laws,
    sample::{SAMPLE, counts},
    seeds::seeds,
};

const BLESS: &str = "KAREZ_BLESS=1 cargo test --test suite fixtures";

fn folder(name: &str) -> PathBuf {
    project().join("tests/fixtures").join(name)
}

/// What is in a folder, in order.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap()
}

// ----------------------------------------------------------------------------------------------------------- formats

/// The files of a corpus by their names.
type Files = BTreeMap<String, Vec<u8>>;

/// Today's fixture as it lies in the folder, and what it answers. Both are written anew, once, where someone asks for that.
static TODAY: LazyLock<(Files, String)> = LazyLock::new(|| {
    let folder = folder(&format!("format-{FORMAT_VERSION}"));
    let (corpus, answers) = (folder.join("corpus"), folder.join("answers.jsonl"));
    if env::var_os("KAREZ_BLESS").is_some() {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&corpus).unwrap();
        let written = written();
        written.iter().for_each(|(name, content)| fs::write(corpus.join(name), content).unwrap());
        fs::write(&answers, answers_of(&written)).unwrap();
    }
    assert!(corpus.exists(), "format {FORMAT_VERSION} has no fixture yet: {BLESS}");
    let files = entries(&corpus).into_iter().map(|path| (name(&path).to_owned(), fs::read(&path).unwrap()));
    (files.collect(), fs::read_to_string(&answers).unwrap())
});

/// The same corpus as it is written now.
fn written() -> Files {
    let files = SAMPLE.files.iter().map(|(id, content)| (id.file_name(), content.clone()));
    files.chain([(ROOT_FILE.to_owned(), SAMPLE.root.to_bytes())]).collect()
}

/// One answer a line, to requests that read every kind of file.
fn answers_of(files: &Files) -> String {
    let search = |query: &str| SearchRequest {
        query: query.into(),
        limit: 3,
        excerpts: 1,
        skip_counts: true,
        ..SearchRequest::default()
    };
    let facets = SearchRequest { limit: 0, skip_counts: false, ..search("date:2020.. -publisher:Xinhua") };
    let read = ReadRequest { id: "doc5-5".into(), query: "\"forced labour\"".into(), ..ReadRequest::default() };
    let requests = [
        Request::from(FindRequest::Search(search("wells report labour"))),
        Request::from(FindRequest::Search(search("\"human rights violations\" title:statement"))),
        Request::from(FindRequest::Search(facets)),
        Request::from(ExamineRequest::Read(read)),
        Request::from(FindRequest::Suggest(SuggestRequest { text: "re".into(), limit: 3 })),
        Request::from(ExamineRequest::Claims(ClaimsRequest {
            query: "wells".into(),
            limit: 2,
            ..ClaimsRequest::default()
        })),
    ];
    let requests = requests.into_iter().chain(counts("wells").into_iter().map(Request::from));
    let engine = Engine::open(&files[ROOT_FILE]).unwrap();
    requests.map(|request| serde_json::to_string(&ask(&engine, &request, files)).unwrap() + "\n").collect()
}

fn ask(engine: &Engine, request: &Request, files: &Files) -> Response {
    let mut loaded = Loaded::default();
    loop {
        match engine.handle(request, &loaded) {
            Outcome::Ready(response) => return response,
            Outcome::Missing(ids) => ids.into_iter().for_each(|id| bring(id, files, &mut loaded)),
        }
    }
}

fn bring(id: FileId, files: &Files, loaded: &mut Loaded) {
    let content = files.get(&id.file_name()).unwrap_or_else(|| panic!("the fixture has no {id}"));
    loaded.insert(id, content.clone()).unwrap();
}

#[test]
fn what_was_written_before_is_read_and_answers_as_recorded() {
    let (files, recorded) = &*TODAY;
    let answers = answers_of(files);
    assert_eq!(answers.lines().count(), recorded.lines().count(), "requests were added or taken away: {BLESS}");
    for (answer, recorded) in answers.lines().zip(recorded.lines()) {
        assert_eq!(
            answer, recorded,
            "if the bytes mean something else now, raise FORMAT_VERSION; if only the ranking changed: {BLESS}"
        );
    }
}

#[test]
fn the_same_documents_are_written_as_the_same_bytes() {
    let (recorded, _) = &*TODAY;
    let written = written();
    let changed = written.iter().find(|(name, content)| recorded.get(*name) != Some(content));
    assert!(
        changed.is_none() && written.len() == recorded.len(),
        "the builder writes other bytes: if they are laid out otherwise, raise FORMAT_VERSION; then {BLESS}"
    );
}

#[test]
fn other_formats_are_refused_with_what_to_do() {
    let mut refused = 0;
    for site in entries(&folder("")) {
        let Some(version) = name(&site).strip_prefix("format-") else { continue };
        if version != FORMAT_VERSION.to_string() {
            let run = Workspace::new().karez().arg("search").arg(&site).arg("water").run();
            let format =
                format!("The index has format {version}, but this version of Karez reads format {FORMAT_VERSION}");
            run.exits_with(3).says(&[&format, "build the site again with this version of `karez build`"]);
            refused += 1;
        }
    }
    assert!(refused > 0, "no fixture of another format");
}

// -------------------------------------------------------------------------------------------------------------- laws

fn law(name: &str) -> fn(&[u8]) {
    match name {
        "files" => laws::files,
        "query" => laws::query,
        "messages" => laws::messages,
        "deflate" => laws::deflate,
        _ => panic!("there is no law “{name}” in fuzz/src/laws.rs"),
    }
}

#[test]
fn what_once_broke_a_law_keeps_it() {
    for folder in entries(&folder("found")) {
        for input in entries(&folder) {
            println!("{}", input.display());
            law(name(&folder))(&fs::read(&input).unwrap());
        }
    }
}

#[test]
fn what_the_fuzzer_starts_from_keeps_the_laws() {
    for (name, of, input) in seeds() {
        println!("{name}/{of}");
        law(name)(&input);
    }
}
