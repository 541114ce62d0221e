//! What follows from an event outside: who is told, and what the payment provider is asked to do. Pure; the commit
//! writes the rows into `outbox` in the same transaction. A row holds the template, never text.

use crate::actor::Party;
use crate::case::{Case, CodePurpose};
use crate::event::{AfterFailure, Event, ReopenReason, Via};
use crate::id::UserId;
use crate::measure::Because as Cause;
use crate::merchant::Merchant;
use crate::todo::{self, Todo, TodoKind};
use crate::words::{Alarm, Because, Channel, Gap};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Template {
    Filed,
    GapAsked,
    Message,
    EvidenceAsked,
    Finding,
    Offer,
    OfferWithdrawn,
    OfferExpired,
    Accepted,
    RemedyDone,
    Closed,
    Survey,
    Reopened,
    Withdrawn,
    Code,
    MerchantAsked,
    MerchantDecided,
    ThirdPartyAsked,
    ErasureGranted,
    ErasureDenied,
    ErasureRestricted,
    Reminder,
    ClaimReminder,
    CarrierClaim,
    CarrierReminder,
    Measure,
    ScoreMeasure,
    ClosingMeasure,
    MeasureAnswered,
    Appealed,
    PersonDecided,
    Accused,
    MerchantFiled,
    Counted,
    ObjectionLate,
}

impl Template {
    pub const ALL: [Template; 35] = [
        Template::Filed,
        Template::GapAsked,
        Template::Message,
        Template::EvidenceAsked,
        Template::Finding,
        Template::Offer,
        Template::OfferExpired,
        Template::OfferWithdrawn,
        Template::Accepted,
        Template::RemedyDone,
        Template::Closed,
        Template::Survey,
        Template::Reopened,
        Template::Withdrawn,
        Template::Code,
        Template::MerchantAsked,
        Template::MerchantDecided,
        Template::ThirdPartyAsked,
        Template::ErasureGranted,
        Template::ErasureDenied,
        Template::ErasureRestricted,
        Template::Reminder,
        Template::ClaimReminder,
        Template::CarrierClaim,
        Template::CarrierReminder,
        Template::Measure,
        Template::ScoreMeasure,
        Template::ClosingMeasure,
        Template::MeasureAnswered,
        Template::Appealed,
        Template::PersonDecided,
        Template::Accused,
        Template::MerchantFiled,
        Template::Counted,
        Template::ObjectionLate,
    ];
    pub fn word(self) -> &'static str {
        match self {
            Template::Filed => "filed",
            Template::GapAsked => "gap_asked",
            Template::Message => "message",
            Template::EvidenceAsked => "evidence_asked",
            Template::Finding => "finding",
            Template::Offer => "offer",
            Template::OfferExpired => "offer_expired",
            Template::OfferWithdrawn => "offer_withdrawn",
            Template::Accepted => "accepted",
            Template::RemedyDone => "remedy_done",
            Template::Closed => "closed",
            Template::Survey => "survey",
            Template::Reopened => "reopened",
            Template::Withdrawn => "withdrawn",
            Template::Code => "code",
            Template::MerchantAsked => "merchant_asked",
            Template::MerchantDecided => "merchant_decided",
            Template::ThirdPartyAsked => "third_party_asked",
            Template::ErasureGranted => "erasure_granted",
            Template::ErasureDenied => "erasure_denied",
            Template::ErasureRestricted => "erasure_restricted",
            Template::Reminder => "reminder",
            Template::ClaimReminder => "claim_reminder",
            Template::CarrierClaim => "carrier_claim",
            Template::CarrierReminder => "carrier_reminder",
            Template::Measure => "measure",
            Template::ScoreMeasure => "score_measure",
            Template::ClosingMeasure => "closing_measure",
            Template::MeasureAnswered => "measure_answered",
            Template::Appealed => "appealed",
            Template::PersonDecided => "person_decided",
            Template::Accused => "accused",
            Template::MerchantFiled => "merchant_filed",
            Template::Counted => "counted",
            Template::ObjectionLate => "objection_late",
        }
    }
    pub fn parse(word: &str) -> Option<Template> {
        Template::ALL.into_iter().find(|template| template.word() == word)
    }
}

/// A row to be written to, or changed in, the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reaction {
    Tell {
        to: Party,
        template: Template,
    },
    /// Ask the payment provider; the outbox row's id is the idempotency key.
    Pay {
        remedy: String,
        reference: String,
    },
    /// Tell a system outside to do it, the same way.
    Order {
        remedy: String,
        reference: String,
    },
    /// Tell one of ours what waits for them, where they said they want to be told.
    Nudge {
        user: UserId,
        kind: TodoKind,
        of: String,
    },
    /// Offer the next rung of the ladder.
    Climb {
        rung: String,
    },
    /// Write down what was agreed.
    Paper {
        offer: String,
        outbox: String,
    },
    Settled {
        outbox: String,
    },
    Again {
        outbox: String,
        at_ms: i64,
        via: Option<Via>,
    },
    Dead {
        outbox: String,
        code: String,
    },
}

/// `case` is the state after the event.
pub fn reactions(case: &Case, event: &Event) -> Vec<Reaction> {
    let customer = |template| Reaction::Tell { to: Party::Customer, template };
    let merchant = |template| Reaction::Tell { to: Party::Merchant, template };
    let mut list = match event {
        // Who has not complained reads what is offered, not that a complaint was taken.
        Event::Filed(filed) if filed.channel == Channel::Rule => vec![],
        Event::Filed(filed) if filed.complainant == Party::Merchant => {
            vec![customer(Template::Accused), merchant(Template::MerchantFiled)]
        }
        Event::Filed(filed) if filed.gaps.iter().any(|gap| *gap != Gap::Contact) => {
            vec![customer(Template::Filed), customer(Template::GapAsked)]
        }
        Event::Filed(_) => vec![customer(Template::Filed)],
        Event::CodeAsked { .. } => vec![customer(Template::Code)],
        Event::Said { by: Party::Platform | Party::Merchant, to: Party::Customer, .. } => {
            vec![customer(Template::Message)]
        }
        Event::Said { by: Party::Platform, to: Party::Merchant, .. } => {
            vec![merchant(Template::MerchantAsked)]
        }
        Event::EvidenceRequested { request } if request.to == Party::Customer => {
            vec![customer(Template::EvidenceAsked)]
        }
        Event::EvidenceRequested { request } if request.to == Party::Merchant => {
            vec![merchant(Template::MerchantAsked)]
        }
        Event::EvidenceRequested { request } if request.contact.is_some() => {
            vec![Reaction::Tell { to: request.to, template: Template::ThirdPartyAsked }]
        }
        // Ours read it on the desk.
        Event::ClockAlarmed { party: party @ (Party::Customer | Party::Merchant), rung, .. }
            if rung.alarm == Alarm::Notify =>
        {
            vec![Reaction::Tell { to: *party, template: Template::Reminder }]
        }
        Event::Found { .. } => vec![customer(Template::Finding), merchant(Template::MerchantDecided)],
        Event::Appealed { .. } => vec![customer(Template::Appealed), merchant(Template::Appealed)],
        Event::SignalsCounted { counted } if counted.conduct.is_against() => {
            vec![customer(Template::Counted)]
        }
        Event::PersonDecided { plea, .. } => {
            let of = case.pleas.iter().find(|one| one.id == *plea);
            of.map(|one| Reaction::Tell { to: one.by, template: Template::PersonDecided })
                .into_iter()
                .collect()
        }
        Event::OfferMade { offer } if offer.by != Party::Customer => vec![customer(Template::Offer)],
        Event::OfferExpired { .. } => vec![customer(Template::OfferExpired)],
        // A wish of the customer's that we put aside is answered in words.
        Event::OfferWithdrawn { offer }
            if case.offers.iter().any(|one| one.id == *offer && one.by != Party::Customer) =>
        {
            vec![customer(Template::OfferWithdrawn)]
        }
        Event::OfferAccepted { offer, .. } => {
            let paper = Reaction::Paper { offer: offer.clone(), outbox: paper(case, offer) };
            vec![customer(Template::Accepted), merchant(Template::MerchantDecided), paper]
        }
        Event::RungDue { rung } => vec![Reaction::Climb { rung: rung.clone() }],
        Event::SettlementWritten { settlement } => {
            vec![Reaction::Settled { outbox: paper(case, &settlement.offer) }]
        }
        Event::RemedyInstructed { remedy, reference, with } => {
            let (remedy, reference) = (remedy.clone(), reference.clone());
            vec![match with {
                Some(_) => Reaction::Order { remedy, reference },
                None => Reaction::Pay { remedy, reference },
            }]
        }
        Event::RemedyUnknown { reference, ask_ms, .. } | Event::RemedyTaken { reference, ask_ms, .. } => {
            vec![Reaction::Again { outbox: reference.clone(), at_ms: *ask_ms, via: None }]
        }
        Event::RemedyFailed { reference, .. } => vec![Reaction::Settled { outbox: reference.clone() }],
        Event::RemedyProven { reference, .. } => {
            let settled = reference.iter().map(|outbox| Reaction::Settled { outbox: outbox.clone() });
            settled.chain([customer(Template::RemedyDone)]).collect()
        }
        Event::ClaimReminded { claim, .. } | Event::ClaimPassed { claim, to: Party::Merchant, .. }
            if case.claim(claim).is_some_and(|claim| claim.from == Party::Merchant) =>
        {
            vec![merchant(Template::ClaimReminder)]
        }
        Event::ClaimAddressed { claim, .. } | Event::ClaimPassed { claim, to: Party::Carrier, .. } => {
            to_carrier(case, claim, Template::CarrierClaim)
        }
        Event::ClaimReminded { claim, .. } => to_carrier(case, claim, Template::CarrierReminder),
        Event::MeasureNoted { .. } => vec![merchant(Template::Measure)],
        Event::SurveyAsked { .. } => vec![customer(Template::Survey)],
        // What an appeal opens again is told with the appeal.
        Event::Reopened { reason: ReopenReason::Appeal, .. } => vec![],
        Event::Reopened { .. } => vec![customer(Template::Reopened)],
        // What the shop takes back is told with the end.
        Event::Withdrawn { .. } if case.complainant == Party::Merchant => vec![],
        Event::Withdrawn { .. } => vec![customer(Template::Withdrawn)],
        Event::Closed { .. } if case.complainant == Party::Merchant => {
            vec![customer(Template::Closed), merchant(Template::MerchantDecided)]
        }
        Event::Closed { .. } if !case.withdrawn => vec![customer(Template::Closed)],
        Event::ErasureGranted { .. } => vec![customer(Template::ErasureGranted)],
        Event::ErasureDenied { .. } => vec![customer(Template::ErasureDenied)],
        // Asked for and not possible yet; a restriction by hand or at the end of a period is no answer to anybody.
        Event::Restricted { because: Because::Hold | Because::Period, .. } => {
            vec![customer(Template::ErasureRestricted)]
        }
        Event::NoticeSent { outbox, .. } => vec![Reaction::Settled { outbox: outbox.clone() }],
        Event::NoticeFailed { outbox, code, next } => vec![after_failure(outbox, code, next)],
        _ => vec![],
    };
    list.extend(todo::told(case, event).into_iter().map(nudge));
    list.retain(|reaction| match reaction {
        Reaction::Tell { to: Party::Customer, template } => {
            case.contacts_known() || is_order_code(case, *template)
        }
        Reaction::Tell { to: Party::Merchant, .. } => case.merchant.is_some(),
        _ => true,
    });
    list
}

/// What follows from what happened to a merchant itself: a measure that follows from no case has none to tell of it.
pub fn of_merchant(merchant: &Merchant, event: &Event) -> Vec<Reaction> {
    let tell = |template| vec![Reaction::Tell { to: Party::Merchant, template }];
    let nudged = todo::told_of_merchant(merchant, event).into_iter().map(nudge);
    let mut list = match event {
        Event::MeasureTaken { measure } => match measure.because {
            Cause::Case { .. } => vec![],
            Cause::Score { .. } => tell(Template::ScoreMeasure),
            Cause::Closing => tell(Template::ClosingMeasure),
        },
        Event::MeasureUpheld { .. } | Event::MeasureLifted { .. } => tell(Template::MeasureAnswered),
        Event::ObjectionMissed { .. } => tell(Template::ObjectionLate),
        Event::NoticeSent { outbox, .. } => vec![Reaction::Settled { outbox: outbox.clone() }],
        Event::NoticeFailed { outbox, code, next } => vec![after_failure(outbox, code, next)],
        _ => vec![],
    };
    list.extend(nudged);
    list
}

fn nudge(todo: Todo) -> Reaction {
    Reaction::Nudge { user: todo.user, kind: todo.kind, of: todo.of }
}

/// A carrier is written to where somebody of ours has said where.
fn to_carrier(case: &Case, claim: &str, template: Template) -> Vec<Reaction> {
    let owes = case.claim(claim).filter(|claim| claim.from == Party::Carrier && claim.contact.is_some());
    owes.map(|_| Reaction::Tell { to: Party::Carrier, template }).into_iter().collect()
}

/// The row that has the settlement written.
fn paper(case: &Case, offer: &str) -> String {
    format!("{}-{offer}-paper", case.number)
}

fn is_order_code(case: &Case, template: Template) -> bool {
    let of_order =
        |code: &crate::case::Code| matches!(code.purpose, CodePurpose::Order | CodePurpose::Consignment);
    template == Template::Code && case.code.as_ref().is_some_and(of_order)
}

fn after_failure(outbox: &str, code: &str, next: &AfterFailure) -> Reaction {
    let outbox = outbox.to_owned();
    match next {
        AfterFailure::Retry { at_ms } => Reaction::Again { outbox, at_ms: *at_ms, via: None },
        AfterFailure::Fallback { via } => Reaction::Again { outbox, at_ms: 0, via: Some(*via) },
        AfterFailure::Dead => Reaction::Dead { outbox, code: code.to_owned() },
    }
}
