//! The document as a PDF/A-2u on A4: text that can be searched and copied, one embedded font, nothing of today.
//!
//! LIMIT: paragraphs are not tagged for screen readers; the HTML of the same document is the accessible edition.

mod lines;
mod sheet;

use crate::font;
use crate::{Block, Document, Table};
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::{Document as Out, SerializeSettings};
use sheet::{Ink, Sheet};
use std::collections::BTreeSet;

pub struct Pdf {
    pub bytes: Vec<u8>,
    /// Letters the font does not have; they stand in the paper as their code points.
    pub missing: Vec<char>,
}

#[derive(Debug, thiserror::Error)]
#[error("the PDF cannot be written: {0}")]
pub struct PdfError(String);

const TITLE: f32 = 18.0;
const HEADING: f32 = 13.0;
const BODY: f32 = 10.0;
const SMALL: f32 = 9.0;

pub fn pdf(document: &Document) -> Result<Pdf, PdfError> {
    let mut missing = BTreeSet::new();
    let mut sheet = Sheet::new();
    let mut clean = |text: &str| font::printable(text, &mut missing);
    sheet.paragraph(&clean(&document.title), TITLE, Ink::Strong, 0.0);
    let mut headings = vec![];
    for block in &document.blocks {
        match block {
            Block::Heading(text) => {
                let text = clean(text);
                headings.push((text.clone(), sheet.heading(&text, HEADING)));
            }
            Block::Text(text) => sheet.paragraph(&clean(text), BODY, Ink::Plain, 0.0),
            Block::Note(text) => sheet.note(&clean(text), BODY),
            Block::Facts(facts) => {
                let rows = facts.iter().map(|(name, value)| vec![clean(name), clean(value)]).collect();
                sheet.table(&Table { head: vec![], rows, widths: vec![1, 3] }, BODY);
            }
            Block::Table(table) => sheet.table(&cleaned(table, &mut clean), SMALL),
            Block::Quote { head, text } => {
                sheet.paragraph(&clean(head), SMALL, Ink::Faint, 12.0);
                sheet.paragraph(&clean(text), BODY, Ink::Plain, 12.0);
            }
            Block::Lines(lines) => {
                let lines: Vec<String> = lines.iter().map(|line| clean(line)).collect();
                sheet.paragraph(&lines.join("\n"), SMALL, Ink::Plain, 12.0);
            }
        }
    }
    let foot = clean(&document.foot);
    let bytes = write(document, sheet, &headings, &foot)?;
    Ok(Pdf { bytes, missing: missing.into_iter().collect() })
}

fn cleaned(table: &Table, clean: &mut impl FnMut(&str) -> String) -> Table {
    let head = table.head.iter().map(|cell| clean(cell)).collect();
    let mut row = |row: &Vec<String>| row.iter().map(|cell| clean(cell)).collect();
    let rows = table.rows.iter().map(&mut row).collect();
    Table { head, rows, widths: table.widths.clone() }
}

fn write(
    document: &Document,
    sheet: Sheet,
    headings: &[(String, sheet::Place)],
    foot: &str,
) -> Result<Vec<u8>, PdfError> {
    let archival = ConfigurationBuilder::new().with_archival_validator(Archival::A2_U).finish();
    let configuration = archival.map_err(|error| PdfError(format!("{error:?}")))?;
    let mut out = Out::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    sheet.draw(&mut out, foot);
    let mut outline = Outline::new();
    for (text, place) in headings {
        outline.push_child(OutlineNode::new(text.clone(), place.destination()));
    }
    out.set_outline(outline);
    let metadata = Metadata::new().title(document.title.clone()).language(document.lang.clone());
    out.set_metadata(metadata.producer("Redress".into()).creation_date(date(document.as_of_ms)));
    out.finish().map_err(|error| PdfError(format!("{error:?}")))
}

fn date(ms: i64) -> DateTime {
    let at = jiff::Timestamp::from_millisecond(ms).unwrap_or_default().to_zoned(jiff::tz::TimeZone::UTC);
    let two = |part: i8| part.unsigned_abs();
    let day = DateTime::new(at.year().unsigned_abs()).month(two(at.month())).day(two(at.day()));
    day.hour(two(at.hour()))
        .minute(two(at.minute()))
        .second(two(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}
