//! The parts of a token, as RFC 3161 and RFC 5816 lay them out.

use cms::signed_data::SignedAttributes;
use der::{
    Any, AnyRef, DateTime, Decode, DecodeValue, EncodeValue, FixedTag, Header, Length, Reader, Sequence, Tag,
    Tagged, Writer,
    asn1::{Int, ObjectIdentifier, OctetString},
};
use ring::digest as sha;
use x509_cert::{attr::Attribute, ext::Extensions, spki::AlgorithmIdentifierOwned};

use super::{Stamp, algorithm};
use crate::hash::{Hash, hex};

pub const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
pub const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.12");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");

#[derive(Sequence)]
pub struct TstInfo {
    version: u8,
    policy: ObjectIdentifier,
    imprint: Imprint,
    serial: Int,
    time: Time,
    #[asn1(optional = "true")]
    accuracy: Option<Accuracy>,
    #[asn1(default = "Default::default")]
    ordering: bool,
    #[asn1(optional = "true")]
    nonce: Option<Int>,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    tsa: Option<Any>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    extensions: Option<Extensions>,
}

#[derive(Sequence)]
struct Imprint {
    algorithm: AlgorithmIdentifierOwned,
    digest: OctetString,
}

#[derive(Sequence)]
struct Accuracy {
    #[asn1(optional = "true")]
    seconds: Option<u32>,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    millis: Option<u16>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    micros: Option<u16>,
}

impl TstInfo {
    /// A version we know, and nothing in it that we would have to understand and do not.
    pub fn is_understood(&self) -> bool {
        self.version == 1 && !self.extensions.iter().flatten().any(|extension| extension.critical)
    }

    pub fn is_about(&self, digest: &Hash) -> bool {
        self.imprint.algorithm.oid == SHA256 && self.imprint.digest.as_bytes() == digest.as_bytes()
    }

    pub fn answers(&self, nonce: &[u8]) -> bool {
        let plain = |bytes: &[u8]| bytes.iter().skip_while(|byte| **byte == 0).copied().collect::<Vec<_>>();
        self.nonce.as_ref().is_some_and(|said| plain(said.as_bytes()) == plain(nonce))
    }

    pub fn stamp(&self) -> Stamp {
        let accuracy_ms = self.accuracy.as_ref().map_or(0, |said| {
            let micros = i64::from(said.micros.unwrap_or(0) > 0);
            i64::from(said.seconds.unwrap_or(0)) * 1_000 + i64::from(said.millis.unwrap_or(0)) + micros
        });
        Stamp { at_ms: self.time.ms, accuracy_ms, serial: hex(self.serial.as_bytes()) }
    }
}

/// A GeneralizedTime that may have a fraction of a second, which DER's common reader refuses.
struct Time {
    ms: i64,
    text: Vec<u8>,
}

impl FixedTag for Time {
    const TAG: Tag = Tag::GeneralizedTime;
}

impl<'a> DecodeValue<'a> for Time {
    fn decode_value<R: Reader<'a>>(reader: &mut R, header: Header) -> der::Result<Time> {
        let text = reader.read_vec(header.length)?;
        let ms = time_ms(&text).ok_or_else(|| Tag::GeneralizedTime.value_error())?;
        Ok(Time { ms, text })
    }
}

impl EncodeValue for Time {
    fn value_len(&self) -> der::Result<Length> {
        self.text.len().try_into()
    }

    fn encode_value(&self, writer: &mut impl Writer) -> der::Result<()> {
        writer.write(&self.text)
    }
}

/// `20261122043344.25Z`; a fraction is neither empty nor ends in a nought.
fn time_ms(text: &[u8]) -> Option<i64> {
    let text = std::str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = fraction.is_none_or(|rest| !rest.is_empty() && digits(rest) && !rest.ends_with('0'));
    if whole.len() != 14 || !digits(whole) || !fits {
        return None;
    }
    let part = |from: usize, to: usize| whole[from..to].parse::<u16>().ok();
    let small = |from: usize| part(from, from + 2).map(|number| number as u8);
    let time = DateTime::new(part(0, 4)?, small(4)?, small(6)?, small(8)?, small(10)?, small(12)?).ok()?;
    let millis: i64 = format!("{:0<3}", fraction.unwrap_or("0"))[..3].parse().ok()?;
    Some(i64::try_from(time.unix_duration().as_secs()).ok()? * 1_000 + millis)
}

/// The one value of an attribute that is there once; two of a kind are none.
fn only(attributes: &SignedAttributes, oid: ObjectIdentifier) -> Option<&Any> {
    let mut found = attributes.iter().filter(|attribute: &&Attribute| attribute.oid == oid);
    let (first, second) = (found.next()?, found.next());
    match (first.values.as_slice(), second) {
        ([value], None) => Some(value),
        _ => None,
    }
}

pub fn content_type(attributes: &SignedAttributes) -> Option<ObjectIdentifier> {
    only(attributes, CONTENT_TYPE)?.decode_as().ok()
}

pub fn message_digest(attributes: &SignedAttributes) -> Option<Vec<u8>> {
    Some(only(attributes, MESSAGE_DIGEST)?.decode_as::<OctetString>().ok()?.into_bytes())
}

/// Which certificate signed, by its digest.
pub struct Named {
    algorithm: Option<AlgorithmIdentifierOwned>,
    digest: Vec<u8>,
    is_old: bool,
}

impl Named {
    pub fn is(&self, certificate: &[u8]) -> bool {
        let digest = match &self.algorithm {
            // The first version of the attribute knows nothing but SHA-1. It only points at the pinned certificate;
            // whether it signed is for the signature to say.
            None if self.is_old => sha::digest(&sha::SHA1_FOR_LEGACY_USE_ONLY, certificate).as_ref().to_vec(),
            None => sha::digest(&sha::SHA256, certificate).as_ref().to_vec(),
            Some(algorithm) => match algorithm::digest(algorithm, certificate) {
                Ok(digest) => digest,
                Err(_) => return false,
            },
        };
        digest == self.digest
    }
}

/// The first certificate of the newer attribute, or of the older where there is no newer one.
pub fn signing_certificate(attributes: &SignedAttributes) -> Option<Named> {
    let newer = attributes.iter().any(|attribute| attribute.oid == SIGNING_CERTIFICATE_V2);
    let oid = if newer { SIGNING_CERTIFICATE_V2 } else { SIGNING_CERTIFICATE };
    let value = only(attributes, oid)?;
    let list: Vec<AnyRef<'_>> = elements(value.value())?;
    let ids = Any::from(*list.first()?);
    let first = *elements(ids.value())?.first()?;
    let mut parts = elements(first.value())?.into_iter();
    let mut part = parts.next()?;
    let algorithm = match part.tag() {
        Tag::Sequence if newer => {
            let algorithm = part.decode_as().ok()?;
            part = parts.next()?;
            Some(algorithm)
        }
        _ => None,
    };
    let digest = part.decode_as::<OctetString>().ok()?.into_bytes();
    Some(Named { algorithm, digest, is_old: !newer })
}

/// The members of a sequence, whatever they are.
fn elements(value: &[u8]) -> Option<Vec<AnyRef<'_>>> {
    let mut reader = der::SliceReader::new(value).ok()?;
    let mut all = vec![];
    while !reader.is_finished() {
        all.push(AnyRef::decode(&mut reader).ok()?);
    }
    Some(all)
}
