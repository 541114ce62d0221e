//! Evidence as the desk shows it: every piece with its record, its facts and who had it; the rows of the case; the
//! pages of third parties; and what the forms choose from.

use crate::app::App;
use crate::face;
use crate::page::Page;
use crate::page::evidence::{EvidenceDesk, Inspection, Link};
use crate::page::parts::{Choice, Evidence};
use crate::sign::Payer;
use domain::Actor;
use domain::case::{Case, InspectionState, RequestState};
use std::collections::BTreeSet;
use store::Error;
use store::db::Connection;
use store::seen::sees;
use store::timeline::Told;

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
    let store = app.store();
    let dossiers = store.dossiers(db, case, by, told)?;
    face::fill(p, &store.policy().playbooks, case, list, &dossiers, by, "");
    for shown in list {
        let Some(item) = case.piece(&shown.id) else { continue };
        let chain = store.custody(db, item, told.iter().map(|told| &told.entry))?;
        shown.more.custody = face::chain(p, &chain);
        let Some(dossier) = dossiers.get(&item.id) else { continue };
        face::dossier(p, bought_ms, &mut shown.more, dossier);
        let ids: Vec<String> =
            dossier.elsewhere.iter().chain(&dossier.alike).map(ToString::to_string).collect();
        for row in store.rows_of(db, &ids)? {
            let exact = dossier.elsewhere.iter().any(|case| case.as_str() == row.case_id);
            let how = if exact { p.t("elsewhere-same") } else { p.t("elsewhere-like") };
            let label = format!("{} · {how}", row.number);
            shown.more.elsewhere.push(Choice { value: format!("/desk/cases/{}", row.case_id), label });
        }
    }
    Ok(())
}

pub fn beside(app: &App, p: &Page, case: &Case, by: &Actor) -> EvidenceDesk {
    let (store, books) = (app.store(), &app.store().policy().playbooks);
    let choice = |value: &str, label: String| Choice { value: value.to_owned(), label };
    let pieces = case.evidence.iter().filter(|item| case.successor(&item.id).is_none());
    let pieces = pieces.filter(|item| sees(case, item, by));
    let mut known = BTreeSet::new();
    let kinds = books.of(case.kind()).evidence.kinds().filter(|kind| known.insert(&kind.id));
    let third = case.requests.iter().filter(|one| one.to.is_third());
    let open = third.filter(|one| one.state != RequestState::Answered && case.is_open());
    EvidenceDesk {
        matrix: face::matrix(p, books, case, by),
        pieces: pieces.map(|item| choice(&item.id, face::piece_name(p, books, case, item))).collect(),
        kinds: kinds.map(|kind| choice(&kind.id, kind.label.read(p.locale.into()).to_owned())).collect(),
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
    }
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
