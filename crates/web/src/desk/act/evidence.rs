//! The forms of the desk that concern evidence: handing in, assessing, having the goods examined.

use crate::app::App;
use crate::form::Form;
use domain::calendar::{Date, start_of};
use domain::case::Source;
use domain::clock::DAY_MS;
use domain::words::{Inspected, Payer, Proceeding, Verdict};
use domain::{Fen, Party, Refusal};
use store::acts::{Inspection, Judgement, Paper, Remark, Upload};

/// A file of ours, the note of a call, or what somebody else gave us.
pub fn upload(form: &Form) -> Result<Upload, Refusal> {
    let source = form
        .get("source")
        .map_or(Ok(Source::Uploaded), |word| Source::parse(word).ok_or(Refusal::WordUnknown))?;
    let from = form.get("from").map(|word| Party::parse(word).ok_or(Refusal::WordUnknown)).transpose()?;
    Ok(Upload {
        files: form.files.clone(),
        kind: form.get("kind").map(str::to_owned),
        text: form.get("text").map(str::to_owned),
        corrects: form.get("corrects").map(|of| (of.to_owned(), form.text("why"))),
        source,
        from,
        request_id: form.get("request_id").map(str::to_owned),
        origin: form.origin.clone(),
        ..Upload::default()
    })
}

/// A paper of an authority; what it wants from us may come until the end of the day it names.
pub fn paper(form: &Form) -> Result<Paper, Refusal> {
    let due =
        form.get("due_on").map(|day| day.parse::<Date>().map_err(|_| Refusal::DueInvalid)).transpose()?;
    Ok(Paper {
        what: form.get("what").and_then(Proceeding::parse).ok_or(Refusal::WordUnknown)?,
        on: form.text("on"),
        cites: form.text("cites"),
        due_ms: due.map(|day| start_of(day) + DAY_MS),
    })
}

/// What a side told us of a piece.
pub fn remark(form: &Form) -> Result<Remark, Refusal> {
    let from = form.get("from").and_then(Party::parse).ok_or(Refusal::WordUnknown)?;
    Ok(crate::upload::remark(form, Some(from)))
}

pub fn judgement(form: &Form) -> Result<Judgement, Refusal> {
    let verdict = |name| form.get(name).and_then(Verdict::parse).ok_or(Refusal::WordUnknown);
    Ok(Judgement {
        evidence: form.text("evidence"),
        authenticity: verdict("authenticity")?,
        legality: verdict("legality")?,
        relevance: verdict("relevance")?,
        weight: form.number("weight").ok_or(Refusal::WeightInvalid)?,
        counts: form.all("counts").map(str::to_owned).collect(),
        reasons: form.text("text"),
    })
}

pub fn inspection(app: &App, form: &Form) -> Result<Inspection, Refusal> {
    let days: i64 = form.number("days").filter(|days| (1..=60).contains(days)).ok_or(Refusal::DueInvalid)?;
    Ok(Inspection {
        what: form.text("text"),
        cost: form.yuan("cost")?.unwrap_or(Fen(0)),
        payer: form.get("payer").and_then(Payer::parse).ok_or(Refusal::WordUnknown)?,
        due_ms: Some(app.store().now_ms() + days * DAY_MS),
        mail: form.get("mail").map(str::to_owned),
    })
}

pub fn report(form: &Form) -> Result<Upload, Refusal> {
    let result = form.get("result").and_then(Inspected::parse).ok_or(Refusal::ResultMissing)?;
    Ok(Upload {
        files: form.files.clone(),
        result: Some((form.text("inspection"), result)),
        origin: form.origin.clone(),
        ..Upload::default()
    })
}
