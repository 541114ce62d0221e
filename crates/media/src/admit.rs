//! Whether a file is taken at all: a kind that we show, and nothing behind it that is dangerous elsewhere. Quick, and
//! without decoding anything, so that it can be asked of every file before it is kept.

use crate::kind::{Media, detect};
use crate::{Oddity, after, picture};

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("files of this kind are not taken")]
    Kind,
    #[error("another file is hidden behind this one")]
    CarriesAnother,
    #[error("this picture claims to be larger than its bytes can hold")]
    LiesAboutSize,
}

/// Photos that were cut off on their way are taken, and so are the moving photos of phones, which carry a short film:
/// people send them in good faith, and whoever assesses them sees what is odd about them.
pub fn admit(bytes: &[u8]) -> Result<Media, Refused> {
    let media = detect(bytes).ok_or(Refused::Kind)?;
    let mut oddities = Vec::new();
    after::read(bytes, media, &mut oddities);
    if oddities.iter().any(|oddity| matches!(oddity, Oddity::CarriesArchive | Oddity::CarriesMarkup)) {
        return Err(Refused::CarriesAnother);
    }
    let claimed = picture::format_of(media).and_then(|format| picture::claimed(bytes, format));
    match claimed {
        Some((width, height)) if picture::lies(bytes, width, height) => Err(Refused::LiesAboutSize),
        _ => Ok(media),
    }
}
