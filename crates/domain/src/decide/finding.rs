//! Finding who bears what share. Every share rests on evidence and on a rule; a result of an inspection is cited or it
//! is said why not. Above the limit of the playbook somebody else reads it before it is issued.

use super::{Desk, Events, appeal};
use crate::actor::Party;
use crate::case::{Draft, DraftState, Finding, RuleRef, Share};
use crate::command::{NewDraft, NewFinding};
use crate::content::ContentRef;
use crate::event::Event;
use crate::id::UserId;
use crate::law::{ArticleRef, Days};
use crate::playbook::Start;
use crate::refusal::Refusal;
use std::collections::BTreeSet;

pub fn find(desk: &Desk, new: &NewFinding) -> Result<Events, Refusal> {
    let by = desk.staff()?;
    desk.open()?;
    let draft = new.draft.as_deref().map(|id| read(desk, by, id)).transpose()?;
    rests(desk, &new.shares, &new.law, new.uninspected)?;
    let ruled = appeal::ruled(desk, by, &new.shares, new.ruling)?;
    if draft.is_none() && desk.case.needs_reader(&desk.policy.playbooks) {
        return Err(Refusal::SecondReaderNeeded);
    }
    let finding = Finding {
        id: format!("f{}", desk.case.findings.len() + 1),
        shares: new.shares.iter().filter(|share| share.percent > 0).cloned().collect(),
        reasons: new.reasons.clone(),
        law: new.law.clone(),
        uninspected: new.uninspected,
        by: draft.map_or(by, |draft| &draft.by).clone(),
        at_ms: desk.now_ms,
        reader: draft.map(|_| by.clone()),
        draft: new.draft.clone(),
        stake: desk.case.stake(),
        ruled,
    };
    let window = appeal::window(desk, Start::Found, &finding.id);
    Ok(desk.on_case([Event::Found { finding }, window]))
}

/// What it says is looked at now as it will be when it is issued, so that no reader has to send back what cannot stand.
pub fn draft(desk: &Desk, new: &NewDraft) -> Result<Events, Refusal> {
    let by = desk.staff()?;
    desk.open()?;
    rests(desk, &new.shares, &new.law, new.uninspected)?;
    appeal::ruled(desk, by, &new.shares, new.ruling)?;
    let mut without = desk.case.kept_away();
    without.push(by.clone());
    let draft = Draft {
        id: format!("d{}", desk.case.drafts.len() + 1),
        record: new.record.clone(),
        by: by.clone(),
        reader: desk.world.next_reader(desk.case, &without, desk.now_ms),
        stake: desk.case.stake(),
        at_ms: desk.now_ms,
        state: DraftState::Waiting,
    };
    Ok(desk.on_case([Event::FindingDrafted { draft: Box::new(draft) }]))
}

pub fn send_back(desk: &Desk, id: &str, why: &ContentRef) -> Result<Events, Refusal> {
    let by = desk.staff()?;
    desk.open()?;
    read(desk, by, id)?;
    let (draft, by, why) = (id.to_owned(), by.clone(), why.clone());
    Ok(desk.on_case([Event::FindingReturned { draft, by, why }]))
}

/// The draft that waits, for somebody who may read it: above the handlers, without a link, and not who wrote it.
fn read<'d>(desk: &'d Desk, by: &UserId, id: &str) -> Result<&'d Draft, Refusal> {
    let draft = desk.case.draft(id).ok_or(Refusal::NotFound)?;
    if draft.by == *by {
        return Err(Refusal::SecondPersonNeeded);
    }
    if desk.case.open_appeals().any(|one| one.apart.contains(by)) {
        return Err(Refusal::HadPart);
    }
    if !desk.world.reads(by, desk.case) {
        return Err(Refusal::NotAllowed);
    }
    if draft.state == DraftState::Waiting { Ok(draft) } else { Err(Refusal::DraftGone) }
}

/// Shares are whole percents that make a hundred, one for each party; each above zero cites evidence of this case and
/// a rule, of its own or an article that the reasons cite for all.
fn rests(desk: &Desk, shares: &[Share], law: &[ArticleRef], uninspected: bool) -> Result<(), Refusal> {
    let parties: BTreeSet<Party> = shares.iter().map(|share| share.party).collect();
    let sum: u32 = shares.iter().map(|share| u32::from(share.percent)).sum();
    if sum != 100 || parties.len() != shares.len() {
        return Err(Refusal::SharesNotHundred);
    }
    // Whoever examines the goods or the matter has no part in what happened.
    if [Party::Inspector, Party::Regulator].iter().any(|third| parties.contains(third)) {
        return Err(Refusal::WordUnknown);
    }
    let borne = || shares.iter().filter(|share| share.percent > 0);
    if borne().any(|share| share.cites.is_empty()) {
        return Err(Refusal::ShareUncited);
    }
    if law.is_empty() && borne().any(|share| share.rules.is_empty()) {
        return Err(Refusal::ShareUnruled);
    }
    shares.iter().flat_map(|share| &share.cites).try_for_each(|id| ground(desk, id))?;
    shares.iter().flat_map(|share| &share.rules).try_for_each(|rule| holds(desk, rule))?;
    let days = Days::of(desk.case);
    law.iter().try_for_each(|article| desk.policy.law.bears(article, &days))?;
    let cited = |report: &str| borne().any(|share| share.cites.iter().any(|id| id == report));
    if !uninspected && !desk.case.reports().into_iter().all(cited) {
        return Err(Refusal::InspectionUncited);
    }
    Ok(())
}

/// A rule of the playbook of this kind, or an article in force on the day.
fn holds(desk: &Desk, rule: &RuleRef) -> Result<(), Refusal> {
    match rule {
        RuleRef::Article(named) => desk.policy.law.bears(named, &Days::of(desk.case)),
        RuleRef::Playbook(code) => {
            let rules = &desk.policy.playbooks.of(desk.case.kind()).rules;
            rules.iter().find(|(own, _)| own == code).map(|_| ()).ok_or(Refusal::RuleUnknown)
        }
    }
}

/// A finding rests on evidence that stands, or on a silence that was said to count as the other side shows it.
fn ground(desk: &Desk, id: &str) -> Result<(), Refusal> {
    if desk.case.is_taken_as_shown(id) {
        return Ok(());
    }
    let item = desk.case.piece(id).ok_or(Refusal::EvidenceUnknown)?;
    if desk.case.successor(&item.id).is_some() {
        return Err(Refusal::EvidenceSuperseded);
    }
    if desk.case.stands(item) { Ok(()) } else { Err(Refusal::EvidenceRejected) }
}
