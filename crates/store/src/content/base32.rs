//! Ids and tokens as people read them: 128 bits in 26 characters of lower-case Crockford base32,
//! which has no i, l, o or u, so that it survives being read aloud or copied from paper.

use sha2::{Digest, Sha256};

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 26;
const MARK: usize = 16;

pub fn random_id() -> String {
    encode(super::random())
}

/// Ids that grow with time: 48 bits of milliseconds, 80 bits of chance. A table that grows at its right edge stays
/// quick however large it is; secrecy never hangs on such an id.
pub fn ordered_id(now_ms: i64) -> String {
    let mut bytes: [u8; 16] = super::random();
    bytes[..6].copy_from_slice(&now_ms.to_be_bytes()[2..]);
    encode(bytes)
}

/// Ids of what belongs to one owner lie together: 16 letters that say whose it is, ten of chance. Every byte of content
/// of a case is then named on one page of the index, and listed without an index of owners.
pub fn owned_id(owner: &str) -> String {
    let chance = random_id();
    format!("{}{}", mark_of(owner), &chance[..LENGTH - MARK])
}

/// What the ids of an owner's objects begin with. A case has an ordered id, and its objects the same order.
pub fn mark_of(owner: &str) -> String {
    let id = owner.split_once(':').map_or(owner, |(_, id)| id);
    if is_id(id) {
        return id[..MARK].to_owned();
    }
    let digest = <[u8; 32]>::from(Sha256::digest(owner));
    encode(*digest.first_chunk().expect("half of a hash"))[..MARK].to_owned()
}

/// True for what `random_id` makes; such a text is also safe as a file name.
pub fn is_id(text: &str) -> bool {
    text.len() == LENGTH && text.bytes().all(|letter| ALPHABET.contains(&letter))
}

/// Bits from the front; the last character carries three of them and two zeros.
pub(super) fn encode(bytes: [u8; 16]) -> String {
    let number = u128::from_be_bytes(bytes);
    let letter = |at: usize| {
        let bits = if at + 1 < LENGTH { number >> (123 - 5 * at) } else { number << 2 };
        ALPHABET[(bits & 31) as usize] as char
    };
    (0..LENGTH).map(letter).collect()
}

/// What a person may have typed for it: capitals, and the letters Crockford reads as digits.
pub(super) fn as_written(text: &str) -> String {
    let lower = |letter: char| match letter.to_ascii_lowercase() {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    };
    text.trim().chars().map(lower).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_bytes_have_a_known_text() {
        assert_eq!(encode([0; 16]), "0".repeat(26));
        assert_eq!(encode([255; 16]), format!("{}w", "z".repeat(25)));
        let mut bytes = [0; 16];
        (bytes[0], bytes[15]) = (0x08, 0x01);
        assert_eq!(encode(bytes), "10000000000000000000000004");
    }

    #[test]
    fn ordered_ids_sort_by_time() {
        let (a, b) = (ordered_id(1_700_000_000_000), ordered_id(1_700_000_000_001));
        assert!(a < b && is_id(&a));
    }

    #[test]
    fn ids_are_ids_and_paths_are_not() {
        assert!(is_id(&random_id()));
        assert!(!is_id("../../../../etc/passwd-abcd"));
        assert_ne!(random_id(), random_id());
    }
}
