//! The offer form, as handlers and merchants fill it in: remedies ticked, an amount in yuan where one is needed.

use crate::form::Form;
use domain::Refusal;
use domain::case::{Choice, OfferItem};
use domain::clock::HOUR_MS;
use domain::words::RemedyKind;
use jiff::civil::Date;
use store::acts::Menu;

pub fn menu(form: &Form, now_ms: i64) -> Result<Menu, Refusal> {
    let items: Vec<OfferItem> = form.all("parts").map(|word| item(form, word)).collect::<Result<_, _>>()?;
    let choice = if form.get("choice") == Some("one") { Choice::One } else { Choice::All };
    let hours = form.number::<i64>("expires_hours").filter(|hours| (1..=24 * 30).contains(hours));
    let details = form.all("parts").filter_map(|word| form.get(&format!("detail_{word}")));
    let words: Vec<&str> = form.get("text").into_iter().chain(details).collect();
    Ok(Menu {
        items,
        choice,
        words: words.join("\n"),
        expires_ms: hours.map(|hours| now_ms + hours * HOUR_MS),
        interest_from: interest_from(form)?,
        why: None,
    })
}

fn item(form: &Form, word: &str) -> Result<OfferItem, Refusal> {
    let remedy = RemedyKind::parse(word).ok_or(Refusal::WordUnknown)?;
    Ok(OfferItem { remedy, amount: form.yuan(&format!("amount_{word}"))? })
}

/// Where its amount is left open, interest is worked out from this day.
pub fn interest_from(form: &Form) -> Result<Option<Date>, Refusal> {
    let open = form.all("parts").any(|word| word == RemedyKind::Interest.word())
        && form.yuan("amount_interest")?.is_none();
    let day = form.get("interest_from").filter(|_| open);
    day.map(|day| day.parse().map_err(|_| Refusal::DayInvalid)).transpose()
}
