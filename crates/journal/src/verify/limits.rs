//! Where checking stops before it begins: how much may be asked of the reader, and why nothing can be said.

/// How much a bundle may ask of its reader.
#[derive(Debug, Clone)]
pub struct Limits {
    pub files: usize,
    /// All files together, unpacked.
    pub unpacked_bytes: u64,
    /// All files together that are held in memory: entries, proofs, lists.
    pub held_bytes: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { files: 50_000, unpacked_bytes: 4 << 30, held_bytes: 256 << 20 }
    }
}

/// Why nothing can be said about the contents at all.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("not a zip file that can be read: {0}")]
    NotAZip(#[from] zip::result::ZipError),
    #[error("the zip holds no evidence bundle")]
    NotABundle,
    #[error("the zip is larger than is safe to unpack")]
    TooLarge,
    #[error("the zip lists a name twice or lays files over one another")]
    Ambiguous,
    #[error("the zip holds a file with a dangerous name: {0:?}")]
    DangerousName(String),
    #[error("not a receipt (c2sp.org/tlog-proof@v1)")]
    NotAReceipt,
    #[error("the receipt names no key; give the signer's public key")]
    NoKey,
}
