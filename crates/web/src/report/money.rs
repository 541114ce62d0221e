//! What was offered, what was agreed, what was done, and the sum.

use super::{Telling, story};
use crate::face;
use crate::format;
use crate::sign::Remedy;
use domain::Fen;
use domain::case::{Proof, RemedyState};
use report::Block;

pub fn blocks(told: &Telling) -> Vec<Block> {
    let mut blocks = vec![];
    if !told.case.offers.is_empty() {
        blocks.extend([told.heading("report-offers"), offers(told)]);
    }
    if !told.case.remedies.is_empty() {
        blocks.extend([told.heading("report-remedies"), remedies(told), Block::Text(sum(told))]);
    }
    blocks
}

fn offers(told: &Telling) -> Block {
    let p = &told.p;
    let row = |offer: &domain::case::Offer| {
        vec![
            p.t(face::party(offer.by).key()).to_owned(),
            story::items(told, &offer.items),
            p.t(face::offer_state(offer.state).key()).to_owned(),
            told.full(offer.expires_ms),
        ]
    };
    let rows = told.case.offers.iter().map(row).collect();
    told.table(&["report-party", "report-what", "report-state", "report-expires"], &[2, 5, 2, 3], rows)
}

fn remedies(told: &Telling) -> Block {
    let p = &told.p;
    let row = |remedy: &domain::case::Remedy| {
        vec![
            Remedy::of(remedy.kind.word()).map_or(remedy.kind.word(), |kind| p.t(kind.key())).to_owned(),
            remedy.amount.map_or(String::new(), |amount| format::yuan(amount.0)),
            told.full(remedy.due_ms),
            state(told, &remedy.state),
        ]
    };
    let rows = told.case.remedies.iter().map(row).collect();
    told.table(&["report-what", "report-amount", "report-due", "report-state"], &[2, 2, 3, 5], rows)
}

fn state(told: &Telling, state: &RemedyState) -> String {
    let p = &told.p;
    match state {
        RemedyState::Proven { proof, at_ms } => {
            let reference = match proof {
                Proof::Payment { reference } => reference.clone(),
                Proof::Tracking { content }
                | Proof::Label { content }
                | Proof::Voucher { content }
                | Proof::Statement { content } => told.words(content),
                Proof::Booked => p.t("report-booked").to_owned(),
            };
            p.t2("report-done", "at", told.full(*at_ms), "reference", reference)
        }
        RemedyState::Failed { code } => p.t1("report-failed", "code", code),
        RemedyState::Instructed { reference }
        | RemedyState::Unknown { reference, .. }
        | RemedyState::Taken { reference, .. } => p.t1("report-instructed", "reference", reference),
        RemedyState::Owed => p.t("report-owed").to_owned(),
    }
}

/// Paid and still owed, in money, to the fen.
fn sum(told: &Telling) -> String {
    let of = |done: bool| {
        let money = told.case.remedies.iter().filter(|remedy| remedy.kind.moves_money());
        // What is paid in shares is counted by them, and by what none of them has granted.
        let money = money.filter(|remedy| !told.case.is_paid_in_shares(remedy));
        let those = money.filter(|remedy| matches!(remedy.state, RemedyState::Proven { .. }) == done);
        let waits = told.case.card().and_then(|card| card.waits()).filter(|_| !done).map(|(_, left)| left);
        Fen::sum(those.filter_map(|remedy| remedy.amount).chain(waits)).unwrap_or(Fen::MAX).0
    };
    told.p.t2("report-sum", "paid", format::yuan(of(true)), "owed", format::yuan(of(false)))
}
