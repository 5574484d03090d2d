//! What the page knows and how each event changes it. No DOM here: whatever can go wrong is tested on the host.

use std::ops::Deref;
use std::rc::Rc;

use yew::Reducible;

use super::route::{Page, Route};
use super::taking::Taking;
use super::view;
use crate::engine::protocol::{
    Answer, Comparison, CopiesRequest, CopiesView, DocumentView, ExamineRequest, Failure, Listing, Overview, Progress,
    Response, Results, SearchRequest, Suggestions,
};

/// Everything the page shows is a function of this.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    pub route: Route,
    pub overview: Remote<Overview>,
    pub results: Remote<Results>,
    pub document: Remote<DocumentView>,
    /// What the open document has in common with others.
    pub copies: Remote<CopiesView>,
    pub comparison: Remote<Comparison>,
    /// What completions are wanted for: what stands in the search box while it is being typed in.
    pub typed: Option<String>,
    pub completions: Remote<Suggestions>,
    /// What the reader is about to take away.
    pub taking: Option<Taking>,
    /// The next step of the documents that are to be taken away, and all that were listed so far.
    pub listing: Remote<Listing>,
    pub listed: Vec<Shared<DocumentView>>,
    /// Documents that speak like the open one, once they were asked for.
    pub related: Remote<Listing>,
    /// What the view counts.
    pub count: Remote<Response>,
    /// The first line of a concordance that is wanted, and the first one of those in `count`.
    pub first_line: u32,
    pub first_counted: u32,
    /// What the view counts, all of it, to be exported so; and how that went.
    pub export: Option<(Export, ToCsv)>,
    pub exported: Remote<Response>,
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

/// Stands for the number of a call that is about to be made. Calls are numbered from 1.
const NOT_ASKED_YET: u32 = 0;

/// Something the worker is asked for: what is there, what is under way, what went wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Remote<T> {
    /// The last answer; it stays while a newer one is under way, so that nothing flickers.
    pub value: Option<Shared<T>>,
    /// Number of the call whose answer is awaited. Other answers are stale.
    pub pending: Option<u32>,
    pub failure: Option<Failure>,
}

/// Data that are compared by identity, because comparing whole documents on every rendering would be slow.
#[derive(Debug)]
pub struct Shared<T>(Rc<T>);

/// Writes an answer as lines of CSV, with their head or without. It comes with the wish to export, because only the panels
/// need its code.
pub type ToCsv = fn(&Response, bool) -> String;

/// In which form numbers are taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// A file of comma-separated values.
    Csv,
    /// The same on the clipboard.
    Copy,
    /// A file with the chart.
    Svg,
}

/// What can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Overview,
    Results,
    Document,
    Copies,
    Comparison,
    Completions,
    Listing,
    Related,
    Count,
    Export,
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
    /// Something is to be taken away, otherwise than before, or no longer.
    Take(Option<Taking>),
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
        state.overview.expect();
        state.go(route);
        state.follow(None);
        state
    }

    /// What the new route asks for is awaited from now on, not only once it was sent: what the page shows until then
    /// belongs to the old one.
    fn go(&mut self, route: Route) {
        match route.search_request() {
            None => self.results = Remote::default(),
            request if request != self.route.search_request() => self.results.expect(),
            _ => {}
        }
        match route.read_request() {
            None => self.document = Remote::default(),
            request if request != self.route.read_request() => self.document.expect(),
            _ => {}
        }
        match route.compare_request() {
            None => self.comparison = Remote::default(),
            request if request != self.route.compare_request() => {
                self.comparison = Remote::default();
                self.comparison.expect();
            }
            _ => {}
        }
        if route.document() != self.route.document() {
            self.copies = Remote::default();
            self.related = Remote::default();
        }
        if route != self.route {
            self.taking = None;
        }
        if route.search != self.route.search || route.view != self.route.view {
            self.first_line = 0;
            self.export = None;
        }
        self.route = route;
    }

    /// What is asked about the open document once it is there, if it has anything in common with others.
    pub fn copies_request(&self) -> Option<CopiesRequest> {
        let document =
            self.document.value.as_ref().filter(|document| Some(document.id.as_str()) == self.route.document())?;
        let has_any = document.copies > 0 || !document.shared.is_empty();
        has_any.then(|| CopiesRequest { id: document.id.clone() })
    }

    /// Awaits what [`State::copies_request`] asks, once.
    fn expect_copies(&mut self) {
        let is_new = self.copies == Remote::default();
        if is_new && self.copies_request().is_some() {
            self.copies.expect();
        }
    }

    /// What is to be counted now.
    pub fn count_request(&self) -> Option<ExamineRequest> {
        let Route { search, view, page, .. } = &self.route;
        let hits = self.results.value.as_ref().map(|results| results.hits.as_slice()).unwrap_or_default();
        let listed: Vec<&str> = hits.iter().map(|hit| hit.id.as_str()).collect();
        let request = view.request(search, self.route.document(), self.first_line, &listed);
        request.filter(|_| page.has_search())
    }

    /// All of what is counted now, when it is to be exported.
    pub fn export_request(&self) -> Option<ExamineRequest> {
        self.export.and(self.count_request()).map(|request| view::whole(request, self.tabled))
    }

    /// Counts anew when something else is to be counted than before.
    fn follow(&mut self, before: Option<ExamineRequest>) {
        match self.count_request() {
            None => self.count = Remote::default(),
            request if request != before => self.count.expect(),
            _ => {}
        }
    }

    /// Keeps a count, and goes on with it while it is not complete.
    fn keep_count(&mut self, number: u32, response: Response) {
        let is_partial = response.is_partial();
        if self.exported.pending == Some(number) {
            let is_more = is_partial || self.write_table(&response);
            self.exported.answer(number, response);
            if is_more {
                self.exported.expect();
            }
        } else if self.count.pending == Some(number) {
            self.first_counted = self.first_line;
            self.count.answer(number, response);
            if is_partial {
                self.count.expect();
            }
        }
    }

    /// Adds an answer to the table. Says whether there is more to come.
    fn write_table(&mut self, response: &Response) -> bool {
        let (step, total) = view::step_of(response);
        let is_first = self.table.is_empty();
        if let Some((_, to_csv)) = self.export {
            self.table.push(to_csv(response, is_first).into());
        }
        self.tabled += step;
        step > 0 && self.tabled < total
    }

    fn ask(&mut self, subject: Subject, number: u32) {
        match subject {
            Subject::Overview => self.overview.ask(number),
            Subject::Results => self.results.ask(number),
            Subject::Document => self.document.ask(number),
            Subject::Copies => self.copies.ask(number),
            Subject::Comparison => self.comparison.ask(number),
            Subject::Completions => self.completions.ask(number),
            Subject::Listing => self.listing.ask(number),
            Subject::Related => self.related.ask(number),
            Subject::Count => self.count.ask(number),
            Subject::Export => self.exported.ask(number),
        }
    }

    fn answer(&mut self, number: u32, response: Response) {
        match response {
            Response::Opened(overview) => self.overview.answer(number, *overview),
            Response::Found(results) => self.results.answer(number, *results),
            Response::Document(document) => {
                self.document.answer(number, *document);
                self.expect_copies();
            }
            Response::Copies(copies) => self.copies.answer(number, *copies),
            Response::Compared(comparison) => self.comparison.answer(number, *comparison),
            Response::Suggested(suggestions) => self.completions.answer(number, suggestions),
            Response::Listed(listing) if self.related.pending == Some(number) => self.related.answer(number, listing),
            Response::Listed(listing) => self.list(number, listing),
            Response::Failed(failure) => self.fail(number, failure),
            count => self.keep_count(number, count),
        }
        if !self.is_waiting() {
            self.progress = None;
        }
    }

    fn fail(&mut self, number: u32, failure: Failure) {
        self.overview.fail(number, &failure);
        self.results.fail(number, &failure);
        self.document.fail(number, &failure);
        self.copies.fail(number, &failure);
        self.comparison.fail(number, &failure);
        self.completions.fail(number, &failure);
        self.listing.fail(number, &failure);
        self.related.fail(number, &failure);
        self.count.fail(number, &failure);
        self.exported.fail(number, &failure);
    }

    /// What is to be taken away changes; what was listed for it stays if it is of use.
    fn take(&mut self, taking: Option<Taking>) {
        let first = |taking: &Option<Taking>| taking.as_ref().and_then(|taking| taking.request(&self.route, 0));
        let request = first(&taking);
        if request.is_none() {
            self.listing = Remote::default();
        } else if request != first(&self.taking) {
            self.listed.clear();
            self.listing.expect();
        }
        self.taking = taking;
    }

    /// A step more; the next one follows until all are there.
    fn list(&mut self, number: u32, listing: Listing) {
        if self.listing.pending != Some(number) {
            return;
        }
        self.listed.extend(listing.documents.iter().cloned().map(Shared::new));
        let is_more = !listing.documents.is_empty() && (self.listed.len() as u32) < listing.total;
        let rest = Listing { total: listing.total, documents: Vec::new() };
        self.listing.answer(number, rest);
        if is_more {
            self.listing.expect();
        }
    }

    /// The documents that are to be listed next.
    pub fn listing_request(&self) -> Option<SearchRequest> {
        self.taking.as_ref()?.request(&self.route, self.listed.len() as u32)
    }

    /// Completions of something else are wanted, or none.
    fn complete(&mut self, typed: Option<String>) {
        match &typed {
            Some(_) if typed != self.typed => self.completions.expect(),
            Some(_) => {}
            None => self.completions = Remote::default(),
        }
        self.typed = typed;
    }

    /// Asks again for what failed.
    fn retry(&mut self) {
        self.overview.retry();
        self.results.retry();
        self.document.retry();
        self.copies.retry();
        self.comparison.retry();
        self.listing.retry();
        self.related.retry();
        self.count.retry();
        self.exported.retry();
    }

    /// Whether any answer is awaited.
    pub fn is_waiting(&self) -> bool {
        [self.overview.pending, self.results.pending, self.document.pending, self.count.pending]
            .iter()
            .any(Option::is_some)
    }

    /// How something is to be exported as soon as all of it is there, with its table and its last answer.
    pub fn export_ready(&self) -> Option<(Export, Vec<Rc<str>>, Shared<Response>)> {
        let value = self.exported.value.clone().filter(|_| self.exported.pending.is_none())?;
        Some((self.export?.0, self.table.clone(), value))
    }

    /// Documents before and after the open one in the results.
    pub fn neighbours(&self) -> Neighbours {
        let hits = self.results.value.as_ref().map(|results| results.hits.as_slice()).unwrap_or_default();
        let position = hits.iter().position(|hit| Some(hit.id.as_str()) == self.route.document());
        let route_to = |index: usize| hits.get(index).map(|hit| self.route.at(Page::Document(hit.id.clone())));
        Neighbours {
            position: position.map(|index| index as u32 + 1),
            previous: position.and_then(|index| index.checked_sub(1)).and_then(route_to),
            next: position.and_then(|index| route_to(index + 1)),
        }
    }
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
            Action::Asked(subject, number) => state.ask(subject, number),
            Action::Typed(typed) => state.complete(typed),
            Action::Take(taking) => state.take(taking),
            Action::Relate => state.related.expect(),
            Action::Answered(Answer::Progress { progress, .. }) => state.progress = Some(progress),
            Action::Answered(Answer::Done { number, response }) => state.answer(number, response),
            Action::Offline(is_offline) => state.is_offline = is_offline,
            Action::EditionWaits => state.is_edition_waiting = true,
            Action::Retry => state.retry(),
            Action::ShowLines(first) => state.first_line = first,
            Action::Export(export) => {
                state.export = export;
                state.exported = Remote::default();
                (state.table, state.tabled) = Default::default();
                if export.is_some() {
                    state.exported.expect();
                }
            }
        }
        state.follow(counted);
        state.into()
    }
}

impl<T> Remote<T> {
    /// It is to be asked for.
    fn expect(&mut self) {
        self.pending = Some(NOT_ASKED_YET);
    }

    fn retry(&mut self) {
        if self.failure.is_some() {
            self.expect();
        }
    }

    /// Whether there has been nothing of it so far.
    pub fn is_first_awaited(&self) -> bool {
        self.value.is_none() && self.pending.is_some()
    }

    /// Whether the worker is yet to be asked.
    pub fn is_unasked(&self) -> bool {
        self.pending == Some(NOT_ASKED_YET)
    }

    fn ask(&mut self, number: u32) {
        self.pending = Some(number);
        self.failure = None;
    }

    fn answer(&mut self, number: u32, value: T) {
        if self.pending == Some(number) {
            *self = Remote { value: Some(Shared::new(value)), pending: None, failure: None };
        }
    }

    fn fail(&mut self, number: u32, failure: &Failure) {
        if self.pending == Some(number) {
            *self = Remote { value: None, pending: None, failure: Some(failure.clone()) };
        }
    }
}

impl<T> Default for Remote<T> {
    fn default() -> Remote<T> {
        Remote { value: None, pending: None, failure: None }
    }
}

impl<T> Shared<T> {
    pub fn new(value: T) -> Shared<T> {
        Shared(Rc::new(value))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Shared<T> {
        Shared(self.0.clone())
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Shared<T>) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::model::choices::{Act, Format, Scope};
    use crate::app::model::taking::tests::document;
    use crate::corpus::language::Direction;
    use crate::engine::protocol::{Concordance, Counted, FailureKind, Hit, Line};
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
            copy_list: Vec::new(),
        }
    }

    fn failed(number: u32) -> Action {
        let failure = Failure { kind: FailureKind::Unreachable, message: "cut off".into() };
        Action::Answered(Answer::Done { number, response: Response::Failed(failure) })
    }

    #[test]
    fn stale_answers_are_ignored() {
        let state = after([Action::Asked(Subject::Results, 1), Action::Asked(Subject::Results, 2), found(1, &["old"])]);
        assert_eq!((state.results.value, state.results.pending), (None, Some(2)));
    }

    #[test]
    fn old_results_stay_until_new_ones_are_there() {
        let state = after([Action::Asked(Subject::Results, 1), found(1, &["old"]), Action::Asked(Subject::Results, 2)]);
        assert_eq!(state.results.value.as_ref().map(|results| results.hits[0].id.as_str()), Some("old"));
        assert!(state.is_waiting());
    }

    #[test]
    fn a_failure_concerns_only_what_was_asked() {
        let state = after([
            Action::Asked(Subject::Results, 1),
            found(1, &["a"]),
            Action::Asked(Subject::Document, 2),
            failed(2),
        ]);
        assert!(state.results.value.is_some() && state.results.failure.is_none());
        assert!(state.document.failure.is_some());
    }

    #[test]
    fn asking_again_takes_the_failure_back() {
        let failed = [Action::Asked(Subject::Results, 1), failed(1), Action::Retry];
        let state = after(failed.clone());
        assert!(state.results.is_unasked() && state.results.failure.is_some());
        let state = after(failed.into_iter().chain([Action::Asked(Subject::Results, 2)]));
        assert_eq!((state.results.failure, state.results.pending), (None, Some(2)));
    }

    #[test]
    fn what_a_new_address_asks_for_is_awaited_at_once() {
        let answered = [Action::Asked(Subject::Results, 1), found(1, &["old"])];
        let elsewhere = answered.clone().into_iter().chain([Action::Go(Route::parse("#/?q=other"))]);
        assert!(after(elsewhere).results.is_unasked());
        let same = answered.into_iter().chain([Action::Go(Route::parse("#/d/old?q=camp"))]);
        let state = after(same);
        assert!(!state.results.is_unasked() && state.document.is_unasked());
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
        assert_eq!(state.completions.value.as_ref().map(|suggestions| suggestions.text.as_str()), Some("cam"));
        assert!(!after([typed("ca"), Action::Typed(None)]).completions.is_unasked());
    }

    fn listed(number: u32, total: u32, ids: std::ops::Range<u32>) -> Action {
        let documents = ids.map(|id| DocumentView { id: id.to_string(), ..document() }).collect();
        Action::Answered(Answer::Done { number, response: Response::Listed(Listing { total, documents }) })
    }

    #[test]
    fn all_documents_are_listed_step_by_step() {
        let taking = Taking::new(Act::Cite, Scope::Search);
        let first = [Action::Take(Some(taking.clone())), Action::Asked(Subject::Listing, 1), listed(1, 5, 0..3)];
        let state = after(first.clone());
        assert!(state.listing.is_unasked());
        assert_eq!(state.listing_request().map(|request| request.offset), Some(3));
        let rest = [Action::Asked(Subject::Listing, 2), listed(1, 5, 0..3), listed(2, 5, 3..5)];
        let state = after(first.clone().into_iter().chain(rest));
        let ids: Vec<&str> = state.listed.iter().map(|document| document.id.as_str()).collect();
        assert_eq!((ids, state.listing.pending), (vec!["0", "1", "2", "3", "4"], None));
        // In another format it is the same documents.
        let otherwise = Taking { format: Format::Ris, ..taking };
        let state = after(first.clone().into_iter().chain([Action::Take(Some(otherwise))]));
        assert_eq!(state.listed.len(), 3);
        let state = after(first.into_iter().chain([Action::Take(Some(Taking::new(Act::Export, Scope::Collection)))]));
        assert!(state.listed.is_empty() && state.listing.is_unasked());
    }

    #[test]
    fn going_elsewhere_takes_nothing_away() {
        let taking = Taking::new(Act::Link, Scope::Search);
        let state = after([Action::Take(Some(taking)), Action::Go(Route::parse("#/?q=other"))]);
        assert_eq!(state.taking, None);
    }

    #[test]
    fn related_documents_belong_to_the_open_one() {
        let open = [Action::Go(Route::parse("#/d/a?q=camp")), Action::Relate, Action::Asked(Subject::Related, 1)];
        let state = after(open.clone().into_iter().chain([listed(1, 2, 0..2)]));
        assert_eq!(state.related.value.as_ref().map(|listing| listing.total), Some(2));
        assert!(state.listed.is_empty());
        let elsewhere = open.into_iter().chain([Action::Go(Route::parse("#/d/b?q=camp")), listed(1, 2, 0..2)]);
        assert_eq!(after(elsewhere).related, Remote::default());
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
        assert!(state.count.value.is_some() && state.count.is_unasked());
        let state = after(first.into_iter().chain([Action::Asked(Subject::Count, 2), counted(2, true)]));
        assert_eq!((state.count.value.is_some(), state.count.pending), (true, None));
    }

    #[test]
    fn other_lines_are_asked_for_while_those_before_are_shown() {
        let shown = [lines(), Action::Asked(Subject::Count, 1), counted(1, true), Action::ShowLines(50)];
        let state = after(shown.clone());
        assert!(state.count.is_unasked() && state.count.value.is_some());
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
        assert_eq!(state.count.pending, None);
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
        assert!(state.export_ready().is_none() && state.exported.is_unasked());
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
        assert!(state.export_ready().is_none() && state.exported.is_unasked());
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
        assert_eq!(state.results, Remote::default());
    }

    #[test]
    fn the_open_document_knows_its_neighbours() {
        let open = Action::Go(Route::parse("#/d/b?q=camp"));
        let neighbours = after([open, Action::Asked(Subject::Results, 1), found(1, &["a", "b"])]).neighbours();
        assert_eq!(neighbours.position, Some(2));
        assert_eq!(neighbours.previous, Some(Route::parse("#/d/a?q=camp")));
        assert_eq!(neighbours.next, None);
    }
}
