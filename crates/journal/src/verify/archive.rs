//! Opening a zip that may have been made to hurt us. Every file is read once, as a stream; its digest is kept, and the
//! bytes only of the small files that are looked into. Nothing is unpacked to disk.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Read, Seek},
};

use sha2::{Digest, Sha256};
use zip::ZipArchive;

use super::{
    limits::{Limits, Unreadable},
    names::{folder, names},
};
use crate::{bundle::layout, hash::Hash};

/// The files of the bag, by their names within its folder.
#[derive(Default)]
pub(super) struct Bag {
    pub digests: BTreeMap<String, Hash>,
    pub held: BTreeMap<String, Vec<u8>>,
    /// Listed in the zip, but their bytes cannot be unpacked.
    pub damaged: BTreeSet<String>,
    /// In the zip, but outside the folder.
    pub strays: Vec<String>,
}

impl Bag {
    pub fn bytes(&self, file: &str) -> Option<&[u8]> {
        self.held.get(file).map(Vec::as_slice)
    }

    pub fn text(&self, file: &str) -> Option<&str> {
        std::str::from_utf8(self.bytes(file)?).ok()
    }

    pub fn has(&self, file: &str) -> bool {
        self.digests.contains_key(file) || self.damaged.contains(file)
    }
}

pub(super) fn read<R: Read + Seek>(zip: R, limits: &Limits) -> Result<Bag, Unreadable> {
    let mut zip = ZipArchive::new(zip)?;
    if zip.len() > limits.files {
        return Err(Unreadable::TooLarge);
    }
    if zip.has_duplicate_names() || zip.has_overlapping_files()? {
        return Err(Unreadable::Ambiguous);
    }
    let names = names(&zip)?;
    let folder = folder(&names)?;
    let mut bag = Bag::default();
    let mut budget = limits.clone();
    for (position, name) in names.into_iter().enumerate().filter(|(_, name)| !name.ends_with('/')) {
        match name.strip_prefix(&folder) {
            Some(file) => read_file(&mut zip, position, file, &mut budget, &mut bag)?,
            None => bag.strays.push(name),
        }
    }
    Ok(bag)
}

fn read_file<R: Read + Seek>(
    zip: &mut ZipArchive<R>,
    position: usize,
    file: &str,
    budget: &mut Limits,
    bag: &mut Bag,
) -> Result<(), Unreadable> {
    let unpacked = match zip.by_index(position) {
        Ok(mut packed) => unpack(&mut packed, is_looked_into(file), budget),
        Err(_) => Err(Failure::Damaged),
    };
    match unpacked {
        Ok((digest, bytes)) => {
            bag.digests.insert(file.to_owned(), digest);
            bag.held.extend(bytes.map(|bytes| (file.to_owned(), bytes)));
        }
        Err(Failure::Damaged) => drop(bag.damaged.insert(file.to_owned())),
        Err(Failure::TooLarge) => return Err(Unreadable::TooLarge),
    }
    Ok(())
}

fn is_looked_into(file: &str) -> bool {
    let read_by_people_only = [layout::CASE, layout::README, layout::BAG_INFO].contains(&file);
    let is_content = layout::is_object_file(file) && !layout::is_redaction(file);
    let for_people = layout::is_extra(file) && !file.starts_with(crate::bundle::tsa::FOLDER);
    !read_by_people_only && !is_content && !for_people
}

enum Failure {
    Damaged,
    TooLarge,
}

impl From<io::Error> for Failure {
    fn from(_: io::Error) -> Failure {
        Failure::Damaged
    }
}

/// The sizes a zip states are claims; what counts is what comes out.
fn unpack(
    packed: &mut impl Read,
    hold: bool,
    budget: &mut Limits,
) -> Result<(Hash, Option<Vec<u8>>), Failure> {
    let (mut digest, mut held) = (Sha256::new(), Vec::new());
    let mut piece = [0; 32 * 1024];
    loop {
        let count = packed.read(&mut piece)?;
        if count == 0 {
            break;
        }
        spend(&mut budget.unpacked_bytes, count)?;
        digest.update(&piece[..count]);
        if hold {
            spend(&mut budget.held_bytes, count)?;
            held.extend_from_slice(&piece[..count]);
        }
    }
    Ok((Hash(digest.finalize().into()), hold.then_some(held)))
}

fn spend(budget: &mut u64, count: usize) -> Result<(), Failure> {
    *budget = budget.checked_sub(count as u64).ok_or(Failure::TooLarge)?;
    Ok(())
}
