//! An authority as a reader pins it: a name, the certificate it signs with, and the chain up to its root.

use der::{Decode, Encode, asn1::ObjectIdentifier};
use x509_cert::{
    Certificate,
    ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage},
};

use super::algorithm;
use crate::hash::Hash;

const TIME_STAMPING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8");
/// What a critical extension may be: basic constraints, key usage, extended key usage, policies.
const UNDERSTOOD: [&str; 4] = ["2.5.29.19", "2.5.29.15", "2.5.29.37", "2.5.29.32"];
/// No honest chain is longer.
const CHAIN_MAX: usize = 8;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    name: String,
    pem: String,
    /// From the one it signs with up to the root.
    chain: Vec<Certificate>,
    leaf_der: Vec<u8>,
    from_ms: i64,
    until_ms: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AuthorityError {
    #[error("not certificates in PEM, the authority's own first and its root last")]
    Malformed,
    #[error("its certificate is not one for time stamping and nothing else")]
    Purpose,
    #[error("its certificates do not lead from one to the next up to a root")]
    Chain,
    #[error("its chain does not end in the root that is trusted")]
    OtherRoot,
}

impl Authority {
    /// Reads the chain of an authority: its own certificate first, its root last.
    pub fn parse(name: &str, pem: &str) -> Result<Authority, AuthorityError> {
        let chain = certificates(pem)?;
        let leaf = chain.first().ok_or(AuthorityError::Malformed)?;
        is_for_stamping(leaf)?;
        for (place, pair) in chain.windows(2).enumerate() {
            issued(&pair[0], &pair[1], place)?;
        }
        let root = chain.last().ok_or(AuthorityError::Malformed)?;
        if root.tbs_certificate.subject != root.tbs_certificate.issuer {
            return Err(AuthorityError::Chain);
        }
        let leaf_der = leaf.to_der().map_err(|_| AuthorityError::Malformed)?;
        let validity = |at: fn(&Certificate) -> i64| chain.iter().map(at);
        let from_ms = validity(|one| ms(&one.tbs_certificate.validity.not_before)).max().unwrap_or(0);
        let until_ms = validity(|one| ms(&one.tbs_certificate.validity.not_after)).min().unwrap_or(0);
        Ok(Authority { name: name.to_owned(), pem: pem.to_owned(), chain, leaf_der, from_ms, until_ms })
    }

    /// Reads what a reader trusts: a whole chain, or a root alone, to which the chain that was handed out must lead.
    pub fn trusted(name: &str, pem: &str, handed_out: Option<&str>) -> Result<Authority, AuthorityError> {
        let trusted = certificates(pem)?;
        let root = trusted.last().ok_or(AuthorityError::Malformed)?;
        if trusted.len() > 1 || is_for_stamping(root).is_ok() {
            return Authority::parse(name, pem);
        }
        let found = Authority::parse(name, handed_out.ok_or(AuthorityError::OtherRoot)?)?;
        if found.chain.last() == Some(root) { Ok(found) } else { Err(AuthorityError::OtherRoot) }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// As it was read.
    pub fn pem(&self) -> &str {
        &self.pem
    }

    pub fn digest(&self) -> Hash {
        Hash::of(self.pem.as_bytes())
    }

    /// All its certificates hold from here to there.
    pub fn window_ms(&self) -> (i64, i64) {
        (self.from_ms, self.until_ms)
    }

    pub(super) fn was_valid_at(&self, at_ms: i64) -> bool {
        (self.from_ms..=self.until_ms).contains(&at_ms)
    }

    pub(super) fn leaf(&self) -> &Certificate {
        &self.chain[0]
    }

    pub(super) fn leaf_der(&self) -> &[u8] {
        &self.leaf_der
    }
}

/// Other text between the certificates, as `openssl` writes it, is passed over.
fn certificates(pem: &str) -> Result<Vec<Certificate>, AuthorityError> {
    const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
    const END: &str = "-----END CERTIFICATE-----";
    let mut rest = pem;
    let mut chain = vec![];
    while let Some(begin) = rest.find(BEGIN) {
        let end = rest[begin..].find(END).ok_or(AuthorityError::Malformed)? + begin + END.len();
        let (_, der) =
            der::pem::decode_vec(&rest.as_bytes()[begin..end]).map_err(|_| AuthorityError::Malformed)?;
        chain.push(Certificate::from_der(&der).map_err(|_| AuthorityError::Malformed)?);
        rest = &rest[end..];
    }
    if (1..=CHAIN_MAX).contains(&chain.len()) { Ok(chain) } else { Err(AuthorityError::Malformed) }
}

/// Extended key usage: time stamping, alone and critical, so that nobody can use the key for anything else.
fn is_for_stamping(leaf: &Certificate) -> Result<(), AuthorityError> {
    understood(leaf)?;
    match leaf.tbs_certificate.get::<ExtendedKeyUsage>() {
        Ok(Some((true, usage))) if usage.0 == [TIME_STAMPING] => {}
        _ => return Err(AuthorityError::Purpose),
    }
    match leaf.tbs_certificate.get::<KeyUsage>() {
        Ok(None) => Ok(()),
        Ok(Some((_, usage))) if usage.digital_signature() || usage.non_repudiation() => Ok(()),
        _ => Err(AuthorityError::Purpose),
    }
}

/// `place` is how many certificates of authorities lie between the issuer and the leaf.
fn issued(one: &Certificate, issuer: &Certificate, place: usize) -> Result<(), AuthorityError> {
    understood(issuer)?;
    let may_issue = match issuer.tbs_certificate.get::<BasicConstraints>() {
        Ok(Some((_, basic))) => {
            basic.ca && basic.path_len_constraint.is_none_or(|most| place <= usize::from(most))
        }
        _ => false,
    };
    let may_sign = match issuer.tbs_certificate.get::<KeyUsage>() {
        Ok(usage) => usage.is_none_or(|(_, usage)| usage.key_cert_sign()),
        Err(_) => false,
    };
    if !may_issue || !may_sign || one.tbs_certificate.issuer != issuer.tbs_certificate.subject {
        return Err(AuthorityError::Chain);
    }
    let signed = one.tbs_certificate.to_der().map_err(|_| AuthorityError::Malformed)?;
    let algorithm = algorithm::of_certificate(&one.signature_algorithm).map_err(|_| AuthorityError::Chain)?;
    let signature = one.signature.as_bytes().ok_or(AuthorityError::Chain)?;
    let key = &issuer.tbs_certificate.subject_public_key_info;
    match algorithm::holds(algorithm, key, &signed, signature) {
        Ok(true) => Ok(()),
        _ => Err(AuthorityError::Chain),
    }
}

fn understood(one: &Certificate) -> Result<(), AuthorityError> {
    let mut critical = one.tbs_certificate.extensions.iter().flatten().filter(|extension| extension.critical);
    let known = critical.all(|extension| UNDERSTOOD.contains(&extension.extn_id.to_string().as_str()));
    if known { Ok(()) } else { Err(AuthorityError::Chain) }
}

fn ms(time: &x509_cert::time::Time) -> i64 {
    i64::try_from(time.to_unix_duration().as_millis()).unwrap_or(i64::MAX)
}
