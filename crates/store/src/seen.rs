//! Who sees what of a case: [`sight`] decides, for every word and every file and every reader, and nothing else does.
//! Content of a case is opened for a reader by [`Store::open_for`](crate::Store::open_for) alone, which asks here.
//!
//! Staff see all but items of a tier that leaves them out. Customer and merchant see the case, what they said and were
//! told, and the evidence both are judged by; never our notes, what was said to the other side, or looks behind a mask.
//! Of a restricted case everybody sees that things are there and not what they say. How much of the words is covered
//! is not asked here but in `masking.rs`.

mod open;

pub use open::{Thing, frozen};

use domain::case::{BoardState, Case, Evidence, Proof, Request};
use domain::words::Tier;
use domain::{Actor, Event, MerchantId, Party, UserId};

/// How much of an entry somebody sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    Whole,
    /// That it happened, without its text.
    Bare,
    Nothing,
}

pub fn sight(case: &Case, thing: Thing, by: &Actor, now_ms: i64) -> Sight {
    if !case.is_seen_by(by) {
        return Sight::Nothing;
    }
    let sight = match thing {
        Thing::Entry(event) => of_entry(case, event, by),
        Thing::Piece(item) | Thing::Facts(item) => whole_if(is_shown(case, item, by)),
        // How a piece came to us, and where else it turned up, is ours.
        Thing::Record(item) => whole_if(is_ours(by) && is_shown(case, item, by)),
        Thing::Proposal(made) => {
            let original = case.piece(&made.original);
            whole_if(is_ours(by) && original.is_some_and(|item| is_shown(case, item, by)))
        }
        Thing::Request(request) => whole_if(is_ours(by) || is_asked(request, by)),
        Thing::Why(_) | Thing::Sought(_) => whole_if(is_ours(by)),
        // That there is one, and where a code for it goes, is told to whoever has the link.
        Thing::Order => match by.party() {
            Party::Platform | Party::Merchant => Sight::Whole,
            Party::Customer if case.order_proven => Sight::Whole,
            Party::Customer => Sight::Bare,
            _ => Sight::Nothing,
        },
        // A buyer and an owner each prove that they are; what was agreed with the owner is not the buyer's to read.
        Thing::Sale | Thing::OwnersSum => whole_if(match by.party() {
            Party::Platform | Party::Merchant | Party::Consignor => true,
            Party::Customer if case.is_of_consignor() => case.consignor_proven,
            Party::Customer => case.order_proven && matches!(thing, Thing::Sale),
            _ => false,
        }),
        Thing::Draft(_) | Thing::Board(_) | Thing::Caller(_) => whole_if(is_ours(by)),
        // Not even to whoever cast it, before all are revealed.
        Thing::Vote(board, _) => whole_if(is_ours(by) && matches!(board.state, BoardState::Revealed { .. })),
        Thing::Paper(_) => whole_if(!by.party().is_third()),
        Thing::Matter | Thing::Person => whole_if(!by.party().is_third()),
        // It holds all of the case, so it is for whoever may see all of it.
        Thing::Bundle => whole_if(is_ours(by) && case.evidence.iter().all(|item| case.tier_allows(item, by))),
    };
    let shut = case.privacy.is_restricted(now_ms) && !guards(thing, by);
    if shut && sight == Sight::Whole { Sight::Bare } else { sight }
}

/// What stays readable of a restricted case: why it is held, who wants to look into it and why, and, for the house
/// alone, where its person is told what becomes of their data.
fn guards(thing: Thing, by: &Actor) -> bool {
    match thing {
        Thing::Person => *by == Actor::System,
        Thing::Entry(event) => matches!(
            event,
            Event::ErasureAsked { .. }
                | Event::ErasureDenied { .. }
                | Event::HoldSet { .. }
                | Event::HoldLifted { .. }
                | Event::UnsealAsked { .. }
        ),
        _ => false,
    }
}

/// Whose cases a list is of: a merchant's own, or everybody's.
pub fn only(by: &Actor) -> Option<MerchantId> {
    if let Actor::Merchant(_, merchant) = by { Some(merchant.clone()) } else { None }
}

/// Whether a piece is shown at all: its name, and its bytes unless the case is restricted.
pub fn sees(case: &Case, item: &Evidence, by: &Actor) -> bool {
    case.is_seen_by(by) && is_shown(case, item, by)
}

fn whole_if(may: bool) -> Sight {
    if may { Sight::Whole } else { Sight::Nothing }
}

fn is_ours(by: &Actor) -> bool {
    by.party() == Party::Platform
}

/// A request is read by whom it asks; a third party by the link of this very one.
fn is_asked(request: &Request, by: &Actor) -> bool {
    match by {
        Actor::ThirdParty(_, party, own) => request.to == *party && request.id == *own,
        _ => request.to == by.party(),
    }
}

fn of_entry(case: &Case, event: &Event, by: &Actor) -> Sight {
    // What is said of a piece is not for whom its tier leaves out, our own people among them.
    if piece_of(event).and_then(|id| case.piece(id)).is_some_and(|item| !case.tier_allows(item, by)) {
        return if is_ours(by) { Sight::Bare } else { Sight::Nothing };
    }
    let party = match by {
        Actor::Staff(..) | Actor::System => return Sight::Whole,
        Actor::Merchant(..) => Party::Merchant,
        Actor::Customer(_) | Actor::Stranger => Party::Customer,
        // The owner of the goods bears a part, and reads what was found.
        Actor::ThirdParty(_, Party::Consignor, _) if matches!(event, Event::Found { .. }) => {
            return Sight::Whole;
        }
        Actor::ThirdParty(..) => return Sight::Nothing,
    };
    match event {
        Event::FindingDrafted { .. } | Event::FindingReturned { .. } => Sight::Nothing,
        Event::BoardConvened { .. }
        | Event::BoardRecused { .. }
        | Event::BoardVoted { .. }
        | Event::BoardClosed { .. }
        | Event::BoardRevealed { .. }
        | Event::BoardFailed { .. }
        | Event::MinutesWritten { .. } => Sight::Nothing,
        Event::PersonDecided { plea, .. } if !asked_for_person(case, plea, party) => Sight::Bare,
        // What counts against a customer is between them and us.
        Event::SignalsCounted { counted } if party != Party::Customer || !counted.conduct.is_against() => {
            Sight::Nothing
        }
        Event::TaskSet { .. } | Event::TaskAnswered { .. } | Event::ClockAlarmed { .. } => Sight::Nothing,
        // Who of us may promise how much is ours.
        Event::ApprovalAsked { .. }
        | Event::ApprovalPassedOn { .. }
        | Event::ApprovalGiven { .. }
        | Event::ApprovalRefused { .. }
        | Event::ApprovalDropped { .. }
        | Event::RungDue { .. }
        | Event::RungPassed { .. } => Sight::Nothing,
        Event::Noted { .. }
        | Event::Revealed { .. }
        | Event::Exported { .. }
        | Event::BundleRedacted { .. } => Sight::Nothing,
        // What is owed for what we paid ahead is between us and whoever owes it.
        Event::ClaimRaised { claim } if party != claim.from => Sight::Nothing,
        Event::ClaimRaised { .. } => Sight::Bare,
        Event::ClaimAddressed { .. } => Sight::Nothing,
        Event::ClaimPassed { claim, .. }
        | Event::ClaimReminded { claim, .. }
        | Event::ClaimPaid { claim, .. }
        | Event::ClaimGivenUp { claim, .. } => match case.claim(claim) {
            Some(claim) if claim.from == party => Sight::Bare,
            _ => Sight::Nothing,
        },
        // The owner's agreement is between them and whoever sells.
        Event::CommissionCorrected { .. } if party == Party::Customer && !case.is_of_consignor() => {
            Sight::Nothing
        }
        // Whoever has a code can use it.
        Event::RemedyProven { proof: Proof::Voucher { .. }, .. } if party != Party::Customer => Sight::Bare,
        Event::MeasureNoted { .. } if party != Party::Merchant => Sight::Nothing,
        Event::TextMasked { .. } | Event::DemandsSet { .. } | Event::Related { .. } => Sight::Nothing,
        Event::DraftAsked { .. } => Sight::Nothing,
        Event::CodeAsked { .. } | Event::CodeTried { .. } => Sight::Nothing,
        Event::NoticeSending { .. } | Event::NoticeSent { .. } | Event::NoticeFailed { .. } => Sight::Nothing,
        Event::UnsealAsked { .. } | Event::Unsealed { .. } | Event::Tiered { .. } => Sight::Nothing,
        Event::ErasureAsked { .. } | Event::ErasureDenied { .. } | Event::ErasureGranted { .. }
            if party != Party::Customer =>
        {
            Sight::Nothing
        }
        Event::PersonExported { .. } if party != Party::Customer => Sight::Nothing,
        Event::PersonExported { .. } => Sight::Bare,
        // That it is held concerns both sides; why, only us.
        Event::HoldSet { .. } | Event::HoldLifted { .. } => Sight::Bare,
        Event::Said { by, to, .. } if *by != party && *to != party => Sight::Nothing,
        Event::EvidenceHandedOut { .. } | Event::LinkRenewed { .. } => Sight::Nothing,
        Event::EvidenceAssessed { assessment } => of_piece(case, &assessment.evidence, by),
        Event::EvidenceRemarked { evidence, .. } => of_piece(case, evidence, by),
        Event::EvidenceRequested { request } if request.to != party => Sight::Bare,
        Event::RequestAnswered { request, .. } if !was_asked(case, request, by) => Sight::Bare,
        Event::EvidenceAdded { evidence } | Event::OrderFrozen { evidence }
            if !is_shown(case, evidence, by) =>
        {
            Sight::Nothing
        }
        Event::RedactionProposed { .. } | Event::RedactionDropped { .. } => Sight::Nothing,
        Event::EvidenceRedacted(made) if !is_shown(case, &made.copy, by) => Sight::Nothing,
        // That the case waits and for what concerns everybody; our words about it are ours.
        Event::Paused { .. } | Event::PauseEnded { .. } => Sight::Bare,
        // Why we graded or handed over is ours.
        Event::Triaged { .. } | Event::Assigned { .. } => Sight::Bare,
        Event::SurveyAnswered { .. } if party != Party::Customer => Sight::Bare,
        _ => Sight::Whole,
    }
}

fn asked_for_person(case: &Case, plea: &str, party: Party) -> bool {
    case.pleas.iter().any(|one| one.id == plea && one.by == party)
}

/// The piece of evidence an entry speaks of.
fn piece_of(event: &Event) -> Option<&str> {
    match event {
        Event::EvidenceAdded { evidence } | Event::OrderFrozen { evidence } => Some(&evidence.id),
        Event::EvidenceAssessed { assessment } => Some(&assessment.evidence),
        Event::EvidenceRemarked { evidence, .. } | Event::Tiered { evidence, .. } => Some(evidence),
        _ => None,
    }
}

/// What is said of a piece is for whoever sees the piece.
fn of_piece(case: &Case, id: &str, by: &Actor) -> Sight {
    match case.piece(id) {
        Some(item) if is_shown(case, item, by) => Sight::Whole,
        _ => Sight::Nothing,
    }
}

fn was_asked(case: &Case, id: &str, by: &Actor) -> bool {
    case.request(id).is_some_and(|request| is_asked(request, by))
}

/// Order data are shown to a customer only after the code; what we gathered ourselves once a finding cites it.
fn is_shown(case: &Case, evidence: &Evidence, by: &Actor) -> bool {
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

/// Somebody of this side, for the question what it sees.
pub fn somebody(case: &Case, side: Party) -> Option<Actor> {
    match side {
        Party::Customer => Some(Actor::Customer(case.id.clone())),
        Party::Merchant => Some(Actor::Merchant(UserId::new(""), case.merchant.clone()?)),
        _ => None,
    }
}

/// The sides that may speak to a piece: they see it and did not give it.
pub fn speakers(case: &Case, item: &Evidence) -> Vec<Party> {
    let speaks = |side: &Party| {
        let others = item.side() != *side && item.party != *side && item.kind != "order_record";
        others && somebody(case, *side).is_some_and(|by| sees(case, item, &by))
    };
    [Party::Customer, Party::Merchant].into_iter().filter(|side| case.is_open() && speaks(side)).collect()
}
