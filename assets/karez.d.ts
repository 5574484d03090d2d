// The types of karez.js. Names within answers are those of the engine's own messages, and of `karez search --json`.

/** Opens the corpus of a site: the address of its folder; without one, of the site that karez.js lies in. */
export function open(site?: string | URL, options?: { signal?: AbortSignal }): Promise<Corpus>;

/** What every promise of a corpus rejects with, unless its signal was aborted: then it is the signal's reason. */
export class KarezError extends Error {
  readonly name: 'KarezError';
  readonly kind: ErrorKind;
  /** What failed in the engine; nothing where karez.js itself failed. `message` says it in English. */
  readonly code?: Failure;
}

/** Why the engine has no answer: its kind, then the case with what belongs to it. */
export type Failure =
  | { unreachable: Unreachable }
  | { damaged: Damage }
  | { wrong_version: WrongVersion }
  /** No document has this id. */
  | { not_found: string }
  | 'superseded';

export type Unreachable =
  /** The part of the engine's code that a first search does not need. */
  | 'code'
  /** What only the page's own worker reports. */
  | { engine_not_loaded: string }
  | { engine_stopped: string }
  | { file: string }
  | { refused: Refusal }
  | { file_gone: Refusal }
  | { no_corpus: Refusal };

export interface Refusal {
  /** Path of the file in the site. */
  file: string;
  /** HTTP status code. */
  status: number;
}

export type Damage =
  /** What should be the root of an index does not begin as one. */
  | 'not_an_index'
  /** A file contradicts itself or was cut short. */
  | 'content'
  /** The content of the file of this name in `corpus/` is not what the name says. */
  | { name: string }
  /** The index asks for ever more files. */
  | 'circular';

export type WrongVersion =
  /** The index and the engine. */
  | { format: FormatVersions }
  /** karez.js and engine.wasm. */
  | 'script';

export interface FormatVersions {
  /** That of the index. */
  found: number;
  /** The only one that the engine reads. */
  known: number;
}

export type ErrorKind =
  /** A file could not be fetched. */
  | 'unreachable'
  /** A file of the corpus is not what it should be. */
  | 'damaged'
  /** The corpus was built by another version of Karez. */
  | 'wrong_version'
  /** There is no such document. */
  | 'not_found'
  /** WebAssembly is missing or forbidden here. */
  | 'unsupported'
  /** The corpus has been closed. */
  | 'closed'
  /** The engine stopped: open the corpus again. */
  | 'stopped';

export interface Corpus {
  /** What the corpus is and what is in it. */
  overview(options?: Cancellable): Promise<Overview>;
  /** Answers any text: what is not understood becomes words, and a remark. */
  search(query: string, options?: SearchOptions): Promise<Results>;
  /** A whole document, with the hits of a query marked. */
  document(id: string, options?: DocumentOptions): Promise<DocumentView>;
  /** Which documents are copies of one, and where else its passages stand. */
  copies(id: string, options?: Cancellable): Promise<CopiesView>;
  /** Where two documents differ, block by block and word by word. */
  compare(left: string, right: string, options?: Cancellable): Promise<Comparison>;
  /** How what is being typed may go on: words, fields, values. */
  suggest(text: string, options?: SuggestOptions): Promise<Suggestions>;
  /** Who says what in the documents that a query finds, and which of their figures disagree. Found by rules. */
  claims(query: string, options?: ClaimsOptions): Promise<Claims>;
  /** Every mention with the words around it. What is counted is defined in docs/counting.md. */
  count(kind: 'concordance', options: ConcordanceOptions): Promise<Concordance>;
  /** How often, by year or month. */
  count(kind: 'trends', options: TrendsOptions): Promise<Trends>;
  /** Words that stand near. */
  count(kind: 'collocates', options: CollocatesOptions): Promise<Collocates>;
  /** Words that tell these documents from others, or from all the rest. */
  count(kind: 'keyness', options: KeynessOptions): Promise<Keyness>;
  /** Where in documents it stands. */
  count(kind: 'dispersion', options: DispersionOptions): Promise<Dispersion>;
  /** Forgets the corpus; what is under way rejects. */
  close(): void;
}

export interface Cancellable {
  signal?: AbortSignal;
}

export interface SearchOptions extends Cancellable {
  /** Hits to return, 10 by default; 0 for the total alone. */
  limit?: number;
  /** Hits to leave out before those. */
  offset?: number;
  filters?: FilterOption[];
  /** A range as in `date:`: `'2022-08..2022-09'`, `'2021'`, `'>=2021'`. */
  dates?: string;
  /** `'auto'`, the default: by relevance; a long quotation, oldest first. */
  sort?: 'auto' | 'relevance' | 'newest' | 'oldest' | 'title';
  /** `'collapsed'`, the default: one hit for documents that are copies of one another. `'shown'`: one for each. */
  copies?: 'collapsed' | 'shown';
  /** Ids of hits whose copies are to be named. */
  list_copies?: string[];
  /** What facets and histogram count: `'documents'` by default, or each story once. */
  count?: 'documents' | 'stories';
  /** Whether to tell what each score is made of. False by default. */
  explain?: boolean;
  /** Whether the query is still being typed: its last word finds what every word that begins so would find. */
  is_typing?: boolean;
  /** Excerpts per hit, 1 by default. With 0 the texts are not fetched, and `hit_count` is 0. */
  excerpts?: number;
  /** Whether to count facets, months and the undated; more has to be fetched for it. False by default. */
  counts?: boolean;
  /** Thesaurus variants to leave out or to take in against their default. */
  variants?: Partial<VariantChoice>;
  /** What is highlighted and counted of words typed side by side; what is found does not depend on it. */
  words?: Words;
}

/**
 * What is a mention of plain words typed side by side: `'together'`, the default, the phrase (or each word, if no document
 * found has it); `'near'`, all of them near one another; `'either'`, each of them.
 */
export type Words = 'together' | 'near' | 'either';

export interface CountOptions extends Cancellable {
  /** Told how many texts have been read, as long as there are more. */
  progress?: (counted: Counted) => void;
}

export interface SelectionOptions {
  query?: string;
  filters?: FilterOption[];
  dates?: string;
  variants?: Partial<VariantChoice>;
  words?: Words;
}

export interface ConcordanceOptions extends CountOptions {
  selection: SelectionOptions;
  /** Id of the only document to look in. */
  document?: string;
  sort?: 'oldest' | 'newest' | { field: string } | 'left1' | 'left2' | 'right1' | 'right2' | 'node' | 'frequency';
  /** One line for all that read the same. */
  is_grouped?: boolean;
  /** Words on either side, 10 by default. */
  context?: number;
  offset?: number;
  /** Lines to return, 50 by default. */
  limit?: number;
}

export interface TrendsOptions extends CountOptions {
  /** The first 12 are counted; the last one of these remarks that there were more. */
  queries: string[];
  filters?: FilterOption[];
  dates?: string;
  variants?: Partial<VariantChoice>;
  words?: Words;
  by?: 'year' | 'month';
  measure?: 'mentions' | 'documents' | 'stories';
}

export interface CollocatesOptions extends CountOptions {
  selection: SelectionOptions;
  /** Words on either side, 5 by default. */
  window?: number;
  /** Least occurrences there, 3 by default and at least. */
  min_count?: number;
  without_stop_words?: boolean;
  limit?: number;
}

export interface KeynessOptions extends CountOptions {
  selection: SelectionOptions;
  /** All other documents by default. */
  against?: SelectionOptions;
  /** Least occurrences on both sides together, 3 by default and at least. */
  min_count?: number;
  /** Least log-likelihood in hundredths, 1513 by default. */
  min_likelihood?: number;
  without_stop_words?: boolean;
  limit?: number;
}

export interface DispersionOptions extends CountOptions {
  query: string;
  /** Those of the search that found the documents, as are `dates`. */
  filters?: FilterOption[];
  dates?: string;
  variants?: Partial<VariantChoice>;
  words?: Words;
  /** Ids. */
  documents: string[];
}

export interface SuggestOptions extends Cancellable {
  /** Completions to return, 10 by default. */
  limit?: number;
}

/** Several values of one field widen, several fields narrow. */
export interface FilterOption {
  field: string;
  value: string;
  /** Only documents without the value. */
  exclude?: boolean;
}

export interface DocumentOptions extends Cancellable {
  /** What to mark. */
  query?: string;
  /** Those of the search that found it, as are `dates`: what it found decides whether words count together. */
  filters?: FilterOption[];
  dates?: string;
  variants?: Partial<VariantChoice>;
  words?: Words;
  /** Gives the page around the document too (menus, requests to subscribe). */
  has_furniture?: boolean;
}

export interface VariantChoice {
  without: string[];
  with: string[];
}

/**
 * A piece of text; `hit` is the number of the hit that it is or belongs to, from 0 in each document. Show it as text, never
 * as HTML.
 */
export interface Segment {
  text: string;
  hit: number | null;
  /** A word of the query that is no hit, because its words count together and the document has none of them so. */
  is_uncounted: boolean;
}

/** `auto` where the language is not known: the text's first letters decide. */
export type Direction = 'ltr' | 'rtl' | 'auto';

export interface Results {
  /** Documents that match, filters applied. */
  total: number;
  /** The same with each story counted once: as many hits as there are while copies are collapsed. */
  stories: number;
  hits: Hit[];
  /** The order of the hits, never `'auto'`. */
  sort: 'relevance' | 'newest' | 'oldest' | 'title';
  /** How each long quotation of the query was found, and a text that looks pasted. */
  passages: FoundPassage[];
  /** Empty without `counts`; `year` and `language` come last. */
  facets: Facet[];
  /**
   * Documents by the month in which they certainly are, in order, as if there were no date range; as month 0 those that
   * are of this year and of no one month. Empty without `counts`.
   */
  histogram: Bucket[];
  /** Documents whose date is of no one year; 0 without `counts`. */
  inexact: number;
  /** Documents without a date; 0 without `counts`. */
  undated: number;
  /** Documents by day for the whole months that `dates` touch; empty when those are more than a quarter of a year. */
  days: Bucket[];
  /** Documents that may be of these months and whose date is of no one day. */
  days_inexact: number;
  /** Thesaurus groups that the query touches. */
  variants: Variants[];
  /** How the runs of plain words in the query were counted, in its order. */
  counted_as: CountedRun[];
  /** What could not be understood in the query. */
  remarks: Remark[];
  /** Other queries that may have been meant, the likeliest first. */
  suggestions: string[];
  /** Only when nothing was found: what each change would give. */
  relaxations: Relaxation[];
}

export interface FoundPassage {
  /** Where in the query, in bytes of UTF-8. */
  start: number;
  end: number;
  found: 'exact' | 'near' | 'absent';
}

/** The place of a document that comes near a quotation which it does not have word for word. */
export interface NearMatch {
  /** How many of a hundred words of the quotation stand here, in the same order. */
  percent: number;
  /** Index of the block in the document. */
  block: number;
  /** The quotation; what is only here is not in the document. */
  quoted: ComparedSegment[];
  /** The place; what is only here is not in the quotation. */
  found: ComparedSegment[];
}

export interface Hit {
  id: string;
  title: Segment[];
  is_title_by_editors: boolean;
  /** BCP 47. */
  language: string;
  direction: Direction;
  /** EDTF, as the source has it. */
  date: string | null;
  /** By field. */
  values: Record<string, string[]>;
  /** Higher is better; comparable within one answer only. */
  score: number;
  /** Marked places in the whole text. */
  hit_count: number;
  excerpts: Excerpt[];
  /** How it comes near a long quotation that it does not have word for word; only with excerpts. */
  near: NearMatch | null;
  /** Empty without `explain`. */
  explanation: Contribution[];
  /** Other documents of its story that match too. */
  copies: number;
  /** These, the earliest first; empty unless asked for with `list_copies`. */
  copy_list: DocumentCopy[];
}

/** A document that is a copy of another. */
export interface DocumentCopy {
  document: DocumentName;
  /** It has the same words; otherwise nearly the same. */
  is_exact: boolean;
}

/** What a document is called in a list of others. */
export interface DocumentName {
  id: string;
  title: string;
  language: string;
  direction: Direction;
  /** EDTF, as the source has it. */
  date: string | null;
  /** By field. */
  values: Record<string, string[]>;
}

/** A passage of a document that others have word for word. */
export interface SharedPassage {
  /** Index of the block in the document, and where in its text, in bytes of UTF-8. */
  block: number;
  start: number;
  end: number;
  /** All documents that have it, this one among them. */
  documents: number;
  /** How many of them are earlier than this one. */
  earlier: number;
}

/** What a document has in common with others. */
export interface CopiesView {
  id: string;
  /** Other documents of its story, the earliest first. */
  copies: DocumentCopy[];
  /** In the order of the text. */
  passages: PassageView[];
}

/** A passage and where else it stands. */
export interface PassageView {
  passage: SharedPassage;
  /** As this document has it. */
  text: string;
  /** Other documents that have it, the earliest first; of many only the first. */
  places: PassagePlace[];
}

export interface PassagePlace {
  document: DocumentName;
  /** Index of the block in that document. */
  block: number;
}

/** Two documents side by side. */
export interface Comparison {
  left: DocumentName;
  right: DocumentName;
  /** Blocks in the order of either document, those that correspond in one row. */
  rows: ComparedRow[];
  /** Words that both have in the same order, and words of each. */
  same_words: number;
  left_words: number;
  right_words: number;
  /** They have at least half of the words of the longer one in common: what differs is worth showing. */
  is_alike: boolean;
}

export interface ComparedRow {
  /** Null where the other document has a block that this one has not. */
  left: ComparedBlock | null;
  right: ComparedBlock | null;
}

export interface ComparedBlock {
  kind: BlockKind;
  language: string;
  direction: Direction;
  segments: ComparedSegment[];
}

/** A run of text that the other document has wholly or not at all. */
export interface ComparedSegment {
  text: string;
  /** The other document does not have it here. */
  is_only_here: boolean;
}

/** A part of a hit's score. */
export interface Contribution {
  /** A part of the query as typed, or the name of a bonus. */
  of: string;
  /** Number of that part in the query, from 0; null for a bonus. */
  clause: number | null;
  /** The spellings in the document that answer it, folded. */
  forms: string[];
  /** How many documents of the corpus have it. */
  documents: number;
  /** What having it is worth at most, in bits. */
  rarity: number;
  /** How much of that the document gets. */
  impact: number;
  /** Rarity times impact; for a bonus the bonus. */
  score: number;
}

export interface Suggestions {
  /** The text that they complete. */
  text: string;
  /** Its last part is a word or value of the corpus as it stands. */
  is_whole: boolean;
  completions: Completion[];
}

export interface Completion {
  /** The whole text with its last part completed. */
  query: string;
  /** That part. */
  part: string;
  kind: 'word' | 'field' | 'value';
  /** Documents that have it: exact for values, a power of two for words, 0 for fields. */
  documents: number;
}

export interface Excerpt {
  /** Index of the block in the document. */
  block: number;
  language: string;
  direction: Direction;
  segments: Segment[];
  is_cut_before: boolean;
  is_cut_after: boolean;
}

export interface Facet {
  field: string;
  label: string;
  values: FacetValue[];
}

export interface FacetValue {
  value: string;
  /** Documents that match the query and the filters of all other fields. */
  count: number;
  choice: 'none' | 'included' | 'excluded';
}

export interface Bucket {
  year: number;
  /** 1 to 12; 0 for documents that are of this year and of no one month. */
  month: number;
  /** 1 to 31; 0 where documents are not counted by day. */
  day: number;
  count: number;
}

/** How words typed side by side were counted. */
export interface CountedRun {
  /** The words as typed, without stop words at either end. */
  text: string;
  words: Words;
  /** They should have counted together, but no document found has the phrase. */
  fell_back: boolean;
}

export interface Variants {
  /** The word or words of the query. */
  of: string;
  kind: 'spelling' | 'translation' | 'related' | 'contested';
  note: string;
  words: Variant[];
}

export interface Variant {
  text: string;
  /** Whether this search looked for it too. */
  is_active: boolean;
}

export interface Remark {
  /** Where in the query, in bytes of UTF-8. */
  start: number;
  end: number;
  /** What it says, for programs and translations. */
  code: RemarkCode;
  /** The same in English. */
  message: string;
}

export type RemarkCode =
  /** Only so many words are searched. */
  | { too_long: number }
  /** Brackets are nested deeper than this. */
  | { too_deep: number }
  /** `AND`, `OR` or `NEAR` without a word on both sides. */
  | 'lone_operator'
  | 'open_bracket'
  | 'open_quotation'
  /** A word with `*` or `?` that begins with neither a letter nor a digit. */
  | 'leading_wildcard'
  /** A field of this name without a value. */
  | { no_value: string }
  /** This text is neither a date nor a range of dates. */
  | { not_a_date: string }
  /** `NEAR` beside something that is neither a word nor a phrase. */
  | 'near_needs_words'
  /** Searched as words. */
  | { unknown_field: UnknownField }
  /** The corpus has no field of this name, so the filter was not applied. */
  | { unknown_filter: string }
  /** The corpus has no field of this name, so lines are in order of date. */
  | { unknown_order: string }
  /** This part of the query matches no document. */
  | { no_match: string }
  /** No document has the passage word for word; those found come closest. */
  | 'near_passage'
  | { near_passage_of_many: ComparedDocuments }
  | { passage_of_many: ComparedDocuments }
  /** Only the first terms of a trend are counted. */
  | { too_many_terms: CountedTerms };

export interface UnknownField {
  name: string;
  /** The corpus's own fields; `title` and `date` are fields of every corpus. */
  fields: string[];
}

export interface ComparedDocuments {
  /** Documents that have all words of a passage. */
  documents: number;
  /** Those of them that were compared with it. */
  compared: number;
}

export interface CountedTerms {
  asked: number;
  counted: number;
}

export interface Relaxation {
  change: 'drop_dates' | { drop_filter: Filter } | { query: string };
  total: number;
}

export interface Filter {
  field: string;
  value: string;
  exclude: boolean;
}

export interface DocumentView {
  id: string;
  title: Segment[];
  is_title_by_editors: boolean;
  language: string;
  direction: Direction;
  date: string | null;
  date_note: string | null;
  summary: string | null;
  licence: string | null;
  /** Whose words the text has. */
  derivation: Derivation;
  /** Days and months that the text names, in EDTF, the earliest first; they do not date the document. */
  mentioned_dates: string[];
  /** What readers may want to know before they read on. */
  content_notes: string[];
  /** How far the editors have looked at the document. */
  review: string | null;
  /** The corpus's fields in order. */
  fields: FieldView[];
  source: Source;
  blocks: BlockView[];
  /** Hits in `blocks`; those in the title are not counted. */
  hit_count: number;
  /** How the runs of plain words in the query were counted, in its order. */
  counted_as: CountedRun[];
  words: number;
  /** Other documents of its story. */
  copies: number;
  /** Passages that others have word for word, in the order of the text. */
  shared: SharedPassage[];
  /** Names of the files in `corpus/` that it was read from, besides `root.kz`. */
  files: string[];
}

export interface ClaimsOptions extends Cancellable {
  filters?: FilterOption[];
  dates?: string;
  /** Claims of the document of this id alone. */
  document?: string;
  /** A name of `Claims.speakers`. */
  speaker?: string;
  /** A name of `Claims.nouns`. */
  noun?: string;
  /** The order of the claims; `conflict` gives figures that disagree instead. `document` by default. */
  by?: 'document' | 'speaker' | 'conflict';
  /** Claims, or conflicts, to return, 10 by default; and to leave out before those. */
  limit?: number;
  offset?: number;
}

export interface Claims {
  total: number;
  /** Documents that have them. */
  documents: number;
  claims: ClaimView[];
  /** Who says how much, the choice of a speaker not applied; at most 200. */
  speakers: NameCount[];
  /** What is counted how often, the choice of a noun not applied; at most 200. */
  nouns: NameCount[];
  conflicts: Conflict[];
  conflicts_total: number;
  remarks: Remark[];
  /** For `karez query <site> --recipe '…'`. */
  recipe: string;
}

export interface NameCount {
  name: string;
  claims: number;
}

export interface ClaimView {
  /** Of the document. */
  id: string;
  title: string;
  date: string | null;
  values: Record<string, string[]>;
  /** Index of the block in the document. */
  block: number;
  language: string;
  direction: Direction;
  /** The whole sentence. */
  segments: ClaimSegment[];
  /** Null where nobody is named, or nobody may be. */
  speaker: string | null;
  /** Through whom it came to the document, the nearest to it first. */
  via: string[];
  figures: FigureView[];
  confidence: 'low' | 'medium' | 'high';
  rule: 'quotation' | 'reported_speech' | 'according_to' | 'chain' | 'figure' | 'editors';
  is_by_editors: boolean;
}

export interface ClaimSegment {
  text: string;
  is_statement: boolean;
  /** Index in the claim's figures. */
  figure: number | null;
}

export interface FigureView {  /** Decimal: `1000000`, `2.5`; `≥ 40` for “at least 40”, `≤ 40`, `~ 40` for “some 40”, `40–45` for a range. */
  value: string;
  unit: string;
  /** In the singular. */
  noun: string;  /** Of what it is the figure. */
  about: string[];
}

export interface Conflict {
  noun: string;
  about: string[];
  sides: ConflictSide[];
}

export interface ConflictSide {
  value: string;
  documents: number;
  claims: ClaimView[];
}

/** Documents without their text: `blocks` is empty. What `ask({ list: … })` and `ask({ related: id })` give. */
export interface Listing {
  /** All that there are, listed here or not. */
  total: number;
  documents: DocumentView[];
}

export interface FieldView {
  field: Field;
  values: string[];
  /** Why there is no value. */
  unknown: string | null;
}

/** What a text is in relation to its source. Only passages of originals and transcripts are the source's own words. */
export type TextKind = 'original' | 'digest' | 'translation' | 'transcript';

export interface Derivation {
  kind: TextKind;
  /** Who made the text; null for originals, and if it is not known. */
  by: string | null;
  /** What it was made from, in the editors' words; null where title, publisher and agency say it. */
  of: string | null;
}

export interface Source {
  path: string;
  /** Lower-case hexadecimal. */
  sha256: string;
  original: string | null;
  original_sha256: string | null;
  /** What read the file ("HTML", "PDF by pdftotext 22.12.0"). */
  reader: string | null;
  /** Where the document was published or found: a URL. */
  address: string | null;
  /** Name of the record in a web archive. */
  record: string | null;
  /** When the copy was taken. */
  captured: string | null;
  /** Who collected the document: a role. */
  collected_by: string | null;
  collected_how: string | null;
  /** How often something was hidden in the document, by reason. */
  redactions: Record<string, number>;
}

export interface BlockView {
  kind: 'paragraph' | 'quote' | 'list_item' | 'table_row' | 'preformatted' | { heading: number };
  language: string;
  direction: Direction;
  segments: Segment[];
  /** Which block of the document's text it is, from 1; 0 for the page around it (`has_furniture`). */
  paragraph: number;
  /** The block is the first on this page of the original. */
  page: number | null;
  /** Who published the passage that the block quotes. */
  publisher: string | null;
}

export interface Overview {
  settings: Settings;
  edition: string;
  documents: number;
  /** Documents with each story counted once. */
  stories: number;
  /** Words of all documents. */
  words: number;
  /** Documents without a date. */
  undated: number;
  facets: Facet[];
  histogram: Bucket[];
  /** Documents whose date is of no one year. */
  inexact: number;
  /** All files of the corpus together. */
  bytes: number;
  /** The corpus knows which documents speak alike. */
  has_related: boolean;
}

export interface Settings {
  title: string;
  description: string;
  publisher: string;
  method: string;
  editors_note: string;
  /** What the documents are that do not say it themselves. */
  kind: TextKind;
  /** Who made the digests, translations or transcripts; may be empty. */
  made_by: string;
  /** What they were made from; may be empty. */
  of: string;
  licence: string;
  /** Where “Exit” leads; empty for a blank page. */
  exit: string;
  languages: string[];
  fields: Field[];
  examples: Example[];
}

export interface Field {
  name: string;
  label: string;
  kind: 'keyword' | 'text';
  /** Whether it is offered as a filter with counts. */
  facet: boolean;
}

export interface Example {
  query: string;
  note: string;
}

// What is counted is defined in docs/counting.md.

/** Documents to be counted in, and what to count in them. */
export interface Selection {
  query: string;
  filters: Filter[];
  dates: string;
  variants: VariantChoice;
  words: Words;
}

/** What a count was made of. */
export interface Counted {
  /** Documents that are selected, words of their texts, mentions in them. */
  documents: number;
  words: number;
  mentions: number;
  /** Texts read so far, of those that have to be read. */
  read: number;
  to_read: number;
  /** Otherwise the numbers are of the texts read so far: ask again. */
  is_complete: boolean;
  variants: Variants[];
  /** How the runs of plain words in the query were counted, in its order. */
  counted_as: CountedRun[];
  remarks: Remark[];
  /** For `karez query <site> --recipe '…'`. */
  recipe: string;
}

export interface Concordance {
  counted: Counted;
  total: number;
  lines: Line[];
}

/** A mention with the words around it. */
export interface Line {
  /** Id of the document. */
  document: string;
  title: string;
  date: string | null;
  values: Record<string, string[]>;
  language: string;
  direction: Direction;
  /** Index of the block in the document. */
  block: number;
  /** Where in the block's text, in bytes of UTF-8. */
  start: number;
  end: number;
  left: string;
  node: string;
  right: string;
  is_cut_before: boolean;
  is_cut_after: boolean;
  /** Lines that read the same; 1 unless they are grouped. */
  count: number;
}

export interface Trends {
  by: 'year' | 'month';
  measure: 'mentions' | 'documents' | 'stories';
  /** Those in which documents that the filters leave certainly are, in order. */
  periods: PeriodSize[];
  /** Documents with an approximate date: it may mean days of several periods, so they count in none. */
  inexact: PeriodSize;
  undated: PeriodSize;
  series: Series[];
  recipe: string;
}

/** All there is to be counted in. */
export interface PeriodSize {
  year: number;
  /** 1 to 12; 0 for the whole year. */
  month: number;
  documents: number;
  words: number;
  stories: number | null;
}

export interface Series {
  query: string;
  total: Point;
  /** One for each of the periods. */
  points: Point[];
  inexact: Point;
  undated: Point;
  variants: Variants[];
  /** How the runs of plain words in the query were counted, in its order. */
  counted_as: CountedRun[];
  remarks: Remark[];
}

export interface Point {
  mentions: number;
  documents: number;
  stories: number | null;
}

export interface Collocates {
  counted: Counted;
  totals_of: 'corpus' | 'selection';
  total: number;
  rows: Collocate[];
}

export interface Collocate {
  /** As the texts that were read write it most often. */
  word: string;
  together: number;
  total: number;
  documents: number;
  /** In hundredths. */
  log_dice: number;
}

export interface Keyness {
  counted: Counted;
  against_documents: number;
  against_words: number;
  against_remarks: Remark[];
  shared_documents: number;
  total: number;
  against_total: number;
  rows: KeyWord[];
  against_rows: KeyWord[];
}

export interface KeyWord {
  /** As the texts that were read write it most often; where none of them has it, as the corpus does. */
  word: string;
  count: number;
  against_count: number;
  /** In hundredths, like all that follow. */
  per_ten_thousand: number;
  against_per_ten_thousand: number;
  log_ratio: number;
  log_likelihood: number;
}

export interface Dispersion {
  documents: DispersedDocument[];
  /** How the runs of plain words in the query were counted, in its order. */
  counted_as: CountedRun[];
  recipe: string;
}

export interface DispersedDocument {
  id: string;
  words: number;
  /** For each mention, how many words are before it. */
  mentions: number[];
}
