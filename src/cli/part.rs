//! `karez build --part i/n` and `karez merge`: reading is shared among machines that know nothing of each other, and
//! what they read becomes the site that one machine would have made.
//!
//! A part is a folder: the files about the corpus, and one file with the readings of its sources. It may hold what a
//! site must not: the rules about what to hide, and what they found.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    arguments::MergeArguments,
    build,
    cache::{self, Cache},
    config::BuildConfig,
    exit_code::ExitCode,
    progress::Progress,
    share::Part,
    site::{paths, staging::Staging},
    stop::Stop,
    terminal::{count, print},
};
use crate::{
    index::format::FORMAT_VERSION,
    ingest::{
        self, Reading, Readings, Severity,
        folder::{self, ABOUT_THE_CORPUS, Listing, SourceFile},
    },
};

/// The file of a part with its readings; the other files are copies of those about the corpus.
const READINGS: &str = "readings.kzp";
/// Hash of what comes after it.
const HASH_BYTES: usize = 32;

/// What is stored of a part.
#[derive(Serialize, Deserialize)]
struct Stored {
    /// Another program may read or store otherwise.
    program: (String, u16),
    part: Part,
    /// Of the whole folder.
    listing: Listing,
    /// By the name of the file.
    readings: BTreeMap<String, Reading>,
}

fn program() -> (String, u16) {
    (env!("CARGO_PKG_VERSION").into(), FORMAT_VERSION)
}

// ----------------------------------------------------------------------------------------------------------- writing

/// Reads one part of a folder.
pub fn run(config: &BuildConfig, part: Part) -> Result<ExitCode, Stop> {
    let listing = folder::list(&config.folder).map_err(Stop::at("read the folder", &config.folder))?;
    let mut cache = Cache::open(config.cache.as_deref(), &config.folder)?;
    let mut chosen = Chosen { names: part.files(&listing), cache: &mut cache, readings: BTreeMap::new() };
    let progress = Progress::new(config.is_silent());
    progress.begin_bytes("Reading");
    let intake = ingest::read_listing(&config.folder, listing.clone(), &mut chosen, &mut |at| progress.advance(at));
    drop(progress);
    build::explain(&intake, config);
    let is_read = chosen.readings.len() == chosen.names.len();
    if !is_read || (config.is_strict && intake.count(Severity::Error) > 0) {
        let errors = count(intake.count(Severity::Error) as u64, "error");
        return Err(Stop::findings(format!("part {part} was not written: {errors}")));
    }
    let (files, documents) = (chosen.readings.len() as u64, intake.documents.len() as u64);
    let readings = chosen.readings;
    let stored = Stored { program: program(), part, listing, readings };
    refuse_to_replace(&config.site)?;
    write(&stored, &config.folder, &config.site).map_err(Stop::at("write", &config.site))?;
    cache.sweep();
    if !config.is_silent() {
        let (documents, files) = (count(documents, "document"), count(files, "file"));
        print(&format!("part {part}: {documents} of {files}\nNext: karez merge <all parts> --out <site>\n"))?;
    }
    Ok(ExitCode::Success)
}

struct Chosen<'a> {
    names: BTreeSet<&'a str>,
    cache: &'a mut Cache,
    readings: BTreeMap<String, Reading>,
}

impl Readings for Chosen<'_> {
    fn of(&mut self, file: &SourceFile, read: &mut dyn FnMut() -> Reading) -> Option<Reading> {
        let reading = self.names.contains(file.name.as_str()).then(|| self.cache.of(file, read)).flatten()?;
        self.readings.insert(file.name.clone(), reading.clone());
        Some(reading)
    }
}

fn write(stored: &Stored, corpus: &Path, part: &Path) -> io::Result<()> {
    let staging = Staging::beside(part)?;
    cache::close(staging.folder())?;
    for file in ABOUT_THE_CORPUS.into_iter().filter(|file| corpus.join(file).exists()) {
        fs::copy(corpus.join(file), staging.folder().join(file))?;
    }
    // Writing to memory cannot fail, and readings are plain data.
    let bytes = postcard::to_allocvec(stored).expect("plain data");
    fs::write(staging.folder().join(READINGS), [Sha256::digest(&bytes).as_slice(), &bytes].concat())?;
    staging.take_place()
}

fn refuse_to_replace(part: &Path) -> Result<(), Stop> {
    if !part.exists() {
        return Ok(());
    }
    let is_ours = |path: &String| path == READINGS || ABOUT_THE_CORPUS.contains(&path.as_str());
    let paths = paths(part).map_err(Stop::at("list", part))?;
    match paths.iter().find(|path| !is_ours(path)) {
        None => Ok(()),
        Some(stranger) => Err(Stop::usage(format!(
            "{} was not replaced, because it contains files that do not belong to a part ({stranger}). Choose another folder with --out",
            part.display()
        ))),
    }
}

// ----------------------------------------------------------------------------------------------------------- merging

/// Builds the site from parts that belong together; what was read is not read again.
pub fn merge(arguments: MergeArguments) -> Result<ExitCode, Stop> {
    let paths = arguments.parts.clone();
    let config = BuildConfig::try_from(arguments)?;
    let parts = paths.iter().map(|path| open(path)).collect::<Result<Vec<_>, _>>()?;
    refuse_to_mix(&paths, &parts)?;
    let listing = parts[0].listing.clone();
    let mut known = Known(parts.into_iter().flat_map(|part| part.readings).collect());
    let intake = ingest::read_listing(&config.folder, listing, &mut known, &mut |_| {});
    build::finish(&config, intake, &Cache::open(None, &config.folder)?)
}

struct Known(BTreeMap<String, Reading>);

impl Readings for Known {
    fn of(&mut self, file: &SourceFile, _read: &mut dyn FnMut() -> Reading) -> Option<Reading> {
        self.0.remove(&file.name)
    }
}

fn open(part: &Path) -> Result<Stored, Stop> {
    let path = part.join(READINGS);
    let bytes = fs::read(&path).map_err(Stop::at("read", &path))?;
    let whole = bytes.split_at_checked(HASH_BYTES).filter(|(hash, rest)| Sha256::digest(rest)[..] == **hash);
    let stored: Option<Stored> = whole.and_then(|(_, rest)| postcard::from_bytes(rest).ok());
    stored.filter(|stored| stored.program == program()).ok_or_else(|| {
        Stop::failed(format!(
            "{} is damaged, or another version of Karez wrote it; read the part again: karez build <folder> --part <i/n> \
             --out {}",
            path.display(),
            part.display()
        ))
    })
}

/// Parts belong together when each is there once and all are of one folder in one state.
fn refuse_to_mix(paths: &[PathBuf], parts: &[Stored]) -> Result<(), Stop> {
    let first = &parts[0];
    let again = "Read all parts again from one state of the folder";
    for (path, part) in paths.iter().zip(parts) {
        let is_same_state = part.listing == first.listing && about(path)? == about(&paths[0])?;
        if !is_same_state || part.part.of != first.part.of {
            let [one, other] = [&paths[0], path].map(|path| path.display());
            return Err(Stop::usage(format!("{one} and {other} are not parts of the same build. {again}")));
        }
    }
    let mut numbers: Vec<u32> = parts.iter().map(|part| part.part.number).collect();
    numbers.sort_unstable();
    if let Some(twice) = numbers.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(Stop::usage(format!("part {} was named twice", twice[0])));
    }
    if let Some(missing) = (1..=first.part.of).find(|number| !numbers.contains(number)) {
        let part = Part { number: missing, ..first.part };
        return Err(Stop::usage(format!("part {part} is missing: karez build <folder> --part {part} --out <part>")));
    }
    Ok(())
}

/// The files about the corpus, by name.
fn about(part: &Path) -> Result<BTreeMap<&'static str, Vec<u8>>, Stop> {
    let files = ABOUT_THE_CORPUS.into_iter().filter(|file| part.join(file).exists());
    files.map(|file| Ok((file, fs::read(part.join(file)).map_err(Stop::at("read", &part.join(file)))?))).collect()
}
