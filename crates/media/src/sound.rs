//! How long a recording is.

use crate::guard::guarded;
use crate::kind::Media;
use crate::{Facts, Oddity};
use lofty::config::{ParseOptions, ParsingMode};
use lofty::file::{AudioFile, FileType};
use lofty::probe::Probe;
use std::io::Cursor;

pub fn read(bytes: &[u8], media: Media, facts: &mut Facts) {
    facts.length_ms = match media.mime {
        "audio/amr" => amr(bytes),
        mime => guarded(|| of_lofty(bytes, mime)),
    };
    if facts.length_ms.is_none() {
        facts.oddities.push(Oddity::Unreadable);
    }
}

/// Properties only: tags and covers are not read, they may be large and prove nothing.
fn of_lofty(bytes: &[u8], mime: &str) -> Option<u64> {
    let options =
        ParseOptions::new().read_tags(false).read_cover_art(false).parsing_mode(ParsingMode::Relaxed);
    let probe = match mime {
        "audio/mpeg" => Probe::with_file_type(Cursor::new(bytes), FileType::Mpeg),
        "audio/m4a" => Probe::with_file_type(Cursor::new(bytes), FileType::Mp4),
        "audio/x-wav" => Probe::with_file_type(Cursor::new(bytes), FileType::Wav),
        // Vorbis, Opus or Speex: the first page says.
        _ => Probe::new(Cursor::new(bytes)).guess_file_type().ok()?,
    };
    let length = probe.options(options).read().ok()?.properties().duration();
    u64::try_from(length.as_millis()).ok().filter(|ms| *ms > 0)
}

/// Frames of 20 ms, each led by a byte that says how long it is; narrow band as phones record calls, or wide band.
fn amr(bytes: &[u8]) -> Option<u64> {
    const NARROW: [usize; 16] = [13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1];
    const WIDE: [usize; 16] = [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 1, 1, 1, 1, 1, 1];
    let (mut rest, sizes) = match bytes {
        [b'#', b'!', b'A', b'M', b'R', b'-', b'W', b'B', b'\n', rest @ ..] => (rest, WIDE),
        [b'#', b'!', b'A', b'M', b'R', b'\n', rest @ ..] => (rest, NARROW),
        _ => return None,
    };
    let mut frames = 0;
    while let Some(head) = rest.first() {
        rest = rest.get(sizes[usize::from(head >> 3 & 15)]..).unwrap_or_default();
        frames += 1;
    }
    (frames > 0).then_some(frames * 20)
}
