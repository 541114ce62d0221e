//! What a file says of itself, line by line, for whoever assesses it, and what is out of the ordinary about it. Where
//! it does not fit the story both times are named; what follows from it a person says.

use crate::page::Page;
use media::{Device, Facts, Oddity, Pdf, Place, Size, Stamp};

pub fn lines(p: &Page, facts: &Facts) -> Vec<(String, String)> {
    let mut lines = vec![];
    let mut add = |label: &str, words: Option<String>| {
        let words = words.filter(|words| !words.is_empty());
        lines.extend(words.map(|words| (label.to_owned(), words)));
    };
    add(p.t("fact-type"), facts.mime.clone());
    add(p.t("fact-taken"), facts.taken.map(|stamp| time(p, stamp)));
    add(p.t("fact-place"), facts.place.map(place));
    let device = facts.device.clone().unwrap_or_default();
    add(p.t("fact-device"), maker(&device));
    add(p.t("fact-software"), device.software);
    add(p.t("fact-size"), facts.size.map(|Size { width, height }| format!("{width} × {height}")));
    add(p.t("fact-length"), facts.length_ms.map(length));
    let pdf = facts.pdf.clone().unwrap_or_default();
    let Pdf { pages, title, author, creator, producer, created, changed, saved } = pdf;
    add(p.t("fact-pages"), pages.map(|pages| pages.to_string()));
    add(p.t("fact-title"), title);
    add(p.t("fact-author"), author);
    add(p.t("fact-creator"), creator);
    add(p.t("fact-producer"), producer);
    add(p.t("fact-created"), created.map(|stamp| time(p, stamp)));
    add(p.t("fact-changed"), changed.map(|stamp| time(p, stamp)));
    add(p.t("fact-saved"), (saved > 1).then(|| saved.to_string()));
    lines
}

/// `bought_ms` is when the order was made, where the reader may know it.
pub fn odd(p: &Page, bought_ms: Option<i64>, facts: &Facts) -> Vec<String> {
    let words = |oddity: &Oddity| match oddity {
        Oddity::Truncated => p.t("odd-truncated"),
        Oddity::LiesAboutSize => p.t("odd-lies"),
        Oddity::CarriesArchive => p.t("odd-archive"),
        Oddity::CarriesMarkup => p.t("odd-markup"),
        Oddity::CarriesOther => p.t("odd-other"),
        Oddity::CarriesBytes => p.t("odd-bytes"),
        Oddity::PdfScript => p.t("odd-script"),
        Oddity::PdfEmbeddedFiles => p.t("odd-files"),
        Oddity::Encrypted => p.t("odd-encrypted"),
        Oddity::Animation => p.t("odd-animation"),
        Oddity::NotDecoded => p.t("odd-large"),
        Oddity::Unreadable => p.t("odd-unreadable"),
    };
    let oddities = facts.oddities.iter().map(words).map(str::to_owned);
    oddities.chain(before_order(p, bought_ms, facts)).collect()
}

/// A photo from before the order cannot show what came with it. Both days are named, nothing is concluded.
fn before_order(p: &Page, bought_ms: Option<i64>, facts: &Facts) -> Option<String> {
    let (taken, bought_ms) = (facts.taken?.local.date(), bought_ms?);
    let bought = jiff::Timestamp::from_millisecond(bought_ms).ok()?.to_zoned(p.zone.clone()).date();
    (taken < bought).then(|| p.t2("odd-before-order", "taken", taken, "bought", bought))
}

/// As the device wrote it, never turned into another zone.
fn time(p: &Page, stamp: Stamp) -> String {
    let local = stamp.local.to_string().replace('T', " ");
    match stamp.offset_min {
        Some(min) => {
            let sign = if min < 0 { '-' } else { '+' };
            format!("{local} UTC{sign}{:02}:{:02}", min.abs() / 60, min.abs() % 60)
        }
        None => format!("{local} {}", p.t("fact-no-zone")),
    }
}

fn place(place: Place) -> String {
    let degrees = |e6: i64| e6 as f64 / 1e6;
    format!("{:.6}, {:.6}", degrees(place.latitude_e6), degrees(place.longitude_e6))
}

fn maker(device: &Device) -> Option<String> {
    let words: Vec<&str> = [&device.make, &device.model].into_iter().flatten().map(String::as_str).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn length(ms: u64) -> String {
    let seconds = ms / 1000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
