//! How to check all of this without us, and what a check can and cannot say.

use super::Telling;
use report::Block;

pub fn blocks(told: &Telling) -> Vec<Block> {
    let p = &told.p;
    let fact = |key: &str, value: String| (p.t(key).to_owned(), value);
    let facts = vec![
        fact("report-origin", told.checkpoint.origin.clone()),
        fact("report-size", told.checkpoint.size.to_string()),
        fact("report-root", told.checkpoint.root.to_string()),
        fact("report-key", told.bundle.key.to_string()),
        fact("report-fingerprint", told.bundle.key.fingerprint()),
        fact("report-program", format!("Redress {}", env!("CARGO_PKG_VERSION"))),
    ];
    let zip = format!("{}.zip", told.bundle.folder);
    let mut lines = vec![format!("redress-verify {zip} --key {}", told.bundle.key)];
    lines.extend(stamps(told));
    vec![
        told.heading("report-proof"),
        Block::Text(p.t("report-proof_how").to_owned()),
        Block::Facts(facts),
        Block::Lines(lines),
        Block::Note(p.t("report-proof_limits").to_owned()),
    ]
}

/// The lines of `openssl` for the time stamps that lie in the bundle.
fn stamps(told: &Telling) -> Vec<String> {
    let lines = journal::bundle::tsa::lines(&told.bundle.extra);
    lines.into_iter().map(|line| format!("(cd tsa && {line})")).collect()
}
