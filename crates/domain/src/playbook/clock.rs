//! The clocks a playbook names: which step of a case each bounds, how long it runs, from which moment, and who has to
//! act before it rings. Names are the author's; several clocks may bound one step, and the strictest wins.

use serde::de::value::SeqAccessDeserializer;
use serde::de::{self, IntoDeserializer, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::condition::{self, Condition};
use super::matrix::Known;
use super::page::{Page, PlaybookError};
use super::{Both, both};
use super::{Playbook, Playbooks};
use crate::actor::Party;
use crate::calendar::{Calendar, Round, Span, Unit};
use crate::clock::{Beaten, Clock, ClockKind, Rung, Sum};
use crate::words::{Channel, Class, Grade, RemedyKind, Team};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use toml::Spanned;

/// The moment a clock starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    Filed,
    Graded,
    Asked,
    /// The last request for evidence was answered or has lapsed.
    EvidenceIn,
    Offered,
    Accepted,
    /// The goods are back.
    Returned,
    LastRemedyDone,
    SurveySent,
    /// Something was asked of another team.
    Tasked,
    /// The regulator got the complaint, accepted it, wants an answer of ours.
    RegulatorReceived,
    RegulatorAccepted,
    RegulatorAsked,
    /// A finding was issued.
    Found,
    /// The case was closed as refused.
    Refused,
    Appealed,
    /// Somebody asked for a person where a rule decided.
    PersonAsked,
    /// A review board was convened.
    Convened,
    /// Something above somebody's limit was put before somebody with authority.
    Proposed,
    /// A merchant objects to a measure.
    Objected,
}

impl Start {
    pub const ALL: [Start; 20] = [
        Start::Filed,
        Start::Graded,
        Start::Asked,
        Start::EvidenceIn,
        Start::Offered,
        Start::Accepted,
        Start::Returned,
        Start::LastRemedyDone,
        Start::SurveySent,
        Start::Tasked,
        Start::RegulatorReceived,
        Start::RegulatorAccepted,
        Start::RegulatorAsked,
        Start::Found,
        Start::Refused,
        Start::Appealed,
        Start::PersonAsked,
        Start::Convened,
        Start::Proposed,
        Start::Objected,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Start::Filed => "filed",
            Start::Graded => "graded",
            Start::Asked => "asked",
            Start::EvidenceIn => "evidence_in",
            Start::Offered => "offered",
            Start::Accepted => "accepted",
            Start::Returned => "returned",
            Start::LastRemedyDone => "last_remedy_done",
            Start::SurveySent => "survey_sent",
            Start::Tasked => "tasked",
            Start::RegulatorReceived => "regulator_received",
            Start::RegulatorAccepted => "regulator_accepted",
            Start::RegulatorAsked => "regulator_asked",
            Start::Found => "found",
            Start::Refused => "refused",
            Start::Appealed => "appealed",
            Start::PersonAsked => "person_asked",
            Start::Convened => "convened",
            Start::Proposed => "proposed",
            Start::Objected => "objected",
        }
    }

    /// The steps that may begin at this moment.
    fn begins(self) -> &'static [ClockKind] {
        use ClockKind::*;
        match self {
            Start::Filed => &[Record, FirstAnswer, Solution, Final, Duty],
            Start::Graded => &[Response, Contact, Plan],
            Start::Asked => &[Evidence],
            Start::EvidenceIn => &[Decision],
            Start::Offered => &[Offer],
            Start::Accepted => &[Remedy],
            Start::Returned => &[Duty],
            Start::LastRemedyDone => &[Survey, FollowUp],
            Start::SurveySent => &[Silence],
            Start::Tasked => &[Task],
            Start::RegulatorReceived | Start::RegulatorAsked => &[Duty],
            Start::RegulatorAccepted => &[Mediation],
            Start::Found | Start::Refused => &[Appeal],
            Start::Appealed => &[AppealDecision],
            Start::PersonAsked => &[Person],
            Start::Convened => &[Board],
            Start::Proposed => &[Approval],
            Start::Objected => &[ClockKind::Objection],
        }
    }
}

/// Who has to act before the clock rings; `asked` is whichever side was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    Customer,
    Merchant,
    Carrier,
    Platform,
    Regulator,
    Asked,
}

impl Who {
    fn party(self, asked: Option<Party>) -> Party {
        match self {
            Who::Customer => Party::Customer,
            Who::Merchant => Party::Merchant,
            Who::Carrier => Party::Carrier,
            Who::Platform => Party::Platform,
            Who::Regulator => Party::Regulator,
            Who::Asked => asked.unwrap_or(Party::Platform),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct PlaybookClock {
    pub step: ClockKind,
    pub span: Span,
    /// The moments it begins at; where a later one comes, it begins again from there.
    pub from: Vec<Start>,
    pub who: Who,
    /// It applies only where this holds; without it always.
    pub when: Option<String>,
    /// What a duty from outside is called.
    pub label: Option<Both>,
    pub ladder: Vec<Rung>,
}

/// As it stands in the file: exactly one of the units.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    step: ClockKind,
    minutes: Option<u32>,
    hours: Option<u32>,
    working_hours: Option<u32>,
    days: Option<u32>,
    working_days: Option<u32>,
    #[serde(default)]
    round: Round,
    #[serde(deserialize_with = "one_or_more")]
    from: Vec<Start>,
    who: Who,
    when: Option<String>,
    label: Option<Both>,
    #[serde(default)]
    ladder: Vec<Rung>,
}

/// A moment, or a list of them.
fn one_or_more<'de, D: Deserializer<'de>>(written: D) -> Result<Vec<Start>, D::Error> {
    struct Starts;
    impl<'de> Visitor<'de> for Starts {
        type Value = Vec<Start>;
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a moment or a list of them")
        }
        fn visit_str<E: de::Error>(self, word: &str) -> Result<Vec<Start>, E> {
            Start::deserialize(word.into_deserializer()).map(|start| vec![start])
        }
        fn visit_seq<A: SeqAccess<'de>>(self, all: A) -> Result<Vec<Start>, A::Error> {
            Vec::deserialize(SeqAccessDeserializer::new(all))
        }
    }
    written.deserialize_any(Starts)
}

impl TryFrom<Written> for PlaybookClock {
    type Error = String;

    fn try_from(written: Written) -> Result<PlaybookClock, String> {
        let units = [
            (Unit::Minutes, written.minutes),
            (Unit::Hours, written.hours),
            (Unit::WorkingHours, written.working_hours),
            (Unit::Days, written.days),
            (Unit::WorkingDays, written.working_days),
        ];
        let mut given = units.into_iter().filter_map(|(unit, amount)| Some((unit, amount?)));
        let (Some((unit, amount)), None) = (given.next(), given.next()) else {
            let words = Unit::ALL.map(Unit::word).join(", ");
            return Err(format!("a clock is given in exactly one unit; write one of {words}"));
        };
        Ok(PlaybookClock {
            step: written.step,
            span: Span { unit, amount, round: written.round },
            from: written.from,
            who: written.who,
            when: written.when,
            label: written.label,
            ladder: written.ladder,
        })
    }
}

/// What the conditions of clocks may look at, besides what the case knows of itself.
#[derive(Clone, Copy)]
pub struct Moment<'a> {
    pub known: Known<'a>,
    pub class: Class,
    pub grade: Grade,
    /// Whom a request asks.
    pub asked: Option<Party>,
    /// What an accepted remedy is.
    pub remedy: Option<RemedyKind>,
    /// Which team a task is for.
    pub team: Option<Team>,
}

/// In the order of the names.
pub(super) type Conditions = Vec<(String, Option<Condition>)>;

pub(super) fn conditions(
    (common, page): (&Page, &Page),
    clocks: &BTreeMap<String, PlaybookClock>,
    errors: &mut Vec<PlaybookError>,
) -> Conditions {
    let mut compile = |source: &String| {
        let words = match Condition::of_clock(source) {
            Ok(condition) => return Some(condition),
            Err(words) => words,
        };
        let page = if page.text.contains(source.as_str()) { page } else { common };
        errors.push(page.at(page.text.find(source.as_str()).unwrap_or(0), words));
        None
    };
    clocks.iter().map(|(name, clock)| (name.clone(), clock.when.as_ref().and_then(&mut compile))).collect()
}

impl Playbooks {
    /// The clocks that this moment of a case starts: for every step the strictest, every duty by itself.
    pub fn begun(
        &self,
        calendar: &Calendar,
        kind: &str,
        start: Start,
        moment: &Moment,
        from_ms: i64,
    ) -> Vec<Clock> {
        let at = self.kinds.iter().position(|book| book.kind == kind).unwrap_or(self.index.fallback_kind);
        let (book, conditions) = (&self.kinds[at], &self.index.clocks[at]);
        let scope = condition::clock_scope(moment);
        let applies =
            |(_, when): &&(String, Option<Condition>)| when.as_ref().is_none_or(|when| when.holds(&scope));
        let of_start =
            |(name, _): &&(String, _)| book.clocks.get(name).is_some_and(|clock| clock.from.contains(&start));
        let counted = |(name, _): &(String, _)| {
            let rule = &book.clocks[name];
            let counted = calendar.count(rule.span, self.hours, from_ms, &[]);
            (name.clone(), rule, counted)
        };
        let mut all: Vec<_> = conditions.iter().filter(of_start).filter(applies).map(counted).collect();
        all.sort_by(|(a, _, one), (b, _, other)| (one.due_ms, a).cmp(&(other.due_ms, b)));
        let mut clocks: Vec<Clock> = vec![];
        for (name, rule, counted) in all {
            let bounds = |clock: &&mut Clock| clock.kind == rule.step && rule.step != ClockKind::Duty;
            if let Some(strictest) = clocks.iter_mut().find(bounds) {
                let beaten = Beaten { rule: name, span: rule.span, due_ms: counted.due_ms };
                strictest.sum.iter_mut().for_each(|sum| sum.beaten.push(beaten.clone()));
                continue;
            }
            let sum = Sum {
                book: book.version_id.clone(),
                span: rule.span,
                start,
                calendar: rule.span.unit.needs_calendar().then(|| calendar.version().to_owned()),
                steps: counted.steps,
                beaten: vec![],
                ladder: rule.ladder.clone(),
                rule: name.clone(),
            };
            let party = rule.who.party(moment.asked);
            let clock = Clock::new(rule.step, party, from_ms, counted.due_ms).because(Some(Box::new(sum)));
            clocks.push(if rule.step == ClockKind::Duty { clock.of(&name) } else { clock });
        }
        clocks
    }
}

impl Playbook {
    pub fn clock(&self, name: &str) -> Option<&PlaybookClock> {
        self.clocks.get(name)
    }
    pub fn clocks(&self) -> impl Iterator<Item = (&str, &PlaybookClock)> {
        self.clocks.iter().map(|(name, clock)| (name.as_str(), clock))
    }
}

/// A step without a clock would wait for ever: every case there can be has one for each.
pub(super) fn uncovered(books: &Playbooks) -> Vec<Both> {
    let empty = Calendar::of([]);
    let known =
        Known { noticed: None, wants: &[], amount_fen: None, channel: Channel::Web, reasons: &[], tags: &[] };
    let mut missing = BTreeSet::new();
    for book in &books.kinds {
        let mut look = |start, moment: &Moment, steps: &[ClockKind], what: &Both| {
            let begun = books.begun(&empty, &book.kind, start, moment, 0);
            for step in steps.iter().filter(|step| begun.iter().all(|clock| clock.kind != **step)) {
                let (step, from, Both { zh, en }) = (step.word(), start.word(), what);
                missing.insert(both!(
                    "“{step}”没有时限（{zh}）；请加一个 step = \"{step}\"、from = \"{from}\" 的",
                    "no clock bounds \"{step}\" {en}; add one with step = \"{step}\", from = \"{from}\""
                ));
            }
        };
        use ClockKind::*;
        for (grade, class) in
            Grade::ALL.iter().flat_map(|grade| Class::ALL.iter().map(move |class| (*grade, *class)))
        {
            let moment = Moment { known, class, grade, asked: None, remedy: None, team: None };
            let (grade_word, class_word) = (grade.word(), class.word());
            let what =
                both!("等级 {grade_word}、类别 {class_word}", "for grade {grade_word}, class {class_word}");
            look(Start::Filed, &moment, &[Record, FirstAnswer, Solution, Final], &what);
            look(Start::Graded, &moment, &[Plan], &what);
            if class == Class::Immediate {
                look(Start::Graded, &moment, &[Response], &what);
            }
            look(Start::Offered, &moment, &[Offer], &what);
            look(Start::Proposed, &moment, &[Approval], &what);
            look(Start::LastRemedyDone, &moment, &[Survey], &what);
            look(Start::SurveySent, &moment, &[Silence], &what);
            look(Start::Found, &moment, &[Appeal], &what);
            look(Start::Refused, &moment, &[Appeal], &what);
            look(Start::Appealed, &moment, &[AppealDecision], &what);
            look(Start::PersonAsked, &moment, &[Person], &what);
            look(Start::Convened, &moment, &[Board], &what);
            look(Start::Objected, &moment, &[ClockKind::Objection], &what);
        }
        let bare =
            Moment { known, class: Class::Service, grade: Grade::B, asked: None, remedy: None, team: None };
        for party in Party::ALL.into_iter().filter(|party| !party.is_not_asked()) {
            let moment = Moment { asked: Some(party), ..bare };
            look(
                Start::Asked,
                &moment,
                &[Evidence],
                &both!("向 {} 要证据时", "when {} is asked", party.word()),
            );
        }
        for remedy in RemedyKind::ALL {
            let moment = Moment { remedy: Some(*remedy), ..bare };
            look(Start::Accepted, &moment, &[Remedy], &both!("补救 {}", "for the remedy {}", remedy.word()));
        }
        for team in Team::ALL {
            let moment = Moment { team: Some(*team), ..bare };
            look(Start::Tasked, &moment, &[Task], &both!("交办给 {}", "for a task of {}", team.word()));
        }
    }
    missing.into_iter().collect()
}

/// What makes a clock senseless, in words that say what to write instead.
pub(super) fn check(
    page: &Page,
    clocks: &BTreeMap<String, Spanned<PlaybookClock>>,
    errors: &mut Vec<PlaybookError>,
) {
    for (name, clock) in clocks {
        let mut wrong = |words: Both| errors.push(page.at(clock.span().start, words));
        let clock = clock.get_ref();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if name.is_empty() || name.len() > 40 || !name.chars().all(plain) {
            wrong(both!(
                "时限“{name}”的名字只用小写字母、数字和 _",
                "clock \"{name}\" needs a name in small letters, digits and _"
            ));
        }
        if !(1..=clock.span.unit.most()).contains(&clock.span.amount) {
            wrong(both!(
                "时限“{name}”要在 1 分钟到一年之间",
                "clock \"{name}\" must run between 1 minute and one year"
            ));
        }
        for from in clock.from.iter().filter(|from| !from.begins().contains(&clock.step)) {
            let words: Vec<&str> = from.begins().iter().map(|step| step.word()).collect();
            wrong(both!(
                "时限“{name}”不能从那里开始：从 {} 开始的有 {}",
                "clock \"{name}\" cannot begin there: from {} begin {}",
                from.word(),
                words.join(", ")
            ));
        }
        if clock.from.is_empty() {
            wrong(both!(
                "时限“{name}”没有起点；请写 from = \"filed\" 或其他时刻",
                "clock \"{name}\" begins nowhere; write from = \"filed\" or another moment"
            ));
        }
        let rises = clock.ladder.windows(2).all(|pair| pair[0].percent < pair[1].percent);
        if !rises || clock.ladder.iter().any(|rung| !(1..=100).contains(&rung.percent)) {
            wrong(both!(
                "时限“{name}”的升级阶梯要从 1% 到 100% 递增",
                "the ladder of clock \"{name}\" must rise from 1 to 100 percent"
            ));
        }
        if clock.step == ClockKind::Appeal && !clock.ladder.is_empty() {
            wrong(both!(
                "时限“{name}”是申诉期，不提醒任何人；请去掉升级阶梯",
                "clock \"{name}\" is the time to appeal, which rings for nobody; leave the ladder out"
            ));
        }
        if clock.step == ClockKind::Duty && clock.label.as_ref().is_none_or(Both::is_blank) {
            wrong(both!("义务“{name}”要有中英文名称", "duty \"{name}\" needs a label in both languages"));
        }
    }
}
