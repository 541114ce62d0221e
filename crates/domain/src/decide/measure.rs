//! Measures against a merchant. Each says by which clause and why, and shows how its amount comes about; money is held
//! or deducted in the same commit. The merchant may object; lifting undoes what can be undone.

use super::book::{Book, Transfer};
use super::{Events, closing, contract, objection, plain};
use crate::account::{self, Authority, Pending, PostingReason, Voided};
use crate::actor::{Actor, Party, Role};
use crate::clock::DAY_MS;
use crate::command::{MerchantCommand, NewMeasure, Notice};
use crate::content::ContentRef;
use crate::event::Event;
use crate::id::{MerchantId, UserId};
use crate::measure::{Because, Measure, MeasureState};
use crate::merchant::{Merchant, risk};
use crate::money::Fen;
use crate::policy::Policy;
use crate::reach::Reach;
use crate::refusal::Refusal;
use crate::state::State;
use crate::words::{MeasureKind, MeasureStep};
use crate::world::World;

const NO_LISTINGS_DAYS: i64 = 30;
const LONGEST_MS: i64 = 366 * DAY_MS;
/// Rung by rung as of a merchant's risk: a hundred is the worst.
const SCORE_MAX: u32 = 100;

pub(super) struct Bench<'a> {
    pub world: &'a World<'a>,
    pub id: &'a MerchantId,
    pub merchant: &'a Merchant,
    pub now_ms: i64,
}

pub fn merchant(
    world: &World,
    id: &MerchantId,
    command: &MerchantCommand,
    (by, now_ms): (&Actor, i64),
    policy: &Policy,
) -> Result<Events, Refusal> {
    let Some(State::Merchant(merchant)) = world.knows(&id.subject()) else { return Err(Refusal::NotFound) };
    let bench = Bench { world, id, merchant, now_ms };
    match command {
        MerchantCommand::Take(new) => take(&bench, new, by),
        MerchantCommand::Lift { measure, why } => lift(&bench, measure, why, by),
        MerchantCommand::Appeal { measure, words } => appeal(&bench, measure, words, (by, policy)),
        MerchantCommand::Uphold { measure, why } => uphold(&bench, measure, why, by),
        MerchantCommand::SetReach(reach) => set_reach(&bench, reach.as_ref(), by),
        MerchantCommand::SetContract(new) => contract::set(&bench, new, by),
        MerchantCommand::SetRule(new) => contract::set_rule(&bench, new, by, policy),
        MerchantCommand::SwitchRule { rule, on } => contract::switch(&bench, rule, *on, by),
        MerchantCommand::Flag(new) => closing::flag(&bench, new, by),
        MerchantCommand::Share { cases } => closing::share(&bench, cases, by, policy),
        MerchantCommand::Notice(step) => notice(&bench, step, by),
        MerchantCommand::Elapse => elapse(&bench, by),
    }
}

fn senior(by: &Actor) -> Result<&UserId, Refusal> {
    match by {
        Actor::Staff(user, Role::Reviewer | Role::Manager | Role::Admin) => Ok(user),
        _ => Err(Refusal::NotAllowed),
    }
}

fn take(bench: &Bench, new: &NewMeasure, by: &Actor) -> Result<Events, Refusal> {
    let user = senior(by)?;
    plain::code(&new.clause)?;
    let case = because(bench, new)?;
    let (amount, steps) = worked_out(bench, new)?;
    let until_ms = until(bench, new)?;
    let measure = Measure {
        id: format!("x{}", bench.merchant.measures.len() + 1),
        kind: new.kind,
        because: new.because.clone(),
        clause: new.clause.clone(),
        reasons: new.reasons.clone(),
        amount,
        steps,
        from_ms: bench.now_ms,
        until_ms,
        state: MeasureState::InForce,
        by: Some(user.clone()),
        parts: new.parts.clone(),
        objection: None,
    };
    let mut book = Book::new(bench.world);
    moved(bench, &mut book, &measure)?;
    let noted = Event::MeasureNoted { measure: measure.id.clone(), what: measure.kind };
    let mut events = vec![(bench.id.subject(), Event::MeasureTaken { measure: Box::new(measure) })];
    events.extend(case.map(|case| (case, noted)));
    events.extend(book.close());
    Ok(events)
}

/// A case of this very merchant; a score is the sum of its parts.
fn because(bench: &Bench, new: &NewMeasure) -> Result<Option<crate::id::SubjectId>, Refusal> {
    match &new.because {
        Because::Case { case } => {
            let known = bench.world.case(case)?;
            if known.merchant.as_ref() != Some(bench.id) {
                return Err(Refusal::NotFound);
            }
            Ok(Some(case.subject()))
        }
        Because::Score { score } if *score <= SCORE_MAX && *score == risk::score(&new.parts) => Ok(None),
        Because::Score { .. } => Err(Refusal::ScoreInvalid),
        // It comes with the flag alone.
        Because::Closing => Err(Refusal::NotAllowed),
    }
}

/// What a measure comes to, and the steps to it.
type Sum = (Option<Fen>, Vec<(MeasureStep, i64)>);

fn worked_out(bench: &Bench, new: &NewMeasure) -> Result<Sum, Refusal> {
    let deposit = bench.world.account(&account::deposit(bench.id));
    let free = deposit.available();
    let asked = || new.amount.filter(|amount| amount.is_payable()).ok_or(Refusal::AmountInvalid);
    match new.kind {
        MeasureKind::Hold => {
            let held = asked()?.min(free);
            if held <= Fen::ZERO {
                return Err(Refusal::BudgetSpent);
            }
            let steps = vec![(MeasureStep::Asked, asked()?.0), (MeasureStep::Free, free.0)];
            Ok((Some(held), steps))
        }
        MeasureKind::Deduct => {
            // Never more than is owed, and never what is held for somebody else.
            let owed = Fen((-bench.world.account(&account::merchant(bench.id)).posted.0).max(0));
            let amount = asked()?;
            if amount > owed {
                return Err(Refusal::AboveDebt);
            }
            let steps =
                [(MeasureStep::Owed, owed.0), (MeasureStep::Free, free.0), (MeasureStep::Asked, amount.0)];
            Ok((Some(amount), steps.into()))
        }
        MeasureKind::Double => {
            let before = bench.merchant.deposit_required().unwrap_or(deposit.posted);
            let after =
                before.plus(before).filter(|after| after.is_payable()).ok_or(Refusal::AmountInvalid)?;
            let missing = (after.0 - deposit.posted.0).max(0);
            let steps = [
                (MeasureStep::Before, before.0),
                (MeasureStep::After, after.0),
                (MeasureStep::Missing, missing),
            ];
            Ok((Some(after), steps.into()))
        }
        MeasureKind::NoListings
        | MeasureKind::NoPrepayments
        | MeasureKind::Talk
        | MeasureKind::Rectification => Ok((None, vec![])),
    }
}

fn until(bench: &Bench, new: &NewMeasure) -> Result<Option<i64>, Refusal> {
    let listings = (new.kind == MeasureKind::NoListings).then_some(bench.now_ms + NO_LISTINGS_DAYS * DAY_MS);
    let until_ms = new.until_ms.or(listings);
    let ahead = |until: i64| (1..=LONGEST_MS).contains(&until.saturating_sub(bench.now_ms));
    // A task without a date is none.
    let dated = matches!(new.kind, MeasureKind::Talk | MeasureKind::Rectification);
    match until_ms {
        Some(until) if !ahead(until) => Err(Refusal::DueInvalid),
        None if dated => Err(Refusal::DueInvalid),
        until_ms => Ok(until_ms),
    }
}

fn name(bench: &Bench, measure: &Measure, what: &str) -> String {
    format!("{}-{}-{what}", bench.id, measure.id)
}

fn case_of(measure: &Measure) -> Option<&crate::id::CaseId> {
    match &measure.because {
        Because::Case { case } => Some(case),
        Because::Score { .. } | Because::Closing => None,
    }
}

fn moved(bench: &Bench, book: &mut Book, measure: &Measure) -> Result<(), Refusal> {
    let (deposit, owes) = (account::deposit(bench.id), account::merchant(bench.id));
    let (amount, authority) = (measure.amount.unwrap_or_default(), Authority::Measure(measure.id.clone()));
    match measure.kind {
        MeasureKind::Hold => {
            let pending = Pending {
                amount,
                to: owes,
                case: case_of(measure).cloned(),
                until_ms: measure.until_ms,
                authority,
            };
            book.hold(&deposit, &name(bench, measure, "hold"), pending);
            Ok(())
        }
        MeasureKind::Deduct => book.transfer(&Transfer {
            name: name(bench, measure, "deducted"),
            from: &deposit,
            to: &owes,
            amount,
            case: case_of(measure),
            reason: PostingReason::Deducted,
            authority,
        }),
        _ => Ok(()),
    }
}

/// What was held is free again, what was deducted is given back.
fn lift(bench: &Bench, id: &str, why: &ContentRef, by: &Actor) -> Result<Events, Refusal> {
    let user = senior(by)?;
    let measure = in_force(bench, id)?;
    if matches!(measure.state, MeasureState::Appealed { .. }) {
        another(measure, user)?;
    }
    let mut book = Book::new(bench.world);
    let (deposit, owes) = (account::deposit(bench.id), account::merchant(bench.id));
    match measure.kind {
        MeasureKind::Hold => book.release(&deposit, &name(bench, measure, "hold"), Voided::ByHand),
        MeasureKind::Deduct => book.transfer(&Transfer {
            name: name(bench, measure, "given_back"),
            from: &owes,
            to: &deposit,
            amount: measure.amount.unwrap_or_default(),
            case: case_of(measure),
            reason: PostingReason::GivenBack,
            authority: Authority::Measure(measure.id.clone()),
        })?,
        _ => {}
    }
    let lifted = Event::MeasureLifted { measure: id.to_owned(), by: user.clone(), why: why.clone() };
    let mut events = vec![(bench.id.subject(), lifted)];
    events.extend(book.close());
    Ok(events)
}

fn in_force<'a>(bench: &'a Bench, id: &str) -> Result<&'a Measure, Refusal> {
    let measure = bench.merchant.measure(id).ok_or(Refusal::NotFound)?;
    if measure.is_in_force() { Ok(measure) } else { Err(Refusal::MeasureOver) }
}

/// Once, while it is in force.
fn appeal(
    bench: &Bench,
    id: &str,
    words: &ContentRef,
    (by, policy): (&Actor, &Policy),
) -> Result<Events, Refusal> {
    if !matches!(by, Actor::Merchant(_, merchant) if merchant == bench.id) {
        return Err(Refusal::NotFound);
    }
    let against = in_force(bench, id)?;
    if matches!(against.state, MeasureState::Appealed { .. } | MeasureState::Upheld { .. }) {
        return Err(Refusal::AlreadyAnswered);
    }
    let objection = objection::begun(bench, against, policy);
    let (measure, words) = (id.to_owned(), words.clone());
    Ok(vec![(bench.id.subject(), Event::MeasureAppealed { measure, words, objection })])
}

/// Whoever took a measure does not answer the objection to it.
fn another(measure: &Measure, user: &UserId) -> Result<(), Refusal> {
    if measure.by.as_ref() == Some(user) { Err(Refusal::SecondPersonNeeded) } else { Ok(()) }
}

fn uphold(bench: &Bench, id: &str, why: &ContentRef, by: &Actor) -> Result<Events, Refusal> {
    let user = senior(by)?;
    let measure = in_force(bench, id)?;
    if !matches!(measure.state, MeasureState::Appealed { .. }) {
        return Err(Refusal::NotAsked);
    }
    another(measure, user)?;
    let (measure, by, why) = (id.to_owned(), user.clone(), why.clone());
    Ok(vec![(bench.id.subject(), Event::MeasureUpheld { measure, by, why })])
}

/// By the shop itself; `rights` sees to it that it is the owner.
fn set_reach(bench: &Bench, reach: Option<&Reach>, by: &Actor) -> Result<Events, Refusal> {
    if !matches!(by, Actor::Merchant(_, merchant) if merchant == bench.id) {
        return Err(Refusal::NotAllowed);
    }
    reach.map_or(Ok(()), Reach::check)?;
    Ok(vec![(bench.id.subject(), Event::ReachSet { reach: reach.cloned() })])
}

fn notice(bench: &Bench, step: &Notice, by: &Actor) -> Result<Events, Refusal> {
    if *by != Actor::System {
        return Err(Refusal::NotAllowed);
    }
    let event = match step.clone() {
        Notice::Sending { outbox, template, via, text } => {
            Event::NoticeSending { outbox, template, to: Party::Merchant, via, text }
        }
        Notice::Sent { outbox, reference } => Event::NoticeSent { outbox, reference: plain::cut(&reference) },
        Notice::Failed { outbox, code, next } => {
            Event::NoticeFailed { outbox, code: plain::cut(&code), next }
        }
    };
    Ok(vec![(bench.id.subject(), event)])
}

fn elapse(bench: &Bench, by: &Actor) -> Result<Events, Refusal> {
    if *by != Actor::System {
        return Err(Refusal::NotAllowed);
    }
    let mut events = vec![];
    for one in bench.merchant.in_force() {
        if one.until_ms.is_some_and(|until| until <= bench.now_ms) {
            events.push(Event::MeasureOver { measure: one.id.clone() });
        } else {
            events.extend(objection::due(bench, one));
        }
    }
    Ok(events.into_iter().map(|event| (bench.id.subject(), event)).collect())
}
