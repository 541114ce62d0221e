//! Which signatures are known: RSA from 2,048 bits and ECDSA on P-256 and P-384, with SHA-2.

use der::asn1::ObjectIdentifier;
use ring::digest as sha;
use ring::signature as sig;
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

use super::StampError;

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

const SHA256: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.1");
const SHA384: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.2");
const SHA512: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.3");
const RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
const EC: ObjectIdentifier = oid("1.2.840.10045.2.1");
const P256: ObjectIdentifier = oid("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = oid("1.3.132.0.34");

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Rsa,
    Ecdsa,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sha {
    S256,
    S384,
    S512,
}

#[derive(Clone, Copy)]
pub struct Algorithm {
    kind: Kind,
    sha: Sha,
}

fn unknown(oid: &ObjectIdentifier) -> StampError {
    StampError::Algorithm(oid.to_string())
}

fn sha_of(oid: &ObjectIdentifier) -> Result<Sha, StampError> {
    match *oid {
        SHA256 => Ok(Sha::S256),
        SHA384 => Ok(Sha::S384),
        SHA512 => Ok(Sha::S512),
        _ => Err(unknown(oid)),
    }
}

pub fn digest(algorithm: &AlgorithmIdentifierOwned, bytes: &[u8]) -> Result<Vec<u8>, StampError> {
    let sha = match sha_of(&algorithm.oid)? {
        Sha::S256 => &sha::SHA256,
        Sha::S384 => &sha::SHA384,
        Sha::S512 => &sha::SHA512,
    };
    Ok(sha::digest(sha, bytes).as_ref().to_vec())
}

/// As certificates name it, kind and digest in one.
pub fn of_certificate(algorithm: &AlgorithmIdentifierOwned) -> Result<Algorithm, StampError> {
    let (kind, sha) = match algorithm.oid.to_string().as_str() {
        "1.2.840.113549.1.1.11" => (Kind::Rsa, Sha::S256),
        "1.2.840.113549.1.1.12" => (Kind::Rsa, Sha::S384),
        "1.2.840.113549.1.1.13" => (Kind::Rsa, Sha::S512),
        "1.2.840.10045.4.3.2" => (Kind::Ecdsa, Sha::S256),
        "1.2.840.10045.4.3.3" => (Kind::Ecdsa, Sha::S384),
        _ => return Err(unknown(&algorithm.oid)),
    };
    Ok(Algorithm { kind, sha })
}

/// As signers name it: often the plain key algorithm, with the digest beside it.
pub fn of_signer(
    algorithm: &AlgorithmIdentifierOwned,
    digest: &AlgorithmIdentifierOwned,
) -> Result<Algorithm, StampError> {
    let sha = sha_of(&digest.oid)?;
    match algorithm.oid {
        RSA => Ok(Algorithm { kind: Kind::Rsa, sha }),
        EC => Ok(Algorithm { kind: Kind::Ecdsa, sha }),
        _ => of_certificate(algorithm)
            .and_then(|named| if named.sha == sha { Ok(named) } else { Err(unknown(&digest.oid)) }),
    }
}

pub fn holds(
    algorithm: Algorithm,
    key: &SubjectPublicKeyInfoOwned,
    message: &[u8],
    signature: &[u8],
) -> Result<bool, StampError> {
    let how: &dyn sig::VerificationAlgorithm = match (algorithm.kind, curve(key)?, algorithm.sha) {
        (Kind::Rsa, None, Sha::S256) => &sig::RSA_PKCS1_2048_8192_SHA256,
        (Kind::Rsa, None, Sha::S384) => &sig::RSA_PKCS1_2048_8192_SHA384,
        (Kind::Rsa, None, Sha::S512) => &sig::RSA_PKCS1_2048_8192_SHA512,
        (Kind::Ecdsa, Some(P256), Sha::S256) => &sig::ECDSA_P256_SHA256_ASN1,
        (Kind::Ecdsa, Some(P256), Sha::S384) => &sig::ECDSA_P256_SHA384_ASN1,
        (Kind::Ecdsa, Some(P384), Sha::S256) => &sig::ECDSA_P384_SHA256_ASN1,
        (Kind::Ecdsa, Some(P384), Sha::S384) => &sig::ECDSA_P384_SHA384_ASN1,
        _ => return Err(unknown(&key.algorithm.oid)),
    };
    let point = key.subject_public_key.as_bytes().unwrap_or_default();
    Ok(sig::UnparsedPublicKey::new(how, point).verify(message, signature).is_ok())
}

/// The curve of an elliptic key, nothing of an RSA key.
fn curve(key: &SubjectPublicKeyInfoOwned) -> Result<Option<ObjectIdentifier>, StampError> {
    match key.algorithm.oid {
        RSA => Ok(None),
        EC => {
            let named = key.algorithm.parameters.as_ref().and_then(|any| any.decode_as().ok());
            named.map(Some).ok_or_else(|| unknown(&EC))
        }
        other => Err(unknown(&other)),
    }
}
