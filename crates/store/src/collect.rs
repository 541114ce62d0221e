//! How a piece of evidence came to us: who collected it, from whom, when and how, with its digests. The record is
//! sealed like the piece itself, because names of files and of people stand in it; the entry commits to both.

use crate::ties::Tie;
use crate::{Error, Pack};
use bytes::Bytes;
use domain::case::Source;
use domain::command::NewEvidence;
use domain::{Actor, Party, Refusal};
use media::Look;
use serde::{Deserialize, Serialize};
use sha2::Digest;

/// A file as it came in, with the name it had there. Nine of them may be large, so a copy of this holds the same bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewFile {
    pub bytes: Bytes,
    pub name: Option<String>,
}

impl From<Vec<u8>> for NewFile {
    fn from(bytes: Vec<u8>) -> NewFile {
        NewFile { bytes: bytes.into(), name: None }
    }
}

/// From what sort of device, and from which part of the net. Never the exact address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    pub device: Device,
    pub network: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Device {
    Phone,
    Desktop,
    Program,
    #[default]
    Unknown,
}

impl Device {
    pub fn word(self) -> &'static str {
        match self {
            Device::Phone => "phone",
            Device::Desktop => "desktop",
            Device::Program => "program",
            Device::Unknown => "unknown",
        }
    }
}

/// The collection record of one piece.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collected {
    /// Who took it in: `customer`, `staff:li`, `carrier`.
    pub by: String,
    /// The side it comes from.
    pub from: String,
    pub received_ms: i64,
    /// When it was made, as whoever gave it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captured_ms: Option<i64>,
    pub method: Method,
    /// What the other system calls the request by which it was fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    pub tool: String,
    /// The name of the file where it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub device: Device,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network: Option<String>,
    pub size: u64,
    pub sha256: String,
    pub sm3: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    #[default]
    Upload,
    Api,
    Pull,
    Call,
}

impl Method {
    pub fn word(self) -> &'static str {
        match self {
            Method::Upload => "upload",
            Method::Api => "api",
            Method::Pull => "pull",
            Method::Call => "call",
        }
    }
}

/// What all pieces of one act have in common.
pub struct How<'a> {
    pub by: &'a Actor,
    pub source: Source,
    /// Where that is not who hands it in.
    pub from: Option<Party>,
    pub origin: &'a Origin,
    pub request_id: Option<&'a str>,
    pub captured_ms: Option<i64>,
}

/// By which the same bytes are found again, in whatever case.
pub const SAME_FILE: &str = "file";
/// By which pictures that look alike are found: quarters of the 64 bits.
pub const LIKE_PICTURE: &str = "look";
/// Names are cut, so that a record stays a record.
const NAME_LETTERS: usize = 255;

impl<'a> How<'a> {
    pub fn upload(by: &'a Actor, origin: &'a Origin) -> How<'a> {
        How { by, source: Source::Uploaded, from: None, origin, request_id: None, captured_ms: None }
    }

    fn method(&self) -> Method {
        match self.source {
            Source::Pulled => Method::Pull,
            Source::Phone => Method::Call,
            _ if self.origin.device == Device::Program => Method::Api,
            _ => Method::Upload,
        }
    }

    pub fn record(&self, bytes: &[u8], name: Option<&str>, received_ms: i64) -> Collected {
        Collected {
            by: self.by.to_string(),
            from: self.from.unwrap_or(self.by.party()).word().to_owned(),
            received_ms,
            captured_ms: self.captured_ms,
            method: self.method(),
            request_id: self.request_id.map(str::to_owned),
            tool: concat!("redress ", env!("CARGO_PKG_VERSION")).to_owned(),
            name: name.map(|name| name.chars().take(NAME_LETTERS).collect()),
            device: self.origin.device,
            network: self.origin.network.clone(),
            size: bytes.len() as u64,
            sha256: hex(&sha2::Sha256::digest(bytes)),
            sm3: hex(&sm3::Sm3::digest(bytes)),
        }
    }
}

/// Seals files as new evidence, each with its record. Blocks for the disk.
pub fn evidence(pack: &mut Pack<'_>, files: &[NewFile], how: &How) -> Result<Vec<NewEvidence>, Error> {
    let one = |file: &NewFile| -> Result<NewEvidence, Error> {
        let media = media::detect(&file.bytes).ok_or(Refusal::FileTypeRefused)?;
        piece(pack, file, (media.evidence_kind(), media.mime), how)
    };
    files.iter().map(one).collect()
}

/// What signals of abuse rest on, as it was when a person counted them.
pub fn signal_record(pack: &mut Pack<'_>, bytes: Vec<u8>, how: &How) -> Result<NewEvidence, Error> {
    piece(pack, &NewFile::from(bytes), ("signal_record", "application/json"), how)
}

/// The note of a call: what was said is the piece.
pub fn call_note(pack: &mut Pack<'_>, text: &str, how: &How) -> Result<NewEvidence, Error> {
    piece(pack, &NewFile::from(text.as_bytes().to_vec()), ("call_note", "text/plain"), how)
}

/// What we fetched ourselves and wrote down.
pub fn pulled_text(pack: &mut Pack<'_>, kind: &str, text: &str) -> Result<NewEvidence, Error> {
    let (by, origin) = (Actor::System, Origin::default());
    let how = How { source: Source::Pulled, ..How::upload(&by, &origin) };
    piece(pack, &NewFile::from(text.as_bytes().to_vec()), (kind, "text/plain"), &how)
}

fn piece(
    pack: &mut Pack<'_>,
    file: &NewFile,
    (kind, media): (&str, &str),
    how: &How,
) -> Result<NewEvidence, Error> {
    let record = how.record(&file.bytes, file.name.as_deref(), pack.now_ms());
    let facts = media::facts(&file.bytes);
    let content = pack.file(&file.bytes)?;
    pack.found_by(Tie::File, &record.sha256, &content);
    for band in facts.look.map(bands).into_iter().flatten() {
        pack.found_by(Tie::Picture, &band, &content);
    }
    let (record, facts) = (Some(pack.json(&record)), Some(pack.json(&facts)));
    let plain = NewEvidence::of(kind, media, content);
    Ok(NewEvidence { source: how.source, from: how.from, record, facts, ..plain })
}

/// The four quarters of a look, each with its place.
pub fn bands(look: Look) -> Vec<String> {
    (0..4).map(|at| band(at, (look.0 >> (16 * at)) as u16)).collect()
}

/// The quarters of every look that differs in at most one bit of one quarter. Looks that differ in up to seven bits
/// all told have such a quarter in common.
pub fn near_bands(look: Look) -> Vec<String> {
    let one = |at: u32| {
        let bits = (look.0 >> (16 * at)) as u16;
        let flipped = (0..16).map(move |bit| band(at, bits ^ (1 << bit)));
        flipped.chain([band(at, bits)])
    };
    (0..4).flat_map(one).collect()
}

fn band(at: u32, bits: u16) -> String {
    format!("{at}:{bits:04x}")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{How, Origin, bands, near_bands};
    use domain::Actor;
    use media::Look;

    #[test]
    fn looks_that_differ_in_seven_bits_share_a_quarter() {
        let look = Look(0x0123_4567_89ab_cdef);
        for flips in [0u64, 1, 0b11 << 15 | 0b11 << 31 | 0b11 << 47 | 1 << 63] {
            let other = Look(look.0 ^ flips);
            assert!(near_bands(look).iter().any(|band| bands(other).contains(band)), "{flips:b}");
        }
        assert!(!near_bands(look).iter().any(|band| bands(Look(!look.0)).contains(band)));
    }

    /// The examples of GB/T 32905 and FIPS 180.
    #[test]
    fn both_digests_are_those_of_the_standards() {
        let (by, origin) = (Actor::Stranger, Origin::default());
        let record = How::upload(&by, &origin).record(b"abc", Some("a.png"), 7);
        assert_eq!(record.sm3, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assert_eq!(record.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!((record.size, record.name.as_deref()), (3, Some("a.png")));
    }
}
