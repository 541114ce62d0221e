//! What happens to a piece of evidence after it was shown: corrected, assessed, commented on, handed out.

use super::{Desk, Events, plain};
use crate::actor::Party;
use crate::case::{Assessment, Evidence};
use crate::command::{Assess, Correction, NewEvidence};
use crate::content::ContentRef;
use crate::event::Event;
use crate::refusal::Refusal;
use crate::words::Verdict;

/// Kinds that say only what sort of file it is.
const SORTS: [&str; 4] = ["photo", "video", "audio", "document"];

/// The new version of a piece. The old one stays; only the side that gave it, or we, may correct it.
pub fn correction(desk: &Desk, correction: &Correction, new: &[NewEvidence]) -> Result<Evidence, Refusal> {
    let [new] = new else {
        return Err(if new.is_empty() { Refusal::NothingChosen } else { Refusal::TooManyFiles });
    };
    let old = piece(desk, &correction.of)?;
    let by = desk.by.party();
    if by != Party::Platform && by != old.party {
        return Err(Refusal::NotFound);
    }
    // The order is what the shop system reported; a new report is a new piece by itself.
    if old.kind == "order_record" {
        return Err(Refusal::NotAllowed);
    }
    let mut next = super::intake::given(new, next_id(desk, 0), by, desk.now_ms, old.request.as_deref());
    if SORTS.contains(&next.kind.as_str()) {
        next.kind.clone_from(&old.kind);
    }
    if by != old.party {
        next.from = Some(old.side());
    }
    next.supersedes = Some(old.id.clone());
    next.why = Some(correction.why.clone());
    Ok(next)
}

pub(super) fn next_id(desk: &Desk, offset: usize) -> String {
    format!("e{}", desk.case.evidence.len() + 1 + offset)
}

/// A piece that is there and has no later version.
fn piece<'c>(desk: &'c Desk, id: &str) -> Result<&'c Evidence, Refusal> {
    let item = desk.case.piece(id).ok_or(Refusal::EvidenceUnknown)?;
    if desk.case.successor(id).is_some() { Err(Refusal::EvidenceSuperseded) } else { Ok(item) }
}

pub fn assess(desk: &Desk, given: &Assess) -> Result<Events, Refusal> {
    let by = desk.staff()?;
    desk.open()?;
    piece(desk, &given.evidence)?;
    plain::codes(given.counts.iter().map(String::as_str))?;
    if given.weight > 100 || given.counts.len() > desk.policy.limits.files_max * 2 {
        return Err(Refusal::WeightInvalid);
    }
    let said = [given.authenticity, given.legality, given.relevance];
    if said.iter().all(|verdict| *verdict == Verdict::NotJudged) {
        return Err(Refusal::NothingChosen);
    }
    let assessment = Assessment {
        evidence: given.evidence.clone(),
        authenticity: given.authenticity,
        legality: given.legality,
        relevance: given.relevance,
        weight: given.weight,
        counts: given.counts.clone(),
        reasons: given.reasons.clone(),
        by: by.clone(),
        at_ms: desk.now_ms,
    };
    Ok(desk.on_case([Event::EvidenceAssessed { assessment }]))
}

/// Customer and merchant speak to what the other side gave, themselves or through us when they ring up; whether they
/// may see it was looked at before. Our own view of a piece is its assessment.
pub fn remark(desk: &Desk, id: &str, from: Option<Party>, text: &ContentRef) -> Result<Events, Refusal> {
    desk.open()?;
    let by = match (desk.by.party(), from) {
        (Party::Platform, Some(side)) => side,
        (side, None) => side,
        _ => return Err(Refusal::NotAllowed),
    };
    if !matches!(by, Party::Customer | Party::Merchant) {
        return Err(Refusal::NotAllowed);
    }
    let item = desk.case.piece(id).ok_or(Refusal::NotFound)?;
    if item.side() == by || item.party == by {
        return Err(Refusal::OwnEvidence);
    }
    Ok(desk.on_case([Event::EvidenceRemarked { evidence: id.to_owned(), by, text: text.clone() }]))
}

/// Whether they may see it was looked at before; the entry says that the original left.
pub fn hand_out(desk: &Desk, id: &str) -> Result<Events, Refusal> {
    desk.case.piece(id).ok_or(Refusal::NotFound)?;
    Ok(desk.on_case([Event::EvidenceHandedOut { evidence: id.to_owned() }]))
}
