//! One line taken apart: time, who, what, named values, and the words in quotation marks at its end.

use std::fmt;

/// What is wrong with a scenario, or what it expected and did not find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    pub file: String,
    pub line: usize,
    pub what: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

impl std::error::Error for Mistake {}

/// Each part is taken once; what is left at the end was not understood.
#[derive(Debug, Default)]
pub struct Line {
    parts: Vec<Part>,
    text: Option<String>,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Part {
    Word(String),
    Named(String, String),
}

impl Line {
    pub fn read(written: &str) -> Result<Line, String> {
        let mut line = Line::default();
        let mut rest = written.trim();
        while !rest.is_empty() {
            let (name, after) = match rest.find(|letter: char| letter.is_whitespace() || is_quote(letter)) {
                Some(end) => rest.split_at(end),
                None => (rest, ""),
            };
            if after.starts_with(is_quote) {
                let (text, behind) = quoted(after)?;
                line.put_quoted(name, text)?;
                rest = behind.trim_start();
            } else {
                line.put_plain(name)?;
                rest = after.trim_start();
            }
        }
        Ok(line)
    }

    fn put_quoted(&mut self, name: &str, text: String) -> Result<(), String> {
        match name.strip_suffix('=') {
            Some(name) => self.put_named(name, text),
            None if name.is_empty() && self.text.is_none() => {
                self.text = Some(text);
                Ok(())
            }
            None => Err(format!("引号的位置不对 · a quotation in an odd place, after “{name}”")),
        }
    }

    fn put_plain(&mut self, word: &str) -> Result<(), String> {
        match word.split_once('=') {
            Some((name, value)) => self.put_named(name, value.to_owned()),
            None => {
                self.parts.push(Part::Word(word.to_owned()));
                Ok(())
            }
        }
    }

    fn put_named(&mut self, name: &str, value: String) -> Result<(), String> {
        if self.find(name).is_some() {
            return Err(format!("“{name}”写了两次 · is given twice"));
        }
        self.parts.push(Part::Named(name.to_owned(), value));
        Ok(())
    }

    fn find(&self, wanted: &str) -> Option<usize> {
        self.parts.iter().position(|part| matches!(part, Part::Named(name, _) if name == wanted))
    }

    pub fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.text.is_none()
    }
    /// The first word, when the line begins with one.
    pub fn peek(&self) -> Option<&str> {
        match self.parts.first() {
            Some(Part::Word(word)) => Some(word),
            _ => None,
        }
    }
    pub fn word(&mut self, what: &str) -> Result<String, String> {
        self.word_perhaps().ok_or_else(|| format!("少了{what} · is missing"))
    }
    pub fn word_perhaps(&mut self) -> Option<String> {
        let at = self.parts.iter().position(|part| matches!(part, Part::Word(_)))?;
        match self.parts.remove(at) {
            Part::Word(word) => Some(word),
            Part::Named(..) => None,
        }
    }
    pub fn named(&mut self, name: &str) -> Option<String> {
        match self.parts.remove(self.find(name)?) {
            Part::Named(_, value) => Some(value),
            Part::Word(_) => None,
        }
    }
    pub fn need(&mut self, name: &str) -> Result<String, String> {
        self.named(name).ok_or_else(|| format!("少了“{name}=” · is missing"))
    }
    /// All that is left but the text, in the order it was written.
    pub fn rest(&mut self) -> Vec<Part> {
        std::mem::take(&mut self.parts)
    }
    pub fn text(&mut self) -> Option<String> {
        self.text.take()
    }
    pub fn need_text(&mut self) -> Result<String, String> {
        self.text().ok_or_else(|| "少了引号里的话 · the words in quotation marks are missing".to_owned())
    }
    pub fn done(self) -> Result<(), String> {
        let written = |part| match part {
            Part::Word(word) => word,
            Part::Named(name, _) => name,
        };
        let left = self.parts.into_iter().map(written).next();
        match left.or(self.text) {
            Some(left) => Err(format!("看不懂“{left}” · not understood")),
            None => Ok(()),
        }
    }
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '“')
}

/// “…” may hold "…" and the other way round.
fn quoted(from: &str) -> Result<(String, &str), String> {
    let end = if from.starts_with('“') { '”' } else { '"' };
    let inside = &from[from.chars().next().map_or(0, char::len_utf8)..];
    match inside.split_once(end) {
        Some((text, rest)) => Ok((text.to_owned(), rest)),
        None => Err("引号没有关上 · a quotation mark is not closed".into()),
    }
}
