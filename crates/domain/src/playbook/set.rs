//! The set of files a house works by: the shipped ones, with those of the house in their place. A set is loaded whole
//! or not at all.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::load::COMMON;
use super::page::Page;
use super::{Both, PlaybookError, Playbooks, Tried, both};
use crate::calendar::Calendar;
use crate::words::Locale;

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookFile {
    /// `quality.toml`, whatever folder it came from.
    pub name: String,
    pub text: String,
    pub sha256: String,
}

/// A playbook is read by people: more than this is no playbook.
const BYTES_MAX: usize = 64 * 1024;
const FILES_MAX: usize = 200;

impl BookFile {
    pub(super) fn of(page: &Page) -> BookFile {
        BookFile::new(page.name, page.text)
    }

    pub fn new(name: &str, text: &str) -> BookFile {
        let digest = Sha256::digest(text);
        let sha256 = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        BookFile { name: name.to_owned(), text: text.to_owned(), sha256 }
    }

    pub fn is_shipped(&self) -> bool {
        shipped(&self.name) == Some(&self.text)
    }
}

/// The text that comes with the program.
fn shipped(name: &str) -> Option<&'static str> {
    Playbooks::shipped_files().iter().find(|(own, _)| *own == name).map(|(_, text)| *text)
}

impl Playbooks {
    /// In the order that breaks ties, the common one first.
    pub fn files(&self) -> &[BookFile] {
        &self.files
    }

    pub fn file(&self, name: &str) -> Option<&BookFile> {
        self.files.iter().find(|file| file.name == name)
    }

    /// What tells one set from another.
    pub fn digest(&self) -> String {
        let mut digest = Sha256::new();
        for file in &self.files {
            digest.update(&file.name);
            digest.update([0]);
            digest.update(&file.sha256);
        }
        digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// By kind, as cases name it.
    pub fn versions(&self) -> BTreeMap<String, String> {
        self.kinds.iter().map(|book| (book.kind.clone(), book.version_id.clone())).collect()
    }

    /// This set with these files in the place of those of the same name; new ones stand last. A file without a text
    /// goes back to the shipped one, or away where none is shipped.
    pub fn with(&self, changes: &BTreeMap<String, Option<String>>) -> Result<Playbooks, Vec<PlaybookError>> {
        let mut files: Vec<(String, String)> =
            self.files.iter().map(|file| (file.name.clone(), file.text.clone())).collect();
        for (name, text) in changes {
            files.extend((!files.iter().any(|(own, _)| own == name)).then(|| (name.clone(), String::new())));
            let text = text.clone().or_else(|| shipped(name).map(str::to_owned));
            match (text, files.iter_mut().find(|(own, _)| own == name)) {
                (Some(text), Some(file)) => file.1 = text,
                _ => files.retain(|(own, _)| own != name),
            }
        }
        small(&files)?;
        Playbooks::load(&files)
    }
}

impl Playbooks {
    /// The same, and no example of any file comes out otherwise than it says.
    pub fn checked(
        &self,
        changes: &BTreeMap<String, Option<String>>,
        calendar: &Calendar,
    ) -> Result<Playbooks, Vec<PlaybookError>> {
        let books = self.with(changes)?;
        let surprise = |tried: &Tried| {
            let differs =
                |locale| tried.differs.iter().map(|one| one.read(locale)).collect::<Vec<_>>().join("; ");
            let (zh, en) = (differs(Locale::Zh), differs(Locale::En));
            let zh = format!("这个例子的结果不一样：{zh}");
            let en = format!("this example comes out otherwise: {en}");
            PlaybookError::new(&format!("{}.toml", tried.playbook.kind), tried.example.line, Both { zh, en })
        };
        let tried = books.tried(calendar);
        let errors: Vec<_> = tried.iter().filter(|one| !one.differs.is_empty()).map(surprise).collect();
        if errors.is_empty() { Ok(books) } else { Err(errors) }
    }
}

/// Looked at before anything is read: reading takes time and memory by the length.
fn small(files: &[(String, String)]) -> Result<(), Vec<PlaybookError>> {
    let large = files.iter().filter(|(_, text)| text.len() > BYTES_MAX);
    let mut errors: Vec<PlaybookError> = large
        .map(|(name, _)| {
            Page::new(name, "").error(
                1,
                both!("文件超过 {} KB；请拆开", "the file is larger than {} KB; split it", BYTES_MAX / 1024),
            )
        })
        .collect();
    if files.len() > FILES_MAX {
        errors.push(
            Page::new(COMMON, "")
                .error(1, both!("预案超过 {FILES_MAX} 个", "there are more than {FILES_MAX} playbooks")),
        );
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}
