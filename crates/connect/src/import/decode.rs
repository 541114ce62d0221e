//! From bytes to text: how is this file written?
//!
//! A byte order mark decides; then strict UTF-8; then UTF-16 by its zero bytes; then a guess, which for files
//! of our customers is nearly always GB18030. Nothing is decoded with replacement characters: a file that does
//! not decode cleanly is refused with the line. Then text that was decoded wrongly before it reached us is
//! repaired or refused, see [`super::mojibake`].

use std::collections::BTreeSet;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::mojibake::repair;
use super::{Problems, RowError};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    pub encoding: &'static str,
    /// Some of the text had been decoded wrongly before and was put right.
    pub repaired: bool,
}

pub fn decode(file: &str, bytes: &[u8]) -> Result<Decoded, Problems> {
    let (encoding, body) = encoding_of(file, bytes)?;
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(body)
        .ok_or_else(|| undecodable(file, encoding, body))?;
    if let Some(at) = text.find('\0') {
        let words = "a zero byte: this is not a text file; export it as CSV or JSON Lines";
        return Err(at_line(file, line_of(&text.as_bytes()[..at]), words));
    }
    let (text, repaired) = repair(file, &text)?;
    Ok(Decoded { text, encoding: encoding.name(), repaired })
}

fn encoding_of<'a>(file: &str, bytes: &'a [u8]) -> Result<(&'static Encoding, &'a [u8]), Problems> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Ok((encoding, &bytes[length..]));
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok((UTF_8, bytes));
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return Ok((encoding, bytes));
    }
    if let Some(problems) = damaged_utf8(file, bytes) {
        return Err(problems);
    }
    Ok((guess(bytes), bytes))
}

/// Headers and commas are ASCII, and in UTF-16 each of them has a zero byte on the same side. The other side has
/// a few too: 一 is 4E00.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |offset: usize| bytes.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match bytes.len().is_multiple_of(2) && even + odd > bytes.len() / 50 {
        true if odd > even * 2 => Some(UTF_16LE),
        true if even > odd * 2 => Some(UTF_16BE),
        _ => None,
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // GB18030 is the superset of GBK. Short files are guessed badly, so what looks like it is tried first.
    if guess == GBK || looks_like_gb2312(bytes) { GB18030 } else { guess }
}

/// Everyday Chinese is pairs of high bytes. Western text has them one at a time, before a letter, and Big5 has
/// many second bytes below; both would often decode as GB18030 too, as nonsense.
fn looks_like_gb2312(bytes: &[u8]) -> bool {
    let (mut high_pairs, mut others, mut at) = (0, 0, 0);
    while at < bytes.len() {
        match (bytes[at], bytes.get(at + 1)) {
            (0..=0x7f, _) => at += 1,
            (0xa1..=0xf7, Some(0xa1..=0xfe)) => (high_pairs, at) = (high_pairs + 1, at + 2),
            _ => (others, at) = (others + 1, at + 2),
        }
    }
    high_pairs > others * 8
}

/// Mostly sound UTF-8 with a few broken places is damaged UTF-8, and no other encoding would read it better.
fn damaged_utf8(file: &str, bytes: &[u8]) -> Option<Problems> {
    let (mut sound, mut broken, mut lines) = (0, 0, BTreeSet::new());
    let mut line = 1;
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        line += breaks(chunk.valid().as_bytes());
        if !chunk.invalid().is_empty() {
            broken += 1;
            lines.insert(line);
        }
    }
    let mut problems = Problems::default();
    let words = "bytes that are not UTF-8: the file is damaged here; export it again";
    lines.into_iter().for_each(|line| problems.add_all(at_line(file, line, words)));
    (sound > broken * 4).then_some(problems)
}

fn undecodable(file: &str, encoding: &'static Encoding, bytes: &[u8]) -> Problems {
    // The longest prefix that decodes ends on the line to show; found by the decoder's own report.
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() * 3 + 16);
    let (_, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    let words = format!("does not read as {}; save it as UTF-8 and import it again", encoding.name());
    at_line(file, line_of(&bytes[..read.min(bytes.len())]), &words)
}

fn line_of(before: &[u8]) -> u64 {
    1 + breaks(before)
}

fn breaks(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|b| **b == b'\n').count() as u64
}

fn at_line(file: &str, line: u64, words: &str) -> Problems {
    let mut problems = Problems::default();
    problems.add(RowError { file: file.into(), line: Some(line), column: None, words: words.into() });
    problems
}
