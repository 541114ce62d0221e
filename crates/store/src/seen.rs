//! Who sees what of a case. Staff see all. Customer and merchant see the case, what they said and were told, and
//! the evidence both are judged by; never our notes, what was said to the other side, or looks behind a mask.

use domain::case::{Case, Evidence, Request};
use domain::words::Tier;
use domain::{Actor, Event, Party};

/// How much of an entry somebody sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    Whole,
    /// That it happened, without its text.
    Bare,
    Nothing,
}

pub fn sight(case: &Case, event: &Event, by: &Actor) -> Sight {
    if let Event::EvidenceAdded { evidence } | Event::OrderFrozen { evidence } = event
        && !case.tier_allows(evidence, by)
    {
        return if by.party() == Party::Platform { Sight::Bare } else { Sight::Nothing };
    }
    let party = match by {
        Actor::Staff(..) | Actor::System => return Sight::Whole,
        Actor::Merchant(..) => Party::Merchant,
        Actor::Customer(_) | Actor::Stranger => Party::Customer,
        Actor::ThirdParty(..) => return Sight::Nothing,
    };
    match event {
        Event::Noted { .. }
        | Event::Revealed { .. }
        | Event::Exported { .. }
        | Event::BundleRedacted { .. } => Sight::Nothing,
        Event::TextMasked { .. } => Sight::Nothing,
        Event::CodeAsked { .. } | Event::CodeTried { .. } => Sight::Nothing,
        Event::NoticeSending { .. } | Event::NoticeSent { .. } | Event::NoticeFailed { .. } => Sight::Nothing,
        Event::UnsealAsked { .. } | Event::Unsealed { .. } | Event::Tiered { .. } => Sight::Nothing,
        Event::ErasureAsked { .. } | Event::ErasureDenied { .. } if party != Party::Customer => {
            Sight::Nothing
        }
        // That it is held concerns both sides; why, only us.
        Event::HoldSet { .. } | Event::HoldLifted { .. } => Sight::Bare,
        Event::Said { by, to, .. } if *by != party && *to != party => Sight::Nothing,
        Event::EvidenceHandedOut { .. } | Event::LinkRenewed { .. } => Sight::Nothing,
        Event::EvidenceAssessed { assessment } => of_piece(case, &assessment.evidence, by),
        Event::EvidenceRemarked { evidence, .. } => of_piece(case, evidence, by),
        Event::EvidenceRequested { request } if request.to != party => Sight::Bare,
        Event::RequestAnswered { request, .. } if !is_asked(case, request, party) => Sight::Bare,
        Event::EvidenceAdded { evidence } | Event::OrderFrozen { evidence } if !sees(case, evidence, by) => {
            Sight::Nothing
        }
        Event::RedactionProposed { .. } | Event::RedactionDropped { .. } => Sight::Nothing,
        Event::EvidenceRedacted(made) if !sees(case, &made.copy, by) => Sight::Nothing,
        // Why we graded or handed over is ours.
        Event::Triaged { .. } | Event::Assigned { .. } => Sight::Bare,
        Event::SurveyAnswered { .. } if party != Party::Customer => Sight::Bare,
        _ => Sight::Whole,
    }
}

/// What is said of a piece is for whoever sees the piece.
fn of_piece(case: &Case, id: &str, by: &Actor) -> Sight {
    match case.piece(id) {
        Some(item) if sees(case, item, by) => Sight::Whole,
        _ => Sight::Nothing,
    }
}

fn is_asked(case: &Case, id: &str, party: Party) -> bool {
    case.requests.iter().any(|request| request.id == id && request.to == party)
}

/// A request is read by whom it asks.
pub fn reads_request(request: &Request, by: &Actor) -> bool {
    by.party() == Party::Platform || by.party() == request.to
}

/// Order data are shown to a customer only after the code; what we gathered ourselves once a finding cites it.
pub fn sees(case: &Case, evidence: &Evidence, by: &Actor) -> bool {
    if !case.tier_allows(evidence, by) {
        return false;
    }
    let party = by.party();
    if let Actor::ThirdParty(_, _, own) = by {
        return evidence.request.as_ref() == Some(own);
    }
    if party == Party::Platform || evidence.party == party {
        return true;
    }
    // Once a part is covered, the other side is shown the copy.
    if case.redacted_copy(&evidence.id).is_some() {
        return false;
    }
    if case.tier(evidence) == Some(Tier::Parties) {
        return true;
    }
    if let Some(original) = case.original_of(&evidence.id) {
        let is_newest = case.redacted_copy(&original.id) == Some(&evidence.id);
        return is_newest && (is_shared(case, original, party) || is_shared(case, evidence, party));
    }
    is_shared(case, evidence, party)
}

fn is_shared(case: &Case, evidence: &Evidence, party: Party) -> bool {
    if evidence.kind == "order_record" {
        return party == Party::Merchant || case.order_proven;
    }
    let cited = || {
        let mut shares = case.findings.iter().flat_map(|finding| &finding.shares);
        shares.any(|share| share.cites.contains(&evidence.id))
    };
    (party == Party::Merchant && evidence.party == Party::Customer) || cited()
}
