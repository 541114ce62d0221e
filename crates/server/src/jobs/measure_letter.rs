//! The letter about a measure that has no case to tell of it, because it follows from a score, and the answer to an
//! objection: clause, reasons and calculation stand in it, so that it can be kept and shown to others.

use super::letter::{Letter, proven};
use super::robots::Robots;
use domain::actor::Party;
use domain::event::Event;
use domain::measure::Because;
use domain::merchant::{RiskPart, risk};
use domain::reaction::Template;
use domain::{Fen, MerchantId};
use store::Error;
use store::db::Connection;
use store::outbox::Outgoing;
use store::recourse::Told;
use web::app::App;
use web::format;
use web::locale::Locale;
use web::notice::{Fields, render};

/// Nothing when the occasion is gone.
pub fn write(
    app: &App,
    db: &mut Connection,
    row: &Outgoing,
    merchant: &MerchantId,
) -> Result<Option<Letter>, Error> {
    let store = app.store();
    let (Some(template), locale) = (Template::parse(&row.template), Locale::Zh) else { return Ok(None) };
    let event = store::journal_of::at(db, row.seq as u64)?.map(|entry| entry.event);
    let id = match &event {
        Some(Event::MeasureTaken { measure }) => measure.id.clone(),
        Some(
            Event::MeasureUpheld { measure, .. }
            | Event::MeasureLifted { measure, .. }
            | Event::ObjectionMissed { measure, .. },
        ) => measure.clone(),
        _ => return Ok(None),
    };
    let told = store.measures(db, merchant)?.into_iter().find(|one| one.measure.id == id);
    let Some(told) = told else { return Ok(None) };
    let text = match event {
        Some(Event::MeasureTaken { .. }) => taken(locale, &told),
        Some(Event::ObjectionMissed { .. }) => waiting(locale, &told),
        _ => answered(locale, &told),
    };
    let proof = proven(app, db, template, row.seq as u64)?;
    let fields = Fields {
        number: told.measure.id.clone(),
        link: Some(app.url("/m/measures")),
        until_ms: told.measure.until_ms,
        receipt: proof.said(),
        amount_fen: told.measure.amount.map(|amount| amount.0),
        text: Some(text),
        ..Fields::default()
    };
    let person = store.merchant_contact(db, merchant)?;
    let notice = render(locale, &format::shanghai(), template.word(), &fields);
    let receipt = proof.enclosed(locale, &format!("{merchant}-{id}"));
    let robots = Robots::of(store.reach_of_merchant(db, merchant)?);
    Ok(notice.map(|notice| Letter {
        template,
        to: Party::Merchant,
        person,
        robots,
        notice,
        receipt,
        papers: vec![],
    }))
}

/// What is done, by which clause, why, and how the score and the amount come about.
fn taken(l: Locale, told: &Told) -> String {
    let measure = &told.measure;
    let line = |key: &str, text: &str| format!("{}: {text}", l.t(key));
    let mut lines = vec![
        l.t(&format!("measure-{}", measure.kind.word())).to_owned(),
        line("measure-clause", &measure.clause),
        line("measure-reasons", &told.reasons),
    ];
    if let Because::Score { score } = measure.because {
        lines.push(l.t1("measure-score", "score", score));
        lines.extend(measure.parts.iter().map(|part| sign(l, part, told)));
        debug_assert_eq!(risk::score(&measure.parts), score);
    }
    for (step, fen) in &measure.steps {
        lines.push(line(&format!("measure-step-{}", step.word()), &Fen(*fen).to_string()));
    }
    lines.push(l.t("measure-object-means").to_owned());
    lines.join("\n")
}

fn sign(l: Locale, part: &RiskPart, told: &Told) -> String {
    let counted = l.t2("risk-of", "hits", part.hits, "of", part.of);
    let numbers = part.cases.iter().filter_map(|case| told.behind.get(case).map(String::as_str));
    let numbers = numbers.collect::<Vec<_>>().join(" ");
    let name = l.t(&format!("risk-{}", part.sign.word()));
    format!("- {name}: {counted} → {} / {} {numbers}", part.points(), part.weight()).trim_end().to_owned()
}

/// Which measure it is about, and who has the objection now.
fn waiting(l: Locale, told: &Told) -> String {
    let what = l.t(&format!("measure-{}", told.measure.kind.word()));
    let owner = told.measure.open_objection().and_then(|one| one.owner.as_ref());
    let with = owner.map_or(l.t("objection-nobody").to_owned(), |who| l.t1("objection-with", "who", who));
    format!("{what} ({})\n{with}", told.measure.id)
}

fn answered(l: Locale, told: &Told) -> String {
    let what = l.t(&format!("measure-{}", told.measure.kind.word()));
    let (state, why) = match (&told.lifted, &told.upheld) {
        (Some(why), _) => (l.t("measure-is-lifted"), why.as_str()),
        (None, Some(why)) => (l.t("measure-is-upheld"), why.as_str()),
        _ => ("", ""),
    };
    format!("{what}: {state}\n{why}")
}
