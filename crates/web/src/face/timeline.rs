//! The timeline: every entry this reader may see, as one line and the words that were written with it.

use super::line::line;
use super::party;
use crate::page::Page;
use crate::page::parts::{Entry, File, Veil};
use crate::sign::Told;
use domain::case::{Case, Proof};
use domain::playbook::Playbooks;
use domain::{Event, Party};
use store::timeline;

/// How people are called on this face.
pub struct Names<'a> {
    pub merchant: &'a str,
    /// Handlers see each other by name, others see only that it was one of us.
    pub staff: Staff,
    /// Below which this reader gets files.
    pub base: &'a str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Staff {
    Named,
    Unnamed,
}

pub fn entries(
    p: &Page,
    playbooks: &Playbooks,
    case: &Case,
    told: &[timeline::Told],
    names: &Names,
) -> Vec<Entry> {
    told.iter().filter_map(|one| entry(p, playbooks, case, one, names)).collect()
}

fn entry(
    p: &Page,
    playbooks: &Playbooks,
    case: &Case,
    told: &timeline::Told,
    names: &Names,
) -> Option<Entry> {
    let event = &told.entry.event;
    let actor = if is_ours(event) && !told.entry.by.starts_with("staff") { "system" } else { &told.entry.by };
    let by = by(actor);
    let text = match &told.words {
        timeline::Words::Text(text) | timeline::Words::Masked(text) => Some(text.clone()),
        timeline::Words::Erased => Some(p.t("erased").to_owned()),
        timeline::Words::None => None,
    };
    Some(Entry {
        id: told.entry.no.to_string(),
        at_ms: told.entry.at_ms,
        kind: kind(event),
        party: party(by),
        who: who(p, actor, by, names),
        line: line(p, playbooks, case, &told.entry, names.staff)?,
        files: files(p, event, text.as_deref(), names),
        text,
        veil: if matches!(told.words, timeline::Words::Masked(_)) { Veil::On } else { Veil::Off },
        acts: acts(told, names),
        amount_fen: amount(case, event),
    })
}

/// On the desk, for words that others than ourselves read as well.
fn acts(told: &timeline::Told, names: &Names) -> Option<String> {
    let written = matches!(told.words, timeline::Words::Text(_) | timeline::Words::Masked(_));
    let inner = matches!(
        told.entry.event,
        Event::Noted { .. } | Event::Revealed { .. } | Event::Assigned { .. } | Event::Triaged { .. }
    );
    let notice = matches!(told.entry.event, Event::NoticeSending { .. });
    (names.staff == Staff::Named && written && !inner && !notice).then(|| names.base.to_owned())
}

/// What the house does in answer to somebody else is not their doing.
fn is_ours(event: &Event) -> bool {
    use Event::*;
    let on_filing = matches!(event, OrderFrozen { .. } | MovedOn { .. } | Triaged { .. } | Assigned { .. });
    let booked = matches!(event, RemedyProven { proof: Proof::Booked, .. });
    let on_accepting = booked || matches!(event, RemedyInstructed { .. } | FollowUpBegun { .. });
    on_filing || on_accepting || matches!(event, Closed { .. } | Reopened { .. })
}

fn by(actor: &str) -> Party {
    match actor.split(':').next() {
        Some("customer") => Party::Customer,
        Some("merchant") => Party::Merchant,
        Some("carrier") => Party::Carrier,
        Some("inspector") => Party::Inspector,
        Some("consignor") => Party::Consignor,
        _ => Party::Platform,
    }
}

fn who(p: &Page, actor: &str, by: Party, names: &Names) -> String {
    match (by, actor.split_once(':')) {
        (Party::Merchant, _) if !names.merchant.is_empty() => names.merchant.to_owned(),
        (Party::Platform, Some((_, user))) if names.staff == Staff::Named => user.to_owned(),
        (Party::Platform, Some(_)) => p.t("party-handler").to_owned(),
        _ => p.t(party(by).key()).to_owned(),
    }
}

fn kind(event: &Event) -> Told {
    match event {
        Event::Filed(_) | Event::Said { .. } | Event::Supplemented(_) | Event::CallAsked => Told::Message,
        Event::NoticeSending { .. } | Event::NoticeSent { .. } | Event::NoticeFailed { .. } => Told::Message,
        Event::TaskSet { .. } | Event::TaskAnswered { .. } => Told::Note,
        Event::FindingDrafted { .. } | Event::FindingReturned { .. } => Told::Note,
        Event::BoardConvened { .. } | Event::BoardRecused { .. } | Event::BoardVoted { .. } => Told::Note,
        Event::BoardClosed { .. } | Event::BoardRevealed { .. } | Event::BoardFailed { .. } => Told::Note,
        Event::MinutesWritten { .. } | Event::SignalsCounted { .. } => Told::Note,
        Event::Noted { .. }
        | Event::Revealed { .. }
        | Event::Exported { .. }
        | Event::BundleRedacted { .. } => Told::Note,
        Event::UnsealAsked { .. } | Event::Unsealed { .. } | Event::Tiered { .. } => Told::Note,
        Event::TextMasked { .. } | Event::DraftAsked { .. } => Told::Note,
        Event::EvidenceAdded { .. } | Event::OrderFrozen { .. } => Told::Evidence,
        Event::RedactionProposed { .. } | Event::RedactionDropped { .. } => Told::Note,
        Event::EvidenceRedacted(_) => Told::Evidence,
        Event::EvidenceRequested { .. } | Event::RequestAnswered { .. } | Event::RequestLapsed { .. } => {
            Told::Evidence
        }
        Event::EvidenceAssessed { .. } | Event::EvidenceRemarked { .. } => Told::Evidence,
        Event::EvidenceHandedOut { .. } | Event::LinkRenewed { .. } => Told::Note,
        Event::InspectionOrdered { .. } | Event::InspectionDone { .. } => Told::Evidence,
        Event::ClockMissed { .. } | Event::ClockAlarmed { .. } | Event::MovedOn { .. } => Told::Clock,
        Event::RegulatorDid { .. } => Told::Decision,
        Event::Paused { .. } | Event::PauseEnded { .. } | Event::ClocksRecounted { .. } => Told::Clock,
        Event::RemedyInstructed { .. } | Event::RemedyUnknown { .. } | Event::RemedyFailed { .. } => {
            Told::Money
        }
        Event::RemedyTaken { .. } | Event::RemedyProven { .. } => Told::Money,
        Event::ShareGranted { .. }
        | Event::ClaimRaised { .. }
        | Event::ClaimPassed { .. }
        | Event::ClaimReminded { .. }
        | Event::ClaimAddressed { .. }
        | Event::ClaimPaid { .. }
        | Event::ClaimGivenUp { .. }
        | Event::CommissionCorrected { .. } => Told::Money,
        _ => Told::Decision,
    }
}

fn amount(case: &Case, event: &Event) -> Option<i64> {
    match event {
        Event::RemedyProven { remedy, .. } | Event::RemedyInstructed { remedy, .. } => {
            case.remedy(remedy)?.amount.map(|amount| amount.0)
        }
        Event::ShareGranted { share } => share.amount.map(|amount| amount.0),
        Event::ClaimRaised { claim } => Some(claim.amount.0),
        Event::ClaimPaid { amount, .. } | Event::ClaimGivenUp { amount, .. } => Some(amount.0),
        _ => None,
    }
}

fn files(p: &Page, event: &Event, text: Option<&str>, names: &Names) -> Vec<File> {
    match event {
        // The label lies with whoever made it.
        Event::RemedyProven { proof: Proof::Label { .. }, .. } => {
            let address = text.map(str::trim).filter(|text| text.starts_with("https://"));
            let open = |href: &str| File { name: p.t("label-open").to_owned(), href: href.to_owned() };
            address.map(open).into_iter().collect()
        }
        Event::EvidenceAdded { evidence } => {
            vec![File {
                name: evidence.id.to_uppercase(),
                href: format!("{}/evidence/{}/view", names.base, evidence.id),
            }]
        }
        Event::EvidenceRedacted(made) => {
            vec![File {
                name: made.copy.id.to_uppercase(),
                href: format!("{}/evidence/{}/view", names.base, made.copy.id),
            }]
        }
        _ => vec![],
    }
}
