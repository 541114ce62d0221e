//! A map as a file: the number of leaves, the leaves in their order, and the roots of full tiles over them. A place is
//! found by halving and proven from a few hundred leaves.

use crate::Error;
use journal::heads::{Builder, Head, HeadsProof, Named, ProvenHead, key};
use journal::tree::{Tiles, WIDTH, inclusion_proof, root};
use journal::{Hash, node_hash};
use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::FileExt;
use std::path::Path;
use tempfile::NamedTempFile;

/// The number of leaves.
const HEADER: u64 = 8;

pub(crate) struct Map {
    file: Kept,
    subjects: u64,
    /// Roots of the full tiles of leaves.
    tiles: Vec<Hash>,
}

enum Kept {
    /// Goes with the map unless it is persisted.
    New(NamedTempFile),
    File(File),
}

/// A map that is being written.
pub(crate) struct Writing {
    file: BufWriter<NamedTempFile>,
    builder: Builder,
    tiles: Vec<Hash>,
    row: Vec<Hash>,
}

impl Writing {
    pub fn new(folder: &Path) -> Result<Writing, Error> {
        let mut file = BufWriter::new(NamedTempFile::new_in(folder)?);
        file.write_all(&[0; HEADER as usize])?;
        Ok(Writing { file, builder: Builder::default(), tiles: vec![], row: vec![] })
    }

    pub fn push(&mut self, head: Head) -> Result<(), Error> {
        self.builder.push(head).map_err(|_| Error::Damaged("the leaves of the map are out of order"))?;
        self.row.push(head.leaf());
        if self.row.len() as u64 == WIDTH {
            self.tiles.push(perfect_root(&self.row));
            self.row.clear();
        }
        Ok(self.file.write_all(&head.to_bytes())?)
    }

    pub fn finish(mut self) -> Result<Map, Error> {
        for tile in &self.tiles {
            self.file.write_all(&tile.0)?;
        }
        let subjects = self.builder.subjects();
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(&subjects.to_be_bytes())?;
        let file = self.file.into_inner().map_err(|error| Error::Files(error.into_error()))?;
        let map = Map { file: Kept::New(file), subjects, tiles: self.tiles };
        // What is read back must be what was written.
        if map.read_root()? == self.builder.root() { Ok(map) } else { Err(damaged()) }
    }
}

impl Map {
    /// Nothing when it is not there or cannot be read: it is made again then.
    pub fn open(path: &Path) -> Option<Map> {
        let mut file = File::open(path).ok()?;
        let mut header = [0; HEADER as usize];
        file.read_exact(&mut header).ok()?;
        let subjects = u64::from_be_bytes(header);
        let full = subjects / WIDTH;
        let leaves = subjects.checked_mul(Head::BYTES as u64)?;
        if file.metadata().ok()?.len() != leaves.checked_add(HEADER + 32 * full)? {
            return None;
        }
        file.seek(SeekFrom::Start(HEADER + leaves)).ok()?;
        let mut bytes = vec![];
        file.read_to_end(&mut bytes).ok()?;
        let tiles = bytes.as_chunks::<32>().0.iter().map(|hash| Hash(*hash)).collect();
        Some(Map { file: Kept::File(file), subjects, tiles })
    }

    pub fn subjects(&self) -> u64 {
        self.subjects
    }

    pub fn root(&self) -> Result<Hash, Error> {
        self.read_root()
    }

    pub fn is(&self, named: &Named) -> bool {
        self.subjects == named.subjects && self.read_root().is_ok_and(|root| root == named.root)
    }

    pub fn persist(self, path: &Path) -> Result<(), Error> {
        if let Kept::New(file) = self.file {
            file.as_file().sync_all()?;
            file.persist(path).map_err(|error| Error::Files(error.error))?;
        }
        Ok(())
    }

    /// The subject's own leaf, or the neighbours between which it would stand.
    pub fn place(&mut self, subject: &str) -> Result<HeadsProof, Error> {
        let wanted = key(subject);
        let (mut from, mut to) = (0, self.subjects);
        while from < to {
            let middle = from + (to - from) / 2;
            if self.head(middle)?.key < wanted { from = middle + 1 } else { to = middle }
        }
        let own = from < self.subjects && self.head(from)?.key == wanted;
        let shown = if own { from..from + 1 } else { from.saturating_sub(1)..self.subjects.min(from + 1) };
        let heads = shown.map(|index| self.proven(index)).collect::<Result<_, Error>>()?;
        Ok(HeadsProof { subjects: self.subjects, heads })
    }

    fn proven(&self, index: u64) -> Result<ProvenHead, Error> {
        let path = inclusion_proof(&mut &*self, index, self.subjects).map_err(|_| damaged())?;
        Ok(ProvenHead::new(index, self.head(index)?, path))
    }

    fn read_root(&self) -> Result<Hash, Error> {
        root(&mut &*self, self.subjects).map_err(|_| damaged())
    }

    fn head(&self, index: u64) -> Result<Head, Error> {
        let mut bytes = [0; Head::BYTES];
        self.read_at(&mut bytes, index)?;
        Ok(Head::from_bytes(&bytes))
    }

    fn read_at(&self, bytes: &mut [u8], index: u64) -> std::io::Result<()> {
        let file = match &self.file {
            Kept::New(file) => file.as_file(),
            Kept::File(file) => file,
        };
        file.read_exact_at(bytes, HEADER + index * Head::BYTES as u64)
    }
}

impl Tiles for &Map {
    type Error = std::io::Error;

    fn tile(&mut self, level: u8, index: u64, width: u16) -> Result<Vec<Hash>, Self::Error> {
        let first = index * WIDTH;
        if level == 0 {
            let mut bytes = vec![0; usize::from(width) * Head::BYTES];
            self.read_at(&mut bytes, first)?;
            let heads = bytes.as_chunks::<{ Head::BYTES }>().0.iter().map(Head::from_bytes);
            return Ok(heads.map(Head::leaf).collect());
        }
        Ok((first..first + u64::from(width)).map_while(|at| self.tile_root(level, at)).collect())
    }
}

impl Map {
    fn tile_root(&self, level: u8, at: u64) -> Option<Hash> {
        if level == 1 {
            return self.tiles.get(at as usize).copied();
        }
        let below = (at * WIDTH..(at + 1) * WIDTH).map(|at| self.tile_root(level - 1, at));
        below.collect::<Option<Vec<_>>>().map(|row| perfect_root(&row))
    }
}

/// The root over a row whose length is a power of two.
fn perfect_root(row: &[Hash]) -> Hash {
    match row {
        [hash] => *hash,
        _ => {
            let (left, right) = row.split_at(row.len() / 2);
            node_hash(&perfect_root(left), &perfect_root(right))
        }
    }
}

fn damaged() -> Error {
    Error::Damaged("the map of heads is not what was written")
}
