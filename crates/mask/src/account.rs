//! Accounts one is found by: WeChat, QQ, Alipay, shops. After the word that names the house, or by a shape of its own.

use crate::Sort;
use crate::cue::Of;
use crate::text::{Page, is_star};

/// Words that follow the name of a house without being an account.
const WORDS: [&str; 32] = [
    "app", "pay", "vip", "svip", "wallet", "payment", "official", "group", "message", "messages", "login",
    "number", "account", "music", "mail", "email", "chat", "mini", "program", "service", "support", "team",
    "store", "user", "web", "android", "iphone", "moments", "the", "and", "transfer", "refund",
];

pub fn find(page: &mut Page) {
    let cues: Vec<(usize, usize, Of)> = page.cues.iter().map(|cue| (cue.start, cue.end, cue.of)).collect();
    for (start, end, of) in cues {
        if of == Of::Account
            && let Some((from, to)) = announced(page, start, end)
        {
            page.take(from, to, Sort::Account);
        }
    }
    by_shape(page);
}

/// "QQ 12345678", "微信号: abc_123", "vx abc123", "wechat id is john_smith".
fn announced(page: &Page, cue: usize, end: usize) -> Option<(usize, usize)> {
    let from = past_links(page, end);
    let to = token_end(page, from);
    let letters: String = (from..to).map(|i| page.at(i).to_ascii_lowercase()).collect();
    if is_star(page.before(from)) || is_star(page.at(to)) || WORDS.contains(&letters.as_str()) {
        return None;
    }
    let digits = letters.bytes().filter(u8::is_ascii_digit).count();
    let length = to - from;
    // A bare word needs a colon or the like to be an account.
    let is_bare = digits == 0 && !letters.contains('_');
    let said = (end..from).any(|i| matches!(page.at(i), ':' | '是' | '为' | '号' | '叫'))
        || page.at(end - 1) == '号'
        || (end - cue <= 3 && page.at(cue).is_ascii_alphabetic() && length >= 6);
    let fits = match digits {
        all if all == length => matches!(length, 5..=21) && !is_quantity(page, from, to),
        _ => {
            matches!(length, 5..=24)
                && letters.starts_with(|c: char| c.is_ascii_alphabetic())
                && (!is_bare || said)
        }
    };
    // "wx_abc": the cue is the head of the account.
    let joined = page.at(end) == '_' || page.at(end) == '-';
    (fits && !joined && cue < from).then_some((from, to))
}

fn past_links(page: &Page, end: usize) -> usize {
    let mut i = page.skip_filler(end);
    for word in ["id", "ID", "Id", "is ", "加", "搜", "账号", "账户", "叫"] {
        if page.starts_with(i, word) && !page.at(i + 2).is_ascii_alphanumeric() {
            i = page.skip_filler(i + word.trim().chars().count());
        }
    }
    i
}

fn token_end(page: &Page, from: usize) -> usize {
    let is_of = |i: usize| page.at(i).is_ascii_alphanumeric() || matches!(page.at(i), '_' | '-');
    let mut to = from;
    while to < from + 30 && is_of(to) && !page.is_taken(to) {
        to += 1;
    }
    while to > from && matches!(page.at(to - 1), '-' | '_') {
        to -= 1;
    }
    to
}

/// Money, years and counts after "微信": "微信 20000元".
fn is_quantity(page: &Page, from: usize, to: usize) -> bool {
    let date = to - from == 8 && page.starts_with(from, "20") && matches!(page.at(from + 4), '0' | '1');
    let unit = "元块年月日笔次人个名万千百天位分%.¥".contains(page.at(to));
    let ends_sentence = page.at(to) == '.' && !page.at(to + 1).is_ascii_digit();
    (unit && !ends_sentence) || (date && page.before(from) == ' ')
}

/// "wxid_…", "wx_…" and the like stand for themselves.
fn by_shape(page: &mut Page) {
    let mut i = 0;
    while i < page.len() {
        match shape(page, i) {
            Some(to) => {
                if !is_star(page.at(to)) {
                    page.take(i, to, Sort::Account);
                }
                i = to;
            }
            None => i += 1,
        }
    }
}

fn shape(page: &Page, i: usize) -> Option<usize> {
    const HEADS: [&str; 7] = ["wxid_", "wx_", "wx-", "vx_", "WX_", "Wx_", "qq_"];
    if !matches!(page.at(i), 'w' | 'v' | 'W' | 'q') || page.before(i).is_ascii_alphanumeric() {
        return None;
    }
    let head = HEADS.iter().find(|head| page.starts_with(i, head))?;
    let to = token_end(page, i);
    (to >= i + head.len() + 4).then_some(to)
}
