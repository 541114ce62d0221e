//! The count itself. Every branch that changes a date leaves a step behind.

use super::{Calendar, Date, Hours, Kind, Round, Span, Step, Unit, after, day_of, days_between, end_of};
use crate::clock::{HOUR_MS, MINUTE_MS, Pause};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    pub due_ms: i64,
    pub steps: Vec<Step>,
}

impl Calendar {
    /// Pauses do not overlap; a clock sees to that.
    pub fn count(&self, span: Span, hours: Hours, from_ms: i64, pauses: &[Pause]) -> Counted {
        let amount = i64::from(span.amount);
        match span.unit {
            Unit::Minutes => elapsed(from_ms, amount * MINUTE_MS, pauses),
            Unit::Hours => elapsed(from_ms, amount * HOUR_MS, pauses),
            Unit::WorkingHours => self.working_hours(hours, from_ms, amount * HOUR_MS, pauses),
            Unit::Days => self.days(span.round, from_ms, amount, pauses),
            Unit::WorkingDays => self.working_days(from_ms, amount, pauses),
        }
    }

    fn working_hours(&self, hours: Hours, from_ms: i64, amount_ms: i64, pauses: &[Pause]) -> Counted {
        let stood_ms: i64 =
            pauses.iter().map(|one| self.work_between(hours, one.from_ms, one.until_ms)).sum();
        let due_ms = self.worked(hours, from_ms, amount_ms + stood_ms);
        let mut steps = vec![Step::Hours { open: hours.open, close: hours.close }];
        self.pass(&mut steps, day_of(from_ms), day_of(due_ms));
        steps.extend(pauses.iter().map(|one| stood(one, 0)));
        Counted { due_ms, steps }
    }

    fn days(&self, round: Round, from_ms: i64, amount: i64, pauses: &[Pause]) -> Counted {
        let start = day_of(from_ms);
        let mut steps = vec![Step::StartDay { day: start }];
        let mut last = after(start, amount);
        for pause in pauses {
            let days = days_between(day_of(pause.from_ms), day_of(pause.until_ms)).max(0);
            steps.push(stood(pause, days));
            last = after(last, days);
        }
        steps.push(Step::LastDay { day: last });
        self.doubt(&mut steps, last, last);
        if self.is_working(last) {
            return Counted { due_ms: end_of(last), steps };
        }
        let next = self.next_working(last);
        self.rest(&mut steps, last);
        steps.push(Step::Rest { day: last, next, round });
        Counted { due_ms: end_of(if round == Round::Later { next } else { last }), steps }
    }

    fn working_days(&self, from_ms: i64, amount: i64, pauses: &[Pause]) -> Counted {
        let start = day_of(from_ms);
        let mut steps = vec![];
        let mut more = 0;
        for pause in pauses {
            let days = self.working_between(day_of(pause.from_ms), day_of(pause.until_ms));
            steps.push(stood(pause, days));
            more += days;
        }
        let last = self.walk(start, amount + more);
        let mut all = vec![Step::StartDay { day: start }];
        self.pass(&mut all, after(start, 1), last);
        all.append(&mut steps);
        all.push(Step::LastDay { day: last });
        Counted { due_ms: end_of(last), steps: all }
    }

    /// The day on which the last of so many working days after this one falls.
    fn walk(&self, start: Date, mut left: i64) -> Date {
        let mut day = start;
        while left > 0 && day < Date::MAX {
            day = after(day, 1);
            left -= i64::from(self.is_working(day));
        }
        day
    }

    fn next_working(&self, day: Date) -> Date {
        self.walk(day, 1)
    }

    /// After the one day, up to and with the other.
    fn working_between(&self, from: Date, to: Date) -> i64 {
        let mut day = from;
        let mut count = 0;
        while day < to {
            day = after(day, 1);
            count += i64::from(self.is_working(day));
        }
        count
    }

    /// Names every run of days off between the two, and every day off that is worked.
    fn pass(&self, steps: &mut Vec<Step>, from: Date, to: Date) {
        self.doubt(steps, from, to);
        let mut day = from;
        while day <= to && day < Date::MAX {
            let end = match self.kind(day) {
                Kind::MakeUp => {
                    steps.push(Step::MakeUp { day });
                    day
                }
                Kind::Working => day,
                Kind::Weekend | Kind::Holiday(..) => self.rest(steps, day),
            };
            day = after(end, 1);
        }
    }

    /// The run of days off that this day begins or stands in; answers its last day.
    fn rest(&self, steps: &mut Vec<Step>, day: Date) -> Date {
        if let Kind::Holiday(run, year) = self.kind(day) {
            let (name, from, to) = (run.name, run.from, run.to);
            steps.push(Step::Holiday { name, from, to, notice: year.notice });
            return to;
        }
        let next = after(day, 1);
        let to = if matches!(self.kind(next), Kind::Weekend) { next } else { day };
        steps.push(Step::Weekend { from: day, to });
        to
    }

    fn doubt(&self, steps: &mut Vec<Step>, from: Date, to: Date) {
        let years = (from.year()..=to.year()).filter(|year| !self.is_certain(*year));
        steps.extend(years.take(2).map(|year| Step::NoNotice { year }));
    }
}

fn elapsed(from_ms: i64, amount_ms: i64, pauses: &[Pause]) -> Counted {
    let stood_ms: i64 = pauses.iter().map(|one| (one.until_ms - one.from_ms).max(0)).sum();
    let due_ms = from_ms.saturating_add(amount_ms).saturating_add(stood_ms);
    Counted { due_ms, steps: pauses.iter().map(|one| stood(one, 0)).collect() }
}

fn stood(pause: &Pause, days: i64) -> Step {
    Step::Stood {
        why: pause.why.clone(),
        of: pause.of.clone(),
        from_ms: pause.from_ms,
        until_ms: pause.until_ms,
        days: u32::try_from(days).unwrap_or(u32::MAX),
    }
}
