//! What is known of each piece of evidence, for this reader, and how complete the whole is.

use super::{custody, evidence_name, kind_label, party, row_state, verdict};
use crate::format;
use crate::page::Page;
use crate::page::evidence::{
    Corrected, Counts, Handled, Judged, Known, Matrix, Need, PieceAct, Row, Said, Side,
};
use crate::page::parts::{Choice, Evidence};
use domain::case::{self, Case};
use domain::playbook::{self, Playbooks};
use domain::words::Verdict;
use domain::{Actor, ContentRef, Party};
use std::collections::HashMap;
use store::dossier::Dossier;
use store::seen::{sees, speakers};

/// Fills in what the list of pieces leaves out.
pub fn fill(
    p: &Page,
    books: &Playbooks,
    case: &Case,
    list: &mut [Evidence],
    texts: &Texts,
    by: &Actor,
    base: &str,
) {
    let matrix = case.matrix(books);
    for shown in list {
        let Some(item) = case.piece(&shown.id) else { continue };
        shown.more = known(p, books, case, item, texts, by);
        shown.more.counts = counts(p, &matrix, &item.id);
        base.clone_into(&mut shown.more.base);
    }
}

fn counts(p: &Page, matrix: &case::Matrix, id: &str) -> Vec<Counts> {
    let rows = matrix.sides.iter().flat_map(|side| &side.rows);
    let one = |row: &case::Row| Counts {
        label: row.kind.label.read(p.locale.into()).to_owned(),
        why: row.kind.why.read(p.locale.into()).to_owned(),
    };
    rows.filter(|row| row.items.iter().any(|item| item.as_str() == id)).map(one).collect()
}

/// What people wrote, by the object that holds it, as this reader may read it.
type Texts = HashMap<String, String>;

fn known(
    p: &Page,
    books: &Playbooks,
    case: &Case,
    item: &case::Evidence,
    texts: &Texts,
    by: &Actor,
) -> Known {
    let next = case.successor(&item.id).filter(|next| sees(case, next, by));
    let text = |content: &ContentRef| texts.get(&content.object).cloned();
    let said =
        |one: &case::Remark| Some(Said { who: party(one.by), at_ms: one.at_ms, text: text(&one.text)? });
    Known {
        corrected: next.map(|next| Corrected { piece: next.id.to_uppercase(), why: None }),
        corrects: item
            .supersedes
            .as_ref()
            .map(|old| Corrected { piece: old.to_uppercase(), why: item.why.as_ref().and_then(text) }),
        judged: case.assessment(&item.id).map(|one| judged(p, books, case, one, texts, by)),
        remarks: case.remarks.iter().filter(|one| one.evidence == item.id).filter_map(said).collect(),
        can: can(case, item, by),
        ..Known::default()
    }
}

fn judged(
    p: &Page,
    books: &Playbooks,
    case: &Case,
    one: &case::Assessment,
    texts: &Texts,
    by: &Actor,
) -> Judged {
    let part = |key: &'static str, of| format!("{key} {}", p.t(verdict(of).key()));
    let parts = [
        part(p.t("authenticity"), one.authenticity),
        part(p.t("legality"), one.legality),
        part(p.t("relevance"), one.relevance),
    ];
    let counts: Vec<String> = one.counts.iter().map(|kind| kind_label(p, books, case, kind)).collect();
    Judged {
        verdict: match (by.party(), one.verdict()) {
            // In words that need no lawyer.
            (Party::Customer, Verdict::Accepted) => p.t("piece-judged-accepted"),
            (Party::Customer, Verdict::Doubtful) => p.t("piece-judged-doubtful"),
            (Party::Customer, Verdict::Rejected) => p.t("piece-judged-rejected"),
            (Party::Customer, Verdict::NotJudged) => p.t("piece-judged-not_judged"),
            (_, said) => p.t(verdict(said).key()),
        }
        .to_owned(),
        parts: parts.join(" · "),
        weight: one.weight,
        counts: counts.join(p.t("list-and")),
        reasons: texts.get(&one.reasons.object).cloned(),
    }
}

/// On the pages of the two sides; the desk has forms of its own.
fn can(case: &Case, item: &case::Evidence, by: &Actor) -> Vec<PieceAct> {
    let side = by.party();
    if side == Party::Platform || !case.is_open() || item.kind == "order_record" {
        return vec![];
    }
    if item.party == side {
        return if case.successor(&item.id).is_none() { vec![PieceAct::Correct] } else { vec![] };
    }
    if speakers(case, item).contains(&side) { vec![PieceAct::Remark] } else { vec![] }
}

/// For the desk: how the piece came. What the file says of itself stands where the piece is looked at.
pub fn dossier(p: &Page, known: &mut Known, dossier: &Dossier) {
    if let Some(record) = &dossier.record {
        let mut line = |key: &'static str, value: String| known.record.push((key.to_owned(), value));
        line(p.t("record-by"), record.by.clone());
        line(p.t("record-received"), format::full(&p.zone, record.received_ms));
        if let Some(ms) = record.captured_ms {
            line(p.t("record-captured"), format::full(&p.zone, ms));
        }
        line(p.t("record-how"), format!("{} · {}", record.method.word(), record.tool));
        if let Some(id) = &record.request_id {
            line(p.t("record-request"), id.clone());
        }
        if let Some(name) = &record.name {
            line(p.t("record-name"), name.clone());
        }
        let network = record.network.as_deref().unwrap_or("–");
        line(p.t("record-device"), format!("{} · {network}", record.device.word()));
        line(p.t("record-size"), format::size(record.size));
        line("SHA-256", record.sha256.clone());
        line("SM3", record.sm3.clone());
    }
}

pub fn chain(p: &Page, chain: &[store::custody::Handled]) -> Vec<Handled> {
    let one = |one: &store::custody::Handled| Handled {
        at_ms: one.at_ms,
        who: one.by.clone(),
        what: p.t(custody(one.what).key()).to_owned(),
    };
    chain.iter().map(one).collect()
}

pub fn matrix(p: &Page, books: &Playbooks, case: &Case, by: &Actor) -> Matrix {
    let matrix = case.matrix(books);
    let seen = |id: &&String| case.piece(id).is_some_and(|item| sees(case, item, by));
    let row = |row: &case::Row| Row {
        label: row.kind.label.read(p.locale.into()).to_owned(),
        why: row.kind.why.read(p.locale.into()).to_owned(),
        how: row.kind.how.read(p.locale.into()).to_owned(),
        state: row_state(row.state),
        items: row.items.iter().filter(seen).map(|id| id.to_uppercase()).collect::<Vec<_>>().join(", "),
        need: if row.kind.need == playbook::Need::Must { Need::Must } else { Need::Helps },
    };
    let side = |side: &case::SideRows| Side {
        side: party(side.side),
        percent: side.percent,
        rows: side.rows.iter().map(row).collect(),
    };
    let own = matrix.sides.iter().filter(|side| side.side == by.party()).flat_map(|side| &side.rows);
    let kinds = own.map(|row| Choice {
        value: row.kind.id.clone(),
        label: row.kind.label.read(p.locale.into()).to_owned(),
    });
    let book = books.of(case.kind());
    let outcomes = book.menu.iter().filter_map(|one| books.remedy_label(*one, p.locale.into()));
    Matrix {
        percent: matrix.percent,
        kinds: kinds.collect(),
        sides: matrix.sides.iter().map(side).collect(),
        outcomes: outcomes.collect::<Vec<_>>().join(p.t("list-and")),
    }
}

/// A piece by number and name, for a form that chooses one.
pub fn piece_name(p: &Page, books: &Playbooks, case: &Case, item: &case::Evidence) -> String {
    let name = evidence_name(p, books, case, item);
    format!("{} {name} · {}", item.id.to_uppercase(), p.t(party(item.side()).key()))
}
