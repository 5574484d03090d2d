//! A folder that is written beside another one and takes its place when it is complete.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};

/// Removed when dropped before it took its place, so that a build that fails leaves nothing behind.
pub struct Staging {
    folder: PathBuf,
    target: PathBuf,
    /// Where what was in the place is kept for as long as the exchange lasts.
    old: PathBuf,
}

impl Staging {
    /// Begins an empty folder beside `target`, which need not exist. What a build that was killed left there goes.
    pub fn beside(target: &Path) -> io::Result<Staging> {
        // The folder itself rather than a link to it, or its last component when the path ends in `.` or `..`.
        let target = if target.exists() { target.canonicalize()? } else { target.to_path_buf() };
        let staging =
            Staging { folder: with_suffix(&target, ".karez-new"), old: with_suffix(&target, ".karez-old"), target };
        if staging.old.exists() {
            staging.restore()?;
        }
        remove(&staging.folder)?;
        fs::create_dir_all(&staging.folder)?;
        Ok(staging)
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Exchanges the target for the folder; if that fails, the target is as it was.
    pub fn take_place(self) -> io::Result<()> {
        if self.target.exists() {
            fs::rename(&self.target, &self.old)?;
        }
        if let Err(error) = fs::rename(&self.folder, &self.target) {
            self.restore()?;
            return Err(error);
        }
        remove(&self.old)
    }

    /// Puts back what an exchange that was cut short had moved away.
    fn restore(&self) -> io::Result<()> {
        if self.target.exists() {
            remove(&self.old)
        } else if self.old.exists() {
            fs::rename(&self.old, &self.target)
        } else {
            Ok(())
        }
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Nobody is left to tell; the next build tries again.
        let _ = remove(&self.folder);
    }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name: OsString = path.file_name().unwrap_or_default().into();
    name.push(suffix);
    path.with_file_name(name)
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The files below a folder with their content.
    fn files(root: &Path) -> Vec<(String, String)> {
        let paths = super::super::paths(root).unwrap();
        paths.into_iter().map(|path| (path.clone(), fs::read_to_string(root.join(path)).unwrap())).collect()
    }

    fn file(path: &str, content: &str) -> (String, String) {
        (path.into(), content.into())
    }

    #[test]
    fn the_new_folder_takes_the_place_of_the_old_one_as_a_whole() {
        let root = tempfile::tempdir().unwrap();
        let site = root.path().join("site");
        for content in ["one", "two"] {
            let staging = Staging::beside(&site).unwrap();
            fs::write(staging.folder().join(content), content).unwrap();
            staging.take_place().unwrap();
        }
        assert_eq!(files(root.path()), [file("site/two", "two")]);
    }

    #[test]
    fn a_build_that_fails_changes_nothing() {
        let root = tempfile::tempdir().unwrap();
        let site = root.path().join("site");
        fs::create_dir(&site).unwrap();
        fs::write(site.join("a"), "old").unwrap();
        let staging = Staging::beside(&site).unwrap();
        fs::write(staging.folder().join("a"), "new").unwrap();
        drop(staging);
        assert_eq!(files(root.path()), [file("site/a", "old")]);
    }

    #[test]
    fn an_exchange_that_was_cut_short_is_undone_by_the_next() {
        let root = tempfile::tempdir().unwrap();
        let old = root.path().join("site.karez-old");
        fs::create_dir(&old).unwrap();
        fs::write(old.join("a"), "old").unwrap();
        drop(Staging::beside(&root.path().join("site")).unwrap());
        assert_eq!(files(root.path()), [file("site/a", "old")]);
    }

    #[cfg(unix)]
    #[test]
    fn a_site_behind_a_link_stays_behind_it() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("real")).unwrap();
        std::os::unix::fs::symlink("real", root.path().join("site")).unwrap();
        let staging = Staging::beside(&root.path().join("site")).unwrap();
        fs::write(staging.folder().join("a"), "new").unwrap();
        staging.take_place().unwrap();
        assert_eq!(fs::read_to_string(root.path().join("real/a")).unwrap(), "new");
        assert!(root.path().join("site").is_symlink());
    }
}
