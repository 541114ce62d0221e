//! When, where and with what a picture or film was made, as its EXIF or its boxes say.

use crate::guard::guarded;
use crate::{Device, Facts, Oddity, Place, Size, Stamp, word};
use nom_exif::{EntryValue, ExifTag, GPSInfo, MediaParser, MediaSource, TrackInfoTag};
use std::io::Cursor;

pub fn of_picture(bytes: &[u8], facts: &mut Facts) {
    let exif = guarded(|| {
        let source = MediaSource::seekable(Cursor::new(bytes)).ok()?;
        Some(nom_exif::Exif::from(MediaParser::new().parse_exif(source).ok()?))
    });
    let Some(exif) = exif else { return };
    let text = |tag| exif.get(tag).and_then(EntryValue::as_str).and_then(word);
    facts.device = device(text(ExifTag::Make), text(ExifTag::Model), text(ExifTag::Software));
    // `ModifyDate` is when an editor last saved it, and no time of taking.
    let taken = [ExifTag::DateTimeOriginal, ExifTag::CreateDate];
    facts.taken = taken.into_iter().find_map(|tag| stamp(exif.get(tag)?));
    facts.place = exif.gps_info().and_then(place);
    let side = |tags: [ExifTag; 2]| tags.into_iter().find_map(|tag| number(exif.get(tag)?));
    let width = side([ExifTag::ExifImageWidth, ExifTag::ImageWidth]);
    let height = side([ExifTag::ExifImageHeight, ExifTag::ImageHeight]);
    facts.size = width.zip(height).map(|(width, height)| Size { width, height });
}

pub fn of_film(bytes: &[u8], facts: &mut Facts) {
    let track = guarded(|| {
        let source = MediaSource::seekable(Cursor::new(bytes)).ok()?;
        MediaParser::new().parse_track(source).ok()
    });
    let Some(track) = track else {
        facts.oddities.push(Oddity::Unreadable);
        return;
    };
    let text = |tag| track.get(tag).and_then(EntryValue::as_str).and_then(word);
    facts.device = device(text(TrackInfoTag::Make), text(TrackInfoTag::Model), text(TrackInfoTag::Software));
    facts.taken = track.get(TrackInfoTag::CreateDate).and_then(stamp).filter(is_set);
    facts.place = track.gps_info().and_then(place);
    facts.length_ms = track.get(TrackInfoTag::DurationMs).and_then(EntryValue::as_u64).filter(|ms| *ms > 0);
    let side = |tag| track.get(tag).and_then(number).filter(|side| *side > 0);
    facts.size = side(TrackInfoTag::Width)
        .zip(side(TrackInfoTag::Height))
        .map(|(width, height)| Size { width, height });
}

/// A film whose maker left the time empty says 1904, where its count begins.
fn is_set(stamp: &Stamp) -> bool {
    stamp.local.year() > 1970
}

fn device(make: Option<String>, model: Option<String>, software: Option<String>) -> Option<Device> {
    let device = Device { make, model, software };
    (device != Device::default()).then_some(device)
}

fn stamp(value: &EntryValue) -> Option<Stamp> {
    let time = value.as_datetime()?;
    match time.aware() {
        Some(aware) => Stamp::parse(&aware.to_string()),
        None => Stamp::parse(&time.into_naive().to_string()),
    }
}

fn number(value: &EntryValue) -> Option<u32> {
    value.try_as_integer().and_then(|number| number.try_into().ok())
}

/// Nothing for what is on no globe, and for the zero that a device without a signal writes.
fn place(gps: &GPSInfo) -> Option<Place> {
    let (latitude, longitude) = (gps.latitude_decimal()?, gps.longitude_decimal()?);
    let is_on_globe =
        latitude.abs() <= 90.0 && longitude.abs() <= 180.0 && (latitude, longitude) != (0.0, 0.0);
    let e6 = |degrees: f64| (degrees * 1e6).round() as i64;
    is_on_globe.then(|| Place { latitude_e6: e6(latitude), longitude_e6: e6(longitude) })
}
