//! Entries and states as they lie in the database. All of them say the same few hundred words and are full of hashes,
//! so they are kept packed, in less than half of the space: hashes as bytes instead of digits, then LZ4 with a text of
//! typical rows that each may point into. Packing loses nothing: what is hashed, chained, signed and handed out are
//! the plain bytes, and the sealer signs only what unpacks to them.
//!
//! The first byte says how. A text that was released is never edited, because the rows packed with it are read with
//! it; a better one gets the next number and stands beside it.

use crate::Error;
use domain::State;
use lz4_flex::block::{compress_with_dict, decompress_with_dict};
use std::io::Write;

const WORDS: &[u8] = include_bytes!("packed/words-1.txt");
const PLAIN: u8 = 0;
const PACKED: u8 = 1;
/// Stands before the bytes of a hash, in the place of its digits and quotes. No JSON contains it.
const HASH: u8 = 0x01;
const DIGITS: usize = 64;
/// No row of ours is larger; a damaged one may claim anything.
const MAX_BYTES: u32 = 64 << 20;
const DAMAGED: Error = Error::Damaged("a packed row cannot be read");

pub fn pack(plain: &[u8]) -> Vec<u8> {
    if memchr::memchr(HASH, plain).is_some() {
        return [&[PLAIN], plain].concat();
    }
    let short = shortened(plain);
    let length = (short.len() as u32).to_le_bytes();
    [&[PACKED], &length[..], &compress_with_dict(&short, WORDS)].concat()
}

pub fn unpack(packed: &[u8]) -> Result<Vec<u8>, Error> {
    match packed.split_first().ok_or(DAMAGED)? {
        (&PLAIN, plain) => Ok(plain.to_vec()),
        (&PACKED, rest) => {
            let (length, block) = rest.split_first_chunk().ok_or(DAMAGED)?;
            let length = Some(u32::from_le_bytes(*length)).filter(|length| *length <= MAX_BYTES);
            let length = length.ok_or(DAMAGED)? as usize;
            let short = decompress_with_dict(block, length, WORDS).map_err(|_| DAMAGED)?;
            if short.len() == length { lengthened(&short) } else { Err(DAMAGED) }
        }
        _ => Err(DAMAGED),
    }
}

/// The state of a subject as its row has it.
pub(crate) fn read_state(packed: &[u8]) -> Result<State, Error> {
    serde_json::from_slice(&unpack(packed)?).map_err(|_| Error::Damaged("a state cannot be read"))
}

fn shortened(plain: &[u8]) -> Vec<u8> {
    let mut short = Vec::with_capacity(plain.len());
    let mut rest = plain;
    while let Some(at) = memchr::memchr(b'"', rest) {
        let (before, quoted) = rest.split_at(at);
        short.extend_from_slice(before);
        match hash_in(quoted) {
            Some(bytes) => {
                short.push(HASH);
                short.extend_from_slice(&bytes);
                rest = &quoted[DIGITS + 2..];
            }
            None => {
                short.push(b'"');
                rest = &quoted[1..];
            }
        }
    }
    short.extend_from_slice(rest);
    short
}

/// The hash that stands between this quote and the next.
fn hash_in(quoted: &[u8]) -> Option<[u8; DIGITS / 2]> {
    if quoted.get(DIGITS + 1) != Some(&b'"') {
        return None;
    }
    let digits = std::str::from_utf8(&quoted[1..=DIGITS]).ok()?;
    digits.parse::<journal::Hash>().ok().map(|hash| hash.0)
}

fn lengthened(short: &[u8]) -> Result<Vec<u8>, Error> {
    let mut plain = Vec::with_capacity(short.len() * 2);
    let mut rest = short;
    while let Some(at) = memchr::memchr(HASH, rest) {
        plain.extend_from_slice(&rest[..at]);
        let (bytes, after) = rest[at + 1..].split_first_chunk().ok_or(DAMAGED)?;
        write!(plain, "\"{}\"", journal::Hash(*bytes)).expect("memory takes what is written");
        rest = after;
    }
    plain.extend_from_slice(rest);
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back_as_it_was() {
        let noise: Vec<u8> = (0..70_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let hash = journal::Hash::of(b"x");
        let hashes = format!("\"{hash}\"{hash}\"{hash}\" \"{hash}\"\"{}\"", &hash.to_string()[1..]);
        let capital = format!("\"{}\"", hash.to_string().to_uppercase());
        for plain in [&b""[..], b"{}", b"\"", WORDS, &noise, hashes.as_bytes(), capital.as_bytes()] {
            assert_eq!(unpack(&pack(plain)).unwrap(), plain);
        }
    }

    #[test]
    fn words_we_always_say_take_little_space_and_a_hash_its_bytes() {
        let entry = br#""by":"system","event":{"kind":"closed","outcome":"settled","relief":"monetary"}}"#;
        assert!(pack(entry).len() < entry.len() / 3);
        let hash = format!("\"{}\"", journal::Hash::of(b"x"));
        assert!(pack(hash.as_bytes()).len() < 45);
    }

    #[test]
    fn the_text_of_a_number_is_never_edited() {
        assert_eq!(journal::Hash::of(WORDS).to_string()[..16], *"3d91dbd9c5608743");
    }

    #[test]
    fn damage_is_an_error_and_never_a_flood() {
        let packed = pack(format!("{{\"prev\":\"{}\"}}", journal::Hash::of(b"x")).as_bytes());
        for cut in 0..packed.len() {
            assert!(unpack(&packed[..cut]).is_err(), "{cut}");
        }
        assert!(unpack(b"{\"v\":1").is_err());
        assert!(unpack(&[PACKED, 255, 255, 255, 255, 0]).is_err());
    }
}
