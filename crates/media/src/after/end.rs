//! The ends of the kinds that have one. Each walk goes once over the bytes.

use super::End;
use crate::kind::Media;
use memchr::memmem;

pub fn of(bytes: &[u8], media: Media) -> End {
    match media.mime {
        "image/jpeg" => jpeg(bytes),
        "image/png" => png(bytes),
        "image/gif" => gif(bytes).0,
        "image/webp" | "audio/x-wav" => riff(bytes),
        "application/pdf" => pdf(bytes),
        "image/heif" | "video/mp4" | "video/quicktime" | "video/x-m4v" | "audio/m4a" => boxes(bytes),
        _ => End::Unknown,
    }
}

pub fn has_more_pictures(bytes: &[u8], media: Media) -> bool {
    match media.mime {
        "image/gif" => gif(bytes).1 > 1,
        "image/png" => {
            bytes.get(..4096.min(bytes.len())).is_some_and(|head| memmem::find(head, b"acTL").is_some())
        }
        "image/webp" => {
            bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|flags| flags & 2 != 0)
        }
        _ => false,
    }
}

/// Segments up to the picture, then coded bytes in which a marker is never followed by 0 or by a restart.
fn jpeg(bytes: &[u8]) -> End {
    let mut at = 2;
    loop {
        let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr(0xff, rest)) else {
            return End::Missing;
        };
        at += found + 1;
        match bytes.get(at) {
            None => return End::Missing,
            Some(0xd9) => return End::At(at + 1),
            Some(0xff) => {}
            Some(0x00 | 0x01 | 0xd0..=0xd8) => at += 1,
            Some(_) => {
                let Some(size) = be16(bytes, at + 1) else { return End::Missing };
                at += 1 + size.max(2);
            }
        }
    }
}

fn png(bytes: &[u8]) -> End {
    let mut at = 8;
    while let (Some(size), Some(name)) = (be32(bytes, at), bytes.get(at + 4..at + 8)) {
        at = at.saturating_add(12).saturating_add(size);
        if name == b"IEND" && at <= bytes.len() {
            return End::At(at);
        }
    }
    End::Missing
}

/// The end, and how many pictures there are.
fn gif(bytes: &[u8]) -> (End, usize) {
    let colours = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let Some(flags) = bytes.get(10) else { return (End::Missing, 0) };
    let (mut at, mut pictures) = (13 + colours(*flags), 0);
    loop {
        match bytes.get(at) {
            Some(b';') => return (End::At(at + 1), pictures),
            Some(b'!') => at += 2,
            Some(b',') => {
                pictures += 1;
                let Some(flags) = bytes.get(at + 9) else { return (End::Missing, pictures) };
                at += 11 + colours(*flags);
            }
            Some(_) => return (End::Unknown, pictures),
            None => return (End::Missing, pictures),
        }
        while let Some(size) = bytes.get(at).filter(|size| **size > 0) {
            at += 1 + usize::from(*size);
        }
        at += 1;
    }
}

/// Recorders that were cut off leave a size of nothing or of everything.
fn riff(bytes: &[u8]) -> End {
    let Some(size) = bytes.get(4..8) else { return End::Missing };
    let size = u32::from_le_bytes([size[0], size[1], size[2], size[3]]);
    match (size as usize).saturating_add(8) {
        _ if size == 0 || size >= u32::MAX - 8 => End::Unknown,
        end if end <= bytes.len() => End::At(end + end % 2),
        _ => End::Missing,
    }
}

/// The last of its end marks: a PDF that was saved again has one for every time.
fn pdf(bytes: &[u8]) -> End {
    match memmem::rfind(bytes, b"%%EOF") {
        Some(at) => End::At(at + 5),
        None => End::Missing,
    }
}

/// What follows the last box that fits is not ours to judge; a box that goes beyond the bytes was cut.
fn boxes(bytes: &[u8]) -> End {
    let mut at = 0;
    while let (Some(size), Some(name)) = (be32(bytes, at), bytes.get(at + 4..at + 8)) {
        if !name.iter().all(|letter| letter.is_ascii_graphic() || *letter == b' ' || *letter == 0xa9) {
            return End::At(at);
        }
        let size = match size {
            0 => return End::At(bytes.len()),
            1 => be64(bytes, at + 8),
            size => Some(size),
        };
        match size.and_then(|size| at.checked_add(size)) {
            Some(end) if end >= at + 8 && end <= bytes.len() => at = end,
            Some(end) if end < at + 8 => return End::Unknown,
            _ => return End::Missing,
        }
    }
    End::At(at)
}

fn be16(bytes: &[u8], at: usize) -> Option<usize> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(usize::from(u16::from_be_bytes([two[0], two[1]])))
}

fn be32(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes([four[0], four[1], four[2], four[3]]) as usize)
}

fn be64(bytes: &[u8], at: usize) -> Option<usize> {
    let high = be32(bytes, at)?;
    let low = be32(bytes, at.checked_add(4)?)?;
    (high == 0).then_some(low)
}
