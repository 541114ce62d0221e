//! What is read from files as they should be.

use crate::given;
use image::ImageFormat;
use media::{Facts, Look, Oddity, Place, Size, facts};

#[test]
fn a_photo_tells_when_where_and_with_what_it_was_taken() {
    let facts = facts(&given::photo(320, 240, 1));
    assert_eq!(facts.mime.as_deref(), Some("image/jpeg"));
    let taken = facts.taken.expect("a time");
    assert_eq!(taken.local.to_string(), "2026-11-18T09:30:00");
    assert_eq!(taken.offset_min, Some(480));
    assert_eq!(facts.place, Some(Place { latitude_e6: 31_230_000, longitude_e6: 121_470_000 }));
    let device = facts.device.expect("a device");
    assert_eq!(device.make.as_deref(), Some("HUAWEI"));
    assert_eq!(device.model.as_deref(), Some("ALN-AL00"));
    assert_eq!(device.software.as_deref(), Some("Snapseed 2.0"));
    assert_eq!(facts.size, Some(Size { width: 320, height: 240 }));
    assert_eq!(facts.oddities, []);
}

#[test]
fn a_photo_taken_upright_is_as_high_as_it_is_shown() {
    assert_eq!(facts(&given::photo(320, 240, 6)).size, Some(Size { width: 240, height: 320 }));
}

#[test]
fn a_picture_packed_again_smaller_and_in_another_format_looks_the_same_and_another_does_not() {
    let image = given::drawn(640, 480, 1);
    let look = |bytes: &[u8]| facts(bytes).look.expect("a look");
    let first = look(&given::jpeg(&image));
    let smaller = image.thumbnail(200, 150);
    for (name, copy) in [
        ("png", given::packed(&image, ImageFormat::Png)),
        ("small jpeg", given::jpeg(&smaller)),
        ("small webp", given::packed(&smaller, ImageFormat::WebP)),
        ("brighter", given::jpeg(&image.brighten(15))),
    ] {
        assert!(first.is_like(look(&copy)), "{name}: {}", first.distance(look(&copy)));
    }
    for seed in 2..40 {
        let other = look(&given::jpeg(&given::drawn(640, 480, seed)));
        assert!(!first.is_like(other), "{seed}: {}", first.distance(other));
    }
}

#[test]
fn a_sheet_without_any_shape_has_no_look_that_would_match_every_other() {
    let white = image::DynamicImage::ImageLuma8(image::GrayImage::from_pixel(200, 200, image::Luma([250])));
    assert_eq!(facts(&given::packed(&white, ImageFormat::Png)).look, None);
}

#[test]
fn a_pdf_tells_its_pages_and_properties() {
    let facts = facts(&given::pdf(""));
    let pdf = facts.pdf.expect("a PDF");
    assert_eq!(pdf.pages, Some(2));
    assert_eq!(pdf.title.as_deref(), Some("Delivery (signed)"));
    assert_eq!(pdf.producer.as_deref(), Some("WPS\u{5d4f}"));
    assert_eq!(pdf.creator.as_deref(), Some("WPS"));
    assert_eq!(pdf.created.and_then(|stamp| stamp.at_ms()), Some(1_794_965_400_000));
    assert_eq!(pdf.changed.map(|stamp| stamp.local.to_string()).as_deref(), Some("2026-11-19T00:00:00"));
    assert_eq!(pdf.saved, 1);
    assert_eq!(facts.oddities, []);
}

#[test]
fn a_pdf_with_packed_objects_tells_the_same() {
    let facts = facts(&given::packed_pdf(&[
        (1, "<< /Type /Catalog /Pages 2 0 R >>"),
        (2, "<< /Type /Pages /Count 3 /Kids [] >>"),
        (5, "<< /Producer (Skia/PDF m120) /CreationDate (D:20261118013000Z) >>"),
    ]));
    let pdf = facts.pdf.expect("a PDF");
    assert_eq!((pdf.pages, pdf.producer.as_deref()), (Some(3), Some("Skia/PDF m120")));
    assert_eq!(pdf.created.and_then(|stamp| stamp.at_ms()), Some(1_794_965_400_000));
}

#[test]
fn sound_and_film_tell_how_long_they_are() {
    assert_eq!(facts(&given::wav(3)).length_ms, Some(3000));
    let amr = [&b"#!AMR\n"[..], &[&[0x3c][..], &[0; 31]].concat().repeat(100)].concat();
    assert_eq!(facts(&amr).length_ms, Some(2000));
    let film = facts(&given::film(65_000));
    assert_eq!(film.mime.as_deref(), Some("video/mp4"));
    assert_eq!(film.length_ms, Some(65_000));
    assert_eq!(film.size, Some(Size { width: 1280, height: 720 }));
    assert_eq!(film.oddities, []);
}

#[test]
fn text_and_unknown_bytes_have_few_facts() {
    assert_eq!(facts("只是文字".as_bytes()).mime.as_deref(), Some("text/plain"));
    assert_eq!(facts(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), Facts::default());
    assert_eq!(facts(b""), Facts { mime: facts(b"").mime, ..Facts::default() });
}

#[test]
fn facts_are_kept_as_json_and_come_back_the_same() {
    for bytes in [given::photo(64, 48, 1), given::pdf("/OpenAction << /S /JavaScript >>"), given::film(5)] {
        let facts = facts(&bytes);
        let json = serde_json::to_string(&facts).expect("facts are plain");
        assert_eq!(serde_json::from_str::<Facts>(&json).expect("facts come back"), facts, "{json}");
    }
    let earlier: Facts = serde_json::from_str(r#"{"mime":"image/png"}"#).expect("facts of an earlier build");
    assert_eq!(earlier.oddities, []);
    assert_eq!(String::from(Look(10)), "000000000000000a");
    assert_eq!(serde_json::to_string(&Oddity::CarriesArchive).expect("plain"), "\"carries_archive\"");
}
