//! Offers, and what is asked of somebody.

use super::{clock, offer_state, party};
use crate::page::Page;
use crate::page::parts::{Ask, Choice, Offer, Part, Settled, Wants};
use crate::sign::{Remedy, Silence};
use domain::case::{self, Case, RequestState};
use domain::playbook::Playbooks;
use domain::words::Gap;
use domain::{ContentRef, Party};
use std::collections::HashMap;

/// `texts` holds the opened words by object id.
pub fn offers(p: &Page, books: &Playbooks, case: &Case, texts: &HashMap<String, String>) -> Vec<Offer> {
    case.offers.iter().rev().map(|one| offer(p, books, case, one, texts)).collect()
}

pub(super) fn parts(items: &[case::OfferItem]) -> Vec<Part> {
    let part = |item: &case::OfferItem| Part {
        remedy: Remedy::of(item.remedy.word()).unwrap_or(Remedy::Explanation),
        amount_fen: item.amount.map(|amount| amount.0),
        detail: String::new(),
    };
    items.iter().map(part).collect()
}

pub fn offer(
    p: &Page,
    books: &Playbooks,
    case: &Case,
    offer: &case::Offer,
    texts: &HashMap<String, String>,
) -> Offer {
    let mut parts = parts(&offer.items);
    if let Some(worked) = &offer.interest {
        let interest = parts.iter_mut().filter(|part| part.remedy == Remedy::Interest);
        interest.for_each(|part| part.detail = super::interest::worked(p, books, case, worked));
    }
    Offer {
        id: offer.id.clone(),
        from: party(offer.by),
        state: offer_state(offer.state),
        parts,
        pick_one: offer.choice == case::Choice::One && offer.items.len() > 1,
        said: text(texts, &offer.words),
        expires_ms: offer.expires_ms,
        fixed: offer.queued,
        rule: offer.rule.as_ref().map(|rule| rule.to_uppercase()),
        settled: if case.settlement(&offer.id).is_some() { Settled::Written } else { Settled::No },
    }
}

fn text(texts: &HashMap<String, String>, content: &ContentRef) -> Option<String> {
    texts.get(&content.object).filter(|text| !text.is_empty()).cloned()
}

/// What this side is asked for now: open requests first, then, for the customer, the gaps.
pub fn asks(
    p: &Page,
    playbooks: &Playbooks,
    case: &Case,
    of: Party,
    texts: &HashMap<String, String>,
) -> Vec<Ask> {
    let open = case.requests.iter().filter(|one| one.to == of && one.state != RequestState::Answered);
    let mut asks: Vec<Ask> = open.map(|one| request(p, playbooks, case, one, texts)).collect();
    if of == Party::Customer && case.is_open() {
        asks.extend(case.gaps.iter().filter_map(|gap| question(p, playbooks, case, *gap)));
    }
    asks
}

fn request(
    p: &Page,
    playbooks: &Playbooks,
    case: &Case,
    one: &case::Request,
    texts: &HashMap<String, String>,
) -> Ask {
    let kinds: Vec<String> = one.kinds.iter().map(|kind| kind_label(p, playbooks, case, kind)).collect();
    let due = case.clocks.iter().find(|clock| clock.of.as_deref() == Some(&one.id));
    Ask {
        id: one.id.clone(),
        what: kinds.join(p.t("list-and")),
        why: text(texts, &one.reason).unwrap_or_default(),
        due: due.map(|due| clock(p, due)),
        if_silent: silence(p, playbooks, case, one),
        answers: vec![],
        wants: Wants::Files,
    }
}

/// As the playbook says it to this side, or what was stated instead when it was asked for.
pub fn silence(p: &Page, playbooks: &Playbooks, case: &Case, request: &case::Request) -> String {
    let rule = playbooks.of(case.kind()).silence.of(request.to);
    if rule.then == request.silence {
        return rule.read(p.locale.into()).to_owned();
    }
    let stated = Silence::of(request.silence.word()).unwrap_or(Silence::OnFile);
    p.t(stated.key()).to_owned()
}

/// A gap is a question of the playbook, answered with one tap where it has choices.
fn question(p: &Page, playbooks: &Playbooks, case: &Case, gap: Gap) -> Option<Ask> {
    let book = playbooks.get(case.kind())?;
    let question = book.questions.iter().find(|question| question.gap == gap)?;
    let record = case.running(domain::clock::ClockKind::Record);
    let choice = |one: &domain::playbook::Choice| Choice {
        value: one.id.clone(),
        label: one.label.read(p.locale.into()).to_owned(),
    };
    Some(Ask {
        id: format!("gap-{}", gap.word()),
        what: question.label.read(p.locale.into()).to_owned(),
        why: p.t("ask-gap-why").to_owned(),
        due: record.map(|record| clock(p, record)),
        if_silent: p.t("ask-gap-silent").to_owned(),
        answers: question.choices.iter().map(choice).collect(),
        wants: if question.choices.is_empty() { Wants::Words } else { Wants::Tap },
    })
}

/// The playbook's name for a kind of evidence; a kind it does not know stands as it is.
pub fn kind_label(p: &Page, playbooks: &Playbooks, case: &Case, kind: &str) -> String {
    let known = playbooks.evidence_kind(case.kind(), kind);
    known.map_or_else(|| kind.to_owned(), |one| one.label.read(p.locale.into()).to_owned())
}
