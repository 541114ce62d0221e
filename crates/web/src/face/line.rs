//! One entry in one plain line. Some entries are inner workings that only handlers read.

use super::timeline::Staff;
use super::{evidence_name, grade, inspected, kind_label, party, verdict};
use crate::format;
use crate::page::Page;
use crate::sign::{Outcome, Remedy};
use domain::case::{Case, OfferItem};
use domain::event::{AfterFailure, Event};
use domain::playbook::Playbooks;
use domain::words::{Alarm, Recount, Resumed, Ruling};
use store::journal_of::Recorded;

/// Nothing for an entry this face does not tell.
pub fn line(p: &Page, playbooks: &Playbooks, case: &Case, entry: &Recorded, staff: Staff) -> Option<String> {
    let (inner, event) = (staff == Staff::Named, &entry.event);
    Some(match event {
        Event::Filed(_) => p.t("line-filed").to_owned(),
        Event::OrderFrozen { .. } => p.t("line-order_frozen").to_owned(),
        Event::Supplemented(_) => p.t("line-supplemented").to_owned(),
        Event::MovedOn { .. } => p.t("line-moved_on").to_owned(),
        Event::Triaged { triage, .. } if inner => {
            let book = playbooks.get(&triage.kind);
            let kind = book.map_or(triage.kind.as_str(), |book| book.label.read(p.locale.into()));
            let key = if triage.confirmed { p.t("line-triaged") } else { p.t("line-suggested") };
            format!("{key} {kind} · {}", p.t(grade(triage.grade).key()))
        }
        Event::Triaged { triage, .. } if triage.confirmed => p.t("line-triaged-plain").to_owned(),
        Event::Assigned { owner, .. } if inner => p.t1("line-assigned", "owner", owner),
        Event::Assigned { .. } => p.t("line-assigned-plain").to_owned(),
        Event::Said { to, .. } => p.t1("line-said", "to", p.t(party(*to).key())),
        Event::Noted { .. } => p.t("line-noted").to_owned(),
        Event::CallAsked => p.t("line-call_asked").to_owned(),
        Event::Revealed { what, .. } => p.t1("line-revealed", "what", what),
        Event::TextMasked { entry, .. } if inner => p.t1("line-text_masked", "entry", entry),
        Event::EvidenceAdded { evidence } if evidence.supersedes.is_some() => p.t2(
            "line-evidence_corrected",
            "what",
            evidence_name(p, playbooks, case, evidence),
            "of",
            evidence.supersedes.as_deref().unwrap_or_default().to_uppercase(),
        ),
        Event::EvidenceAssessed { assessment } => p.t2(
            "line-evidence_assessed",
            "of",
            assessment.evidence.to_uppercase(),
            "verdict",
            p.t(verdict(assessment.verdict()).key()),
        ),
        Event::EvidenceRemarked { evidence, by, .. } if entry.by.starts_with("staff") => {
            let whose = p.t(party(*by).key());
            p.t2("line-evidence_remarked_for", "who", whose, "of", evidence.to_uppercase())
        }
        Event::EvidenceRemarked { evidence, .. } => {
            p.t1("line-evidence_remarked", "of", evidence.to_uppercase())
        }
        Event::EvidenceHandedOut { evidence } if inner => {
            p.t1("line-evidence_handed_out", "of", evidence.to_uppercase())
        }
        Event::LinkRenewed { .. } if inner => p.t("line-link_renewed").to_owned(),
        Event::InspectionOrdered { .. } => p.t("line-inspection_ordered").to_owned(),
        Event::InspectionDone { result, .. } => {
            p.t1("line-inspection_done", "result", p.t(inspected(*result).key()))
        }
        Event::EvidenceAdded { evidence } => {
            p.t1("line-evidence_added", "what", evidence_name(p, playbooks, case, evidence))
        }
        Event::EvidenceRequested { request } => {
            let kinds: Vec<String> =
                request.kinds.iter().map(|kind| kind_label(p, playbooks, case, kind)).collect();
            p.t2(
                "line-evidence_requested",
                "to",
                p.t(party(request.to).key()),
                "what",
                kinds.join(p.t("list-and")),
            )
        }
        Event::RedactionProposed { redaction } if inner => {
            p.t1("line-redaction_proposed", "what", redaction.original.to_uppercase())
        }
        Event::RedactionDropped { .. } if inner => p.t("line-redaction_dropped").to_owned(),
        Event::EvidenceRedacted(made) => {
            let (what, copy) = (made.original.to_uppercase(), made.copy.id.to_uppercase());
            p.t2("line-evidence_redacted", "what", what, "copy", copy)
        }
        Event::RequestAnswered { .. } => p.t("line-request_answered").to_owned(),
        Event::RequestLapsed { .. } => p.t("line-request_lapsed").to_owned(),
        Event::DraftAsked { .. } if inner => p.t("line-draft_asked").to_owned(),
        Event::Related { persons, .. } if inner => {
            let persons: Vec<String> = persons.iter().map(ToString::to_string).collect();
            p.t1("line-related", "persons", persons.join(p.t("list-and")))
        }
        Event::DemandsSet { demands } if inner => {
            let parts: Vec<&str> = demands.iter().map(|one| p.t(super::demand::key(one.part))).collect();
            p.t1("line-demands_set", "parts", parts.join(p.t("list-and")))
        }
        Event::Found { finding } => {
            let share = |share: &domain::case::Share| {
                format!("{} {} %", p.t(party(share.party).key()), share.percent)
            };
            let shares: Vec<String> = finding.shares.iter().map(share).collect();
            p.t1("line-found", "shares", shares.join(" · "))
        }
        Event::FindingDrafted { draft } if inner => {
            p.t1("line-finding_drafted", "id", draft.id.to_uppercase())
        }
        Event::FindingReturned { draft, .. } if inner => {
            p.t1("line-finding_returned", "id", draft.to_uppercase())
        }
        Event::BoardConvened { board } if inner => {
            let members: Vec<String> = board.seats.iter().map(|seat| seat.user.to_string()).collect();
            p.t1("line-board_convened", "members", members.join(p.t("list-and")))
        }
        Event::BoardRecused { user, next: Some(next), .. } if inner => {
            p.t2("line-board_recused-next", "user", user, "next", next)
        }
        Event::BoardRecused { user, .. } if inner => p.t1("line-board_recused", "user", user),
        Event::BoardVoted { .. } if inner => p.t("line-board_voted").to_owned(),
        Event::BoardClosed { .. } if inner => p.t("line-board_closed").to_owned(),
        Event::BoardRevealed { votes, .. } if inner => p.t1("line-board_revealed", "n", votes.len()),
        Event::BoardFailed { .. } if inner => p.t("line-board_failed").to_owned(),
        Event::MinutesWritten { .. } if inner => p.t("line-minutes_written").to_owned(),
        Event::Appealed { appeal } if appeal.call.is_some() => {
            let who = p.t(party(appeal.by).key());
            p.t2("line-appealed_for", "who", who, "against", appeal.against.to_uppercase())
        }
        Event::SignalsCounted { counted } => {
            p.t1("line-signals_counted", "conduct", p.t(super::signal::conduct(counted.conduct)))
        }
        Event::Appealed { appeal } => p.t1("line-appealed", "against", appeal.against.to_uppercase()),
        Event::PersonAsked { plea } => p.t1("line-person_asked", "of", plea.of.to_uppercase()),
        Event::PersonDecided { plea, answer } => {
            let key = match answer.ruling {
                Ruling::Upheld => "line-person_upheld",
                Ruling::Changed => "line-person_changed",
            };
            p.t1(key, "of", plea.to_uppercase())
        }
        Event::TaskSet { task } if inner => {
            p.t2("line-task_set", "team", super::task::team(p, task.team), "to", &task.to)
        }
        Event::TaskAnswered { task, .. } if inner => p.t1("line-task_answered", "of", task.to_uppercase()),
        Event::OfferMade { offer } => p.t1("line-offer_made", "what", items(p, &offer.items)),
        Event::SettlementWritten { .. } => p.t("line-settlement_written").to_owned(),
        Event::MerchantConsented { .. } => p.t("line-merchant_consented").to_owned(),
        Event::OfferWithdrawn { .. } => p.t("line-offer_withdrawn").to_owned(),
        Event::OfferExpired { .. } => p.t("line-offer_expired").to_owned(),
        Event::OfferDeclined { .. } => p.t("line-offer_declined").to_owned(),
        Event::OfferAccepted { remedies, .. } => {
            let taken: Vec<OfferItem> =
                remedies.iter().map(|one| OfferItem { remedy: one.kind, amount: one.amount }).collect();
            p.t1("line-offer_accepted", "what", items(p, &taken))
        }
        Event::RemedyInstructed { remedy, .. } => {
            p.t1("line-remedy_instructed", "what", name(p, case, remedy))
        }
        Event::RemedyTaken { remedy, .. } => p.t1("line-remedy_taken", "what", name(p, case, remedy)),
        Event::RemedyUnknown { remedy, .. } if is_ordered(case, remedy) => {
            p.t1("line-remedy_silent", "what", name(p, case, remedy))
        }
        Event::RemedyUnknown { .. } => p.t("line-remedy_unknown").to_owned(),
        Event::RemedyFailed { remedy, code, .. } if inner => {
            format!("{} ({code})", p.t1("line-remedy_failed", "what", name(p, case, remedy)))
        }
        Event::RemedyFailed { remedy, .. } => p.t1("line-remedy_failed", "what", name(p, case, remedy)),
        Event::ClaimRaised { claim } => p.t1("line-claim_raised", "from", p.t(party(claim.from).key())),
        Event::ClaimPassed { to, .. } => p.t1("line-claim_passed", "to", p.t(party(*to).key())),
        Event::ClaimAddressed { .. } => p.t("line-claim_addressed").to_owned(),
        Event::ClaimReminded { number, .. } => p.t1("line-claim_reminded", "n", number),
        Event::ClaimPaid { reference: None, .. } => p.t("line-claim_deducted").to_owned(),
        Event::ClaimPaid { .. } => p.t("line-claim_paid").to_owned(),
        Event::ShareGranted { .. } => p.t("line-share_granted").to_owned(),
        Event::ClaimGivenUp { .. } => p.t("line-claim_given_up").to_owned(),
        Event::CommissionCorrected { .. } => p.t("line-commission_corrected").to_owned(),
        Event::MeasureNoted { what, .. } => {
            p.t1("line-measure_noted", "what", super::money::measure(p, *what))
        }
        Event::RemedyProven { remedy, .. } => p.t1("line-remedy_proven", "what", name(p, case, remedy)),
        Event::FollowUpBegun { .. } => p.t("line-follow_up").to_owned(),
        Event::SurveyAsked { .. } => p.t("line-survey_asked").to_owned(),
        Event::SurveyAnswered { solved, treated, .. } => {
            p.t2("line-survey_answered", "a", solved, "b", treated)
        }
        Event::Withdrawn { .. } => p.t("line-withdrawn").to_owned(),
        Event::Closed { outcome, .. } => {
            let outcome = Outcome::of(outcome.word()).unwrap_or(Outcome::Settled);
            p.t1("line-closed", "outcome", p.t(outcome.key()))
        }
        Event::Reopened { .. } => p.t("line-reopened").to_owned(),
        Event::ClockAlarmed { clock, of, party: who, rung } if inner => {
            let running = case.clocks.iter().find(|one| one.kind == *clock && one.of == *of);
            let name = running
                .map_or_else(|| super::clock::label(p, *clock).to_owned(), |one| super::clock::name(p, one));
            let key = match rung.alarm {
                Alarm::Notify => "line-clock_alarmed-notify",
                Alarm::Reassign => "line-clock_alarmed-reassign",
                Alarm::RaiseGrade => "line-clock_alarmed-raise_grade",
                Alarm::Manager => "line-clock_alarmed-manager",
            };
            let who = p.t(party(*who).key()).to_owned();
            p.locale.tn(key, &[("percent", rung.percent.to_string()), ("clock", name), ("who", who)])
        }
        Event::ClockMissed { clock } => p.t1("line-clock_missed", "clock", super::clock::name(p, clock)),
        Event::JurisdictionSet { jurisdiction } => {
            p.t1("line-jurisdiction_set", "law", p.t(super::law::jurisdiction_key(*jurisdiction)))
        }
        Event::RegulatorDid { step, .. } => super::regulator::line(p, step),
        Event::Paused { pausing } => {
            let until = format::full(&p.zone, pausing.until_ms);
            p.t2("line-paused", "why", super::clock::reason(p, &pausing.reason), "until", until)
        }
        Event::PauseEnded { pausing, because, .. } => {
            let one = case.pausings.iter().find(|one| one.id == *pausing);
            let why = one.map(|one| super::clock::reason(p, &one.reason)).unwrap_or_default();
            match because {
                Resumed::Acted => p.t1("line-resumed-acted", "why", why),
                Resumed::TimeOver => p.t1("line-resumed-time_over", "why", why),
                Resumed::ByHand => p.t1("line-resumed-by_hand", "why", why),
            }
        }
        Event::ClocksRecounted { because: Recount::Calendar, clocks } => {
            let names: Vec<String> = clocks.iter().map(|clock| super::clock::name(p, clock)).collect();
            p.t1("line-recounted", "clocks", names.join(p.t("list-and")))
        }
        Event::NoticeSending { via, to, .. } if inner => {
            let via = super::via(p, *via);
            p.t2("line-notice_sending", "to", p.t(party(*to).key()), "via", via)
        }
        Event::NoticeSent { .. } if inner => p.t("line-notice_sent").to_owned(),
        Event::NoticeFailed { code, next, .. } if inner => {
            let then = match next {
                AfterFailure::Retry { at_ms } => {
                    p.t1("line-notice_retry", "at", format::full(&p.zone, *at_ms))
                }
                AfterFailure::Fallback { .. } => p.t("line-notice_fallback").to_owned(),
                AfterFailure::Dead => p.t("line-notice_dead").to_owned(),
            };
            format!("{} ({code}) {then}", p.t("line-notice_failed"))
        }
        Event::Exported { .. } | Event::BundleRedacted { .. } if inner => p.t("line-exported").to_owned(),
        other if inner && super::approval::line(p, other).is_some() => super::approval::line(p, other)?,
        other => return super::privacy::line(p, other, inner),
    })
}

fn items(p: &Page, items: &[OfferItem]) -> String {
    let one = |item: &OfferItem| {
        let name = p.t(Remedy::of(item.remedy.word()).unwrap_or(Remedy::Explanation).key());
        match item.amount {
            Some(amount) => format!("{name} {}", format::yuan(amount.0)),
            None => name.to_owned(),
        }
    };
    items.iter().map(one).collect::<Vec<_>>().join(p.t("list-and"))
}

fn is_ordered(case: &Case, remedy: &str) -> bool {
    case.remedy(remedy).is_some_and(|remedy| remedy.with.is_some())
}

fn name(p: &Page, case: &Case, remedy: &str) -> String {
    let kind = case.remedy(remedy).and_then(|remedy| Remedy::of(remedy.kind.word()));
    kind.map_or_else(|| remedy.to_owned(), |kind| p.t(kind.key()).to_owned())
}
