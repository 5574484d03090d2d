//! What the page knows and how each event changes it. No DOM here: whatever can go wrong is tested on the host.

use std::rc::Rc;

use yew::Reducible;

pub use super::remote::{Remote, Remotes, Shared, Subject};
use super::route::{Page, Route};
use super::search::PAGE_LENGTH;
use super::sharing::Sharing;
use super::view::panel::{Asked, Extent};
use crate::engine::protocol::{
    Answer, CopiesRequest, DocumentView, ExamineRequest, FindRequest, Listing, Progress, Request, Response, Results,
    SearchRequest, SuggestRequest,
};

/// Everything the page shows is a function of this.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    pub route: Route,
    /// What the worker was asked and has answered.
    pub remotes: Remotes,
    /// What completions are wanted for: what stands in the search box while it is being typed in.
    pub typed: Option<String>,
    /// What the reader is about to share.
    pub sharing: Option<Sharing>,
    /// The documents that are to be shared, as far as they were listed.
    pub listed: Vec<Shared<DocumentView>>,
    /// Where the results that are shown stand among all of them.
    pub place: Place,
    /// The first line of a concordance that is wanted, and the first one of those that were counted.
    pub first_line: u32,
    pub first_counted: u32,
    /// How all of what the view counts is to be exported.
    pub export: Option<(Export, ToCsv)>,
    /// The table of what has been answered of it, and how many lines or claims that is: each step becomes text when it
    /// comes, because all of them at once would hold up the page.
    pub table: Vec<Rc<str>>,
    pub tabled: u32,
    /// How far the worker's last fetching came.
    pub progress: Option<Progress>,
    pub is_offline: bool,
    /// A newer edition is stored and waits for the reader's consent.
    pub is_edition_waiting: bool,
}

/// Completions offered at most: what can be taken in at a glance.
const COMPLETIONS: u32 = 7;

/// Writes an answer as lines of CSV, with their head or without. It comes with the wish to export, because only the panels
/// need its code.
pub type ToCsv = fn(&Response, bool) -> String;

/// In which form numbers are exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// A file of comma-separated values.
    Csv,
    /// The same on the clipboard.
    Copy,
    /// A file with the chart.
    Svg,
}

/// What can happen.
// Routes are large, but each is moved twice and never kept as an action.
#[allow(clippy::large_enum_variant)]
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    Go(Route),
    /// The worker was asked.
    Asked(Subject, u32),
    Answered(Answer),
    /// Something was typed, or typing ended.
    Typed(Option<String>),
    /// Something is to be shared, otherwise than before, or no longer.
    Share(Option<Sharing>),
    /// Documents like the open one are wanted.
    Relate,
    /// Lines of the concordance from this one on are to be seen.
    ShowLines(u32),
    /// All that is counted is to be exported; or that is done.
    Export(Option<(Export, ToCsv)>),
    Offline(bool),
    EditionWaits,
    Retry,
}

impl State {
    pub fn new(route: Route) -> State {
        let mut state = State::default();
        state.remotes.overview.mark_pending();
        state.go(route);
        state.follow(None);
        state
    }

    /// What the new route asks for is awaited from now on, not only once it was sent: what the page shows until then
    /// belongs to the old one.
    fn go(&mut self, route: Route) {
        let search = self.search_request_of(&route);
        self.remotes.results.follow(&self.search_request(), &search);
        let Remotes { document, comparison, copies, related, listing, exported, .. } = &mut self.remotes;
        document.follow(&self.route.read_request(), &route.read_request());
        if route.compare_request() != self.route.compare_request() {
            *comparison = Remote::default();
        }
        comparison.follow(&self.route.compare_request(), &route.compare_request());
        if route.document() != self.route.document() {
            *copies = Remote::default();
            *related = Remote::default();
        }
        if route != self.route {
            self.sharing = None;
            *listing = Remote::default();
        }
        if route.search != self.route.search || route.view != self.route.view {
            self.first_line = 0;
            self.export = None;
            *exported = Remote::default();
        }
        self.route = route;
    }

    /// What the worker is to be asked now.
    pub fn unasked(&self) -> Vec<(Subject, Request)> {
        self.remotes.unasked().filter_map(|subject| Some((subject, self.request(subject)?))).collect()
    }

    /// How the worker is asked for something, if there is anything to ask.
    fn request(&self, subject: Subject) -> Option<Request> {
        Some(match subject {
            Subject::Overview => FindRequest::Open.into(),
            Subject::Results => FindRequest::Search(self.search_request()?).into(),
            Subject::Document => ExamineRequest::Read(self.route.read_request()?).into(),
            Subject::Copies => ExamineRequest::Copies(self.copies_request()?).into(),
            Subject::Comparison => ExamineRequest::Compare(self.route.compare_request()?).into(),
            Subject::Completions => suggestions_for(self.typed.clone()?).into(),
            Subject::Listing => ExamineRequest::List(self.listing_request()?).into(),
            Subject::Related => ExamineRequest::Related(self.route.document()?.into()).into(),
            Subject::Count => self.count_request()?.into(),
            Subject::Export => self.export_request()?.into(),
        })
    }

    /// What the results of the present route are asked for with.
    fn search_request(&self) -> Option<SearchRequest> {
        self.search_request_of(&self.route)
    }

    /// While a query is being typed, its last word may go on.
    fn search_request_of(&self, route: &Route) -> Option<SearchRequest> {
        let request = route.search_request()?;
        let is_typing = self.typed.as_ref() == Some(&request.query);
        Some(SearchRequest { is_typing, ..request })
    }

    /// What is asked about the open document once it is there, if it has anything in common with others.
    pub fn copies_request(&self) -> Option<CopiesRequest> {
        let document = self
            .remotes
            .document
            .value
            .as_ref()
            .filter(|document| Some(document.id.as_str()) == self.route.document())?;
        let has_any = document.copies > 0 || !document.shared.is_empty();
        has_any.then(|| CopiesRequest { id: document.id.clone() })
    }

    /// Awaits what [`State::copies_request`] asks, once.
    fn expect_copies(&mut self) {
        let is_new = self.remotes.copies == Remote::default();
        if is_new && self.copies_request().is_some() {
            self.remotes.copies.mark_pending();
        }
    }

    /// What is to be counted now.
    pub fn count_request(&self) -> Option<ExamineRequest> {
        self.counting(Extent::Shown { first_line: self.first_line })
    }

    fn counting(&self, extent: Extent) -> Option<ExamineRequest> {
        let Route { search, view, page, .. } = &self.route;
        let hits = self.remotes.results.value.as_ref().map(|results| results.hits.as_slice()).unwrap_or_default();
        let listed: Vec<&str> = hits.iter().map(|hit| hit.id.as_str()).collect();
        let asked = Asked { search, document: self.route.document(), listed: &listed, extent };
        view.request(asked).filter(|_| page.has_search())
    }

    /// The same for all of it, when it is to be exported: the next step.
    pub fn export_request(&self) -> Option<ExamineRequest> {
        self.export.and_then(|_| self.counting(Extent::Whole { done: self.tabled }))
    }

    /// Counts anew when something else is to be counted than before.
    fn follow(&mut self, before: Option<ExamineRequest>) {
        let now = self.count_request();
        self.remotes.count.follow(&before, &now);
    }

    /// Keeps the results of a page, and which documents come before and after them.
    fn keep_results(&mut self, number: u32, mut results: Results) {
        if self.remotes.results.pending == Some(number) {
            let page = self.route.search.page;
            let hits = &mut results.hits;
            let before = (page > 0 && !hits.is_empty()).then(|| hits.remove(0).id);
            let after = hits.get(PAGE_LENGTH as usize).map(|hit| hit.id.clone());
            hits.truncate(PAGE_LENGTH as usize);
            self.place = Place { page, before, after };
        }
        self.remotes.results.answer(number, results);
    }

    /// Keeps a count, and goes on with it while it is not complete.
    fn keep_count(&mut self, number: u32, response: Response) {
        let is_partial = response.is_partial();
        if self.remotes.exported.pending == Some(number) {
            let is_more = is_partial || self.write_table(&response);
            self.remotes.exported.answer(number, response);
            if is_more {
                self.remotes.exported.mark_pending();
            }
        } else if self.remotes.count.pending == Some(number) {
            self.first_counted = self.first_line;
            self.remotes.count.answer(number, response);
            if is_partial {
                self.remotes.count.mark_pending();
            }
        }
    }

    /// Adds an answer to the table. Says whether there is more to come.
    fn write_table(&mut self, response: &Response) -> bool {
        let (step, total) = self.route.view.panel.step(response);
        let is_first = self.table.is_empty();
        if let Some((_, to_csv)) = self.export {
            self.table.push(to_csv(response, is_first).into());
        }
        self.tabled += step;
        step > 0 && self.tabled < total
    }

    fn answer(&mut self, number: u32, response: Response) {
        match response {
            Response::Opened(overview) => self.remotes.overview.answer(number, *overview),
            Response::Found(results) => self.keep_results(number, *results),
            Response::Document(document) => {
                self.remotes.document.answer(number, *document);
                self.expect_copies();
            }
            Response::Copies(copies) => self.remotes.copies.answer(number, *copies),
            Response::Compared(comparison) => self.remotes.comparison.answer(number, *comparison),
            Response::Suggested(suggestions) => self.remotes.completions.answer(number, suggestions),
            Response::Listed(listing) if self.remotes.related.pending == Some(number) => {
                self.remotes.related.answer(number, listing)
            }
            Response::Listed(listing) => self.list(number, listing),
            Response::Failed(failure) => self.remotes.fail(number, &failure),
            count => self.keep_count(number, count),
        }
        if !self.remotes.is_waiting() {
            self.progress = None;
        }
    }

    /// What is to be shared changes; what was listed for it stays if it is of use.
    fn share(&mut self, sharing: Option<Sharing>) {
        let first = |sharing: &Option<Sharing>| sharing.as_ref().and_then(|sharing| sharing.request(&self.route, 0));
        let request = first(&sharing);
        if request.is_none() {
            self.remotes.listing = Remote::default();
        } else if request != first(&self.sharing) {
            self.listed.clear();
            self.remotes.listing.mark_pending();
        }
        self.sharing = sharing;
    }

    /// A step more; the next one follows until all are there.
    fn list(&mut self, number: u32, listing: Listing) {
        if self.remotes.listing.pending != Some(number) {
            return;
        }
        self.listed.extend(listing.documents.iter().cloned().map(Shared::new));
        let is_more = !listing.documents.is_empty() && (self.listed.len() as u32) < listing.total;
        let rest = Listing { total: listing.total, documents: Vec::new() };
        self.remotes.listing.answer(number, rest);
        if is_more {
            self.remotes.listing.mark_pending();
        }
    }

    /// The documents that are to be listed next.
    pub fn listing_request(&self) -> Option<SearchRequest> {
        self.sharing.as_ref()?.request(&self.route, self.listed.len() as u32)
    }

    /// Completions of something else are wanted, or none.
    fn complete(&mut self, typed: Option<String>) {
        self.remotes.completions.follow(&self.typed, &typed);
        let before = self.search_request();
        self.typed = typed;
        let now = self.search_request();
        self.remotes.results.follow(&before, &now);
    }

    /// How something is to be exported as soon as all of it is there, with its table and its last answer.
    pub fn export_ready(&self) -> Option<(Export, Vec<Rc<str>>, Shared<Response>)> {
        let value = self.remotes.exported.value.clone().filter(|_| self.remotes.exported.pending.is_none())?;
        Some((self.export?.0, self.table.clone(), value))
    }

    /// Documents before and after the open one in the results.
    pub fn neighbours(&self) -> Neighbours {
        let hits = self.remotes.results.value.as_ref().map(|results| results.hits.as_slice()).unwrap_or_default();
        let Place { page, before, after } = &self.place;
        let Some(index) = hits.iter().position(|hit| Some(hit.id.as_str()) == self.route.document()) else {
            return Neighbours::default();
        };
        let route_to = |id: &String, page: u32| self.route.on_page(page).at(Page::Document(id.clone()));
        let previous = index.checked_sub(1).map(|index| route_to(&hits[index].id, *page));
        let next = hits.get(index + 1).map(|hit| route_to(&hit.id, *page));
        Neighbours {
            position: Some(PAGE_LENGTH * page + index as u32 + 1),
            previous: previous.or_else(|| before.as_ref().map(|id| route_to(id, page.saturating_sub(1)))),
            next: next.or_else(|| after.as_ref().map(|id| route_to(id, page + 1))),
        }
    }
}

fn suggestions_for(text: String) -> FindRequest {
    FindRequest::Suggest(SuggestRequest { text, limit: COMPLETIONS })
}

/// Where results stand among all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    pub page: u32,
    /// Ids of the last document of the page before, and of the first one of the next page.
    pub before: Option<String>,
    pub after: Option<String>,
}

/// Where the open document stands in the results.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Neighbours {
    /// From 1; nothing when the document is not among the results shown.
    pub position: Option<u32>,
    pub previous: Option<Route>,
    pub next: Option<Route>,
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<State> {
        let mut state = (*self).clone();
        let counted = self.count_request();
        match action {
            Action::Go(route) => state.go(route),
            Action::Asked(subject, number) => state.remotes.ask(subject, number),
            Action::Typed(typed) => state.complete(typed),
            Action::Share(sharing) => state.share(sharing),
            Action::Relate => state.remotes.related.mark_pending(),
            Action::Answered(Answer::Progress { progress, .. }) => state.progress = Some(progress),
            Action::Answered(Answer::Done { number, response }) => state.answer(number, response),
            Action::Offline(is_offline) => state.is_offline = is_offline,
            Action::EditionWaits => state.is_edition_waiting = true,
            Action::Retry => state.remotes.retry(),
            Action::ShowLines(first) => state.first_line = first,
            Action::Export(export) => {
                state.export = export;
                state.remotes.exported = Remote::default();
                (state.table, state.tabled) = Default::default();
                if export.is_some() {
                    state.remotes.exported.mark_pending();
                }
            }
        }
        state.follow(counted);
        state.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::model::share_options::{Format, Scope, ShareAction};
    use crate::app::model::sharing::tests::document;
    use crate::corpus::language::Direction;
    use crate::engine::protocol::{Concordance, Counted, Failure, Hit, Line, Results, Suggestions, Unreachable};
    use crate::record::formats::RecordFormat;
    use crate::record::numbers::Table;

    fn to_csv(answer: &Response, has_head: bool) -> String {
        Table::of(answer).to_csv(has_head)
    }

    fn after(actions: impl IntoIterator<Item = Action>) -> State {
        let start = Rc::new(State::new(Route::parse("#/?q=camp")));
        (*actions.into_iter().fold(start, |state, action| state.reduce(action))).clone()
    }

    fn found(number: u32, ids: &[&str]) -> Action {
        let hits: Vec<Hit> = ids.iter().map(|id| hit(id)).collect();
        let results = Results { total: hits.len() as u32, stories: hits.len() as u32, hits, ..Results::default() };
        Action::Answered(Answer::Done { number, response: Response::Found(Box::new(results)) })
    }

    fn hit(id: &str) -> Hit {
        Hit {
            id: id.into(),
            title: Vec::new(),
            is_title_by_editors: false,
            language: "en".into(),
            direction: Direction::Ltr,
            date: None,
            values: Default::default(),
            score: 0.0,
            hit_count: 0,
            excerpts: Vec::new(),
            explanation: Vec::new(),
            copies: 0,
            near: None,
            copy_list: Vec::new(),
        }
    }

    fn failed(number: u32) -> Action {
        let failure = Failure::Unreachable(Unreachable::Code);
        Action::Answered(Answer::Done { number, response: Response::Failed(failure) })
    }

    #[test]
    fn stale_answers_are_ignored() {
        let state = after([Action::Asked(Subject::Results, 1), Action::Asked(Subject::Results, 2), found(1, &["old"])]);
        assert_eq!((state.remotes.results.value, state.remotes.results.pending), (None, Some(2)));
    }

    #[test]
    fn old_results_stay_until_new_ones_are_there() {
        let state = after([Action::Asked(Subject::Results, 1), found(1, &["old"]), Action::Asked(Subject::Results, 2)]);
        assert_eq!(state.remotes.results.value.as_ref().map(|results| results.hits[0].id.as_str()), Some("old"));
        assert!(state.remotes.is_waiting());
    }

    #[test]
    fn a_failure_concerns_only_what_was_asked() {
        let state = after([
            Action::Asked(Subject::Results, 1),
            found(1, &["a"]),
            Action::Asked(Subject::Document, 2),
            failed(2),
        ]);
        assert!(state.remotes.results.value.is_some() && state.remotes.results.failure.is_none());
        assert!(state.remotes.document.failure.is_some());
    }

    #[test]
    fn asking_again_takes_the_failure_back() {
        let failed = [Action::Asked(Subject::Results, 1), failed(1), Action::Retry];
        let state = after(failed.clone());
        assert!(state.remotes.results.is_unasked() && state.remotes.results.failure.is_some());
        let state = after(failed.into_iter().chain([Action::Asked(Subject::Results, 2)]));
        assert_eq!((state.remotes.results.failure, state.remotes.results.pending), (None, Some(2)));
    }

    #[test]
    fn completions_that_failed_are_asked_for_again_too() {
        let typed = [Action::Typed(Some("ca".into())), Action::Asked(Subject::Completions, 1), failed(1)];
        let is_asked = |state: State| state.unasked().iter().any(|(subject, _)| *subject == Subject::Completions);
        assert!(!is_asked(after(typed.clone())));
        assert!(is_asked(after(typed.into_iter().chain([Action::Retry]))));
    }

    #[test]
    fn nothing_is_awaited_that_is_not_asked_for() {
        let export = [
            lines(),
            Action::Asked(Subject::Overview, 1),
            Action::Asked(Subject::Results, 2),
            Action::Asked(Subject::Count, 3),
            Action::Export(Some((Export::Csv, to_csv))),
            Action::Share(Some(Sharing::new(ShareAction::Cite, Scope::Search))),
        ];
        let state = after(export.into_iter().chain([Action::Go(Route::default())]));
        assert_eq!(state.unasked(), []);
        assert_eq!((state.remotes.exported, state.remotes.listing), Default::default());
    }

    #[test]
    fn what_a_new_address_asks_for_is_awaited_at_once() {
        let answered = [Action::Asked(Subject::Results, 1), found(1, &["old"])];
        let elsewhere = answered.clone().into_iter().chain([Action::Go(Route::parse("#/?q=other"))]);
        assert!(after(elsewhere).remotes.results.is_unasked());
        let same = answered.into_iter().chain([Action::Go(Route::parse("#/d/old?q=camp"))]);
        let state = after(same);
        assert!(!state.remotes.results.is_unasked() && state.remotes.document.is_unasked());
    }

    #[test]
    fn results_are_asked_for_again_when_typing_ends() {
        let asked = |actions: Vec<Action>| {
            let state = after(actions);
            let request = state.search_request().unwrap();
            (request.is_typing, state.remotes.results.is_unasked())
        };
        let typing = || vec![Action::Typed(Some("camp".into())), Action::Go(Route::parse("#/?q=camp"))];
        let sent = || [typing(), vec![Action::Asked(Subject::Results, 1)]].concat();
        assert_eq!(asked(typing()), (true, true));
        assert_eq!(asked(sent()), (true, false));
        assert_eq!(asked([sent(), vec![Action::Typed(None)]].concat()), (false, true));
    }

    #[test]
    fn completions_belong_to_what_was_typed_last() {
        let suggested = |number, text: &str| {
            let suggestions = Suggestions { text: text.into(), ..Suggestions::default() };
            Action::Answered(Answer::Done { number, response: Response::Suggested(suggestions) })
        };
        let typed = |text: &str| Action::Typed(Some(text.into()));
        let state = after([
            typed("ca"),
            Action::Asked(Subject::Completions, 1),
            typed("cam"),
            suggested(1, "ca"),
            Action::Asked(Subject::Completions, 2),
            suggested(2, "cam"),
        ]);
        assert_eq!(state.remotes.completions.value.as_ref().map(|suggestions| suggestions.text.as_str()), Some("cam"));
        assert!(!after([typed("ca"), Action::Typed(None)]).remotes.completions.is_unasked());
    }

    fn listed(number: u32, total: u32, ids: std::ops::Range<u32>) -> Action {
        let documents = ids.map(|id| DocumentView { id: id.to_string(), ..document() }).collect();
        Action::Answered(Answer::Done { number, response: Response::Listed(Listing { total, documents }) })
    }

    #[test]
    fn all_documents_are_listed_step_by_step() {
        let sharing = Sharing::new(ShareAction::Cite, Scope::Search);
        let first = [Action::Share(Some(sharing.clone())), Action::Asked(Subject::Listing, 1), listed(1, 5, 0..3)];
        let state = after(first.clone());
        assert!(state.remotes.listing.is_unasked());
        assert_eq!(state.listing_request().map(|request| request.offset), Some(3));
        let rest = [Action::Asked(Subject::Listing, 2), listed(1, 5, 0..3), listed(2, 5, 3..5)];
        let state = after(first.clone().into_iter().chain(rest));
        let ids: Vec<&str> = state.listed.iter().map(|document| document.id.as_str()).collect();
        assert_eq!((ids, state.remotes.listing.pending), (vec!["0", "1", "2", "3", "4"], None));
        // In another format it is the same documents.
        let otherwise = Sharing { format: Format::Records(RecordFormat::Ris), ..sharing };
        let state = after(first.clone().into_iter().chain([Action::Share(Some(otherwise))]));
        assert_eq!(state.listed.len(), 3);
        let state =
            after(first.into_iter().chain([Action::Share(Some(Sharing::new(ShareAction::Export, Scope::Collection)))]));
        assert!(state.listed.is_empty() && state.remotes.listing.is_unasked());
    }

    #[test]
    fn going_elsewhere_shares_nothing() {
        let sharing = Sharing::new(ShareAction::Share, Scope::Search);
        let state = after([Action::Share(Some(sharing)), Action::Go(Route::parse("#/?q=other"))]);
        assert_eq!(state.sharing, None);
    }

    #[test]
    fn related_documents_belong_to_the_open_one() {
        let open = [Action::Go(Route::parse("#/d/a?q=camp")), Action::Relate, Action::Asked(Subject::Related, 1)];
        let state = after(open.clone().into_iter().chain([listed(1, 2, 0..2)]));
        assert_eq!(state.remotes.related.value.as_ref().map(|listing| listing.total), Some(2));
        assert!(state.listed.is_empty());
        let elsewhere = open.into_iter().chain([Action::Go(Route::parse("#/d/b?q=camp")), listed(1, 2, 0..2)]);
        assert_eq!(after(elsewhere).remotes.related, Remote::default());
    }

    fn complete() -> Concordance {
        Concordance { counted: Counted { is_complete: true, ..Counted::default() }, ..Concordance::default() }
    }

    fn counted(number: u32, is_complete: bool) -> Action {
        let counted = Counted { is_complete, ..Counted::default() };
        let concordance = Concordance { counted, ..complete() };
        Action::Answered(Answer::Done { number, response: Response::Concordance(Box::new(concordance)) })
    }

    fn lines() -> Action {
        Action::Go(Route::parse("#/?q=camp&view=concordance"))
    }

    #[test]
    fn a_count_goes_on_until_it_is_complete() {
        let first = [lines(), Action::Asked(Subject::Count, 1), counted(1, false)];
        let state = after(first.clone());
        assert!(state.remotes.count.value.is_some() && state.remotes.count.is_unasked());
        let state = after(first.into_iter().chain([Action::Asked(Subject::Count, 2), counted(2, true)]));
        assert_eq!((state.remotes.count.value.is_some(), state.remotes.count.pending), (true, None));
    }

    #[test]
    fn other_lines_are_asked_for_while_those_before_are_shown() {
        let shown = [lines(), Action::Asked(Subject::Count, 1), counted(1, true), Action::ShowLines(50)];
        let state = after(shown.clone());
        assert!(state.remotes.count.is_unasked() && state.remotes.count.value.is_some());
        assert_eq!((state.first_line, state.first_counted), (50, 0));
        let state = after(shown.clone().into_iter().chain([Action::Asked(Subject::Count, 2), counted(2, true)]));
        assert_eq!(state.first_counted, 50);
        let elsewhere = Action::Go(Route::parse("#/?q=other&view=concordance"));
        assert_eq!(after(shown.into_iter().chain([elsewhere])).first_line, 0);
    }

    #[test]
    fn what_is_open_does_not_change_what_is_counted() {
        let open = Action::Go(Route::parse("#/d/a?q=camp&view=concordance&p=3"));
        let state = after([lines(), Action::Asked(Subject::Count, 1), counted(1, true), open]);
        assert_eq!(state.remotes.count.pending, None);
        let elsewhere = ["#/about", "#/device"].map(|page| Route::parse(&format!("{page}?q=camp&view=concordance")));
        assert!(elsewhere.into_iter().all(|route| after([Action::Go(route)]).count_request().is_none()));
    }

    #[test]
    fn an_export_waits_for_all_of_it() {
        let first = [
            lines(),
            Action::Asked(Subject::Count, 1),
            counted(1, true),
            Action::Export(Some((Export::Csv, to_csv))),
            Action::Asked(Subject::Export, 2),
            counted(2, false),
        ];
        let state = after(first.clone());
        assert!(state.export_ready().is_none() && state.remotes.exported.is_unasked());
        let Some(ExamineRequest::Concordance(request)) = state.export_request() else { panic!("no concordance") };
        assert_eq!(request.offset, 0);
        let state = after(first.into_iter().chain([Action::Asked(Subject::Export, 3), counted(3, true)]));
        assert_eq!(state.export_ready().map(|(export, ..)| export), Some(Export::Csv));
    }

    #[test]
    fn an_export_goes_on_until_all_lines_are_there() {
        let some = |number: u32, words: &[&str]| {
            let line = |word: &&str| Line { node: (*word).into(), ..line() };
            let concordance = Concordance { total: 3, lines: words.iter().map(line).collect(), ..complete() };
            Action::Answered(Answer::Done { number, response: Response::Concordance(Box::new(concordance)) })
        };
        let first = [
            lines(),
            Action::Export(Some((Export::Csv, to_csv))),
            Action::Asked(Subject::Export, 1),
            some(1, &["camp", "camps"]),
        ];
        let state = after(first.clone());
        assert!(state.export_ready().is_none() && state.remotes.exported.is_unasked());
        assert!(matches!(state.export_request(), Some(ExamineRequest::Concordance(request)) if request.offset == 2));
        let rest = [Action::Asked(Subject::Export, 2), some(2, &["encamped"])];
        let (_, table, _) = after(first.into_iter().chain(rest)).export_ready().unwrap();
        let nodes: Vec<String> =
            table.concat().lines().map(|row| row.split(',').nth(1).unwrap_or_default().to_owned()).collect();
        assert_eq!(nodes, ["node", "camp", "camps", "encamped"]);
    }

    fn line() -> Line {
        Line {
            document: "d".into(),
            title: String::new(),
            date: None,
            values: Default::default(),
            language: "en".into(),
            direction: Direction::Ltr,
            block: 0,
            start: 0,
            end: 0,
            left: String::new(),
            node: String::new(),
            right: String::new(),
            is_cut_before: false,
            is_cut_after: false,
            count: 1,
        }
    }

    #[test]
    fn the_start_screen_forgets_the_results() {
        let state = after([Action::Asked(Subject::Results, 1), found(1, &["a"]), Action::Go(Route::default())]);
        assert_eq!(state.remotes.results, Remote::default());
    }

    #[test]
    fn the_open_document_knows_its_neighbours() {
        let open = Action::Go(Route::parse("#/d/b?q=camp"));
        let neighbours = after([open, Action::Asked(Subject::Results, 1), found(1, &["a", "b"])]).neighbours();
        assert_eq!(neighbours.position, Some(2));
        assert_eq!(neighbours.previous, Some(Route::parse("#/d/a?q=camp")));
        assert_eq!(neighbours.next, None);
    }

    #[test]
    fn reading_goes_on_from_page_to_page() {
        let ids: Vec<String> = (19..41).map(|number| format!("{number}")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let open = |id: &str| Action::Go(Route::parse(&format!("#/d/{id}?q=camp&page=2")));
        let state = after([open("20"), Action::Asked(Subject::Results, 1), found(1, &ids)]);
        let hits = &state.remotes.results.value.as_ref().unwrap().hits;
        assert_eq!((hits.len(), hits[0].id.as_str()), (PAGE_LENGTH as usize, "20"));
        let first = state.neighbours();
        assert_eq!((first.position, first.previous), (Some(21), Some(Route::parse("#/d/19?q=camp"))));
        let last = after([open("39"), Action::Asked(Subject::Results, 1), found(1, &ids)]).neighbours();
        assert_eq!((last.position, last.next), (Some(40), Some(Route::parse("#/d/40?q=camp&page=3"))));
    }
}
