//! Amounts as people write them, to fen, exactly.
//!
//! LIMIT: every currency is taken to have hundredths.

/// `128.45`, `¥1,234.5`, `99元`. Negative amounts, fractions of a fen and what does not fit are refused.
pub fn fen(text: &str) -> Result<i64, String> {
    let text = text.trim().trim_start_matches(['¥', '￥']).trim_end_matches('元').trim();
    if text.starts_with(['-', '−', '(']) {
        return Err(format!("“{text}” is negative; amounts are zero or more"));
    }
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let whole = without_thousands(whole).filter(|w| !w.is_empty() && digits(w));
    let (Some(whole), true) = (whole, digits(part)) else {
        return Err(format!("“{text}” is no amount; write it like 128.45"));
    };
    let (hundredths, rest) = part.split_at(part.len().min(2));
    if rest.bytes().any(|b| b != b'0') {
        return Err(format!("“{text}” has a fraction of a fen; give at most two decimals"));
    }
    format!("{whole}{hundredths:0<2}")
        .parse()
        .map_err(|_| format!("“{text}” is larger than any amount we can keep"))
}

/// A column that says it counts fen: digits only.
pub fn whole_fen(text: &str) -> Result<i64, String> {
    let text = text.trim();
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(format!("“{text}” is no number of fen; write digits only"));
    }
    text.parse().map_err(|_| format!("“{text}” is larger than any amount we can keep"))
}

/// Commas only where thousands are: `1,23` may mean a decimal comma and is refused rather than guessed.
fn without_thousands(whole: &str) -> Option<String> {
    let groups: Vec<&str> = whole.split(',').collect();
    let tidy = groups.len() == 1
        || (groups.iter().skip(1).all(|g| g.len() == 3) && (1..=3).contains(&groups[0].len()));
    tidy.then(|| groups.concat())
}
