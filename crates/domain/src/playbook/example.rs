//! Examples: invented complaints every playbook carries, with the kind, grade and clocks they should get. They are the
//! playbook's own test: a set of playbooks whose examples come out otherwise is not activated.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::page::{Page, PlaybookError};
use super::suggest::Suggestion;
use super::{Both, Facts, Known, Moment, Playbook, Playbooks, Start, both};
use crate::actor::Party;
use crate::calendar::{Calendar, Round, Span, Unit, day_of, start_of};
use crate::clock::{Clock, HOUR_MS};
use crate::words::{Channel, Class, Grade, Locale, Noticed, RemedyKind, Want};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub text: String,
    pub kind: String,
    pub grade: Grade,
    pub class: Option<Class>,
    /// A reason that must be among those given.
    pub reason: Option<String>,
    /// A kind only a person may choose, expected as a hint.
    pub hint: Option<String>,
    /// By step or by the name of a duty: how long it runs (`30m`, `2h`, `8wh`, `7d`, `10wd`) or the day it is due.
    #[serde(default)]
    pub clocks: BTreeMap<String, String>,
    /// The rungs that stand in such a case, the lowest first.
    pub rungs: Option<Vec<String>>,
    /// The day it came in, at nine in the morning; without it the first working day of 2026.
    pub filed: Option<String>,
    #[serde(default)]
    pub wants: Vec<Want>,
    pub noticed: Option<Noticed>,
    pub amount_fen: Option<i64>,
    pub parcel_late_ms: Option<i64>,
    #[serde(default)]
    pub repeat: u32,
    #[serde(default)]
    pub group: bool,
    #[serde(default)]
    pub minor: bool,
    /// Where it stands in its file.
    #[serde(skip)]
    pub line: usize,
}

/// An example that was run.
#[derive(Debug, Clone)]
pub struct Tried<'p> {
    pub playbook: &'p Playbook,
    pub example: &'p Example,
    /// What came out otherwise, in words; nothing where it came out as it says.
    pub differs: Vec<Both>,
}

impl Playbooks {
    /// Runs every example of every playbook.
    pub fn tried(&self, calendar: &Calendar) -> Vec<Tried<'_>> {
        let examples =
            self.all().iter().flat_map(|playbook| playbook.examples.iter().map(move |one| (playbook, one)));
        let run = |(playbook, example)| Tried { playbook, example, differs: self.differs(example, calendar) };
        examples.map(run).collect()
    }

    fn differs(&self, example: &Example, calendar: &Calendar) -> Vec<Both> {
        let got = self.suggest(&example.facts());
        let mut differs = vec![];
        let mut same = |what: Both, expected: &str, came: &str, because: &str| {
            if expected != came {
                let Both { zh, en } = what;
                differs.push(both!(
                    "{zh}：应为 {expected}，得到 {came}{because}",
                    "{en}: expected {expected}, got {came}{because}"
                ));
            }
        };
        same(both!("类型", "kind"), &example.kind, &got.kind, &scores(&got));
        let codes_found = format!(" ({})", codes(&got));
        same(both!("等级", "grade"), example.grade.word(), got.grade.word(), &codes_found);
        if let Some(class) = example.class {
            same(both!("类别", "class"), class.word(), got.class.word(), "");
        }
        let hint = got.hint.as_ref().map_or("-", |rival| rival.kind.as_str());
        same(both!("提示", "hint"), example.hint.as_deref().unwrap_or("-"), hint, "");
        for code in example.reason.iter().filter(|code| got.reasons.iter().all(|one| one.code != **code)) {
            same(both!("理由", "reason"), code, &codes(&got), "");
        }
        for (name, expected) in &example.clocks {
            let came = self.clock_of(example, &got, name, calendar);
            let came = came.map_or_else(|| "-".to_owned(), |clock| written_like(expected, &clock));
            same(both!("时限 {name}", "clock {name}"), expected, &came, "");
        }
        if let Some(expected) = &example.rungs {
            let came = self.rungs_of(example, &got);
            same(both!("方案阶梯", "rungs"), &expected.join(" "), &came.join(" "), "");
        }
        differs
    }

    fn rungs_of(&self, example: &Example, got: &Suggestion) -> Vec<String> {
        let reasons: Vec<String> = got.reasons.iter().map(|reason| reason.code.clone()).collect();
        let known = example.known(&reasons, &got.tags);
        let moment =
            Moment { known, class: got.class, grade: got.grade, asked: None, remedy: None, team: None };
        let stands = self.rungs(&got.kind, &moment).into_iter().filter(|(_, stands)| *stands);
        stands.map(|(rung, _)| rung.id.clone()).collect()
    }

    /// The clock of that name in a case like this, whenever it would begin.
    fn clock_of(
        &self,
        example: &Example,
        got: &Suggestion,
        name: &str,
        calendar: &Calendar,
    ) -> Option<Clock> {
        let reasons: Vec<String> = got.reasons.iter().map(|reason| reason.code.clone()).collect();
        let known = example.known(&reasons, &got.tags);
        let (step, about) = name.split_once("_of_").unwrap_or((name, ""));
        let asked = Party::parse(about);
        let remedy = RemedyKind::ALL.iter().copied().find(|remedy| remedy.word() == about);
        let moment = Moment { known, class: got.class, grade: got.grade, asked, remedy, team: None };
        let begun = |start| self.begun(calendar, &got.kind, start, &moment, example.filed_ms());
        let mut all = Start::ALL.into_iter().flat_map(begun);
        all.find(|clock| clock.of.as_deref() == Some(step) || clock.kind.word() == step)
    }
}

fn scores(got: &Suggestion) -> String {
    let second = got.runner_up.as_ref();
    let second = second.map(|rival| format!(", {} {}", rival.kind, rival.score)).unwrap_or_default();
    format!(" ({} {}{second}: {})", got.kind, got.score, got.words.join(" "))
}

fn codes(got: &Suggestion) -> String {
    let codes: Vec<&str> = got.reasons.iter().map(|reason| reason.code.as_str()).collect();
    codes.join(", ")
}

/// As a day where a day was expected, otherwise as its span.
fn written_like(expected: &str, clock: &Clock) -> String {
    if expected.parse::<Date>().is_ok() {
        return day_of(clock.due_ms).to_string();
    }
    clock.sum.as_ref().map_or_else(String::new, |sum| short(sum.span))
}

const SHORT: [(Unit, &str); 5] = [
    (Unit::Minutes, "m"),
    (Unit::WorkingHours, "wh"),
    (Unit::Hours, "h"),
    (Unit::WorkingDays, "wd"),
    (Unit::Days, "d"),
];

/// `30m`, `2h`, `8wh`, `7d`, `10wd`.
fn short(span: Span) -> String {
    let unit = SHORT.iter().find(|(unit, _)| *unit == span.unit).map_or("", |(_, short)| short);
    format!("{}{unit}", span.amount)
}

/// Whether it can be the due of a clock at all.
fn is_due(written: &str) -> bool {
    let digits = written.bytes().take_while(u8::is_ascii_digit).count();
    let unit = SHORT.iter().find(|(_, short)| *short == &written[digits..]);
    let amount = written[..digits].parse().ok();
    let span = unit.zip(amount).map(|((unit, _), amount)| Span { unit: *unit, amount, round: Round::Later });
    span.is_some_and(|span| short(span) == written) || written.parse::<Date>().is_ok()
}

impl Example {
    fn facts(&self) -> Facts<'_> {
        Facts {
            text: &self.text,
            wants: &self.wants,
            noticed: self.noticed,
            amount_fen: self.amount_fen,
            parcel_late_ms: self.parcel_late_ms,
            repeat: self.repeat,
            group: self.group,
            minor: self.minor,
            locale: Locale::Zh,
            learned: None,
        }
    }

    fn known<'a>(&'a self, reasons: &'a [String], tags: &'a [String]) -> Known<'a> {
        let (noticed, wants, amount_fen) = (self.noticed, self.wants.as_slice(), self.amount_fen);
        Known { noticed, wants, amount_fen, channel: Channel::Web, reasons, tags }
    }

    fn filed_ms(&self) -> i64 {
        let day = self.filed.as_ref().and_then(|day| day.parse().ok());
        start_of(day.unwrap_or(jiff::civil::date(2026, 1, 5))) + 9 * HOUR_MS
    }
}

/// What an example may not say: it would come out otherwise for ever.
pub(super) fn check(page: &Page, examples: &[toml::Spanned<Example>], errors: &mut Vec<PlaybookError>) {
    for example in examples {
        let mut wrong = |words: Both| errors.push(page.at(example.span().start, words));
        let example = example.get_ref();
        if example.text.trim().is_empty() {
            wrong(both!(
                "例子没有文字；请写顾客会写的话",
                "the example has no text; write what a customer would write"
            ));
        }
        if let Some(day) = example.filed.as_ref().filter(|day| day.parse::<Date>().is_err()) {
            wrong(both!(
                "“{day}”不是日期；写成 filed = \"2026-09-29\"",
                "\"{day}\" is no day; write filed = \"2026-09-29\""
            ));
        }
        for (name, due) in example.clocks.iter().filter(|(_, due)| !is_due(due)) {
            wrong(both!(
                "时限 {name} = \"{due}\"：请写 30m、2h、8wh、7d、10wd 或日期",
                "clock {name} = \"{due}\": write 30m, 2h, 8wh, 7d, 10wd or a day"
            ));
        }
    }
}
