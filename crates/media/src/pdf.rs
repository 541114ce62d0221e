//! What a PDF says of itself. Read as an examiner would, object by object from the front, without following its tables:
//! they are the first thing to be broken or forged, and a reader that follows them can be led in circles.
//!
//! Written here rather than taken from a library: of those that are well kept, none bounds what all packed objects of a
//! file unpack to together, and a file of twenty megabytes may unpack to twenty gigabytes. Nothing is built here but
//! the few words below, and packed objects are unpacked up to a budget for the whole file.

mod object;
mod token;

use crate::{Facts, Oddity, Pdf, Stamp, word};
use flate2::read::ZlibDecoder;
use memchr::memmem;
use object::Object;
use std::io::Read;

/// What all packed objects of one file may unpack to.
const UNPACKED_MAX: usize = 24 * 1024 * 1024;
const PACKED_OBJECTS_MAX: usize = 20_000;

#[derive(Default)]
struct Seen {
    pdf: Pdf,
    /// Pages that were counted one by one, and what the root of their tree says.
    pages: u32,
    pages_said: Option<u32>,
    info: Option<u64>,
    infos: Vec<(u64, Object)>,
    has_script: bool,
    has_files: bool,
    is_encrypted: bool,
    unpacked: usize,
    objects: u64,
}

pub fn read(bytes: &[u8], facts: &mut Facts) {
    let mut seen = Seen::default();
    for at in memmem::find_iter(bytes, b"obj") {
        if let Some(number) = number_before(bytes, at) {
            let (object, end) = object::read(bytes, at + 3);
            seen.take(number, object, bytes, end);
        }
    }
    for at in memmem::find_iter(bytes, b"trailer") {
        let (object, _) = object::read(bytes, at + 7);
        seen.trailer(&object);
    }
    seen.pdf.saved = memmem::find_iter(bytes, b"%%EOF").count() as u32;
    seen.close(facts);
}

/// The object's number in `12 0 obj`.
fn number_before(bytes: &[u8], at: usize) -> Option<u64> {
    let head = bytes[at.saturating_sub(20)..at].trim_ascii_end();
    let text =
        std::str::from_utf8(&head[head.iter().rposition(|byte| !is_part(*byte)).map_or(0, |at| at + 1)..]);
    let mut words = text.ok()?.split_ascii_whitespace().rev();
    let _generation: u32 = words.next()?.parse().ok()?;
    words.next()?.parse().ok()
}

fn is_part(byte: u8) -> bool {
    byte.is_ascii_digit() || byte.is_ascii_whitespace()
}

impl Seen {
    fn take(&mut self, number: u64, object: Object, bytes: &[u8], end: usize) {
        if object.is_a("ObjStm") {
            self.unpack(&object, bytes.get(end..).unwrap_or_default());
        }
        if object.is_a("XRef") {
            self.trailer(&object);
        }
        self.note(number, object);
    }

    fn note(&mut self, number: u64, object: Object) {
        self.objects += 1;
        self.has_script |= object.has_script;
        self.has_files |= object.has_files;
        if object.is_a("Page") {
            self.pages = self.pages.saturating_add(1);
        }
        if object.is_a("Pages") && !object.has("Parent") {
            self.pages_said = object.number("Count").and_then(|count| u32::try_from(count).ok());
        }
        if ["Producer", "Creator", "CreationDate", "Title"].iter().any(|key| object.text(key).is_some()) {
            self.infos.push((number, object));
            // The last word counts; nobody has a use for thousands.
            if self.infos.len() > 64 {
                self.infos.remove(0);
            }
        }
    }

    fn trailer(&mut self, trailer: &Object) {
        self.is_encrypted |= trailer.has("Encrypt");
        self.info = trailer.number("Info").and_then(|number| number.try_into().ok()).or(self.info);
    }

    /// Objects packed together: pairs of number and place first, then one object behind the other.
    fn unpack(&mut self, stream: &Object, rest: &[u8]) {
        let Some(start) = memmem::find(&rest[..rest.len().min(32)], b"stream") else { return };
        let packed = rest[start + 6..].trim_ascii_start();
        let mut plain = Vec::new();
        let left = UNPACKED_MAX - self.unpacked;
        // What was unpacked before a defect is as good as any.
        let _ = ZlibDecoder::new(packed).take(left as u64).read_to_end(&mut plain);
        self.unpacked += plain.len();
        let first = stream.number("First").and_then(|first| usize::try_from(first).ok()).unwrap_or(0);
        let pairs =
            String::from_utf8_lossy(plain.get(..first.min(256 * 1024)).unwrap_or_default()).into_owned();
        let mut numbers = pairs.split_ascii_whitespace().map_while(|text| text.parse::<u64>().ok());
        let mut before = 0;
        for _ in 0..PACKED_OBJECTS_MAX {
            let (Some(number), Some(place)) = (numbers.next(), numbers.next()) else { return };
            let Some(at) = usize::try_from(place).ok().and_then(|place| first.checked_add(place)) else {
                return;
            };
            // In order and apart, or the same bytes would be read again and again.
            if at < before {
                return;
            }
            let (object, end) = object::read(&plain, at);
            before = end.max(at + 1);
            self.note(number, object);
        }
    }

    fn close(mut self, facts: &mut Facts) {
        let named = self.infos.iter().rposition(|(number, _)| Some(*number) == self.info);
        let chosen = named.or(self.infos.len().checked_sub(1)).map(|at| self.infos.swap_remove(at).1);
        // The words of an encrypted file are cipher.
        if let Some(info) = chosen.filter(|_| !self.is_encrypted) {
            let text = |key| info.text(key).and_then(|text| word(&text));
            self.pdf.title = text("Title");
            self.pdf.author = text("Author");
            self.pdf.creator = text("Creator");
            self.pdf.producer = text("Producer");
            self.pdf.created = info.text("CreationDate").and_then(|text| Stamp::of_pdf(&text));
            self.pdf.changed = info.text("ModDate").and_then(|text| Stamp::of_pdf(&text));
        }
        self.pdf.pages = self.pages_said.or(Some(self.pages)).filter(|pages| *pages > 0);
        if self.objects == 0 {
            facts.oddities.push(Oddity::Unreadable);
        }
        let odd = [
            (self.has_script, Oddity::PdfScript),
            (self.has_files, Oddity::PdfEmbeddedFiles),
            (self.is_encrypted, Oddity::Encrypted),
        ];
        facts.oddities.extend(odd.into_iter().filter_map(|(is, oddity)| is.then_some(oddity)));
        facts.pdf = Some(self.pdf);
    }
}
