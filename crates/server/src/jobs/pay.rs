//! Instructing refunds. The outbox row's id is the idempotency key; an instruction that was not clearly answered is
//! asked for by that reference before anything is sent again.

use super::{Channels, Payers};
use connect::pay::{self, Asked, Now, PayAnswer, Provider, Refund};
use domain::case::RemedyState;
use domain::command::{CaseCommand, Command, RemedyAnswer};
use domain::{Actor, Fen};
use store::outbox::Outgoing;
use store::{Error, Parcel, Store};
use web::app::App;

const AT_ONCE: u32 = 32;

pub async fn all(app: &App, channels: &Channels) -> Result<usize, Error> {
    let store = app.store().clone();
    let due = app.store().db().read(move |db| store.outbox_due(db, "pay", i64::MAX, 0, AT_ONCE)).await?;
    let count = due.len();
    let tasks: Vec<_> = due
        .into_iter()
        .map(|row| tokio::spawn(one(app.store().clone(), channels.pay.clone(), row)))
        .collect();
    for task in tasks {
        if let Ok(Err(error)) = task.await {
            return Err(error);
        }
    }
    Ok(count)
}

async fn one(store: Store, payers: Payers, row: Outgoing) -> Result<(), Error> {
    let (reader, wanted) = (store.clone(), row.clone());
    let refund = store.db().read(move |db| instruction(&reader, db, &wanted)).await?;
    let answer = match refund {
        Instruction::Over => return store.settle_outbox(&row.id).await,
        Instruction::NoPayment => RemedyAnswer::Refused { code: "no_payment".into() },
        Instruction::Pay(refund, method) => match payers.by(&method) {
            None => RemedyAnswer::Refused { code: "no_provider".into() },
            Some(provider) => answer(instruct(&store, &provider, &refund, &row).await?),
        },
    };
    answered(&store, row, answer).await
}

async fn answered(store: &Store, row: Outgoing, answer: RemedyAnswer) -> Result<(), Error> {
    let case = row.subject.case().ok_or(Error::Damaged("a payment belongs to no case"))?;
    let command = CaseCommand::RemedyAnswered { remedy: row.remedy, reference: row.id, answer };
    store.execute(&Actor::System, Command::Case(case, command), Parcel::default(), None).await.map(|_| ())
}

/// What a provider tells by itself, by our reference. One that is not ours, or was answered before, changes nothing.
pub async fn told(store: &Store, reference: &str, what: PayAnswer) -> Result<(), Error> {
    let (reader, wanted) = (store.clone(), reference.to_owned());
    let row = store.db().read(move |db| reader.outgoing(db, &wanted)).await?;
    match row.filter(|row| row.kind == "pay") {
        Some(row) => answered(store, row, answer(what)).await,
        None => Ok(()),
    }
}

enum Instruction {
    /// The refund, and how the payment came.
    Pay(Box<Refund>, String),
    /// The order names no payment that could be refunded.
    NoPayment,
    /// The remedy was proven or failed meanwhile.
    Over,
}

fn instruction(store: &Store, db: &mut store::db::Connection, row: &Outgoing) -> Result<Instruction, Error> {
    let case = row.subject.case().ok_or(Error::Damaged("a payment belongs to no case"))?;
    let case = store.case(db, &case)?.ok_or(Error::Damaged("a payment's case is gone"))?.case;
    let Some(remedy) = case.remedy(&row.remedy) else { return Ok(Instruction::Over) };
    let waits = match &remedy.state {
        RemedyState::Instructed { reference } | RemedyState::Unknown { reference, .. } => {
            *reference == row.id
        }
        _ => false,
    };
    if !waits {
        return Ok(Instruction::Over);
    }
    let record = store.order_for(db, &case, &Actor::System)?.map(|(record, _)| record);
    let payment = record.as_ref().and_then(|record| record.payments.first().map(|payment| (record, payment)));
    let (Some((record, payment)), Some(amount)) = (payment, remedy.amount) else {
        return Ok(Instruction::NoPayment);
    };
    let refund = Refund {
        reference: row.id.clone(),
        payment_reference: payment.reference.clone(),
        amount_fen: amount.0,
        paid_fen: payment.amount_fen,
        currency: record.currency.clone(),
        reason: case.number.clone(),
    };
    Ok(Instruction::Pay(Box::new(refund), payment.method.clone()))
}

/// The first time it is sent; afterwards it is asked for first. That it is sent is written down before, so that a
/// process that dies in between is no reason to send it twice.
async fn instruct(
    store: &Store,
    provider: &Provider,
    refund: &Refund,
    row: &Outgoing,
) -> Result<PayAnswer, Error> {
    let now = || Now { at_ms: store.now_ms(), nonce: store::content::random_id() };
    if row.attempts == 0 {
        store.begin_outbox(&row.id).await?;
    } else if let Asked::Found(answer) = pay::ask(provider, refund, now()).await {
        return Ok(answer);
    }
    Ok(pay::refund(provider, refund, now()).await)
}

fn answer(answer: PayAnswer) -> RemedyAnswer {
    match answer {
        PayAnswer::Done { provider_reference, amount_fen } => {
            RemedyAnswer::Done { reference: provider_reference, amount: Fen(amount_fen) }
        }
        PayAnswer::Refused { code, .. } => RemedyAnswer::Refused { code },
        PayAnswer::Pending | PayAnswer::Unknown { .. } => RemedyAnswer::Unknown,
    }
}
