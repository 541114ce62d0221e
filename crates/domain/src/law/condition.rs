//! When an article is shown, in the same small part of CEL as the playbooks' conditions.

use super::Matter;
use crate::playbook::Both;
use crate::playbook::condition::{self as shared, Condition as Tried};
use crate::words::{Channel, Jurisdiction, Noticed, Want};
use cel::Context;

pub(super) struct Condition(Tried);

const VARIABLES: [&str; 11] = [
    "kind",
    "reasons",
    "tags",
    "wants",
    "noticed",
    "product",
    "channel",
    "amount_fen",
    "jurisdiction",
    "days",
    "grade",
];

impl Condition {
    pub fn new(source: &str) -> Result<Condition, Both> {
        let words = ["livestream".to_owned()];
        let sample = Matter {
            kind: "quality",
            reasons: &words,
            tags: &words,
            wants: &[Want::Refund],
            noticed: Some(Noticed::InUse),
            product: Some("P-1"),
            channel: Channel::Web,
            amount_fen: Some(1),
            jurisdiction: Jurisdiction::Cn,
            days: Some(1),
            grade: "B",
        };
        Tried::tried(source, &VARIABLES, &scope(&sample)).map(Condition)
    }

    pub fn holds(&self, scope: &Context) -> bool {
        self.0.holds(scope)
    }
}

pub(super) fn scope(matter: &Matter) -> Context<'static, 'static> {
    let mut scope = shared::empty_scope();
    scope.add_variable_from_value("kind", matter.kind.to_owned());
    scope.add_variable_from_value("reasons", matter.reasons.to_vec());
    scope.add_variable_from_value("tags", matter.tags.to_vec());
    scope.add_variable_from_value("wants", shared::words_of(matter.wants));
    scope.add_variable_from_value(
        "noticed",
        shared::optional(matter.noticed.map(|noticed| noticed.word().to_owned())),
    );
    scope.add_variable_from_value("product", shared::optional(matter.product.map(str::to_owned)));
    scope.add_variable_from_value("channel", matter.channel.word().to_owned());
    scope.add_variable_from_value("amount_fen", shared::optional(matter.amount_fen));
    scope.add_variable_from_value("jurisdiction", matter.jurisdiction.word().to_owned());
    scope.add_variable_from_value("days", shared::optional(matter.days));
    scope.add_variable_from_value("grade", matter.grade.to_owned());
    scope
}
