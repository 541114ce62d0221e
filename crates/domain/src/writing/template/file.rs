//! The files as they are written. A house's own files come after the shipped ones; the same id stands in its place.

use super::{Occasion, Suits, Template, Templates, check};
use crate::playbook::{Both, Page, PlaybookError, Playbooks};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// Every field a text may have, and what it is called where it stays open.
    #[serde(default)]
    pub fields: BTreeMap<Spanned<String>, Both>,
    #[serde(default, rename = "template")]
    pub templates: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    pub id: Spanned<String>,
    pub occasion: Occasion,
    pub label: Spanned<Both>,
    #[serde(default)]
    pub suits: Suits,
    #[serde(default)]
    pub always: bool,
    pub zh: Spanned<String>,
    pub en: Spanned<String>,
}

macro_rules! shipped_files {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../../writing/templates/", $name)))),+]
    };
}

const FILES: [(&str, &str); 3] = shipped_files!("begin.toml", "settle.toml", "firm.toml");

impl Templates {
    /// Name and text of the shipped files, to be copied and changed.
    pub fn shipped_files() -> &'static [(&'static str, &'static str)] {
        &FILES
    }

    /// Files given as (name, text). Either all of them stand or none does; every error of every file comes at once.
    pub fn load<N: AsRef<str>, T: AsRef<str>>(
        files: &[(N, T)],
        books: &Playbooks,
    ) -> Result<Templates, Vec<PlaybookError>> {
        let pages: Vec<Page> =
            files.iter().map(|(name, text)| Page::new(name.as_ref(), text.as_ref())).collect();
        let mut errors = Vec::new();
        let read: Vec<(&Page, File)> =
            pages.iter().filter_map(|page| page.read(&mut errors).map(|file| (page, file))).collect();
        check::all(&read, books, &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut built = Templates { all: vec![], fields: BTreeMap::new() };
        for (_, file) in read {
            built.fields.extend(file.fields.into_iter().map(|(name, label)| (name.into_inner(), label)));
            file.templates.into_iter().for_each(|written| built.put(written.into()));
        }
        Ok(built)
    }

    fn put(&mut self, template: Template) {
        match self.all.iter_mut().find(|old| old.id == template.id) {
            Some(old) => *old = template,
            None => self.all.push(template),
        }
    }
}

impl From<Written> for Template {
    fn from(written: Written) -> Template {
        let Written { id, occasion, label, suits, always, zh, en } = written;
        let text = Both { zh: zh.into_inner(), en: en.into_inner() };
        Template { id: id.into_inner(), occasion, label: label.into_inner(), text, suits, always }
    }
}
