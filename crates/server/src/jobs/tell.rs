//! Telling: the commitment of what is about to be sent is committed, then it is sent, then the result is committed.
//! What a customer was told is evidence.

use super::Channels;
use super::letter::{self, Letter};
use super::robots::is_robot;
use connect::Answer;
use connect::mail::Mail;
use connect::sms::Sms;
use domain::command::{CaseCommand, Command, MerchantCommand, Notice as Step};
use domain::event::{AfterFailure, Via};
use domain::{Actor, Party};
use store::outbox::Outgoing;
use store::outside::Holder;
use store::{Error, Parcel};
use web::app::App;

const AT_ONCE: u32 = 32;
/// Minutes between tries; after the last one another channel, then a person.
const BACK_OFF: [i64; 5] = [1, 5, 30, 120, 480];
const ROBOT_TRIES: usize = 2;
/// Older news would confuse more than it helps: a channel that was just set up does not send the past.
const TOO_OLD_MS: i64 = 48 * 3_600_000;
/// A notice carries its receipt, so it waits for the checkpoint, but no longer than this: then it says that the
/// receipt is still to come.
const SEAL_WAIT_MS: i64 = 60_000;

pub async fn all(app: &App, channels: &Channels) -> Result<usize, Error> {
    let mut done = 0;
    loop {
        let store = app.store().clone();
        let due = app
            .store()
            .db()
            .read(move |db| {
                let sealed = store.checkpoint(db)?.map_or(0, |published| published.size as i64);
                store.outbox_due(db, "tell", sealed, SEAL_WAIT_MS, AT_ONCE)
            })
            .await?;
        if due.is_empty() {
            return Ok(done);
        }
        done += due.len();
        let tasks: Vec<_> =
            due.into_iter().map(|row| tokio::spawn(one(app.clone(), channels.clone(), row))).collect();
        for task in tasks {
            if let Ok(Err(error)) = task.await {
                return Err(error);
            }
        }
    }
}

async fn one(app: App, channels: Channels, row: Outgoing) -> Result<(), Error> {
    let (reader, wanted) = (app.clone(), row.clone());
    let letter = app.store().db().read(move |db| letter::write(&reader, db, &wanted)).await?;
    let Some(letter) = letter else { return failed(&app, &row, "no_occasion", AfterFailure::Dead).await };
    if app.store().now_ms() - row.next_ms > TOO_OLD_MS {
        return failed(&app, &row, "too_old", AfterFailure::Dead).await;
    }
    let Some(via) = letter.via(&row, &channels) else {
        return failed(&app, &row, "no_address", AfterFailure::Dead).await;
    };
    sending(&app, &row, &letter, via).await?;
    let answer = send(&app, &channels, &row, &letter, via).await;
    match answer {
        Answer::Accepted { reference } => {
            let sent = Step::Sent { outbox: row.id.clone(), reference };
            execute(&app, &row, sent, letter.to, Parcel::default()).await?;
            held(&app, &letter, via).await
        }
        Answer::Refused { permanent, code, .. } => {
            let next = after(&app, &row, &letter, &channels, via, permanent);
            failed(&app, &row, &code, next).await
        }
        Answer::Unreachable { .. } => {
            let next = after(&app, &row, &letter, &channels, via, false);
            failed(&app, &row, "unreachable", next).await
        }
    }
}

/// A receipt that went out by mail is a copy outside of its checkpoint; a text message carries only a link.
async fn held(app: &App, letter: &Letter, via: Via) -> Result<(), Error> {
    let Some(enclosed) = letter.receipt.as_ref().filter(|_| via == Via::Mail) else { return Ok(()) };
    let verifier = app.store().verifier()?;
    let receipt = journal::Receipt::parse(&enclosed.text).ok();
    let checkpoint =
        receipt.and_then(|receipt| journal::Checkpoint::open(&receipt.checkpoint, &verifier).ok());
    let Some(checkpoint) = checkpoint else { return Ok(()) };
    app.store().held_outside(Holder::Party, letter.to.word(), checkpoint.size).await
}

async fn sending(app: &App, row: &Outgoing, letter: &Letter, via: Via) -> Result<(), Error> {
    let mut pack = app.store().pack(row.subject.clone());
    let text = pack.text(&spoken(letter, via));
    let (outbox, template) = (row.id.clone(), letter.template);
    execute(app, row, Step::Sending { outbox, template, via, text }, letter.to, pack.close()).await?;
    // What goes along is handed out, like every file that is taken along.
    let Some(case) = row.subject.case().filter(|_| via == Via::Mail) else { return Ok(()) };
    for (piece, _) in &letter.papers {
        app.store().hand_out(&Actor::System, &case, piece).await?;
    }
    Ok(())
}

fn spoken(letter: &Letter, via: Via) -> String {
    match via {
        Via::Mail => format!("{}\n\n{}", letter.notice.subject, letter.notice.body),
        Via::Sms => letter.notice.sms.clone(),
        Via::WeCom | Via::DingTalk => letter.notice.group.clone(),
    }
}

async fn send(app: &App, channels: &Channels, row: &Outgoing, letter: &Letter, via: Via) -> Answer {
    if is_robot(via) {
        return letter.robots.write(channels, via, &letter.notice.group, app.store().now_ms()).await;
    }
    let to = letter.address(via).reveal().to_owned();
    match (via, &channels.mail, &channels.sms) {
        (Via::Mail, Some((config, from)), _) => {
            let mail = Mail {
                outbox_id: row.id.clone(),
                from: from.clone(),
                to,
                reply_to: None,
                in_reply_to: None,
                subject: letter.notice.subject.clone(),
                text: letter.notice.body.clone(),
                sent_at_ms: app.store().now_ms(),
                receipt: letter.receipt.clone(),
                files: letter.papers.iter().map(|(_, file)| file.clone()).collect(),
            };
            connect::mail::send(config, &mail).await
        }
        (Via::Sms, _, Some(config)) => {
            let sms = Sms { to, text: letter.notice.sms.clone(), reference: row.id.clone() };
            connect::sms::send(config, &sms).await
        }
        _ => Answer::Unreachable { words: "no such channel".into() },
    }
}

fn after(
    app: &App,
    row: &Outgoing,
    letter: &Letter,
    channels: &Channels,
    via: Via,
    permanent: bool,
) -> AfterFailure {
    let mut others = letter.ways(channels).into_iter().skip_while(|one| *one != via).skip(1);
    let next = others.next();
    if let Some(minutes) = minutes_until(row.attempts, via, next.is_some()).filter(|_| !permanent) {
        return AfterFailure::Retry { at_ms: app.store().now_ms() + minutes * 60_000 };
    }
    match next {
        Some(via) => AfterFailure::Fallback { via },
        None => AfterFailure::Dead,
    }
}

/// Of a robot that does not answer another way is taken soon: what is asked has a day.
pub(super) fn minutes_until(attempts: i64, via: Via, has_other: bool) -> Option<i64> {
    let tries = if is_robot(via) && has_other { ROBOT_TRIES } else { BACK_OFF.len() };
    BACK_OFF[..tries].get(attempts as usize).copied()
}

async fn failed(app: &App, row: &Outgoing, code: &str, next: AfterFailure) -> Result<(), Error> {
    let failed = Step::Failed { outbox: row.id.clone(), code: code.to_owned(), next };
    execute(app, row, failed, Party::Merchant, Parcel::default()).await
}

/// An entry of the case; of the merchant where a letter is about no case.
async fn execute(app: &App, row: &Outgoing, step: Step, to: Party, parcel: Parcel) -> Result<(), Error> {
    let command = match (row.subject.case(), row.subject.merchant()) {
        (Some(case), _) => Command::Case(case, of_case(step, to)),
        (None, Some(merchant)) => Command::Merchant(merchant, MerchantCommand::Notice(Box::new(step))),
        _ => return Err(Error::Damaged("a notice belongs to nobody")),
    };
    app.store().execute(&Actor::System, command, parcel, None).await.map(|_| ())
}

fn of_case(step: Step, to: Party) -> CaseCommand {
    match step {
        Step::Sending { outbox, template, via, text } => {
            CaseCommand::NoticeSending { outbox, template, to, via, text }
        }
        Step::Sent { outbox, reference } => CaseCommand::NoticeSent { outbox, reference },
        Step::Failed { outbox, code, next } => CaseCommand::NoticeFailed { outbox, code, next },
    }
}
