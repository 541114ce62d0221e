//! Single values: codes by their Chinese word, sums in yuan, lists.

use super::Parsed;
use crate::scenario::line::Line;
use crate::scenario::step::File;
use crate::scenario::{when, word};
use domain::playbook::{Both, Playbooks};
use domain::{Fen, Party};
use std::sync::LazyLock;

pub fn coded<T>(vocabulary: &str, written: &str, parse: impl Fn(&str) -> Option<T>) -> Parsed<T> {
    parse(word::code(vocabulary, written))
        .ok_or_else(|| format!("没有“{written}”这个词 · is no {vocabulary}"))
}

pub fn coded_perhaps<T>(
    line: &mut Line,
    name: &str,
    vocabulary: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Parsed<Option<T>> {
    line.named(name).map(|written| coded(vocabulary, &written, parse)).transpose()
}

pub fn list(written: &str) -> impl Iterator<Item = &str> {
    written.split([',', '，', '、']).map(str::trim).filter(|part| !part.is_empty())
}

pub fn yuan(written: &str) -> Parsed<Fen> {
    let wrong = || format!("“{written}”不是金额 · is no sum in yuan");
    let (yuan, fen) = written.split_once('.').unwrap_or((written, "0"));
    let fen_scale = match fen.len() {
        1 => 10,
        2 => 1,
        _ => return Err(wrong()),
    };
    let (whole, part): (i64, i64) = (yuan.parse().map_err(|_| wrong())?, fen.parse().map_err(|_| wrong())?);
    let part = part * fen_scale * if yuan.starts_with('-') { -1 } else { 1 };
    whole.checked_mul(100).and_then(|whole| whole.checked_add(part)).map(Fen).ok_or_else(wrong)
}

pub fn number<T: std::str::FromStr>(written: &str) -> Parsed<T> {
    written.parse().map_err(|_| format!("“{written}”不是数 · is no number"))
}

pub fn span(written: &str) -> Parsed<i64> {
    when::span(written).ok_or_else(|| format!("“{written}”不是时长 · is no span of time"))
}

/// Before (-2天) or after (+1小时) the start.
pub fn distance(written: &str) -> Parsed<i64> {
    match written.strip_prefix('-') {
        Some(before) => span(before).map(|ms| -ms),
        None => span(written.trim_start_matches('+')),
    }
}

pub fn party(written: &str) -> Parsed<Party> {
    coded("party", written, Party::parse)
}

pub fn files(line: &mut Line) -> Vec<File> {
    let named = line.named("文件").unwrap_or_default();
    list(&named).map(|name| File(name.to_owned())).collect()
}

/// A kind of evidence, by its id or by the words the playbooks have for it.
pub fn evidence_kind(written: &str) -> Parsed<String> {
    static BOOKS: LazyLock<Playbooks> = LazyLock::new(Playbooks::shipped);
    let means = |id: &str, label: &Both| id == written || label.zh == written;
    let mut all = BOOKS.all().iter().flat_map(|book| book.evidence.kinds());
    let found = all.find(|kind| means(&kind.id, &kind.label)).map(|kind| kind.id.clone());
    found.ok_or_else(|| format!("手册里没有“{written}”这种证据 · is no evidence of any playbook"))
}
