// Searches a corpus from any script: `const corpus = await open(); await corpus.search('forced labour')`.
// docs/javascript.md explains it, karez.d.ts has the types. The engine runs in the thread that calls it.

const VERSION = new URL(import.meta.url).search;
const HERE = new URL(`./${VERSION}`, import.meta.url);
// More than this, and files are forgotten before the next request; the browser's own cache still has them.
const MEMORY_LIMIT = 64 * 1024 * 1024;
// A request is settled in about three rounds of fetching. More than this means that the index leads in a circle.
const MAX_ROUNDS = 32;
// What a count shows when nothing else is asked for.
const COUNTS = {
  concordance: { context: 10, limit: 50 },
  collocates: { window: 5, min_count: 3, limit: 50 },
  keyness: { min_count: 3, min_likelihood: 1513, limit: 50 },
};

/** Why something failed: `kind` and `code` are those in karez.d.ts, `message` says what to do. */
export class KarezError extends Error {
  name = 'KarezError';
  constructor(kind, message, { code, ...options } = {}) {
    super(message, options);
    this.kind = kind;
    this.code = code;
  }
}

/** Opens the corpus of a site; without an address, of the site that this file lies in. */
export async function open(site, { signal } = {}) {
  signal?.throwIfAborted();
  const folder = folderOf(site);
  const corpus = new Corpus(folder);
  try {
    await unlessAborted(signal, corpus.begin());
    return corpus;
  } catch (error) {
    corpus.close();
    throw error;
  }
}

class Corpus {
  #folder;
  #exports;
  #closing = new AbortController();
  #arriving = new Map();
  #asking = 0;
  #later;

  constructor(folder) {
    this.#folder = folder;
  }

  async begin() {
    const [root, module] = await Promise.all([this.#fetch('root'), code('engine.wasm')]);
    // Only numbers cross here, and the engine says when it wants its other half; what else wasm-bindgen imports prepares
    // a table for JavaScript's values.
    const imports = {};
    const fetchLater = (callback, data) => this.#fetchLater(callback, data);
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      (imports[from] ??= {})[name] = name.endsWith('_load_later') ? fetchLater : () => {};
    }
    this.#exports = (await WebAssembly.instantiate(module, imports)).exports;
    this.#take('open', root);
  }

  overview(options) {
    return this.ask('open', options);
  }

  search(query, { counts = false, limit = 10, excerpts = 1, signal, ...rest } = {}) {
    return this.ask({ search: { ...rest, query, limit, excerpts, skip_counts: !counts } }, { signal });
  }

  document(id, { signal, ...rest } = {}) {
    return this.ask({ read: { ...rest, id } }, { signal });
  }

  copies(id, options) {
    return this.ask({ copies: { id } }, options);
  }

  compare(left, right, options) {
    return this.ask({ compare: { left, right } }, options);
  }

  suggest(text, { limit = 10, signal } = {}) {
    return this.ask({ suggest: { text, limit } }, { signal });
  }

  claims(query, { limit = 10, signal, ...rest } = {}) {
    return this.ask({ claims: { ...rest, query, limit } }, { signal });
  }

  /** Counts, until every text has been read that has to be. */
  async count(kind, { signal, progress, ...rest } = {}) {
    for (;;) {
      const answer = await this.ask({ [kind]: { ...COUNTS[kind], ...rest } }, { signal });
      if (answer.counted?.is_complete !== false) return answer;
      progress?.(answer.counted);
    }
  }

  /** Sends any request of the engine's protocol, without saying which half of the engine answers it. */
  async ask(request, { signal } = {}) {
    signal?.throwIfAborted();
    this.#closing.signal.throwIfAborted();
    const half = TYPES.FindRequest.split(/[| ]/).includes(nameOf(request)) ? 'find' : 'examine';
    const bytes = encode('Request', { [half]: request });
    if (this.#asking === 0) this.#exports.free_memory(MEMORY_LIMIT);
    this.#asking += 1;
    return unlessAborted(
      signal,
      this.#settle(bytes, signal).finally(() => {
        this.#asking -= 1;
      }),
    );
  }

  close() {
    this.#closing.abort(new KarezError('closed', 'The corpus has been closed.'));
    this.#exports = undefined;
  }

  async #settle(request, signal) {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const reply = this.#call('ask', request);
      if (reply.ready) return this.#answerOf(reply.ready);
      await (reply === 'later' ? this.#later.promise : Promise.all(reply.missing.map((id) => this.#bring(id))));
      signal?.throwIfAborted();
    }
    throw new KarezError('damaged', 'The index asks for ever more files: it must be built and uploaded again.');
  }

  // What a first search does not need is a module of its own. The engine gives a function of its table, to be called
  // with what it gives besides and with whether that module is there; it asks again until it is.
  #fetchLater(callback, data) {
    const tell = (isHere) => this.#exports?.__indirect_function_table.get(callback)(data, isHere);
    if (this.#later?.isHere) return tell(1);
    this.#later ??= { promise: this.#instantiateLater() };
    this.#later.promise.then(
      () => tell(1),
      () => tell(0),
    );
  }

  async #instantiateLater() {
    try {
      await WebAssembly.instantiate(await code('engine_later.wasm'), { __wasm_split: this.#exports });
      this.#later.isHere = true;
    } catch (error) {
      this.#later = undefined;
      throw error;
    }
  }

  // Whoever wants a file that is on its way waits for the same.
  #bring(id) {
    const name = base32(id);
    const arrives = async () => {
      try {
        this.#take('keep', id, await this.#fetch(name));
      } finally {
        this.#arriving.delete(name);
      }
    };
    if (!this.#arriving.has(name)) this.#arriving.set(name, arrives());
    return this.#arriving.get(name);
  }

  #fetch(name) {
    // The root has the same name in all editions: the version keeps caches from mixing them.
    const version = name === 'root' ? this.#folder.search : '';
    return fetchBytes(new URL(`corpus/${name}.kz${version}`, this.#folder), this.#closing.signal);
  }

  #take(name, ...parts) {
    const { ready } = this.#call(name, ...parts);
    if (ready) this.#answerOf(ready);
  }

  #answerOf(response) {
    const [[name, answer]] = Object.entries(response);
    if (name === 'failed') throw new KarezError(nameOf(answer), this.#describe({ failure: answer }), { code: answer });
    return answer;
  }

  // The engine has the words for what it says in codes.
  #describe(code) {
    return this.#call('describe', encode('Code', code)).text;
  }

  #call(name, ...parts) {
    this.#closing.signal.throwIfAborted();
    const { memory, reserve, reply, [name]: act } = this.#exports;
    try {
      let at = reserve(parts.reduce((sum, part) => sum + part.length, 0));
      for (const part of parts) {
        new Uint8Array(memory.buffer, at).set(part);
        at += part.length;
      }
      const length = act();
      const [value, remarks] = decode('Reply', new Uint8Array(memory.buffer, reply(), length));
      for (const remark of remarks) remark.message = this.#describe({ remark: remark.code });
      return value;
    } catch (cause) {
      throw new KarezError('stopped', `The search engine stopped (${cause.message}). Open the corpus again.`, {
        cause,
      });
    }
  }
}

const compiled = new Map();

// All corpora share the code.
function code(file) {
  const compile = async () => {
    try {
      return await WebAssembly.compile(await fetchBytes(new URL(file + VERSION, HERE)));
    } catch (cause) {
      compiled.delete(file);
      throw cause instanceof KarezError
        ? cause
        : new KarezError('unsupported', `WebAssembly does not run here (${cause.message}).`, { cause });
    }
  };
  if (!compiled.has(file)) compiled.set(file, compile());
  return compiled.get(file);
}

async function fetchBytes(address, signal) {
  let reason;
  try {
    const response = await fetch(address, { signal });
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    reason =
      response.status === 404 ? '404: is a Karez site there, of the same edition as this page?' : response.status;
  } catch (error) {
    signal?.throwIfAborted();
    reason = `${error.message}. Check the connection`;
  }
  throw new KarezError('unreachable', `${address} could not be fetched (${reason}).`);
}

function folderOf(site = HERE) {
  const folder = new URL(site, globalThis.document?.baseURI ?? globalThis.location?.href);
  if (!/\.[^/]*$/.test(folder.pathname)) folder.pathname = folder.pathname.replace(/\/?$/, '/');
  return folder;
}

function unlessAborted(signal, promise) {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

// RFC 4648 in lower case, as files are named.
function base32(bytes) {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits
    .match(/.{1,5}/g)
    .map((five) => 'abcdefghijklmnopqrstuvwxyz234567'[parseInt(five.padEnd(5, '0'), 2)])
    .join('');
}

// ------------------------------------------------------------------------------------------------- messages as bytes

// What the messages are made of. A record is `field type,…`, a choice `|name|name type`; `*` is a list, `?` may be null,
// `%` is an object with any keys. `KAREZ_BLESS=1 cargo test --test suite schema` writes it from the engine's own types.
// schema begins
const TYPES = {
  BlockKind: '|heading u8|paragraph|quote|list_item|table_row|preformatted',
  BlockView: 'kind BlockKind,language str,direction Direction,segments Segment*,paragraph u32,page u32?,publisher str?',
  Bucket: 'year i32,month u32,day u32,count u32',
  Change: '|drop_filter Filter|drop_dates|query str',
  Choice: '|none|included|excluded',
  ClaimRule: '|quotation|reported_speech|according_to|chain|figure|editors',
  ClaimSegment: 'text str,is_statement bool,figure u32?',
  ClaimView: 'id str,title str,date str?,values str*%,block u32,language str,direction Direction,segments ClaimSegment*,speaker str?,via str*,figures FigureView*,confidence Confidence,rule ClaimRule,is_by_editors bool',
  Claims: 'total u32,documents u32,claims ClaimView*,speakers NameCount*,nouns NameCount*,conflicts Conflict*,conflicts_total u32,remarks Remark*,recipe str',
  ClaimsBy: '|document|speaker|conflict',
  ClaimsRequest: 'query str,filters Filter*,dates str,variants VariantChoice,document str,speaker str,noun str,by ClaimsBy,offset u32,limit u32',
  Code: '|remark RemarkCode|failure Failure',
  Collocate: 'word str,together u32,total u32,documents u32,log_dice i32',
  Collocates: 'counted Counted,totals_of Totals,total u32,rows Collocate*',
  CollocatesRequest: 'selection Selection,window u32,min_count u32,without_stop_words bool,limit u32',
  CompareRequest: 'left str,right str',
  ComparedBlock: 'kind BlockKind,language str,direction Direction,segments ComparedSegment*',
  ComparedDocuments: 'documents u32,compared u32',
  ComparedRow: 'left ComparedBlock?,right ComparedBlock?',
  ComparedSegment: 'text str,is_only_here bool',
  Comparison: 'left DocumentName,right DocumentName,rows ComparedRow*,same_words u32,left_words u32,right_words u32,is_alike bool',
  Completion: 'query str,part str,kind CompletionKind,documents u32',
  CompletionKind: '|word|field|value',
  Concordance: 'counted Counted,total u32,lines Line*',
  ConcordanceRequest: 'selection Selection,document str?,sort LineSort,is_grouped bool,context u32,offset u32,limit u32',
  Confidence: '|low|medium|high',
  Conflict: 'noun str,about str*,sides ConflictSide*',
  ConflictSide: 'value str,documents u32,claims ClaimView*',
  Contribution: 'of str,clause u32?,forms str*,documents u32,rarity f32,impact f32,score f32',
  Copies: '|collapsed|shown',
  CopiesRequest: 'id str',
  CopiesView: 'id str,copies DocumentCopy*,passages PassageView*',
  Count: '|documents|stories',
  Counted: 'documents u32,words u64,mentions u32,read u32,to_read u32,is_complete bool,variants Variants*,counted_as CountedRun*,remarks Remark*,recipe str',
  CountedRun: 'text str,words Words,fell_back bool',
  CountedTerms: 'asked u32,counted u32',
  Damage: '|not_an_index|content|name str|circular',
  Derivation: 'kind TextKind,by str?,of str?',
  Direction: '|ltr|rtl|auto',
  DispersedDocument: 'id str,words u32,mentions u32*',
  Dispersion: 'documents DispersedDocument*,counted_as CountedRun*,recipe str',
  DispersionRequest: 'query str,filters Filter*,dates str,variants VariantChoice,words Words,documents str*',
  DocumentCopy: 'document DocumentName,is_exact bool',
  DocumentName: 'id str,title str,language str,direction Direction,date str?,values str*%',
  DocumentView: 'id str,title Segment*,is_title_by_editors bool,language str,direction Direction,date str?,date_note str?,summary str?,licence str?,derivation Derivation,mentioned_dates str*,content_notes str*,review str?,fields FieldView*,source Source,blocks BlockView*,hit_count u32,counted_as CountedRun*,words u32,copies u32,shared SharedPassage*,files str*',
  ExamineRequest: '|read ReadRequest|claims ClaimsRequest|copies CopiesRequest|compare CompareRequest|concordance ConcordanceRequest|trends TrendsRequest|collocates CollocatesRequest|keyness KeynessRequest|dispersion DispersionRequest|list SearchRequest|related str',
  Example: 'query str,note str',
  Excerpt: 'block u32,language str,direction Direction,segments Segment*,is_cut_before bool,is_cut_after bool',
  Facet: 'field str,label str,values FacetValue*',
  FacetValue: 'value str,count u32,choice Choice',
  Failure: '|unreachable Unreachable|damaged Damage|wrong_version WrongVersion|not_found str|superseded',
  Field: 'name str,label str,kind FieldKind,facet bool',
  FieldKind: '|keyword|text',
  FieldView: 'field Field,values str*,unknown str?',
  FigureView: 'value str,unit str,noun str,about str*',
  Filter: 'field str,value str,exclude bool',
  FindRequest: '|open|search SearchRequest|suggest SuggestRequest',
  FormatVersions: 'found u32,known u32',
  FoundPassage: 'start u32,end u32,found PassageMatch',
  Hit: 'id str,title Segment*,is_title_by_editors bool,language str,direction Direction,date str?,values str*%,score f32,hit_count u32,excerpts Excerpt*,near NearMatch?,explanation Contribution*,copies u32,copy_list DocumentCopy*',
  KeyWord: 'word str,count u32,against_count u32,per_ten_thousand u64,against_per_ten_thousand u64,log_ratio i32,log_likelihood u64',
  Keyness: 'counted Counted,against_documents u32,against_words u64,against_remarks Remark*,shared_documents u32,total u32,against_total u32,rows KeyWord*,against_rows KeyWord*',
  KeynessRequest: 'selection Selection,against Selection?,min_count u32,min_likelihood u32,without_stop_words bool,limit u32',
  Line: 'document str,title str,date str?,values str*%,language str,direction Direction,block u32,start u32,end u32,left str,node str,right str,is_cut_before bool,is_cut_after bool,count u32',
  LineSort: '|oldest|newest|field str|left1|left2|right1|right2|node|frequency',
  Listing: 'total u32,documents DocumentView*',
  Measure: '|mentions|documents|stories',
  NameCount: 'name str,claims u32',
  NearMatch: 'percent u32,block u32,quoted ComparedSegment*,found ComparedSegment*',
  Overview: 'settings Settings,edition str,documents u32,stories u32,words u64,undated u32,facets Facet*,histogram Bucket*,inexact u32,bytes u64,has_related bool',
  PassageMatch: '|absent|exact|near',
  PassagePlace: 'document DocumentName,block u32',
  PassageView: 'passage SharedPassage,text str,places PassagePlace*',
  Period: '|year|month',
  PeriodSize: 'year i32,month u32,documents u32,words u64,stories u32?',
  Point: 'mentions u32,documents u32,stories u32?',
  ReadRequest: 'id str,query str,filters Filter*,dates str,variants VariantChoice,words Words,has_furniture bool',
  Refusal: 'file str,status u32',
  Relaxation: 'change Change,total u32',
  Remark: 'start u32,end u32,code RemarkCode',
  RemarkCode: '|too_long u32|too_deep u32|lone_operator|open_bracket|open_quotation|leading_wildcard|no_value str|not_a_date str|near_needs_words|unknown_field UnknownField|unknown_filter str|unknown_order str|no_match str|near_passage|near_passage_of_many ComparedDocuments|passage_of_many ComparedDocuments|too_many_terms CountedTerms',
  Reply: '|taken|missing id*|ready Response|later|text str',
  Request: '|find FindRequest|examine ExamineRequest',
  Response: '|opened Overview|found Results|document DocumentView|failed Failure|suggested Suggestions|claimed Claims|copies CopiesView|compared Comparison|concordance Concordance|trends Trends|collocates Collocates|keyness Keyness|dispersion Dispersion|listed Listing',
  Results: 'total u32,stories u32,hits Hit*,sort Sort,passages FoundPassage*,facets Facet*,histogram Bucket*,inexact u32,undated u32,days Bucket*,days_inexact u32,variants Variants*,counted_as CountedRun*,remarks Remark*,suggestions str*,relaxations Relaxation*',
  SearchRequest: 'query str,filters Filter*,dates str,sort Sort,offset u32,limit u32,copies Copies,list_copies str*,count Count,excerpts u32,variants VariantChoice,words Words,skip_counts bool,explain bool,is_typing bool',
  Segment: 'text str,hit u32?,is_uncounted bool',
  Selection: 'query str,filters Filter*,dates str,variants VariantChoice,words Words',
  Series: 'query str,total Point,points Point*,inexact Point,undated Point,variants Variants*,counted_as CountedRun*,remarks Remark*',
  Settings: 'title str,description str,publisher str,method str,editors_note str,kind TextKind,made_by str,of str,licence str,exit str,languages str*,fields Field*,examples Example*',
  SharedPassage: 'block u32,start u32,end u32,documents u32,earlier u32',
  Sort: '|auto|relevance|newest|oldest|title',
  Source: 'path str,sha256 str,original str?,original_sha256 str?,reader str?,address str?,record str?,captured str?,collected_by str?,collected_how str?,redactions u32%',
  SuggestRequest: 'text str,limit u32',
  Suggestions: 'text str,is_whole bool,completions Completion*',
  TextKind: '|original|digest|translation|transcript',
  Totals: '|corpus|selection',
  Trends: 'by Period,measure Measure,periods PeriodSize*,inexact PeriodSize,undated PeriodSize,series Series*,recipe str',
  TrendsRequest: 'queries str*,filters Filter*,dates str,variants VariantChoice,words Words,by Period,measure Measure',
  UnknownField: 'name str,fields str*',
  Unreachable: '|engine_not_loaded str|engine_stopped str|code|file str|refused Refusal|file_gone Refusal|no_corpus Refusal',
  Variant: 'text str,is_active bool',
  VariantChoice: 'without str*,with str*',
  VariantKind: '|spelling|translation|related|contested',
  Variants: 'of str,kind VariantKind,note str,words Variant*',
  Words: '|together|near|either',
  WrongVersion: '|format FormatVersions|script',
};
// schema ends

// What a file's name is made of: the beginning of the SHA-256 of its content.
const ID_BYTES = 6;

// Each type's [read, write]. Postcard: whole numbers are LEB128, those with a sign zigzag, a choice is its number.
const CODECS = {
  bool: [(source) => source.bytes[source.at++] === 1, (sink, value) => sink.push(value ? 1 : 0)],
  u8: [(source) => source.bytes[source.at++], (sink, value = 0) => sink.push(value)],
  u32: [readNumber, writeNumber],
  u64: [readNumber, writeNumber],
  i32: [readSigned, (sink, value = 0) => writeNumber(sink, value < 0 ? -2 * value - 1 : 2 * value)],
  f32: [readFloat],
  str: [readText, writeText],
  id: [(source) => source.bytes.slice(source.at, (source.at += ID_BYTES))],
};
const UTF8 = new TextDecoder();
const LATIN1 = new TextDecoder('latin1');
const ENCODER = new TextEncoder();

// Gives the remarks in it too, as they have to be put into words.
function decode(type, bytes) {
  // Most text is ASCII: decoded once and cut, it costs a third of decoding every string.
  const source = { bytes, at: 0, text: LATIN1.decode(bytes), remarks: [] };
  return [codec(type)[0](source), source.remarks];
}

function encode(type, value) {
  const sink = [];
  codec(type)[1](sink, value);
  return Uint8Array.from(sink);
}

function codec(type) {
  return (CODECS[type] ??= compose(type));
}

function compose(type) {
  const [inner, sign] = [type.slice(0, -1), type.at(-1)];
  if (sign === '*') return list(codec(inner));
  if (sign === '?') return optional(codec(inner));
  if (sign === '%') return map(codec(inner));
  const parts = (text, mark) => text.split(mark).map((part) => part.split(' '));
  if (TYPES[type][0] === '|') return choice(type, parts(TYPES[type].slice(1), '|'));
  const [read, write] = record(parts(TYPES[type], ','));
  const readRemark = (source) => source.remarks[source.remarks.push(read(source)) - 1];
  return [type === 'Remark' ? readRemark : read, write];
}

// Of one of several: its name is the text itself, or the only key.
function nameOf(value) {
  return typeof value === 'string' ? value : Object.keys(value)[0];
}

function list([read, write]) {
  return [
    (source) => Array.from({ length: readNumber(source) }, () => read(source)),
    (sink, values = []) => {
      writeNumber(sink, values.length);
      for (const value of values) write(sink, value);
    },
  ];
}

function optional([read, write]) {
  return [
    (source) => (source.bytes[source.at++] ? read(source) : null),
    (sink, value = null) => {
      sink.push(value === null ? 0 : 1);
      if (value !== null) write(sink, value);
    },
  ];
}

function map([read]) {
  return [
    (source) => {
      const object = {};
      for (let left = readNumber(source); left > 0; left -= 1) {
        // Not an assignment, as a key may be `__proto__`.
        Object.defineProperty(object, readText(source), { value: read(source), enumerable: true, writable: true });
      }
      return object;
    },
  ];
}

function record(fields) {
  const codecs = fields.map(([name, type]) => [name, ...codec(type)]);
  return [
    (source) => {
      const object = {};
      for (const [name, read] of codecs) object[name] = read(source);
      return object;
    },
    (sink, object = {}) => {
      for (const [name, , write] of codecs) write(sink, object[name]);
    },
  ];
}

function choice(type, variants) {
  return [
    (source) => {
      const [name, content] = variants[readNumber(source)];
      return content ? { [name]: codec(content)[0](source) } : name;
    },
    (sink, value = variants[0][0]) => {
      const name = nameOf(value);
      const number = variants.findIndex(([known]) => known === name);
      if (number < 0)
        throw new TypeError(`${type}: “${name}” is none of ${variants.map(([known]) => known).join(', ')}`);
      writeNumber(sink, number);
      if (variants[number][1]) codec(variants[number][1])[1](sink, value[name]);
    },
  ];
}

function readNumber(source) {
  let [number, unit, byte] = [0, 1];
  do {
    byte = source.bytes[source.at++];
    number += (byte & 0x7f) * unit;
    unit *= 0x80;
  } while (byte >= 0x80);
  return number;
}

function writeNumber(sink, number = 0) {
  if (!Number.isSafeInteger(number) || number < 0) throw new TypeError(`${number} is no whole number from 0`);
  for (; number >= 0x80; number = Math.floor(number / 0x80)) sink.push((number % 0x80) | 0x80);
  sink.push(number);
}

function readSigned(source) {
  const number = readNumber(source);
  return number % 2 ? -(number + 1) / 2 : number / 2;
}

function readFloat(source) {
  const { buffer, byteOffset } = source.bytes;
  source.at += 4;
  return new DataView(buffer, byteOffset + source.at - 4).getFloat32(0, true);
}

function readText(source) {
  const [length, from] = [readNumber(source), source.at];
  source.at += length;
  const text = source.text.slice(from, source.at);
  return /[^\0-\x7f]/.test(text) ? UTF8.decode(source.bytes.subarray(from, source.at)) : text;
}

function writeText(sink, text = '') {
  const bytes = ENCODER.encode(text);
  writeNumber(sink, bytes.length);
  for (const byte of bytes) sink.push(byte);
}
