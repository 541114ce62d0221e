//! Covering parts of a picture, so that whoever may see the original can do it again and get the same bytes: the
//! picture is decoded in full, turned the way its EXIF says, the boxes are filled with black, and all of it is written
//! as a PNG by one fixed rule, without a time, a place or anything else beside the pixels. Of a moving picture only
//! the first is kept.
//!
//! LIMIT: the same bytes come from the same build. Another version of the decoder may round a colour of a JPEG
//! differently by one, so the build is named wherever a copy is recorded.

use crate::kind::detect;
use crate::picture;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, GenericImage, Rgba};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// In pixels of the picture as it is shown, from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Area {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RedactError {
    #[error("this is not a picture that can be decoded here")]
    NotAPicture,
    #[error("the picture is too large to be decoded")]
    TooLarge,
    #[error("there is no box to cover")]
    NoBox,
    #[error("there are more boxes than can be covered")]
    TooManyBoxes,
    #[error("a box is empty or lies outside the picture")]
    BoxOutside,
}

const BOXES_MAX: usize = 200;

/// What made a copy: this crate, and the libraries that decode and write.
pub fn build() -> &'static str {
    concat!("redress-media ", env!("CARGO_PKG_VERSION"), " ", env!("MEDIA_LIBRARIES"))
}

pub fn redact(bytes: &[u8], boxes: &[Area]) -> Result<Vec<u8>, RedactError> {
    match boxes.len() {
        0 => return Err(RedactError::NoBox),
        1..=BOXES_MAX => {}
        _ => return Err(RedactError::TooManyBoxes),
    }
    let media = detect(bytes).ok_or(RedactError::NotAPicture)?;
    let format = picture::format_of(media).ok_or(RedactError::NotAPicture)?;
    let (width, height) = picture::claimed(bytes, format).ok_or(RedactError::NotAPicture)?;
    if picture::lies(bytes, width, height) || !picture::is_light(bytes, format, width, height) {
        return Err(RedactError::TooLarge);
    }
    let mut image = picture::upright(bytes, format).map_err(|_| RedactError::NotAPicture)?;
    boxes.iter().try_for_each(|area| cover(&mut image, *area))?;
    write(image)
}

fn cover(image: &mut DynamicImage, area: Area) -> Result<(), RedactError> {
    let right = area.x.checked_add(area.width).filter(|right| *right <= image.width());
    let lower = area.y.checked_add(area.height).filter(|lower| *lower <= image.height());
    let (Some(right), Some(lower)) = (right, lower) else { return Err(RedactError::BoxOutside) };
    if area.width == 0 || area.height == 0 {
        return Err(RedactError::BoxOutside);
    }
    for y in area.y..lower {
        for x in area.x..right {
            image.put_pixel(x, y, Rgba([0, 0, 0, 255]));
        }
    }
    Ok(())
}

fn write(image: DynamicImage) -> Result<Vec<u8>, RedactError> {
    let mut out = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Default, FilterType::Paeth);
    // Only kinds of colour that PNG cannot hold fail here, and we decode none.
    image.write_with_encoder(encoder).map_err(|_| RedactError::NotAPicture)?;
    Ok(out)
}

/// `x,y,width,height`, as it is typed.
impl FromStr for Area {
    type Err = String;

    fn from_str(text: &str) -> Result<Area, String> {
        let numbers: Result<Vec<u32>, _> = text.split(',').map(|number| number.trim().parse()).collect();
        match numbers.as_deref() {
            Ok([x, y, width, height]) => Ok(Area { x: *x, y: *y, width: *width, height: *height }),
            _ => Err(format!("{text} is not x,y,width,height in pixels")),
        }
    }
}
