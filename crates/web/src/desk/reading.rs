//! A reply, read with the eyes of the customer and laid against the case, while it is written and again when it is
//! sent.

use crate::app::App;
use crate::page::Page;
use crate::page::desk::{Mood, Reading, Remark};
use domain::Actor;
use domain::case::Case;
use domain::clock::ClockKind;
use domain::words::Locale;
use domain::writing::{Day, Letter, Writing};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::Error;
use store::db::Connection;
use store::record::OrderRecord;

/// What to look at again in a reply to the customer, in the writer's language.
pub fn read(
    app: &App,
    db: &mut Connection,
    p: &Page,
    case: &Case,
    by: &Actor,
    text: &str,
) -> Result<Reading, Error> {
    // What is too long is refused as that, and not read before.
    if text.trim().is_empty() || text.chars().count() > app.store().policy().limits.text_max {
        return Ok(Reading::default());
    }
    let person = app.store().person(db, case, by)?;
    let order = app.store().frozen_order(db, case, by)?;
    let (amounts, days) = (amounts(case, order.as_ref()), days(app, &p.zone, case, order.as_ref()));
    let letter = Letter {
        first: is_first(case),
        addressee: person.name.reveal(),
        amounts: &amounts,
        days: &days,
        limit: None,
        own: &[person.phone.reveal(), person.mail.reveal()],
    };
    let remarks = Writing::shipped().remarks(text, &letter).into_iter().map(|one| Remark {
        about: one.about,
        words: one.words,
        why: one.why.read(p.locale.into()).to_owned(),
        better: one.better.map(|better| better.read(p.locale.into()).to_owned()),
    });
    Ok(Reading { remarks: remarks.collect() })
}

/// The need behind what the customer wrote; the handler may begin with it.
pub fn moods(locale: Locale, complaint: &str) -> Vec<Mood> {
    let moods = Writing::shipped().moods(complaint).into_iter();
    let mood = |one: domain::writing::Mood| Mood {
        label: one.label.read(locale).to_owned(),
        words: one.words.join(" · "),
        first: one.first.read(locale).to_owned(),
    };
    moods.map(mood).collect()
}

fn is_first(case: &Case) -> bool {
    let mut clocks = case.clocks.iter().filter(|clock| clock.kind == ClockKind::FirstAnswer);
    clocks.any(|clock| clock.met_ms.is_none())
}

fn amounts(case: &Case, order: Option<&OrderRecord>) -> Vec<i64> {
    let offered = case.offers.iter().flat_map(|offer| &offer.items).filter_map(|item| item.amount);
    let owed = case.remedies.iter().filter_map(|remedy| remedy.amount);
    let of_case = case.amount.into_iter().chain(offered).chain(owed).map(|amount| amount.0);
    let of_order = order.into_iter().flat_map(|order| {
        let paid = order.payments.iter().map(|payment| payment.amount_fen);
        let items = order.items.iter().flat_map(|item| [item.price_fen, item.carriage_fen]);
        paid.chain(items).chain([order.total_fen])
    });
    of_case.chain(of_order).collect()
}

/// Every day that stands in the case, and today.
fn days(app: &App, zone: &TimeZone, case: &Case, order: Option<&OrderRecord>) -> Vec<Day> {
    let clocks = case.clocks.iter().flat_map(|clock| [clock.from_ms, clock.due_ms]);
    let offers = case.offers.iter().map(|offer| offer.expires_ms);
    let remedies = case.remedies.iter().map(|remedy| remedy.due_ms);
    let bought = order.and_then(|order| order.bought_ms);
    let known =
        clocks.chain(offers).chain(remedies).chain(bought).chain([case.filed_ms, app.store().now_ms()]);
    known.filter_map(|ms| day(zone, ms)).collect()
}

fn day(zone: &TimeZone, ms: i64) -> Option<Day> {
    let date = Timestamp::from_millisecond(ms).ok()?.to_zoned(zone.clone()).date();
    Some(Day {
        year: u16::try_from(date.year()).ok(),
        month: date.month().unsigned_abs(),
        day: date.day().unsigned_abs(),
    })
}
