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

/// One line of `openssl` for every time stamp that lies in the bundle beside its chain.
fn stamps(told: &Telling) -> Vec<String> {
    let files = told.bundle.extra.iter().map(|(name, _)| name.as_str());
    let tokens = files.filter_map(|name| name.strip_prefix("tsa/")?.strip_suffix(".tsr"));
    let line = |name: &str| {
        format!("openssl ts -verify -data checkpoint.note -in tsa/{name}.tsr -CAfile tsa/{name}.pem")
    };
    tokens.map(line).collect()
}
