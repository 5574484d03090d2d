//! `karez build --watch`: builds again whenever a file changes, until it is stopped.

use std::{
    path::{Path, PathBuf},
    thread,
    time::{Duration, SystemTime},
};

use walkdir::WalkDir;

use super::{
    build, cache,
    config::{BuildConfig, absolute},
    exit_code::ExitCode,
    stop::Stop,
    terminal::{explain, print},
};

/// How often the folder is looked at. Looking at ten thousand files takes some twenty milliseconds.
const INTERVAL: Duration = Duration::from_millis(500);

/// Builds now and after each change. What stops a build is told, and the earlier site stays.
pub fn run(config: &BuildConfig) -> Result<ExitCode, Stop> {
    let mut built = look(config);
    // What cannot be built at all is told at once.
    build::run(config)?;
    loop {
        print(&format!("Watching {} (Ctrl-C stops)\n", config.folder.display()))?;
        built = wait_for_change(config, &built);
        if let Err(stop) = build::run(config) {
            explain(&stop);
        }
    }
}

/// Waits until something differs and nothing has changed any more for one interval: programs write in several steps.
fn wait_for_change(config: &BuildConfig, built: &[FileState]) -> Vec<FileState> {
    let mut before = look(config);
    loop {
        thread::sleep(INTERVAL);
        let now = look(config);
        if now == before && now != built {
            return now;
        }
        before = now;
    }
}

/// A file with what changes when it is written.
type FileState = (PathBuf, u64, Option<SystemTime>);

/// The files of the corpus and of the page, without those that a build writes.
fn look(config: &BuildConfig) -> Vec<FileState> {
    let cache = config.cache.clone().unwrap_or_else(|| cache::beside(&config.site));
    let written = [&config.site, &cache].map(|path| absolute(path));
    let is_written = |path: &Path| written.iter().any(|written| path == written) || is_staging(path);
    let page = config.page.as_deref().filter(|_| !config.is_in_place());
    let mut states = Vec::new();
    for folder in [Some(config.folder.as_path()), page].into_iter().flatten() {
        for entry in
            WalkDir::new(absolute(folder)).into_iter().filter_entry(|entry| !is_written(entry.path())).flatten()
        {
            // A file that is gone by now counts as changed in the next round.
            if let Ok(metadata) = entry.metadata()
                && !metadata.is_dir()
            {
                states.push((entry.path().to_path_buf(), metadata.len(), metadata.modified().ok()));
            }
        }
    }
    states.sort();
    states
}

fn is_staging(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "karez-new" || extension == "karez-old")
}
