//! Clock chips: what is due, for whom, until when, and why then.

use super::{party, why};
use crate::page::Page;
use crate::sign::{Clock, ClockState};
use domain::case::Case;
use domain::clock;
use domain::clock::ClockKind;

pub fn clock(p: &Page, clock: &clock::Clock) -> Clock {
    Clock {
        label: name(p, clock),
        owner: p.t(party(clock.party).key()).to_owned(),
        due_ms: clock.due_ms,
        state: state(p, clock),
        why: why::first(p, clock),
        steps: why::steps(p, clock),
        rule: clock.sum.as_deref().map(|sum| why::rule(p, sum)),
    }
}

/// A duty has the name its rule gives it.
pub fn name(p: &Page, clock: &clock::Clock) -> String {
    let duty = clock.of.as_deref().filter(|_| clock.kind == ClockKind::Duty);
    duty.and_then(|name| rule_name(p, name)).unwrap_or_else(|| label(p, clock.kind).to_owned())
}

/// What the playbooks call a duty.
pub(super) fn rule_name(p: &Page, name: &str) -> Option<String> {
    let books = p.policy.as_ref()?.playbooks.all();
    let label = books.iter().find_map(|book| book.clock(name)?.label.as_ref())?;
    Some(label.read(p.locale.into()).to_owned())
}

/// What the playbooks call a reason to wait.
pub fn reason(p: &Page, code: &str) -> String {
    let books = p.policy.as_ref().map(|policy| policy.playbooks.all()).unwrap_or_default();
    let label = books.iter().find_map(|book| book.pauses.get(code)).map(|rule| &rule.label);
    label.map_or_else(|| code.to_owned(), |label| label.read(p.locale.into()).to_owned())
}

/// The running clocks of a case, the strictest first.
pub fn clocks(p: &Page, case: &Case) -> Vec<Clock> {
    // Once the time to appeal is over nothing is due any more.
    let over = |clock: &clock::Clock| clock.kind == ClockKind::Appeal && clock.due_ms < p.now_ms;
    let mut running: Vec<&clock::Clock> =
        case.clocks.iter().filter(|clock| clock.is_running() && !over(clock)).collect();
    running.sort_by_key(|clock| clock.due_ms);
    running.into_iter().map(|one| clock(p, one)).collect()
}

fn state(p: &Page, clock: &clock::Clock) -> ClockState {
    if clock.is_paused() { ClockState::Paused } else { running(p, clock.from_ms, clock.due_ms) }
}

/// Green to half of its time, amber to nine tenths, red after; the same in lists and on the case.
pub fn running(p: &Page, from_ms: i64, due_ms: i64) -> ClockState {
    let (gone, whole) = (p.now_ms - from_ms, due_ms - from_ms);
    match gone.saturating_mul(10) {
        gone if gone <= whole * 5 => ClockState::Green,
        gone if gone <= whole * 9 => ClockState::Amber,
        _ => ClockState::Red,
    }
}

pub fn label(p: &Page, kind: ClockKind) -> &'static str {
    match kind {
        ClockKind::Record => p.t("clock-is-record"),
        ClockKind::FirstAnswer => p.t("clock-is-first_answer"),
        ClockKind::Response => p.t("clock-is-response"),
        ClockKind::Contact => p.t("clock-is-contact"),
        ClockKind::Plan => p.t("clock-is-plan"),
        ClockKind::Solution => p.t("clock-is-solution"),
        ClockKind::Final => p.t("clock-is-final"),
        ClockKind::Evidence => p.t("clock-is-evidence"),
        ClockKind::Offer => p.t("clock-is-offer"),
        ClockKind::Remedy => p.t("clock-is-remedy"),
        ClockKind::Survey => p.t("clock-is-survey"),
        ClockKind::Silence => p.t("clock-is-silence"),
        ClockKind::Decision => p.t("clock-is-decision"),
        ClockKind::FollowUp => p.t("clock-is-follow_up"),
        ClockKind::Duty => p.t("clock-is-duty"),
        ClockKind::Pause => p.t("clock-is-pause"),
        ClockKind::Task => p.t("clock-is-task"),
        ClockKind::Mediation => p.t("clock-is-mediation"),
        ClockKind::Appeal => p.t("clock-is-appeal"),
        ClockKind::AppealDecision => p.t("clock-is-appeal_decision"),
        ClockKind::Person => p.t("clock-is-person"),
        ClockKind::Board => p.t("clock-is-board"),
        ClockKind::Objection => p.t("clock-is-objection"),
        ClockKind::Rung => p.t("clock-is-rung"),
        ClockKind::Approval => p.t("clock-is-approval"),
    }
}
