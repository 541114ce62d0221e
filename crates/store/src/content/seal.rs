//! Sealing one object: XChaCha20-Poly1305 with a key of its own, bound to its id.
//!
//! The plaintext is `salt32 ‖ bytes`. The salt is secret like the bytes, so that the commitment in
//! the journal cannot be tried against guesses, and both are gone once the object is erased.

use super::{fill_random, random};
use crate::keys::{Key, Keys};
use chacha20poly1305::{AeadInOut, KeyInit, XChaCha20Poly1305};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

const SALT: usize = 32;
const NONCE: usize = 24;
const TAG: usize = 16;
const EPOCH: usize = 4;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    pub object_id: String,
    pub commitment: [u8; 32],
    /// Epoch number, big-endian, then the object's key sealed under that epoch key.
    pub wrapped_key: Vec<u8>,
    pub sealed: Vec<u8>,
}

/// The bytes of an object; wiped when dropped, and without `Debug` so that none is printed.
pub struct Opened {
    plain: Zeroizing<Vec<u8>>,
}

impl Opened {
    pub fn bytes(&self) -> &[u8] {
        &self.plain[SALT..]
    }

    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(self.bytes()).ok()
    }

    pub fn salt(&self) -> &[u8; SALT] {
        self.plain.first_chunk().expect("an opened object begins with its salt")
    }

    /// What the journal must say about it.
    pub fn commitment(&self) -> [u8; 32] {
        commitment(self.salt(), self.bytes())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    #[error("the epoch key of this object has been destroyed")]
    EpochGone(u32),
    #[error("the object is damaged or belongs to another id")]
    Damaged,
}

pub fn seal(keys: &Keys, object_id: &str, bytes: &[u8]) -> Sealed {
    let key = Key::new(random());
    let (epoch, epoch_key) = keys.current_epoch();
    let salt = Zeroizing::new(random::<SALT>());
    let mut wrapped_key = epoch.to_be_bytes().to_vec();
    wrapped_key.extend(encrypt(&epoch_key, object_id, &[key.bytes()]));
    Sealed {
        object_id: object_id.to_owned(),
        commitment: commitment(&salt, bytes),
        wrapped_key,
        sealed: encrypt(&key, object_id, &[&*salt, bytes]),
    }
}

pub fn open(keys: &Keys, object_id: &str, wrapped_key: &[u8], sealed: &[u8]) -> Result<Opened, OpenError> {
    let (epoch, wrapped) = wrapped_key.split_first_chunk::<EPOCH>().ok_or(OpenError::Damaged)?;
    let epoch = u32::from_be_bytes(*epoch);
    let epoch_key = keys.epoch(epoch).ok_or(OpenError::EpochGone(epoch))?;
    let key = decrypt(&epoch_key, object_id, wrapped)?;
    let key = Key::new(key.as_slice().try_into().map_err(|_| OpenError::Damaged)?);
    let plain = decrypt(&key, object_id, sealed)?;
    if plain.len() < SALT {
        return Err(OpenError::Damaged);
    }
    Ok(Opened { plain })
}

/// The epoch whose key wraps the key of an object.
pub fn epoch_of(wrapped_key: &[u8]) -> Option<u32> {
    wrapped_key.first_chunk::<EPOCH>().map(|epoch| u32::from_be_bytes(*epoch))
}

/// The same key of the object under the epoch of today; nothing when it is there already. The object itself is not
/// touched.
pub fn rewrap(keys: &Keys, object_id: &str, wrapped_key: &[u8]) -> Result<Option<Vec<u8>>, OpenError> {
    let (epoch, wrapped) = wrapped_key.split_first_chunk::<EPOCH>().ok_or(OpenError::Damaged)?;
    let epoch = u32::from_be_bytes(*epoch);
    let (newest, newest_key) = keys.current_epoch();
    if epoch == newest {
        return Ok(None);
    }
    let old_key = keys.epoch(epoch).ok_or(OpenError::EpochGone(epoch))?;
    let key = decrypt(&old_key, object_id, wrapped)?;
    let mut fresh = newest.to_be_bytes().to_vec();
    fresh.extend(encrypt(&newest_key, object_id, &[&key]));
    Ok(Some(fresh))
}

/// SHA-256("evd1\0" ‖ salt ‖ SHA-256(bytes)), as the journal and its verifier compute it.
pub fn commitment(salt: &[u8; SALT], bytes: &[u8]) -> [u8; 32] {
    let digest = Sha256::digest(bytes);
    Sha256::new_with_prefix(b"evd1\0").chain_update(salt).chain_update(digest).finalize().into()
}

/// `nonce ‖ ciphertext ‖ tag` in one buffer of the final size, so that a file is held only once more.
fn encrypt(key: &Key, object_id: &str, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut out = Vec::with_capacity(NONCE + length + TAG);
    out.resize(NONCE, 0);
    fill_random(&mut out);
    parts.iter().for_each(|part| out.extend_from_slice(part));
    let (nonce, body) = out.split_at_mut(NONCE);
    let nonce = <[u8; NONCE]>::try_from(&*nonce).expect("the nonce has its length").into();
    let tag = cipher(key)
        .encrypt_inout_detached(&nonce, object_id.as_bytes(), body.into())
        .expect("an object is far below the cipher's 256 GB");
    out.extend_from_slice(&tag);
    out
}

fn decrypt(key: &Key, object_id: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let (nonce, rest) = sealed.split_first_chunk::<NONCE>().ok_or(OpenError::Damaged)?;
    let (body, tag) = rest.split_last_chunk::<TAG>().ok_or(OpenError::Damaged)?;
    let mut plain = Zeroizing::new(body.to_vec());
    cipher(key)
        .decrypt_inout_detached(
            &(*nonce).into(),
            object_id.as_bytes(),
            plain.as_mut_slice().into(),
            &(*tag).into(),
        )
        .map_err(|_| OpenError::Damaged)?;
    Ok(plain)
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&(*key.bytes()).into())
}
