//! `datapackage.json`: what the site is, and the hash of every file in it (Frictionless Data Package).

use std::{fs, path::Path};

use serde::{Deserialize, Serialize};

use super::{DOCUMENTS, MANIFEST, SUMS, SiteFile, documents};
use crate::{corpus::Settings, ingest::identity::slug};

/// Properties in the order of the specification, <https://specs.frictionlessdata.io/data-package/>.
#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    pub profile: String,
    pub name: String,
    pub title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The edition of the corpus.
    pub version: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub licenses: Vec<Licence>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contributors: Vec<Contributor>,
    pub resources: Vec<Resource>,
    /// By which a folder is known to be a site that Karez built and may replace.
    pub karez: Built,
}

/// A licence, as the specification names it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Licence {
    pub name: String,
    pub title: String,
}

/// Who published the corpus.
#[derive(Debug, Serialize, Deserialize)]
pub struct Contributor {
    pub title: String,
    pub role: String,
}

/// A file of the site.
#[derive(Debug, Serialize, Deserialize)]
pub struct Resource {
    pub name: String,
    pub path: String,
    /// The file's extension, which tells its format: `json`; none for a name without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    pub bytes: u64,
    /// `sha256:` and 64 hexadecimal digits.
    pub hash: String,
    /// What the columns are, where the file is a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<Schema>,
}

/// A table's columns (<https://specs.frictionlessdata.io/table-schema/>).
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Schema {
    pub fields: Vec<Column>,
    pub primary_key: String,
}

/// A column of a table, with its type and what it holds.
#[derive(Debug, Serialize, Deserialize)]
pub struct Column {
    pub name: String,
    pub r#type: String,
    pub description: String,
}

/// What Karez adds to the specification.
#[derive(Debug, Serialize, Deserialize)]
pub struct Built {
    pub documents: u32,
    /// Of the Karez that read the documents.
    #[serde(default)]
    pub version: String,
}

impl Manifest {
    /// Describes a site of these files; the manifest itself and the sums, which name its hash, are not among them.
    pub fn new(settings: &Settings, edition: &str, documents: u32, files: &[SiteFile]) -> Manifest {
        let contributor = |title: &str| Contributor { title: title.into(), role: "publisher".into() };
        Manifest {
            profile: "data-package".into(),
            name: Some(slug(&settings.title)).filter(|name| !name.is_empty()).unwrap_or_else(|| "corpus".into()),
            title: settings.title.clone(),
            description: settings.description.clone(),
            version: edition.into(),
            licenses: not_empty(&settings.licence).map(licence).into_iter().collect(),
            contributors: not_empty(&settings.publisher).map(contributor).into_iter().collect(),
            resources: files
                .iter()
                .filter(|file| ![MANIFEST, SUMS].contains(&file.path.as_str()))
                .map(resource)
                .collect(),
            karez: Built { documents, version: env!("CARGO_PKG_VERSION").into() },
        }
    }

    /// The manifest of a site; `None` when the folder is no site of ours.
    pub fn read(site: &Path) -> Option<Manifest> {
        serde_json::from_slice(&fs::read(site.join(MANIFEST)).ok()?).ok()
    }
}

/// `SHA256SUMS`: every other file, the manifest among them, in the order of their paths.
pub fn sums(files: &[SiteFile]) -> String {
    let others = files.iter().filter(|file| file.path != SUMS);
    others.map(|file| format!("{}  {}\n", file.sha256, file.path)).collect()
}

fn not_empty(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.trim().is_empty())
}

/// `CC BY 4.0` has the name `CC-BY-4.0`, as Open Definition licences are called.
fn licence(title: &str) -> Licence {
    let name = |c: char| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' };
    Licence { name: title.chars().map(name).collect(), title: title.into() }
}

fn resource(file: &SiteFile) -> Resource {
    let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._/".contains(c);
    let name = file.path.to_lowercase().replace(|c| !is_allowed(c), "-");
    let (_, file_name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
    let format = file_name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    let schema = (file.path == DOCUMENTS).then(|| Schema {
        fields: documents::COLUMNS.into_iter().map(column).collect(),
        primary_key: documents::ID.into(),
    });
    let hash = format!("sha256:{}", file.sha256);
    Resource { name, path: file.path.clone(), format, bytes: file.bytes, hash, schema }
}

fn column((name, description): (&str, &str)) -> Column {
    Column { name: name.into(), r#type: "string".into(), description: description.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_but_the_manifest_itself_is_listed_with_its_hash() {
        let file = |path: &str| SiteFile { path: path.into(), bytes: 1, sha256: "ab".into() };
        let settings = Settings { title: "Ü & V".into(), licence: "CC BY 4.0".into(), ..Settings::default() };
        let manifest = Manifest::new(&settings, "k3x", 2, &[file("a b.JS"), file(MANIFEST), file(SUMS)]);
        assert_eq!(manifest.name, "u-v");
        assert_eq!(manifest.licenses[0].name, "CC-BY-4.0");
        assert!(manifest.contributors.is_empty());
        let resources: Vec<_> =
            manifest.resources.iter().map(|r| (r.name.as_str(), r.path.as_str(), r.hash.as_str())).collect();
        assert_eq!(resources, [("a-b.js", "a b.JS", "sha256:ab")]);
        assert_eq!(manifest.resources[0].format.as_deref(), Some("js"));
    }

    #[test]
    fn the_sums_are_lines_for_sha256sum() {
        let file = |path: &str| SiteFile { path: path.into(), bytes: 1, sha256: "ab".into() };
        assert_eq!(sums(&[file("a b.js"), file(MANIFEST), file(SUMS)]), "ab  a b.js\nab  datapackage.json\n");
    }

    #[test]
    fn a_data_package_of_somebody_else_is_not_ours() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Manifest::read(folder.path()).is_none());
        fs::write(folder.path().join(MANIFEST), r#"{"name": "other", "resources": []}"#).unwrap();
        assert!(Manifest::read(folder.path()).is_none());
    }
}
