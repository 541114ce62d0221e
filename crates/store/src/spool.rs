//! A file that is still coming in, or waits for its turn: sealed under a key that only this process has, in a file
//! without a name beside the database. It is gone when it is dropped, and when the process dies.

use crate::Store;
use crate::content::random_id;
use bytes::Bytes;
use chacha20poly1305::{AeadInOut, KeyInit, XChaCha20Poly1305, XNonce};
use std::fs::OpenOptions;
use std::io::{self, SeekFrom};
use std::os::unix::fs::OpenOptionsExt;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};

const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;

pub struct Spool {
    file: File,
    cipher: XChaCha20Poly1305,
    chunks: u64,
    /// What does not yet fill a chunk.
    waiting: Vec<u8>,
    bytes: u64,
}

/// All of it is here, to be read once.
pub struct Spooled {
    file: File,
    cipher: XChaCha20Poly1305,
    chunks: u64,
    bytes: u64,
}

impl Store {
    pub fn spool(&self) -> io::Result<Spool> {
        let path = self.dir().join(format!(".incoming.{}", random_id()));
        let file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&path)?;
        std::fs::remove_file(&path)?;
        let key: [u8; 32] = crate::content::random();
        let cipher = XChaCha20Poly1305::new(&key.into());
        Ok(Spool { file: File::from_std(file), cipher, chunks: 0, waiting: Vec::new(), bytes: 0 })
    }
}

impl Spool {
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    pub async fn add(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        self.bytes += bytes.len() as u64;
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(CHUNK - self.waiting.len()));
            self.waiting.extend_from_slice(now);
            bytes = later;
            if self.waiting.len() == CHUNK {
                self.flush().await?;
            }
        }
        Ok(())
    }

    async fn flush(&mut self) -> io::Result<()> {
        let sealed = self.cipher.encrypt_in_place(&nonce(self.chunks), b"", &mut self.waiting);
        sealed.map_err(|_| io::Error::other("a chunk cannot be sealed"))?;
        self.file.write_all(&self.waiting).await?;
        self.waiting.clear();
        self.chunks += 1;
        Ok(())
    }

    pub async fn close(mut self) -> io::Result<Spooled> {
        if !self.waiting.is_empty() {
            self.flush().await?;
        }
        self.file.flush().await?;
        self.file.seek(SeekFrom::Start(0)).await?;
        Ok(Spooled { file: self.file, cipher: self.cipher, chunks: 0, bytes: self.bytes })
    }
}

impl Spooled {
    /// The next piece; none at the end.
    pub async fn next(&mut self) -> io::Result<Option<Bytes>> {
        let left = self.bytes - self.chunks * CHUNK as u64;
        if left == 0 {
            return Ok(None);
        }
        let size = left.min(CHUNK as u64) as usize;
        let mut chunk = vec![0; size + TAG];
        self.file.read_exact(&mut chunk).await?;
        let opened = self.cipher.decrypt_in_place(&nonce(self.chunks), b"", &mut chunk);
        opened.map_err(|_| io::Error::other("what was spooled has changed on the disk"))?;
        self.chunks += 1;
        if left <= CHUNK as u64 {
            self.bytes = 0;
            self.chunks = 0;
        }
        Ok(Some(chunk.into()))
    }
}

/// No key seals two files, so the number of the chunk is enough.
fn nonce(chunk: u64) -> XNonce {
    let mut nonce = XNonce::default();
    nonce[..8].copy_from_slice(&chunk.to_be_bytes());
    nonce
}
