//! Tables: CSV and spreadsheets. One row is one document; the first row names the columns, and `columns` in corpus.toml
//! says what they mean where their names do not.

use std::{collections::BTreeMap, io::Cursor};

use calamine::{Data, Reader, open_workbook_auto_from_rs};

use super::{
    context::{Context, Kind, MAX_COLLECTION_BYTES},
    json_lines::{known_name, report_left_out},
    plain_text::paragraphs,
    sample::Sample,
};
use crate::ingest::{
    draft::Draft,
    entry::Entry,
    keys::{self, cell},
};

/// Names of the column that holds the text, unless the rules name another.
const BODY: [&str; 4] = ["body", "text", "content", "full_text"];

/// Tables as text: CSV, TSV and the like.
pub struct Table;

impl Kind for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn is_kind_of(&self, sample: &Sample) -> bool {
        sample.has_extension(&["csv", "tsv", "tab"])
    }

    fn max_bytes(&self) -> u64 {
        MAX_COLLECTION_BYTES
    }

    fn read(&self, bytes: Vec<u8>, context: &mut Context) -> Vec<Draft> {
        let Some(text) = context.decode(bytes) else { return Vec::new() };
        let delimiter = delimiter(text.lines().next().unwrap_or_default());
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, |position| position.line() as u32);
                    rows.push((line, record.iter().map(str::to_owned).collect()));
                }
                Err(error) => context.error(0, error.to_string(), "save the table as CSV again"),
            }
        }
        drafts(rows, context)
    }
}

/// The character that parts the columns' names most often.
fn delimiter(line: &str) -> u8 {
    let count = |delimiter: &u8| line.bytes().filter(|byte| byte == delimiter).count();
    // The last of the best wins, so commas come last.
    b"|;\t,".iter().copied().max_by_key(count).unwrap_or(b',')
}

/// Workbooks of Excel before 2007; later ones are ZIP files.
pub struct Spreadsheet;

impl Kind for Spreadsheet {
    fn name(&self) -> &'static str {
        "spreadsheet"
    }

    fn is_kind_of(&self, sample: &Sample) -> bool {
        // Workbooks of before 2007; word processors of that time use the same shell.
        sample.starts_with(b"\xd0\xcf\x11\xe0") && sample.has_extension(&["xls", "xlt"])
    }

    fn max_bytes(&self) -> u64 {
        MAX_COLLECTION_BYTES
    }

    fn read(&self, bytes: Vec<u8>, context: &mut Context) -> Vec<Draft> {
        read_workbook(bytes, context)
    }
}

/// The rows of all sheets.
pub fn read_workbook(bytes: Vec<u8>, context: &mut Context) -> Vec<Draft> {
    let mut book = match open_workbook_auto_from_rs(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(error) => {
            context.error(0, format!("not a valid spreadsheet: {error}"), "save it as CSV");
            return Vec::new();
        }
    };
    let mut all = Vec::new();
    for name in book.sheet_names() {
        match book.worksheet_range(&name) {
            Ok(range) => {
                let first = range.start().map_or(0, |(row, _)| row);
                let row = |(cells, number): (&[Data], u32)| (first + number, cells.iter().map(text_of).collect());
                all.extend(drafts(range.rows().zip(1..).map(row).collect(), context));
            }
            Err(error) => context.error(0, format!("the sheet “{name}” cannot be read: {error}"), "save it as CSV"),
        }
    }
    if !all.is_empty() {
        context.kind_is("spreadsheet");
    }
    all
}

/// A cell as people see it; days as EDTF has them.
fn text_of(cell: &Data) -> String {
    match cell {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(is_true) => is_true.to_string(),
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Error(_) | Data::Empty => String::new(),
    }
}

/// One draft for each row below the first, with the number of its line.
fn drafts(rows: Vec<(u32, Vec<String>)>, context: &mut Context) -> Vec<Draft> {
    let mut rows = rows.into_iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
    let Some((line, columns)) = rows.next() else { return Vec::new() };
    let columns: Vec<Option<String>> = columns.into_iter().map(|column| key_of(column.trim(), context)).collect();
    let has = |key: &str| columns.iter().flatten().any(|known| known == key);
    if !has("body") && !has("title") {
        let names: Vec<&str> = columns.iter().flatten().map(String::as_str).collect();
        let remedy = format!(
            "say in corpus.toml which column has the text: [[sources]] files = \"{}\" columns = {{ \"…\" = \"body\" }}",
            context.file
        );
        context.error(
            line,
            format!("no column has the text or the title; the columns are {}", names.join(", ")),
            remedy,
        );
        return Vec::new();
    }
    let mut left_out = BTreeMap::new();
    let drafts = rows.filter_map(|(line, cells)| draft(line, &cells, &columns, &mut left_out, context)).collect();
    report_left_out(left_out, context);
    drafts
}

fn key_of(column: &str, context: &Context) -> Option<String> {
    let key = known_name(column.into(), context).filter(|key| !key.is_empty())?;
    let lower = key.to_lowercase();
    if BODY.contains(&lower.as_str()) && !keys::is_known(&key, context.settings) {
        return Some("body".into());
    }
    // People write Title and TITLE.
    Some(if keys::is_known(&lower, context.settings) { lower } else { key })
}

fn draft(
    line: u32,
    cells: &[String],
    columns: &[Option<String>],
    left_out: &mut BTreeMap<String, u32>,
    context: &mut Context,
) -> Option<Draft> {
    let mut draft = Draft::of(context.file, cells.join("\u{1f}").as_bytes());
    for (key, text) in columns.iter().zip(cells) {
        let Some(key) = key.as_deref().filter(|_| !text.trim().is_empty()) else { continue };
        if key == "body" {
            draft.blocks.extend(paragraphs(text));
        } else if keys::is_known(key, context.settings) {
            draft.entries.push(Entry::of(key, cell(key, text, context.settings)).at(line));
        } else {
            *left_out.entry(key.into()).or_default() += 1;
        }
    }
    if draft.blocks.is_empty() && draft.entries.iter().all(|entry| entry.key != "title") {
        context.error(line, "neither a title nor a text", "fill in one of them, or remove the row");
        return None;
    }
    Some(draft)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{
        entry::Value,
        finding::Finding,
        source::{archive::tests::zip_of, rulebook::Rulebook},
    };

    fn read(rules: &str, name: &str, bytes: &[u8]) -> (Vec<Draft>, Vec<Finding>) {
        let rulebook = Rulebook::parse(rules).unwrap();
        let mut context = Context::new(name, &rulebook);
        let kind: &dyn Kind = if name.ends_with(".csv") { &Table } else { &Spreadsheet };
        let drafts = kind.read(bytes.to_vec(), &mut context);
        (drafts, context.finish().findings)
    }

    #[test]
    fn each_row_is_a_document() {
        let csv = "Title;text;date;person;internal\nOne;\"First.\n\nSecond.\";2020-01-02;A;x\n\n;Only text;;;\n;;;;y\n";
        let (drafts, findings) = read("", "a.csv", csv.as_bytes());
        assert_eq!(drafts.len(), 2);
        assert_eq!(drafts[0].blocks.len(), 2);
        assert_eq!(drafts[0].entries[1], Entry::new("date", "2020-01-02").at(2));
        let messages: Vec<String> = findings.iter().map(Finding::to_string).collect();
        assert!(messages[0].contains("a.csv:7: neither a title nor a text"), "{messages:?}");
        assert!(messages[1].contains("`internal` was left out of 2 documents"), "{messages:?}");
    }

    #[test]
    fn rules_say_what_columns_mean() {
        let rules =
            "[[sources]]\ncolumns = { 'Überschrift' = 'title', Inhalt = 'body', Quelle = 'publisher', Notiz = '-' }";
        let (drafts, findings) = read(rules, "a.csv", "Überschrift,Inhalt,Quelle,Notiz\nA,B,C; D,E\n".as_bytes());
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(drafts[0].blocks[0].text, "B");
        assert_eq!(drafts[0].entries[1].value, Value::Many(vec!["C".into(), "D".into()]));
    }

    #[test]
    fn a_table_without_texts_says_what_to_do() {
        let (drafts, findings) = read("", "a.csv", b"name,phone\nA,1\n");
        assert!(drafts.is_empty());
        assert!(findings[0].to_string().contains("the columns are name, phone"), "{}", findings[0]);
    }

    #[test]
    fn spreadsheets_are_tables() {
        let sheet = "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>\
            <row r='1'><c r='A1' t='inlineStr'><is><t>title</t></is></c><c r='B1' t='inlineStr'><is><t>published</t></is></c><c r='C1' t='inlineStr'><is><t>body</t></is></c></row>\
            <row r='2'><c r='A2' t='inlineStr'><is><t>One</t></is></c><c r='B2' s='1'><v>44804</v></c><c r='C2' t='inlineStr'><is><t>Text</t></is></c></row></sheetData></worksheet>";
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let workbook = format!(
            "<workbook xmlns='{main}' xmlns:r='{relations}'><sheets><sheet name='S' sheetId='1' r:id='rId1'/></sheets></workbook>"
        );
        let package = format!(
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='rId1' Type='{relations}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
        );
        let rels = format!(
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='rId1' Type='{relations}/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"
        );
        let styles = format!(
            "<styleSheet xmlns='{main}'><cellXfs count='2'><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>"
        );
        let bytes = zip_of(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("_rels/.rels", package.as_bytes()),
            ("xl/workbook.xml", workbook.as_bytes()),
            ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
            ("xl/styles.xml", styles.as_bytes()),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ]);
        let (drafts, findings) = read("", "a.xlsx", &bytes);
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(drafts[0].entries, [Entry::new("title", "One").at(2), Entry::new("published", "2022-08-31").at(2),]);
        assert_eq!(drafts[0].blocks[0].text, "Text");
    }

    #[test]
    fn broken_spreadsheets_are_reported() {
        for bytes in [zip_of(&[("xl/workbook.xml", b"<workbook")]), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec()] {
            let (drafts, findings) = read("", "a.xls", &bytes);
            assert!(drafts.is_empty() && findings.len() == 1, "{findings:?}");
        }
    }
}
