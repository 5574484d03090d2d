//! Reading any pile of documents, through the program.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{Cursor, Read, Write},
    path::Path,
    time::Duration,
};

use proptest::{collection::vec, prelude::*, sample::select};

use karez::{
    corpus::{Block, Document},
    ingest::{
        self, Intake, isolate,
        source::{
            context::{Context, Host},
            kinds::KINDS,
            rulebook::Rulebook,
        },
    },
};

use crate::harness::Workspace;

fn read(folder: &Path) -> Intake {
    ingest::read(folder, &mut |_| {}).expect("a folder")
}

fn titles(intake: &Intake) -> Vec<&str> {
    intake.documents.iter().map(|document| document.metadata.title.as_str()).collect()
}

/// All that a document holds: title, shown text and boilerplate.
fn all_text(documents: &[Document]) -> String {
    let text = |document: &Document| {
        let blocks = document.blocks.iter().map(|block| block.text.clone());
        blocks.chain([document.metadata.title.clone()]).collect::<Vec<_>>().join("\n")
    };
    documents.iter().map(text).collect::<Vec<_>>().join("\n")
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines of a text whose words are in no block.
fn lost<'a>(text: &'a str, documents: &[Document]) -> Vec<&'a str> {
    let all = squeezed(&all_text(documents));
    text.lines().filter(|line| !line.trim().is_empty() && !all.contains(&squeezed(line))).collect()
}

/// Texts of the shapes that `docs/segmenting.md` explains, in our own words.
fn shapes() -> Workspace {
    let row = "Water returns to the northern wells…reports Valley News\nThe wells of the north have water again, officials said on Monday.\n\
        Farmers had waited for two years. (XNA)\nA dam divides two districts….writes Ada Vale\nThe dam would be the third on the river.\n\
        Nobody asked the villages, an engineer said.\n";
    let page = "A canal is cleaned\n\nThe canal was cleaned by hand.\n\nWhat follows\n\nMore work follows next year.\n\nLeave a comment\n\nYour name is required.\n";
    let blog = "Hill Blog\n\nTag archive: water\n\nWells are counted\n\nAda Vale wrote . . . . .\n\nEach well got a number.\n\nSource : XNA\n\n\
        Karez masters retire\n\nwrote . . . . .\n\nThe last masters are old.\n\nSource : Hill Post\n\nChart: rain by month\n\nSource : Office of Rain\n";
    let twice = "Masters of the underground channel met for a week and spoke about water, soil, law, pay and the young people who leave.";
    let credit = format!(
        "A meeting on channels\n{twice}\n{twice}\nThey will meet again.\nReported by Ada Vale for VN’s northern service.\n"
    );
    let digest = "Voices on water\n\nVoices on water\n\nThe Hill Post looks at the north:\n\nThe north is dry, and it was not always so.\n\nIt may rain. [Source]\n\n\
        Valley News asks who pays:\n\nNobody wants to pay. [Source]\n\nThat is all for today.\n\nSubscribe\n\nPopup text\n";
    let rules = "[[fields]]\nname = 'publisher'\nlabel = 'P'\n[[fields]]\nname = 'agency'\nlabel = 'A'\n[[fields]]\nname = 'byline'\nlabel = 'B'\n\
        [[sources]]\nfiles = '1.txt'\nstandfirsts = ['…\\.*(?:reports (?<publisher>.+)|writes (?<byline>.+))$']\nfind = ['\\((?<agency>XNA)\\)$']\n\
        [[sources]]\nfiles = '2.txt'\nboilerplate_from = ['^Leave a comment$']\nheadings = ['^What follows$']\n\
        [[sources]]\nfiles = '3.txt'\nbylines = ['^(?<byline>.*?) ?wrote( \\.)+$']\nends = ['^Source : (?<agency>.+)$']\n\
        [[sources]]\nfiles = '4.txt'\nfind = ['^Reported by (?<byline>.+?) for ']\n\
        [[sources]]\nfiles = '5.txt'\nfurniture_from = ['^Subscribe$']\n[sources.quotes]\nafter = [':$']\nuntil = ['\\[Source\\]$']\n\
        publishers = { 'Hill Post' = 'Hill Post', 'Valley News' = 'Valley News' }\n";
    Workspace::with_page()
        .file("docs/1.txt", row)
        .file("docs/2.txt", page)
        .file("docs/3.txt", blog)
        .file("docs/4.txt", credit)
        .file("docs/5.txt", digest)
        .file("docs/corpus.toml", rules)
}

#[test]
fn files_of_many_shapes_become_their_documents_and_nothing_is_lost() {
    let workspace = shapes();
    let intake = read(&workspace.path("docs"));
    let files: Vec<&str> = intake.documents.iter().map(|document| document.metadata.source.path.as_str()).collect();
    assert_eq!(files, ["1.txt", "1.txt", "2.txt", "3.txt", "3.txt", "4.txt", "5.txt"]);
    assert!(!titles(&intake).iter().any(|title| title.starts_with("Chart")), "a stub is no document");
    for file in ["1.txt", "2.txt", "3.txt", "4.txt", "5.txt"] {
        let text = fs::read_to_string(workspace.path("docs").join(file)).unwrap();
        assert_eq!(lost(&text, &intake.documents), Vec::<&str>::new(), "{file}");
    }
    let twice: Vec<&str> = intake
        .findings
        .iter()
        .map(|finding| finding.message.as_str())
        .filter(|message| message.contains("appears twice"))
        .collect();
    assert_eq!(twice.len(), 1, "{twice:?}");
    let publishers: BTreeSet<&str> = intake.documents[6].blocks.iter().filter_map(Block::publisher).collect();
    assert_eq!(Vec::from_iter(publishers), ["Hill Post", "Valley News"]);
    let hidden: Vec<&str> = intake.documents[6]
        .blocks
        .iter()
        .filter(|block| block.is_furniture())
        .map(|block| block.text.as_str())
        .collect();
    assert_eq!(hidden, ["Voices on water", "Subscribe", "Popup text"]);
}

#[test]
fn boilerplate_is_neither_found_nor_shown() {
    let workspace = shapes();
    workspace.karez().args(["build", "docs", "--out", "site"]).run().succeeds().prints(&["documents  7\n"]);
    assert_eq!(workspace.search("underground", &[])["total"], 1);
    for words in ["popup", "\"Tag archive\"", "\"Your name is required\""] {
        assert_eq!(workspace.search(words, &[])["total"], 0, "{words}");
    }
}

#[test]
fn check_proposes_cuts_and_keeps_corrections() {
    let article = "A paragraph that says something about wells and channels in ten words. ".repeat(5);
    let text = format!("It rains…reports Valley News\n\n{article}\n\nIt pours…reports Valley News\n\n{article}\n");
    let workspace = Workspace::with_page().file("docs/a.txt", &text);
    let run = workspace.karez().args(["check", "docs"]).run().succeeds();
    run.prints(&["a.txt: may contain 2 documents", "standfirsts = [", "segments.csv"]);
    let table = fs::read_to_string(workspace.path("docs/segments.csv")).unwrap();
    assert_eq!(table.matches(",maybe,maybe,").count(), 2, "{table}");
    assert_eq!(read(&workspace.path("docs")).documents.len(), 1, "a proposal does nothing");
    let corrected = table.replacen(",maybe,maybe,", ",maybe,document,", 1).replacen(
        ",maybe,maybe,",
        ",maybe,document: It pours at last,",
        1,
    );
    fs::write(workspace.path("docs/segments.csv"), &corrected).unwrap();
    let intake = read(&workspace.path("docs"));
    assert_eq!(titles(&intake), ["It rains…reports Valley News", "It pours at last"]);
    workspace.karez().args(["check", "docs"]).run().succeeds().prints(&["a.txt: 2 documents"]);
    let again = fs::read_to_string(workspace.path("docs/segments.csv")).unwrap();
    assert!(again.contains(",maybe,document: It pours at last,"), "{again}");
    assert_eq!(again.lines().count(), 3, "{again}");
}

/// A ZIP file of these files.
fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_folder_of_broken_things_is_built_with_a_finding_for_each() {
    let chinese = "联合国人权事务高级专员办事处发表了关于人权状况的评估报告，并提出了若干建议。";
    let (gbk, _, _) = encoding_rs::GBK.encode(chinese);
    let tracked = "<w:document><w:body><w:p><w:r><w:t>What stays in the letter.</w:t></w:r><w:del><w:r><w:delText>hunter2</w:delText></w:r></w:del></w:p></w:body></w:document>";
    let workspace = Workspace::with_page()
        .file("docs/corpus.toml", "languages = ['en', 'zh']\n[reading]\npdf = 'rust'\n")
        .file("docs/cut.pdf", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
        .file("docs/bomb.zip", zip_of(&[("zeros.txt", &vec![b' '; 20 << 20])]))
        .file("docs/gbk.txt", gbk)
        .file("docs/tracked.docx", zip_of(&[("word/document.xml", tracked.as_bytes())]))
        .file("docs/one.txt", "A report\n\nThe same article in two files.\n")
        .file("docs/two.txt", "A report\n\nThe same article in two files.\n")
        .file("docs/redactions.toml", "[[redact]]\nnames = ['Planted Secret']\nreason = 'witness'\n")
        .file("docs/planted secret.md", "# By Planted Secret\n\nShe is called Planted\n\nSecret, PLÁNTED-SECRET.\n")
        .file("secrets.txt", "Planted Secret\nhunter2\n")
        .file("docs/empty.docx", "")
        .file("docs/empty.txt", "");
    #[cfg(unix)]
    std::os::unix::fs::symlink(workspace.path("docs"), workspace.path("docs/loop")).unwrap();
    let intake = read(&workspace.path("docs"));
    let mut files: Vec<&str> = intake.findings.iter().map(|finding| finding.file.as_str()).collect();
    files.sort_unstable();
    let expected =
        ["bomb.zip/zeros.txt", "cut.pdf", "empty.docx", "empty.txt", "gbk.txt", "loop", "tracked.docx", "two.txt"];
    assert_eq!(files, expected, "{:#?}", intake.findings);
    workspace
        .karez()
        .args(["build", "docs", "--out", "site"])
        .run()
        .succeeds()
        .prints(&["documents  5\n", "redacted   witness 4\n"]);
    assert_eq!(workspace.search("建议", &[])["total"], 1);
    assert_eq!(workspace.search("called", &[])["total"], 1);
    workspace.karez().args(["verify", "site", "--secrets", "secrets.txt"]).run().succeeds();
    let has_secret = |bytes: &Vec<u8>| {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        ["planted", "hunter2"].iter().any(|secret| text.contains(secret))
    };
    for folder in ["site", ".site.cache"] {
        let leaking: Vec<_> = workspace.snapshot(folder).into_iter().filter(|(_, bytes)| has_secret(bytes)).collect();
        assert!(leaking.is_empty(), "{folder}: {leaking:?}");
    }
}

/// First bytes that choose each reader, and some of what comes after them.
const BEGINNINGS: [&[u8]; 12] = [
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer << /Root 1 0 R >>\n",
    b"PK\x03\x04\x14\0\0\0\x08\0",
    b"\x1f\x8b\x08\0\0\0\0\0\0\x03",
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n",
    b"<!doctype html><table><tr><td><ul><blockquote>",
    b"From: a@example.org\nSubject: x\nContent-Type: multipart/mixed; boundary=a\n\n--a\n",
    b"From a@example.org Mon Jan  1 00:00:00 2020\nFrom: a\nSubject: b\n\n",
    b"{\"body\": \"x\"}\n{",
    b"---\ntitle: x\n",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xff\xfe",
    b"",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    /// Whatever a file holds, its reader ends in documents or findings and does not panic.
    #[test]
    fn any_bytes_are_read_to_an_end(
        beginning in select(&BEGINNINGS[..]),
        rest in vec(any::<u8>(), 0..400),
        ending in select(&["txt", "csv", "html", "eml", "xls", "md"][..]),
    ) {
        let name = format!("a.{ending}");
        let bytes = [beginning, &rest].concat();
        let outcome = isolate::run(Duration::from_secs(60), move || {
            let rulebook = Rulebook::parse("[reading]\npdf = 'rust'").expect("sound rules");
            let mut context = Context::on(Host { kinds: &KINDS, ..Host::default() }, &name, &rulebook);
            context.read(bytes).map(|drafts| drafts.len())
        });
        prop_assert!(outcome.is_ok(), "{outcome:?}");
    }
}

/// `KAREZ_FOLDER=… cargo test --test suite ingest::no_line -- --ignored --nocapture` for texts of one's own.
#[test]
#[ignore = "asks for a folder of plain texts in KAREZ_FOLDER"]
fn no_line_of_a_folder_is_lost() {
    let folder = std::env::var("KAREZ_FOLDER").expect("KAREZ_FOLDER is a folder of plain texts");
    let intake = read(Path::new(&folder));
    let mut lines = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            let text = fs::read_to_string(&path).unwrap();
            lines += text.lines().filter(|line| !line.trim().is_empty()).count();
            assert_eq!(lost(&text, &intake.documents), Vec::<&str>::new(), "{}", path.display());
        }
    }
    println!("{} documents, {lines} lines, none lost", intake.documents.len());
}

/// `KAREZ_UDHR=…/docs.jsonl.gz cargo test --test suite ingest::languages -- --ignored --nocapture`: how many texts of
/// known languages are detected rightly, wrongly, or not at all.
#[test]
#[ignore = "asks for JSON lines with `body` and `lang` in KAREZ_UDHR"]
fn languages_of_a_known_collection() {
    let path = std::env::var("KAREZ_UDHR").expect("KAREZ_UDHR is a file of JSON lines, packed with gzip");
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    let declared = std::env::var("KAREZ_LANGUAGES").unwrap_or("en ug-Arab ug-Latn kk ky zh-Hans ar tr ru fr es".into());
    let declared: Vec<String> = declared.split(' ').map(str::to_owned).collect();
    let mut outcomes: BTreeMap<String, (u32, u32, BTreeMap<String, u32>)> = BTreeMap::new();
    for row in text.lines() {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        let (language, body) = (row["lang"].as_str().unwrap(), row["body"].as_str().unwrap());
        let outcome = outcomes.entry(language.into()).or_default();
        match ingest::document::language::detect(body, &declared) {
            Some(found) if found == language => outcome.0 += 1,
            Some(found) => *outcome.2.entry(found).or_default() += 1,
            None => {
                if declared.iter().any(|tag| tag == language) {
                    println!("{language} und: {body}");
                }
                outcome.1 += 1;
            }
        }
    }
    for (language, (right, open, wrong)) in &outcomes {
        if declared.contains(language) || !wrong.is_empty() {
            println!("{language:<10} right {right:>3}  und {open:>3}  wrong {wrong:?}");
        }
    }
    for language in &declared {
        let (right, open, wrong) = &outcomes[language];
        let wrong: u32 = wrong.values().sum();
        assert!(right * 100 >= (right + open + wrong) * 95, "{language}: {right} right, {open} und, {wrong} wrong");
    }
}
