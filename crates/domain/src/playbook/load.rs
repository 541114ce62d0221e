//! From files to playbooks: read all, check all, and only then build. Every error of every file is reported at
//! once, so that an author corrects them in one go.

use super::build::build;
use super::file::{CommonFile, KindFile};
use super::page::{Page, PlaybookError};
use super::{Playbooks, both};
use super::{check, clock};

pub(super) const COMMON: &str = "common.toml";

impl Playbooks {
    /// Loads the files of a house, given as (name, text). One of them is `common.toml`.
    pub fn load<N: AsRef<str>, T: AsRef<str>>(files: &[(N, T)]) -> Result<Playbooks, Vec<PlaybookError>> {
        let pages: Vec<Page> =
            files.iter().map(|(name, text)| Page::new(name.as_ref(), text.as_ref())).collect();
        let mut errors = Vec::new();
        let common = pages.iter().find(|page| page.name == COMMON);
        let Some(common) = common else {
            let words = both!(
                "缺少；请补上 {COMMON}，写各类型共用的时限和规则",
                "is missing; add {COMMON} with the clocks and rules all kinds share"
            );
            return Err(vec![PlaybookError::new(COMMON, 1, words)]);
        };
        let shared: Option<CommonFile> = common.read(&mut errors);
        let kinds: Vec<(&Page, KindFile)> = pages
            .iter()
            .filter(|page| page.name != COMMON)
            .filter_map(|page| page.read(&mut errors).map(|file| (page, file)))
            .collect();
        let Some(shared) = shared else { return Err(errors) };
        check::all(common, &shared, &kinds, &mut errors);
        let built = build(common, shared, kinds, &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        let books = built.map_err(|words| vec![common.error(1, words)])?;
        let line = common.text.find("[clocks]").unwrap_or(0);
        let missing: Vec<_> =
            clock::uncovered(&books).into_iter().map(|words| common.at(line, words)).collect();
        if missing.is_empty() { Ok(books) } else { Err(missing) }
    }
}
