//! Which law an article belongs to: the name right before it, the name right after it, or the one named last.

use super::super::Library;
use super::english::starts_with;

/// What comes before an article that is no law: "合同第五条", "平台规则第三条".
const NO_LAW: [&str; 10] = ["合同", "协议", "约定", "章程", "公约", "手册", "条款", "须知", "规则", "制度"];
/// What the name of a law ends with.
const LAW: [&str; 6] = ["法", "条例", "办法", "规定", "解释", "决定"];
/// Such a law was named before: 本法, 该条例.
const BACK: [&str; 7] = ["本", "该", "此", "上述", "前述", "同", "其"];
const NO_LAW_ENGLISH: [&str; 5] = ["contract", "agreement", "terms", "rules", "policy"];

pub(super) struct Names<'t> {
    text: &'t str,
    /// Every name of every law, the longest first.
    known: Vec<&'t str>,
    last: Option<String>,
}

impl<'t> Names<'t> {
    pub fn of(library: &'t Library, text: &'t str) -> Names<'t> {
        let all = |law: &'t super::super::Law| {
            [&law.name.zh, &law.name.en].into_iter().chain(&law.also).map(String::as_str)
        };
        let mut known: Vec<&str> = library.laws().iter().flat_map(all).collect();
        known.sort_by_key(|name| std::cmp::Reverse(name.len()));
        Names { text, known, last: None }
    }

    /// The name that belongs to a citation, `Some(None)` where there is none; nothing for what is no law at all.
    pub fn of_citation(&mut self, from: usize, to: usize) -> Option<Option<String>> {
        let (before, after) = (self.text[..from].trim_end(), self.text[to..].trim_start());
        if let Some(name) = self.named(before).or_else(|| self.named_after(after)) {
            self.last = Some(name);
        } else if is_own_rule(before, after) {
            return None;
        } else if let Some(name) = other_law(before) {
            self.last = Some(name);
        }
        Some(self.last.clone())
    }

    fn named(&self, before: &str) -> Option<String> {
        let bare = without_remark(before);
        if let Some(inner) = bare.strip_suffix(['》', '”', '"']) {
            let from = inner.rfind(['《', '“', '"'])?;
            let name = inner[from..].trim_start_matches(['《', '“', '"']).trim();
            return Some(name.strip_prefix("中华人民共和国").unwrap_or(name).to_owned());
        }
        let bare = bare.trim_end_matches([',', '，', ' ', '的']);
        let ends = |name: &&&str| {
            let from = bare.len().checked_sub(name.len());
            from.and_then(|from| bare.get(from..)).is_some_and(|end| end.eq_ignore_ascii_case(name))
        };
        self.known.iter().find(ends).map(|name| (*name).to_owned())
    }

    /// "… of the Consumer Protection Law".
    fn named_after(&self, after: &str) -> Option<String> {
        let name = of_what(after)?;
        self.known.iter().find(|known| starts_with(name, known)).map(|known| (*known).to_owned())
    }
}

fn of_what(after: &str) -> Option<&str> {
    let rest = after.strip_prefix("of ")?;
    Some(["the ", "our ", "your "].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest))
}

/// 《…》（2013年修正） is the same law.
fn without_remark(before: &str) -> &str {
    let Some(inner) = before.strip_suffix(['）', ')']) else { return before };
    match inner.rfind(['（', '(']) {
        Some(from) if inner.len() - from < 90 && inner[..from].trim_end().ends_with('》') => {
            inner[..from].trim_end()
        }
        _ => before,
    }
}

fn is_own_rule(before: &str, after: &str) -> bool {
    let named = of_what(after).is_some_and(|name| NO_LAW_ENGLISH.iter().any(|word| starts_with(name, word)));
    named || NO_LAW.iter().any(|word| before.ends_with(word))
}

/// A law we do not know, named without marks: its end stands for it.
fn other_law(before: &str) -> Option<String> {
    let end = LAW.iter().find(|end| before.ends_with(*end))?;
    let stem = before.strip_suffix(end)?;
    if stem.is_empty() || BACK.iter().any(|back| stem.ends_with(back)) {
        return None;
    }
    let from = stem
        .rfind(|letter: char| !letter.is_alphanumeric())
        .map_or(0, |at| at + stem[at..].chars().next().map_or(0, char::len_utf8));
    Some(before[from..].to_owned())
}
