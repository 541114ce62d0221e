//! Evidence as a list: what it is, from whom, and how well it is fixed.

use super::{kind_label, party};
use crate::page::Page;
use crate::page::evidence::Known;
use crate::page::parts::Evidence;
use crate::sign::Seal;
use domain::case::{self, Case};
use domain::playbook::Playbooks;
use domain::{Actor, Event};
use store::db::Connection;
use store::seen::sees;
use store::timeline::{Told, texts};
use store::{Error, Store};

/// How far the journal is signed, and how far somebody outside holds it.
#[derive(Clone, Copy, Debug)]
pub struct Reach {
    sealed: u64,
    anchored: u64,
}

impl Reach {
    pub fn of(store: &Store, db: &mut Connection) -> Result<Reach, Error> {
        let sealed = store.checkpoint(db)?.map_or(0, |published| published.size);
        Ok(Reach { sealed, anchored: store.anchored(db)? })
    }

    fn seal(self, seq: Option<u64>) -> Seal {
        match seq {
            Some(seq) if seq < self.anchored => Seal::Anchored,
            Some(seq) if seq < self.sealed => Seal::Sealed,
            _ => Seal::Waiting,
        }
    }
}

/// Every piece this reader sees, with what is known of it. `base` is the address below which they get the case.
pub fn pieces(
    p: &Page,
    store: &Store,
    db: &mut Connection,
    case: &Case,
    told: &[Told],
    (by, base): (&Actor, &str),
) -> Result<Vec<Evidence>, Error> {
    let (books, reach) = (&store.policy().playbooks, Reach::of(store, db)?);
    let seen = case.evidence.iter().filter(|item| sees(case, item, by));
    let seen = seen.map(|item| (item, position(told, &item.id)));
    let mut list = evidence(p, books, case, seen, base, reach);
    super::fill(p, books, case, &mut list, &texts(told), by, base);
    Ok(list)
}

/// Where in the journal a piece was added.
pub fn position(told: &[Told], id: &str) -> Option<u64> {
    let added = |told: &&Told| match &told.entry.event {
        Event::EvidenceAdded { evidence } | Event::OrderFrozen { evidence } => evidence.id == id,
        Event::EvidenceRedacted(made) => made.copy.id == id,
        _ => false,
    };
    told.iter().find(added).map(|told| told.entry.seq)
}

/// `base` is the address below which this reader gets files.
pub fn evidence<'a>(
    p: &Page,
    playbooks: &Playbooks,
    case: &Case,
    items: impl Iterator<Item = (&'a case::Evidence, Option<u64>)>,
    base: &str,
    reach: Reach,
) -> Vec<Evidence> {
    let one = |(item, seq): (&case::Evidence, Option<u64>)| Evidence {
        id: item.id.clone(),
        name: format!("{} {}", item.id.to_uppercase(), evidence_name(p, playbooks, case, item)),
        href: format!("{base}/evidence/{}/view", item.id),
        proof_href: format!("{base}/proof/{}", item.id),
        from: party(item.side()),
        shows: media(p, &item.media).to_owned(),
        at_ms: item.at_ms,
        more: Known::default(),
        seal: reach.seal(seq),
    };
    items.map(one).collect()
}

pub fn evidence_name(p: &Page, playbooks: &Playbooks, case: &Case, item: &case::Evidence) -> String {
    match item.kind.as_str() {
        "photo" => p.t("evidence-is-photo").to_owned(),
        "video" => p.t("evidence-is-video").to_owned(),
        "audio" => p.t("evidence-is-audio").to_owned(),
        "document" => p.t("evidence-is-document").to_owned(),
        "call_note" => p.t("evidence-is-call_note").to_owned(),
        "inspection_report" => p.t("evidence-is-inspection_report").to_owned(),
        "signal_record" => p.t("evidence-is-signal_record").to_owned(),
        "order_record" => p.t("evidence-is-order_record").to_owned(),
        "parcel_record" => p.t("evidence-is-parcel_record").to_owned(),
        kind => kind_label(p, playbooks, case, kind),
    }
}

fn media(p: &Page, media: &str) -> &'static str {
    match media.split('/').next() {
        Some("image") => p.t("media-image"),
        Some("video") => p.t("media-video"),
        Some("audio") => p.t("media-audio"),
        _ => p.t("media-document"),
    }
}
