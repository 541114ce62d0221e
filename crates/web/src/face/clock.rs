//! Clock chips: what is due, for whom, until when, and why then.

use super::party;
use crate::format;
use crate::page::Page;
use crate::sign::{Clock, ClockState};
use domain::case::Case;
use domain::clock;
use domain::clock::ClockKind;

pub fn clock(p: &Page, clock: &clock::Clock) -> Clock {
    let span = format::span(p.locale, clock.due_ms - clock.from_ms);
    Clock {
        label: label(p, clock.kind).to_owned(),
        owner: p.t(party(clock.party).key()).to_owned(),
        due_ms: clock.due_ms,
        state: state(p, clock),
        why: why(p, clock, span),
    }
}

fn why(p: &Page, clock: &clock::Clock, span: String) -> String {
    let because = p.t2("clock-because", "from", format::full(&p.zone, clock.from_ms), "span", span);
    if clock.is_paused() {
        return format!("{because} {}", p.t("clock-paused-inspection"));
    }
    match clock.paused_ms {
        0 => because,
        ms => format!("{because} {}", p.t1("clock-stood", "span", format::span(p.locale, ms))),
    }
}

/// The running clocks of a case, the strictest first.
pub fn clocks(p: &Page, case: &Case) -> Vec<Clock> {
    let mut running: Vec<&clock::Clock> = case.clocks.iter().filter(|clock| clock.is_running()).collect();
    running.sort_by_key(|clock| clock.due_ms);
    running.into_iter().map(|one| clock(p, one)).collect()
}

/// Green to half of its time, amber to nine tenths, red after.
fn state(p: &Page, clock: &clock::Clock) -> ClockState {
    if clock.is_paused() {
        return ClockState::Paused;
    }
    let (gone, whole) = (p.now_ms - clock.from_ms, clock.due_ms - clock.from_ms);
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
    }
}
