//! What is searched: words, filters, dates, and how the results are listed. A part of the address.

use crate::engine::protocol::{Choice, Count, Filter, SearchRequest, Sort, VariantChoice, Words};

/// Results on a page. More makes the first answer heavier.
pub const PAGE_LENGTH: u32 = 20;
/// Excerpts under each result.
const EXCERPTS: u32 = 2;
/// The dates of documents without one, as in `date:`.
pub const UNDATED: &str = "none";

/// Everything that decides which documents are found and how they are listed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Search {
    pub query: String,
    /// Sorted, each at most once.
    pub filters: Vec<Filter>,
    /// A range as in `date:`; empty for all dates.
    pub dates: String,
    pub sort: Sort,
    pub variants: VariantChoice,
    /// What is a mention of plain words typed side by side.
    pub words: Words,
    /// Which page of what is listed is shown, from 0.
    pub page: u32,
    /// What the numbers beside filters and months count.
    pub count: Count,
    /// Ids of results whose copies are listed, each at most once.
    pub copies: Vec<String>,
}

impl Search {
    /// Asks for nothing: neither words nor filters nor an order.
    pub fn is_blank(&self) -> bool {
        self.query.trim().is_empty() && !self.is_narrowed() && matches!(self.sort, Sort::Auto | Sort::Relevance)
    }

    /// Filters or dates are set.
    pub fn is_narrowed(&self) -> bool {
        self.narrowings() > 0
    }

    /// How many filters and dates are set.
    pub fn narrowings(&self) -> usize {
        self.filters.len() + usize::from(!self.dates.is_empty())
    }

    /// The order shown to readers. Without words there is no relevance, so it is newest first.
    pub fn effective_sort(&self) -> Sort {
        let is_unordered = self.query.trim().is_empty() && matches!(self.sort, Sort::Auto | Sort::Relevance);
        if is_unordered { Sort::Newest } else { self.sort }
    }

    /// What the reader chose for a value of a field.
    pub fn choice(&self, field: &str, value: &str) -> Choice {
        match self.filters.iter().find(|filter| filter.field == field && filter.value == value) {
            Some(filter) if filter.exclude => Choice::Excluded,
            Some(_) => Choice::Included,
            None => Choice::None,
        }
    }

    /// Includes, excludes or frees a value of a field.
    pub fn choose(&mut self, field: &str, value: &str, choice: Choice) {
        self.filters.retain(|filter| filter.field != field || filter.value != value);
        if choice != Choice::None {
            let filter = Filter { field: field.into(), value: value.into(), exclude: choice == Choice::Excluded };
            let place = self.filters.partition_point(|other| *other < filter);
            self.filters.insert(place, filter);
        }
        self.page = 0;
    }

    /// Lists the copies of a result, or lists them no more.
    pub fn toggle_copies(&mut self, id: &str) {
        let was_listed = self.lists_copies_of(id);
        self.copies.retain(|other| other != id);
        if !was_listed {
            self.copies.push(id.into());
        }
    }

    /// Whether the copies of a result are listed.
    pub fn lists_copies_of(&self, id: &str) -> bool {
        self.copies.iter().any(|other| other == id)
    }

    /// Searches a variant too if it was not searched, and the other way round.
    pub fn toggle_variant(&mut self, text: &str, is_active: bool) {
        let VariantChoice { with, without } = &mut self.variants;
        let (taken, given) = if is_active { (with, without) } else { (without, with) };
        let was_chosen = taken.iter().any(|word| word == text);
        taken.retain(|word| word != text);
        if !was_chosen {
            given.push(text.into());
        }
        self.page = 0;
    }

    /// Asks for the results of the page, and for the ones before and after it: reading goes on there.
    pub fn request(&self) -> SearchRequest {
        SearchRequest {
            query: self.query.clone(),
            filters: self.filters.clone(),
            dates: self.dates.clone(),
            sort: self.effective_sort(),
            offset: self.first().saturating_sub(1),
            limit: u32::from(self.page > 0) + PAGE_LENGTH + 1,
            excerpts: EXCERPTS,
            variants: self.variants.clone(),
            words: self.words,
            list_copies: self.copies.clone(),
            count: self.count,
            ..SearchRequest::default()
        }
    }

    /// What is listed otherwise than before is listed from its first page on.
    pub fn changed(&self, change: impl FnOnce(&mut Search)) -> Search {
        let mut search = self.clone();
        change(&mut search);
        let is_same_list = search == Search { copies: search.copies.clone(), ..self.clone() };
        search.page = if is_same_list { self.page } else { 0 };
        search
    }

    /// How many results stand on the pages before.
    pub fn first(&self) -> u32 {
        PAGE_LENGTH * self.page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_included_or_excluded_never_both() {
        let mut search = Search { page: 2, ..Search::default() };
        search.choose("publisher", "AP", Choice::Included);
        search.choose("publisher", "AP", Choice::Excluded);
        assert_eq!(search.filters, [Filter { field: "publisher".into(), value: "AP".into(), exclude: true }]);
        assert_eq!((search.choice("publisher", "AP"), search.page), (Choice::Excluded, 0));
        search.choose("publisher", "AP", Choice::None);
        assert_eq!(search.filters, []);
    }

    #[test]
    fn another_list_begins_at_its_first_page() {
        let search = Search { page: 2, ..Search::default() };
        assert_eq!(search.changed(|search| search.toggle_copies("a")).page, 2);
        assert_eq!(search.changed(|search| search.sort = Sort::Oldest).page, 0);
        assert_eq!(search.changed(|search| search.dates = "2021".into()).page, 0);
    }

    #[test]
    fn switching_a_variant_twice_leaves_no_trace() {
        for is_active in [true, false] {
            let mut search = Search::default();
            search.toggle_variant("Uygur", is_active);
            assert_ne!(search.variants, VariantChoice::default());
            search.toggle_variant("Uygur", !is_active);
            assert_eq!(search.variants, VariantChoice::default());
        }
    }
}
