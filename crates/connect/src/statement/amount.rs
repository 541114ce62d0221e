//! Amounts with a sign, and what a word says of the direction.

use crate::import::fen;

/// `-1,000.00`, `¥28.16`, `131.77(已退款89.84)`; a dash or nothing is no amount.
pub fn signed(text: &str) -> Result<Option<i64>, String> {
    // What was given back of it later is an entry of its own.
    let text = text.split(['(', '（']).next().unwrap_or_default().trim();
    match text {
        "" | "-" | "--" | "/" => Ok(None),
        text => match text.strip_prefix(['-', '−']) {
            Some(out) => fen(out).map(|amount| Some(-amount)),
            None => fen(text.trim_start_matches('+')).map(Some),
        },
    }
}

/// What the column 收/支 says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    In,
    Out,
    /// Moved within one's own pocket, or not at all.
    Neutral,
}

impl Direction {
    pub fn read(word: &str) -> Option<Direction> {
        match word.trim() {
            "收入" | "收" | "已收入" | "入账" | "贷" | "in" | "credit" => Some(Direction::In),
            "支出" | "支" | "已支出" | "出账" | "借" | "out" | "debit" => Some(Direction::Out),
            "" | "/" | "不计收支" | "其他" | "中性交易" => Some(Direction::Neutral),
            _ => None,
        }
    }
}

/// A movement that did not happen or is not over.
pub fn came_to_nothing(status: &str) -> bool {
    ["失败", "关闭", "处理中", "退款中", "等待", "待付款", "PROCESSING", "FAIL", "CHANGE", "CLOSED"]
        .iter()
        .any(|word| status.contains(word))
}
