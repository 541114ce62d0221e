//! The findings in sentences, for people who have never heard of a Merkle tree, in Chinese and in English.

mod en;
mod zh;

use super::{Problem, Report, Unreadable};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Chinese,
    English,
}

/// `2026-11-22T04:33:44Z`
fn utc(at_ms: i64) -> String {
    let seconds = std::time::Duration::from_secs(u64::try_from(at_ms / 1_000).unwrap_or(0));
    der::DateTime::from_unix_duration(seconds).map_or_else(|_| at_ms.to_string(), |time| time.to_string())
}

impl Problem {
    pub fn say(&self, language: Language) -> String {
        match language {
            Language::Chinese => zh::problem(self),
            Language::English => en::problem(self),
        }
    }
}

impl Unreadable {
    pub fn say(&self, language: Language) -> String {
        match language {
            Language::Chinese => zh::unreadable(self),
            Language::English => format!("Cannot be checked: {self}."),
        }
    }
}

impl Report {
    /// The verdict, what it rests on, and each problem: one line each. File names and identifiers come from whoever
    /// made the file, so nothing in them reaches a terminal as a command.
    pub fn say(&self, language: Language) -> Vec<String> {
        let mut lines = match language {
            Language::Chinese => zh::summary(self),
            Language::English => en::summary(self),
        };
        lines.extend(self.problems.iter().map(|problem| format!("  - {}", problem.say(language))));
        lines.iter().map(|line| line.chars().filter(|letter| !letter.is_control()).collect()).collect()
    }
}
