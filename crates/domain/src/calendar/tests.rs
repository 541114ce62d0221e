//! Days that were worked out by hand, calendars that are wrong, and what holds whatever is counted.

use super::*;
use crate::clock::{HOUR_MS, MINUTE_MS, Pause};
use proptest::prelude::*;
use std::sync::LazyLock;

static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::shipped);
const HOURS: Hours = Hours { open: 540, close: 1080 };

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

/// Noon of the day.
fn noon(text: &str) -> i64 {
    start_of(date(text)) + 12 * HOUR_MS
}

fn counted(unit: Unit, amount: u32, from: &str) -> Counted {
    CALENDAR.count(Span::new(unit, amount), HOURS, noon(from), &[])
}

fn last_day(unit: Unit, amount: u32, from: &str) -> String {
    day_of(counted(unit, amount, from).due_ms).to_string()
}

#[test]
fn the_golden_dates_come_out() {
    for (start, seven, ten, fifteen) in [
        ("2026-09-29", "2026-10-14", "2026-10-19", "2026-10-26"),
        ("2026-02-13", "2026-03-02", "2026-03-05", "2026-03-12"),
        ("2026-04-30", "2026-05-13", "2026-05-18", "2026-05-25"),
        ("2025-12-31", "2026-01-12", "2026-01-15", "2026-01-22"),
    ] {
        let days = [7, 10, 15].map(|amount| last_day(Unit::WorkingDays, amount, start));
        assert_eq!(days, [seven, ten, fifteen], "{start}");
    }
    assert_eq!(last_day(Unit::Days, 7, "2026-09-28"), "2026-10-08", "2026-10-05 is a day of rest");
    let duty = Span { round: Round::Earlier, ..Span::new(Unit::Days, 7) };
    let due = CALENDAR.count(duty, HOURS, noon("2026-09-28"), &[]);
    assert_eq!(day_of(due.due_ms).to_string(), "2026-10-05", "for a merchant's duty the earlier of the two");
}

/// What 全国年节及纪念日放假办法 gives: days off and make-up days of each year, as other collections count them.
#[test]
fn every_year_has_as_many_days_off_and_made_up_as_its_notice() {
    for (year, off, made_up) in [(2024, 28, 8), (2025, 28, 5), (2026, 33, 6), (2027, 13, 0)] {
        let year = CALENDAR.year(year).expect("the year is shipped");
        let days: i64 = year.holidays.iter().map(|run| days_between(run.from, run.to) + 1).sum();
        let work: usize = year.holidays.iter().map(|run| run.work.len()).sum();
        assert_eq!((days, work), (off, made_up), "{}", year.year);
    }
    let certain = [2024, 2025, 2026, 2027, 2028].map(|year| CALENDAR.is_certain(year));
    assert_eq!(certain, [true, true, true, false, false]);
}

#[test]
fn a_sum_names_each_run_it_passes_over_and_the_day_that_is_made_up() {
    let steps = counted(Unit::WorkingDays, 7, "2026-09-29").steps;
    let notice = Some(Notice { year: 2025, number: 7, issued: date("2025-11-04") });
    let (from, to) = (date("2026-10-01"), date("2026-10-07"));
    assert_eq!(
        steps,
        [
            Step::StartDay { day: date("2026-09-29") },
            Step::Holiday { name: HolidayName::NationalDay, from, to, notice },
            Step::MakeUp { day: date("2026-10-10") },
            Step::Weekend { from: date("2026-10-11"), to: date("2026-10-11") },
            Step::LastDay { day: date("2026-10-14") },
        ]
    );
    let steps = counted(Unit::Days, 7, "2026-09-28").steps;
    let next = date("2026-10-08");
    assert!(steps.contains(&Step::Rest { day: date("2026-10-05"), next, round: Round::Later }), "{steps:?}");
}

#[test]
fn a_year_without_a_notice_is_named() {
    let steps = counted(Unit::WorkingDays, 7, "2026-12-30").steps;
    assert!(steps.contains(&Step::NoNotice { year: 2027 }), "{steps:?}");
    let provisional = |step: &Step| matches!(step, Step::Holiday { notice: None, .. });
    assert!(steps.iter().any(provisional), "{steps:?}");
    assert!(counted(Unit::Days, 3, "2031-05-05").steps.contains(&Step::NoNotice { year: 2031 }));
}

#[test]
fn company_hours_begin_in_the_morning_and_leave_out_days_of_rest() {
    let due = |from_ms: i64, hours| {
        CALENDAR.count(Span::new(Unit::WorkingHours, hours), HOURS, from_ms, &[]).due_ms
    };
    let at = |day: &str, hour: i64| start_of(date(day)) + hour * HOUR_MS;
    assert_eq!(due(at("2026-09-29", 10), 2), at("2026-09-29", 12));
    assert_eq!(due(at("2026-09-29", 23), 1), at("2026-09-30", 10));
    assert_eq!(due(at("2026-09-30", 17), 4), at("2026-10-08", 12), "over the holiday");
    assert_eq!(due(at("2026-10-10", 3), 9), at("2026-10-10", 18), "a Saturday that is worked");
    assert_eq!(due(at("2026-10-10", 18), 1), at("2026-10-12", 10));
}

#[test]
fn hours_run_from_the_moment_day_and_night() {
    let from = noon("2026-10-03") + 7;
    let due = CALENDAR.count(Span::new(Unit::Hours, 48), HOURS, from, &[]);
    assert_eq!((due.due_ms, due.steps), (from + 48 * HOUR_MS, vec![]));
    assert_eq!(CALENDAR.count(Span::new(Unit::Minutes, 15), HOURS, from, &[]).due_ms, from + 15 * MINUTE_MS);
}

#[test]
fn the_day_is_that_of_beijing() {
    // 23:30 in Beijing is 15:30 of the same day at UTC; half an hour later the next day has begun.
    let ms = start_of(date("2026-09-29")) + 23 * HOUR_MS + 30 * MINUTE_MS;
    assert_eq!([day_of(ms), day_of(ms + HOUR_MS)].map(|day| day.to_string()), ["2026-09-29", "2026-09-30"]);
    assert_eq!(
        end_of(date("2026-10-14")),
        "2026-10-14T23:59:59.999+08:00".parse::<jiff::Timestamp>().expect("a time").as_millisecond()
    );
}

const GOOD: &str = include_str!("../../calendars/2026.toml");

#[test]
fn a_hostile_calendar_is_refused_with_file_line_and_what_to_do() {
    let broken = [
        ("to = \"2026-10-07\"", "to = \"2027-10-07\"", "is not in 2026"),
        ("from = \"2026-10-01\"", "from = \"2026-09-27\"", "a holiday twice"),
        ("work = [\"2026-09-20\"", "work = [\"2026-10-03\"", "a holiday and a working day"),
        ("work = [\"2026-09-20\"", "work = [\"2026-10-10\"", "is worked twice"),
        ("work = [\"2026-09-20\"", "work = [\"2026-09-22\"", "only a Saturday or Sunday"),
        ("to = \"2026-10-07\"", "to = \"2026-09-30\"", "from comes first"),
        ("to = \"2026-10-07\"", "to = \"2026-12-31\"", "at most 15 days"),
        ("year = 2026\n", "year = 1026\n", "no year of this age"),
        ("from = \"2026-10-01\"", "from = \"2026-10-32\"", "1..=31"),
        ("name = \"national_day\"", "name = \"founders_day\"", "unknown variant"),
        ("[[holiday]]\nname = \"national_day\"", "[[holliday]]\nname = \"national_day\"", "unknown field"),
        ("issued = \"2025-11-04\"", "issued = \"2023-11-04\"", "is issued in 2025 or 2026"),
        ("notice = {", "#notice = {", "needs notice"),
        ("source = ", "#source = ", "source is missing"),
        ("state = \"notice\"", "state = \"provisional\"", "provisional year has no notice"),
    ];
    for (from, to, words) in broken {
        let text = GOOD.replacen(from, to, 1);
        assert_ne!(text, GOOD, "{from}");
        let errors = Year::read("2026.toml", &text).expect_err(words);
        let line = 1 + text
            .lines()
            .position(|line| to.lines().next() == Some(line) || line.contains(to))
            .unwrap_or(0);
        let fits = |e: &CalendarError| {
            let said = e.mistake.to_string();
            e.file == "2026.toml" && said.contains(words) && (e.line.abs_diff(line) <= 1 || e.line == 1)
        };
        assert!(errors.iter().any(fits), "{to}: line {line} expected, {errors:?}");
    }
    assert!(Year::read("x", "\u{0}").is_err() && Year::read("x", "").is_err());
    let twice = Calendar::load(&[("2026.toml", GOOD), ("again.toml", GOOD)]).expect_err("twice");
    assert!(twice[0].to_string().starts_with("again.toml:1: the year 2026"), "{twice:?}");
}

#[test]
fn another_year_makes_another_version_and_the_same_does_not() {
    let shipped = Calendar::shipped();
    let same = CALENDAR.years().fold(Calendar::of([]), |calendar, year| calendar.with(year.clone()));
    assert_eq!((same.version(), shipped.version().len()), (shipped.version(), 16));
    let mut year = CALENDAR.year(2027).expect("shipped").clone();
    year.holidays.pop();
    assert_ne!(shipped.with(year).version(), shipped.version());
}

/// Slow and plain: day after day.
fn naive(amount: u32, from: Date) -> Date {
    let (mut day, mut left) = (from, amount);
    while left > 0 {
        day = day.tomorrow().expect("a day");
        left -= u32::from(CALENDAR.is_working(day));
    }
    day
}

fn moments() -> impl Strategy<Value = i64> {
    noon("2023-12-20")..noon("2028-01-10")
}

fn spans() -> impl Strategy<Value = Span> {
    let rounds = prop_oneof![Just(Round::Later), Just(Round::Earlier)];
    (0usize..5, 1u32..90, rounds).prop_map(|(unit, amount, round)| Span {
        unit: Unit::ALL[unit],
        amount,
        round,
    })
}

/// One after the other, and after the moment.
fn pauses(from_ms: i64, waits: &[(i64, i64)]) -> Vec<Pause> {
    let mut at_ms = from_ms;
    waits
        .iter()
        .map(|(wait, stood)| {
            let begins = at_ms + wait;
            at_ms = begins + stood;
            Pause { why: "inspection".into(), of: "i1".into(), from_ms: begins, until_ms: at_ms }
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(2000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_working_day_is_never_one_of_rest_and_is_what_plain_counting_says(from in moments(), amount in 1u32..120) {
        let due = day_of(CALENDAR.count(Span::new(Unit::WorkingDays, amount), HOURS, from, &[]).due_ms);
        prop_assert!(CALENDAR.is_working(due));
        prop_assert_eq!(due, naive(amount, day_of(from)));
    }

    #[test]
    fn what_moves_on_ends_on_a_working_day_and_never_earlier(from in moments(), amount in 1u32..120) {
        let later = CALENDAR.count(Span::new(Unit::Days, amount), HOURS, from, &[]).due_ms;
        let earlier = CALENDAR.count(Span { round: Round::Earlier, ..Span::new(Unit::Days, amount) }, HOURS, from, &[]).due_ms;
        prop_assert!(CALENDAR.is_working(day_of(later)));
        prop_assert!(earlier <= later);
        prop_assert_eq!(days_between(day_of(from), day_of(earlier)), i64::from(amount));
        let moved = later != earlier;
        prop_assert_eq!(moved, !CALENDAR.is_working(day_of(earlier)));
    }

    #[test]
    fn later_starts_and_longer_spans_are_never_due_earlier(from in moments(), more_ms in 0i64..(9 * DAY_MS), span in spans(), longer in 0u32..9) {
        let due = |span: Span, from| CALENDAR.count(span, HOURS, from, &[]).due_ms;
        prop_assert!(due(span, from) > from);
        prop_assert!(due(span, from) <= due(span, from + more_ms));
        let more = Span { amount: span.amount + longer, ..span };
        prop_assert!(due(span, from) <= due(more, from));
    }

    #[test]
    fn hours_and_working_days_add_up(from in moments(), a in 1u32..60, b in 1u32..60) {
        for unit in [Unit::Minutes, Unit::Hours, Unit::WorkingHours, Unit::WorkingDays] {
            let due = |amount, from| CALENDAR.count(Span::new(unit, amount), HOURS, from, &[]).due_ms;
            prop_assert_eq!(due(b, due(a, from)), due(a + b, from), "{:?}", unit);
        }
    }

    #[test]
    fn a_pause_only_moves_later_and_never_onto_a_day_of_rest(
        from in moments(),
        span in spans(),
        waits in prop::collection::vec((0i64..(3 * DAY_MS), 0i64..(9 * DAY_MS)), 0..5)
    ) {
        let pauses = pauses(from, &waits);
        let mut before = CALENDAR.count(span, HOURS, from, &[]).due_ms;
        for upto in 1..=pauses.len() {
            let due = CALENDAR.count(span, HOURS, from, &pauses[..upto]).due_ms;
            prop_assert!(due >= before);
            before = due;
        }
        if span.unit == Unit::WorkingDays || (span.unit == Unit::Days && span.round == Round::Later) {
            prop_assert!(CALENDAR.is_working(day_of(before)));
        }
    }

    #[test]
    fn one_long_pause_is_as_two_that_touch(from in moments(), span in spans(), wait in 0i64..(3 * DAY_MS), a in 0i64..(5 * DAY_MS), b in 0i64..(5 * DAY_MS)) {
        let due = |waits: &[(i64, i64)]| CALENDAR.count(span, HOURS, from, &pauses(from, waits)).due_ms;
        prop_assert_eq!(due(&[(wait, a + b)]), due(&[(wait, a), (0, b)]));
    }

    #[test]
    fn no_moment_is_too_far_away(from in any::<i64>(), span in spans()) {
        let from = from / 4;
        CALENDAR.count(span, HOURS, from, &[]);
    }

    #[test]
    fn whatever_stands_in_a_file_is_read_or_refused(text in "(year|state|notice|holiday|\\[|\\]|=|\"|[0-9-]{1,10}|\n| ){0,60}") {
        let _ = Year::read("x.toml", &text);
    }
}
