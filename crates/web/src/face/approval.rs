//! What waits, or waited, for a yes from above.

use super::offer::parts;
use crate::format;
use crate::page::Page;
use crate::page::desk::ApprovalAsked;
use domain::ContentRef;
use domain::case::{Approval, ApprovalState, Case, OfferItem, Sought};
use domain::clock::ClockKind;
use domain::cost::Above;
use domain::words::Purse;
use store::timeline::{Told, texts};

pub fn approvals(p: &Page, case: &Case, told: &[Told]) -> Vec<ApprovalAsked> {
    let texts = texts(told);
    let text = |content: &ContentRef| texts.get(&content.object).cloned();
    case.approvals.iter().rev().map(|one| approval(p, case, one, text(&one.why), None)).collect()
}

/// `why` and `words` as the reader may read them.
pub fn approval(
    p: &Page,
    case: &Case,
    one: &Approval,
    why: Option<String>,
    words: Option<String>,
) -> ApprovalAsked {
    let running = case.clocks.iter().find(|clock| {
        clock.kind == ClockKind::Approval && clock.is_running() && clock.of.as_deref() == Some(&one.id)
    });
    ApprovalAsked {
        id: one.id.clone(),
        what: match (&one.sought, &one.shop) {
            (_, Some(_)) => p.t("approval-of-shop"),
            (Sought::Offer { .. }, None) => p.t("approval-offer"),
            (Sought::Accept { .. }, None) => p.t("approval-accept"),
        },
        fen: one.cost.total().0,
        parts: parts(&items(case, &one.sought)),
        above: one.above.iter().map(|above| over(p, one, above)).collect(),
        by: one.by.to_string(),
        with: match &one.with.deputy_of {
            Some(of) => p.t2("approval-deputy", "to", &one.with.to, "of", of),
            None => p.t1("approval-with", "to", &one.with.to),
        },
        why,
        words,
        clock: running.map(|clock| super::clock(p, clock)),
        state: state(p, one),
        open: one.state == ApprovalState::Open,
    }
}

fn items(case: &Case, sought: &Sought) -> Vec<OfferItem> {
    match sought {
        Sought::Offer { proposal } => proposal.items.clone(),
        Sought::Accept { offer, chosen } => {
            let Some(offer) = case.offers.iter().find(|one| one.id == *offer) else { return vec![] };
            match chosen.as_slice() {
                [] => offer.items.clone(),
                chosen => chosen.iter().filter_map(|index| offer.items.get(*index).cloned()).collect(),
            }
        }
    }
}

fn over(p: &Page, one: &Approval, above: &Above) -> String {
    let fen = format::yuan(one.cost.from(above.purse).0);
    let limit = format::yuan(above.limit.0);
    p.locale.tn(
        "approval-above",
        &[
            ("purse", purse(p, above.purse).to_owned()),
            ("sum", fen),
            ("limit", limit),
            ("who", one.by.to_string()),
        ],
    )
}

fn purse(p: &Page, purse: Purse) -> &'static str {
    match purse {
        Purse::Merchant => p.t("purse-merchant"),
        Purse::Goodwill => p.t("purse-goodwill"),
        Purse::Advance => p.t("purse-advance"),
    }
}

fn state(p: &Page, one: &Approval) -> String {
    match &one.state {
        ApprovalState::Open => p.t("approval-open").to_owned(),
        ApprovalState::Given { by, at_ms } => {
            p.t2("approval-given", "by", by, "at", format::full(&p.zone, *at_ms))
        }
        ApprovalState::Refused { by, at_ms, .. } => {
            p.t2("approval-refused", "by", by, "at", format::full(&p.zone, *at_ms))
        }
        ApprovalState::Dropped => p.t("approval-dropped").to_owned(),
    }
}

/// One entry about it, in a line for staff.
pub(super) fn line(p: &Page, event: &domain::Event) -> Option<String> {
    use domain::Event;
    Some(match event {
        Event::ApprovalAsked { approval } => {
            p.t2("line-approval_asked", "sum", format::yuan(approval.cost.total().0), "to", &approval.with.to)
        }
        Event::ApprovalPassedOn { with, .. } => p.t1("line-approval_passed_on", "to", &with.to),
        Event::ApprovalGiven { .. } => p.t("line-approval_given").to_owned(),
        Event::ApprovalRefused { .. } => p.t("line-approval_refused").to_owned(),
        Event::ApprovalDropped { .. } => p.t("line-approval_dropped").to_owned(),
        Event::RungPassed { because, .. } => {
            p.t1("line-rung_passed", "why", p.t(&format!("refusal-{because}")))
        }
        _ => return None,
    })
}
