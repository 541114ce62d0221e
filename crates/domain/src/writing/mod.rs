//! Reading a reply before the customer does: what is cold or binds us, what is missing, which figures the case does
//! not know. The words and the advice are in a file (`writing/reply.toml`); a person decides what to do with them.
//!
//! LIMIT: words are found as they stand; irony, and a promise written around the words of the file, are not.

mod figure;
mod file;
mod phrase;

use crate::playbook::Both;
use file::File;
use phrase::Phrases;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

pub use figure::Day;

/// What a remark is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    Cold,
    Risky,
    Missing,
    Amount,
    /// More money than the writer may promise.
    Above,
    Date,
    Name,
    /// Personal data of somebody else.
    Personal,
}

impl About {
    pub fn word(self) -> &'static str {
        match self {
            About::Cold => "cold",
            About::Risky => "risky",
            About::Missing => "missing",
            About::Amount => "amount",
            About::Above => "above",
            About::Date => "date",
            About::Name => "name",
            About::Personal => "personal",
        }
    }

    /// Whether the writer has to look again before the reply goes out; the rest is advice.
    pub fn stops(self) -> bool {
        !matches!(self, About::Cold | About::Missing)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Situation {
    /// The first reply to this customer.
    First,
    /// The reply says no.
    Refusal,
    Any,
}

/// What the customer needs beside the thing itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    Certainty,
    Respect,
    Fairness,
}

/// What is known of the case and of who writes to whom.
#[derive(Debug, Default, Clone)]
pub struct Letter<'a> {
    pub first: bool,
    /// The customer's name; empty when it is not known.
    pub addressee: &'a str,
    /// Fen: every amount that stands somewhere in the case.
    pub amounts: &'a [i64],
    /// Every day that stands somewhere in the case: orders, deadlines, offers.
    pub days: &'a [Day],
    /// Fen the writer may promise; `None` for no limit.
    pub limit: Option<i64>,
    /// The addressee's own phone and mail, which a reply may name.
    pub own: &'a [&'a str],
}

/// One thing to look at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    pub about: About,
    /// As they stand in the reply; empty for what is missing.
    pub words: String,
    pub why: Both,
    pub better: Option<Both>,
}

/// The need behind a customer's words, with the words that show it and a first sentence that meets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mood {
    pub need: Need,
    pub label: Both,
    pub words: Vec<String>,
    pub first: Both,
}

/// The rules of one file, ready to be used on any number of replies.
#[derive(Debug)]
pub struct Writing {
    file: File,
    refusal: Phrases,
    rules: Vec<Phrases>,
    parts: Vec<Phrases>,
    needs: Vec<Phrases>,
}

const RULES: &str = include_str!("../../writing/reply.toml");

impl Writing {
    /// The rules that come with the program; a test reads them.
    pub fn shipped() -> &'static Writing {
        static SHIPPED: LazyLock<Writing> = LazyLock::new(|| match Writing::read(RULES) {
            Ok(writing) => writing,
            Err(error) => panic!("the shipped rules of writing do not load: {error}"),
        });
        &SHIPPED
    }

    /// Rules of one's own. The error names the line and what is wrong.
    pub fn read(text: &str) -> Result<Writing, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let each = |words: Vec<&Vec<String>>| {
            words.into_iter().map(|words| Phrases::new(words)).collect::<Result<_, _>>()
        };
        Ok(Writing {
            refusal: Phrases::new(&file.refusal)?,
            rules: each(file.rules.iter().map(|rule| &rule.words).collect())?,
            parts: each(file.parts.iter().map(|part| &part.words).collect())?,
            needs: each(file.needs.iter().map(|need| &need.words).collect())?,
            file,
        })
    }

    pub fn version(&self) -> u32 {
        self.file.version
    }

    /// What to look at again in `reply`: what hurts or binds, then figures the case does not know, then what is
    /// missing. An empty reply has nothing to look at.
    pub fn remarks(&self, reply: &str, letter: &Letter) -> Vec<Remark> {
        if reply.trim().is_empty() {
            return Vec::new();
        }
        let mut remarks = self.wording(reply);
        remarks.extend(figure::remarks(reply, letter, &self.file.figure));
        remarks.extend(self.missing(reply, letter));
        remarks
    }

    fn wording(&self, reply: &str) -> Vec<Remark> {
        let found = self.rules.iter().zip(&self.file.rules).filter_map(|(phrases, rule)| {
            let words = phrases.find(reply).find(|(at, _)| !harmless(sentence(reply, *at), &rule.unless))?.1;
            let (why, better) = (rule.why.clone(), Some(rule.better.clone()));
            Some(Remark { about: rule.about, words: words.to_owned(), why, better })
        });
        found.collect()
    }

    fn missing(&self, reply: &str, letter: &Letter) -> Vec<Remark> {
        let situation = match (self.refusal.stand_in(reply), letter.first) {
            (true, _) => Situation::Refusal,
            (false, true) => Situation::First,
            (false, false) => Situation::Any,
        };
        let absent = self.parts.iter().zip(&self.file.parts).filter(|(phrases, part)| {
            let wanted = part.situations.contains(&situation);
            wanted && !phrases.stand_in(reply) && !(part.date && figure::names_a_day(reply))
        });
        absent
            .map(|(_, part)| Remark {
                about: About::Missing,
                words: String::new(),
                why: part.why.clone(),
                better: Some(part.better.clone()),
            })
            .collect()
    }

    /// The need behind what the customer wrote, the one with most words first; a person confirms it.
    pub fn moods(&self, complaint: &str) -> Vec<Mood> {
        let mut moods: Vec<Mood> = self
            .needs
            .iter()
            .zip(&self.file.needs)
            .filter_map(|(phrases, need)| {
                let mut words: Vec<String> =
                    phrases.find(complaint).map(|(_, words)| words.to_owned()).collect();
                words.dedup();
                let (label, first) = (need.label.clone(), need.first.clone());
                (!words.is_empty()).then_some(Mood { need: need.name, label, words, first })
            })
            .collect();
        moods.sort_by_key(|mood| std::cmp::Reverse(mood.words.len()));
        moods
    }
}

fn harmless(sentence: &str, unless: &[String]) -> bool {
    unless.iter().any(|phrase| sentence.contains(phrase.as_str()))
}

/// The sentence that holds the byte `at`.
fn sentence(text: &str, at: usize) -> &str {
    let ends = |c: char| matches!(c, '。' | '！' | '？' | '!' | '?' | '\n' | ';' | '；');
    let from =
        text[..at].rfind(ends).map_or(0, |end| end + text[end..].chars().next().map_or(1, char::len_utf8));
    let to = text[at..].find(ends).map_or(text.len(), |end| at + end);
    &text[from..to]
}
