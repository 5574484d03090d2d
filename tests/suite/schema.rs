//! `karez.js` and `karez.d.ts` know the engine's messages as the engine has them.

use std::{collections::BTreeSet, env, fs};

use karez::{
    api::{Code, Reply},
    corpus::{BlockKind, ClaimRule, Confidence, FieldKind, TextKind, VariantKind, language::Direction},
    engine::protocol::{
        Change, Choice, ClaimsBy, CompletionKind, Copies, Count, Damage, ExamineRequest, Failure, FindRequest,
        LineSort, Measure, PassageMatch, Period, RemarkCode, Request, Response, Sort, Totals, Unreachable, Words,
        WrongVersion,
    },
};
use serde::de::DeserializeOwned;
use serde_reflection::{ContainerFormat, Format, Named, Registry, Tracer, TracerConfig, VariantFormat};

use crate::harness::project;

const BEGIN: &str = "// schema begins\n";
const END: &str = "// schema ends\n";

/// All types that requests and replies are made of.
fn registry() -> Registry {
    // An enum's variants are all seen only when it is traced by itself.
    let enums: [fn(&mut Tracer); _] = [
        trace::<BlockKind>,
        trace::<ClaimRule>,
        trace::<ClaimsBy>,
        trace::<Confidence>,
        trace::<Change>,
        trace::<Choice>,
        trace::<Code>,
        trace::<CompletionKind>,
        trace::<Copies>,
        trace::<Count>,
        trace::<Damage>,
        trace::<Direction>,
        trace::<ExamineRequest>,
        trace::<Failure>,
        trace::<FieldKind>,
        trace::<FindRequest>,
        trace::<LineSort>,
        trace::<Measure>,
        trace::<PassageMatch>,
        trace::<Period>,
        trace::<RemarkCode>,
        trace::<Request>,
        trace::<Reply>,
        trace::<Response>,
        trace::<Sort>,
        trace::<TextKind>,
        trace::<Totals>,
        trace::<Unreachable>,
        trace::<VariantKind>,
        trace::<Words>,
        trace::<WrongVersion>,
    ];
    let mut tracer = Tracer::new(TracerConfig::default());
    enums.iter().for_each(|trace| trace(&mut tracer));
    tracer.registry().expect("every enum of the messages is in the list above")
}

fn trace<T: DeserializeOwned>(tracer: &mut Tracer) {
    tracer.trace_simple_type::<T>().expect("a message is plain data");
}

/// A type as `karez.js` writes it.
fn type_name(format: &Format) -> String {
    match format {
        Format::TypeName(name) if name == "FileId" => "id".into(),
        Format::TypeName(name) => name.clone(),
        Format::Bool => "bool".into(),
        Format::U8 => "u8".into(),
        Format::U32 => "u32".into(),
        Format::U64 => "u64".into(),
        Format::I32 => "i32".into(),
        Format::F32 => "f32".into(),
        Format::Str => "str".into(),
        Format::Seq(item) => format!("{}*", type_name(item)),
        Format::Option(item) => format!("{}?", type_name(item)),
        Format::Map { key, value } if **key == Format::Str => format!("{}%", type_name(value)),
        other => panic!("karez.js can neither read nor write {other:?} yet: teach it, or use another type"),
    }
}

fn variant(variant: &Named<VariantFormat>) -> String {
    match &variant.value {
        VariantFormat::Unit => format!("|{}", variant.name),
        VariantFormat::NewType(content) => format!("|{} {}", variant.name, type_name(content)),
        other => panic!("{}: give it a struct of its own instead of {other:?}", variant.name),
    }
}

fn field(field: &Named<Format>) -> String {
    format!("{} {}", field.name, type_name(&field.value))
}

/// The part of `karez.js` that says what the messages are made of.
fn schema() -> String {
    let mut lines = String::from("const TYPES = {\n");
    for (name, container) in registry() {
        let text = match container {
            ContainerFormat::Struct(fields) => fields.iter().map(field).collect::<Vec<_>>().join(","),
            ContainerFormat::Enum(variants) => variants.values().map(variant).collect(),
            ContainerFormat::NewTypeStruct(_) if name == "FileId" => continue,
            other => panic!("karez.js can neither read nor write {name}, {other:?}"),
        };
        lines.push_str(&format!("  {name}: '{text}',\n"));
    }
    lines + "};\n"
}

#[test]
fn the_script_knows_the_messages_of_the_engine() {
    let path = project().join("assets/karez.js");
    let script = fs::read_to_string(&path).unwrap();
    let (before, rest) = script.split_once(BEGIN).unwrap();
    let (known, after) = rest.split_once(END).unwrap();
    let schema = schema();
    if env::var_os("KAREZ_BLESS").is_some() {
        fs::write(&path, [before, BEGIN, &schema, END, after].concat()).unwrap();
    } else {
        assert_eq!(known, schema, "the messages have changed: KAREZ_BLESS=1 cargo test --test suite schema");
    }
}

/// The names before a colon, at the first level of an interface or type in `karez.d.ts`.
fn declared(declarations: &str, name: &str) -> BTreeSet<String> {
    let begin = format!("export interface {name} {{\n");
    let (_, rest) = declarations.split_once(&begin).unwrap_or_else(|| panic!("karez.d.ts has no `{begin}`"));
    let (body, _) = rest.split_once("\n}").unwrap();
    let property = |line: &str| Some(line.trim().split_once(':')?.0.trim_end_matches('?').to_owned());
    body.lines().filter(|line| !line.trim_start().starts_with(['/', '*'])).filter_map(property).collect()
}

#[test]
fn the_script_has_every_method_that_is_declared() {
    let read = |path: &str| fs::read_to_string(project().join(path)).unwrap();
    let (script, declarations) = (read("assets/karez.js"), read("assets/karez.d.ts"));
    let (_, rest) = declarations.split_once("export interface Corpus {\n").unwrap();
    let (body, _) = rest.split_once("\n}").unwrap();
    let code = body.lines().map(str::trim).filter(|line| !line.starts_with("/**"));
    let methods: BTreeSet<&str> = code.filter_map(|line| Some(line.split_once('(')?.0)).collect();
    assert!(methods.contains("count"), "{methods:?}");
    for method in methods {
        let is_there = ["  ", "  async "].iter().any(|start| script.contains(&format!("\n{start}{method}(")));
        assert!(is_there, "karez.js has no {method}()");
    }
}

#[test]
fn the_declarations_name_every_field_of_every_answer() {
    let declarations = fs::read_to_string(project().join("assets/karez.d.ts")).unwrap();
    // These are what the methods of a corpus take apart.
    let is_hidden = |name: &str| name.ends_with("Request");
    // `karez.js` puts remarks into words.
    let added = |name: &str| (name == "Remark").then(|| "message".to_owned());
    for (name, container) in registry().into_iter().filter(|(name, _)| !is_hidden(name)) {
        if let ContainerFormat::Struct(fields) = container {
            let names: BTreeSet<String> = fields.into_iter().map(|field| field.name).chain(added(&name)).collect();
            assert_eq!(declared(&declarations, &name), names, "{name} in assets/karez.d.ts");
        }
    }
}
