//! Every word of the interface, in one table. A translation is one more [`Strings`].

#[cfg(debug_assertions)]
mod marked;

use super::model::share_options::{Format, Scope, ShareAction};
use super::model::view::Panel;
use super::model::view::trends::Scale;
use super::model::view::words::Table;
use crate::corpus::{ClaimRule, Confidence, TextKind};
use crate::engine::protocol::{ClaimsBy, Failure, Period, RemarkCode};
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
    pub exclude: &'static str,
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
    pub show_furniture: fn(u32) -> String,
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
    pub share: &'static str,
    pub close: &'static str,
    pub share_action: fn(ShareAction) -> &'static str,
    pub share_action_label: &'static str,
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
    pub panel: fn(Panel) -> &'static str,
    pub panel_needs: &'static str,
    pub counting: &'static str,
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
    pub table_label: &'static str,
    pub table: fn(Table) -> &'static str,
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
    language_unknown: "Language not known",

    skip_to_content: "Skip to the content",
    skip_to_results: "Skip to results",
    search: "Search",
    search_label: "Search the documents",
    search_placeholder: "Words or an “exact phrase”",
    completions: "Suggestions",
    completions_found: |count| {
        format!("{count} {}; choose with the arrow keys", if count == 1 { "suggestion" } else { "suggestions" })
    },
    completion_field: "a field",
    builder: "Search with a form",
    builder_short: "Form",
    builder_hint: "What you fill in is written into the search box as you type.",
    builder_unreadable: "The search above says more than this form can show. What you fill in here replaces it.",
    builder_all: "All of these words",
    builder_phrase: "This exact phrase",
    builder_any: "Any of these words",
    builder_none: "None of these words",
    builder_near: "This word",
    builder_near_other: "near this one",
    builder_distance: "Words apart",
    builder_title: "In the title",
    builder_field: "Field",
    builder_no_field: "None",
    builder_value: "with the value",
    builder_dates: "Dates, such as 2022-08..2022-09",
    about: "About",
    about_label: "About this corpus, and help",

    loading: "Opening the corpus…",
    loaded_so_far: |bytes| format!("{bytes} loaded"),
    failed: "This could not be loaded",
    failure: wording::failure,
    retry: "Try again",
    failed_corpus_advice: "Without the corpus’s root file nothing can be searched. Check the connection, then try again.",
    failed_search_advice: "Documents that were opened before still open, and other searches may work.",
    failed_document_advice: "The results and the other documents still work.",
    offline: "You are offline. What was loaded before, or saved for offline, still works.",
    new_edition: "A new edition of this corpus is ready.",
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
    timeline: "When they were published",
    start_with: "Where to begin",

    results: "Results",
    found: |found, all| format!("{} of {all}", number(found)),
    found_none: "No document matches",
    searching: "Searching…",
    found_without_copies: |found, stories| format!("{found}, {} without copies", number(stories)),
    count: "Count",
    count_documents: "documents",
    count_stories: "stories",
    count_hint: "A story is a document with all its copies.",
    more_copies: |count| format!("+{} {}", number(count), plural(count, "copy", "copies")),
    copy_exact: "same words",
    copy_near: "nearly the same words",
    sort: "Sort",
    sort_relevance: "Most relevant",
    sort_newest: "Newest first",
    sort_oldest: "Oldest first",
    sort_title: "By title",
    via: |agency| format!("from {agency}"),
    republished_by: |name| format!("republished by {name}"),
    hits: |count| format!("{} {}", number(count), plural(count, "hit", "hits")),
    title_by_editors: "Editors’ title",
    title_by_editors_hint: "The source has no title; this one is by the editors of the corpus.",
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
    no_results_hint: "Each of these would find something:",
    without_filter: |filter| format!("Without the filter “{filter}”"),
    without_dates: "For all dates",
    search_instead: |query| format!("Search for {query}"),
    did_you_mean: "Did you mean",
    remark_on: |part| format!("“{part}”"),
    remark: wording::remark,

    also_matching: "Also matching",
    not_matching: "Not matching",
    also_offered: |count| {
        format!("{count} related or contested {} you can add", if count == 1 { "word" } else { "words" })
    },
    also_offered_for: |word| format!("For {word}"),
    contested: "contested",
    contested_hint: "Which word is used is itself disputed.",
    undo: "undo",
    undo_variants: |word| format!("Undo: search only what was typed for {word}"),
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
    exclude: "not",
    exclude_value: |value| format!("Exclude {value}"),
    find_in_facet: |label| format!("Find in {label}"),
    show_all_values: |count| format!("Show all {count}"),
    no_such_value: "No such value",
    show_results: |documents| format!("Show {documents}"),
    date_label: "Date",
    date_start: "From",
    date_end: "To",
    date_placeholder: "YYYY-MM-DD",
    date_apply: "Apply",
    timeline_summary: |documents, years| {
        format!("{} by date, {years}. The numbers are in the table below.", (ENGLISH.documents)(documents))
    },
    timeline_bar: |time, found, all| format!("{time}: {found} of {all}"),
    timeline_table: "The numbers as a table",
    timeline_time: "Time",
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
    no_hits: "No hit in the text",
    previous_hit: "Previous hit",
    next_hit: "Next hit",
    repeats: "Copies and shared passages",
    copies_of_this: |count| match count {
        1 => "One other document is a copy of this one:".into(),
        _ => format!("{} other documents are copies of this one:", number(count)),
    },
    passage_in: |count| format!("This passage appears in {} documents.", number(count)),
    passage_mark: |count| format!("in {}", number(count)),
    passage_first: "This is the earliest. The others:",
    passage_later: "The others, the earliest first:",
    more_places: |count| format!("… and in {} more; search for the passage to see all", number(count)),
    compare: "Compare",
    compare_with: |title| format!("Compare with {title}"),
    comparison: "Where they differ",
    comparison_words: |same, left, right| {
        format!(
            "{same} words are the same, in the same order; the first document has {left} words, the second {right}."
        )
    },
    only_left: "only in the first",
    in_both: "In both",
    only_right: "only in the second",
    left: "First document",
    right: "Second document",
    no_such_block: "No such paragraph",
    back_to_document: "Document",
    facts: "About this document",
    not_known: |reason| format!("Not known: {reason}"),
    not_known_plain: "Not known",
    date_note: "About the date",
    mentioned_dates: "Dates in the text",
    content_notes: |notes| match notes {
        1 => "Note about the content".into(),
        _ => format!("{notes} notes about the content"),
    },
    collected_by: "Collected by",
    collected_how: "How it was collected",
    redacted: "Hidden in it",
    review: "Reviewed",
    language: "Language",
    length: "Length",
    words: |count| format!("{count} words"),
    licence: "Licence",
    source_file: "Source file",
    source_hash: "SHA-256 of the source file",
    original: "Made from",
    original_hash: "SHA-256 of the original",
    document_id: "Permanent id",
    source_reader: "Read as",
    source_address: "Published or found at",
    source_record: "Record in the web archive",
    source_captured: "Captured",

    page_of_original: |page| format!("Page {page}"),
    show_furniture: |count| format!("Show the page around it ({count} {})", plural(count, "part", "parts")),
    paragraph_link: |number| format!("Link to paragraph {number}"),
    passage_changed: "The paragraph has changed since the link was made; the quoted words still stand here.",
    passage_alike: "The quoted words no longer stand here as they were. This is the paragraph most like them.",
    passage_lost: "The passage that the link leads to is not in this edition of the document.",
    find_in_document: "Find in this document",
    find_short: "Find",
    hit_list: "All hits as a list",
    related: "Related documents",
    loading_related: "Looking for documents that speak alike…",
    related_none: "No document speaks alike.",
    related_note: "Those that share most of their telling words with this one. Found by counting, not by reading.",

    verification: "Verification details",
    check: "Check this document",
    check_note: "Fetches the files that hold this document and compares their SHA-256 with the site’s list of sums.",
    checking: "Checking…",
    check_sound: |files, edition| {
        format!(
            "As published: all {files} files that hold this document have the SHA-256 that edition {edition} lists for them."
        )
    },
    check_list: |sum| {
        format!(
            "The list itself, SHA256SUMS, has SHA-256 {sum}. Compare that with one that you have from elsewhere: who can change a file of a site can change its list too."
        )
    },
    check_changed: |path| {
        format!(
            "Not as published: {path} is not the file that the list names. Reload the page; if that does not help, the site was changed or damaged."
        )
    },
    check_cannot: |path| format!("Cannot say: {path} could not be had, or is not in the list."),
    own_copy: "Compare your own copy",
    own_copy_note: "Choose the original file, or drop it here. It is read on this device and sent nowhere.",
    copy_sum: |sum| format!("SHA-256 of your file: {sum}"),
    copy_source: |name| format!("{name} is the file that this document was read from, byte for byte."),
    copy_original: |name| format!("{name} is the original that this document was made from, byte for byte."),
    copy_other: |name| {
        format!(
            "{name} is another file: its SHA-256 is neither that of the source file nor that of an original named here."
        )
    },
    copy_cannot: |name| {
        format!(
            "Cannot say: the source file holds many documents, and the recorded SHA-256 is that of this one’s part. “karez verify --originals” compares {name} with all of them."
        )
    },
    copy_unreadable: |name| format!("{name} could not be read. Choose a single file, not a folder."),

    selection: "Selected passage",
    copy_quotation: "Copy quotation with citation",
    copy_link: "Copy link",
    share: "Take away",
    close: "Close",
    share_action: |action| match action {
        ShareAction::Cite => "Cite",
        ShareAction::Link => "Link",
        ShareAction::Embed => "Embed",
        ShareAction::Export => "Export",
    },
    share_action_label: "What to make",
    scope: |scope| match scope {
        Scope::Passage => "this passage",
        Scope::Document => "this document",
        Scope::Search => "all results",
        Scope::Collection => "the whole collection",
    },
    scope_label: "Of",
    format: |format| match format {
        Format::Records(RecordFormat::Text) => "Text",
        Format::Records(RecordFormat::JsonLines) => "JSON lines",
        // The others have proper names.
        Format::Records(format) => format.label(),
        Format::Address => "Address",
        Format::Frame => "Frame",
        Format::Element => "Custom element",
        Format::Card => "Card without script",
    },
    format_label: "As",
    shared_text: "To be taken away",
    shared_beginning: "The beginning; copying and downloading take all of it",
    copy: "Copy",
    copied: "Copied.",
    not_copied: "The browser did not allow it: select the text and copy it yourself.",
    download: "Download",
    listing: |listed, total| format!("{} of {total} read…", number(listed)),
    keep_search: "Keep what I searched for in the link",
    link_has_search: "This link contains the words you searched for. Whoever gets it can read them.",
    link_without_search: "This link does not say what you searched for.",
    embed_note: |format| match format {
        Format::Frame => {
            "Paste this where the page allows frames. The frame stores nothing and tells the page around it only its height."
        }
        Format::Element => "Paste this where the page allows scripts: the frame then grows with its content.",
        _ => "Paste this where neither scripts nor frames are allowed: a link with what it leads to.",
    },
    preview: "Preview",
    printed_from: |corpus, edition, id| format!("{corpus}, edition {edition}, document {id}"),

    panels: "Ways of looking at what was found",
    panel: |panel| match panel {
        Panel::Documents => "Documents",
        Panel::Concordance => "Concordance",
        Panel::Trends => "Trends",
        Panel::Words => "Words",
        Panel::Dispersion => "Dispersion",
        Panel::Claims => "Claims",
    },
    panel_needs: "There is nothing to count yet: type some words above, or choose what to compare.",
    counting: "Counting…",
    counted: |mentions, documents, words| format!("{} in {documents} ({words} words)", (ENGLISH.mentions)(mentions)),
    counted_so_far: |read, all| format!("So far: {read} of {all} texts are read."),
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
        "frequency" => "how often",
        _ => "oldest first",
    },
    lines_grouped: "Identical lines as one",
    lines_here: "Only the open document",
    term_label: |number| format!("Term {number}"),
    term_placeholder: "to compare with",
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
    trends_of: |documents| format!("Counted in {documents} dated documents."),
    left_out_undated: |count| match count {
        0 => "None is without a date.".into(),
        _ => format!("Left out: {} without a date.", (ENGLISH.documents)(count)),
    },
    inexact: "Approximate date",
    inexact_dates: |count| match count {
        1 => "1 document has an approximate date; it is shown apart.".into(),
        _ => format!("{} have approximate dates; they are shown apart.", (ENGLISH.documents)(count)),
    },
    line_breaks: "Lines break where there are no documents.",
    marked_peaks: |stretch| format!("Of every {stretch} points the highest is marked; the table has all of them."),
    chart_keys: "Points of the chart: arrow keys go from one to the next, Enter shows its passages",
    chart_point: |term, time, value| format!("{term}, {time}: {value}"),
    all_words: "All words",
    all_documents: "All documents",
    all_stories: "All distinct stories",
    table_label: "Words",
    table: |table| match table {
        Table::Near => "near the words searched",
        Table::Key => "of these documents",
        Table::Compared => "of two parts compared",
    },
    stop_words: "Also words like “the” and “of”",
    choose: "Choose…",
    compare_by: "Compare by",
    compare_by_date: "Before and after a day",
    compare_day: "From this day on",
    compare_one: "This",
    compare_other: "with this",
    word: "Word",
    log_dice: "logDice",
    together: "Near a mention, % of all",
    of_all: "In all",
    in_documents: "Documents",
    shown_of: |shown, all| match shown < all {
        true => format!("The first {} of {} words.", number(shown), number(all)),
        false => format!("{} {}.", number(all), plural(all, "word", "words")),
    },
    totals_of_corpus: "“In all” means the whole corpus.",
    totals_of_selection: "“In all” means the documents found.",
    these_documents: "Documents found",
    other_documents: "All other documents",
    log_ratio: "Log ratio",
    likelihood: "Log-likelihood",
    before_day: |day| format!("Before {day}"),
    from_day: |day| format!("From {day} on"),
    no_key_words: "No word differs by more than chance alone may explain.",
    more_in: |name| format!("More often: {name}"),
    compared: |[one, other]| {
        let side = |(name, documents, words): (String, String, String)| format!("{name}: {documents}, {words} words");
        format!("{}. {}.", side(one), side(other))
    },
    shared_documents: |count| format!("{} on both sides count on both.", (ENGLISH.documents)(count)),
    keyness_note: "Beside each count stands what it is per 10,000 words. A log ratio of 1 means twice as often, of 2 four times; words that may differ by chance alone are left out.",
    dispersion_note: |shown, all| {
        format!(
            "Each bar is a text from its beginning to its end, with a line for each mention. {} of {}.",
            number(shown),
            (ENGLISH.documents)(all)
        )
    },
    claims_by_label: "List",
    claims_by: |by| match by {
        ClaimsBy::Document => "by document",
        ClaimsBy::Speaker => "by speaker",
        ClaimsBy::Conflict => "figures that disagree",
    },
    claims_found: |claims, documents| {
        format!(
            "{} {} in {documents}.",
            number(claims),
            plural(claims, "statement or figure", "statements and figures")
        )
    },
    claims_note: "Found by rules in the texts, and corrected by the editors where it says so: some are missed, some may be wrong. Each opens its sentence, so that you can judge.",
    no_claims: "The rules found no statements or figures here.",
    no_conflicts: "No figures of the same thing disagree here.",
    speaker: "Who says it",
    nobody: "nobody named",
    anybody: "anybody",
    figures_of: "Figures of",
    anything: "anything",
    named_count: |name, count| format!("{name} ({})", number(count)),
    statement: "What is said",
    claim_source: "Where",
    claim_origin: "How it was found",
    passed_on_by: |names| format!("through {names}"),
    claim_rule: |rule| match rule {
        ClaimRule::Quotation => "quotation",
        ClaimRule::ReportedSpeech => "reported speech",
        ClaimRule::AccordingTo => "“according to”",
        ClaimRule::Chain => "passed on",
        ClaimRule::Figure => "figure",
        ClaimRule::Editors => "editors",
    },
    confidence: |confidence| match confidence {
        Confidence::High => "sure",
        Confidence::Medium => "fairly sure",
        Confidence::Low => "unsure",
    },
    by_rules: |rule, confidence| format!("By rules ({rule}), {confidence}"),
    by_editors: "By the editors",
    conflict: |noun, about| if about.is_empty() { noun.to_owned() } else { format!("{noun} · {about}") },
    copy_table: "Copy as a table",
    export_csv: "Download CSV",
    export_svg: "Download SVG",
    recipe: "How to make these numbers again",
    recipe_hint: "This line makes them again from a copy of this site:",

    method: "Method",
    privacy: "Privacy",
    privacy_text: &[
        "Searching and reading happen on this device. What you type is never sent anywhere: the search stands in the part of the address after #, which browsers keep to themselves, and this page can talk to no other machine than the one it came from.",
        "The machine it came from sees which files are fetched, as with any web page. To work offline, the browser keeps a copy of the page and of the files of the corpus; your browser’s own history keeps the addresses you visited, searches included. Nothing else is stored, unless you have your settings remembered.",
    ],
    device: "This device",
    device_text: "How this site looks and behaves here. These settings last until the page is closed or loaded anew, unless you have them remembered; nobody else learns of them.",
    device_link: "Settings, privacy and leaving quickly",
    remember: "Remember these settings on this device",
    remember_hint: "Whoever uses this browser after you can then see that it was here, and has the same settings.",
    private: "Keep the search out of the address and the window’s title",
    private_hint: "The address bar then shows neither words nor filters, and the title only the name of this site. A link copied from there leads to the document, without your search. What the browser has noted before stays noted.",
    theme: "Colours",
    theme_auto: "As on this device",
    theme_light: "Light",
    theme_dark: "Dark",
    theme_contrast: "High contrast",
    size: "Text size",
    size_usual: "Usual",
    size_large: "Large",
    size_largest: "Largest",
    density: "Results",
    density_compact: "Compact",
    density_comfortable: "Comfortable",
    exit: "Exit",
    exit_hint: "Leave this site at once (or press Shift three times)",
    exit_heading: "Leaving quickly",
    exit_text: "The button “Exit” on every page, or the Shift key pressed three times, puts another page in place of this one at once. It cannot undo what the browser noted: its history still shows that this site was visited, its back button may lead here again, and downloads stay. If that is a danger, use a private window, and clear the history afterwards.",
    clear_device: "Clear this device",
    clear_text: "Removes what this site has stored with this browser: your settings, and the copy of the site that is kept for use without a network.",
    cleared_settings: "Your settings were removed.",
    cleared_no_settings: "No settings were stored.",
    cleared_copies: |count| match count {
        0 => "No copy of the site was stored.".into(),
        _ => "The stored copy of the site was removed. The next visit stores it anew.".into(),
    },
    device_cleared: "The browser’s history is not cleared: that is done in the browser.",
    query_help: "How to search",
    query_examples: &[
        ("forced labour", "documents with these words, those with both first; other endings of a word count"),
        ("\"arbitrary detention\"", "exactly these words in this order"),
        ("\"crimes * humanity\"", "a star among them stands for any one word"),
        (
            "\"inhabitants have reportedly faced torture […] severe abuses\"",
            "a longer quotation, as copied: quotation marks, dashes and hyphens where lines broke do not matter, … stands for what was left out; if no document has it word for word, those that come nearest",
        ),
        ("detain*", "words that begin so"),
        ("wom?n", "one letter may be any"),
        ("Uigur~", "words spelled nearly so"),
        ("forced NEAR/3 labour", "at most three words apart, in either order"),
        ("forced AND (labour OR work)", "both; either of those in brackets"),
        ("+visit report", "“visit” must occur"),
        ("Bachelet -visit", "“visit” must not occur"),
        ("title:report", "only in the title; publisher:, people: and other fields work alike"),
        ("publisher:\"Associated Press\"", "a value of several words stands in quotation marks"),
        (
            "date:2022-08..2022-09",
            "published in these months; date:>=2021 works too, and date:none finds what has no date",
        ),
    ],
    query_notes: &[
        "Text pasted without quotation marks is searched as a quotation too if it is long enough, looks copied, and some document has it word for word; otherwise as plain words. A question stays a question.",
        "While you type, the list under the box shows how the last word may go on: words of these documents, fields, and after a field’s colon its values. The arrow keys choose, Enter takes what is chosen, Esc closes the list.",
        "Words that no document has come with others that are spelled nearly so. Spellings that are searched together are named above the results; each can be taken back.",
    ],
    keyboard: "Keyboard",
    keyboard_hint: "Keys work while no field is being typed in.",
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
        (&["c"], "cite, link to, embed or export what is shown"),
        (&["Esc"], "close what is open"),
        (&["?"], "this help"),
        (&["Shift", "Shift", "Shift"], "leave this site at once; this works with shortcuts off too"),
    ],
    software: "The software",
    corrections_link: "What was corrected",
    software_text: "This site was built with Karez, which turns a folder of documents into pages that search themselves. It runs wholly in the browser: no server, no account, no tracking.",
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
