//! Reading a reply before the customer does: what is cold or binds us, what is missing, which figures the case does
//! not know. The words and the advice are in a file (`writing/reply.toml`); a person decides what to do with them.
//!
//! LIMIT: words are found as they stand; irony, and a promise written around the words of the file, are not.

mod demand;
mod draft;
mod figure;
mod file;
mod phrase;
mod remark;
mod service;
mod template;

use file::File;
use phrase::Phrases;
use std::sync::LazyLock;

pub use demand::{Asked, Demand, Demands, Meeting, prefilled};
pub use draft::{Cover, Purpose, matter, rules};
pub use figure::Day;
pub use remark::{About, Letter, Mood, Need, Remark, Situation};
pub use service::earlier_numbers;
pub use template::{Choice, Drawn, FILLED, Filled, Occasion, Template, Templates, open_fields};

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

    /// What to look at again in `reply`: what hurts or binds, what is still to be filled in, then figures the case does not know, then what is
    /// missing. An empty reply has nothing to look at.
    pub fn remarks(&self, reply: &str, letter: &Letter) -> Vec<Remark> {
        if reply.trim().is_empty() {
            return Vec::new();
        }
        let mut remarks = self.wording(reply);
        remarks.extend(figure::open(reply, &self.file.figure));
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
