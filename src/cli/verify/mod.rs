//! `karez verify`: whether a site is what its build wrote, and whether the originals are those it was made of.

mod findings;
mod originals;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use serde::Serialize;

use super::{
    arguments::VerifyArguments,
    exit_code::ExitCode,
    host::Host,
    leaks,
    site::{self, CORPUS, DOCUMENTS, MANIFEST, ROOT, SUMS, SiteFile, documents, index::Index, manifest},
    stop::Stop,
    terminal::{number, print, printable, to_json},
};
use crate::{corpus::Source, index::FileId};

use findings::list;
use originals::Comparison;

/// Checks a site, with its originals and a list of secrets if asked for. Exits with [`ExitCode::Findings`] where anything
/// is wrong.
pub fn run(arguments: &VerifyArguments) -> Result<ExitCode, Stop> {
    let mut report = Report::of(&arguments.site)?;
    if let Some(folder) = &arguments.originals {
        let comparison =
            originals::compare(folder, &report.sources).map_err(Stop::at("read the originals in", folder))?;
        report.originals = Some(comparison);
    }
    if let Some(path) = &arguments.secrets {
        let found = leaks::find(&arguments.site, &leaks::read(path)?)?;
        report.leaks = Some(found.iter().map(leaks::Leak::describe).collect());
    }
    if arguments.json {
        print(&to_json(&report)?)?;
    } else {
        print(&printable(&report.describe()))?;
    }
    Ok(if report.is_sound() { ExitCode::Success } else { ExitCode::Findings })
}

/// What `--json` prints.
#[derive(Debug, Default, Serialize)]
struct Report {
    edition: String,
    /// Files of the site, those that list the others included.
    files: u32,
    /// Documents that could be read as a whole.
    documents: u32,
    faults: Vec<Fault>,
    #[serde(skip_serializing_if = "Option::is_none")]
    originals: Option<Comparison>,
    /// Places where a secret stands; its number is that of its line.
    #[serde(skip_serializing_if = "Option::is_none")]
    leaks: Option<Vec<String>>,
    /// Where each document that could be read comes from.
    #[serde(skip)]
    sources: BTreeMap<String, Source>,
}

/// Something about the site that is not as its build wrote it.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Fault {
    /// A file of the site, or a document.
    place: String,
    what: String,
}

impl Report {
    fn of(site: &Path) -> Result<Report, Stop> {
        let files = site::list(site).map_err(Stop::at("read the site", site))?;
        let mut report = Report { files: files.len() as u32, ..Report::default() };
        let Some(manifest) = manifest::Manifest::read(site) else {
            return Err(Stop::failed(format!(
                "{} has no {MANIFEST} that Karez wrote, so its files cannot be checked; name the folder of a site, or copy \
                 or build it again",
                site.display()
            )));
        };
        report.edition = manifest.version.clone();
        report.compare_with_manifest(&files, &manifest);
        report.compare_with_sums(&files, std::fs::read_to_string(site.join(SUMS)).ok().as_deref());
        match Index::open(site) {
            Ok(index) => report.read_index(site, &index, &manifest, &files),
            Err(stop) => report.fault(format!("{CORPUS}/{ROOT}"), stop.message()),
        }
        Ok(report)
    }

    fn fault(&mut self, place: impl Into<String>, what: impl Into<String>) {
        self.faults.push(Fault { place: place.into(), what: what.into() });
    }

    fn compare_with_manifest(&mut self, files: &[SiteFile], manifest: &manifest::Manifest) {
        let there: BTreeMap<&str, &SiteFile> = files.iter().map(|file| (file.path.as_str(), file)).collect();
        for resource in &manifest.resources {
            match there.get(resource.path.as_str()) {
                None => self.fault(&resource.path, "is missing"),
                Some(file) if resource.hash != format!("sha256:{}", file.sha256) => {
                    let sizes = format!("{} bytes instead of {}", file.bytes, resource.bytes);
                    self.fault(
                        &resource.path,
                        format!("was changed: its SHA-256 is not the one in the manifest ({sizes})"),
                    );
                }
                Some(_) => {}
            }
        }
        let listed: BTreeSet<&str> = manifest.resources.iter().map(|resource| resource.path.as_str()).collect();
        let is_listed = |path: &str| listed.contains(path) || [MANIFEST, SUMS].contains(&path);
        for file in files.iter().filter(|file| !is_listed(&file.path)) {
            self.fault(&file.path, "is not in the manifest: the build did not write it");
        }
    }

    /// The sums say of the manifest what the manifest says of the rest.
    fn compare_with_sums(&mut self, files: &[SiteFile], sums: Option<&str>) {
        let Some(sums) = sums else { return self.fault(SUMS, "is missing or is not text") };
        if sums != manifest::sums(files) {
            let is_named =
                |file: &&SiteFile| sums.lines().any(|line| line == format!("{}  {}", file.sha256, file.path));
            let names: Vec<&str> = files
                .iter()
                .filter(|file| file.path != SUMS && !is_named(file))
                .map(|file| file.path.as_str())
                .collect();
            match names.as_slice() {
                [] => self.fault(SUMS, "lists files that are missing"),
                names => names.iter().for_each(|name| self.fault(*name, format!("does not match {SUMS}"))),
            }
        }
    }

    fn read_index(&mut self, site: &Path, index: &Index, manifest: &manifest::Manifest, files: &[SiteFile]) {
        let root = &index.root;
        if root.edition != manifest.version || root.documents != manifest.karez.documents {
            let (edition, documents) = (&root.edition, root.documents);
            let what = format!("belongs to another edition than the manifest: {edition}, {documents} documents");
            self.fault(format!("{CORPUS}/{ROOT}"), what);
        }
        self.compare_names(site, files);
        self.faults.extend(index.faults().into_iter().map(|(place, what)| Fault { place, what }));
        self.read_documents(site, index);
    }

    /// Every file of the index is named by its content.
    fn compare_names(&mut self, site: &Path, files: &[SiteFile]) {
        let is_index =
            |path: &str| path.strip_prefix(CORPUS).is_some_and(|name| name.ends_with(".kz")) && !path.ends_with(ROOT);
        for SiteFile { path, .. } in files.iter().filter(|file| is_index(&file.path)) {
            let is_named = |bytes: Vec<u8>| path.ends_with(&format!("/{}", FileId::of(&bytes).file_name()));
            if !std::fs::read(site.join(path)).is_ok_and(is_named) {
                self.fault(path, "does not match its name, which is the hash of its content");
            }
        }
    }

    /// Every document is there, and is found under its id.
    fn read_documents(&mut self, site: &Path, index: &Index) {
        let (reader, mut host) = (index.reader(), Host::open(site));
        let hashes = documents::text_hashes(site);
        for number in 0..index.root.documents {
            let stored = reader.document(number).and_then(|document| {
                reader.further_blocks(number)?;
                Ok((document.metadata.id, reader.source(number)?))
            });
            let read = match stored {
                Err(error) => Err((format!("document number {number}"), site::index::describe(&error))),
                Ok((id, source)) => match host.as_mut().map(|host| host.read(&id)) {
                    Ok(Ok(view)) if hashes.get(&id).is_some_and(|hash| *hash != documents::hash_of(&view)) => {
                        Err((format!("document {id}"), format!("does not have the text whose hash is in {DOCUMENTS}")))
                    }
                    Ok(Ok(_)) => Ok((id, source)),
                    Ok(Err(stop)) => Err((format!("document {id}"), stop.message().into())),
                    Err(stop) => Err((format!("document {id}"), stop.message().into())),
                },
            };
            match read {
                Ok((id, source)) => {
                    self.documents += 1;
                    self.sources.insert(id, source);
                }
                Err((place, what)) => self.fault(place, what),
            }
        }
    }

    fn is_sound(&self) -> bool {
        let has_leaks = self.leaks.as_ref().is_some_and(|leaks| !leaks.is_empty());
        !has_leaks && self.faults.is_empty() && self.originals.as_ref().is_none_or(Comparison::is_sound)
    }

    fn describe(&self) -> String {
        let mut text = format!("edition    {}\n", self.edition);
        text.push_str(&format!("files      {}\n", number(self.files)));
        text.push_str(&format!("documents  {} readable\n", self.documents));
        let faults = self.faults.iter().map(|Fault { place, what }| format!("{place} {what}")).collect::<Vec<_>>();
        text.push_str(&list("fault", &faults));
        if let Some(originals) = &self.originals {
            text.push_str(&originals.describe());
        }
        if let Some(leaks) = &self.leaks {
            text.push_str(if leaks.is_empty() { "secrets    none found\n" } else { "secrets    found\n" });
            text.push_str(&list("leak", leaks));
        }
        text.push_str(if self.is_sound() {
            "The site passed verification.\n"
        } else {
            "\nThe site failed verification.\n"
        });
        text
    }
}
