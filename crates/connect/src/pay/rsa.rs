//! RSA with SHA-256, as both large providers sign: our key signs what we ask, theirs proves what they answer.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey};
use std::sync::Arc;

/// Our private key. It is never printed.
#[derive(Clone)]
pub struct SigningKey(Arc<RsaKeyPair>);

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

impl SigningKey {
    /// PKCS#8 as the providers hand it out: PEM, or its base64 alone.
    pub fn read(text: &str) -> Result<SigningKey, String> {
        let der = bytes(text)?;
        let key = RsaKeyPair::from_pkcs8(&der)
            .map_err(|error| format!("it is no RSA key in PKCS#8 of at least 2048 bits ({error})"))?;
        Ok(SigningKey(Arc::new(key)))
    }

    /// In base64.
    pub fn sign(&self, message: &str) -> String {
        let mut signature = vec![0; self.0.public().modulus_len()];
        match self.0.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature) {
            Ok(()) => BASE64.encode(signature),
            // An empty signature is refused by everybody.
            Err(_) => String::new(),
        }
    }
}

/// Their public key.
#[derive(Clone, Debug)]
pub struct TheirKey(Vec<u8>);

impl TheirKey {
    /// SubjectPublicKeyInfo: PEM, or its base64 alone.
    pub fn read(text: &str) -> Result<TheirKey, String> {
        let der = bytes(text)?;
        let key = inner(&der).ok_or("it is no public key (SubjectPublicKeyInfo)")?;
        Ok(TheirKey(key.to_vec()))
    }

    /// `signature` is in base64.
    pub fn signed(&self, message: &str, signature: &str) -> bool {
        let Ok(signature) = BASE64.decode(signature) else { return false };
        let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &self.0);
        !signature.is_empty() && key.verify(message.as_bytes(), &signature).is_ok()
    }
}

fn bytes(text: &str) -> Result<Vec<u8>, String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with("-----"));
    let all: String = lines.collect();
    BASE64.decode(all).map_err(|error| format!("it is neither PEM nor base64 ({error})"))
}

/// `SEQUENCE { SEQUENCE { algorithm }, BIT STRING { key } }`
fn inner(der: &[u8]) -> Option<&[u8]> {
    const SEQUENCE: u8 = 0x30;
    const BITS: u8 = 0x03;
    let (whole, rest) = crate::der::take(der, SEQUENCE)?;
    let (_, key) = crate::der::take(whole, SEQUENCE).filter(|_| rest.is_empty())?;
    let (bits, rest) = crate::der::take(key, BITS)?;
    bits.strip_prefix(&[0]).filter(|_| rest.is_empty())
}
