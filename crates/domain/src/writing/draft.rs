//! What is sent away for a draft or a summary, and what comes back: every name, number, address and order is covered by
//! a placeholder before it leaves, and only the placeholders of this very case are lifted again, as far as a reply may
//! say them. What stays covered is a field to fill in, which the reply check points at.

use super::template::open_fields;
use crate::actor::Party;
use crate::playbook::Both;
use crate::words::Locale;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// A reply to the customer, for a person to change and send.
    Reply,
    /// What the case is about and where it stands, for a colleague.
    Summary,
}

impl Purpose {
    pub fn word(self) -> &'static str {
        match self {
            Purpose::Reply => "reply",
            Purpose::Summary => "summary",
        }
    }
    pub fn parse(word: &str) -> Option<Purpose> {
        [Purpose::Reply, Purpose::Summary].into_iter().find(|one| one.word() == word)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    reply: Both,
    summary: Both,
}

/// What the writer is told to do, in the language it is to write in.
pub fn rules(purpose: Purpose, locale: Locale) -> String {
    static FILE: std::sync::LazyLock<File> =
        std::sync::LazyLock::new(|| match toml::from_str(include_str!("../../writing/draft.toml")) {
            Ok(file) => file,
            Err(error) => panic!("the shipped rules of drafts do not load: {error}"),
        });
    match purpose {
        Purpose::Reply => FILE.reply.read(locale).trim().to_owned(),
        Purpose::Summary => FILE.summary.read(locale).trim().to_owned(),
    }
}

/// Letters of one message, and of all that is sent.
const EACH: usize = 2_000;
const ALL: usize = 12_000;

/// The newest of a conversation that fit, oldest first: who speaks, and the words.
pub fn matter(cover: &mut Cover, facts: &[String], said: &[(Party, String)]) -> String {
    let mut lines: Vec<String> = vec![];
    let mut letters: usize = 0;
    for (party, words) in said.iter().rev() {
        let whole = cover.text(words);
        let words: String = whole.chars().take(EACH).collect();
        letters += words.chars().count();
        if letters > ALL {
            break;
        }
        lines.push(format!("{}: {words}", party.word()));
    }
    let facts: Vec<String> = facts.iter().map(|fact| cover.text(fact)).collect();
    lines.extend(facts.into_iter().rev());
    lines.reverse();
    lines.join("\n")
}

/// What stands for what, both ways.
#[derive(Clone, Debug, Default)]
pub struct Cover {
    /// Plain words and their placeholder, the longest words first.
    known: Vec<(String, String)>,
    /// What a placeholder becomes in a reply.
    lifted: BTreeMap<String, String>,
    counts: BTreeMap<&'static str, usize>,
}

impl Cover {
    /// Something the case knows. `said` is how a reply may say it; without it it stays covered.
    pub fn know(&mut self, sort: &'static str, plain: &str, said: Option<&str>) {
        let plain = plain.trim();
        // One letter is in every second word; there is nothing to cover by it.
        if plain.chars().count() < 2 || self.known.iter().any(|(known, _)| known == plain) {
            return;
        }
        let name = self.name(sort);
        if let Some(said) = said {
            self.lifted.insert(name.clone(), said.to_owned());
        }
        self.known.push((plain.to_owned(), name));
        self.known.sort_by_key(|(plain, _)| std::cmp::Reverse(plain.len()));
    }

    fn name(&mut self, sort: &'static str) -> String {
        let count = self.counts.entry(sort).or_default();
        *count += 1;
        format!("{{{sort}_{count}}}")
    }

    /// Without anything personal: what the case knows, what the rules find, and every long number.
    pub fn text(&mut self, text: &str) -> String {
        // Braces of the writer's own are no placeholders.
        let mut covered = text.replace('{', "(").replace('}', ")");
        for (plain, name) in &self.known {
            covered = replaced(&covered, plain, name);
        }
        // Beside what is covered now, something else may look like one.
        const ROUNDS: usize = 4;
        for _ in 0..ROUNDS {
            let found = mask::find(&covered);
            let Some(_) = found.first() else { break };
            covered = self.cover_spans(&covered, &found);
        }
        self.numbers(&covered)
    }

    fn cover_spans(&mut self, text: &str, spans: &[mask::Span]) -> String {
        let mut covered = String::with_capacity(text.len());
        let mut at = 0;
        for span in spans {
            covered.push_str(&text[at..span.start]);
            let plain = text[span.start..span.end].to_owned();
            // A span that reaches into a placeholder is covered whole, once.
            let name = self.found(sort_name(span.sort), &plain);
            covered.push_str(&name);
            at = span.end;
        }
        covered.push_str(&text[at..]);
        covered
    }

    fn found(&mut self, sort: &'static str, plain: &str) -> String {
        if let Some((_, name)) = self.known.iter().find(|(known, _)| known == plain) {
            return name.clone();
        }
        let name = self.name(sort);
        self.known.push((plain.to_owned(), name.clone()));
        self.known.sort_by_key(|(plain, _)| std::cmp::Reverse(plain.len()));
        name
    }

    /// Order, tracking and member numbers of all sorts: six digits or letters with digits in a row, or more.
    fn numbers(&mut self, text: &str) -> String {
        let mut covered = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(from) = rest.find(|c: char| c.is_ascii_alphanumeric() || c == '{') {
            covered.push_str(&rest[..from]);
            rest = &rest[from..];
            if rest.starts_with('{') {
                let end = rest.find('}').map_or(rest.len(), |end| end + 1);
                covered.push_str(&rest[..end]);
                rest = &rest[end..];
                continue;
            }
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            let end = rest.find(|c: char| !plain(c)).unwrap_or(rest.len());
            let word = &rest[..end];
            let digits = word.bytes().filter(u8::is_ascii_digit).count();
            if digits >= 6 && !is_day(word) {
                let name = self.found("NUMBER", word);
                covered.push_str(&name);
            } else {
                covered.push_str(word);
            }
            rest = &rest[end..];
        }
        covered.push_str(rest);
        covered
    }

    /// What came back, with what belongs to this case and may be said put in place. Placeholders it does not know,
    /// and those of other people, stay as they are.
    pub fn lift(&self, text: &str) -> String {
        let mut lifted = text.to_owned();
        for (name, said) in &self.lifted {
            lifted = lifted.replace(name.as_str(), said);
        }
        lifted
    }

    /// What is still covered.
    pub fn left(text: &str) -> Vec<String> {
        let mut left: Vec<String> = open_fields(text).map(str::to_owned).collect();
        left.dedup();
        left
    }
}

/// Latin words only where they stand alone, so that a short name does not tear up other words.
fn replaced(text: &str, plain: &str, name: &str) -> String {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let (lower, wanted) = (text.to_ascii_lowercase(), plain.to_ascii_lowercase());
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (from, _) in lower.match_indices(&wanted) {
        let to = from + wanted.len();
        let cut_before = letter(text[..from].chars().next_back()) && letter(wanted.chars().next());
        let cut_after = letter(text[to..].chars().next()) && letter(wanted.chars().next_back());
        if from < at || cut_before || cut_after {
            continue;
        }
        out.push_str(&text[at..from]);
        out.push_str(name);
        at = to;
    }
    out.push_str(&text[at..]);
    out
}

/// `2026-11-23` may be said.
fn is_day(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    parts.len() == 3
        && [4, 2, 2]
            .iter()
            .zip(&parts)
            .all(|(length, part)| part.len() == *length && part.bytes().all(|byte| byte.is_ascii_digit()))
}

fn sort_name(sort: mask::Sort) -> &'static str {
    use mask::Sort;
    match sort {
        Sort::Name => "NAME",
        Sort::Phone => "PHONE",
        Sort::Id => "IDENTITY",
        Sort::Card => "CARD",
        Sort::Address => "ADDRESS",
        Sort::Account => "ACCOUNT",
        Sort::Mail => "MAIL",
        Sort::Plate => "PLATE",
        Sort::Passport => "PASSPORT",
    }
}
