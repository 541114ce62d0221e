//! The list of evidence: what, from whom, when it came, its digest, and where its entry stands.

use super::Telling;
use crate::face;
use domain::Event;
use domain::case::Evidence;
use report::Block;
use sha2::{Digest, Sha256};

pub fn blocks(told: &Telling) -> Vec<Block> {
    let items = &told.case.evidence;
    if items.is_empty() {
        return vec![];
    }
    let rows = items.iter().map(|item| row(told, item)).collect();
    let heads = ["report-item", "report-from_whom", "report-received", "report-digest", "report-entry"];
    vec![
        told.heading("report-evidence"),
        Block::Text(told.p.t("report-evidence_means").to_owned()),
        told.table(&heads, &[3, 2, 3, 6, 1], rows),
    ]
}

fn row(told: &Telling, item: &Evidence) -> Vec<String> {
    let p = &told.p;
    let name = face::evidence_name(p, told.playbooks, &told.case, item);
    let digest = match told.original(&item.content) {
        Some(bytes) => format!("SHA-256 {}", journal::Hash(Sha256::digest(bytes).into())),
        None => p.t("report-not_here").to_owned(),
    };
    let entry = told.entry(|event| {
        matches!(event, Event::EvidenceAdded { evidence } | Event::OrderFrozen { evidence } if evidence.id == item.id)
    });
    vec![
        format!("{} {name}\n{}", item.id.to_uppercase(), item.media),
        p.t(face::party(item.party).key()).to_owned(),
        told.full(item.at_ms),
        digest,
        entry.map_or(String::new(), |entry| entry.no.to_string()),
    ]
}
