//! Web archives: WARC, and WACZ, which packs them. Each captured page is a document that knows its record, its address
//! and the day on which it was taken.

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use percent_encoding::percent_decode_str;

use super::{
    archive::{Archive, read_entry},
    context::{Context, Kind, MAX_COLLECTION_BYTES, MAX_DOCUMENT_BYTES},
    sample::Sample,
};
use crate::ingest::draft::Draft;

/// Records of captured pages, one after another.
pub struct WebArchive;

impl Kind for WebArchive {
    fn name(&self) -> &'static str {
        "WARC"
    }

    fn is_kind_of(&self, sample: &Sample) -> bool {
        sample.starts_with(b"WARC/")
    }

    fn max_bytes(&self) -> u64 {
        MAX_COLLECTION_BYTES
    }

    fn read(&self, bytes: Vec<u8>, context: &mut Context) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let mut rest = bytes.as_slice();
        let mut number = 0;
        while !rest.trim_ascii_start().is_empty() {
            rest = rest.trim_ascii_start();
            number += 1;
            let Some((record, after)) = Record::parse(rest) else {
                context.warn(
                    0,
                    format!("record {number} is damaged; it and the records after it were not read"),
                    "look for an undamaged copy of the archive",
                );
                break;
            };
            rest = after;
            drafts.extend(read_record(&record, number, context));
        }
        drafts
    }
}

/// Reads the archives in a package; its own lists of pages are no documents.
pub fn read_wacz(archive: &mut Archive, context: &mut Context) -> Vec<Draft> {
    let is_archive =
        |name: &str| name.starts_with("archive/") && (name.ends_with(".warc") || name.ends_with(".warc.gz"));
    let mut entries: Vec<(String, usize)> =
        archive.names().iter().cloned().zip(0..).filter(|(name, _)| is_archive(name)).collect();
    entries.sort();
    let mut drafts = Vec::new();
    for (name, index) in entries {
        if let Some(bytes) = read_entry(archive, &name, index, MAX_COLLECTION_BYTES, context) {
            drafts.extend(context.read_inside(&name, bytes));
        }
    }
    drafts
}

/// Lines `Name: value`, the names in lower case.
type Head = Vec<(String, String)>;

/// A head and the bytes after it.
#[derive(Debug, PartialEq, Eq)]
struct Record<'a> {
    head: Head,
    body: &'a [u8],
}

impl<'a> Record<'a> {
    /// The first record and what follows it.
    fn parse(bytes: &'a [u8]) -> Option<(Record<'a>, &'a [u8])> {
        if !bytes.starts_with(b"WARC/") {
            return None;
        }
        let (head, rest) = split_head(bytes)?;
        let mut record = Record { head, body: &[] };
        let length: usize = record.get("content-length")?.parse().ok()?;
        let (body, after) = rest.split_at_checked(length)?;
        record.body = body;
        Some((record, after))
    }

    fn get(&self, name: &str) -> Option<&str> {
        get(&self.head, name)
    }
}

fn get<'a>(head: &'a [(String, String)], name: &str) -> Option<&'a str> {
    head.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// The lines up to the first empty one, names in lower case, without the line that comes first; and what follows.
fn split_head(bytes: &[u8]) -> Option<(Head, &[u8])> {
    let end = bytes.windows(2).position(|pair| pair == b"\n\n");
    let end_of_lines = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let (end, length) = match (end, end_of_lines) {
        (Some(short), Some(long)) if long < short => (long, 4),
        (Some(short), _) => (short, 2),
        (None, Some(long)) => (long, 4),
        (None, None) => return None,
    };
    let head = String::from_utf8_lossy(&bytes[..end]);
    let field = |line: &str| {
        line.split_once(':').map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
    };
    Some((head.lines().skip(1).filter_map(field).collect(), &bytes[end + length..]))
}

/// Documents among what a server can send. Pictures, styles and scripts are most of an archive.
fn is_document(media_type: &str) -> bool {
    let kind = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    [
        "text/html",
        "application/xhtml+xml",
        "application/pdf",
        "text/plain",
        "text/markdown",
        "application/msword",
        "application/epub+zip",
    ]
    .contains(&kind.as_str())
        || kind.starts_with("application/vnd.openxmlformats-officedocument")
        || kind.starts_with("application/vnd.oasis.opendocument")
}

fn read_record(record: &Record, number: u32, context: &mut Context) -> Vec<Draft> {
    let address = record.get("warc-target-uri").unwrap_or_default().trim_matches(['<', '>']).to_owned();
    let (head, body) = match record.get("warc-type").unwrap_or_default() {
        "response" if address.starts_with("http") => {
            let is_found = record.body.starts_with(b"HTTP/") && record.body.get(9..12) == Some(b"200");
            match split_head(record.body).filter(|_| is_found) {
                Some((head, body)) => (head, body),
                None => return Vec::new(),
            }
        }
        // The program that saved the pages writes its command line and its log, with the paths of whoever ran it.
        "resource" if address.starts_with("metadata:") => {
            context.skip("log of a crawler");
            return Vec::new();
        }
        "resource" | "conversion" => (record.head.clone(), record.body),
        _ => return Vec::new(),
    };
    let media_type = get(&head, "content-type").unwrap_or_default().to_owned();
    if !is_document(&media_type) {
        context.skip(
            &media_type.split(';').next().map_or("no media type".into(), |kind| kind.trim().to_ascii_lowercase()),
        );
        return Vec::new();
    }
    let body = match payload(&head, body) {
        Ok(body) if context.may_unpack(body.len() as u64) => body,
        Ok(_) => return Vec::new(),
        Err(message) => {
            context.warn(0, format!("record {number} ({address}) {message}"), "capture the page again");
            return Vec::new();
        }
    };
    let charset = media_type
        .to_ascii_lowercase()
        .split_once("charset=")
        .map(|(_, label)| label.trim_matches(['"', ' ', '\'']).to_owned());
    let mut drafts = context.read_inside_as(&name_of(&address, number), body, charset);
    for draft in &mut drafts {
        draft.source.address = Some(address.clone());
        draft.source.record = record.get("warc-record-id").map(|id| id.trim_matches(['<', '>']).to_owned());
        draft.source.captured = record.get("warc-date").map(str::to_owned);
    }
    drafts
}

/// The last part of an address after the number of its record, so that a finding can be followed to it.
fn name_of(address: &str, number: u32) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let last = percent_decode_str(path.rsplit('/').next().unwrap_or_default()).decode_utf8_lossy();
    let last = last.replace(['/', '\\'], "_");
    format!("{number}-{}", if last.is_empty() { "index.html" } else { &last })
}

/// The body as the server meant it.
fn payload(head: &[(String, String)], body: &[u8]) -> Result<Vec<u8>, String> {
    let has = |name: &str, value: &str| get(head, name).is_some_and(|known| known.to_ascii_lowercase().contains(value));
    let body = if has("transfer-encoding", "chunked") {
        unchunk(body).unwrap_or_else(|| body.to_vec())
    } else {
        body.to_vec()
    };
    match get(head, "content-encoding").unwrap_or("identity").to_ascii_lowercase().as_str() {
        "identity" | "" => Ok(body),
        "gzip" | "x-gzip" => inflate(MultiGzDecoder::new(body.as_slice())),
        // Servers send it with and without a head.
        "deflate" => {
            inflate(ZlibDecoder::new(body.as_slice())).or_else(|_| inflate(DeflateDecoder::new(body.as_slice())))
        }
        other => Err(format!("uses a compression that is not supported ({other})")),
    }
}

fn inflate(reader: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    reader
        .take(MAX_DOCUMENT_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("cannot be unpacked: {error}"))?;
    if bytes.len() as u64 > MAX_DOCUMENT_BYTES {
        Err(format!("unpacks to more than {} MB", MAX_DOCUMENT_BYTES >> 20))
    } else {
        Ok(bytes)
    }
}

/// Joins the pieces of a body; `None` where it is not in pieces, as crawlers often write it.
fn unchunk(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = body.windows(2).position(|pair| pair == b"\r\n")?;
        let line = std::str::from_utf8(&body[..end]).ok()?;
        let length = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        let rest = &body[end + 2..];
        if length == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(rest.get(..length)?);
        body = rest.get(length + 2..)?;
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::ingest::{
        finding::Finding,
        source::{archive::tests::zip_of, context::Host, gzip::Gzip, html::Html, rulebook::Rulebook},
    };

    fn record(kind: &str, address: &str, body: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2022-08-31T10:00:00Z\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        [head.as_bytes(), body, b"\r\n\r\n"].concat()
    }

    fn response(content_type: &str, more: &str, body: &[u8]) -> Vec<u8> {
        [format!("HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n{more}\r\n").as_bytes(), body].concat()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn read(name: &str, bytes: Vec<u8>) -> (Vec<Draft>, Vec<Finding>) {
        let rulebook = Rulebook::default();
        let kinds: [&dyn Kind; 3] = [&Gzip, &WebArchive, &Html];
        let mut context = Context::on(Host { kinds: &kinds, ..Host::default() }, name, &rulebook);
        let drafts = match name.ends_with(".wacz") {
            true => read_wacz(&mut Archive::open(bytes).unwrap(), &mut context),
            false => context.read(bytes).unwrap(),
        };
        (drafts, context.finish().findings)
    }

    fn sample() -> Vec<Vec<u8>> {
        let page = "<html><h1>Привет</h1><p>Text</p></html>";
        let (cyrillic, _, _) = encoding_rs::WINDOWS_1251.encode(page);
        vec![
            record("warcinfo", "", b"software: x\r\n"),
            record("request", "https://example.org/", b"GET / HTTP/1.1\r\n\r\n"),
            record("response", "https://example.org/", &response("text/html; charset=windows-1251", "", &cyrillic)),
            record("response", "https://example.org/x.png", &response("image/png", "", b"\x89PNG")),
            record(
                "response",
                "https://example.org/gone",
                b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>No",
            ),
            record(
                "response",
                "https://example.org/a%20b.html",
                &response("text/html", "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", &{
                    let packed = gzip(b"<html><p>Packed</p></html>");
                    [format!("{:x}\r\n", packed.len()).as_bytes(), &packed, b"\r\n0\r\n\r\n"].concat()
                }),
            ),
        ]
    }

    #[test]
    fn what_a_crawler_says_of_itself_is_no_document() {
        // As wget 1.21 writes it.
        let arguments = "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: 12\r\n\
            WARC-Target-URI: <metadata://gnu.org/software/wget/warc/wget_arguments.txt>\r\n\r\n/home/ada/x/\r\n\r\n";
        let (drafts, findings) = read("a.warc", [arguments.as_bytes(), &sample()[2]].concat());
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(drafts.len(), 1);
        assert_eq!(drafts[0].source.address.as_deref(), Some("https://example.org/"));
    }

    #[test]
    fn pages_are_read_with_their_provenance() {
        let (drafts, findings) = read("a.warc", sample().concat());
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(
            drafts.iter().map(|draft| draft.source.path.as_str()).collect::<Vec<_>>(),
            ["a.warc/3-index.html", "a.warc/6-a b.html"]
        );
        let source = &drafts[0].source;
        assert_eq!(drafts[0].blocks[0].text, "Привет");
        assert_eq!(source.address.as_deref(), Some("https://example.org/"));
        assert_eq!(source.record.as_deref(), Some("urn:uuid:1"));
        assert_eq!(source.captured.as_deref(), Some("2022-08-31T10:00:00Z"));
    }

    #[test]
    fn packed_archives_are_the_same() {
        let packed: Vec<u8> = sample().iter().flat_map(|record| gzip(record)).collect();
        let (drafts, _) = read("a.warc.gz", packed.clone());
        assert_eq!(drafts.len(), 2);
        let wacz = zip_of(&[
            ("datapackage.json", b"{}"),
            ("archive/data.warc.gz", &packed),
            ("pages/pages.jsonl", b"{\"url\": \"x\"}\n"),
        ]);
        let (drafts, findings) = read("a.wacz", wacz);
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(drafts[1].source.path, "a.wacz/archive/data.warc.gz/data.warc/6-a b.html");
    }

    #[test]
    fn a_cut_archive_keeps_what_comes_before() {
        let whole = sample().concat();
        let (drafts, findings) = read("a.warc", whole[..whole.len() - 40].to_vec());
        assert_eq!(drafts.len(), 1);
        assert!(findings[0].message.contains("record 6 is damaged"), "{findings:?}");
    }

    #[test]
    fn any_bytes_end() {
        for bytes in [&b"WARC/"[..], b"WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n", b"WARC/1.0\n\n"] {
            assert!(read("a.warc", bytes.to_vec()).0.is_empty());
        }
        assert_eq!(unchunk(b"ffffffffffffffff\r\nx"), None);
    }
}
