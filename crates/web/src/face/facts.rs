//! What a file says of itself, line by line, for whoever assesses it. Where it does not fit the story both times are
//! named; what follows from it a person says.

use crate::page::Page;
use media::{Facts, Stamp};

/// `bought_ms` is when the order was made, where it is known.
pub fn lines(p: &Page, bought_ms: Option<i64>, facts: &Facts) -> Vec<(String, String)> {
    let mut lines = vec![];
    let mut line = |key: &'static str, value: Option<String>| {
        lines.extend(value.filter(|value| !value.is_empty()).map(|value| (key.to_owned(), value)));
    };
    line(p.t("fact-type"), facts.mime.clone());
    line(p.t("fact-taken"), facts.taken.map(stamp));
    line(p.t("fact-place"), facts.place.map(|place| place_text(place.latitude_e6, place.longitude_e6)));
    let device = facts.device.as_ref().map(|device| {
        let parts = [&device.make, &device.model, &device.software].into_iter().flatten();
        parts.map(String::as_str).collect::<Vec<_>>().join(" · ")
    });
    line(p.t("fact-device"), device);
    line(p.t("fact-size"), facts.size.map(|size| format!("{} × {}", size.width, size.height)));
    line(p.t("fact-length"), facts.length_ms.map(|ms| format!("{}.{} s", ms / 1000, ms % 1000 / 100)));
    if let Some(pdf) = &facts.pdf {
        line(p.t("fact-pages"), pdf.pages.map(|pages| pages.to_string()));
        line(p.t("fact-title"), pdf.title.clone());
        line(p.t("fact-author"), pdf.author.clone());
        line(p.t("fact-producer"), pdf.producer.clone().or(pdf.creator.clone()));
        line(p.t("fact-created"), pdf.created.map(stamp));
        line(p.t("fact-changed"), pdf.changed.map(stamp));
        line(p.t("fact-saved"), (pdf.saved > 1).then(|| pdf.saved.to_string()));
    }
    let odd: Vec<String> = facts.oddities.iter().map(word).collect();
    line(p.t("fact-odd"), Some(odd.join(", ")));
    line(p.t("fact-mismatch"), mismatch(p, bought_ms, facts));
    lines
}

/// A photo from before the order cannot show what came with it. Both days are named, nothing is concluded.
fn mismatch(p: &Page, bought_ms: Option<i64>, facts: &Facts) -> Option<String> {
    let (taken, bought_ms) = (facts.taken?, bought_ms?);
    let bought = jiff::Timestamp::from_millisecond(bought_ms).ok()?.to_zoned(p.zone.clone()).date();
    let before = taken.local.date() < bought;
    before.then(|| p.t2("fact-before-order", "taken", taken.local.date(), "bought", bought))
}

/// The clock of the device, with its distance from UTC where it said so.
fn stamp(stamp: Stamp) -> String {
    let local = stamp.local.to_string().replace('T', " ");
    match stamp.offset_min {
        Some(minutes) => format!("{local} UTC{:+03}:{:02}", minutes / 60, minutes.abs() % 60),
        None => local,
    }
}

fn place_text(latitude_e6: i64, longitude_e6: i64) -> String {
    let degrees = |e6: i64| format!("{:.5}", e6 as f64 / 1e6);
    format!("{}, {}", degrees(latitude_e6), degrees(longitude_e6))
}

/// As it is written in the record.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}
