//! Interest as people read it: the agreed rate with its clause, and how an amount was worked out.

use crate::format;
use crate::page::Page;
use domain::case::{Case, Interest};
use domain::playbook::Playbooks;

/// The rate of this kind of case, for whoever makes an offer; nothing where none was agreed.
pub fn agreed(p: &Page, books: &Playbooks, case: &Case) -> Option<String> {
    let agreed = books.of(case.kind()).interest.as_ref()?;
    let clause = agreed.clause.read(p.locale.into());
    Some(p.t2("interest-agreed", "rate", percent(agreed.rate_bp), "clause", clause))
}

/// The sum with its numbers; its clause as long as the playbook still has the rate it was worked out at.
pub fn worked(p: &Page, books: &Playbooks, case: &Case, one: &Interest) -> String {
    let agreed = books.of(case.kind()).interest.as_ref().filter(|agreed| agreed.rate_bp == one.rate_bp);
    let clause = agreed.map(|agreed| agreed.clause.read(p.locale.into()).to_owned());
    let values = [
        ("principal", format::yuan(one.principal.0)),
        ("rate", percent(one.rate_bp)),
        ("days", one.days.to_string()),
        ("from", one.from.to_string()),
        ("clause", clause.unwrap_or_default()),
    ];
    p.locale.tn("interest-worked", &values)
}

fn percent(rate_bp: i64) -> String {
    format!("{}.{:02} %", rate_bp / 100, rate_bp % 100)
}
