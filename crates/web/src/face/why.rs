//! Why a clock is due when it is: the sum of the domain, said in words, one line a step.

use super::clock;
use crate::format;
use crate::page::Page;
use domain::calendar::{Date, Notice, Round, Span, Step, Unit};
use domain::clock::{Clock, Sum};
use domain::words::HolidayName;

/// From when, and how long.
pub fn first(p: &Page, one: &Clock) -> String {
    let from = format::full(&p.zone, one.from_ms);
    match &one.sum {
        Some(sum) => p.t2("clock-counted", "from", from, "span", span(p, sum.span)),
        None => p.t2("clock-given", "from", from, "due", format::full(&p.zone, one.due_ms)),
    }
}

pub fn steps(p: &Page, one: &Clock) -> Vec<String> {
    let Some(sum) = &one.sum else { return stands(p, one) };
    let mut lines: Vec<String> = sum.steps.iter().map(|one| step(p, one)).collect();
    // Hours that were added are not in the sum: they passed while it ran.
    if !one.counts_days() {
        let stood = one.pauses.iter().map(|pause| stood(p, &pause.why, pause.from_ms, pause.until_ms));
        lines.extend(stood);
    }
    lines.extend(stands(p, one));
    lines.extend(sum.beaten.iter().map(|other| {
        let rule = clock::rule_name(p, &other.rule).unwrap_or_else(|| other.rule.clone());
        let values =
            [("rule", rule), ("span", span(p, other.span)), ("due", format::full(&p.zone, other.due_ms))];
        p.locale.tn("why-beaten", &values)
    }));
    lines
}

/// Which rule of which playbook, by which calendar.
pub fn rule(p: &Page, sum: &Sum) -> String {
    match &sum.calendar {
        Some(calendar) => {
            let values =
                [("rule", sum.rule.clone()), ("book", sum.book.clone()), ("calendar", calendar.clone())];
            p.locale.tn("why-rule-calendar", &values)
        }
        None => p.t2("why-rule", "rule", &sum.rule, "book", &sum.book),
    }
}

fn stands(p: &Page, one: &Clock) -> Vec<String> {
    let held = one.held.iter().filter(|_| one.is_running());
    let line = |hold: &domain::clock::Hold| {
        p.t2("why-stands", "why", clock::reason(p, &hold.why), "from", format::full(&p.zone, hold.from_ms))
    };
    held.map(line).collect()
}

pub fn span(p: &Page, span: Span) -> String {
    match span.unit {
        Unit::Minutes => p.t1("span-minutes", "n", span.amount),
        Unit::Hours => p.t1("span-hours", "n", span.amount),
        Unit::WorkingHours => p.t1("span-working_hours", "n", span.amount),
        Unit::Days => p.t1("span-natural_days", "n", span.amount),
        Unit::WorkingDays => p.t1("span-working_days", "n", span.amount),
    }
}

fn step(p: &Page, step: &Step) -> String {
    let date = |day: &Date| format::civil(p.locale, *day);
    match step {
        Step::StartDay { day } => p.t1("why-start-day", "day", date(day)),
        Step::Holiday { name, from, to, notice } => {
            let values = [
                ("days", days(p, *from, *to)),
                ("name", holiday(p, *name).to_owned()),
                ("notice", notice.map_or_else(|| p.t("why-provisional").to_owned(), |one| number(p, one))),
            ];
            p.locale.tn("why-holiday", &values)
        }
        Step::Weekend { from, to } => p.t1("why-weekend", "days", days(p, *from, *to)),
        Step::MakeUp { day } => p.t1("why-made-up", "day", date(day)),
        Step::Hours { open, close } => {
            let at = |minutes: &u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
            p.t2("why-hours", "open", at(open), "close", at(close))
        }
        Step::Stood { why, from_ms, until_ms, days, .. } => {
            let line = stood(p, why, *from_ms, *until_ms);
            if *days == 0 { line } else { format!("{line} {}", p.t1("why-stood-days", "n", days)) }
        }
        Step::NoNotice { year } => p.t1("why-no-notice", "year", year),
        Step::LastDay { day } => p.t1("why-last-day", "day", date(day)),
        Step::Rest { day, next, round: Round::Later } => {
            p.t2("why-moves-on", "day", date(day), "next", date(next))
        }
        Step::Rest { day, next, round: Round::Earlier } => {
            p.t2("why-stays", "day", date(day), "next", date(next))
        }
    }
}

fn stood(p: &Page, why: &str, from_ms: i64, until_ms: i64) -> String {
    let values = [
        ("why", clock::reason(p, why)),
        ("from", format::full(&p.zone, from_ms)),
        ("until", format::full(&p.zone, until_ms)),
    ];
    p.locale.tn("why-stood", &values)
}

pub(crate) fn days(p: &Page, from: Date, to: Date) -> String {
    if from == to {
        return format::civil(p.locale, from);
    }
    p.t2("why-days", "from", format::civil(p.locale, from), "to", format::civil(p.locale, to))
}

/// 国办发明电〔2025〕7号.
pub(crate) fn number(p: &Page, notice: Notice) -> String {
    let values = [
        ("year", format!("〔{}〕", notice.year)),
        ("number", notice.number.to_string()),
        ("issued", format::civil(p.locale, notice.issued)),
    ];
    p.locale.tn("why-notice", &values)
}

pub(crate) fn holiday(p: &Page, name: HolidayName) -> &'static str {
    match name {
        HolidayName::NewYear => p.t("holiday-new_year"),
        HolidayName::SpringFestival => p.t("holiday-spring_festival"),
        HolidayName::Qingming => p.t("holiday-qingming"),
        HolidayName::LabourDay => p.t("holiday-labour_day"),
        HolidayName::DragonBoat => p.t("holiday-dragon_boat"),
        HolidayName::MidAutumn => p.t("holiday-mid_autumn"),
        HolidayName::NationalDay => p.t("holiday-national_day"),
        HolidayName::NationalDayMidAutumn => p.t("holiday-national_day_mid_autumn"),
        HolidayName::Special => p.t("holiday-special"),
    }
}
