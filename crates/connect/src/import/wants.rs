//! What complainants ask for, in our words.
//!
//! Only words that mean exactly one of ours are translated; "修改宣传内容" stays what it is, for a person to read.

const VOCABULARY: [(&str, &[&str]); 8] = [
    ("refund", &["退款", "退费", "退钱", "全额退款", "全额退费", "还我钱", "追回钱", "refund", "money back"]),
    ("compensation", &["赔偿", "补偿", "赔偿损失", "赔款", "假一赔三", "compensation", "damages"]),
    ("exchange", &["换货", "更换", "换新", "exchange", "replacement", "replace"]),
    ("return", &["退货", "退货退款", "return"]),
    ("repair", &["维修", "修理", "返修", "repair", "fix"]),
    ("resend", &["补发", "发货", "重发", "补寄", "resend", "reship"]),
    ("apology", &["道歉", "赔礼道歉", "apology", "apologise", "apologize"]),
    ("explanation", &["解释", "说明", "改善服务", "改进服务", "explanation", "explain", "improve service"]),
];

/// Our word for a wish, or `None` when it is not one of those we have a remedy for.
pub fn wanted(raw: &str) -> Option<&'static str> {
    let raw = raw.trim().to_lowercase();
    VOCABULARY.iter().find(|(_, words)| words.contains(&raw.as_str())).map(|(ours, _)| *ours)
}

/// One cell may name several: `退款,赔偿`, `退款、道歉`, or a JSON list.
pub fn split(cell: &str) -> Vec<String> {
    if let Ok(list) = serde_json::from_str::<Vec<String>>(cell) {
        return tidy(list.iter().map(String::as_str));
    }
    tidy(cell.split([',', '，', '、', ';', '；', '|', '\n']))
}

fn tidy<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for word in words.map(str::trim).filter(|word| !word.is_empty()) {
        if !kept.iter().any(|k| k == word) {
            kept.push(word.to_owned());
        }
    }
    kept
}
