//! Who looked, as the person is told: the function of our people, never their names.

use super::evidence_name;
use crate::page::Page;
use crate::page::parts::Look;
use crate::sign::{Looked, Looker};
use domain::Actor;
use domain::case::Case;
use domain::playbook::Playbooks;
use store::looks::{How, Seen};
use store::seen::sees;

pub fn looks(p: &Page, books: &Playbooks, case: &Case, merchant: &str, seen: &[Seen]) -> Vec<Look> {
    let one = |seen: &Seen| Look {
        at_ms: seen.at_ms,
        who: who(p, merchant, &seen.function),
        what: what(p, books, case, seen),
    };
    seen.iter().map(one).collect()
}

fn who(p: &Page, merchant: &str, function: &str) -> String {
    let name = p.t(Looker::of(function).unwrap_or(Looker::Staff).key());
    match function {
        "merchant" if !merchant.is_empty() => format!("{name} {merchant}"),
        _ => name.to_owned(),
    }
}

fn what(p: &Page, books: &Playbooks, case: &Case, seen: &Seen) -> String {
    let what = p.t(looked(seen.how).key());
    let Some(item) = &seen.item else { return what.to_owned() };
    let by = Actor::Customer(case.id.clone());
    let piece = case.piece(item).filter(|piece| sees(case, piece, &by));
    // That there is a piece they do not see is not for them to know.
    let Some(piece) = piece else { return what.to_owned() };
    let name = evidence_name(p, books, case, piece);
    format!("{what}{}{} {name}", p.t("look-colon"), piece.id.to_uppercase())
}

fn looked(how: How) -> Looked {
    Looked::of(how.word()).unwrap_or(Looked::Page)
}
