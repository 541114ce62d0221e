//! Everything about one person as a zip: a page to read in their language, the same for programs as JSON, and the files
//! they gave. It is gathered first, then noted in every case it concerns, and only then written, straight into the
//! answer: it never lies on our disk.

mod index;
mod json;
mod leave;

pub use leave::download;

use crate::locale::Locale;
use crate::page::Page;
use domain::CaseId;
use domain::case::Evidence;
use std::io::{self, Write};
use store::db::Connection;
use store::person::{OwnCase, Reach, Whose};
use store::record::OrderRecord;
use store::{Error, Store};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What is known of a person, before it is put into words.
pub struct Gathered {
    pub whose: Whose,
    pub cases: Vec<Own>,
    /// Orders of theirs that no case is about, too.
    pub orders: Vec<OrderRecord>,
    /// Cases that may be theirs and are not in here.
    pub unclear: u64,
    pub made_ms: i64,
}

pub struct Own {
    pub case: OwnCase,
    pub merchant: String,
}

/// What is about to leave.
pub struct Leaving {
    /// Of the folder within the zip, and of the zip.
    pub name: String,
    pub cases: Vec<CaseId>,
    index: String,
    data: Vec<u8>,
    files: Vec<(String, CaseId, Evidence)>,
}

/// Nothing when nothing is known of such a person.
pub fn gather(store: &Store, db: &mut Connection, whose: Whose) -> Result<Option<Gathered>, Error> {
    let found = store.of_person(db, &whose)?;
    let mut cases = vec![];
    for id in &found.cases {
        let Some(case) = store.own_case(db, id, &whose)? else { continue };
        let merchant = match &case.case.merchant {
            Some(merchant) => store.merchant_name(db, merchant)?.unwrap_or_default(),
            None => String::new(),
        };
        cases.push(Own { case, merchant });
    }
    let mut orders = vec![];
    for id in &found.orders {
        orders.extend(store.own_bought(db, id, &whose)?);
    }
    let (unclear, made_ms) = (found.unclear, store.now_ms());
    let known = !cases.is_empty() || !orders.is_empty();
    Ok(known.then_some(Gathered { whose, cases, orders, unclear, made_ms }))
}

impl Gathered {
    /// The language of the newest case, where nobody chose one.
    pub fn locale(&self) -> Locale {
        self.cases.first().map_or(Locale::Zh, |own| own.case.case.locale.into())
    }

    pub fn leaving(&self, store: &Store, locale: Locale) -> Leaving {
        let p = Page::new(locale, self.made_ms, "");
        let (books, masks) = (&store.policy().playbooks, &store.policy().masks);
        let contact = self.whose.contact.as_ref().map(|contact| contact.shown().masked(masks));
        let day = store::door::day(self.made_ms);
        Leaving {
            name: format!("my-data-{day}"),
            cases: self.cases.iter().map(|own| own.case.case.id.clone()).collect(),
            index: report::html(&index::document(&p, books, contact.as_deref().unwrap_or_default(), self)),
            data: json::data(&p, books, self),
            files: self.cases.iter().flat_map(files).collect(),
        }
    }
}

fn files(own: &Own) -> Vec<(String, CaseId, Evidence)> {
    if own.case.reach == Reach::Restricted {
        return vec![];
    }
    let here = own.case.items.iter().filter(|one| one.is_here);
    let case = &own.case.case;
    let file = |one: &store::person::OwnItem| {
        (file_name(&case.number, &one.item), case.id.clone(), one.item.clone())
    };
    here.map(file).collect()
}

/// Where a file lies in the zip.
fn file_name(number: &str, item: &Evidence) -> String {
    let ending = media::by_mime(&item.media).map_or("bin", |media| media.ending);
    format!("files/{number}/{}.{ending}", item.id)
}

impl Leaving {
    /// Blocks. A file that was erased while this was written is left out.
    pub fn write<W: Write>(&self, store: &Store, to: W) -> Result<W, Error> {
        let failed = |error: zip::result::ZipError| Error::Files(io::Error::other(error));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .unix_permissions(0o644);
        // Pictures and film are packed already.
        let stored = options.compression_method(CompressionMethod::Stored);
        let mut zip = ZipWriter::new_stream(to);
        for (name, bytes) in [("index.html", self.index.as_bytes()), ("data.json", &self.data[..])] {
            zip.start_file(format!("{}/{name}", self.name), options).map_err(failed)?;
            zip.write_all(bytes)?;
        }
        for (name, case, item) in &self.files {
            let Some(bytes) = store.db().read_blocking(|db| store.own_bytes(db, case, item))? else {
                continue;
            };
            zip.start_file(format!("{}/{name}", self.name), stored).map_err(failed)?;
            zip.write_all(&bytes)?;
        }
        Ok(zip.finish().map_err(failed)?.into_inner())
    }
}
