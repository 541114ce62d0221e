//! Accounts, postings and who let them be, in words.

use crate::page::Page;
use domain::account::{PostingReason, Side, kind_of};
use domain::id::AccountId;
use domain::words::MeasureKind;

pub fn reason(p: &Page, word: &str) -> &'static str {
    match PostingReason::parse(word) {
        Some(known) => p.t(&format!("posting-{}", known.word())),
        None => p.t("posting-other"),
    }
}

/// The kind of account, and whose it is.
pub fn account(p: &Page, name: &str) -> String {
    let (kind, holder) = name.split_once('-').map_or((name, ""), |(kind, holder)| (kind, holder));
    let label = kind_label(p, kind);
    if holder.is_empty() { label.to_owned() } else { format!("{label} {holder}") }
}

pub fn kind_label(p: &Page, kind: &str) -> &'static str {
    if domain::account::KINDS.iter().any(|known| known.word == kind) {
        p.t(&format!("account-{kind}"))
    } else {
        p.t("posting-other")
    }
}

pub fn measure(p: &Page, kind: MeasureKind) -> &'static str {
    p.t(&format!("measure-{}", kind.word()))
}

/// Whether it is a balance the house owes or is owed.
pub fn side(p: &Page, name: &str, fen: i64) -> &'static str {
    match (fen, kind_of(&AccountId::new(name)).map(|kind| kind.normal)) {
        (0, _) | (_, None) => "",
        (1.., Some(Side::Credit | Side::Debit)) => p.t("side-credit"),
        _ => p.t("side-debit"),
    }
}

/// `offer:o1` in words.
pub fn authority(p: &Page, authority: &str) -> String {
    let (by, of) = authority.split_once(':').map_or((authority, ""), |(by, of)| (by, of));
    let word = match by {
        "offer" => p.t("authority-offer"),
        "proof" => p.t("authority-proof"),
        "finding" => p.t("authority-finding"),
        "approval" => p.t("authority-approval"),
        "rung" => p.t("authority-rung"),
        "measure" => p.t("authority-measure"),
        "claim" => p.t("authority-claim"),
        "consignment" => p.t("authority-consignment"),
        _ => p.t("authority-hand"),
    };
    if of.is_empty() { word.to_owned() } else { format!("{word} {}", of.to_uppercase()) }
}
