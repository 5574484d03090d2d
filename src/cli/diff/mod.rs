//! `karez diff`: what became of each document from one edition to the next.

mod blocks;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    arguments::DiffArguments,
    exit_code::ExitCode,
    host::Host,
    site::corrections::{Correction, Corrections},
    stop::Stop,
    terminal::{count, print, printable, to_json},
};
use crate::engine::protocol::{DocumentView, Segment};

use blocks::Change;

/// Compares two sites, document by document, and prints what differs.
pub fn run(arguments: &DiffArguments) -> Result<ExitCode, Stop> {
    let (mut old, mut new) = (Edition::open(&arguments.old)?, Edition::open(&arguments.new)?);
    let difference = Difference::of(&mut old, &mut new, &Corrections::of_site(&arguments.new)?)?;
    if arguments.json {
        print(&to_json(&difference)?)?;
    } else {
        print(&printable(&difference.describe()))?;
    }
    Ok(ExitCode::Success)
}

/// One of the two sites.
struct Edition {
    name: String,
    host: Host,
    ids: Vec<String>,
}

impl Edition {
    fn open(site: &std::path::Path) -> Result<Edition, Stop> {
        let mut host = Host::open(site)?;
        Ok(Edition { name: host.overview()?.edition, ids: host.ids()?, host })
    }
}

/// What `--json` prints.
#[derive(Debug, Default, Serialize)]
struct Difference {
    old_edition: String,
    new_edition: String,
    added: Vec<Named>,
    removed: Vec<Removed>,
    changed: Vec<Changed>,
    unchanged: u32,
}

#[derive(Debug, Serialize)]
struct Named {
    id: String,
    title: String,
}

#[derive(Debug, Serialize)]
struct Removed {
    id: String,
    title: String,
    /// What the new site's corrections say; none when they are silent.
    reasons: Vec<Correction>,
}

#[derive(Debug, Serialize)]
struct Changed {
    id: String,
    /// The id that it had, when that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    old_id: Option<String>,
    title: String,
    /// By name: `title`, `date`, `language`, fields of the corpus, …
    metadata: BTreeMap<String, Values>,
    text: Vec<Change>,
    reasons: Vec<Correction>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Values {
    old: String,
    new: String,
}

impl Difference {
    fn of(old: &mut Edition, new: &mut Edition, corrections: &Corrections) -> Result<Difference, Stop> {
        let mut difference =
            Difference { old_edition: old.name.clone(), new_edition: new.name.clone(), ..Difference::default() };
        let Pairs { pairs, removed, added } = Pairs::of(old, new)?;
        for (old_id, new_id) in pairs {
            let (before, after) = (old.host.read(&old_id)?, new.host.read(&new_id)?);
            match changed(&before, &after, corrections) {
                Some(changed) => difference.changed.push(changed),
                None => difference.unchanged += 1,
            }
        }
        for id in removed {
            let title = plain(&old.host.read(&id)?.title);
            let reasons = corrections.about(&id).cloned().collect();
            difference.removed.push(Removed { id, title, reasons });
        }
        for id in added {
            let title = plain(&new.host.read(&id)?.title);
            difference.added.push(Named { id, title });
        }
        Ok(difference)
    }

    fn describe(&self) -> String {
        let Difference { old_edition, new_edition, added, removed, changed, unchanged } = self;
        let mut text = format!("edition {old_edition} → {new_edition}\n");
        for (what, number) in [("added", added.len()), ("removed", removed.len()), ("changed", changed.len())] {
            text.push_str(&format!("{} {what}\n", count(number as u64, "document")));
        }
        text.push_str(&format!("{} unchanged\n", count(*unchanged, "document")));
        added.iter().for_each(|Named { id, title }| text.push_str(&format!("\n+ {id}\n  {title}\n")));
        for Removed { id, title, reasons } in removed {
            text.push_str(&format!("\n- {id}\n  {title}\n"));
            text.push_str(&describe_reasons(reasons));
            if reasons.is_empty() {
                text.push_str("  no reason is given in the corrections\n");
            }
        }
        changed.iter().for_each(|changed| text.push_str(&changed.describe()));
        text
    }
}

impl Changed {
    fn describe(&self) -> String {
        let mut text = format!("\n~ {}\n  {}\n", self.id, self.title);
        if let Some(old) = &self.old_id {
            text.push_str(&format!("  was {old}\n"));
        }
        for (name, Values { old, new }) in &self.metadata {
            let shown = |value: &str| if value.is_empty() { "nothing".into() } else { format!("“{value}”") };
            text.push_str(&format!("  {name}: {} → {}\n", shown(old), shown(new)));
        }
        for change in &self.text {
            text.push_str(&format!("  {}\n", change.heading()));
            change.old.iter().for_each(|block| text.push_str(&format!("    - {block}\n")));
            change.new.iter().for_each(|block| text.push_str(&format!("    + {block}\n")));
        }
        text + &describe_reasons(&self.reasons)
    }
}

fn describe_reasons(reasons: &[Correction]) -> String {
    let line = |correction: &Correction| format!("  {}: {} {}\n", correction.date, correction.what, correction.why);
    reasons.iter().map(line).collect()
}

/// Which document of the new edition is which of the old one.
#[derive(Debug, Default)]
struct Pairs {
    pairs: Vec<(String, String)>,
    removed: Vec<String>,
    added: Vec<String>,
}

impl Pairs {
    /// By their ids. Ids change with the original or the title; then by the original, the file's hash, or its path, where
    /// just one document on each side has it.
    fn of(old: &mut Edition, new: &mut Edition) -> Result<Pairs, Stop> {
        let (old_ids, new_ids): (BTreeSet<&String>, BTreeSet<&String>) =
            (old.ids.iter().collect(), new.ids.iter().collect());
        let (same, removed): (Vec<_>, Vec<_>) = old.ids.iter().cloned().partition(|id| new_ids.contains(id));
        let added: Vec<String> = new.ids.iter().filter(|id| !old_ids.contains(id)).cloned().collect();
        let mut pairs = Pairs { pairs: same.into_iter().map(|id| (id.clone(), id)).collect(), removed, added };
        if !pairs.removed.is_empty() && !pairs.added.is_empty() {
            let old = Origins::of(&mut old.host, &pairs.removed)?;
            let new = Origins::of(&mut new.host, &pairs.added)?;
            (0..ORIGINS).for_each(|by| pairs.join(&old, &new, by));
        }
        Ok(pairs)
    }

    fn join(&mut self, old: &Origins, new: &Origins, by: usize) {
        let (old, new) = (old.unique(by, &self.removed), new.unique(by, &self.added));
        for (origin, old_id) in old {
            if let Some(new_id) = new.get(origin) {
                self.pairs.push((old_id.into(), (*new_id).into()));
                self.removed.retain(|id| id != old_id);
                self.added.retain(|id| id != new_id);
            }
        }
    }
}

/// Ways in which a document says where it comes from, the surest first.
const ORIGINS: usize = 3;

struct Origins(BTreeMap<String, [String; ORIGINS]>);

impl Origins {
    fn of(host: &mut Host, ids: &[String]) -> Result<Origins, Stop> {
        let mut origins = BTreeMap::new();
        for id in ids {
            let source = host.read(id)?.source;
            let original = source.original_sha256.map(|hash| hash + "\n" + &source.original.unwrap_or_default());
            origins.insert(id.clone(), [original.unwrap_or_default(), source.sha256, source.path]);
        }
        Ok(Origins(origins))
    }

    /// The document of each origin that no other of these has.
    fn unique<'a>(&'a self, by: usize, ids: &[String]) -> BTreeMap<&'a str, &'a str> {
        let mut documents: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (id, origins) in self.0.iter().filter(|(id, _)| ids.contains(id)) {
            documents.entry(&origins[by]).or_default().push(id);
        }
        let only =
            |(origin, ids): (&'a str, Vec<&'a str>)| (ids.len() == 1 && !origin.is_empty()).then(|| (origin, ids[0]));
        documents.into_iter().filter_map(only).collect()
    }
}

fn changed(old: &DocumentView, new: &DocumentView, corrections: &Corrections) -> Option<Changed> {
    let (before, after) = (metadata(old), metadata(new));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let value = |of: &BTreeMap<String, String>, name: &String| of.get(name).cloned().unwrap_or_default();
    let values = |name: &String| Values { old: value(&before, name), new: value(&after, name) };
    let metadata: BTreeMap<String, Values> =
        names.into_iter().map(|name| (name.clone(), values(name))).filter(|(_, v)| v.old != v.new).collect();
    let text = blocks::compare(&old.blocks, &new.blocks);
    let old_id = (old.id != new.id).then(|| old.id.clone());
    if metadata.is_empty() && text.is_empty() && old_id.is_none() {
        return None;
    }
    let mut reasons: Vec<Correction> = corrections.about(&new.id).cloned().collect();
    let of_old = old_id.iter().flat_map(|id| corrections.about(id)).filter(|reason| !reasons.contains(reason)).cloned();
    let of_old: Vec<Correction> = of_old.collect();
    reasons.extend(of_old);
    Some(Changed { id: new.id.clone(), old_id, title: plain(&new.title), metadata, text, reasons })
}

/// What a document says about itself, in words. Where a field has no value, the reason for that counts too.
fn metadata(document: &DocumentView) -> BTreeMap<String, String> {
    let mut values = BTreeMap::from([
        ("title".to_owned(), plain(&document.title)),
        ("language".to_owned(), document.language.clone()),
        ("source".to_owned(), document.source.path.clone()),
    ]);
    let optional = [
        ("title_by", document.is_title_by_editors.then(|| "editors".to_owned())),
        ("date", document.date.clone()),
        ("date_note", document.date_note.clone()),
        ("summary", document.summary.clone()),
        ("licence", document.licence.clone()),
        ("kind", Some(document.derivation.kind.name().to_owned())),
        ("made_by", document.derivation.by.clone()),
        ("of", document.derivation.of.clone()),
        ("original", document.source.original.clone()),
        ("original_sha256", document.source.original_sha256.clone()),
    ];
    values.extend(optional.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    for field in &document.fields {
        let unknown = field.unknown.as_ref().map(|reason| format!("unknown: {reason}"));
        let text = if field.values.is_empty() { unknown } else { Some(field.values.join("; ")) };
        // A name of its own: a corpus may have a field called `source`.
        values.extend(text.map(|text| (format!("field {}", field.field.name), text)));
    }
    values
}

fn plain(segments: &[Segment]) -> String {
    segments.iter().map(|segment| segment.text.as_str()).collect()
}
