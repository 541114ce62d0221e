//! Looking whether it is as a scenario expects. What differs is said with what is there instead.

use super::step::{ClockState, Expected, Shown, Who};
use super::world::{Cast, World};
use super::{closing, hands, parcel, third};
use domain::case::{Case, InspectionState, RemedyState};
use domain::event::Event;
use domain::id::AccountId;
use domain::reaction::Template;
use domain::words::{Inspected, Verdict};
use domain::{Fen, Party};
use std::collections::BTreeMap;
use std::fmt::Debug;

pub async fn look(world: &World<'_>, cast: &Cast, expected: &Expected) -> Result<(), String> {
    // The books are there before anybody complains.
    if let Expected::Account { id, available, posted } = expected {
        let id = cast.case.as_ref().map_or(id.clone(), |case| id.replace("CASE", case.as_str()));
        return account(world, &id, *available, *posted).await;
    }
    if let Expected::Breaker { id, open, offers, left } = expected {
        return parcel::look(world, id, (*open, *offers, *left)).await;
    }
    if let Expected::Closing(seen) = expected {
        return closing::look(world, seen).await;
    }
    let case = hands::load(world, cast).await?;
    match expected {
        Expected::Told { to, template, times } => told(world, &case, *to, *template, *times).await,
        Expected::Mail(text) => mail(world, &case, text),
        Expected::Moved(sums) => moved(world, &case, sums).await,
        Expected::Paid(fen) => same(&paid(world, &case), &fen.0),
        Expected::Signal { .. } | Expected::NoSignal => signals(world, &case, expected).await,
        Expected::Page { of, what, text } => page(world, cast, &case, (*of, what), text).await,
        of_case => look_at(&case, of_case),
    }
}

fn look_at(case: &Case, expected: &Expected) -> Result<(), String> {
    match expected {
        Expected::Stage(stage) => same(&case.stage, stage),
        Expected::Kind(kind) => same(&case.kind(), &kind.as_str()),
        Expected::Class(class) => same(&case.triage.as_ref().map(|triage| triage.class), &Some(*class)),
        Expected::Grade(grade) => same(&case.grade(), &Some(*grade)),
        Expected::Owner(owner) => {
            same(&case.owner.as_ref().map(|owner| owner.as_str()), &Some(owner.as_str()))
        }
        Expected::Gaps(gaps) => same(&case.gaps, gaps),
        Expected::Turn(party) => same(&case.standing().turn, party),
        Expected::Outcome(outcome) => {
            same(&case.closed.as_ref().map(|closed| closed.outcome), &Some(*outcome))
        }
        Expected::Relief(relief) => same(&case.closed.as_ref().map(|closed| closed.relief), &Some(*relief)),
        Expected::Round(round) => same(&case.round, round),
        Expected::Unread(unread) => same(&case.is_unread(), unread),
        Expected::Evidence(count) => same(&case.evidence.len(), count),
        Expected::Clock { kind, of, state } => clock(case, kind, of.as_deref(), *state),
        Expected::Offer { id, state } => {
            let there = case.offers.iter().find(|offer| offer.id == *id).map(|offer| word(&offer.state));
            same(&there, &Some(state.clone()))
        }
        Expected::Request { id, state } => {
            let there =
                case.requests.iter().find(|request| request.id == *id).map(|request| word(&request.state));
            same(&there, &Some(state.clone()))
        }
        Expected::Approval { id, state, with } => {
            let one = case.approval(id).ok_or_else(|| format!("没有{id} · is not there"))?;
            let there = serde_json::to_value(&one.state).ok();
            let there = there.as_ref().and_then(|value| value["is"].as_str()).unwrap_or_default();
            same(&there, &state.as_str())?;
            let to = one.with.to.as_str();
            with.as_ref().map_or(Ok(()), |with| same(&to, &with.as_str()))
        }
        Expected::Claim { id, left } => {
            same(&case.claims.iter().find(|claim| claim.id == *id).map(|claim| claim.left()), &Some(*left))
        }
        Expected::Remedy { id, kind, state } => {
            let remedy = case.remedy(id).ok_or_else(|| format!("没有{id} · is not there"))?;
            kind.map_or(Ok(()), |kind| same(&remedy.kind, &kind))?;
            same(&remedy_word(&remedy.state), &state.as_str())
        }
        Expected::Appeal { id, state } => {
            let plea = case.pleas.iter().find(|one| one.id == *id);
            let plea = plea.map(|one| one.answer.as_ref().map_or("open", |answer| answer.ruling.word()));
            let there = case.appeal(id).map(|one| one.state.word()).or(plea);
            same(&there, &Some(state.as_str()))
        }
        Expected::Counted { id, conduct, lifted } => {
            let one = case.counted(id).ok_or_else(|| format!("没有{id} · is not there"))?;
            same(&(one.conduct, one.lifted_ms.is_some()), &(*conduct, *lifted))
        }
        Expected::Tasks(count) => {
            same(&case.tasks.iter().filter(|task| task.answer.is_none()).count(), count)
        }
        Expected::Draft { id, state } => {
            same(&case.draft(id).map(|one| one.state.word()), &Some(state.as_str()))
        }
        Expected::Assessed { piece, verdict, weight } => assessed(case, piece, *verdict, *weight),
        Expected::Inspection { id, state, result } => inspection(case, id, state, *result),
        _ => Err("这里核对不了 · not a thing of the case".into()),
    }
}

fn same<T: PartialEq + Debug>(there: &T, expected: &T) -> Result<(), String> {
    if there == expected { Ok(()) } else { Err(format!("应为 {expected:?}，实为 {there:?} · differs")) }
}

/// The word a state has in the journal.
fn word(state: &impl serde::Serialize) -> String {
    serde_json::to_value(state).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn remedy_word(state: &RemedyState) -> &'static str {
    match state {
        RemedyState::Owed => "owed",
        RemedyState::Instructed { .. } => "instructed",
        RemedyState::Unknown { .. } => "unknown",
        RemedyState::Taken { .. } => "taken",
        RemedyState::Failed { .. } => "failed",
        RemedyState::Proven { .. } => "proven",
    }
}

/// The last clock of that kind.
fn clock(case: &Case, kind: &str, of: Option<&str>, state: ClockState) -> Result<(), String> {
    let fits = |of_clock: Option<&str>| of.is_none() || of == of_clock;
    let clock = case.clocks.iter().rfind(|clock| clock.kind.word() == kind && fits(clock.of.as_deref()));
    let clock = clock.ok_or_else(|| format!("没有时钟 {kind} · there is no such clock"))?;
    let there = match (clock.missed_ms, clock.met_ms) {
        (Some(_), _) => ClockState::Missed,
        (None, Some(_)) => ClockState::Met,
        (None, None) if clock.is_paused() => ClockState::Paused,
        (None, None) => ClockState::Running,
    };
    same(&there, &state)
}

fn assessed(case: &Case, piece: &str, verdict: Verdict, weight: Option<u8>) -> Result<(), String> {
    let there = case.assessment(piece).ok_or_else(|| format!("{piece} 没有评定 · was not assessed"))?;
    same(&there.verdict(), &verdict)?;
    weight.map_or(Ok(()), |weight| same(&there.weight, &weight))
}

fn inspection(case: &Case, id: &str, state: &str, result: Option<Inspected>) -> Result<(), String> {
    let there = case.inspection(id).ok_or_else(|| format!("没有{id} · is not there"))?;
    same(&there.state.word(), &state)?;
    let came_to = match there.state {
        InspectionState::Done { result, .. } => Some(result),
        _ => None,
    };
    result.map_or(Ok(()), |result| same(&came_to, &Some(result)))
}

async fn signals(world: &World<'_>, case: &Case, expected: &Expected) -> Result<(), String> {
    let (store, of) = (world.store().clone(), case.clone());
    let read = world.store().db().read(move |db| store.signals(db, &of)).await;
    let (found, _) = read.map_err(|error| error.detail())?;
    let there: Vec<(&str, i64)> = found.iter().map(|one| (one.id.as_str(), one.number)).collect();
    match expected {
        Expected::Signal { id, number } if there.contains(&(id.as_str(), *number)) => Ok(()),
        Expected::NoSignal if there.is_empty() => Ok(()),
        _ => Err(format!("迹象是 {there:?} · the signals differ")),
    }
}

/// Sent and taken by the partner, not only wanted.
async fn told(
    world: &World<'_>,
    case: &Case,
    party: Party,
    wanted: Template,
    times: Option<usize>,
) -> Result<(), String> {
    let subject = case.id.subject();
    let read = world.store().db().read(move |db| store::journal_of::of_subject(db, &subject));
    let entries = read.await.map_err(|error| error.detail())?;
    let sent = |outbox: &str| {
        entries
            .iter()
            .any(|entry| matches!(&entry.event, Event::NoticeSent { outbox: done, .. } if done == outbox))
    };
    let is_it = |event: &Event| matches!(event, Event::NoticeSending { outbox, template, to, .. } if *template == wanted && *to == party && sent(outbox));
    let count = entries.iter().filter(|entry| is_it(&entry.event)).count();
    match times {
        Some(times) => same(&count, &times),
        None if count == 0 => Err(format!("没有通知 {} · was not told", wanted.word())),
        None => Ok(()),
    }
}

/// Some mail about this case says so.
fn mail(world: &World<'_>, case: &Case, text: &str) -> Result<(), String> {
    let mails = world.partners.smtp.received();
    let about = |mail: &&connect::fake::smtp::Received| {
        mail.subject.contains(&case.number) || mail.text.contains(&case.number)
    };
    let says = mails.iter().filter(about).any(|mail| mail.subject.contains(text) || mail.text.contains(text));
    if says { Ok(()) } else { Err(format!("没有邮件写着“{text}” · no mail says so")) }
}

async fn account(
    world: &World<'_>,
    id: &str,
    available: Option<Fen>,
    posted: Option<Fen>,
) -> Result<(), String> {
    let store = world.store().clone();
    // Of the owner of the goods of an order: its number is not the name of the account.
    let id = match id.strip_prefix("consignor-") {
        Some(number) => domain::account::consignor(&store.order_id(number)),
        None => AccountId::new(id),
    };
    let read = world.store().db().read(move |db| store.account(db, &id)).await;
    let account = read.map_err(|error| error.detail())?;
    available.map_or(Ok(()), |fen| same(&account.available(), &fen))?;
    posted.map_or(Ok(()), |fen| same(&account.posted, &fen))
}

/// The case's own accounts go without its id.
async fn moved(world: &World<'_>, case: &Case, expected: &[(String, Fen)]) -> Result<(), String> {
    let (store, id) = (world.store().clone(), case.id.clone());
    let read = world.store().db().read(move |db| store.postings_of(db, &id)).await;
    let mut there: BTreeMap<String, i64> = BTreeMap::new();
    for posted in read.map_err(|error| error.detail())? {
        let account = posted.account.as_str();
        let account = account.strip_suffix(case.id.as_str()).map_or(account, |own| own.trim_end_matches('-'));
        *there.entry(account.to_owned()).or_default() += posted.amount.0;
    }
    there.retain(|_, fen| *fen != 0);
    let expected = expected.iter().map(|(account, fen)| (account.clone(), fen.0)).collect();
    same(&there, &expected)
}

/// What the provider's own books say.
fn paid(world: &World<'_>, case: &Case) -> i64 {
    let references = case.remedies.iter().flat_map(|remedy| {
        (1..=remedy.attempts).map(|attempt| format!("{}-{}-{attempt}", case.number, remedy.id))
    });
    references.flat_map(|reference| world.partners.pay.paid(&reference)).map(|paid| paid.amount_fen).sum()
}

async fn page(
    world: &World<'_>,
    cast: &Cast,
    case: &Case,
    (of, what): (Who, &Shown),
    text: &str,
) -> Result<(), String> {
    let base = match of {
        Who::Customer => format!("/c/{}", cast.link),
        Who::Merchant => format!("/m/cases/{}", case.id),
        _ => format!("/desk/cases/{}", case.id),
    };
    let path = match what {
        Shown::Case => base,
        Shown::Piece(id) => format!("{base}/evidence/{id}/view"),
        Shown::Request(id) => third::page(world, case, id)?,
    };
    let user = match of {
        Who::Customer | Who::Carrier | Who::Inspector | Who::Consignor => None,
        _ => hands::actor(world, case, of).await?.user().cloned(),
    };
    let token = match &user {
        Some(user) => Some(world.token(user).await?),
        None => None,
    };
    let mut html = world.page(&path, token.as_deref()).await?;
    if matches!(what, Shown::Case) && path.starts_with("/desk/") {
        // Its page asks for them behind itself.
        html += &world.page(&format!("{path}/signals"), token.as_deref()).await?;
    }
    if html.contains(text) {
        Ok(())
    } else {
        Err(format!("{path} 上没有“{text}” · the page does not say so"))
    }
}
