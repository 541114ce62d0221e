//! Everything a person wrote or is: sealed, found again, and linked to, without being readable at rest.
//!
//! Each text, contact and file is an object with a random key of its own, wrapped by the epoch key.
//! Erasing an object is forgetting its row; the journal keeps only a commitment to it. To find a
//! person or an order again there are keyed hashes of normalised values.

mod base32;
mod link;
mod lookup;
mod normal;
mod owned;
mod seal;

pub use base32::{is_id, mark_of, ordered_id, owned_id, random_id};
pub use link::{is_link_token, is_request_token, link_token, request_token};
pub use lookup::lookup;
pub use normal::{half_width, mail, order_number, phone};
pub use owned::objects_of;
pub use seal::{OpenError, Opened, Sealed, commitment, epoch_of, open, rewrap, seal};

/// Fills with secret-grade chance. The generator lives in the thread and is seeded, and seeded again,
/// by the operating system: a system call per value would cost more than the sealing itself.
fn fill_random(bytes: &mut [u8]) {
    rand::Rng::fill_bytes(&mut rand::rng(), bytes);
}

pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    fill_random(&mut bytes);
    bytes
}
