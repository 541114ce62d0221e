//! Reading a statement from its first byte to its last, in little memory.

use super::Entry;
use super::columns::Columns;
use crate::import::{Problems, RowError, plain};
use encoding_rs::{Encoding, GB18030, UTF_8};
use encoding_rs_io::DecodeReaderBytesBuilder;
use jiff::tz::TimeZone;
use std::io::{BufRead, BufReader, Read};

/// What a statement says in all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    pub entries: u64,
    pub first_ms: i64,
    pub last_ms: i64,
    pub in_fen: i64,
    pub out_fen: i64,
}

/// Lines for people before the header; a file without one by then is no statement.
const PREAMBLE_MAX: usize = 100;
const HEAD: usize = 64 * 1024;

/// Hands out the entries as they stand in the file. What was handed out before an error or of a statement that was
/// cut off counts for nothing.
pub fn read<E: From<Problems>>(
    file: &str,
    source: impl Read,
    zone: &TimeZone,
    mut each: impl FnMut(Entry) -> Result<(), E>,
) -> Result<Summary, E> {
    let wrong = |line: Option<u64>, words: String| {
        let mut problems = Problems::default();
        problems.add(RowError { file: file.to_owned(), line, column: None, words });
        E::from(problems)
    };
    let mut lines = lines(source).map_err(|error| wrong(None, format!("cannot be read: {error}")))?;
    let mut said = Said::default();
    let columns = lines.header(&mut said).map_err(|(line, words)| wrong(line, words))?;
    let mut sum = Summary::default();
    while let Some((line, cells)) = lines.next().map_err(|(line, words)| wrong(line, words))? {
        said.at_the_end(&cells);
        let entry = columns.entry(line, &cells, zone).map_err(|words| wrong(Some(line), words))?;
        let Some(entry) = entry else { continue };
        if cells.len() < columns.width.min(3) {
            return Err(wrong(
                Some(line),
                "the line ends in its middle; export the statement again".to_owned(),
            ));
        }
        sum.add(&entry).ok_or_else(|| wrong(Some(line), "the sums are beyond any account".to_owned()))?;
        each(entry)?;
    }
    said.agrees(&sum).map_err(|words| wrong(None, words))?;
    Ok(sum)
}

impl Summary {
    fn add(&mut self, entry: &Entry) -> Option<()> {
        let first = self.entries == 0;
        self.first_ms = if first { entry.at_ms } else { self.first_ms.min(entry.at_ms) };
        self.last_ms = if first { entry.at_ms } else { self.last_ms.max(entry.at_ms) };
        self.entries += 1;
        let sum = if entry.is_out() { &mut self.out_fen } else { &mut self.in_fen };
        *sum = sum.checked_add(entry.amount_fen.checked_abs()?)?;
        Some(())
    }
}

/// What a statement says of itself.
#[derive(Default)]
struct Said {
    entries: Option<u64>,
    /// A merchant's bill ends with its sums; without them it was cut off.
    ends_with_sums: bool,
    sums_follow: bool,
}

impl Said {
    /// `共66笔记录`, `共：29笔记录`.
    fn before(&mut self, cells: &[String]) {
        let Some((_, rest)) = cells.first().and_then(|cell| cell.split_once('共')) else { return };
        let digits: String =
            rest.trim_start_matches(['：', ':', ' ']).chars().take_while(char::is_ascii_digit).collect();
        let after = rest.trim_start_matches(['：', ':', ' ']).trim_start_matches(char::is_numeric);
        if after.trim_start().starts_with('笔') {
            self.entries = digits.parse().ok();
        }
    }

    fn at_the_end(&mut self, cells: &[String]) {
        let Some(first) = cells.first() else { return };
        if self.sums_follow {
            self.entries = first.parse().ok();
            self.sums_follow = false;
        } else if plain(first) == "总交易单数" {
            self.sums_follow = true;
            self.ends_with_sums = false;
        }
    }

    fn agrees(&self, sum: &Summary) -> Result<(), String> {
        match self.entries {
            _ if self.ends_with_sums || self.sums_follow => {
                Err("ends before its sums: it was cut off; export it whole".to_owned())
            }
            Some(said) if said != sum.entries => Err(format!(
                "says it has {said} entries and has {}: it was cut off or filtered; export it whole",
                sum.entries
            )),
            None if sum.entries == 0 => Err("has no entries".to_owned()),
            _ => Ok(()),
        }
    }
}

type Wrong = (Option<u64>, String);

struct Lines<R: Read> {
    reader: csv::Reader<R>,
    record: csv::StringRecord,
}

/// A mark at the beginning says how it is written; what is no UTF-8 is GB18030, as Chinese programs write it.
fn lines<R: Read>(source: R) -> std::io::Result<Lines<impl Read>> {
    let mut source = BufReader::with_capacity(HEAD, source);
    let encoding = encoding(source.fill_buf()?);
    let decoded = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).build(source);
    let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(decoded);
    Ok(Lines { reader, record: csv::StringRecord::new() })
}

fn encoding(head: &[u8]) -> &'static Encoding {
    match std::str::from_utf8(head) {
        Err(error) if error.error_len().is_some() => GB18030,
        _ => UTF_8,
    }
}

impl<R: Read> Lines<R> {
    /// The next line that says anything.
    fn next(&mut self) -> Result<Option<(u64, Vec<String>)>, Wrong> {
        loop {
            let more = self.reader.read_record(&mut self.record);
            let more = more
                .map_err(|error| (error.position().map(csv::Position::line), format!("no CSV: {error}")))?;
            if !more {
                return Ok(None);
            }
            let line = self.record.position().map_or(0, csv::Position::line);
            if self.record.iter().any(|cell| cell.contains(char::REPLACEMENT_CHARACTER)) {
                return Err((Some(line), "does not read as text; save it as UTF-8 and try again".to_owned()));
            }
            let cells: Vec<String> = self.record.iter().map(clean).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                return Ok(Some((line, cells)));
            }
        }
    }

    fn header(&mut self, said: &mut Said) -> Result<Columns, Wrong> {
        for _ in 0..PREAMBLE_MAX {
            let Some((_, cells)) = self.next()? else { break };
            match Columns::of(&cells) {
                Some(columns) => {
                    said.ends_with_sums = cells.iter().any(|cell| plain(cell) == "应结订单金额");
                    return Ok(columns);
                }
                None => said.before(&cells),
            }
        }
        let words = "no line names the columns: a time (交易时间) and an amount (金额) are needed";
        Err((None, words.to_owned()))
    }
}

/// Providers put a backtick or a tab around numbers, so that no spreadsheet rounds them.
fn clean(cell: &str) -> String {
    cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '`' | '=')).to_owned()
}
