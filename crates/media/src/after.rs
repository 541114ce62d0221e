//! Where a file ends by its own rules, and what lies behind. A picture with an archive or a page behind it is two
//! files in one: shown as a picture here, opened as something else there.

mod end;

use crate::Oddity;
use crate::kind::{Media, detect};
use memchr::memmem;

/// Where a file ends by its own rules.
pub enum End {
    /// Behind this byte.
    At(usize),
    /// Further on than its bytes go.
    Missing,
    /// Its kind has no end of its own, or it is too broken to say.
    Unknown,
}

pub fn read(bytes: &[u8], media: Media, oddities: &mut Vec<Oddity>) {
    let rest = match end::of(bytes, media) {
        End::At(end) => bytes.get(end..).unwrap_or_default(),
        End::Missing => {
            oddities.push(Oddity::Truncated);
            &[]
        }
        End::Unknown => &[],
    };
    oddities.extend(carried(rest));
    // An archive is read from its end: it may begin anywhere.
    if media.mime != "text/plain" && ends_as_archive(bytes) {
        oddities.push(Oddity::CarriesArchive);
    }
    if end::has_more_pictures(bytes, media) {
        oddities.push(Oddity::Animation);
    }
}

fn carried(all: &[u8]) -> Option<Oddity> {
    let is_blank = |byte: &u8| matches!(byte, 0 | b' ' | b'\r' | b'\n' | b'\t');
    let rest = &all[all.iter().take_while(|byte| is_blank(byte)).count()..];
    if rest.is_empty() {
        return None;
    }
    if is_archive(rest) {
        return Some(Oddity::CarriesArchive);
    }
    if has_markup(rest) {
        return Some(Oddity::CarriesMarkup);
    }
    // A film begins with the size of its first box, which begins with zeros.
    let is_known = |rest: &[u8]| detect(rest).is_some_and(|media| !media.mime.starts_with("text/"));
    Some(if is_known(rest) || is_known(all) { Oddity::CarriesOther } else { Oddity::CarriesBytes })
}

fn is_archive(rest: &[u8]) -> bool {
    const BEGIN: [&[u8]; 6] =
        [b"PK\x03\x04", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"MSCF\0", b"MZ"];
    BEGIN.iter().any(|begin| rest.starts_with(begin))
}

/// A browser that guesses looks no further than the beginning.
fn has_markup(rest: &[u8]) -> bool {
    let head = rest[..rest.len().min(4096)].to_ascii_lowercase();
    let marks: [&[u8]; 6] = [b"<html", b"<script", b"<!doctype", b"<svg", b"<?php", b"<iframe"];
    marks.iter().any(|mark| memmem::find(&head, mark).is_some())
}

/// The end record of a zip, with a directory where it says that there is one.
fn ends_as_archive(bytes: &[u8]) -> bool {
    const RECORD: usize = 22;
    let tail = bytes.len().saturating_sub(65_535 + RECORD);
    memmem::find_iter(&bytes[tail..], b"PK\x05\x06").any(|at| {
        let record = &bytes[tail + at..];
        let Some(size) = record.get(12..16) else { return false };
        let size = u32::from_le_bytes([size[0], size[1], size[2], size[3]]) as usize;
        let directory = (tail + at).checked_sub(size).and_then(|from| bytes.get(from..from + 4));
        size > 0 && directory == Some(b"PK\x01\x02")
    })
}
