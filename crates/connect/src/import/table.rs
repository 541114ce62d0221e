//! CSV or JSON Lines to one shape: a header and rows of text.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::{Problems, RowError, Source};

pub struct Table<'a> {
    pub file: &'a str,
    pub header: Vec<String>,
    pub rows: Vec<Row>,
    /// Rows that could not be read at all; whoever reads the others reports these with theirs.
    pub problems: Problems,
}

pub struct Row {
    /// Where it begins in the file, counted from one.
    pub line: u64,
    /// As many as the header has.
    pub cells: Vec<String>,
}

impl Table<'_> {
    pub fn error(&self, line: u64, column: Option<usize>, words: impl Into<String>) -> RowError {
        let column = column.and_then(|c| self.header.get(c)).cloned();
        RowError { file: self.file.into(), line: Some(line), column, words: words.into() }
    }
}

pub fn read<'a>(source: Source<'a>) -> Result<Table<'a>, Problems> {
    let table = match source.text.trim_start().as_bytes().first() {
        Some(b'{') => json_lines(source)?,
        Some(b'[') => {
            let words = "this is one JSON list; write one object per line, without brackets around them";
            return Err(Problems::whole_file(source.file, words));
        }
        _ => csv(source)?,
    };
    match table.rows.is_empty() && table.problems.total == 0 {
        true => Err(Problems::whole_file(source.file, "no rows below the header")),
        false => Ok(table),
    }
}

fn csv(source: Source<'_>) -> Result<Table<'_>, Problems> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(source.text))
        .has_headers(false)
        .flexible(true)
        .from_reader(source.text.as_bytes());
    let mut table =
        Table { file: source.file, header: Vec::new(), rows: Vec::new(), problems: Problems::default() };
    for record in reader.records() {
        let record = record.map_err(|e| Problems::whole_file(source.file, format!("no CSV: {e}")))?;
        let line = record.position().map_or(0, |p| first_line(source.text, p));
        let cells: Vec<String> = record.iter().map(clean).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if table.header.is_empty() {
            table.header = cells;
        } else if cells == table.header {
            // Files that were appended to each other repeat their header.
        } else if cells.len() != table.header.len() {
            let (has, wants) = (cells.len(), table.header.len());
            let words =
                format!("{has} cells where the header has {wants}; look for a comma or quote too many");
            table.problems.add(table.error(line, None, words));
        } else {
            table.rows.push(Row { line, cells });
        }
    }
    Ok(table)
}

/// The reader's position may be that of line breaks before the record; errors name the line it stands on.
fn first_line(text: &str, position: &csv::Position) -> u64 {
    let at = usize::try_from(position.byte()).unwrap_or(usize::MAX).min(text.len());
    let skipped = text.as_bytes()[at..].iter().take_while(|b| matches!(b, b'\r' | b'\n'));
    position.line() + skipped.filter(|b| **b == b'\n').count() as u64
}

/// Whichever of the usual separators the header has most of.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |d: u8| header.bytes().filter(|b| *b == d).count();
    b",;\t".iter().copied().rev().max_by_key(|d| count(*d)).unwrap_or(b',')
}

fn json_lines(source: Source<'_>) -> Result<Table<'_>, Problems> {
    let mut table =
        Table { file: source.file, header: Vec::new(), rows: Vec::new(), problems: Problems::default() };
    let mut objects = Vec::new();
    for (line, text) in (1..).zip(source.text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
        match serde_json::from_str::<BTreeMap<String, Box<RawValue>>>(text) {
            Ok(object) => objects.push((line, object)),
            Err(e) => table.problems.add(table.error(line, None, format!("no JSON object on one line: {e}"))),
        }
    }
    for name in objects.iter().flat_map(|(_, object)| object.keys()) {
        if !table.header.contains(name) {
            table.header.push(name.clone());
        }
    }
    for (line, object) in objects {
        let cells = table.header.iter().map(|name| object.get(name).map_or_else(String::new, |v| cell(v)));
        table.rows.push(Row { line, cells: cells.collect() });
    }
    Ok(table)
}

/// Numbers keep their digits as written, so that no amount passes through a float. Lists stay JSON.
fn cell(value: &RawValue) -> String {
    match value.get() {
        "null" => String::new(),
        text => serde_json::from_str::<String>(text).map_or_else(|_| text.to_owned(), |t| clean(&t)),
    }
}

fn clean(cell: &str) -> String {
    let cell = cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'));
    if !cell.contains('\r') {
        return cell.to_owned();
    }
    // Some exports write CR LF inside cells once more on every pass: runs of CR belong to the LF after them.
    let lines: Vec<&str> = cell.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    lines.join("\n").replace('\r', "\n")
}
