//! Conditions in playbooks, in the Common Expression Language (CEL): `amount_fen > 500000 && !minor`.
//!
//! Only comparisons, `&& || !`, `in`, `size` and `? :` are allowed. Without macros and arithmetic there is no loop
//! and nothing that grows, so evaluating costs at most the length of the expression times the length of a list.
//! A condition about something unknown (`amount_fen` is null when there is no order) does not hold.

use std::sync::LazyLock;

use cel::{Context, Program, Value};

use super::clock::Moment;
use super::matrix::Known;
use super::suggest::Facts;
use super::{Both, both};
use crate::actor::Party;
use crate::words::{Channel, Class, Grade, Noticed, RemedyKind, Team, Want};

pub(crate) struct Condition(Program);

const LONGEST_CHARS: usize = 300;
const DEEPEST: usize = 8;
const VARIABLES: [&str; 9] =
    ["words", "wants", "noticed", "amount_fen", "parcel_late_ms", "repeat", "group", "minor", "locale"];
const MATRIX_VARIABLES: [&str; 6] = ["noticed", "wants", "amount_fen", "channel", "reasons", "tags"];
const CLOCK_VARIABLES: [&str; 11] = [
    "noticed",
    "wants",
    "amount_fen",
    "channel",
    "reasons",
    "tags",
    "class",
    "grade",
    "asked",
    "remedy",
    "team",
];
const FUNCTIONS: [&str; 12] =
    ["_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "_&&_", "_||_", "!_", "@in", "_?_:_", "size"];

/// The functions of CEL, made once: building them costs more than a thousand evaluations.
static ROOT: LazyLock<Context<'static, 'static>> = LazyLock::new(Context::default);

impl Condition {
    /// Compiles and tries the condition; the error says what to write instead.
    pub fn new(source: &str) -> Result<Condition, Both> {
        Condition::tried(source, &VARIABLES, &scope(&Facts::sample(), &["破损".to_owned()]))
    }

    /// The same for a row of the evidence matrix, which stands or not long after the words were read.
    pub fn of_matrix(source: &str) -> Result<Condition, Both> {
        let words = ["fresh".to_owned()];
        Condition::tried(source, &MATRIX_VARIABLES, &matrix_scope(&sample(&words)))
    }

    /// The same for a clock, which also knows what it is about.
    pub fn of_clock(source: &str) -> Result<Condition, Both> {
        let words = ["fresh".to_owned()];
        let sample = Moment {
            known: sample(&words),
            class: Class::Service,
            grade: Grade::B,
            asked: Some(Party::Merchant),
            remedy: Some(RemedyKind::Refund),
            team: Some(Team::Legal),
        };
        Condition::tried(source, &CLOCK_VARIABLES, &clock_scope(&sample))
    }

    pub(crate) fn tried(source: &str, known: &[&str], sample: &Context) -> Result<Condition, Both> {
        refuse_oversized(source)?;
        let program = Program::compile(source).map_err(|errors| first_error(&errors.to_string()))?;
        refuse_unknown(&program, known)?;
        match program.execute(sample) {
            Ok(Value::Bool(_)) => Ok(Condition(program)),
            Ok(_) => Err(both!(
                "条件的结果要是真或假，例如 amount_fen > 500000",
                "the condition must be true or false, for example: amount_fen > 500000"
            )),
            Err(error) => Err(both!(
                "条件算不出来（{error}）；请拿同类相比",
                "the condition cannot be evaluated ({error}); compare like with like"
            )),
        }
    }

    pub fn holds(&self, scope: &Context) -> bool {
        self.0.execute(scope) == Ok(Value::Bool(true))
    }
}

fn refuse_oversized(source: &str) -> Result<(), Both> {
    if source.chars().count() > LONGEST_CHARS {
        return Err(both!(
            "条件超过 {LONGEST_CHARS} 个字符；请拆成两条规则",
            "the condition is longer than {LONGEST_CHARS} characters; split the rule in two"
        ));
    }
    let opening = source.chars().filter(|c| matches!(c, '(' | '[' | '{')).count();
    if opening > DEEPEST || source.matches('!').count() > 2 * DEEPEST {
        return Err(both!(
            "条件的括号超过 {DEEPEST} 层；请拆成两条规则",
            "the condition has more than {DEEPEST} brackets; split the rule in two"
        ));
    }
    Ok(())
}

fn refuse_unknown(program: &Program, known: &[&str]) -> Result<(), Both> {
    let references = program.references();
    // A macro is a loop; CEL hides its own variables behind a leading @.
    if let Some(name) = references.functions().into_iter().find(|name| !FUNCTIONS.contains(name)) {
        return Err(both!(
            "不能用 {name}；可以用比较、&& || !、in、size 和 ? :",
            "{name} is not allowed; use comparisons, && || !, in, size and ? :"
        ));
    }
    if let Some(name) = references.variables().into_iter().find(|name| !known.contains(name)) {
        return Err(both!(
            "没有 {name} 这个变量；可用的有 {}",
            "{name} is not known; known are {}",
            known.join(", ")
        ));
    }
    Ok(())
}

fn first_error(words: &str) -> Both {
    both!("条件读不懂：{}", "the condition cannot be read: {}", words.lines().next().unwrap_or("it is empty"))
}

/// A scope of its own that knows nothing yet.
pub(crate) fn empty_scope() -> Context<'static, 'static> {
    ROOT.new_inner_scope()
}

/// What the conditions of one complaint may look at.
pub(super) fn scope(facts: &Facts, words: &[String]) -> Context<'static, 'static> {
    let mut scope = ROOT.new_inner_scope();
    scope.add_variable_from_value("words", words.to_vec());
    scope.add_variable_from_value("wants", words_of(facts.wants));
    scope
        .add_variable_from_value("noticed", optional(facts.noticed.map(|noticed| noticed.word().to_owned())));
    scope.add_variable_from_value("amount_fen", optional(facts.amount_fen));
    scope.add_variable_from_value("parcel_late_ms", optional(facts.parcel_late_ms));
    scope.add_variable_from_value("repeat", i64::from(facts.repeat));
    scope.add_variable_from_value("group", facts.group);
    scope.add_variable_from_value("minor", facts.minor);
    scope.add_variable_from_value("locale", facts.locale.word().to_owned());
    scope
}

/// What the rows of the evidence matrix may look at.
pub(super) fn matrix_scope(known: &Known) -> Context<'static, 'static> {
    let mut scope = ROOT.new_inner_scope();
    scope
        .add_variable_from_value("noticed", optional(known.noticed.map(|noticed| noticed.word().to_owned())));
    scope.add_variable_from_value("wants", words_of(known.wants));
    scope.add_variable_from_value("amount_fen", optional(known.amount_fen));
    scope.add_variable_from_value("channel", known.channel.word().to_owned());
    scope.add_variable_from_value("reasons", known.reasons.to_vec());
    scope.add_variable_from_value("tags", known.tags.to_vec());
    scope
}

/// What clocks may look at.
pub(super) fn clock_scope(moment: &Moment) -> Context<'static, 'static> {
    let mut scope = matrix_scope(&moment.known);
    scope.add_variable_from_value("class", moment.class.word().to_owned());
    scope.add_variable_from_value("grade", moment.grade.word().to_owned());
    scope.add_variable_from_value("asked", optional(moment.asked.map(|party| party.word().to_owned())));
    scope.add_variable_from_value("remedy", optional(moment.remedy.map(|remedy| remedy.word().to_owned())));
    scope.add_variable_from_value("team", optional(moment.team.map(|team| team.word().to_owned())));
    scope
}

fn sample(words: &[String]) -> Known<'_> {
    Known {
        noticed: Some(Noticed::OnDelivery),
        wants: &[Want::Refund],
        amount_fen: Some(1),
        channel: Channel::Web,
        reasons: words,
        tags: words,
    }
}

pub(crate) fn words_of(wants: &[Want]) -> Vec<String> {
    wants.iter().map(|want| want.word().to_owned()).collect()
}

pub(crate) fn optional<T: Into<Value>>(value: Option<T>) -> Value {
    value.map_or(Value::Null, Into::into)
}
