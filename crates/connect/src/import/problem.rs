//! What is wrong with a file, said to the person who can mend it.

use std::fmt;

/// As many as fit a screen; a file with the wrong separator would list thousands.
const LISTED: usize = 50;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    pub file: String,
    /// Counted from one, as an editor shows it; absent when the whole file is meant.
    pub line: Option<u64>,
    pub column: Option<String>,
    /// What is wrong and what to do, in one sentence.
    pub words: String,
}

/// The first fifty errors, and how many there are. Never empty when it is returned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problems {
    pub listed: Vec<RowError>,
    pub total: usize,
}

impl Problems {
    pub(super) fn whole_file(file: &str, words: impl Into<String>) -> Self {
        let mut problems = Self::default();
        problems.add(RowError { file: file.into(), line: None, column: None, words: words.into() });
        problems
    }

    pub(crate) fn add(&mut self, error: RowError) {
        self.total += 1;
        if self.listed.len() < LISTED {
            self.listed.push(error);
        }
    }

    pub(super) fn add_all(&mut self, others: Problems) {
        let hidden = others.total - others.listed.len();
        others.listed.into_iter().for_each(|error| self.add(error));
        self.total += hidden;
    }

    pub(super) fn none_or<T>(self, good: T) -> Result<T, Self> {
        if self.total == 0 { Ok(good) } else { Err(self) }
    }
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.words)
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for error in &self.listed {
            writeln!(f, "{error}")?;
        }
        match self.total - self.listed.len() {
            0 => Ok(()),
            more => writeln!(f, "… and {more} more"),
        }
    }
}

impl std::error::Error for Problems {}
