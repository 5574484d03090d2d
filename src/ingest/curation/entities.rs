//! `entities.csv`: people, organisations and places by all their names, and which of them a document mentions.
//!
//! Names are found however they are spaced, accented or hyphenated (see [`crate::ingest::letters`]), as whole words, the
//! longest first. What is written with a capital is a name only with a capital, and an acronym only in capitals: `US` is
//! not “us”.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    path::Path,
};

use super::{files::read_text, redaction, sheet};
use crate::{
    corpus::{Document, Field, FieldKind, Metadata},
    ingest::{
        finding::{Finding, Severity},
        letters::{Letters, Names, longest},
    },
};

/// The table of people, organisations and places.
pub const ENTITIES_FILE: &str = "entities.csv";
const COLUMNS: [&str; 5] = ["name", "aliases", "kind", "public", "note"];
const REQUIRED: [&str; 3] = ["name", "kind", "public"];

/// More letters in capitals are a heading rather than an acronym.
const MAX_ACRONYM: usize = 6;
/// Rows without a mention that are told one by one.
const MAX_UNMENTIONED: usize = 20;

/// What an entity is; decides in which field of a document its name is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntityKind {
    Person,
    Organisation,
    Place,
}

impl EntityKind {
    const ALL: [EntityKind; 3] = [EntityKind::Person, EntityKind::Organisation, EntityKind::Place];

    fn parse(text: &str) -> Option<EntityKind> {
        match text.to_lowercase().as_str() {
            "person" => Some(EntityKind::Person),
            "organisation" | "organization" => Some(EntityKind::Organisation),
            "place" => Some(EntityKind::Place),
            _ => None,
        }
    }

    /// The field of the documents that has those they mention, and its label.
    pub fn field(self) -> (&'static str, &'static str) {
        match self {
            EntityKind::Person => ("people", "People"),
            EntityKind::Organisation => ("organisations", "Organisations"),
            EntityKind::Place => ("places", "Places"),
        }
    }
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// In `entities.csv`, from 1.
    line: u32,
    pub name: String,
    aliases: Vec<String>,
    pub kind: EntityKind,
    /// Readers may learn that documents mention it.
    pub is_public: bool,
}

impl Entity {
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// All entities of a corpus.
#[derive(Debug, Clone, Default)]
pub struct Entities {
    entities: Vec<Entity>,
    names: Names,
    /// For each of the names: how it is written, and whose it is. Of an ambiguous one there are several.
    owners: Vec<(String, Vec<usize>)>,
    /// What the editors should know, although nothing is wrong with the table.
    pub findings: Vec<Finding>,
}

/// An entity in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityMention<'a> {
    /// Those that the name may mean.
    pub owners: &'a [usize],
    /// Bytes of the text.
    pub range: Range<usize>,
}

/// In how many documents each entity is mentioned, by its place in the table.
pub type MentionCounts = BTreeMap<usize, u32>;

/// Reads the table, which may be missing. Entities that have a name to be redacted are left out.
pub fn read(folder: &Path, redactions: &redaction::Rules) -> Result<Entities, Vec<Finding>> {
    let text = read_text(folder, ENTITIES_FILE).map_err(|fault| vec![fault])?;
    parse(&text.unwrap_or_default(), redactions)
}

/// The entities in the text of the table; what is wrong with rows is told with their lines.
pub fn parse(text: &str, redactions: &redaction::Rules) -> Result<Entities, Vec<Finding>> {
    let (mut entities, mut faults) = (Vec::<Entity>::new(), Vec::new());
    for (line, cells) in sheet::rows(ENTITIES_FILE, text, COLUMNS, &REQUIRED)? {
        match entity(line, cells) {
            Ok(new) => match entities.iter().find(|old| old.kind == new.kind && is_alike(&old.name, &new.name)) {
                Some(old) => {
                    let message = format!("“{}” is already on line {}", new.name, old.line);
                    faults.push(Finding::error(ENTITIES_FILE, message).at(line).remedy("merge the two rows"));
                }
                None => entities.push(new),
            },
            Err((message, remedy)) => faults.push(Finding::error(ENTITIES_FILE, message).at(line).remedy(remedy)),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    entities.retain(|entity| !entity.names().any(|name| redactions.is_hidden(name)));
    Entities::new(entities).map_err(|error| vec![Finding::error(ENTITIES_FILE, error.to_string())])
}

/// The entity of a row, or what is wrong with it and what to do.
fn entity(line: u32, [name, aliases, kind, public, _]: [String; 5]) -> Result<Entity, (String, &'static str)> {
    if Letters::of(&name).is_empty() {
        return Err(("the row has no name".into(), "write the name that readers should see in the column `name`"));
    }
    let kind = EntityKind::parse(&kind)
        .ok_or_else(|| (format!("“{kind}” is not a kind of entity"), "write person, organisation, or place"))?;
    let is_public = match public.to_lowercase().as_str() {
        "yes" => true,
        "no" => false,
        _ => {
            let message = format!("“{public}” does not say whether “{name}” is public");
            return Err((message, "write yes or no: readers see only the names of public entities"));
        }
    };
    let aliases = aliases.split('|').map(str::trim).filter(|alias| !Letters::of(alias).is_empty());
    let aliases = aliases.filter(|alias| *alias != name).map(str::to_owned).collect();
    Ok(Entity { line, name, aliases, kind, is_public })
}

/// Whether two names read alike.
fn is_alike(one: &str, other: &str) -> bool {
    Letters::of(one).words() == Letters::of(other).words()
}

impl Entities {
    fn new(entities: Vec<Entity>) -> Result<Entities, aho_corasick::BuildError> {
        let mut owners: Vec<(String, Vec<usize>)> = Vec::new();
        let mut places: BTreeMap<(String, Case), usize> = BTreeMap::new();
        for (number, entity) in entities.iter().enumerate() {
            for name in entity.names() {
                let place = *places.entry((Letters::of(name).words(), Case::of(name))).or_insert_with(|| {
                    owners.push((name.to_owned(), Vec::new()));
                    owners.len() - 1
                });
                if !owners[place].1.contains(&number) {
                    owners[place].1.push(number);
                }
            }
        }
        let names = Names::new(owners.iter().map(|(name, _)| name.as_str()))?;
        let findings = owners.iter().filter(|(_, owners)| owners.len() > 1).map(|(name, owners)| {
            let whose: Vec<&str> = owners.iter().map(|&owner| entities[owner].name.as_str()).collect();
            let message = format!("“{name}” may mean {}", whose.join(" or "));
            let remedy = "it counts only in documents that also contain another name of the same entity";
            Finding::new(Severity::Warning, ENTITIES_FILE, message).at(entities[owners[1]].line).remedy(remedy)
        });
        let findings = findings.collect();
        Ok(Entities { entities, names, owners, findings })
    }

    /// Whether the corpus has no table of entities, or an empty one.
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    /// The entity with this number, which a mention gives.
    pub fn get(&self, number: usize) -> &Entity {
        &self.entities[number]
    }

    /// Adds to a corpus's fields those that its public entities need.
    pub fn declare(&self, fields: &mut Vec<Field>) -> Result<(), Finding> {
        for kind in EntityKind::ALL {
            let (name, label) = kind.field();
            let is_needed = self.entities.iter().any(|entity| entity.is_public && entity.kind == kind);
            match fields.iter().find(|field| field.name == name) {
                Some(field) if is_needed && !field.kind.is_filterable() => {
                    let message = format!("the field `{name}` holds prose, but entities need a field of keywords");
                    return Err(Finding::error(ENTITIES_FILE, message).remedy("remove its `kind` in corpus.toml"));
                }
                None if is_needed => {
                    fields.push(Field { name: name.into(), label: label.into(), kind: FieldKind::Keyword, facet: true })
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Names in a text that do not overlap, in their order.
    pub fn mentions(&self, text: &str) -> Vec<EntityMention<'_>> {
        let mut mentions = self.names.mentions(text);
        mentions.retain(|mention| Case::of(&self.owners[mention.name].0).allows(&text[mention.range.clone()]));
        longest(mentions)
            .into_iter()
            .map(|mention| EntityMention { owners: &self.owners[mention.name].1, range: mention.range })
            .collect()
    }

    /// Whether a text names nobody who is not public.
    pub fn may_be_shown(&self, text: &str) -> bool {
        let is_public = |owner: &usize| self.entities[*owner].is_public;
        self.mentions(text).iter().all(|mention| mention.owners.iter().all(is_public))
    }

    /// A warning of each value of a document's own, in the fields of entities, that names who is not public.
    pub fn exposed(&self, document: &Document) -> Vec<Finding> {
        let Metadata { values, source, .. } = &document.metadata;
        let fields = EntityKind::ALL.map(|kind| kind.field().0);
        let values =
            fields.into_iter().flat_map(|field| values.get(field).into_iter().flatten().map(move |v| (field, v)));
        let exposed = values.filter(|(_, value)| !self.may_be_shown(value)).map(|(field, value)| {
            let message = format!("`{field}` has “{value}”, which {ENTITIES_FILE} marks as not public");
            let finding = Finding::new(Severity::Warning, &source.path, message);
            finding.remedy("readers can see it: remove it, hide it in redactions.toml, or write yes")
        });
        exposed.collect()
    }

    /// Those that a document mentions by a name that is theirs alone.
    pub fn mentioned(&self, document: &Document) -> BTreeSet<usize> {
        if self.is_empty() {
            return BTreeSet::new();
        }
        let blocks = document.blocks.iter().filter(|block| !block.is_furniture()).map(|block| block.text.as_str());
        let texts = blocks.chain([document.metadata.title.as_str()]);
        let mentions = texts.flat_map(|text| self.mentions(text));
        mentions.filter_map(|mention| <[usize; 1]>::try_from(mention.owners).ok()).map(|[owner]| owner).collect()
    }

    /// Adds the public ones of them to the document's fields, behind the values that are there and unless one of those is
    /// the same by another name. A field that is said to be unknown stays so.
    pub fn add_values(&self, mentioned: &BTreeSet<usize>, document: &mut Document) {
        let metadata = &mut document.metadata;
        for entity in mentioned.iter().map(|&number| &self.entities[number]).filter(|entity| entity.is_public) {
            let (field, _) = entity.kind.field();
            let values = metadata.values.get(field).map_or(&[][..], Vec::as_slice);
            let is_there = values.iter().any(|value| entity.names().any(|name| is_alike(name, value)));
            if !is_there && !metadata.unknown.contains_key(field) {
                metadata.values.entry(field.into()).or_default().push(entity.name.clone());
            }
        }
    }

    /// A note for each row that no document mentions.
    pub fn unmentioned(&self, tally: &MentionCounts) -> Vec<Finding> {
        let unmentioned = self.entities.iter().enumerate().filter(|(number, _)| !tally.contains_key(number));
        let unmentioned: Vec<&Entity> = unmentioned.map(|(_, entity)| entity).collect();
        let note = |line, message: String| Finding::new(Severity::Note, ENTITIES_FILE, message).at(line);
        let mut notes: Vec<Finding> = unmentioned
            .iter()
            .take(MAX_UNMENTIONED)
            .map(|entity| note(entity.line, format!("no document mentions “{}”", entity.name)))
            .collect();
        if let Some(more) = unmentioned.len().checked_sub(MAX_UNMENTIONED + 1) {
            notes.push(note(0, format!("no document mentions the other {} either", more + 1)));
        }
        notes
    }
}

/// How a name is written, as far as texts must write it so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Case {
    /// Scripts without capitals, or a name without.
    Any,
    Capital,
    Acronym,
}

impl Case {
    fn of(name: &str) -> Case {
        let letters = || name.chars().filter(|c| c.is_alphabetic());
        let is_cased = letters().next().is_some_and(char::is_uppercase);
        if is_cased && (2..=MAX_ACRONYM).contains(&letters().count()) && letters().all(char::is_uppercase) {
            Case::Acronym
        } else if is_cased {
            Case::Capital
        } else {
            Case::Any
        }
    }

    fn allows(self, text: &str) -> bool {
        let mut letters = text.chars().filter(|c| c.is_alphabetic());
        match self {
            Case::Any => true,
            Case::Capital => letters.next().is_none_or(|first| !first.is_lowercase()),
            Case::Acronym => letters.all(|letter| !letter.is_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Block, BlockKind, Mark, Metadata};

    const TABLE: &str = "\
name,aliases,kind,public,note
Michelle Bachelet,Bachelet|巴切莱特|باچېلېت,person,yes,High Commissioner to 2022
OHCHR,UN Human Rights Office|Office of the High Commissioner for Human Rights,organisation,yes,
United States,US|U.S.,place,yes,
World Health Organization,WHO,organisation,yes,
Wang Wenbin,Wang,person,yes,
Wang Yi,Wang,person,yes,
Abdulla Rahman,,person,no,a witness
";

    fn entities() -> Entities {
        parse(TABLE, &redaction::Rules::default()).unwrap()
    }

    fn document(title: &str, text: &str) -> Document {
        let metadata = Metadata { title: title.into(), ..Metadata::default() };
        Document { metadata, blocks: vec![Block::new(BlockKind::Paragraph, text)], ..Document::default() }
    }

    fn values(document: &mut Document) -> Vec<String> {
        let entities = entities();
        entities.add_values(&entities.mentioned(document), document);
        document.metadata.values.values().flatten().cloned().collect()
    }

    #[test]
    fn mentions_in_any_script_are_values_of_their_kind() {
        for text in ["as BACHELET said", "巴切莱特说", "دېدى باچېلېت.", "Michelle\n  Bachelet’s visit"]
        {
            let mut document = document("T", text);
            assert_eq!(values(&mut document), ["Michelle Bachelet"], "{text}");
            assert!(document.metadata.values.contains_key("people"));
        }
        assert_eq!(values(&mut document("The Office of the High Commissioner for Human Rights", "")), ["OHCHR"]);
    }

    #[test]
    fn names_are_whole_words_in_their_own_case() {
        assert!(values(&mut document("", "It told us who was there: Bacheletism.")).is_empty());
        assert_eq!(values(&mut document("", "The US and the WHO.")), ["World Health Organization", "United States"]);
        assert_eq!(values(&mut document("", "The U.S. answered.")), ["United States"]);
    }

    #[test]
    fn editors_are_warned_of_values_that_name_who_is_not_public() {
        let mut document = document("T", "");
        let people = ["Michelle Bachelet", "Abdulla  Rahman"].map(str::to_owned).to_vec();
        document.metadata.values = [("people".into(), people.clone()), ("byline".into(), people)].into();
        document.metadata.source.path = "a.md".into();
        let told: Vec<String> = entities().exposed(&document).iter().map(Finding::to_string).collect();
        let message = "a.md: `people` has “Abdulla  Rahman”, which entities.csv marks as not public";
        assert!(told.len() == 1 && told[0].contains(message), "{told:?}");
    }

    #[test]
    fn an_ambiguous_name_adds_nobody() {
        assert!(values(&mut document("", "Wang said so.")).is_empty());
        assert_eq!(values(&mut document("", "Wang Yi was there; Wang said so.")), ["Wang Yi"]);
        assert_eq!(
            entities().findings.iter().map(Finding::to_string).collect::<Vec<_>>(),
            [
                "warning: entities.csv:7: “Wang” may mean Wang Wenbin or Wang Yi\n  it counts only in documents that also contain \
                 another name of the same entity"
            ]
        );
    }

    #[test]
    fn what_editors_wrote_stays_and_is_not_said_twice() {
        let mut document = document("", "Bachelet and Wang Yi, of the OHCHR");
        let by_hand = vec!["Someone".to_owned(), "bachelet".to_owned()];
        document.metadata.values.insert("people".into(), by_hand);
        document.metadata.unknown.insert("organisations".into(), "Not named.".into());
        assert_eq!(values(&mut document), ["Someone", "bachelet", "Wang Yi"]);
    }

    #[test]
    fn who_is_not_public_and_what_is_boilerplate_make_no_values() {
        let mut document = document("", "Abdulla Rahman wept.");
        document.blocks.push(Block::new(BlockKind::Paragraph, "More about Bachelet").marked(Mark::Furniture));
        assert!(values(&mut document).is_empty());
        assert_eq!(entities().mentioned(&document).len(), 1);
    }

    #[test]
    fn whom_a_redaction_hides_is_left_out_with_all_names() {
        let folder = tempfile::tempdir().unwrap();
        let rules = "[[redact]]\nnames = ['Bachelet']\nreason = 'x'\n";
        std::fs::write(folder.path().join(redaction::REDACTIONS_FILE), rules).unwrap();
        let entities = parse(TABLE, &redaction::read(folder.path()).unwrap()).unwrap();
        assert!(entities.mentions("巴切莱特").is_empty());
        assert_eq!(entities.mentions("the OHCHR").len(), 1);
    }

    #[test]
    fn fields_are_declared_for_the_kinds_that_are_there() {
        let mut fields = vec![Field { name: "people".into(), label: "Persons".into(), ..field("x") }];
        entities().declare(&mut fields).unwrap();
        let labels: Vec<&str> = fields.iter().map(|field| field.label.as_str()).collect();
        assert_eq!(labels, ["Persons", "Organisations", "Places"]);
        let mut prose = vec![Field { kind: FieldKind::Text, ..field("people") }];
        assert!(entities().declare(&mut prose).is_err());
        let mut none = Vec::new();
        parse("name,kind,public\nX Y,person,no\n", &redaction::Rules::default()).unwrap().declare(&mut none).unwrap();
        assert!(none.is_empty());
    }

    fn field(name: &str) -> Field {
        Field { name: name.into(), label: String::new(), kind: FieldKind::Keyword, facet: true }
    }

    #[test]
    fn rows_that_make_no_sense_are_told_with_their_line() {
        let cases = [
            ("name,kind,public\n,person,yes\n", "entities.csv:2: the row has no name"),
            ("name,kind,public\nA,thing,yes\n", "entities.csv:2: “thing” is not a kind"),
            ("name,kind,public\nA,person,yes\nB,person,\n", "entities.csv:3: “” does not say whether “B”"),
            ("name,kind,public\nA,person,yes\na,person,no\n", "entities.csv:3: “a” is already on line 2"),
            ("name,kind\nA,person\n", "the column `public` is missing"),
        ];
        for (table, expected) in cases {
            let faults = parse(table, &redaction::Rules::default()).unwrap_err();
            assert!(faults[0].to_string().contains(expected), "{}", faults[0]);
        }
    }

    #[test]
    fn rows_without_a_mention_are_told() {
        let notes = entities().unmentioned(&MentionCounts::from([(0, 3), (1, 1), (2, 1), (3, 1), (4, 1), (5, 2)]));
        assert_eq!(notes.len(), 1);
        assert_eq!(notes[0].to_string(), "note: entities.csv:8: no document mentions “Abdulla Rahman”");
        assert!(entities().unmentioned(&(0..7).map(|number| (number, 1)).collect()).is_empty());
    }
}
