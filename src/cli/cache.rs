//! What earlier builds found out, so that the next one reads and indexes only what changed.
//!
//! A folder of small files, each named by the hash of everything that its content depends on: of this program, of the
//! files about the corpus, and of the source itself. A file that is missing, cut short or changed is as good as none.
//!
//! It holds what the site holds and no more: documents after redaction. A source in which something was hidden is read
//! again each time.

use std::{
    collections::BTreeSet,
    env,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::UNIX_EPOCH,
};

use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::{site::corrections::CORRECTIONS_FILE, stop::Stop};
use crate::{
    corpus::hash::hex,
    index::Memo,
    ingest::{
        Reading, Readings,
        folder::{ABOUT_THE_CORPUS, SourceFile, THESAURUS_FILE},
    },
};

type Key = [u8; 32];

/// A reading needs about as much memory again to be kept. Larger sources are read each time.
const MAX_SOURCE_BYTES: u64 = 256 << 20;

/// Results of earlier builds in a folder, or no cache at all.
pub struct Cache {
    /// `None`: nothing is kept.
    folder: Option<PathBuf>,
    program: Key,
    /// Of the files about the corpus.
    rules: Key,
    /// Names of the entries that this build needed; the others go at its end.
    used: Mutex<BTreeSet<String>>,
    /// Sources whose readings were known.
    pub known: u32,
}

impl Cache {
    /// Opens the cache in a folder. One that is made here nobody else on this machine may look into.
    pub fn open(folder: Option<&Path>, corpus: &Path) -> Result<Cache, Stop> {
        if let Some(folder) = folder {
            create(folder).map_err(Stop::at("write the cache in", folder))?;
        }
        Ok(Cache {
            folder: folder.map(PathBuf::from),
            program: program(),
            rules: rules(corpus).map_err(Stop::at("read", corpus))?,
            used: Mutex::default(),
            known: 0,
        })
    }

    /// What is kept under this name for this input.
    pub fn find<T: DeserializeOwned>(&self, name: &str, input: &[&[u8]]) -> Option<T> {
        postcard::from_bytes(&self.read(&self.key(name, input))?).ok()
    }

    /// Keeps a value under this name for this input. A cache that cannot be written costs time, not the build.
    pub fn put(&self, name: &str, input: &[&[u8]], value: &impl Serialize) {
        if self.folder.is_some() {
            // Writing to memory cannot fail, and what is kept are plain data.
            let bytes = postcard::to_allocvec(value).expect("plain data");
            self.write(&self.key(name, input), &bytes);
        }
    }

    /// Removes what this build had no use for, so that nothing outlives its source for longer than one build.
    pub fn sweep(&self) {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        for entry in self.folder.iter().flat_map(fs::read_dir).flatten().flatten() {
            let name = entry.file_name();
            if name.to_str().is_some_and(|name| is_ours(name) && !used.contains(name)) {
                // What stays is looked at again by the next build.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn key(&self, name: &str, input: &[&[u8]]) -> Key {
        let mut hash = Sha256::new();
        for part in [&self.program, name.as_bytes()].into_iter().chain(input.iter().copied()) {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        hash.finalize().into()
    }

    fn read(&self, key: &Key) -> Option<Vec<u8>> {
        let name = hex(key);
        let mut bytes = fs::read(self.folder.as_ref()?.join(&name)).ok()?;
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(name);
        let start = bytes.len().checked_sub(key.len())?;
        let is_whole = Sha256::digest(&bytes[..start])[..] == bytes[start..];
        bytes.truncate(start);
        is_whole.then_some(bytes)
    }

    fn write(&self, key: &Key, value: &[u8]) {
        let Some(folder) = &self.folder else { return };
        let name = hex(key);
        let unfinished = folder.join(format!("{name}{UNFINISHED}"));
        let hash = Sha256::digest(value);
        // A cache that cannot be written costs time, not the build.
        let written = fs::write(&unfinished, [value, hash.as_slice()].concat());
        if written.and_then(|()| fs::rename(&unfinished, folder.join(&name))).is_ok() {
            self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(name);
        }
    }
}

const UNFINISHED: &str = ".new";

fn is_ours(name: &str) -> bool {
    let name = name.strip_suffix(UNFINISHED).unwrap_or(name);
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// `.site.cache`, beside `site`: hidden, so that it is no document where the site lies among them.
pub fn beside(site: &Path) -> PathBuf {
    let whole = std::path::absolute(site).unwrap_or_else(|_| site.into());
    let name = whole.file_name().map_or("site".into(), |name| name.to_string_lossy().into_owned());
    whole.with_file_name(format!(".{}.cache", name.trim_start_matches('.')))
}

fn create(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    close(folder)
}

/// Lets nobody else on this machine look into a folder. Systems other than Unix leave that to the folder above.
pub fn close(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// What else decides what is made of a source: this program, and the one that reads PDF where it is installed. Size and
/// time tell one from another.
fn program() -> Key {
    let stamp = |path: PathBuf| {
        let metadata = fs::metadata(path).ok()?;
        let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some((metadata.len(), modified.as_nanos()))
    };
    let pdf_reader = env::var_os("PATH").and_then(|path| {
        env::split_paths(&path).find_map(|folder| stamp(folder.join(format!("pdftotext{}", env::consts::EXE_SUFFIX))))
    });
    let this = env::current_exe().ok().and_then(stamp);
    Sha256::digest(format!("{} {this:?} {pdf_reader:?}", env!("CARGO_PKG_VERSION"))).into()
}

fn rules(corpus: &Path) -> io::Result<Key> {
    let mut hash = Sha256::new();
    // The thesaurus is for readers' queries, and corrections are about editions.
    for file in ABOUT_THE_CORPUS.into_iter().filter(|file| ![THESAURUS_FILE, CORRECTIONS_FILE].contains(file)) {
        match fs::read(corpus.join(file)) {
            Ok(bytes) => hash.update(Sha256::digest(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => hash.update([0]),
            // Reading the settings says it better.
            Err(_) => hash.update([1]),
        }
    }
    Ok(hash.finalize().into())
}

/// The hash of a file's content.
fn hash_of(file: &SourceFile) -> io::Result<Key> {
    let mut hash = Sha256::new();
    io::copy(&mut File::open(&file.path)?, &mut HashWriter(&mut hash))?;
    Ok(hash.finalize().into())
}

struct HashWriter<'a>(&'a mut Sha256);

impl io::Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Readings for Cache {
    fn of(&mut self, file: &SourceFile, read: &mut dyn FnMut() -> Reading) -> Option<Reading> {
        let may_keep = self.folder.is_some() && file.bytes <= MAX_SOURCE_BYTES;
        let Some(hash) = may_keep.then(|| hash_of(file).ok()).flatten() else { return Some(read()) };
        let input: [&[u8]; 3] = [&self.rules, file.name.as_bytes(), &hash];
        if let Some(reading) = self.find("reading", &input) {
            self.known += 1;
            return Some(reading);
        }
        let reading = read();
        // A file that is written while it is read may be neither what it was nor what it will be.
        let is_same = hash_of(file).is_ok_and(|now| now == hash);
        if is_same && !reading.has_redactions() && !reading.has_errors() {
            self.put("reading", &input, &reading);
        }
        Some(reading)
    }
}

impl Memo for Cache {
    fn is_used(&self) -> bool {
        self.folder.is_some()
    }

    fn recall(&self, key: &Key) -> Option<Vec<u8>> {
        self.read(&self.key("index", &[key]))
    }

    fn keep(&self, key: &Key, value: &[u8]) {
        self.write(&self.key("index", &[key]), value);
    }
}
