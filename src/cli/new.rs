//! `karez new`: a corpus to begin with.

use std::{fs, path::Path};

use super::{exit_code::ExitCode, stop::Stop, terminal::print};

/// Path inside the folder, and content.
const FILES: [(&str, &str); 3] = [
    ("corpus.toml", include_str!("templates/corpus.toml")),
    ("thesaurus.toml", include_str!("templates/thesaurus.toml")),
    ("documents/example.md", include_str!("templates/example.md")),
];

/// Writes the example corpus into a new or empty folder.
pub fn run(folder: &Path) -> Result<ExitCode, Stop> {
    refuse_to_overwrite(folder)?;
    for (path, content) in FILES {
        let path = folder.join(path);
        path.parent().map_or(Ok(()), fs::create_dir_all).map_err(Stop::at("create the folder of", &path))?;
        fs::write(&path, content).map_err(Stop::at("write", &path))?;
    }
    let folder = folder.display();
    print(&format!(
        "{folder} contains a corpus with one example document. Put your documents into {folder}/documents, and edit \
         {folder}/corpus.toml.\n\
         Next: karez check {folder}\n"
    ))?;
    Ok(ExitCode::Success)
}

fn refuse_to_overwrite(folder: &Path) -> Result<(), Stop> {
    if !folder.exists() {
        return Ok(());
    }
    let mut entries = fs::read_dir(folder).map_err(Stop::at("read the folder", folder))?;
    if entries.next().is_none() {
        return Ok(());
    }
    Err(Stop::usage(format!(
        "{} is not empty, and nothing in it is overwritten; choose a new folder",
        folder.display()
    )))
}
