//! Every word of the interface, in one table. A translation is one more [`Strings`].

#[cfg(debug_assertions)]
mod marked;

use super::model::share_options::{Format, Scope, ShareAction};
use super::model::view::trends::Scale;
use super::model::view::words::Table;
use super::model::view::{Panel, Tab};
use crate::corpus::typed_date::TypedDateError;
use crate::corpus::{ClaimRule, Confidence, TextKind};
use crate::engine::protocol::{ClaimsBy, Failure, Period, RemarkCode, Words as CountedWords};
use crate::record::formats::RecordFormat;
use crate::wording;

use std::ops::Deref;
use std::sync::OnceLock;

#[cfg(debug_assertions)]
use marked::{Entry, Marked};

/// The table in use.
pub static T: Words = Words;

/// Stands for the table that was chosen when the page started, English if none was.
pub struct Words;

static CHOSEN: OnceLock<Strings> = OnceLock::new();

/// Names a language in another one, both given as BCP 47 tags: first the language to be named, then that of the name.
pub type LanguageNames = fn(&str, &str) -> Option<String>;

static LANGUAGE_NAMES: OnceLock<LanguageNames> = OnceLock::new();

impl Deref for Words {
    type Target = Strings;

    fn deref(&self) -> &Strings {
        CHOSEN.get().unwrap_or(&ENGLISH)
    }
}

/// Takes the table of a language, if there is one, from now on. The first choice stays: `?lang=en-x-rtl` in the address
/// shows `turned_round`. The names of languages are the browser's, which knows all of them in all languages.
pub fn choose(tag: &str, names: LanguageNames) {
    let _ = LANGUAGE_NAMES.set(names);
    if tag == TURNED_ROUND {
        let _ = CHOSEN.set(turned_round());
    }
}

/// A language tag for private use.
const TURNED_ROUND: &str = "en-x-rtl";

/// English as if it were written from right to left: what looks wrong would look wrong in Arabic and Uyghur.
fn turned_round() -> Strings {
    #[cfg(debug_assertions)]
    let english = marked();
    #[cfg(not(debug_assertions))]
    let english = ENGLISH;
    Strings { language_tag: TURNED_ROUND, is_rtl: true, ..english }
}

/// Makes the table's type and, for development, the table with every text marked: what is not marked on the screen does not
/// come from the table. That is left out of what readers load.
macro_rules! table {
    ($(#[$note:meta])* pub struct Strings { $($(#[$field_note:meta])* pub $name:ident: $kind:ty,)* }) => {
        $(#[$note])*
        pub struct Strings { $($(#[$field_note])* pub $name: $kind,)* }

        #[cfg(debug_assertions)]
        fn marked() -> Strings {
            $(
                #[allow(non_camel_case_types)]
                struct $name;
                impl Entry for $name {
                    type Kind = $kind;
                    fn english() -> $kind {
                        ENGLISH.$name
                    }
                }
            )*
            Strings { $($name: <$kind as Marked<$name>>::marked(),)* }
        }
    };
}

table! {
/// What the interface says. Functions are for text that depends on a number or a name.
pub struct Strings {
    /// BCP 47.
    pub language_tag: &'static str,
    /// Written from right to left.
    pub is_rtl: bool,
    pub app: &'static str,
    pub thousands_separator: char,
    pub decimal_separator: char,
    pub months: [&'static str; 12],
    /// Day, month, year; only what is known.
    pub date: fn(Option<u32>, Option<&str>, &str) -> String,
    pub date_from: fn(&str) -> String,
    pub date_until: fn(&str) -> String,
    pub date_about: fn(&str) -> String,
    pub date_uncertain: fn(&str) -> String,
    pub undated: &'static str,
    /// Stands where others have the name of a language.
    pub language_unknown: &'static str,

    pub skip_to_content: &'static str,
    pub skip_to_results: &'static str,
    pub search: &'static str,
    pub search_label: &'static str,
    pub search_placeholder: &'static str,
    pub completions: &'static str,
    pub completions_found: fn(usize) -> String,
    pub completion_field: &'static str,
    pub builder: &'static str,
    pub builder_short: &'static str,
    pub builder_hint: &'static str,
    pub builder_unreadable: &'static str,
    pub builder_all: &'static str,
    pub builder_phrase: &'static str,
    pub builder_any: &'static str,
    pub builder_none: &'static str,
    pub builder_near: &'static str,
    pub builder_near_other: &'static str,
    pub builder_distance: &'static str,
    pub builder_title: &'static str,
    pub builder_field: &'static str,
    pub builder_no_field: &'static str,
    pub builder_value: &'static str,
    pub builder_dates: &'static str,
    pub about: &'static str,
    pub about_label: &'static str,

    pub loading: &'static str,
    pub loaded_so_far: fn(&str) -> String,
    pub failed: &'static str,
    pub failure: fn(&Failure) -> String,
    pub retry: &'static str,
    pub failed_corpus_advice: &'static str,
    pub failed_search_advice: &'static str,
    pub failed_document_advice: &'static str,
    pub offline: &'static str,
    pub new_edition: &'static str,
    pub reload: &'static str,
    pub full_site: &'static str,
    pub edition: &'static str,

    pub documents: fn(u32) -> String,
    pub documents_label: fn(u32) -> &'static str,
    pub words_label: &'static str,
    pub years_label: &'static str,
    pub year: &'static str,
    pub published_by: fn(&str) -> String,
    pub browse_all: fn(&str) -> String,
    pub examples: &'static str,
    pub editors_note: &'static str,
    pub timeline: &'static str,
    pub start_with: &'static str,

    pub results: &'static str,
    /// Given the number found, and all documents in words.
    pub found: fn(u32, &str) -> String,
    pub found_none: &'static str,
    pub searching: &'static str,
    pub found_word_for_word: fn(u32) -> String,
    /// Given how many of a hundred words of a quotation a passage has.
    pub near_match: fn(u32) -> String,
    pub near_quoted: &'static str,
    pub near_found: &'static str,
    /// Given the sentence before, and how many results are left when each story counts once.
    pub found_without_copies: fn(&str, u32) -> String,
    pub count: &'static str,
    pub count_documents: &'static str,
    pub count_stories: &'static str,
    pub count_hint: &'static str,
    pub more_copies: fn(u32) -> String,
    pub copy_exact: &'static str,
    pub copy_near: &'static str,
    pub sort: &'static str,
    pub sort_relevance: &'static str,
    pub sort_newest: &'static str,
    pub sort_oldest: &'static str,
    pub sort_title: &'static str,
    pub via: fn(&str) -> String,
    pub republished_by: fn(&str) -> String,
    pub hits: fn(u32) -> String,
    pub title_by_editors: &'static str,
    pub title_by_editors_hint: &'static str,
    /// Given who made a digest, translation or transcript, and what of; either may be empty.
    pub derivation: fn(TextKind, &str, &str) -> String,
    /// What it was made from, given those who are credited with that.
    pub source_by: fn(TextKind, &str) -> String,
    /// Given the host.
    pub read_original: fn(&str) -> String,
    pub pages: &'static str,
    pub page: fn(u32) -> String,
    pub go_to_page: &'static str,
    pub no_results: &'static str,
    pub no_results_hint: &'static str,
    pub without_filter: fn(&str) -> String,
    pub without_dates: &'static str,
    pub search_instead: fn(&str) -> String,
    pub did_you_mean: &'static str,
    pub remark_on: fn(&str) -> String,
    pub remark: fn(&RemarkCode) -> String,

    pub also_matching: &'static str,
    pub not_matching: &'static str,
    pub also_offered: fn(usize) -> String,
    pub also_offered_for: fn(&str) -> String,
    pub contested: &'static str,
    pub contested_hint: &'static str,
    pub undo: &'static str,
    pub undo_variants: fn(&str) -> String,
    pub more_variants: fn(usize) -> String,
    pub fewer: &'static str,

    pub filters: &'static str,
    pub close_filters: &'static str,
    pub filters_chosen: fn(usize) -> String,
    pub active_filters: &'static str,
    pub clear_filters: &'static str,
    pub remove_filter: fn(&str) -> String,
    pub not_value: fn(&str) -> String,
    pub filter_chip: fn(&str, &str) -> String,
    pub exclude_value: fn(&str) -> String,
    pub find_in_facet: fn(&str) -> String,
    pub show_all_values: fn(usize) -> String,
    pub no_such_value: &'static str,
    pub show_results: fn(&str) -> String,
    pub date_label: &'static str,
    pub date_start: &'static str,
    pub date_end: &'static str,
    pub date_placeholder: &'static str,
    pub date_apply: &'static str,
    pub date_understood: fn(&str) -> String,
    pub date_problem: fn(&TypedDateError) -> String,
    pub timeline_summary: fn(u32, &str) -> String,
    pub timeline_bar: fn(&str, u32, u32) -> String,
    pub timeline_table: &'static str,
    pub timeline_time: &'static str,
    pub undated_documents: fn(u32) -> String,
    pub zoom_in: &'static str,
    pub zoom_out: &'static str,

    pub reader: &'static str,
    pub back_to_results: &'static str,
    pub back_to_start: &'static str,
    pub position: fn(&str, &str) -> String,
    pub previous_document: &'static str,
    pub next_document: &'static str,
    pub hit_position: fn(u32, u32) -> String,
    pub hit: &'static str,
    pub no_hits: &'static str,
    pub previous_hit: &'static str,
    pub next_hit: &'static str,
    pub repeats: &'static str,
    pub copies_of_this: fn(u32) -> String,
    pub passage_in: fn(u32) -> String,
    pub passage_mark: fn(u32) -> String,
    pub passage_first: &'static str,
    pub passage_later: &'static str,
    pub more_places: fn(u32) -> String,
    pub compare: &'static str,
    pub compare_with: fn(&str) -> String,
    pub comparison: &'static str,
    /// Given the words that both have, and those of each.
    pub comparison_words: fn(&str, &str, &str) -> String,
    pub only_left: &'static str,
    pub in_both: &'static str,
    pub only_right: &'static str,
    pub left: &'static str,
    pub right: &'static str,
    pub no_such_block: &'static str,
    pub back_to_document: &'static str,
    pub facts: &'static str,
    pub not_known: fn(&str) -> String,
    pub not_known_plain: &'static str,
    pub date_note: &'static str,
    pub mentioned_dates: &'static str,
    pub content_notes: fn(usize) -> String,
    pub collected_by: &'static str,
    pub collected_how: &'static str,
    pub redacted: &'static str,
    pub review: &'static str,
    pub language: &'static str,
    pub length: &'static str,
    pub words: fn(&str) -> String,
    pub licence: &'static str,
    pub source_file: &'static str,
    pub source_hash: &'static str,
    pub original: &'static str,
    pub original_hash: &'static str,
    pub document_id: &'static str,
    pub source_reader: &'static str,
    pub source_address: &'static str,
    pub source_record: &'static str,
    pub source_captured: &'static str,

    pub page_of_original: fn(u32) -> String,
    pub show_furniture: &'static str,
    pub paragraph_link: fn(u32) -> String,
    pub passage_changed: &'static str,
    pub passage_alike: &'static str,
    pub passage_lost: &'static str,
    pub find_in_document: &'static str,
    pub find_short: &'static str,
    pub hit_list: &'static str,
    pub related: &'static str,
    pub loading_related: &'static str,
    pub related_none: &'static str,
    pub related_note: &'static str,

    pub verification: &'static str,
    pub check: &'static str,
    pub check_note: &'static str,
    pub checking: &'static str,
    pub check_sound: fn(u32, &str) -> String,
    pub check_list: fn(&str) -> String,
    pub check_changed: fn(&str) -> String,
    pub check_cannot: fn(&str) -> String,
    pub own_copy: &'static str,
    pub own_copy_note: &'static str,
    pub copy_sum: fn(&str) -> String,
    pub copy_source: fn(&str) -> String,
    pub copy_original: fn(&str) -> String,
    pub copy_other: fn(&str) -> String,
    pub copy_cannot: fn(&str) -> String,
    pub copy_unreadable: fn(&str) -> String,

    pub selection: &'static str,
    pub copy_quotation: &'static str,
    pub copy_link: &'static str,
    pub close: &'static str,
    pub share_action: fn(ShareAction) -> &'static str,
    pub scope: fn(Scope) -> &'static str,
    pub scope_label: &'static str,
    pub format: fn(Format) -> &'static str,
    pub format_label: &'static str,
    pub shared_text: &'static str,
    pub shared_beginning: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub not_copied: &'static str,
    pub download: &'static str,
    pub listing: fn(u32, &str) -> String,
    pub keep_search: &'static str,
    pub link_has_search: &'static str,
    pub link_without_search: &'static str,
    pub embed_note: fn(Format) -> &'static str,
    pub preview: &'static str,
    pub printed_from: fn(&str, &str, &str) -> String,

    pub panels: &'static str,
    pub tab: fn(Tab) -> &'static str,
    pub analyse: &'static str,
    pub panel_needs: &'static str,
    pub counting: &'static str,
    /// Given the words typed side by side, in quotation marks.
    pub counting_words: fn(&str) -> String,
    pub counting_either: fn(&str) -> String,
    pub counting_mode: fn(CountedWords) -> &'static str,
    pub counting_label: &'static str,
    /// Given mentions, documents and words, the latter two in words.
    pub counted: fn(u32, &str, &str) -> String,
    pub counted_so_far: fn(&str, &str) -> String,
    pub mentions: fn(u32) -> String,
    pub stories: fn(u32) -> String,
    pub mentions_of_words: fn(u32, &str) -> String,
    pub line_before: &'static str,
    pub line_node: &'static str,
    pub line_after: &'static str,
    pub line_source: &'static str,
    pub line_count: &'static str,
    pub lines_label: fn(u32) -> String,
    pub line_order_label: &'static str,
    /// Given a name as in addresses.
    pub line_order: fn(&str) -> &'static str,
    pub lines_grouped: &'static str,
    pub lines_here: &'static str,
    pub term_label: fn(usize) -> String,
    pub term_placeholder: &'static str,
    pub scale_label: &'static str,
    pub scale: fn(Scale) -> &'static str,
    pub by_label: &'static str,
    pub by: fn(Period) -> &'static str,
    pub trends_of: fn(&str) -> String,
    pub left_out_undated: fn(u32) -> String,
    pub inexact: &'static str,
    pub inexact_dates: fn(u32) -> String,
    pub line_breaks: &'static str,
    pub marked_peaks: fn(usize) -> String,
    pub chart_keys: &'static str,
    pub chart_point: fn(&str, &str, &str) -> String,
    pub all_words: &'static str,
    pub all_documents: &'static str,
    pub all_stories: &'static str,
    pub stop_words: &'static str,
    pub choose: &'static str,
    pub compare_by: &'static str,
    pub compare_by_date: &'static str,
    pub compare_day: &'static str,
    pub compare_one: &'static str,
    pub compare_other: &'static str,
    pub word: &'static str,
    pub log_dice: &'static str,
    pub together: &'static str,
    pub of_all: &'static str,
    pub in_documents: &'static str,
    pub shown_of: fn(u32, u32) -> String,
    pub totals_of_corpus: &'static str,
    pub totals_of_selection: &'static str,
    pub these_documents: &'static str,
    pub other_documents: &'static str,
    pub log_ratio: &'static str,
    pub likelihood: &'static str,
    pub before_day: fn(&str) -> String,
    pub from_day: fn(&str) -> String,
    pub no_key_words: &'static str,
    pub more_in: fn(&str) -> String,
    /// Given the name, documents and words of each side.
    pub compared: fn([(String, String, String); 2]) -> String,
    pub shared_documents: fn(u32) -> String,
    pub keyness_note: &'static str,
    pub dispersion_note: fn(u32, u32) -> String,
    pub claims_by_label: &'static str,
    pub claims_by: fn(ClaimsBy) -> &'static str,
    pub claims_found: fn(u32, &str) -> String,
    pub claims_note: &'static str,
    pub no_claims: &'static str,
    pub no_conflicts: &'static str,
    pub speaker: &'static str,
    pub nobody: &'static str,
    pub anybody: &'static str,
    pub figures_of: &'static str,
    pub anything: &'static str,
    pub named_count: fn(&str, u32) -> String,
    pub statement: &'static str,
    pub claim_source: &'static str,
    pub claim_origin: &'static str,
    pub passed_on_by: fn(&str) -> String,
    pub claim_rule: fn(ClaimRule) -> &'static str,
    pub confidence: fn(Confidence) -> &'static str,
    pub by_rules: fn(&str, &str) -> String,
    pub by_editors: &'static str,
    pub conflict: fn(&str, &str) -> String,
    pub copy_table: &'static str,
    pub export_csv: &'static str,
    pub export_svg: &'static str,
    pub recipe: &'static str,
    pub recipe_hint: &'static str,

    pub method: &'static str,
    pub privacy: &'static str,
    pub privacy_text: &'static [&'static str],
    pub device: &'static str,
    pub device_text: &'static str,
    pub device_link: &'static str,
    pub remember: &'static str,
    pub remember_hint: &'static str,
    pub private: &'static str,
    pub private_hint: &'static str,
    pub theme: &'static str,
    pub theme_auto: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,
    pub theme_contrast: &'static str,
    pub size: &'static str,
    pub size_usual: &'static str,
    pub size_large: &'static str,
    pub size_largest: &'static str,
    pub density: &'static str,
    pub density_compact: &'static str,
    pub density_comfortable: &'static str,
    pub exit: &'static str,
    pub exit_hint: &'static str,
    pub exit_heading: &'static str,
    pub exit_text: &'static str,
    pub clear_device: &'static str,
    pub clear_text: &'static str,
    pub cleared_settings: &'static str,
    pub cleared_no_settings: &'static str,
    pub cleared_copies: fn(usize) -> String,
    pub device_cleared: &'static str,
    pub query_help: &'static str,
    /// What to type, and what it finds.
    pub query_examples: &'static [(&'static str, &'static str)],
    pub query_notes: &'static [&'static str],
    pub keyboard: &'static str,
    pub keyboard_hint: &'static str,
    pub keyboard_toggle: &'static str,
    pub key: &'static str,
    pub key_effect: &'static str,
    pub keys: &'static [(&'static [&'static str], &'static str)],
    pub software: &'static str,
    pub corrections_link: &'static str,
    pub software_text: &'static str,
}
}

/// Name of a field: those that every corpus has are named here, the others by the corpus.
pub fn field_label<'a>(name: &str, label: &'a str) -> &'a str {
    match name {
        "year" => T.year,
        "language" => T.language,
        _ => label,
    }
}

/// A value of a field as readers see it: of languages their names.
pub fn value_label(field: &str, value: &str) -> String {
    if field == "language" { language(value) } else { value.to_owned() }
}

/// Name of a language, or its tag if nothing names it.
pub fn language(tag: &str) -> String {
    if matches!(tag, "" | "und") {
        return T.language_unknown.to_owned();
    }
    LANGUAGE_NAMES.get().and_then(|name| name(tag, T.language_tag)).unwrap_or_else(|| tag.to_owned())
}

/// With separators between thousands.
pub fn number(number: impl Into<u64>) -> String {
    let digits = number.into().to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(T.thousands_separator);
        }
        text.push(digit);
    }
    text
}

fn plural(count: u32, one: &'static str, many: &'static str) -> &'static str {
    if count == 1 { one } else { many }
}

const ENGLISH: Strings = Strings {
    language_tag: "en",
    is_rtl: false,
    app: "Karez",
    thousands_separator: ',',
    decimal_separator: '.',
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    date: |day, month, year| {
        let parts = [day.map(|day| day.to_string()), month.map(str::to_owned), Some(year.to_owned())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    },
    date_from: |date| format!("from {date}"),
    date_until: |date| format!("until {date}"),
    date_about: |date| format!("about {date}"),
    date_uncertain: |date| format!("{date} (uncertain)"),
    undated: "Undated",
    language_unknown: "Language unknown",

    skip_to_content: "Skip to content",
    skip_to_results: "Skip to results",
    search: "Search",
    search_label: "Search the documents",
    search_placeholder: "Words, or an “exact phrase”",
    completions: "Suggestions",
    completions_found: |count| {
        format!("{count} {}; choose with the arrow keys", if count == 1 { "suggestion" } else { "suggestions" })
    },
    completion_field: "field",
    builder: "Search with a form",
    builder_short: "Form",
    builder_hint: "The search box above shows your search as you fill in the form.",
    builder_unreadable: "This form can’t show all of the search above. Whatever you enter here replaces it.",
    builder_all: "All of these words",
    builder_phrase: "This exact phrase",
    builder_any: "Any of these words",
    builder_none: "None of these words",
    builder_near: "This word",
    builder_near_other: "near this one",
    builder_distance: "At most this many words apart",
    builder_title: "In the title",
    builder_field: "Field",
    builder_no_field: "None",
    builder_value: "with the value",
    builder_dates: "Dates, for example 2022-08..2022-09",
    about: "About",
    about_label: "About this collection, and help",

    loading: "Opening the collection…",
    loaded_so_far: |bytes| format!("{bytes} loaded"),
    failed: "This couldn’t be loaded",
    failure: wording::failure,
    retry: "Try again",
    failed_corpus_advice: "Search needs this file. Check your connection, then try again.",
    failed_search_advice: "Documents you have opened still work, and other searches may too.",
    failed_document_advice: "The results and other documents still work.",
    offline: "You are offline. Pages you have opened still work.",
    new_edition: "A newer version of this collection is ready.",
    reload: "Reload",
    full_site: "Open the full site",
    edition: "Edition",

    documents: |count| format!("{} {}", number(count), plural(count, "document", "documents")),
    documents_label: |count| plural(count, "document", "documents"),
    words_label: "words",
    years_label: "published",
    year: "Year",
    published_by: |publisher| format!("Published by {publisher}"),
    browse_all: |documents| format!("Browse all {documents}"),
    examples: "Searches to try",
    editors_note: "Editors’ note",
    timeline: "Publication dates",
    start_with: "Where to start",

    results: "Results",
    found: |found, all| format!("{} of {all}", number(found)),
    found_none: "No documents found",
    searching: "Searching…",
    found_word_for_word: |count| format!("Found word for word in {}, earliest first.", (ENGLISH.documents)(count)),
    near_match: |percent| format!("Nearly: {percent}% of the words are the same."),
    near_quoted: "You searched for:",
    near_found: "Found here:",
    found_without_copies: |found, stories| format!("{found} ({} unique)", number(stories)),
    count: "Count",
    count_documents: "documents",
    count_stories: "stories, without copies",
    count_hint: "A document and its copies count as one story.",
    more_copies: |count| format!("+{} {}", number(count), plural(count, "copy", "copies")),
    copy_exact: "same text",
    copy_near: "nearly the same text",
    sort: "Sort",
    sort_relevance: "Most relevant",
    sort_newest: "Newest first",
    sort_oldest: "Oldest first",
    sort_title: "By title",
    via: |agency| format!("from {agency}"),
    republished_by: |name| format!("republished by {name}"),
    hits: |count| format!("{} {}", number(count), plural(count, "hit", "hits")),
    title_by_editors: "Editors’ title",
    title_by_editors_hint: "The source has no title. The editors of this collection wrote this one.",
    derivation: |kind, by, of| {
        let what = match kind {
            TextKind::Original => "Original",
            TextKind::Digest => "Digest",
            TextKind::Translation => "Translation",
            TextKind::Transcript => "Transcript",
        };
        let by = if by.is_empty() { String::new() } else { format!(" by {by}") };
        let of = if of.is_empty() { String::new() } else { format!(" of {of}") };
        [what, &by, &of].concat()
    },
    source_by: |kind, names| match kind {
        TextKind::Digest => format!("an article by {names}"),
        TextKind::Transcript => format!("a recording by {names}"),
        _ => format!("a text by {names}"),
    },
    read_original: |host| format!("Read the original at {host}"),
    pages: "Pages",
    page: |page| format!("Page {}", number(page)),
    go_to_page: "Go to page",
    no_results: "Nothing found",
    no_results_hint: "Try one of these:",
    without_filter: |filter| format!("Without the filter “{filter}”"),
    without_dates: "Any date",
    search_instead: |query| format!("Search for {query}"),
    did_you_mean: "Did you mean",
    remark_on: |part| format!("“{part}”"),
    remark: wording::remark,

    also_matching: "Also searching for",
    not_matching: "Not searching for",
    also_offered: |count| {
        format!("{count} related or contested {} you can add", if count == 1 { "word" } else { "words" })
    },
    also_offered_for: |word| format!("For {word}"),
    contested: "contested",
    contested_hint: "The choice between these words is itself disputed.",
    undo: "undo",
    undo_variants: |word| format!("Undo: search for {word} only as typed"),
    more_variants: |count| format!("{count} more"),
    fewer: "fewer",

    filters: "Filters",
    close_filters: "Hide the filters",
    filters_chosen: |count| format!("Filters ({count})"),
    active_filters: "Active filters",
    clear_filters: "Clear all",
    remove_filter: |filter| format!("Remove the filter {filter}"),
    not_value: |value| format!("not {value}"),
    filter_chip: |field, value| format!("{field}: {value}"),
    exclude_value: |value| format!("Exclude {value}"),
    find_in_facet: |label| format!("Find in {label}"),
    show_all_values: |count| format!("Show all {count}"),
    no_such_value: "No matches",
    show_results: |documents| format!("Show {documents}"),
    date_label: "Date",
    date_start: "From",
    date_end: "To",
    date_placeholder: "Aug 2022",
    date_apply: "Apply",
    date_understood: |range| format!("Showing {range}"),
    date_problem: |error| format!("{error}."),
    timeline_summary: |documents, years| {
        format!("{} by date, {years}. The table below has the numbers.", (ENGLISH.documents)(documents))
    },
    timeline_bar: |time, found, all| format!("{time}: {found} of {all}"),
    timeline_table: "Show as a table",
    timeline_time: "Date",
    undated_documents: |count| format!("{} without a date", (ENGLISH.documents)(count)),
    zoom_in: "Zoom in on these dates",
    zoom_out: "Show all dates",

    reader: "Document",
    back_to_results: "Results",
    back_to_start: "Start",
    position: |position, total| format!("{position} of {total}"),
    previous_document: "Previous document",
    next_document: "Next document",
    hit_position: |current, total| format!("{current} of {total}"),
    hit: "Hits",
    no_hits: "No hits in the text",
    previous_hit: "Previous hit",
    next_hit: "Next hit",
    repeats: "Copies and shared passages",
    copies_of_this: |count| match count {
        1 => "One other document is a copy of this one:".into(),
        _ => format!("{} other documents are copies of this one:", number(count)),
    },
    passage_in: |count| format!("This passage appears in {} documents.", number(count)),
    passage_mark: |count| {
        let others = count.saturating_sub(1);
        format!("Also in {} {}", number(others), plural(others, "other", "others"))
    },
    passage_first: "This one is the earliest. The others:",
    passage_later: "The others, earliest first:",
    more_places: |count| format!("… and {} more. Search for the passage to see them all.", number(count)),
    compare: "Compare",
    compare_with: |title| format!("Compare with {title}"),
    comparison: "Differences",
    comparison_words: |same, left, right| {
        format!(
            "{same} words are the same and in the same order. The first document has {left} words, the second {right}."
        )
    },
    only_left: "only in the first",
    in_both: "In both",
    only_right: "only in the second",
    left: "First document",
    right: "Second document",
    no_such_block: "Not in this document",
    back_to_document: "Back to the document",
    facts: "About this document",
    not_known: |reason| format!("Unknown: {reason}"),
    not_known_plain: "Unknown",
    date_note: "About the date",
    mentioned_dates: "Dates in the text",
    content_notes: |notes| match notes {
        1 => "Content note".into(),
        _ => format!("{notes} content notes"),
    },
    collected_by: "Collected by",
    collected_how: "How it was collected",
    redacted: "Redacted",
    review: "Reviewed",
    language: "Language",
    length: "Length",
    words: |count| format!("{count} words"),
    licence: "Licence",
    source_file: "Source file",
    source_hash: "SHA-256 of the source file",
    original: "Made from",
    original_hash: "SHA-256 of the original",
    document_id: "Permanent ID",
    source_reader: "Read as",
    source_address: "Web address",
    source_record: "Web archive record",
    source_captured: "Captured",

    page_of_original: |page| format!("Page {page}"),
    show_furniture: "Show menus and footers",
    paragraph_link: |number| format!("Link to paragraph {number}"),
    passage_changed: "This paragraph has changed since the link was made, but the quoted words are still here.",
    passage_alike: "The quoted words have changed. This is the most similar paragraph.",
    passage_lost: "The linked passage is not in this edition of the document.",
    find_in_document: "Find in this document",
    find_short: "Find",
    hit_list: "List all hits",
    related: "Similar documents",
    loading_related: "Looking for similar documents…",
    related_none: "No similar documents.",
    related_note: "These share the most distinctive words with this document. They were found by counting words, not by reading.",

    verification: "Verification details",
    check: "Check this document",
    check_note: "Downloads the files that hold this document and compares their SHA-256 checksums with the site’s list.",
    checking: "Checking…",
    check_sound: |files, edition| {
        format!(
            "Unchanged: all {files} files that hold this document match the SHA-256 checksums of edition {edition}."
        )
    },
    check_list: |sum| {
        format!(
            "The list itself, SHA256SUMS, has the SHA-256 {sum}. Compare it with a copy from elsewhere: anyone who can change a file on this site can change its list too."
        )
    },
    check_changed: |path| {
        format!(
            "Changed: {path} does not match the list. Reload the page. If that doesn’t help, the site was altered or damaged."
        )
    },
    check_cannot: |path| format!("Couldn’t check: {path} could not be downloaded, or is not in the list."),
    own_copy: "Compare your own copy",
    own_copy_note: "Choose the original file, or drop it here. It is read on this device and never sent anywhere.",
    copy_sum: |sum| format!("SHA-256 of your file: {sum}"),
    copy_source: |name| format!("{name} is identical to the source file of this document."),
    copy_original: |name| format!("{name} is identical to the original of this document."),
    copy_other: |name| {
        format!("{name} is a different file: its SHA-256 matches neither the source file nor an original listed here.")
    },
    copy_cannot: |name| {
        format!(
            "Couldn’t check: the source file holds many documents, and the recorded SHA-256 is for this one’s part only. “karez verify --originals” compares {name} with all of them."
        )
    },
    copy_unreadable: |name| format!("{name} couldn’t be read. Choose a single file, not a folder."),

    selection: "Selected passage",
    copy_quotation: "Copy quotation with citation",
    copy_link: "Copy link",
    close: "Close",
    share_action: |action| match action {
        ShareAction::Cite => "Cite",
        ShareAction::Share => "Share",
        ShareAction::Export => "Export",
    },
    scope: |scope| match scope {
        Scope::Passage => "This passage",
        Scope::Document => "This document",
        Scope::Search => "All results",
        Scope::Collection => "Whole collection",
    },
    scope_label: "What",
    format: |format| match format {
        Format::Records(RecordFormat::Text) => "Plain text",
        Format::Records(RecordFormat::Csv) => "Spreadsheet (CSV)",
        Format::Records(RecordFormat::JsonLines) => "For programs (JSON Lines)",
        Format::Records(RecordFormat::Csl) => "CSL-JSON (Zotero)",
        // The others have proper names.
        Format::Records(format) => format.label(),
        Format::Address => "Link",
        Format::Frame => "Embed: WordPress and most sites",
        Format::Element => "Embed: auto-resizing (script)",
        Format::Card => "Embed: link only",
    },
    format_label: "Format",
    shared_text: "Text to copy",
    shared_beginning: "Only the beginning is shown. Copy and Download give you everything.",
    copy: "Copy",
    copied: "Copied.",
    not_copied: "Your browser did not allow copying. Select the text and copy it yourself.",
    download: "Download",
    listing: |listed, total| format!("Reading {} of {total}…", number(listed)),
    keep_search: "Include my search in the link",
    link_has_search: "This link contains the words you searched for. Anyone who gets it can read them.",
    link_without_search: "This link does not contain your search.",
    embed_note: |format| match format {
        Format::Frame => {
            "For WordPress and most sites: paste this into an HTML block. It stores nothing, and tells the page around it only its height."
        }
        Format::Element => "For sites that allow scripts: the frame grows with its content.",
        _ => "For sites that allow neither frames nor scripts: a link with a short description.",
    },
    preview: "Preview",
    printed_from: |corpus, edition, id| format!("{corpus}, edition {edition}, document {id}"),

    panels: "Views of the results",
    tab: |tab| match (tab.panel, tab.table) {
        (Panel::Documents, _) => "Documents",
        (Panel::Concordance, _) => "In context",
        (Panel::Trends, _) => "Over time",
        (Panel::Words, Table::Key) => "Distinctive words",
        (Panel::Words, Table::Near) => "Words nearby",
        (Panel::Words, Table::Compared) => "Compare",
        (Panel::Dispersion, _) => "Where in each document",
        (Panel::Claims, _) => "Statements",
    },
    analyse: "Analyse",
    panel_needs: "Nothing to count yet. Search for some words, or choose what to compare.",
    counting: "Counting…",
    counting_words: |words| format!("Counting {words}"),
    counting_either: |words| format!("No document found has the phrase {words}, so each of its words is counted."),
    counting_mode: |words| match words {
        CountedWords::Together => "as a phrase",
        CountedWords::Either => "either word",
        CountedWords::Near => "near one another",
    },
    counting_label: "How to count these words",
    counted: |mentions, documents, words| format!("{} in {documents} ({words} words)", (ENGLISH.mentions)(mentions)),
    counted_so_far: |read, all| format!("Still counting: {read} of {all} documents so far."),
    mentions: |count| format!("{} {}", number(count), plural(count, "mention", "mentions")),
    stories: |count| format!("{} {}", number(count), plural(count, "distinct story", "distinct stories")),
    mentions_of_words: |mentions, words| format!("{} in {words} words", (ENGLISH.mentions)(mentions)),
    line_before: "Before",
    line_node: "Mention",
    line_after: "After",
    line_source: "Source",
    line_count: "Lines",
    lines_label: |lines| format!("{} {}", number(lines), plural(lines, "line", "lines")),
    line_order_label: "Sort by",
    line_order: |name| match name {
        "newest" => "newest first",
        "left1" => "first word before",
        "left2" => "second word before",
        "right1" => "first word after",
        "right2" => "second word after",
        "node" => "the mention itself",
        "frequency" => "most frequent first",
        _ => "oldest first",
    },
    lines_grouped: "Group identical lines",
    lines_here: "Only the open document",
    term_label: |number| format!("Term {number}"),
    term_placeholder: "Compare with…",
    scale_label: "Count",
    scale: |scale| match scale {
        Scale::Share => "Mentions per 10,000 words",
        Scale::Mentions => "Mentions",
        Scale::Documents => "Documents",
        Scale::Stories => "Distinct stories",
    },
    by_label: "By",
    by: |by| match by {
        Period::Year => "Year",
        Period::Month => "Month",
    },
    trends_of: |documents| format!("Based on {documents} dated documents."),
    left_out_undated: |count| match count {
        0 => "All documents are dated.".into(),
        _ => format!("{} without a date left out.", (ENGLISH.documents)(count)),
    },
    inexact: "Approximate date",
    inexact_dates: |count| match count {
        1 => "1 document has an approximate date; it is shown apart.".into(),
        _ => format!("{} have approximate dates; they are shown apart.", (ENGLISH.documents)(count)),
    },
    line_breaks: "A gap in a line means that there are no documents.",
    marked_peaks: |stretch| format!("Only the highest of every {stretch} points is marked. The table has all of them."),
    chart_keys: "Points of the chart: use the arrow keys to move, and Enter to see the passages",
    chart_point: |term, time, value| format!("{term}, {time}: {value}"),
    all_words: "All words",
    all_documents: "All documents",
    all_stories: "All distinct stories",
    stop_words: "Include words like “the” and “of”",
    choose: "Choose…",
    compare_by: "Compare by",
    compare_by_date: "Before and after a date",
    compare_day: "From this date",
    compare_one: "Compare",
    compare_other: "with",
    word: "Word",
    log_dice: "Association (logDice)",
    together: "Near a mention (% of total)",
    of_all: "Total",
    in_documents: "Documents",
    shown_of: |shown, all| match shown < all {
        true => format!("Top {} of {} words.", number(shown), number(all)),
        false => format!("{} {}.", number(all), plural(all, "word", "words")),
    },
    totals_of_corpus: "The total is for the whole collection.",
    totals_of_selection: "The total is for the documents found.",
    these_documents: "Documents found",
    other_documents: "All other documents",
    log_ratio: "Difference (log ratio)",
    likelihood: "Significance (log-likelihood)",
    before_day: |day| format!("Before {day}"),
    from_day: |day| format!("From {day} on"),
    no_key_words: "No significant differences.",
    more_in: |name| format!("More often: {name}"),
    compared: |[one, other]| {
        let side = |(name, documents, words): (String, String, String)| format!("{name}: {documents}, {words} words");
        format!("{}. {}.", side(one), side(other))
    },
    shared_documents: |count| format!("{} in both groups, counted in each.", (ENGLISH.documents)(count)),
    keyness_note: "The smaller number beside each count is the rate per 10,000 words. A log ratio of 1 means twice as often, 2 means four times as often. Differences that may be due to chance are left out.",
    dispersion_note: |shown, all| {
        format!(
            "Each bar is a document from beginning to end, with a line for each mention. Showing {} of {}.",
            number(shown),
            (ENGLISH.documents)(all)
        )
    },
    claims_by_label: "List",
    claims_by: |by| match by {
        ClaimsBy::Document => "by document",
        ClaimsBy::Speaker => "by speaker",
        ClaimsBy::Conflict => "conflicting figures",
    },
    claims_found: |claims, documents| {
        format!(
            "{} {} in {documents}.",
            number(claims),
            plural(claims, "statement or figure", "statements and figures")
        )
    },
    claims_note: "Detected automatically, and corrected by the editors where marked. Some are missed and some may be wrong: open the sentence to judge for yourself.",
    no_claims: "No statements or figures were detected here.",
    no_conflicts: "No conflicting figures were detected here.",
    speaker: "Speaker",
    nobody: "Unattributed",
    anybody: "Anyone",
    figures_of: "Figures of",
    anything: "Anything",
    named_count: |name, count| format!("{name} ({})", number(count)),
    statement: "Statement",
    claim_source: "Source",
    claim_origin: "How it was found",
    passed_on_by: |names| format!("via {names}"),
    claim_rule: |rule| match rule {
        ClaimRule::Quotation => "quotation",
        ClaimRule::ReportedSpeech => "reported speech",
        ClaimRule::AccordingTo => "“according to”",
        ClaimRule::Chain => "reported by others",
        ClaimRule::Figure => "figure",
        ClaimRule::Editors => "editors",
    },
    confidence: |confidence| match confidence {
        Confidence::High => "high confidence",
        Confidence::Medium => "medium confidence",
        Confidence::Low => "low confidence",
    },
    by_rules: |rule, confidence| format!("Detected automatically ({rule}), {confidence}"),
    by_editors: "By the editors",
    conflict: |noun, about| if about.is_empty() { noun.to_owned() } else { format!("{noun} · {about}") },
    copy_table: "Copy table",
    export_csv: "Download CSV",
    export_svg: "Download SVG",
    recipe: "Reproduce these numbers",
    recipe_hint: "Run this command on a copy of this site:",

    method: "Method",
    privacy: "Privacy",
    privacy_text: &[
        "Searching and reading happen on this device. What you type is never sent anywhere: your search is in the part of the address after #, which browsers do not send, and this page can only contact the server it came from.",
        "That server sees which files you download, as with any web page. To work offline, your browser keeps a copy of this site’s files, and its history keeps the addresses you visited, including your searches. Nothing else is stored unless you save your settings.",
    ],
    device: "Settings & privacy",
    device_text: "How this site looks and works on this device. These settings last until the page is closed or reloaded, unless you save them. Nobody else can see them.",
    device_link: "Settings, privacy and quick exit",
    remember: "Save these settings on this device",
    remember_hint: "Anyone who uses this browser after you can then see that this site was visited, and gets the same settings.",
    private: "Keep my searches out of the address bar and the window title",
    private_hint: "The address bar then shows no words or filters, and the title only the name of this site. A link copied from it opens the document without your search. What is already in your browser’s history stays there.",
    theme: "Colours",
    theme_auto: "Same as this device",
    theme_light: "Light",
    theme_dark: "Dark",
    theme_contrast: "High contrast",
    size: "Text size",
    size_usual: "Normal",
    size_large: "Large",
    size_largest: "Largest",
    density: "Results",
    density_compact: "Compact",
    density_comfortable: "Comfortable",
    exit: "Exit",
    exit_hint: "Leave this site now (or press Shift three times)",
    exit_heading: "Quick exit",
    exit_text: "Press “Exit” on any page, or the Shift key three times, to replace this page with another one immediately. This does not remove traces: your browser’s history still shows that you visited this site, its Back button may lead here again, and downloads stay. If that is dangerous for you, use a private window, and clear the history afterwards.",
    clear_device: "Clear this device",
    clear_text: "Removes everything this site has stored in this browser: your settings, and the offline copy of the site.",
    cleared_settings: "Your settings were removed.",
    cleared_no_settings: "No settings were stored.",
    cleared_copies: |count| match count {
        0 => "No offline copy was stored.".into(),
        _ => "The offline copy was removed. Your next visit stores it again.".into(),
    },
    device_cleared: "The browser’s history is not cleared. You can clear it in your browser’s settings.",
    query_help: "How to search",
    query_examples: &[
        ("forced labour", "documents with these words, those with both first; other forms of a word count too"),
        ("\"arbitrary detention\"", "this exact phrase"),
        ("\"crimes * humanity\"", "* = any one word"),
        (
            "\"inhabitants have reportedly faced torture […] severe abuses\"",
            "a longer quotation, pasted as copied: differences in quotation marks, dashes and line breaks do not matter, and … stands for omitted words; if there is no exact match, you get the closest ones",
        ),
        ("detain*", "words starting with “detain”"),
        ("wom?n", "? = any one letter"),
        ("Uigur~", "similar spellings"),
        ("forced NEAR/3 labour", "at most three words apart, in any order"),
        ("forced AND (labour OR work)", "the first word, and at least one of those in brackets"),
        ("+visit report", "“visit” must appear"),
        ("Bachelet -visit", "“visit” must not appear"),
        ("title:report", "only in the title; publisher:, people: and other fields work the same way"),
        ("publisher:\"Associated Press\"", "put a value of several words in quotation marks"),
        (
            "date:2022-08..2022-09",
            "published in these months; date:>=2021 works too, and date:none finds undated documents",
        ),
    ],
    query_notes: &[
        "Pasted text without quotation marks is searched as a quotation too, if it is long enough, looks copied and appears word for word in a document. Otherwise its words are searched.",
        "As you type, the list under the box suggests words from these documents, fields, and (after a field’s colon) its values. Choose with the arrow keys, press Enter to accept, Esc to close the list.",
        "If no document has a word, similar spellings are suggested. Spellings that are searched together are listed above the results, and you can undo each one.",
    ],
    keyboard: "Keyboard",
    keyboard_hint: "Shortcuts work when you are not typing in a field.",
    keyboard_toggle: "Keyboard shortcuts are on",
    key: "Key",
    key_effect: "What it does",
    keys: &[
        (&["/"], "go to the search box"),
        (&["j", "k"], "next and previous result"),
        (&["Enter"], "open the result"),
        (&["n", "p"], "next and previous hit in the document"),
        (&["[", "]"], "previous and next document"),
        (&["f"], "show or hide the filters"),
        (&["c"], "cite what is shown"),
        (&["Esc"], "close what is open"),
        (&["?"], "this help"),
        (&["Shift", "Shift", "Shift"], "leave this site immediately, even with shortcuts off"),
    ],
    software: "The software",
    corrections_link: "Corrections",
    software_text: "This site was built with Karez, which turns a folder of documents into a searchable web site. It runs entirely in your browser: no account, no tracking.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular() {
        assert_eq!((T.documents)(1), "1 document");
        assert_eq!((T.documents)(1_234), "1,234 documents");
        assert_eq!((T.found)(1, "17 documents"), "1 of 17 documents");
    }

    #[test]
    fn the_marked_table_marks_every_text() {
        let marked = turned_round();
        let is_marked = |text: &str| text.starts_with("\u{202e}[") && text.ends_with("]\u{202c}");
        assert!(is_marked(marked.search) && is_marked(marked.months[11]) && is_marked(marked.privacy_text[0]));
        assert!(
            is_marked(&(marked.found)(1, "2")) && is_marked(marked.keys[0].1) && is_marked((marked.documents_label)(1))
        );
        assert_eq!((marked.is_rtl, marked.keys[0].0), (true, ENGLISH.keys[0].0));
    }

    #[test]
    fn languages_that_nothing_names_keep_their_tag() {
        assert_eq!([language("und"), language("tlh")], [T.language_unknown, "tlh"]);
        let _ = LANGUAGE_NAMES.set(|tag, of| (tag == "ug").then(|| format!("Uyghur in {of}")));
        assert_eq!([language("ug"), language("tlh")], ["Uyghur in en", "tlh"]);
        assert_eq!([value_label("language", "ug"), value_label("place", "ug")], ["Uyghur in en", "ug"]);
    }
}
