//! What was complained of, what was decided, which clocks ran, and every entry in its order.

use super::Telling;
use crate::face::{self, Staff};
use crate::format;
use crate::sign::Remedy;
use domain::Event;
use report::Block;
use store::record::Matter;
use store::timeline::words_of;

pub fn matter(told: &Telling) -> Vec<Block> {
    let p = &told.p;
    let text = match told.bytes(&told.case.matter) {
        Some(bytes) => serde_json::from_slice::<Matter>(bytes).map_or_else(
            |_| String::from_utf8_lossy(bytes).into_owned(),
            |matter| matter.text.reveal().to_owned(),
        ),
        None => p.t("report-not_here").to_owned(),
    };
    let wants: Vec<&str> = told
        .case
        .wants
        .iter()
        .filter_map(|want| Remedy::of(want.word()))
        .map(|remedy| p.t(remedy.key()))
        .collect();
    let head = format!("{} · {}", p.t("party-customer"), told.full(told.case.filed_ms));
    let wanted = p.t1("report-wants", "wants", wants.join(p.t("list-and")));
    vec![told.heading("report-matter"), Block::Quote { head, text }, Block::Text(wanted)]
}

pub fn decisions(told: &Telling) -> Vec<Block> {
    let p = &told.p;
    if told.case.findings.is_empty() {
        return vec![];
    }
    let mut blocks = vec![told.heading("report-findings")];
    for finding in &told.case.findings {
        let rows = finding.shares.iter().map(|share| {
            let cites: Vec<String> = share.cites.iter().map(|id| id.to_uppercase()).collect();
            vec![
                p.t(face::party(share.party).key()).to_owned(),
                format!("{} %", share.percent),
                cites.join("、"),
            ]
        });
        blocks.push(told.table(
            &["report-party", "report-share", "report-cites"],
            &[2, 1, 4],
            rows.collect(),
        ));
        let head = format!("{} · {}", told.who(&format!("staff:{}", finding.by)), told.full(finding.at_ms));
        blocks.push(Block::Quote { head, text: told.words(&finding.reasons) });
    }
    blocks
}

pub fn clocks(told: &Telling) -> Vec<Block> {
    let p = &told.p;
    let rows = told.case.clocks.iter().map(|clock| {
        let ended = match (clock.met_ms, clock.missed_ms) {
            (Some(met), _) if met <= clock.due_ms => p.t1("report-met", "at", told.full(met)),
            (Some(met), _) => p.t1("report-met_late", "at", told.full(met)),
            (None, Some(_)) => p.t("report-missed").to_owned(),
            (None, None) => p.t("report-running").to_owned(),
        };
        vec![
            face::clock_label(p, clock.kind).to_owned(),
            p.t(face::party(clock.party).key()).to_owned(),
            told.full(clock.from_ms),
            told.full(clock.due_ms),
            ended,
        ]
    });
    let heads = ["report-clock", "report-party", "report-from", "report-due", "report-ended"];
    vec![told.heading("report-clocks"), told.table(&heads, &[2, 2, 3, 3, 3], rows.collect())]
}

/// Every entry of the bundle, also those a page would not tell.
pub fn timeline(told: &Telling) -> Vec<Block> {
    let p = &told.p;
    let row = |entry: &store::journal_of::Recorded| {
        let line = face::line(p, told.playbooks, &told.case, entry, Staff::Named);
        let line = line.unwrap_or_else(|| entry.kind());
        let words = match &entry.event {
            // The complaint stands above.
            Event::Filed(_) => None,
            event => words_of(event).map(|content| told.words(content)),
        };
        vec![
            entry.no.to_string(),
            told.full(entry.at_ms),
            told.who(&entry.by),
            [Some(line), words].into_iter().flatten().collect::<Vec<_>>().join("\n"),
        ]
    };
    let rows = told.entries.iter().map(row).collect();
    let heads = ["report-no", "report-at", "report-who", "report-what"];
    vec![told.heading("report-timeline"), told.table(&heads, &[1, 3, 3, 9], rows)]
}

pub fn items(told: &Telling, items: &[domain::case::OfferItem]) -> String {
    let one = |item: &domain::case::OfferItem| {
        let name = Remedy::of(item.remedy.word()).map_or(item.remedy.word(), |remedy| told.p.t(remedy.key()));
        item.amount.map_or_else(|| name.to_owned(), |amount| format!("{name} {}", format::yuan(amount.0)))
    };
    items.iter().map(one).collect::<Vec<_>>().join(told.p.t("list-and"))
}
