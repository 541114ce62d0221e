//! The playbook's ladder as it stands in a case: which rung was offered, which is next, why another is not.

use super::offer::parts;
use super::offer_state;
use crate::page::Page;
use crate::page::desk::RungRow;
use domain::actor::Role;
use domain::case::{Case, Reach, Shut, Stands};
use domain::playbook::Playbooks;
use domain::words::Rise;

pub fn ladder(p: &Page, books: &Playbooks, case: &Case) -> Vec<RungRow> {
    case.ladder(books).iter().map(|one| row(p, one)).collect()
}

fn row(p: &Page, one: &Stands) -> RungRow {
    let state = match &one.reach {
        Reach::Offered { state, .. } => p.t(offer_state(*state).key()),
        Reach::Next => p.t("rung-next"),
        Reach::Later => p.t("rung-later"),
        Reach::Shut(Shut::Condition) => p.t("rung-shut-condition"),
        Reach::Shut(Shut::PriceUnknown) => p.t("rung-shut-price"),
        Reach::Shut(Shut::Consent) => p.t("rung-shut-consent"),
        Reach::Shut(Shut::Over) => p.t("rung-shut-over"),
    };
    let mut facts = vec![];
    facts.extend((one.rung.by != Role::Handler).then(|| p.t1("rung-by", "role", role(p, one.rung.by))));
    facts.extend(match one.rung.rise {
        Rise::Person => None,
        Rise::Rule => Some(p.t("rung-by-rule").to_owned()),
        Rise::Time => Some(p.t1("rung-by-time", "n", one.rung.after_hours.unwrap_or(0))),
    });
    facts.extend(one.rung.advance.then(|| p.t("rung-advance").to_owned()));
    RungRow {
        id: one.rung.id.clone(),
        label: one.rung.label.read(p.locale.into()).to_owned(),
        parts: parts(one.items.as_deref().unwrap_or_default()),
        pick_one: one.rung.choice == domain::case::Choice::One,
        words: one.rung.words.read(p.locale.into()).to_owned(),
        state: state.to_owned(),
        facts: facts.join(" · "),
        is_next: one.reach == Reach::Next,
        was: matches!(one.reach, Reach::Offered { .. }),
    }
}

fn role(p: &Page, role: Role) -> &'static str {
    match role {
        Role::Handler => p.t("role-handler"),
        Role::Reviewer => p.t("role-reviewer"),
        Role::Manager => p.t("role-manager"),
        Role::Admin => p.t("role-admin"),
        Role::Merchant => p.t("role-merchant"),
    }
}
