//! The rules. [`decide`] looks at the world and a command and answers with events, or says why not. Each file
//! holds the rules of one part of the work; refusals stand first, like stairs.

mod appeal;
mod approval;
mod ask;
mod board;
mod book;
mod breaker;
mod budget;
mod claim;
mod close;
mod closing;
mod consign;
mod contract;
mod elapse;
mod evidence;
mod finding;
mod follow;
mod house;
mod inspection;
mod intake;
mod interest;
mod ladder;
mod mask;
mod measure;
mod money;
mod objection;
mod offer;
mod order;
mod pause;
mod people;
mod plain;
mod privacy;
mod redact;
mod refund;
mod regulator;
mod relate;
mod remedy;
mod signal;
mod talk;
mod task;
mod triage;

use crate::actor::Actor;
use crate::calendar::Calendar;
use crate::case::Case;
use crate::clock::Clock;
use crate::command::{CaseCommand, Command};
use crate::consign::Consignment;
use crate::event::Event;
use crate::id::SubjectId;
use crate::playbook::{Moment, Start};
use crate::policy::Policy;
use crate::privacy::with_tiers;
use crate::refusal::Refusal;
use crate::rights;
use crate::world::World;
use std::borrow::Cow;

pub(crate) use plain::is_code;

pub type Events = Vec<(SubjectId, Event)>;

/// Everything a rule about one case looks at.
pub(crate) struct Desk<'a> {
    pub world: &'a World<'a>,
    pub case: &'a Case,
    pub by: &'a Actor,
    pub now_ms: i64,
    pub policy: &'a Policy,
}

impl Desk<'_> {
    /// Events of the case itself.
    fn on_case(&self, events: impl IntoIterator<Item = Event>) -> Events {
        let subject = self.case.id.subject();
        events.into_iter().map(|event| (subject.clone(), event)).collect()
    }
    /// How the order of the case was sold, where it was for somebody else.
    fn consignment(&self) -> Option<&Consignment> {
        self.world.order(self.case.order.as_ref()?)?.consignment.as_deref()
    }
    fn calendar(&self) -> Cow<'_, Calendar> {
        self.world.calendar(self.policy)
    }
    /// The clocks that begin now.
    fn begun(&self, start: Start) -> Vec<Clock> {
        self.begun_at(start, self.case, self.now_ms)
    }
    fn begun_at(&self, start: Start, case: &Case, from_ms: i64) -> Vec<Clock> {
        self.policy.playbooks.begun(&self.calendar(), case.kind(), start, &case.moment(), from_ms)
    }
    /// The one clock that begins with a request, an offer or a remedy.
    fn bound(&self, start: Start, about: impl FnOnce(&mut Moment)) -> Option<Clock> {
        let mut moment = self.case.moment();
        about(&mut moment);
        let begun =
            self.policy.playbooks.begun(&self.calendar(), self.case.kind(), start, &moment, self.now_ms);
        begun.into_iter().next()
    }
    fn staff(&self) -> Result<&crate::id::UserId, Refusal> {
        match self.by {
            Actor::Staff(user, _) => Ok(user),
            _ => Err(Refusal::NotAllowed),
        }
    }
    /// The answers of the clock, the outbox and the payment provider come from the house itself.
    fn system(&self) -> Result<(), Refusal> {
        if *self.by == Actor::System { Ok(()) } else { Err(Refusal::NotAllowed) }
    }
    fn not_merchant(&self) -> Result<(), Refusal> {
        if matches!(self.by, Actor::Merchant(..)) { Err(Refusal::NotAllowed) } else { Ok(()) }
    }
    /// A date somebody gives: after now, and within a year, or it is a typing error.
    fn is_ahead(&self, due_ms: i64) -> Result<(), Refusal> {
        let year_ms = 366 * crate::clock::DAY_MS;
        if (1..=year_ms).contains(&due_ms.saturating_sub(self.now_ms)) {
            Ok(())
        } else {
            Err(Refusal::DueInvalid)
        }
    }
    fn open(&self) -> Result<(), Refusal> {
        if self.case.is_open() { Ok(()) } else { Err(Refusal::CaseClosed) }
    }
}

pub fn decide(
    world: &World,
    command: &Command,
    by: &Actor,
    now_ms: i64,
    policy: &Policy,
) -> Result<Events, Refusal> {
    rights::check(world, command, by)?;
    match command {
        Command::File(file) => {
            let events = intake::file(world, file, by, now_ms, policy)?;
            Ok(with_tiers(&file.suggestion.kind, events, policy))
        }
        Command::Case(id, command) => {
            let case = world.case(id)?;
            reach(case, by, command)?;
            privacy::unrestricted(case, command, by, now_ms)?;
            let desk = Desk { world, case, by, now_ms, policy };
            let events = follow::follow(&desk, on_case(&desk, command)?);
            Ok(with_tiers(case.kind(), events, policy))
        }
        Command::RecordOrder { order, facts } => people::record_order(world, order, facts, by),
        Command::Consign { order, facts } => consign::record(world, order, facts, by, policy),
        Command::RecordMerchant { merchant, name, contact, fingerprint } => {
            people::record_merchant(world, merchant, name, contact.as_ref(), fingerprint, by)
        }
        Command::Fund { account, amount, transfer } => money::fund(world, account, *amount, transfer, by),
        Command::Merchant(id, command) => measure::merchant(world, id, command, (by, now_ms), policy),
        Command::ElapseAccount { account } => money::elapse(world, account, by, now_ms),
        Command::User(id, command) => people::user(world, id, command, by, policy),
        Command::Erase { subject, objects, ground, cases } => {
            privacy::erase_beside(world, subject, objects, *ground, cases, by, now_ms, policy)
        }
        Command::Budget(account, command) => budget::budget(world, account, command, by, now_ms),
        Command::House(command) => house::house(world, command, by, now_ms),
        Command::Parcel(id, command) => breaker::parcel(world, id, command, by),
        Command::Breaker(id, command) => breaker::breaker(world, id, command, (by, now_ms), policy),
    }
}

/// A third party answers its own request and can do nothing else.
fn reach(case: &Case, by: &Actor, command: &CaseCommand) -> Result<(), Refusal> {
    let reaches = match (by, command) {
        (Actor::ThirdParty(_, _, own), CaseCommand::AddEvidence { request, corrects: None, .. }) => {
            request.as_ref() == Some(own)
        }
        (Actor::ThirdParty(_, _, own), CaseCommand::Inspected { inspection, .. }) => {
            case.inspection(inspection).is_some_and(|one| one.request == *own)
        }
        (Actor::ThirdParty(..), _) => false,
        _ => true,
    };
    if reaches && case.is_seen_by(by) { Ok(()) } else { Err(Refusal::NotFound) }
}

fn on_case(desk: &Desk, command: &CaseCommand) -> Result<Events, Refusal> {
    match command {
        CaseCommand::Supplement { more, evidence } => intake::supplement(desk, more, evidence),
        CaseCommand::Triage { kind, class, grade, why } => {
            triage::triage(desk, kind, *class, *grade, why.as_ref())
        }
        CaseCommand::Assign { owner, why } => triage::assign(desk, owner, why.as_ref()),
        CaseCommand::AskDraft { purpose } => talk::ask_draft(desk, *purpose),
        CaseCommand::Relate { earlier, handler } => relate::relate(desk, earlier.as_ref(), handler.as_ref()),
        CaseCommand::Say { to, text, drawn } => talk::say(desk, *to, text, drawn.as_ref()),
        CaseCommand::Note { text } => talk::note(desk, text),
        CaseCommand::AskCall => talk::ask_call(desk),
        CaseCommand::AskCode { purpose, id } => talk::ask_code(desk, *purpose, id),
        CaseCommand::TryCode { right } => talk::try_code(desk, *right),
        CaseCommand::Reveal { what, why } => talk::reveal(desk, what, why),
        CaseCommand::MaskText { entry, spans, brief } => mask::by_hand(desk, *entry, spans, brief.as_ref()),
        CaseCommand::AddEvidence { evidence, request, text, corrects } => {
            ask::add_evidence(desk, evidence, request.as_deref(), text.as_ref(), corrects.as_ref())
        }
        CaseCommand::ProposeRedaction { original, media, content, areas, tool } => {
            redact::propose(desk, original, (media, content), areas, tool)
        }
        CaseCommand::ApproveRedaction { redaction } => redact::approve(desk, redaction),
        CaseCommand::DropRedaction { redaction } => redact::drop(desk, redaction),
        CaseCommand::RequestEvidence(ask) => ask::request(desk, ask),
        CaseCommand::RenewLink { request } => ask::renew_link(desk, request),
        CaseCommand::Assess(given) => evidence::assess(desk, given),
        CaseCommand::Remark { evidence, from, text } => evidence::remark(desk, evidence, *from, text),
        CaseCommand::HandOut { evidence } => evidence::hand_out(desk, evidence),
        CaseCommand::OrderInspection(given) => inspection::order(desk, given),
        CaseCommand::Inspected { inspection, result, report, text } => {
            inspection::done(desk, inspection, *result, report, text.as_ref())
        }
        CaseCommand::SetJurisdiction { jurisdiction } => triage::jurisdiction(desk, *jurisdiction),
        CaseCommand::RegulatorDid { what, on_ms, cites, due_ms } => {
            regulator::did(desk, *what, *on_ms, cites, *due_ms)
        }
        CaseCommand::SetDemands { demands } => triage::demands(desk, demands),
        CaseCommand::Find(new) => finding::find(desk, new),
        CaseCommand::DraftFinding(new) => finding::draft(desk, new),
        CaseCommand::Convene(new) => board::convene(desk, new),
        CaseCommand::Recuse { board, why } => board::recuse(desk, board, why),
        CaseCommand::Vote { board, vote } => board::vote(desk, board, vote),
        CaseCommand::RevealVotes { board, votes } => board::reveal(desk, board, votes),
        CaseCommand::WriteMinutes(new) => board::minutes(desk, new),
        CaseCommand::Appeal(new) => appeal::appeal(desk, new),
        CaseCommand::CountSignals(new) => signal::count(desk, new),
        CaseCommand::AskPerson { of } => appeal::ask_person(desk, of),
        CaseCommand::AnswerPlea { plea, ruling, text } => appeal::answer_plea(desk, plea, *ruling, text),
        CaseCommand::ReturnFinding { draft, why } => finding::send_back(desk, draft, why),
        CaseCommand::Pause { reason, cites, why, until_ms } => {
            pause::pause(desk, reason, cites, why, *until_ms)
        }
        CaseCommand::Resume { pausing, why } => pause::resume(desk, pausing, why.as_ref()),
        CaseCommand::Recount => follow::recount(desk),
        CaseCommand::HandOver { to, note } => triage::hand_over(desk, to.as_ref(), note),
        CaseCommand::SetTask(new) => task::set(desk, new),
        CaseCommand::AnswerTask { task, text } => task::answer(desk, task, text),
        CaseCommand::Offer { proposal, why } => offer::offer(desk, proposal, why.as_ref()),
        CaseCommand::DecideApproval { approval, ruling, why } => {
            approval::decide(desk, approval, *ruling, why.as_ref())
        }
        CaseCommand::Climb { rung, words, why } => ladder::climb(desk, rung, words, why.as_ref()),
        CaseCommand::ApplyRule { rule, words } => contract::apply(desk, rule, words),
        CaseCommand::OfferBalance { balance, words } => closing::offer_balance(desk, *balance, words),
        CaseCommand::Relieve(given) => breaker::relieve(desk, given),
        CaseCommand::Consent { words } => ladder::consent(desk, words.as_ref()),
        CaseCommand::DropApproval { approval } => approval::drop(desk, approval),
        CaseCommand::WithdrawOffer { offer } => offer::withdraw(desk, offer),
        CaseCommand::Decline { offer, why } => offer::decline(desk, offer, why.as_ref()),
        CaseCommand::Accept { offer, chosen, why } => offer::accept(desk, offer, chosen, why.as_ref()),
        CaseCommand::CorrectCommission { commission_bp, fees, words } => {
            consign::correct(desk, *commission_bp, *fees, words)
        }
        CaseCommand::WriteSettlement(settlement) => offer::written(desk, settlement),
        CaseCommand::Execute { remedy, proof } => remedy::execute(desk, remedy, proof.as_ref()),
        CaseCommand::Claim { claim, command } => claim::claim(desk, claim, command),
        CaseCommand::RemedyAnswered { remedy, reference, answer } => {
            remedy::answered(desk, remedy, reference, answer)
        }
        CaseCommand::Survey { solved, treated, words } => {
            close::survey(desk, *solved, *treated, words.as_ref())
        }
        CaseCommand::Withdraw { why } => close::withdraw(desk, why.as_ref()),
        CaseCommand::Close { outcome, relief, cause, words } => {
            close::close(desk, *outcome, *relief, cause.as_deref(), words.as_ref())
        }
        CaseCommand::Reopen { why } => close::reopen_by_hand(desk, why),
        CaseCommand::AskErasure { why } => privacy::ask(desk, why.as_ref()),
        CaseCommand::DenyErasure { why } => privacy::deny(desk, why),
        CaseCommand::GrantErasure => privacy::grant(desk),
        CaseCommand::Erase { objects, ground, extent } => privacy::erase(desk, objects, *ground, *extent),
        CaseCommand::Restrict { because } => privacy::restrict(desk, *because),
        CaseCommand::AskUnseal { why } => privacy::ask_unseal(desk, why),
        CaseCommand::Unseal => privacy::unseal(desk),
        CaseCommand::SetHold { hold, why } => privacy::set_hold(desk, hold, why),
        CaseCommand::LiftHold { hold, why } => privacy::lift_hold(desk, hold, why),
        CaseCommand::SetTier { evidence, tier, named, why } => {
            privacy::set_tier(desk, evidence, *tier, named, why)
        }
        CaseCommand::Elapse => elapse::elapse(desk),
        CaseCommand::NoticeSending { outbox, template, to, via, text } => {
            let outbox = outbox.clone();
            notice(
                desk,
                Event::NoticeSending { outbox, template: *template, to: *to, via: *via, text: text.clone() },
            )
        }
        CaseCommand::NoticeSent { outbox, reference } => {
            notice(desk, Event::NoticeSent { outbox: outbox.clone(), reference: plain::cut(reference) })
        }
        CaseCommand::NoticeFailed { outbox, code, next } => notice(
            desk,
            Event::NoticeFailed { outbox: outbox.clone(), code: plain::cut(code), next: next.clone() },
        ),
        CaseCommand::RedactBundle { rules, record } => {
            plain::code(rules)?;
            Ok(desk.on_case([Event::BundleRedacted { rules: rules.clone(), record: record.clone() }]))
        }
        CaseCommand::Exported { size } => Ok(desk.on_case([Event::Exported { size: *size }])),
        CaseCommand::ExportPerson { found_by, why } => privacy::export(desk, *found_by, why.as_ref()),
    }
}

fn notice(desk: &Desk, event: Event) -> Result<Events, Refusal> {
    desk.system()?;
    Ok(desk.on_case([event]))
}
