//! From an index to a site: written beside the place where it will be, then exchanged.

use std::{fs, io, path::Path};

use serde::{Deserialize, Serialize};

use super::{
    CORPUS, CORRECTIONS, CORRECTIONS_PAGE, DOCUMENTS, EDITION_SCRIPT, MANIFEST, PAGES, ROOT, SUMS, SiteFile,
    corrections::Corrections,
    documents::{self, Row},
    edition, list,
    manifest::{Manifest, sums},
    page, paths,
    staging::Staging,
};
use crate::{
    cli::{config::BuildConfig, leaks, stop::Stop},
    corpus::Settings,
    index::Index,
};

/// What a build gave.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Published {
    /// The edition of the corpus.
    pub edition: String,
    /// Whether it was written now, rather than found as it should be.
    pub is_new: bool,
    pub files: u64,
    pub bytes: u64,
}

/// Publishes an index with the page, unless it has a secret in it. If anything fails, what was in the place before is
/// still there.
pub fn publish(
    config: &BuildConfig,
    settings: &Settings,
    index: &Index,
    documents: &[Row],
    secrets: &[String],
) -> Result<Published, Stop> {
    let site = config.site.as_path();
    let corrections = Corrections::of_folder(&config.folder)?;
    let complete = |folder: &Path| complete(folder, settings, &corrections, index, documents);
    if config.is_in_place() {
        refuse_strangers(&site.join(CORPUS), |path| path.ends_with(".kz"))?;
        let staging = Staging::beside(&site.join(CORPUS)).map_err(Stop::at("write beside", site))?;
        write_corpus(index, staging.folder()).map_err(Stop::at("write into", staging.folder()))?;
        leaks::refuse(&leaks::find_in_corpus(staging.folder(), secrets)?)?;
        staging.take_place().map_err(Stop::at("replace", &site.join(CORPUS)))?;
        return complete(site).map_err(Stop::at("write into", site));
    }
    refuse_to_replace(site)?;
    let staging = Staging::beside(site).map_err(Stop::at("write beside", site))?;
    let published =
        write(config, index, staging.folder(), complete).map_err(Stop::at("write into", staging.folder()))?;
    leaks::refuse(&leaks::find(staging.folder(), secrets)?)?;
    staging.take_place().map_err(Stop::at("replace", site))?;
    Ok(published)
}

fn write(
    config: &BuildConfig,
    index: &Index,
    folder: &Path,
    complete: impl FnOnce(&Path) -> io::Result<Published>,
) -> io::Result<Published> {
    if let Some(page) = &config.page {
        page::copy(page, folder)?;
    }
    let corpus = folder.join(CORPUS);
    fs::create_dir_all(&corpus)?;
    write_corpus(index, &corpus)?;
    complete(folder)
}

fn write_corpus(index: &Index, folder: &Path) -> io::Result<()> {
    fs::write(folder.join(ROOT), &index.root)?;
    index.files.iter().try_for_each(|(id, bytes)| fs::write(folder.join(id.file_name()), bytes))
}

/// Stamps the pages, and writes the files that list the others.
fn complete(
    folder: &Path,
    settings: &Settings,
    corrections: &Corrections,
    index: &Index,
    documents: &[Row],
) -> io::Result<Published> {
    let mut files = list(folder)?;
    let has_page = folder.join(PAGES[0]).exists();
    put(folder, CORRECTIONS, &(serde_json::to_string_pretty(corrections)? + "\n"), &mut files)?;
    put(folder, CORRECTIONS_PAGE, &corrections.page(&settings.title, has_page), &mut files)?;
    if has_page {
        name_pages(folder, settings, &mut files)?;
        stamp_pages(folder, "dev", &mut files)?;
        let site_edition = edition::of(&index.edition, &files);
        stamp_pages(folder, &site_edition, &mut files)?;
        let script = edition::script(&site_edition, &files);
        put(folder, EDITION_SCRIPT, &script, &mut files)?;
    }
    put(folder, DOCUMENTS, &documents::table(documents, &index.stories), &mut files)?;
    let manifest = Manifest::new(settings, &index.edition, documents.len() as u32, &files);
    put(folder, MANIFEST, &(serde_json::to_string_pretty(&manifest)? + "\n"), &mut files)?;
    put(folder, SUMS, &sums(&files), &mut files)?;
    Ok(Published {
        edition: index.edition.clone(),
        is_new: true,
        files: files.len() as u64,
        bytes: files.iter().map(|file| file.bytes).sum(),
    })
}

/// Titles and descriptions that show before the corpus has come.
fn name_pages(folder: &Path, settings: &Settings, files: &mut Vec<SiteFile>) -> io::Result<()> {
    change_pages(folder, files, |html| page::named(html, &settings.title, &settings.description))
}

fn stamp_pages(folder: &Path, edition: &str, files: &mut Vec<SiteFile>) -> io::Result<()> {
    change_pages(folder, files, |html| edition::stamp(html, edition))
}

fn change_pages(folder: &Path, files: &mut Vec<SiteFile>, change: impl Fn(&str) -> String) -> io::Result<()> {
    for page in PAGES.into_iter().filter(|page| folder.join(page).exists()) {
        let html = fs::read_to_string(folder.join(page))?;
        put(folder, page, &change(&html), files)?;
    }
    Ok(())
}

/// Writes a file and lists it.
fn put(folder: &Path, path: &str, content: &str, files: &mut Vec<SiteFile>) -> io::Result<()> {
    fs::write(folder.join(path), content)?;
    files.retain(|file| file.path != path);
    files.push(SiteFile::new(path, content.as_bytes()));
    files.sort();
    Ok(())
}

/// Only a site that Karez built may be replaced, and only when it holds nothing else.
fn refuse_to_replace(site: &Path) -> Result<(), Stop> {
    let manifest = Manifest::read(site);
    let is_ours = |path: &str| match &manifest {
        Some(manifest) => {
            [MANIFEST, SUMS].contains(&path) || manifest.resources.iter().any(|resource| resource.path == path)
        }
        None => false,
    };
    refuse_strangers(site, is_ours)
}

/// Stops when a folder holds files that replacing it would lose.
fn refuse_strangers(folder: &Path, is_ours: impl Fn(&str) -> bool) -> Result<(), Stop> {
    if !folder.exists() {
        return Ok(());
    }
    if !folder.is_dir() {
        return Err(Stop::usage(format!("{} is a file; choose a folder with --out", folder.display())));
    }
    let paths = paths(folder).map_err(Stop::at("list", folder))?;
    match paths.iter().find(|path| !is_ours(path)) {
        None => Ok(()),
        Some(stranger) => Err(Stop::usage(format!(
            "{} was not replaced, because it contains files that Karez did not write ({stranger}). Move them away, or choose \
             another folder with --out",
            folder.display()
        ))),
    }
}
