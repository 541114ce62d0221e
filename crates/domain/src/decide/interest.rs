//! Interest filled in: what is given back, at the agreed rate of a year, for the days from then to today. The amount is
//! never a guess: without an agreed rate, or without a sum to bear it, it is refused and a person writes it.

use super::Desk;
use crate::calendar::day_of;
use crate::case::{Choice, Interest, Proposal};
use crate::law::remedy::{self, Given};
use crate::money::Fen;
use crate::refusal::Refusal;
use crate::words::{RemedyKind, SumKind};
use std::borrow::Cow;

/// The proposal with the amount of its interest, where that was left to be worked out.
pub(super) fn filled<'p>(desk: &Desk, proposal: &'p Proposal) -> Result<Cow<'p, Proposal>, Refusal> {
    let Some(from) = proposal.interest_from else { return Ok(Cow::Borrowed(proposal)) };
    let agreed = desk.policy.playbooks.of(desk.case.kind()).interest.as_ref().ok_or(Refusal::RateUnknown)?;
    let mut proposal = proposal.clone();
    let principal = principal(desk, &proposal)?;
    let left_open = |kind: RemedyKind, amount: Option<Fen>| kind == RemedyKind::Interest && amount.is_none();
    let mut open = proposal.items.iter_mut().filter(|item| left_open(item.remedy, item.amount));
    let (Some(item), None) = (open.next(), open.next()) else { return Err(Refusal::AmountInvalid) };
    let days = from.until(day_of(desk.now_ms)).map_err(|_| Refusal::DayInvalid)?.get_days();
    if days < 1 {
        return Err(Refusal::DayInvalid);
    }
    let days = i64::from(days);
    let given = Given {
        paid_fen: Some(principal),
        rate_bp: Some(agreed.rate_bp),
        days: Some(days),
        ..Given::default()
    };
    item.amount = Some(remedy::sum(SumKind::Interest, &given, &desk.calendar())?.total_fen);
    proposal.interest = Some(Interest { principal, rate_bp: agreed.rate_bp, from, days });
    Ok(Cow::Owned(proposal))
}

/// What the same offer gives back; without that what was paid. Of a menu it is not known which dish is taken.
fn principal(desk: &Desk, proposal: &Proposal) -> Result<Fen, Refusal> {
    if proposal.choice == Choice::One {
        return Err(Refusal::AmountInvalid);
    }
    let back = proposal.items.iter().filter(|item| item.remedy.gives_back());
    let back = Fen::sum(back.filter_map(|item| item.amount)).ok_or(Refusal::AmountInvalid)?;
    if back > Fen::ZERO { Ok(back) } else { desk.case.amount.ok_or(Refusal::SumIncomplete) }
}
