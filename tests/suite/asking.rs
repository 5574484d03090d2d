//! A corpus in memory and a host for its engine: starts from no files at all, brings what is missing.

use karez::corpus::{Block, BlockKind, Date, Document, Metadata, Settings, Thesaurus};
use karez::engine::protocol::{
    DocumentView, ExamineRequest, FindRequest, ReadRequest, Request, Response, Results, SearchRequest,
};
use karez::engine::{Engine, Loaded, Outcome};
use karez::index::Index;

pub struct Corpus {
    pub engine: Engine,
    pub index: Index,
}

impl Corpus {
    pub fn of(documents: &[Document]) -> Corpus {
        Corpus::with_thesaurus(documents, Thesaurus::default())
    }

    pub fn with_thesaurus(documents: &[Document], thesaurus: Thesaurus) -> Corpus {
        let index = karez::index::write(&Settings::default(), &thesaurus, documents.to_vec()).unwrap();
        Corpus { engine: Engine::open(&index.root).unwrap(), index }
    }

    /// The answer, and in how many rounds files were brought.
    pub fn ask(&self, request: impl Into<Request>) -> (Response, usize) {
        let request = request.into();
        let mut loaded = Loaded::default();
        for round in 0..8 {
            match self.engine.handle(&request, &loaded) {
                Outcome::Ready(response) => return (response, round),
                Outcome::Missing(files) => {
                    assert!(!files.is_empty(), "missing nothing");
                    files.into_iter().for_each(|id| loaded.insert(id, self.index.files[&id].clone()).unwrap());
                }
            }
        }
        panic!("the engine asks for ever more files");
    }

    pub fn search(&self, request: SearchRequest) -> Results {
        match self.ask(FindRequest::Search(request)).0 {
            Response::Found(results) => *results,
            other => panic!("{other:?}"),
        }
    }

    /// Ids of the documents that a query finds, best first.
    pub fn ids(&self, query: &str) -> Vec<String> {
        let request = SearchRequest { query: query.into(), limit: 50, ..SearchRequest::default() };
        self.search(request).hits.into_iter().map(|hit| hit.id).collect()
    }

    pub fn read(&self, id: &str, query: &str) -> DocumentView {
        let request = ReadRequest { id: id.into(), query: query.into(), ..ReadRequest::default() };
        match self.ask(ExamineRequest::Read(request)).0 {
            Response::Document(document) => *document,
            other => panic!("{other:?}"),
        }
    }
}

/// An English document of these paragraphs.
pub fn document(id: &str, date: Option<&str>, paragraphs: &[&str]) -> Document {
    Document {
        metadata: Metadata {
            id: id.into(),
            title: "A title".into(),
            language: "en".into(),
            date: date.map(|date| Date::parse(date).unwrap()),
            ..Metadata::default()
        },
        blocks: paragraphs.iter().map(|text| Block::new(BlockKind::Paragraph, *text)).collect(),
        ..Document::default()
    }
}
