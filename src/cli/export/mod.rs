//! `karez export`: the documents of a site for other programs.

mod bulk;
mod elastic_lunr;

use std::{
    fs::File,
    io::{self, BufWriter, ErrorKind, Write},
    path::{Path, PathBuf},
};

use super::{
    arguments::{ExportArguments, ExportFormat},
    exit_code::ExitCode,
    host::Host,
    stop::Stop,
};
use crate::{
    engine::protocol::Overview,
    record::{Record, formats::Writer},
};

pub fn run(arguments: &ExportArguments) -> Result<ExitCode, Stop> {
    let mut host = Host::open(&arguments.site)?;
    let overview = host.overview()?;
    let mut records = Records { ids: host.ids()?, host, overview };
    let out = arguments.out.as_deref();
    let mut sink: Box<dyn Write> = match out {
        Some(path) => Box::new(BufWriter::new(File::create(path).map_err(Stop::at("write", path))?)),
        None => Box::new(BufWriter::new(io::stdout().lock())),
    };
    records.write(arguments.format, sink.as_mut(), out.unwrap_or(Path::new("standard output")))?;
    if let (ExportFormat::Bulk, Some(path)) = (arguments.format, out) {
        let settings = &records.overview.settings;
        for (ending, mapping) in
            [("mapping.json", bulk::mapping(settings)), ("quickwit.json", bulk::quickwit(settings))]
        {
            let path = beside(path, ending);
            std::fs::write(&path, mapping).map_err(Stop::at("write", &path))?;
        }
    }
    Ok(ExitCode::Success)
}

/// `corpus.ndjson` and `corpus.ndjson.mapping.json`.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

/// The documents of a site, oldest first.
struct Records {
    host: Host,
    overview: Overview,
    ids: Vec<String>,
}

impl Records {
    fn write(&mut self, format: ExportFormat, sink: &mut dyn Write, place: &Path) -> Result<(), Stop> {
        let mut put = |text: &str| match sink.write_all(text.as_bytes()) {
            // A reader that has seen enough (`| head`) is no error.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            outcome => outcome.map_err(Stop::at("write", place)),
        };
        let settings = self.overview.settings.clone();
        match format {
            ExportFormat::Records(format) => {
                let Writer { head, item, between, tail } = format.writer();
                put(&head(&settings, true))?;
                let mut before = "";
                self.for_each(|record| put(&(std::mem::replace(&mut before, between).to_owned() + &item(record))))?;
                put(tail)?;
            }
            ExportFormat::Bulk => self.for_each(|record| put(&bulk::lines(record)))?,
            ExportFormat::Elasticlunr => {
                let mut languages = std::collections::BTreeSet::new();
                self.for_each(|record| {
                    languages.insert(record.language.clone());
                    Ok(())
                })?;
                let mut index = elastic_lunr::Index::new(&settings, &languages);
                self.for_each(|record| {
                    index.add(record);
                    Ok(())
                })?;
                put(&index.to_json())?;
            }
        }
        match sink.flush() {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Stop::io("write", place, &error)),
            _ => Ok(()),
        }
    }

    fn for_each(&mut self, mut visit: impl FnMut(&Record) -> Result<(), Stop>) -> Result<(), Stop> {
        for id in &self.ids {
            visit(&Record::of(&self.host.read(id)?, &self.overview))?;
        }
        Ok(())
    }
}
