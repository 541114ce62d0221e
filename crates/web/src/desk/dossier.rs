//! Evidence as the desk shows it: every piece with its record, its facts and who had it; the rows of the case; the
//! pages of third parties; and what the forms choose from.

use crate::app::App;
use crate::face;
use crate::page::Page;
use crate::page::evidence::{EvidenceDesk, Inspection, Link};
use crate::page::parts::{Choice, Evidence};
use crate::sign::Payer;
use domain::case::{Case, InspectionState, RequestState};
use domain::playbook::{EvidenceKind, PauseRule, Playbooks};
use domain::words::Proceeding;
use domain::{Actor, Party};
use std::collections::BTreeSet;
use store::db::Connection;
use store::dossier::Dossier;
use store::seen::sees;
use store::timeline::{Told, texts};
use store::{Error, Store};

/// Fills in what the list of pieces leaves out.
pub fn fill(
    app: &App,
    db: &mut Connection,
    p: &Page,
    case: &Case,
    (by, bought_ms): (&Actor, Option<i64>),
    told: &[Told],
    list: &mut [Evidence],
) -> Result<(), Error> {
    face::fill(p, &app.store().policy().playbooks, case, list, &texts(told), by, "");
    record(app, db, p, case, (by, bought_ms), told, list)
}

/// How each piece came, who had it, and where else it turned up.
pub fn record(
    app: &App,
    db: &mut Connection,
    p: &Page,
    case: &Case,
    (by, bought_ms): (&Actor, Option<i64>),
    told: &[Told],
    list: &mut [Evidence],
) -> Result<(), Error> {
    let store = app.store();
    let items: Vec<_> = list.iter().filter_map(|shown| case.piece(&shown.id)).cloned().collect();
    let dossiers = store.dossiers_of(db, case, by, &items)?;
    for shown in list {
        let Some(item) = case.piece(&shown.id) else { continue };
        let chain = store.custody(db, &case.id, item, told.iter().map(|told| &told.entry))?;
        shown.more.custody = face::chain(p, &chain);
        let Some(dossier) = dossiers.get(&item.id) else { continue };
        face::dossier(p, &mut shown.more, dossier);
        let facts = dossier.facts.as_ref();
        shown.more.odd = facts.map_or(0, |facts| face::odd(p, bought_ms, facts).len());
        shown.more.elsewhere = elsewhere(store, db, p, dossier)?;
    }
    Ok(())
}

fn elsewhere(store: &Store, db: &mut Connection, p: &Page, dossier: &Dossier) -> Result<Vec<Choice>, Error> {
    let ids: Vec<String> = dossier.elsewhere.iter().chain(&dossier.alike).map(ToString::to_string).collect();
    let one = |row: store::cases::Row| {
        let exact = dossier.elsewhere.iter().any(|case| case.as_str() == row.case_id);
        let how = if exact { p.t("elsewhere-same") } else { p.t("elsewhere-like") };
        Choice { value: format!("/desk/cases/{}", row.case_id), label: format!("{} · {how}", row.number) }
    };
    Ok(store.rows_of(db, &ids)?.into_iter().map(one).collect())
}

/// Kinds of the playbook, each once.
pub fn kinds(app: &App, p: &Page, case: &Case) -> Vec<Choice> {
    let mut known = BTreeSet::new();
    let kinds = app.store().policy().playbooks.of(case.kind()).evidence.kinds();
    let label = |kind: &EvidenceKind| kind.label.read(p.locale.into()).to_owned();
    let kinds = kinds.filter(|kind| known.insert(kind.id.clone()));
    kinds.map(|kind| Choice { value: kind.id.clone(), label: label(kind) }).collect()
}

pub fn beside(app: &App, p: &Page, case: &Case, by: &Actor) -> EvidenceDesk {
    let (store, books) = (app.store(), &app.store().policy().playbooks);
    let pieces = case.evidence.iter().filter(|item| case.successor(&item.id).is_none());
    let pieces = pieces.filter(|item| sees(case, item, by));
    let third = case.requests.iter().filter(|one| one.to.is_third());
    let open = third.filter(|one| one.state != RequestState::Answered && case.is_open());
    EvidenceDesk {
        matrix: face::matrix(p, books, case, by),
        pieces: pieces.map(|item| choice(&item.id, face::piece_name(p, books, case, item))).collect(),
        kinds: kinds(app, p, case),
        links: open
            .map(|one| Link {
                request: one.id.clone(),
                what: format!(
                    "{} {}",
                    p.t(face::party(one.to).key()),
                    one.kinds
                        .iter()
                        .map(|kind| face::kind_label(p, books, case, kind))
                        .collect::<Vec<_>>()
                        .join(p.t("list-and"))
                ),
                href: app.url(&format!("/t/{}", store.request_link(case, one))),
            })
            .collect(),
        inspections: case.inspections.iter().map(|one| inspection(p, one)).collect(),
        awaited: case
            .inspections
            .iter()
            .filter(|one| !matches!(one.state, InspectionState::Done { .. }))
            .map(|one| choice(&one.id, one.id.to_uppercase()))
            .collect(),
        reasons: reasons(p, books, case),
        citable: citable(p, books, case, by),
        waiting: case
            .open_pausings()
            .map(|one| choice(&one.id, format!("{} {}", one.id.to_uppercase(), face::reason(p, &one.reason))))
            .collect(),
        regulator: Proceeding::ALL
            .iter()
            .filter(|what| case.regulator_may(**what))
            .map(|what| choice(what.word(), p.t(face::proceeding(*what)).to_owned()))
            .collect(),
    }
}

fn choice(value: &str, label: String) -> Choice {
    Choice { value: value.to_owned(), label }
}

/// The reasons a person may give; an inspection pauses by being ordered.
fn reasons(p: &Page, books: &Playbooks, case: &Case) -> Vec<Choice> {
    let rules = books.of(case.kind()).pauses.iter().filter(|(_, rule)| !rule.cites.by_itself());
    let one = |(code, rule): (&String, &PauseRule)| {
        let stops: Vec<&str> = rule.stops.iter().map(|kind| face::clock_label(p, *kind)).collect();
        let label = rule.label.read(p.locale.into());
        choice(code, format!("{label}（{}）", stops.join(p.t("list-and"))))
    };
    rules.map(one).collect()
}

/// Open requests to the customer, and what was shown.
fn citable(p: &Page, books: &Playbooks, case: &Case, by: &Actor) -> Vec<Choice> {
    let open =
        case.requests.iter().filter(|one| one.to == Party::Customer && one.state == RequestState::Open);
    let requests =
        open.map(|one| choice(&one.id, format!("{} {}", one.id.to_uppercase(), p.t("pause-request"))));
    let pieces = case.evidence.iter().filter(|item| case.stands(item) && sees(case, item, by));
    let pieces = pieces.map(|item| choice(&item.id, face::piece_name(p, books, case, item)));
    requests.chain(pieces).collect()
}

fn inspection(p: &Page, one: &domain::case::Inspection) -> Inspection {
    let state = match &one.state {
        InspectionState::Open => p.t("inspection-open"),
        InspectionState::Done { result, .. } => p.t(face::inspected(*result).key()),
        InspectionState::Lapsed => p.t("inspection-lapsed"),
        InspectionState::Dropped => p.t("inspection-dropped"),
    };
    Inspection {
        what: one.id.to_uppercase(),
        state: state.to_owned(),
        cost_fen: one.cost.0,
        payer: p.t(Payer::of(one.payer.word()).unwrap_or(Payer::Loser).key()).to_owned(),
        due_ms: one.due_ms,
    }
}
