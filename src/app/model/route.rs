//! The address of everything the page can show: the URL fragment, read and written.
//!
//! `#/` is the start screen, `#/?q=…&publisher=AP&-publisher=ANI&date=2022-08..2022-09&sort=new&page=2` a search,
//! `#/?q=…&view=trends&by=month` the same documents counted,
//! `#/d/<id>?q=…&find=…&p=…` a document with that search around it, what is looked for in it, and a passage of it,
//! `#/d/<id>?compare=<other>` two documents side by side, `#/about` the help, `#/device` the settings. The fragment is
//! never sent to a server.

use std::fmt;

use super::passage::PassageLink;
use super::search::Search;
use super::view::panel::{name_of, named};
use super::view::{Panel, View};
use crate::engine::protocol::{Choice, CompareRequest, Count, Filter, ReadRequest, SearchRequest, Sort, Words};

/// Parameters that are not filters. A field of the same name is written with [`FIELD_PREFIX`].
const RESERVED: [&str; 14] = [
    "q", "date", "sort", "with", "without", "words", "page", "show", "count", "copies", "compare", "find", "p", "keys",
];
/// How words typed side by side are counted, with its name in addresses.
const WORDS: [(Words, &str); 3] = [(Words::Together, ""), (Words::Either, "either"), (Words::Near, "near")];
const FIELD_PREFIX: &str = "field.";
/// The last page that an address may ask for: far beyond any corpus, and its results can still be numbered.
const MOST_PAGES: u32 = 1_000_000;

/// What the page shows. Two equal routes show the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Route {
    pub page: Page,
    /// Id of another document that is laid beside the open one.
    pub compare: Option<String>,
    pub search: Search,
    pub view: View,
    pub reading: Reading,
    /// The reader switched the keyboard shortcuts off.
    pub is_without_keys: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Page {
    /// The results, or the start screen while nothing is searched.
    #[default]
    Results,
    /// A document, by its id.
    Document(String),
    About,
    /// The settings.
    Device,
    /// What the page is made of, for developers.
    #[cfg(debug_assertions)]
    Components,
}

/// How a change of route enters the browser's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Travel {
    /// A step that "back" takes back.
    Push,
    /// A correction of the present step, for instance one more letter typed.
    Replace,
}

/// What is looked for in the open document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Marked instead of the search; empty for the search.
    pub find: String,
    pub passage: Option<PassageLink>,
}

impl Route {
    /// Reads a fragment, with or without its `#`. What it does not understand it leaves out.
    pub fn parse(fragment: &str) -> Route {
        let fragment = fragment.trim_start_matches('#');
        let (path, parameters) = fragment.split_once('?').unwrap_or((fragment, ""));
        let mut route = Route { page: Page::parse(path), ..Route::default() };
        for parameter in parameters.split('&').filter(|parameter| !parameter.is_empty()) {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            route.set(&decode(name), decode(value));
        }
        route
    }

    fn set(&mut self, name: &str, value: String) {
        let search = &mut self.search;
        match name {
            "q" => search.query = value,
            "date" => search.dates = value,
            "sort" => {
                search.sort = if value == "new" {
                    Sort::Newest
                } else if value == "old" {
                    Sort::Oldest
                } else if value == "title" {
                    Sort::Title
                } else if value == "relevance" {
                    Sort::Relevance
                } else {
                    Sort::Auto
                }
            }
            "with" => search.variants.with.push(value),
            "without" => search.variants.without.push(value),
            "words" => search.words = named(&WORDS, &value),
            "page" => search.page = value.parse().unwrap_or(1).clamp(1, MOST_PAGES) - 1,
            // Older addresses said how many results were unfolded. The first of them are on the first page.
            "show" => {}
            "count" => search.count = if value == "stories" { Count::Stories } else { Count::Documents },
            "copies" if !search.copies.contains(&value) => search.copies.push(value),
            "copies" => {}
            "compare" => self.compare = Some(value).filter(|value| !value.is_empty()),
            "find" => self.reading.find = value,
            "p" => self.reading.passage = PassageLink::parse(&value),
            "keys" => self.is_without_keys = value == "off",
            _ if View::names().any(|known| known == name) => self.view.set(name, &value),
            _ => {
                let (name, choice) = match name.strip_prefix('-') {
                    Some(name) => (name, Choice::Excluded),
                    None => (name, Choice::Included),
                };
                let field = name.strip_prefix(FIELD_PREFIX).unwrap_or(name);
                if !field.is_empty() && !value.is_empty() {
                    search.choose(field, &value, choice);
                }
            }
        }
    }

    /// Nothing is searched and nothing is open.
    pub fn is_start(&self) -> bool {
        self.page == Page::Results && self.is_idle()
    }

    /// Nothing is searched and nothing is counted.
    fn is_idle(&self) -> bool {
        self.search.is_blank() && self.view.panel == Panel::Documents
    }

    /// The id of the open document.
    pub fn document(&self) -> Option<&str> {
        match &self.page {
            Page::Document(id) => Some(id),
            _ => None,
        }
    }

    /// The same search with another page in front.
    pub fn at(&self, page: Page) -> Route {
        let reading = if page == self.page { self.reading.clone() } else { Reading::default() };
        Route { page, compare: None, reading, ..self.clone() }
    }

    /// Two documents side by side.
    pub fn comparing(&self, left: &str, right: &str) -> Route {
        Route { compare: Some(right.into()), ..self.at(Page::Document(left.into())) }
    }

    /// The results of another search.
    pub fn searching(&self, search: Search) -> Route {
        Route { search, ..self.at(Page::Results) }
    }

    /// A passage of the open document.
    pub fn at_passage(&self, passage: PassageLink) -> Route {
        let reading = Reading { passage: Some(passage), ..self.reading.clone() };
        Route { reading, ..self.clone() }
    }

    /// The same place, with what was found shown in another way. Each way has pages of its own.
    pub fn viewing(&self, view: View) -> Route {
        let page = if view == self.view { self.search.page } else { 0 };
        Route { view, ..self.on_page(page) }
    }

    /// Another page of what is listed.
    pub fn on_page(&self, page: u32) -> Route {
        Route { search: Search { page, ..self.search.clone() }, ..self.clone() }
    }

    /// The start screen.
    pub fn start(&self) -> Route {
        self.searching(Search::default()).viewing(View::default())
    }

    /// All documents, newest first.
    pub fn everything(&self) -> Route {
        self.start().searching(Search { sort: Sort::Newest, ..Search::default() })
    }

    /// The same page without anything that says what is searched, counted or compared. A passage is named by its
    /// paragraph: its words may be those that were looked for.
    pub fn without_search(&self) -> Route {
        let passage = self.reading.passage.as_ref().map(PassageLink::without_words);
        let reading = Reading { find: String::new(), passage };
        Route { search: Search::default(), view: View::default(), reading, ..self.clone() }
    }

    /// For `href`: the fragment with its `#`.
    pub fn href(&self) -> String {
        format!("#{self}")
    }

    /// The results this route needs, if any.
    pub fn search_request(&self) -> Option<SearchRequest> {
        (self.page.has_search() && !self.is_idle()).then(|| self.search.request())
    }

    /// The document this route needs, if any.
    pub fn read_request(&self) -> Option<ReadRequest> {
        let id = self.document()?.to_owned();
        let Reading { find, .. } = &self.reading;
        let query = if find.trim().is_empty() { &self.search.query } else { find };
        let Search { filters, dates, variants, words, .. } = self.search.clone();
        let (query, has_furniture) = (query.clone(), true);
        Some(ReadRequest { id, query, filters, dates, variants, words, has_furniture })
    }

    /// The two documents that this route lays side by side, if any.
    pub fn compare_request(&self) -> Option<CompareRequest> {
        Some(CompareRequest { left: self.document()?.into(), right: self.compare.clone()? })
    }
}

impl Page {
    fn parse(path: &str) -> Page {
        match path.trim_start_matches('/').split_once('/') {
            Some(("d", id)) if !id.is_empty() => Page::Document(decode(id)),
            _ if path == "/about" => Page::About,
            _ if path == "/device" => Page::Device,
            #[cfg(debug_assertions)]
            _ if path == "/about/components" => Page::Components,
            _ => Page::Results,
        }
    }

    /// It is, or stands beside, the results of a search.
    pub fn has_search(&self) -> bool {
        matches!(self, Page::Results | Page::Document(_))
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.page {
            Page::Results => f.write_str("/")?,
            Page::Document(id) => write!(f, "/d/{}", encode(id))?,
            Page::About => f.write_str("/about")?,
            Page::Device => f.write_str("/device")?,
            #[cfg(debug_assertions)]
            Page::Components => f.write_str("/about/components")?,
        }
        for (index, (name, value)) in self.parameters().iter().enumerate() {
            write!(f, "{}{}={}", if index == 0 { '?' } else { '&' }, encode(name), encode(value))?;
        }
        Ok(())
    }
}

impl Route {
    fn parameters(&self) -> Vec<(String, String)> {
        let Search { query, filters, dates, sort, variants, words, page, count, copies } = &self.search;
        let mut list = Vec::new();
        let mut add = |name: &str, value: &str| list.push((name.to_owned(), value.to_owned()));
        if !query.is_empty() {
            add("q", query);
        }
        for filter in filters {
            add(&filter_name(filter), &filter.value);
        }
        if !dates.is_empty() {
            add("date", dates);
        }
        match sort {
            Sort::Auto => {}
            Sort::Relevance => add("sort", "relevance"),
            Sort::Newest => add("sort", "new"),
            Sort::Oldest => add("sort", "old"),
            Sort::Title => add("sort", "title"),
        }
        variants.with.iter().for_each(|word| add("with", word));
        variants.without.iter().for_each(|word| add("without", word));
        name_of(&WORDS, words).iter().for_each(|name| add("words", name));
        if *page > 0 {
            add("page", &(page + 1).to_string());
        }
        if *count == Count::Stories {
            add("count", "stories");
        }
        copies.iter().for_each(|id| add("copies", id));
        self.compare.iter().for_each(|id| add("compare", id));
        self.view.parameters().for_each(|(name, value)| add(name, value));
        if !self.reading.find.is_empty() {
            add("find", &self.reading.find);
        }
        if let Some(passage) = &self.reading.passage {
            add("p", &passage.to_string());
        }
        if self.is_without_keys {
            add("keys", "off");
        }
        list
    }
}

fn filter_name(filter: &Filter) -> String {
    let field = &filter.field;
    let is_ambiguous = RESERVED.contains(&field.as_str())
        || View::names().any(|name| name == field)
        || field.starts_with('-')
        || field.starts_with(FIELD_PREFIX);
    format!("{}{}{field}", if filter.exclude { "-" } else { "" }, if is_ambiguous { FIELD_PREFIX } else { "" })
}

/// Percent-encodes as forms do, but leaves what is readable and harmless in a fragment.
fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b':' | b'/' | b',' | b'*' => {
                encoded.push(byte.into())
            }
            b' ' => encoded.push('+'),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        let escape = (bytes[index] == b'%').then(|| text.get(index + 1..index + 3)).flatten();
        match escape.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                index += 3;
            }
            None => {
                decoded.push(if bytes[index] == b'+' { b' ' } else { bytes[index] });
                index += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::model::view::panel::{Asked, Extent};
    use crate::engine::protocol::{ExamineRequest, LineSort, Period, VariantChoice};

    fn filter(field: &str, value: &str, exclude: bool) -> Filter {
        Filter { field: field.into(), value: value.into(), exclude }
    }

    #[test]
    fn a_search_is_read_from_the_address() {
        let route = Route::parse(
            "#/?q=forced+labour&publisher=ap&-publisher=ani&date=2022-08..2022-09&sort=new&show=60&page=3&keys=off",
        );
        assert_eq!(route.page, Page::Results);
        assert_eq!(route.search.query, "forced labour");
        assert_eq!(route.search.filters, [filter("publisher", "ani", true), filter("publisher", "ap", false)]);
        assert_eq!((route.search.dates.as_str(), route.search.sort), ("2022-08..2022-09", Sort::Newest));
        assert_eq!((route.search.page, route.search.first()), (2, 40));
        assert!(route.is_without_keys);
    }

    #[test]
    fn every_route_survives_being_written_and_read() {
        let search = Search {
            query: "“50 %” +a&b=c#d 维吾尔 ئۇيغۇر".into(),
            filters: vec![
                filter("-x", "1", false),
                filter("count", "stories", false),
                filter("field.y", "2", true),
                filter("q", "a b", true),
                filter("sort", "é", false),
                filter("words", "near", false),
            ],
            dates: ">=2021".into(),
            sort: Sort::Oldest,
            variants: VariantChoice {
                without: vec!["Uygur".into(), "Weiwu'er".into()],
                with: vec!["East Turkistan".into()],
            },
            page: 3,
            count: Count::Stories,
            copies: vec!["a-b".into(), "c/ü".into()],
            words: Words::Near,
        };
        for page in [Page::Results, Page::Document("abc/ü?-1".into()), Page::About, Page::Device] {
            for is_without_keys in [false, true] {
                let compare = is_without_keys.then(|| "x?y".into());
                let passage = PassageLink::parse("12~00ab34ff~so it~“is” & was~");
                let reading = Reading { find: "a+b".into(), passage };
                let mut view = View { panel: Panel::Trends, ..View::default() };
                view.trends.terms = vec!["a&b".into(), String::new()];
                let route =
                    Route { page: page.clone(), compare, search: search.clone(), view, reading, is_without_keys };
                assert_eq!(Route::parse(&route.href()), route);
            }
        }
    }

    #[test]
    fn damaged_addresses_are_read_as_far_as_they_go() {
        let cases = [
            ("", "/"),
            ("#", "/"),
            ("#/d/", "/"),
            ("#/nowhere?q=a", "/?q=a"),
            ("#/?q=100%&=x&publisher=&sort=odd&show=many", "/?q=100%25"),
            ("#/?q=%E2%82", "/?q=%EF%BF%BD"),
            ("#/d/a%zz?&&q", "/d/a%25zz"),
        ];
        for (fragment, expected) in cases {
            assert_eq!(Route::parse(fragment).to_string(), expected, "{fragment}");
        }
    }

    #[test]
    fn the_start_screen_shows_while_nothing_is_asked() {
        assert!(Route::parse("#/").is_start());
        assert!(Route::parse("#/?keys=off").is_start());
        assert!(!Route::parse("#/?sort=new").is_start());
        assert!(!Route::parse("#/d/x").is_start());
        assert_eq!(Route::parse("#/d/x").search_request(), None);
    }

    #[test]
    fn an_address_without_the_search_still_names_the_document() {
        assert_eq!(
            Route::parse("#/d/x?q=camp&publisher=AP&date=2022&keys=off").without_search().to_string(),
            "/d/x?keys=off"
        );
        let searched = "#/?q=camp&view=trends&by=month&term=visit&between=place&one=Geneva&said-by=Bachelet&noun=pages";
        assert_eq!(Route::parse(searched).without_search().to_string(), "/");
        let line = Route::parse("#/d/x?q=camp&p=3~00ab34ff~in+a~camp~of");
        assert_eq!(line.without_search().to_string(), "/d/x?p=3~00ab34ff");
    }

    #[test]
    fn what_is_looked_for_in_a_document_stays_with_it() {
        let route = Route::parse("#/d/x?q=camp&find=visit&p=3");
        assert_eq!(route.read_request().map(|request| request.query), Some("visit".into()));
        assert_eq!(route.at(Page::Document("y".into())).to_string(), "/d/y?q=camp");
        assert_eq!(route.at(Page::Results).read_request(), None);
        assert_eq!(route.at(route.page.clone()), route);
        let passage = PassageLink::parse("4").unwrap();
        assert_eq!(route.at_passage(passage).to_string(), "/d/x?q=camp&find=visit&p=4~00000000");
        assert_eq!(route.without_search().to_string(), "/d/x?p=3~00000000");
    }

    #[test]
    fn what_is_compared_belongs_to_its_document() {
        let route = Route::parse("#/d/a?q=x&compare=b&copies=c&copies=c");
        let request = CompareRequest { left: "a".into(), right: "b".into() };
        assert_eq!(route.compare_request(), Some(request));
        assert_eq!(route.at(Page::Document("c".into())).to_string(), "/d/c?q=x&copies=c");
        assert_eq!(route.at(Page::Results).comparing("a", "b"), route);
        assert_eq!(Route::parse("#/?compare=b").compare_request(), None);
    }

    #[test]
    fn without_words_the_newest_come_first() {
        let by_filter = Route::parse("#/?publisher=AP").search_request().map(|request| request.sort);
        let by_words = Route::parse("#/?q=camp").search_request().map(|request| request.sort);
        assert_eq!((by_filter, by_words), (Some(Sort::Newest), Some(Sort::Auto)));
    }

    fn request(address: &str) -> Option<ExamineRequest> {
        let route = Route::parse(address);
        let extent = Extent::Shown { first_line: 0 };
        route.view.request(Asked { search: &route.search, document: route.document(), listed: &["a", "b"], extent })
    }

    #[test]
    fn each_panel_asks_for_what_it_shows() {
        assert_eq!(request("#/?q=camp"), None);
        let Some(ExamineRequest::Concordance(lines)) = request("#/d/x?q=camp&view=concordance&order=left1&grouped=on")
        else {
            panic!("no concordance");
        };
        assert_eq!((lines.sort, lines.is_grouped, lines.document), (LineSort::Left1, true, None));
        let Some(ExamineRequest::Concordance(lines)) = request("#/d/x?q=camp&view=concordance&order=place&here=on")
        else {
            panic!("no concordance");
        };
        assert_eq!((lines.sort, lines.document), (LineSort::Field("place".into()), Some("x".into())));
        let Some(ExamineRequest::Trends(trends)) =
            request("#/?q=a&date=2022&view=trends&by=month&term=&term=b&term=c&term=d")
        else {
            panic!("no trends");
        };
        assert_eq!((trends.queries.join(" "), trends.by, trends.dates), ("a b c".into(), Period::Month, "2022".into()));
        let Some(ExamineRequest::Dispersion(dispersion)) = request("#/?q=camp&view=dispersion") else {
            panic!("no dispersion")
        };
        assert_eq!(dispersion.documents, ["a", "b"]);
    }

    #[test]
    fn nothing_is_asked_for_before_there_is_something_to_count() {
        for address in
            ["#/?view=concordance&place=Geneva", "#/?view=trends", "#/?view=words&table=key", "#/?view=words"]
        {
            assert_eq!(request(address), None, "{address}");
        }
        for chosen in ["", "between=place&one=A", "between=date&one=may", "compare=date"] {
            assert_eq!(request(&format!("#/?q=a&view=words&table=compared&{chosen}")), None, "{chosen}");
        }
    }
}
