//! `GET /desk/cases/{id}/law`: all the law of a case with its texts, and sums of it with any numbers. Nothing is
//! changed here; the numbers stand in the address, so that a calculation can be sent to a colleague.

use super::request::{Fields, Named};
use super::{html, page};
use crate::app::App;
use crate::face;
use crate::fault::Fault;
use crate::page::Page;
use crate::page::law::{LawField, LawPage};
use crate::page::parts::Choice;
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::law::remedy::{self, Given};
use domain::words::SumKind;
use domain::{Fen, Refusal};
use jiff::civil::Date;
use store::Error;

const MONEY: [&str; 7] = ["paid", "loss", "freight", "other", "gift", "used_list", "used_reduced"];
const NUMBERS: [&str; 3] = ["days_total", "days_left", "days"];
/// Their labels are `law-field-{name}`.
pub const FIELDS: [&str; 15] = [
    "paid",
    "loss",
    "freight",
    "other",
    "gift",
    "used_list",
    "used_reduced",
    "rate",
    "days_total",
    "days_left",
    "days",
    "paid_on",
    "received_on",
    "returned_on",
    "asked_on",
];
const DAYS: [&str; 4] = ["paid_on", "received_on", "returned_on", "asked_on"];

pub async fn law(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Named(loaded): Named,
    fields: Fields,
) -> Result<Response, Fault> {
    let mut p = page(&app, &reader, &who);
    p.path = format!("/desk/cases/{}/law", loaded.case.id);
    let (reading, by) = (app.clone(), who.actor.clone());
    let drawn = app.store().db().read(move |db| -> Result<LawPage, Error> {
        let case = &loaded.case;
        let library = &reading.store().policy().law;
        let told = reading.store().timeline(db, case, &by)?;
        let calendar = reading.store().calendar(db)?;
        let chosen = fields.get("sum").and_then(SumKind::parse);
        let asked = chosen.map(|kind| asked(&fields).and_then(|given| remedy::sum(kind, &given, &calendar)));
        Ok(LawPage {
            id: case.id.to_string(),
            number: case.number.clone(),
            law: face::law::panel(&p, (library, &calendar), case, &told, ""),
            ways: face::law::ways(p.locale, library, case),
            kinds: SumKind::ALL.iter().map(|kind| choice(&p, *kind)).collect(),
            chosen: chosen.map(|kind| kind.word().to_owned()).unwrap_or_default(),
            fields: shown(&p, &fields, &face::law::given(case)),
            worked: asked
                .as_ref()
                .and_then(|sum| sum.as_ref().ok())
                .map(|sum| face::law::worked(&p, library, sum)),
            refused: asked.and_then(Result::err).map(|refusal| face::refusal(&p, refusal)),
            p,
        })
    });
    Ok(html(StatusCode::OK, &drawn.await?))
}

fn choice(p: &Page, kind: SumKind) -> Choice {
    let label = p.t(&format!("law-sum-{}", kind.word())).to_owned();
    Choice { value: kind.word().to_owned(), label }
}

/// The form with what was typed; before that with what is known of the case.
fn shown(p: &Page, fields: &Fields, known: &Given) -> Vec<LawField> {
    let yuan = |fen: Option<Fen>| fen.map(|fen| fen.to_string()).unwrap_or_default();
    let date = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let first = fields.get("sum").is_none();
    let field = |name: &'static str, kind: &'static str| {
        let known = match name {
            "paid" => yuan(known.paid_fen),
            "received_on" => date(known.received_on),
            "asked_on" => date(known.asked_on),
            _ => String::new(),
        };
        let typed = fields.get(name).unwrap_or_default().to_owned();
        let label = p.t(&format!("law-field-{name}")).to_owned();
        LawField { name, label, kind, value: if first { known } else { typed } }
    };
    let money = MONEY.into_iter().map(|name| field(name, "text"));
    let rate = std::iter::once(field("rate", "text"));
    let numbers = NUMBERS.into_iter().map(|name| field(name, "number"));
    money.chain(rate).chain(numbers).chain(DAYS.into_iter().map(|name| field(name, "date"))).collect()
}

fn asked(fields: &Fields) -> Result<Given, Refusal> {
    let fen = |name| decimal(fields, name).map(|fen| fen.map(Fen));
    let number = |name: &str| match typed(fields, name) {
        Some(text) => text.parse().map(Some).map_err(|_| Refusal::AmountInvalid),
        None => Ok(None),
    };
    let day = |name: &str| match typed(fields, name) {
        Some(text) => text.parse().map(Some).map_err(|_| Refusal::DueInvalid),
        None => Ok(None),
    };
    Ok(Given {
        paid_fen: fen("paid")?,
        loss_fen: fen("loss")?,
        freight_fen: fen("freight")?,
        other_fen: fen("other")?,
        gift_fen: fen("gift")?,
        used_list_fen: fen("used_list")?,
        used_reduced_fen: fen("used_reduced")?,
        days_total: number("days_total")?,
        days_left: number("days_left")?,
        rate_bp: decimal(fields, "rate")?,
        days: number("days")?,
        paid_on: day("paid_on")?,
        received_on: day("received_on")?,
        returned_on: day("returned_on")?,
        asked_on: day("asked_on")?,
    })
}

fn typed<'f>(fields: &'f Fields, name: &str) -> Option<&'f str> {
    fields.get(name).map(str::trim).filter(|text| !text.is_empty())
}

/// Hundredths of what is written: fen of yuan, hundredths of a percent.
fn decimal(fields: &Fields, name: &str) -> Result<Option<i64>, Refusal> {
    let Some(text) = typed(fields, name) else { return Ok(None) };
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|letter| letter.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || part.len() > 2 || !digits(whole) || !digits(part) {
        return Err(Refusal::AmountInvalid);
    }
    format!("{whole}{part:0<2}").parse().map(Some).map_err(|_| Refusal::AmountInvalid)
}
