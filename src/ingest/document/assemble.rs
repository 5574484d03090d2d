//! From a draft to a document: who says what about it is weighed, a title is found, an id is made.

use super::{language, metadata};
use crate::{
    corpus::{Block, BlockKind, Document, Mark, Source},
    ingest::{
        claims,
        curation::{entities, redaction, settings::Curation},
        dates,
        draft::{Draft, Segment},
        entry::{Entry, canonical},
        keys::is_known,
        source::{
            context::Context,
            plain_text::{MAX_TITLE, first_words},
        },
        tally::add,
    },
    text::line::single_line,
};

/// Makes documents of drafts, and counts what it hides and finds in them.
pub struct Assembler<'a> {
    curation: &'a Curation,
    pub redactions: redaction::Replacements,
    /// In how many of the documents each entity is mentioned.
    pub entities: entities::MentionCounts,
}

impl<'a> Assembler<'a> {
    /// With the editors' decisions, and nothing counted yet.
    pub fn new(curation: &'a Curation) -> Assembler<'a> {
        Assembler { curation, redactions: Default::default(), entities: Default::default() }
    }

    /// The document; `None`, with a finding, when it cannot be in the corpus. `redacted` is the id of the document whose
    /// own redactions hold, besides those of all.
    pub fn assemble(&mut self, draft: Draft, redacted: Option<&str>, context: &mut Context) -> Option<Document> {
        let Draft { mut source, entries, hints, rule_values, mut blocks, is_titled_by_first_line, segment } = draft;
        let sidecar = &self.curation.sidecar;
        let for_part = segment.map(|segment| sidecar.of(&format!("{}#{}", source.path, segment.number)));
        let for_file = sidecar.of(&source.path);
        let known = |list: Vec<Entry>| list.into_iter().filter(|hint| is_known(&hint.key, context.settings)).collect();
        let mut entries = weigh([for_part.unwrap_or_default(), for_file, entries, known(rule_values), known(hints)]);
        self.redact(redacted, &mut source, &mut entries, &mut blocks);
        let path = source.path.clone();
        let mut metadata = metadata::read(entries, source, context)?;
        let heading = take_title(&mut blocks, &metadata.title, is_titled_by_first_line);
        language::settle(&mut metadata, &mut blocks, heading.as_deref(), context);
        metadata::complete(&mut metadata, || heading.unwrap_or_else(|| title_from(&blocks, &path)));
        if let Some(Segment { number, of }) = segment {
            // After the id was made: that comes from the text, so that another cut elsewhere does not change it.
            metadata.source.original = Some(format!("{path}, document {number} of {of}"));
        }
        let mut document = Document { metadata, blocks, claims: Vec::new() };
        self.enrich(&mut document, context);
        Some(document)
    }

    /// Hides in a draft what readers must not learn.
    fn redact(&mut self, id: Option<&str>, source: &mut Source, entries: &mut [Entry], blocks: &mut [Block]) {
        let (rules, mut tally) = (&self.curation.redactions, redaction::Replacements::default());
        rules.apply(id, source, entries, blocks, &mut tally);
        source.redactions = rules.by_reason(&tally);
        self.redactions.add(tally);
    }

    /// Adds to a document what can be told from its text.
    fn enrich(&mut self, document: &mut Document, context: &mut Context) {
        let Curation { rulebook, entities, claims, .. } = self.curation;
        let mentioned = entities.mentioned(document);
        let exposed = entities.exposed(document);
        entities.add_values(&mentioned, document);
        document.metadata.mentioned_dates = dates::mentioned(document, &rulebook.reading.window.0);
        let (claims, findings) = claims::find(document, entities, &mentioned, claims);
        document.claims = claims;
        exposed.into_iter().chain(findings).for_each(|finding| context.report(finding));
        add(&mut self.entities, mentioned.into_iter().map(|entity| (entity, 1)).collect());
    }
}

/// One entry for each key, from the strongest list that has it.
pub fn weigh(strongest_first: [Vec<Entry>; 5]) -> Vec<Entry> {
    let mut weighed: Vec<Entry> = Vec::new();
    for list in strongest_first {
        // Within one list a repeated key is the reader's to judge.
        let stronger = weighed.len();
        for entry in list {
            let is_same = |other: &Entry| canonical(&other.key) == canonical(&entry.key);
            if !weighed[..stronger].iter().any(is_same) {
                weighed.push(entry);
            }
        }
    }
    weighed
}

/// Takes the title out of the text: a first heading, or a first line where that is the custom. Where the title is known
/// already, the text only loses its repetition.
fn take_title(blocks: &mut Vec<Block>, title: &str, is_titled_by_first_line: bool) -> Option<String> {
    let first = blocks.iter().position(|block| !block.is_furniture())?;
    let block = &blocks[first];
    let is_heading = block.kind == BlockKind::Heading(1);
    let is_title_line = is_titled_by_first_line && block.text.chars().count() <= MAX_TITLE;
    let repeats = single_line(&block.text) == title;
    if !(if title.is_empty() { is_heading || is_title_line } else { repeats }) {
        return None;
    }
    let taken = single_line(&blocks.remove(first).text);
    // Saved pages often have their title twice.
    if let Some(next) =
        blocks.iter_mut().find(|block| !block.is_furniture()).filter(|next| single_line(&next.text) == taken)
    {
        next.mark(Mark::Furniture);
    }
    Some(taken)
}

fn title_from(blocks: &[Block], file: &str) -> String {
    match blocks.iter().find(|block| !block.is_furniture()) {
        Some(block) => first_words(&block.text),
        None => file.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::source::{context::Kind, markdown::Markdown};

    fn paragraphs(texts: &[&str]) -> Vec<Block> {
        texts.iter().map(|text| Block::new(BlockKind::Paragraph, *text)).collect()
    }

    fn titled(texts: &[&str], entries: &[(&str, &str)], hints: &[(&str, &str)]) -> Document {
        let curation = Curation::default();
        let entry = |(key, value): &(&str, &str)| Entry::new(*key, *value);
        let draft = Draft {
            entries: entries.iter().map(entry).collect(),
            hints: hints.iter().map(entry).collect(),
            blocks: paragraphs(texts),
            is_titled_by_first_line: true,
            ..Draft::of("a.txt", b"x")
        };
        let mut context = Context::new("a.txt", &curation.rulebook);
        Assembler::new(&curation).assemble(draft, None, &mut context).unwrap()
    }

    /// The document of a text in Markdown.
    fn written(markdown: &str) -> Document {
        let curation = Curation::default();
        let mut context = Context::new("a.md", &curation.rulebook);
        let draft = Markdown.read(markdown.into(), &mut context).remove(0);
        Assembler::new(&curation).assemble(draft, None, &mut context).unwrap()
    }

    #[test]
    fn a_first_line_is_the_title_and_is_not_said_again() {
        let document = titled(&["T", "T", "Text"], &[], &[]);
        assert_eq!(document.metadata.title, "T");
        assert_eq!(document.blocks.iter().map(Block::is_furniture).collect::<Vec<_>>(), [true, false]);
        let long = "word ".repeat(100);
        let document = titled(&[&long], &[], &[]);
        assert!(document.metadata.title.ends_with('…'));
        assert_eq!(document.blocks.len(), 1, "a long first paragraph is not lost to the title");
    }

    #[test]
    fn a_source_is_stronger_than_its_format() {
        let document = titled(
            &["T", "Text"],
            &[("title", "Said"), ("date", "2020")],
            &[("title", "Tag"), ("published", "2021"), ("publisher", "P"), ("generator", "x")],
        );
        assert_eq!(document.metadata.title, "Said");
        assert_eq!(document.metadata.date.unwrap().edtf, "2020");
        assert_eq!(document.metadata.values["publisher"], ["P"]);
        assert_eq!(document.blocks.len(), 2);
    }

    #[test]
    fn documents_are_in_the_corpuss_first_language_unless_they_say_otherwise() {
        assert_eq!(titled(&["T"], &[], &[]).metadata.language, "en");
        assert_eq!(titled(&["T"], &[("lang", "zh")], &[]).metadata.language, "zh");
    }

    #[test]
    fn the_title_is_front_matters_or_the_first_headings_or_the_first_words() {
        let cases = [
            ("---\ntitle: A\n---\n# B\n", "A", 1),
            ("---\ntitle: A\n---\n# A\n\nText", "A", 1),
            ("# A *b*\n\nText", "A b", 1),
            ("## Part\n\nText", "Part", 2),
            ("Text of it.", "Text of it.", 1),
            ("---\npublisher: P\n---\n", "a.md", 0),
        ];
        for (text, title, block_count) in cases {
            let document = written(text);
            assert_eq!((document.metadata.title.as_str(), document.blocks.len()), (title, block_count), "{text}");
        }
    }

    #[test]
    fn hostile_titles_are_kept_as_text() {
        let document = written("---\ntitle: <img src=x onerror=alert(1)>\n---\nText");
        assert_eq!(document.metadata.title, "<img src=x onerror=alert(1)>");
        assert!(document.metadata.id.ends_with("-img-src-x-onerror-alert-1"));
    }
}
