//! C2SP signed notes: a text, an empty line, and one line per signature. The reader brings the key it trusts; lines by
//! other keys are passed over, which is how witnesses and later algorithms can sign the same note without a new format.
//!
//! LIMIT: only Ed25519 (signature type 0x01) is made and checked here.

mod key;

pub use key::{KeyError, Signer, Verifier, fingerprint, generate};
pub(crate) use key::{is_name, take_apart};

use base64::{Engine, prelude::BASE64_STANDARD};

/// The specification asks for sixteen signatures to be accepted, of up to five kilobytes each.
const MAX_BYTES: usize = 256 * 1024;
const MAX_SIGNATURES: usize = 64;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    #[error("not a signed note")]
    Malformed,
    #[error("the note is larger or has more signatures than any honest one")]
    TooLarge,
    #[error("the note is not signed by this key")]
    NotSigned,
    #[error("the note was altered: the signature by this key does not fit the text")]
    BadSignature,
}

/// Signs a text of whole lines; the answer is the complete note.
pub fn sign(text: &str, signer: &Signer) -> Result<String, NoteError> {
    if !text.ends_with('\n') || has_control_characters(text) {
        return Err(NoteError::Malformed);
    }
    let signature = [&signer.verifier().key_id()[..], &signer.sign(text.as_bytes())].concat();
    Ok(format!("{text}\n— {} {}\n", signer.name(), BASE64_STANDARD.encode(signature)))
}

/// Gives the text back if, and only if, the given key signed it.
pub fn open<'n>(note: &'n str, verifier: &Verifier) -> Result<&'n str, NoteError> {
    let (text, lines) = parse(note)?;
    let ours = lines.iter().filter(|line| line.name == verifier.name() && line.key_id == verifier.key_id());
    let mut signed = false;
    for line in ours {
        if !verifier.verifies(text.as_bytes(), &line.signature) {
            return Err(NoteError::BadSignature);
        }
        signed = true;
    }
    if signed { Ok(text) } else { Err(NoteError::NotSigned) }
}

/// Key id and signature of the given key, unchecked.
pub(crate) fn signature_by(note: &str, verifier: &Verifier) -> Result<Vec<u8>, NoteError> {
    let (_, lines) = parse(note)?;
    let ours = lines.iter().find(|line| line.name == verifier.name() && line.key_id == verifier.key_id());
    ours.map(|line| [&line.key_id[..], &line.signature].concat()).ok_or(NoteError::NotSigned)
}

/// The text of a note whose signatures nobody has looked at. Never to be believed, only to be compared or pointed at.
pub fn unverified_text(note: &str) -> Result<&str, NoteError> {
    parse(note).map(|(text, _)| text)
}

/// A note with more lines below it, each without an end. Nothing is checked: whoever reads it checks every line.
pub fn with_lines(note: &str, lines: &[String]) -> String {
    lines.iter().fold(note.to_owned(), |note, line| note + line + "\n")
}

/// The lines of one key, whatever they are worth.
pub(crate) fn lines_by<'n>(
    note: &'n str,
    name: &str,
    key_id: [u8; 4],
) -> Result<Vec<SignatureLine<'n>>, NoteError> {
    let (_, lines) = parse(note)?;
    Ok(lines.into_iter().filter(|line| line.name == name && line.key_id == key_id).collect())
}

pub(crate) struct SignatureLine<'n> {
    pub(crate) name: &'n str,
    key_id: [u8; 4],
    pub(crate) signature: Vec<u8>,
}

impl std::fmt::Display for SignatureLine<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bytes = [&self.key_id[..], &self.signature].concat();
        write!(f, "— {} {}", self.name, BASE64_STANDARD.encode(bytes))
    }
}

fn parse(note: &str) -> Result<(&str, Vec<SignatureLine<'_>>), NoteError> {
    if note.len() > MAX_BYTES {
        return Err(NoteError::TooLarge);
    }
    if has_control_characters(note) {
        return Err(NoteError::Malformed);
    }
    let gap = note.rfind("\n\n").ok_or(NoteError::Malformed)?;
    let (text, signatures) = (&note[..=gap], &note[gap + 2..]);
    let signatures = signatures.strip_suffix('\n').ok_or(NoteError::Malformed)?;
    if signatures.split('\n').count() > MAX_SIGNATURES {
        return Err(NoteError::TooLarge);
    }
    let lines = signatures.split('\n').map(signature_line).collect::<Option<_>>();
    Ok((text, lines.ok_or(NoteError::Malformed)?))
}

fn signature_line(line: &str) -> Option<SignatureLine<'_>> {
    let (name, encoded) = line.strip_prefix("— ")?.split_once(' ')?;
    if !key::is_name(name) {
        return None;
    }
    let bytes = BASE64_STANDARD.decode(encoded).ok()?;
    let (key_id, signature) = bytes.split_first_chunk::<4>()?;
    (!signature.is_empty()).then(|| SignatureLine { name, key_id: *key_id, signature: signature.to_vec() })
}

fn has_control_characters(text: &str) -> bool {
    text.bytes().any(|byte| byte < 0x20 && byte != b'\n')
}
