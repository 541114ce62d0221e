//! A case as it leaves the house: a BagIt 1.0 folder in a zip that holds the entries byte for byte, their proofs, the
//! signed checkpoint and the content the entries speak of. Made twice from the same case it is the same file, bit
//! for bit, so that two people can compare what they were given.
//!
//! What the proofs cover and what they do not: entries by their receipts; content by the commitments in the entries;
//! that no entry is left out before the last by the numbers and the chain; that none is left out at the end by the map
//! of heads, as far as the newest map speaks. `case.json`, `README.txt`,
//! `bag-info.txt` and the extra files are for reading and are covered by the manifests alone, which anyone can rewrite.
//!
//! LIMIT: the content of one bundle is held in memory while it is written.

pub(crate) mod bag;
pub(crate) mod layout;
pub(crate) mod objects;
pub mod redaction;
pub mod tsa;

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{Seek, Write},
};

use zip::{CompressionMethod, DateTime, System, ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::{
    entry::{Entry, EntryError},
    hash::Hash,
    heads::HeadsProof,
    note::Verifier,
    receipt::Receipt,
};

/// What the caller has read and wants handed out.
pub struct Bundle {
    /// The folder within the zip, and by custom the name of the zip: `case-…`.
    pub folder: String,
    pub subject: String,
    /// A readable index of the case in whatever shape the caller finds useful.
    pub case_json: Vec<u8>,
    /// All entries of the subject, in any order.
    pub entries: Vec<Proven>,
    pub objects: Vec<Object>,
    /// What the newest map of heads under the checkpoint says about the subject; nothing before the first map.
    pub heads: Option<HeadsPart>,
    /// Files for people, by their names in the bag: `verify.html`, a report, tokens of time stampers. Covered by the
    /// manifests alone; `layout::is_extra` names the places they may have.
    pub extra: Vec<(String, Vec<u8>)>,
    /// The signed checkpoint all paths lead to.
    pub checkpoint: String,
    pub key: Verifier,
}

/// The exact bytes of an entry and its path to the root of the bundle's checkpoint.
pub struct Proven {
    pub bytes: Vec<u8>,
    pub path: Vec<Hash>,
}

/// The house's entry that names a map of heads, and the subject's place in that map.
pub struct HeadsPart {
    pub entry: Proven,
    pub proof: HeadsProof,
}

/// Content the entries commit to.
pub struct Object {
    pub id: String,
    pub commitment: Hash,
    pub state: ObjectState,
}

pub enum ObjectState {
    Present {
        salt: [u8; 32],
        part: Part,
        bytes: Vec<u8>,
    },
    /// Hidden in this edition, as the case's entry of this number says; `shown` is what may be seen instead.
    Redacted {
        by_no: u64,
        shown: Option<(Part, Vec<u8>)>,
    },
    /// Lawfully erased by the case's entry of this number.
    Erased {
        by_no: u64,
    },
}

/// Where present content lies in the bundle.
pub enum Part {
    /// A file a party handed in; the ending is its type, without the dot.
    Evidence {
        ending: String,
    },
    Json,
    Text,
    /// The record of a redacted edition.
    Redaction,
}

#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    #[error("{0:?} cannot be part of a file name")]
    Name(String),
    #[error("{0:?} has no place in a bundle")]
    Place(String),
    #[error("two entries or two objects of the bundle are the same: {0}")]
    Twice(String),
    #[error(transparent)]
    Entry(#[from] EntryError),
    #[error("the zip cannot be written: {0}")]
    Zip(#[from] ZipError),
    #[error("the list of objects cannot be written: {0}")]
    Json(#[from] serde_json::Error),
}

/// Every file of the bag by its name in the bag, in the order in which it is written.
type Files<'b> = BTreeMap<String, Cow<'b, [u8]>>;

impl Bundle {
    pub fn write<W: Write + Seek>(&self, to: W) -> Result<W, BundleError> {
        layout::check_name(&self.folder)?;
        let mut files = Files::new();
        self.add_entries(&mut files)?;
        self.add_objects(&mut files)?;
        self.add_heads(&mut files)?;
        self.add_extra(&mut files)?;
        self.add_rest(&mut files)?;
        bag::add_tag_files(&mut files, &self.subject);
        write_zip(&self.folder, &files, to)
    }

    fn add_entries<'b>(&'b self, files: &mut Files<'b>) -> Result<(), BundleError> {
        for proven in &self.entries {
            let entry = Entry::parse(&proven.bytes)?;
            let receipt = Receipt::new(entry.seq, proven.path.clone(), self.checkpoint.clone());
            add(files, layout::event_file(entry.no), &proven.bytes[..])?;
            add(files, layout::proof_file(entry.no), receipt.to_string().into_bytes())?;
        }
        Ok(())
    }

    fn add_objects<'b>(&'b self, files: &mut Files<'b>) -> Result<(), BundleError> {
        for object in &self.objects {
            match &object.state {
                ObjectState::Present { part, bytes, .. } => {
                    add(files, layout::object_file(&object.id, part)?, &bytes[..])?;
                }
                ObjectState::Redacted { shown: Some((part, bytes)), .. } => {
                    add(files, layout::shown_file(&object.id, part)?, &bytes[..])?;
                }
                ObjectState::Redacted { shown: None, .. } | ObjectState::Erased { .. } => {}
            }
        }
        add(files, layout::OBJECTS.to_owned(), objects::list(&self.objects)?)
    }

    fn add_heads<'b>(&'b self, files: &mut Files<'b>) -> Result<(), BundleError> {
        let Some(HeadsPart { entry, proof }) = &self.heads else { return Ok(()) };
        let seq = Entry::parse(&entry.bytes)?.seq;
        let receipt = Receipt::new(seq, entry.path.clone(), self.checkpoint.clone());
        add(files, layout::HEADS_ENTRY.to_owned(), &entry.bytes[..])?;
        add(files, layout::HEADS_RECEIPT.to_owned(), receipt.to_string().into_bytes())?;
        add(files, layout::HEADS_PROOF.to_owned(), serde_json::to_vec_pretty(proof)?)
    }

    fn add_extra<'b>(&'b self, files: &mut Files<'b>) -> Result<(), BundleError> {
        for (name, bytes) in &self.extra {
            if !layout::is_extra(name) {
                return Err(BundleError::Place(name.clone()));
            }
            add(files, name.clone(), &bytes[..])?;
        }
        Ok(())
    }

    fn add_rest<'b>(&'b self, files: &mut Files<'b>) -> Result<(), BundleError> {
        add(files, layout::CASE.to_owned(), &self.case_json[..])?;
        add(files, layout::CHECKPOINT.to_owned(), self.checkpoint.as_bytes())?;
        add(files, layout::KEY.to_owned(), format!("{}\n", self.key).into_bytes())?;
        add(files, layout::README.to_owned(), include_bytes!("bundle/README.txt").as_slice())
    }
}

fn add<'b>(files: &mut Files<'b>, name: String, bytes: impl Into<Cow<'b, [u8]>>) -> Result<(), BundleError> {
    if files.contains_key(&name) {
        return Err(BundleError::Twice(name));
    }
    files.insert(name, bytes.into());
    Ok(())
}

/// Nothing of today gets in: fixed times, fixed permissions, files in the order of their names.
/// LIMIT: another version of the compression library may pack the same bytes differently.
fn write_zip<W: Write + Seek>(folder: &str, files: &Files<'_>, to: W) -> Result<W, BundleError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .system(System::Unix)
        .unix_permissions(0o644)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(to);
    for (name, bytes) in files {
        zip.start_file(format!("{folder}/{name}"), options.large_file(bytes.len() > u32::MAX as usize))?;
        zip.write_all(bytes).map_err(ZipError::from)?;
    }
    Ok(zip.finish()?)
}
