//! From files to a library: read all, check all, and only then build. Every error of every file is reported at once.

use super::file::{LawFile, WaysFile};
use super::{Library, build, check};
use crate::playbook::{Page, PlaybookError};

/// The file that names the other ways; every other file is a law.
pub(super) const WAYS: &str = "ways.toml";

impl Library {
    /// Loads the files of a house, given as (name, text).
    pub fn load<N: AsRef<str>, T: AsRef<str>>(files: &[(N, T)]) -> Result<Library, Vec<PlaybookError>> {
        let pages: Vec<Page> =
            files.iter().map(|(name, text)| Page::new(name.as_ref(), text.as_ref())).collect();
        let mut errors = vec![];
        let Some(ways) = pages.iter().find(|page| page.name == WAYS) else {
            let words = format!("is missing; add {WAYS} with the other ways of each jurisdiction");
            return Err(vec![PlaybookError::new(WAYS, 1, words)]);
        };
        let shared: Option<WaysFile> = ways.read(&mut errors);
        let laws: Vec<(&Page, LawFile)> = pages
            .iter()
            .filter(|page| page.name != WAYS)
            .filter_map(|page| page.read(&mut errors).map(|file| (page, file)))
            .collect();
        let Some(shared) = shared else { return Err(errors) };
        check::all(&laws, &mut errors);
        check::ways(ways, &shared, &laws, &mut errors);
        let library = build::library(laws, shared, &mut errors);
        if errors.is_empty() { Ok(library) } else { Err(errors) }
    }
}
