//! Pictures: how large, what they look like, and whether they lie about it. Decoding is held under limits before a
//! byte is allocated: so many pixels, so many passes over them, and one picture at a time in the whole process.

use crate::guard::guarded;
use crate::kind::Media;
use crate::{Facts, Oddity, Size, look, made};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, metadata::Orientation};
use std::io::Cursor;
use std::sync::{Mutex, PoisonError};

/// No camera makes more.
const PIXELS_CLAIMED_MAX: u64 = 250_000_000;
/// The densest packing of a plain sheet is about 8,300 pixels a byte.
const PIXELS_A_BYTE_MAX: u64 = 10_000;
/// What is decoded at most: a photo of 48 megapixels is.
const PIXELS_MAX: u64 = 51_000_000;
/// A progressive JPEG needs three times the memory.
const PIXELS_PROGRESSIVE_MAX: u64 = 25_000_000;
/// Pixels times passes: each scan of a progressive JPEG walks over the whole picture.
const WORK_MAX: u64 = 1_000_000_000;
const BYTES_MAX: u64 = 210_000_000;

static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

pub fn read(bytes: &[u8], media: Media, facts: &mut Facts) {
    made::of_picture(bytes, facts);
    let Some(format) = ImageFormat::from_mime_type(media.mime) else { return };
    let Some((width, height)) = claimed(bytes, format) else {
        facts.oddities.push(Oddity::Unreadable);
        return;
    };
    facts.size = Some(Size { width, height });
    if lies(bytes, width, height) {
        facts.oddities.push(Oddity::LiesAboutSize);
        return;
    }
    if !is_light(bytes, format, width, height) {
        facts.oddities.push(Oddity::NotDecoded);
        return;
    }
    let Ok(image) = upright(bytes, format) else {
        facts.oddities.push(Oddity::Unreadable);
        return;
    };
    facts.size = Some(Size { width: image.width(), height: image.height() });
    facts.look = look::look(&image);
}

pub fn format_of(media: Media) -> Option<ImageFormat> {
    ImageFormat::from_mime_type(media.mime)
}

/// What the header says, before anything is decoded.
pub fn claimed(bytes: &[u8], format: ImageFormat) -> Option<(u32, u32)> {
    guarded(|| reader(bytes, format).into_dimensions().ok())
}

pub fn lies(bytes: &[u8], width: u32, height: u32) -> bool {
    let pixels = u64::from(width) * u64::from(height);
    pixels > PIXELS_CLAIMED_MAX || pixels > PIXELS_A_BYTE_MAX * bytes.len() as u64
}

/// Can be decoded within the limits of memory and time.
pub fn is_light(bytes: &[u8], format: ImageFormat, width: u32, height: u32) -> bool {
    let pixels = u64::from(width) * u64::from(height);
    if format != ImageFormat::Jpeg {
        return pixels <= PIXELS_MAX;
    }
    let most = if is_progressive(bytes) { PIXELS_PROGRESSIVE_MAX } else { PIXELS_MAX };
    pixels <= most && pixels.saturating_mul(scans(bytes)) <= WORK_MAX
}

/// Decoded in full, and turned the way its EXIF says. Only to be called for what is light.
pub fn upright(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, &'static str> {
    // Nothing is left half done by a panic inside, so a poisoned lock is as good as a whole one.
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    guarded(|| {
        let mut decoder = reader(bytes, format).into_decoder().ok()?;
        let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let mut image = DynamicImage::from_decoder(decoder).ok()?;
        image.apply_orientation(turned);
        Some(image)
    })
    .ok_or("the picture cannot be decoded")
}

fn reader(bytes: &[u8], format: ImageFormat) -> ImageReader<Cursor<&[u8]>> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(BYTES_MAX);
    reader.limits(limits);
    reader
}

fn scans(jpeg: &[u8]) -> u64 {
    memchr::memmem::find_iter(jpeg, &[0xff, 0xda]).count() as u64
}

/// Start of frame 2 or a kind of it, in front of the first scan.
fn is_progressive(jpeg: &[u8]) -> bool {
    let head = &jpeg[..memchr::memmem::rfind(jpeg, &[0xff, 0xda]).unwrap_or(jpeg.len())];
    [0xc2, 0xc6, 0xca, 0xce].iter().any(|kind| memchr::memmem::find(head, &[0xff, *kind]).is_some())
}
