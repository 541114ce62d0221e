//! Personal data in what people write, Chinese and English, found and covered.
//!
//! Nothing here is learned: numbers are told by shape and check digit, names and addresses by the words around them
//! and by lists of surnames and places. Every rule walks the text once, so a long text costs in proportion to its
//! length. What looks like personal data but is not (order and tracking numbers, amounts, hotlines, dates, what is
//! masked already) stays as it is.
//!
//! LIMIT: a name without a word that announces it, and without a title, is not found; nor is an address that names
//! neither a road nor a place nor a house.

mod account;
mod address;
mod address_english;
mod check;
mod cover;
mod cue;
mod lengths;
mod letters;
mod mail;
mod name;
mod name_english;
mod number;
mod paper;
mod places;
mod plate;
mod surnames;
mod text;

pub use lengths::{Keep, Lengths};

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    Name,
    Phone,
    /// Number of a resident identity card.
    Id,
    /// Bank card or account.
    Card,
    Address,
    /// WeChat, QQ, Alipay and whatever else one is found by.
    Account,
    Mail,
    /// Number plate of a car.
    Plate,
    /// Passport, travel permit.
    Passport,
}

impl Sort {
    pub const ALL: [Sort; 9] = [
        Sort::Name,
        Sort::Phone,
        Sort::Id,
        Sort::Card,
        Sort::Address,
        Sort::Account,
        Sort::Mail,
        Sort::Plate,
        Sort::Passport,
    ];
    pub fn word(self) -> &'static str {
        match self {
            Sort::Name => "name",
            Sort::Phone => "phone",
            Sort::Id => "id",
            Sort::Card => "card",
            Sort::Address => "address",
            Sort::Account => "account",
            Sort::Mail => "mail",
            Sort::Plate => "plate",
            Sort::Passport => "passport",
        }
    }
}

/// Where something personal stands: byte offsets on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    pub start: usize,
    pub end: usize,
    pub sort: Sort,
}

/// Everything personal in the text, in order, without overlap.
pub fn find(text: &str) -> Vec<Span> {
    let mut page = text::Page::of(text);
    // The surest first: what one rule has taken, the next does not look at.
    mail::find(&mut page);
    number::find(&mut page);
    plate::find(&mut page);
    paper::find(&mut page);
    account::find(&mut page);
    address::find(&mut page);
    address_english::find(&mut page);
    name::find(&mut page);
    name_english::find(&mut page);
    page.spans()
}

/// The text with everything personal covered. Masking it again changes nothing.
pub fn mask(text: &str, lengths: &Lengths) -> String {
    // What is left of one thing can, beside its neighbours, look like another: once more, until nothing is found.
    const ROUNDS: usize = 4;
    let mut masked = text.to_owned();
    for _ in 0..ROUNDS {
        let spans = find(&masked);
        let next = cover::spans(&masked, &spans, lengths);
        if next == masked {
            break;
        }
        masked = next;
    }
    masked
}

/// One thing whose sort is known, such as the phone number of a contact.
pub fn mask_as(sort: Sort, text: &str, lengths: &Lengths) -> String {
    cover::one(text.trim(), sort, lengths)
}

/// The family name of a Chinese name, which stays to be read behind its mask; nothing for any other name.
pub fn surname(name: &str) -> Option<&str> {
    let mut letters = name.char_indices();
    let (_, first) = letters.next()?;
    let second = letters.next();
    let third = letters.next().map_or(name.len(), |(at, _)| at);
    match second {
        Some((_, letter)) if surnames::is_two(first, letter) => Some(&name[..third]),
        Some((at, _)) if surnames::is_one(first) => Some(&name[..at]),
        _ => None,
    }
}

/// What somebody pointed at by hand, covered whole. Offsets are characters; what lies outside is nothing.
pub fn mask_places(text: &str, places: &[(u32, u32)]) -> String {
    cover::places(text, places)
}
