//! QR codes, as a drawing for pages and as a picture for mail. The receipt in one fits at a medium level of correction
//! into about 70 by 70 squares, which a phone reads from three centimetres of paper.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// Squares of white around the code, as the standard asks.
const MARGIN: usize = 4;
/// Dots a square in the picture.
const SCALE: usize = 5;

/// Nothing when the text is too long for any code.
pub fn svg(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let side = code.width() + 2 * MARGIN;
    let mut path = String::new();
    for (row, colors) in code.to_colors().chunks(code.width()).enumerate() {
        let (mut x, y) = (MARGIN, row + MARGIN);
        for run in colors.chunk_by(|one, other| one == other) {
            if run[0] == Color::Dark {
                write!(path, "M{x} {y}h{0}v1h-{0}z", run.len()).expect("a string can be written");
            }
            x += run.len();
        }
    }
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"{path}\"/></svg>"
    ))
}

pub fn png(text: &str) -> Option<Vec<u8>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let side = (code.width() + 2 * MARGIN) * SCALE;
    let colors = code.to_colors();
    let is_dark = |x: usize, y: usize| {
        let (x, y) = ((x / SCALE).checked_sub(MARGIN)?, (y / SCALE).checked_sub(MARGIN)?);
        (x < code.width() && y < code.width()).then(|| colors[y * code.width() + x] == Color::Dark)
    };
    let dots = (0..side * side).map(|at| if is_dark(at % side, at / side) == Some(true) { 0 } else { 255 });
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side as u32, side as u32);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&dots.collect::<Vec<u8>>()).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}
