//! Files that are cut, that lie, that are two things at once.

use crate::given;
use image::{DynamicImage, ImageFormat, RgbImage};
use media::{Oddity::*, Refused, admit, facts};
use std::time::{Duration, Instant};

#[test]
fn a_picture_that_claims_more_than_its_bytes_hold_is_refused_before_anything_is_allocated() {
    let zeros = given::deflated(&vec![0; 4_000_000]);
    for bytes in [given::claiming(60_000, 60_000, &zeros), given::claiming(20_000, 20_000, b"x")] {
        assert_eq!(admit(&bytes), Err(Refused::LiesAboutSize));
        let facts = facts(&bytes);
        assert_eq!(facts.oddities, [LiesAboutSize]);
        assert_eq!(facts.look, None);
    }
}

#[test]
fn a_jpeg_that_claims_to_be_huge_is_refused_as_well() {
    let mut jpeg = given::jpeg(&given::drawn(64, 64, 1));
    let at = jpeg.windows(2).position(|two| two == [0xff, 0xc0]).expect("a frame");
    jpeg[at + 5..at + 9].copy_from_slice(&[0xea, 0x60, 0xea, 0x60]);
    assert_eq!(admit(&jpeg), Err(Refused::LiesAboutSize));
    assert_eq!(facts(&jpeg).oddities, [LiesAboutSize]);
}

#[test]
fn an_honest_plain_sheet_as_large_as_a_photo_is_not_a_lie() {
    let white = DynamicImage::ImageRgb8(RgbImage::from_pixel(4000, 3000, image::Rgb([255, 255, 255])));
    let png = given::packed(&white, ImageFormat::Png);
    assert!(admit(&png).is_ok(), "{} bytes", png.len());
    assert_eq!(facts(&png).oddities, []);
}

#[test]
fn a_picture_too_large_to_decode_keeps_its_other_facts() {
    // 64 megapixels that do unpack, to no more than the header says.
    let inside = given::deflated(&vec![0; 9000 * (7200 * 3 + 1)]);
    let facts = facts(&given::claiming(7200, 9000, &inside));
    assert_eq!(facts.oddities, [NotDecoded]);
    assert_eq!(facts.size.map(|size| size.width), Some(7200));
}

#[test]
fn what_ends_too_early_is_said_to_and_taken() {
    for bytes in [given::photo(320, 240, 1), given::film(1000), given::wav(2), given::pdf("")] {
        let cut = &bytes[..bytes.len() - 20];
        assert!(facts(cut).oddities.contains(&Truncated), "{:?}", facts(cut));
        assert!(admit(cut).is_ok());
    }
    let png = given::packed(&given::drawn(200, 200, 3), ImageFormat::Png);
    assert!(facts(&png[..png.len() - 20]).oddities.contains(&Truncated));
}

#[test]
fn an_archive_or_a_page_behind_a_file_is_refused() {
    let page = b"\n<script>alert(1)</script>".to_vec();
    for good in
        [given::photo(64, 64, 1), given::pdf(""), given::packed(&given::drawn(64, 64, 1), ImageFormat::Png)]
    {
        for (behind, oddity) in [(given::zip(), CarriesArchive), (page.clone(), CarriesMarkup)] {
            let both = [good.clone(), behind].concat();
            assert_eq!(admit(&both), Err(Refused::CarriesAnother));
            assert!(facts(&both).oddities.contains(&oddity), "{:?}", facts(&both));
        }
        assert!(admit(&good).is_ok());
    }
}

#[test]
fn an_archive_that_only_its_end_shows_is_found_too() {
    // A zip may begin anywhere, so here its first mark is gone.
    let both = [given::jpeg(&given::drawn(64, 64, 1)), given::zip().split_off(4)].concat();
    assert_eq!(admit(&both), Err(Refused::CarriesAnother));
}

#[test]
fn a_moving_photo_of_a_phone_is_taken_and_pointed_out() {
    let both = [given::photo(64, 64, 1), given::film(1500)].concat();
    assert!(admit(&both).is_ok());
    assert_eq!(facts(&both).oddities, [CarriesOther]);
}

#[test]
fn pages_drawings_and_archives_are_refused_as_ever() {
    for bytes in [&b"<html><body>"[..], b" <svg onload='x()'/>", b"<!DOCTYPE html>", b"PK\x03\x04 %PDF-1.4"] {
        assert_eq!(admit(bytes), Err(Refused::Kind));
    }
}

#[test]
fn a_pdf_with_script_files_or_a_password_says_so() {
    let odd = |more: &str| facts(&given::pdf(more)).oddities;
    assert_eq!(odd("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"), [PdfScript]);
    assert_eq!(odd("/OpenAction << /S /J#61vaScript /J#53 (x) >>"), [PdfScript]);
    assert_eq!(odd("/Names << /EmbeddedFiles << /Names [(a.exe) 8 0 R] >> >>"), [PdfEmbeddedFiles]);
    let locked =
        String::from_utf8(given::pdf("")).expect("text").replace("/Info 5 0 R", "/Info 5 0 R /Encrypt 7 0 R");
    let facts = facts(locked.as_bytes());
    assert_eq!(facts.oddities, [Encrypted]);
    assert_eq!(facts.pdf.expect("a PDF").title, None);
}

#[test]
fn a_script_in_packed_objects_is_found() {
    let bytes = given::packed_pdf(&[(1, "<< /Type /Catalog /OpenAction << /S /JavaScript >> >>")]);
    assert_eq!(facts(&bytes).oddities, [PdfScript]);
}

#[test]
fn a_moving_picture_is_one() {
    let frame = |seed| image::Frame::new(given::drawn(40, 30, seed).to_rgba8());
    let mut gif = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut gif);
    encoder.encode_frames([frame(1), frame(2)]).expect("a film");
    drop(encoder);
    assert_eq!(facts(&gif).oddities, [Animation]);
    assert_eq!(facts(&given::packed(&given::drawn(40, 30, 1), ImageFormat::Gif)).oddities, []);
}

#[test]
fn bombs_are_read_in_bounded_time() {
    let unpacked = format!("1 0 {}", " ".repeat(60_000_000));
    let mut bomb = String::from("%PDF-1.5\n").into_bytes();
    let packed = given::deflated(unpacked.as_bytes());
    for number in 1..200 {
        let head =
            format!("{number} 0 obj\n<< /Type /ObjStm /N 9 /First 4 /Filter /FlateDecode >>\nstream\n");
        bomb.extend([head.as_bytes(), &packed, b"\nendstream\nendobj\n"].concat());
    }
    bomb.extend(b"%%EOF");
    let nested = [b"%PDF-1.4\n1 0 obj\n", "[<<".repeat(3_000_000).as_bytes(), b"%%EOF"].concat();
    let again = [b"%PDF-1.4\n", "1 0 obj<</A 1".repeat(1_000_000).as_bytes(), b"%%EOF"].concat();
    for (name, bytes) in [("unpacking", bomb), ("nested", nested), ("again", again)] {
        #[expect(clippy::disallowed_methods, reason = "how long it takes is what is tested")]
        let begun = Instant::now();
        let _ = facts(&bytes);
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(2), "{name}: {took:?}");
    }
}
