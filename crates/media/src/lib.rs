//! What a file tells of itself: its type, when, where and with what it was made, how large a picture is and what it
//! looks like, the properties of a PDF, the length of sound and film. These are facts for whoever assesses a piece
//! of evidence; whoever made the file can have written anything into it, so they prove nothing.
//!
//! Everything here is pure and bounded: files come from strangers. Nothing is unpacked without a limit, one picture
//! is decoded at a time, and a file that cannot be read yields what could be read.

mod admit;
mod after;
mod guard;
mod kind;
mod look;
mod made;
mod pdf;
mod picture;
mod redact;
mod sound;
mod stamp;

pub use admit::{Refused, admit};
pub use kind::{Media, by_mime, detect};
pub use redact::{Area, RedactError, build, redact};
pub use stamp::Stamp;

use serde::{Deserialize, Serialize};

/// All that could be read. Fields are only ever added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// Type by content; none where it is not one we take.
    pub mime: Option<String>,
    /// When the device says the picture or film was taken.
    pub taken: Option<Stamp>,
    pub place: Option<Place>,
    pub device: Option<Device>,
    pub size: Option<Size>,
    pub look: Option<Look>,
    /// Of sound and film.
    pub length_ms: Option<u64>,
    pub pdf: Option<Pdf>,
    /// What is out of the ordinary, sorted, each once.
    pub oddities: Vec<Oddity>,
}

/// In millionths of a degree, north and east positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub latitude_e6: i64,
    pub longitude_e6: i64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Device {
    pub make: Option<String>,
    pub model: Option<String>,
    /// What wrote the file last; a photo that went through an image editor names it here.
    pub software: Option<String>,
}

/// As it is shown, after turning it the way its EXIF says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

/// A perceptual hash: pictures that look alike have looks that differ in few bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Look(pub u64);

/// Copies that were scaled or packed again stay within this many bits; different photos differ in about 32.
pub const SAME_LOOK_BITS: u32 = 8;

impl Look {
    pub fn distance(self, other: Look) -> u32 {
        (self.0 ^ other.0).count_ones()
    }
    pub fn is_like(self, other: Look) -> bool {
        self.distance(other) <= SAME_LOOK_BITS
    }
}

impl From<Look> for String {
    fn from(look: Look) -> String {
        format!("{:016x}", look.0)
    }
}

impl TryFrom<String> for Look {
    type Error = std::num::ParseIntError;
    fn try_from(text: String) -> Result<Look, Self::Error> {
        u64::from_str_radix(&text, 16).map(Look)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pdf {
    pub pages: Option<u32>,
    pub title: Option<String>,
    pub author: Option<String>,
    /// The program it was written with, and the one that made the PDF of it.
    pub creator: Option<String>,
    pub producer: Option<String>,
    pub created: Option<Stamp>,
    pub changed: Option<Stamp>,
    /// How often it was saved onto its own end; more than once means that it was changed after it was made.
    pub saved: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Oddity {
    /// It ends before its end.
    Truncated,
    /// Its header claims more than these bytes can hold.
    LiesAboutSize,
    /// An archive lies behind its end.
    CarriesArchive,
    /// A web page or script lies behind its end.
    CarriesMarkup,
    /// Another picture, film or document lies behind its end, as in the moving photos of some phones.
    CarriesOther,
    /// Bytes of no known kind lie behind its end.
    CarriesBytes,
    PdfScript,
    PdfEmbeddedFiles,
    Encrypted,
    /// More than one picture; only the first was looked at.
    Animation,
    /// So large that it was not decoded: no look.
    NotDecoded,
    /// It says what it is, and could not be read as that.
    Unreadable,
}

/// Reads what can be read. Never fails, never panics.
pub fn facts(bytes: &[u8]) -> Facts {
    let Some(media) = detect(bytes) else { return Facts::default() };
    let mut facts = Facts { mime: Some(media.mime.into()), ..Facts::default() };
    after::read(bytes, media, &mut facts.oddities);
    match media.mime.split_once('/') {
        Some(("image", _)) => picture::read(bytes, media, &mut facts),
        Some(("video", _)) => made::of_film(bytes, &mut facts),
        Some(("audio", _)) => sound::read(bytes, media, &mut facts),
        _ if media.mime == "application/pdf" => pdf::read(bytes, &mut facts),
        _ => {}
    }
    facts.oddities.sort();
    facts.oddities.dedup();
    facts
}

/// A word out of a stranger's file: one line, of a length that fits a table.
pub(crate) fn word(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|letter| !is_unseen(*letter)).take(200).collect();
    let plain = plain.trim();
    (!plain.is_empty()).then(|| plain.to_owned())
}

/// Controls, and marks that turn the direction of writing: they let a word look like another one.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
