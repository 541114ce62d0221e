//! Telling systems outside to send a parcel, make a label, repair a thing, give a coupon. The outbox row's id is the
//! idempotency key; an order that was not clearly answered is asked for by that reference before it is sent again.

use super::{Channels, Fulfillers};
use connect::fulfil::{self, Answer, Asked, Brought, Line, Order, System};
use domain::case::{Case, Remedy, RemedyState};
use domain::words::RemedyKind;
use domain::{Actor, CaseId, Event, Refusal};
use store::acts::{Ordered, Shown};
use store::db::Connection;
use store::outbox::Outgoing;
use store::seen::Thing;
use store::{Error, Store};
use web::app::App;

const AT_ONCE: u32 = 32;

pub async fn all(app: &App, channels: &Channels) -> Result<usize, Error> {
    let store = app.store().clone();
    let due = app.store().db().read(move |db| store.outbox_due(db, "order", i64::MAX, 0, AT_ONCE)).await?;
    let count = due.len();
    let tasks: Vec<_> = due
        .into_iter()
        .map(|row| tokio::spawn(one(app.store().clone(), channels.fulfil.clone(), row)))
        .collect();
    for task in tasks {
        if let Ok(Err(error)) = task.await {
            return Err(error);
        }
    }
    Ok(count)
}

async fn one(store: Store, systems: Fulfillers, row: Outgoing) -> Result<(), Error> {
    let (reader, wanted) = (store.clone(), row.clone());
    let read = store.db().read(move |db| instruction(&reader, db, &wanted)).await?;
    let Some(Instruction { case, kind, with, order }) = read else {
        return store.settle_outbox(&row.id).await;
    };
    let answer = match systems.by(&with) {
        Some(system) => send(&store, system, &order, &row).await?,
        // It is in no configuration any more; what it was told before, it may still do.
        None if row.attempts > 0 => Answer::Unknown { words: String::new() },
        None => Answer::Refused { reason: "no_fulfilment".into() },
    };
    store.remedy_ordered(&case.id, &row.remedy, &row.id, ordered(&case, kind, answer)).await
}

struct Instruction {
    case: Case,
    kind: RemedyKind,
    with: String,
    order: Order,
}

/// Nothing when it was proven or refused meanwhile.
fn instruction(store: &Store, db: &mut Connection, row: &Outgoing) -> Result<Option<Instruction>, Error> {
    let case = row.subject.case().ok_or(Error::Damaged("an order belongs to no case"))?;
    let case = store.case(db, &case)?.ok_or(Error::Damaged("an order's case is gone"))?.case;
    let Some(remedy) = case.remedy(&row.remedy).cloned() else { return Ok(None) };
    let waits = match &remedy.state {
        RemedyState::Instructed { reference }
        | RemedyState::Unknown { reference, .. }
        | RemedyState::Taken { reference, .. } => *reference == row.id,
        _ => false,
    };
    let Some(with) = remedy.with.clone().filter(|_| waits) else { return Ok(None) };
    let order = order(store, db, &case, &remedy, &row.id)?;
    Ok(Some(Instruction { case, kind: remedy.kind, with, order }))
}

/// Nothing of who the customer is: the system knows the order.
fn order(
    store: &Store,
    db: &mut Connection,
    case: &Case,
    remedy: &Remedy,
    reference: &str,
) -> Result<Order, Error> {
    let record = store.order_for(db, case, &Actor::System)?.map(|(record, _)| record);
    let made = case.offers.iter().find(|offer| offer.id == remedy.offer);
    let made = made.map(|offer| Event::OfferMade { offer: offer.clone() });
    let words = match &made {
        Some(made) => store.text_for(db, case, &Actor::System, Thing::Entry(made))?,
        None => None,
    };
    let items = record.iter().flat_map(|record| &record.items);
    let due_at = jiff::Timestamp::from_millisecond(remedy.due_ms).unwrap_or(jiff::Timestamp::MAX);
    Ok(Order {
        reference: reference.to_owned(),
        kind: remedy.kind.word().to_owned(),
        case: case.number.clone(),
        order: record.as_ref().map(|record| record.number.clone()),
        merchant: case.merchant.as_ref().map(ToString::to_string),
        items: items
            .map(|item| Line { sku: item.sku.clone(), title: item.title.clone(), quantity: item.quantity })
            .collect(),
        amount_fen: remedy.amount.map(|amount| amount.0),
        due_at: due_at.to_string(),
        words: words.map(|words| store.masked(&words)).unwrap_or_default(),
    })
}

/// The first time it is sent; afterwards it is asked for first. That it is sent is written down before, so that a
/// process that dies in between is no reason to send it twice.
async fn send(store: &Store, system: &System, order: &Order, row: &Outgoing) -> Result<Answer, Error> {
    if row.attempts == 0 {
        store.begin_outbox(&row.id).await?;
    } else if let Asked::Found(answer) = fulfil::ask(system, &order.reference, store.now_ms()).await {
        return Ok(answer);
    }
    Ok(fulfil::order(system, order, store.now_ms()).await)
}

/// What a system tells by itself, of an order that it was given. What is over stays over.
pub async fn told(store: &Store, system: &str, reference: &str, answer: Answer) -> Result<(), Error> {
    let (reader, wanted) = (store.clone(), reference.to_owned());
    let known = store.db().read(move |db| -> Result<_, Error> {
        let row = reader.outgoing(db, &wanted)?.filter(|row| row.kind == "order");
        let Some(row) = row else { return Ok(None) };
        let case: Option<CaseId> = row.subject.case();
        let case = case.map(|case| reader.case(db, &case)).transpose()?.flatten();
        Ok(case.map(|loaded| (row, loaded.case)))
    });
    let (row, case) = known.await?.ok_or(Refusal::NotFound)?;
    let remedy = case.remedy(&row.remedy).ok_or(Refusal::NotFound)?;
    // One system does not speak for another.
    if remedy.with.as_deref() != Some(system) {
        return Err(Refusal::NotFound.into());
    }
    store.remedy_ordered(&case.id, &row.remedy, &row.id, ordered(&case, remedy.kind, answer)).await
}

fn ordered(case: &Case, kind: RemedyKind, answer: Answer) -> Ordered {
    match answer {
        Answer::Done(brought) => shown(case, kind, brought).map_or(Ordered::Unknown, Ordered::Done),
        Answer::Accepted => Ordered::Taken,
        Answer::Refused { reason } => Ordered::Refused(reason),
        Answer::Unknown { .. } => Ordered::Unknown,
    }
}

/// What of it the customer needs; done without that is not believed.
fn shown(case: &Case, kind: RemedyKind, brought: Brought) -> Option<Shown> {
    let parcel = brought.tracking_number.map(|number| match brought.carrier {
        Some(carrier) => format!("{carrier} {number}"),
        None => number,
    });
    let locale = super::letter::web_locale(case.locale);
    let code = brought.code.map(|code| match brought.valid_until {
        Some(until) => locale.t2("notice-valid-until", "code", code, "until", until),
        None => code,
    });
    match kind {
        RemedyKind::ReturnLabel => brought.label_url.map(Shown::Label),
        RemedyKind::Repair | RemedyKind::Gift => {
            parcel.map(Shown::Tracking).or_else(|| code.map(Shown::Voucher))
        }
        kind if kind.has_parcel() => parcel.map(Shown::Tracking),
        _ => code.map(Shown::Voucher),
    }
}
