//! What readers cite, share and export: citations, links, frames for other sites, tables. Plain functions from what is
//! meant to text.

use super::format::derivation_line;
use super::passage::PassageLink;
use super::route::{Page, Route};
use super::share_options::{Format, Scope, ShareAction};
use crate::app::strings::T;
use crate::engine::protocol::{DocumentView, Overview, SearchRequest, Sort};
use crate::record::formats::RecordFormat;
use crate::record::{Passage, Record, derived, plain};

/// Documents asked for in one step. More makes each step longer, fewer make more of them.
const STEP: u32 = 250;

/// A passage of the open document, as it was selected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    pub link: PassageLink,
    pub text: String,
    pub page: Option<u32>,
}

/// What the reader is about to cite, share or export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sharing {
    pub action: ShareAction,
    pub scope: Scope,
    pub format: Format,
    pub quotation: Option<Quotation>,
    /// Links keep the words that were searched. A search without them would be another one, so there it always holds.
    pub keeps_search: bool,
}

impl Sharing {
    pub fn new(action: ShareAction, scope: Scope) -> Sharing {
        Sharing { action, scope, format: action.formats()[0], quotation: None, keeps_search: false }
    }

    pub fn of_passage(action: ShareAction, quotation: Quotation) -> Sharing {
        Sharing { quotation: Some(quotation), ..Sharing::new(action, Scope::Passage) }
    }

    /// The same thing with another action.
    pub fn with_action(&self, action: ShareAction, route: &Route) -> Sharing {
        let sharing = Sharing { action, format: action.formats()[0], ..self.clone() };
        let scopes = sharing.scopes(route);
        let scope = if scopes.contains(&self.scope) { self.scope } else { scopes[0] };
        Sharing { scope, ..sharing }
    }

    /// What there is to choose from; never empty.
    pub fn scopes(&self, route: &Route) -> Vec<Scope> {
        let is_there = |scope: &Scope| match scope {
            Scope::Passage => self.action != ShareAction::Export && self.quotation.is_some(),
            Scope::Document => self.action != ShareAction::Export && route.document().is_some(),
            Scope::Search => !route.search.is_blank(),
            Scope::Collection => self.action != ShareAction::Cite || route.search.is_blank(),
        };
        [Scope::Passage, Scope::Document, Scope::Search, Scope::Collection].into_iter().filter(is_there).collect()
    }

    /// The next documents to ask for, where many are needed.
    pub fn request(&self, route: &Route, listed: u32) -> Option<SearchRequest> {
        let is_of_many = matches!(self.action, ShareAction::Cite | ShareAction::Export);
        let search = match self.scope {
            Scope::Search if is_of_many => route.search.request(),
            Scope::Collection if is_of_many => SearchRequest { sort: Sort::Newest, ..SearchRequest::default() },
            _ => return None,
        };
        Some(SearchRequest { offset: listed, limit: STEP, excerpts: 0, skip_counts: true, ..search })
    }

    /// Where a link leads.
    pub fn route(&self, route: &Route) -> Route {
        let kept = if self.keeps_search { route.clone() } else { route.without_search() };
        let kept = Route { is_without_keys: false, ..kept };
        match (self.scope, &self.quotation) {
            (Scope::Passage, Some(quotation)) => kept.at_passage(quotation.link.clone()),
            (Scope::Search, _) => Route { is_without_keys: false, ..route.at(Page::Results) },
            (Scope::Collection, _) => Route::default(),
            _ => Route { reading: Default::default(), ..kept },
        }
    }

    /// Whether the link tells what was searched.
    pub fn has_search(&self, route: &Route) -> bool {
        !self.route(route).search.is_blank()
    }
}

/// All that a text is made from.
pub struct Material<'a> {
    pub sharing: &'a Sharing,
    pub route: &'a Route,
    pub overview: &'a Overview,
    /// The open document.
    pub document: Option<&'a DocumentView>,
    /// Those listed for it, where many are needed: all, or a part of them, and whether that is the first and the last.
    pub documents: &'a mut dyn Iterator<Item = &'a DocumentView>,
    pub is_first: bool,
    pub is_last: bool,
    /// Address of the folder that the site stands in, with `/` at its end.
    pub base: &'a str,
}

impl Material<'_> {
    /// The text that leaves the page.
    pub fn text(self) -> String {
        match self.sharing.format {
            Format::Address => self.address(),
            Format::Frame => self.frame(),
            Format::Element => self.element(),
            Format::Card => self.card(),
            Format::Records(format) => self.records(format),
        }
    }

    fn records(self, format: RecordFormat) -> String {
        let Material { sharing, overview, is_first, is_last, .. } = self;
        let (document, route) = (self.document, self.route);
        let own = document.filter(|_| matches!(sharing.scope, Scope::Passage | Scope::Document));
        let record = |document: &DocumentView| Record {
            body: None,
            passage: sharing.quotation.as_ref().filter(|_| sharing.scope == Scope::Passage).map(Passage::from),
            ..record(document, overview, self.base)
        };
        let mut record_of_link = own.map(record);
        if let Some(record) = &mut record_of_link {
            record.link = Some(format!("{}{}", self.base, sharing.route(&route.without_search()).href()));
        }
        let records = record_of_link.into_iter().chain(self.documents.map(record));
        format.writer().part(&overview.settings, records, is_first, is_last)
    }

    fn address(&self) -> String {
        format!("{}{}", self.base, self.sharing.route(self.route).href())
    }

    /// What is shown, in a few words: the title of a frame.
    fn title(&self) -> String {
        match (self.sharing.scope, self.document) {
            (Scope::Passage | Scope::Document, Some(document)) => title(document),
            _ => self.overview.settings.title.clone(),
        }
    }

    fn frame(&self) -> String {
        format!(
            "<iframe src=\"{}embed.html{}\" title=\"{}\"\n  width=\"100%\" height=\"640\" frameborder=\"0\" loading=\"lazy\" \
             referrerpolicy=\"no-referrer\"\n  sandbox=\"{SANDBOX}\"></iframe>",
            escape(self.base),
            escape(&self.sharing.route(self.route).href()),
            escape(&self.title()),
        )
    }

    fn element(&self) -> String {
        format!(
            "<script src=\"{}karez-explorer.js\" async></script>\n<karez-explorer route=\"{}\" title=\"{}\"></karez-explorer>",
            escape(self.base),
            escape(&self.sharing.route(self.route).href()),
            escape(&self.title()),
        )
    }

    fn card(&self) -> String {
        let link = escape(&self.address());
        let Card { quote, title, facts, language } = Card::of(self);
        let quote = if quote.is_empty() { String::new() } else { format!("  <p>{}</p>\n", escape(&quote)) };
        format!(
            "<blockquote cite=\"{link}\" lang=\"{}\" dir=\"auto\">\n{quote}  <p><cite><a href=\"{link}\">{}</a></cite><br>{}</p>\n</blockquote>",
            escape(&language),
            escape(&title),
            escape(&facts),
        )
    }
}

/// What a frame of ours is allowed.
pub const SANDBOX: &str = "allow-scripts allow-popups allow-popups-to-escape-sandbox";

/// What a card shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    pub quote: String,
    pub title: String,
    pub facts: String,
    pub language: String,
}

impl Card {
    pub fn of(material: &Material) -> Card {
        let Material { sharing, overview, .. } = material;
        let settings = &overview.settings;
        match (sharing.scope, material.document) {
            (Scope::Passage | Scope::Document, Some(document)) => {
                let record = record(document, overview, material.base);
                let quotation = sharing.quotation.as_ref().filter(|_| sharing.scope == Scope::Passage);
                let quote = quotation.map(|quotation| derived::quotation(&record, &quotation.text));
                let date = document.date.as_deref().map(super::format::date);
                // Nobody else's name stands alone beside words that others made of theirs.
                let who = derivation_line(document).or_else(|| record.value(&["publisher"]).map(str::to_owned));
                let facts = [who, date, Some(settings.title.clone())];
                Card {
                    quote: quote.or(document.summary.clone()).unwrap_or_default(),
                    title: record.title,
                    facts: facts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
                    language: document.language.clone(),
                }
            }
            _ => Card {
                quote: String::new(),
                title: match sharing.scope {
                    Scope::Search if !material.route.search.query.is_empty() => {
                        format!("{}: {}", T.search, material.route.search.query)
                    }
                    _ => settings.title.clone(),
                },
                facts: [&*settings.title, &(T.documents)(overview.documents)].join(" · "),
                language: settings.languages.first().cloned().unwrap_or_default(),
            },
        }
    }
}

/// A document with the way to it in this site.
pub fn record(document: &DocumentView, overview: &Overview, base: &str) -> Record {
    let route = Route { page: Page::Document(document.id.clone()), ..Route::default() };
    Record { link: Some(format!("{base}{}", route.href())), ..Record::of(document, overview) }
}

/// A quotation, and the line that says whose it is and where it can be checked.
pub fn quotation_with_citation(
    quotation: &Quotation,
    document: &DocumentView,
    overview: &Overview,
    base: &str,
) -> String {
    let sharing = Sharing::of_passage(ShareAction::Cite, quotation.clone());
    let route = Route { page: Page::Document(document.id.clone()), ..Route::default() };
    let link = format!("{base}{}", sharing.route(&route).href());
    // The quotation is there already.
    let passage = Passage { quote: String::new(), ..Passage::from(quotation) };
    let record = Record { link: Some(link), passage: Some(passage), ..record(document, overview, base) };
    format!("{}\n\n{}\n", derived::quotation(&record, &quotation.text), plain::line(&record))
}

fn title(document: &DocumentView) -> String {
    document.title.iter().map(|segment| segment.text.as_str()).collect()
}

/// Text as HTML has it, also between quotation marks.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

impl From<&Quotation> for Passage {
    fn from(quotation: &Quotation) -> Passage {
        Passage { paragraph: quotation.link.paragraph, page: quotation.page, quote: quotation.text.clone() }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::corpus::{Derivation, Field, FieldKind, Settings, TextKind};
    use crate::engine::protocol::{FieldView, Segment};

    pub fn document() -> DocumentView {
        let field = |(name, value): (&str, &str)| FieldView {
            field: Field { name: name.into(), label: name.into(), kind: FieldKind::Keyword, facet: true },
            values: vec![value.into()],
            unknown: None,
        };
        DocumentView {
            mentioned_dates: Vec::new(),
            content_notes: Vec::new(),
            review: None,
            id: "abc-1".into(),
            title: vec![Segment { text: "What \"they\" <say>".into(), ..Segment::default() }],
            is_title_by_editors: false,
            language: "en".into(),
            direction: Default::default(),
            date: Some("2022-08-31".into()),
            date_note: None,
            summary: None,
            licence: None,
            derivation: Default::default(),
            fields: [("publisher", "Asian Lite"), ("agency", "ANI")].map(field).into(),
            source: Default::default(),
            blocks: Vec::new(),
            hit_count: 0,
            counted_as: Vec::new(),
            words: 9,
            copies: 0,
            shared: Vec::new(),
            files: Vec::new(),
        }
    }

    fn overview() -> Overview {
        Overview {
            settings: Settings { title: "Corpus".into(), ..Settings::default() },
            edition: "k3x".into(),
            documents: 2,
            stories: 2,
            words: 9,
            undated: 0,
            facets: Vec::new(),
            histogram: Vec::new(),
            inexact: 0,
            bytes: 0,
            has_related: false,
        }
    }

    fn text(sharing: &Sharing, route: &str) -> String {
        let (document, overview, route) = (document(), overview(), Route::parse(route));
        let material = Material {
            sharing,
            route: &route,
            overview: &overview,
            document: Some(&document),
            documents: &mut [].iter(),
            is_first: true,
            is_last: true,
            base: "https://a.example/s/",
        };
        material.text()
    }

    fn quotation() -> Quotation {
        let link = PassageLink::parse("3~00000001~~so it is").unwrap();
        Quotation { link, text: "so it is".into(), page: None }
    }

    const READING: &str = "#/d/abc-1?q=secret+words&find=more&keys=off";
    const COUNTING: &str = "#/d/abc-1?q=secret&view=trends&term=words";

    #[test]
    fn a_link_tells_what_was_searched_only_when_the_reader_wants_it() {
        for (sharing, expected) in [
            (Sharing::new(ShareAction::Share, Scope::Document), "https://a.example/s/#/d/abc-1"),
            (Sharing::new(ShareAction::Share, Scope::Search), "https://a.example/s/#/?q=secret+words"),
            (Sharing::new(ShareAction::Share, Scope::Collection), "https://a.example/s/#/"),
            (
                Sharing::of_passage(ShareAction::Share, quotation()),
                "https://a.example/s/#/d/abc-1?p=3~00000001~~so+it+is",
            ),
        ] {
            assert_eq!(text(&sharing, READING), expected);
            assert_eq!(sharing.has_search(&Route::parse(READING)), sharing.scope == Scope::Search);
            let kept = Sharing { keeps_search: true, ..sharing };
            assert_eq!(kept.has_search(&Route::parse(READING)), kept.scope != Scope::Collection);
        }
        assert_eq!(text(&Sharing::new(ShareAction::Share, Scope::Document), COUNTING), "https://a.example/s/#/d/abc-1");
    }

    #[test]
    fn a_citation_never_tells_what_was_searched() {
        for format in ShareAction::Cite.formats() {
            for sharing in
                [Sharing::new(ShareAction::Cite, Scope::Document), Sharing::of_passage(ShareAction::Cite, quotation())]
            {
                let sharing = Sharing { format, keeps_search: true, ..sharing };
                let text = text(&sharing, READING);
                assert!(text.contains("ANI") && text.contains("abc-1"), "{text}");
                assert!(!text.contains("secret") && !text.contains("more"), "{text}");
                let says_passage = text.contains("so it is") || text.contains("so+it+is");
                assert_eq!(says_passage, sharing.scope == Scope::Passage, "{text}");
            }
        }
    }

    #[test]
    fn what_is_offered_fits_what_there_is() {
        let sharing = Sharing::of_passage(ShareAction::Cite, quotation());
        let route = Route::parse(READING);
        assert_eq!(sharing.scopes(&route), [Scope::Passage, Scope::Document, Scope::Search]);
        assert_eq!(sharing.with_action(ShareAction::Export, &route).scopes(&route), [Scope::Search, Scope::Collection]);
        assert_eq!(sharing.with_action(ShareAction::Export, &route).scope, Scope::Search);
        let start = Route::default();
        let start_scopes = ShareAction::ALL.map(|action| Sharing::new(action, Scope::Collection).scopes(&start));
        assert!(start_scopes.iter().all(|scopes| scopes == &[Scope::Collection]), "{start_scopes:?}");
    }

    #[test]
    fn text_of_the_corpus_is_text_in_a_snippet() {
        for format in [Format::Frame, Format::Element, Format::Card] {
            let sharing = Sharing { format, ..Sharing::of_passage(ShareAction::Share, quotation()) };
            let text = text(&sharing, READING);
            assert!(text.contains("What &quot;they&quot; &lt;say&gt;") && !text.contains("<say>"), "{text}");
            assert!(!text.contains("secret"), "{text}");
        }
    }

    #[test]
    fn what_is_copied_from_a_digest_is_the_digests() {
        let derivation = Derivation { kind: TextKind::Digest, by: Some("Karez".into()), of: None };
        let document = DocumentView { derivation, ..document() };
        let copied = quotation_with_citation(&quotation(), &document, &overview(), "https://a.example/");
        assert!(
            copied.starts_with("From a digest by Karez: so it is\n\nKarez: “What \"they\" <say>”. Corpus. "),
            "{copied}"
        );
        assert!(copied.contains("Digest of: ANI, “What"), "{copied}");
        let (sharing, route) = (Sharing::of_passage(ShareAction::Share, quotation()), Route::parse(READING));
        let overview = overview();
        let material = Material {
            sharing: &sharing,
            route: &route,
            overview: &overview,
            document: Some(&document),
            documents: &mut [].iter(),
            is_first: true,
            is_last: true,
            base: "",
        };
        let card = Card::of(&material);
        assert_eq!(card.quote, "From a digest by Karez: so it is");
        assert!(card.facts.starts_with("Digest by Karez of an article by ANI · "), "{}", card.facts);
    }

    #[test]
    fn a_copied_quotation_says_whose_it_is_and_where_it_stands() {
        let text = quotation_with_citation(&quotation(), &document(), &overview(), "https://a.example/");
        assert!(text.starts_with("“so it is”\n\nANI: “What \"they\" <say>”. Asian Lite, 2022-08-31. "), "{text}");
        assert!(text.contains("Paragraph 3. ") && text.contains("https://a.example/#/d/abc-1?p=3~"), "{text}");
    }
}
