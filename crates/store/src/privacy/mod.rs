//! Keeping little and forgetting well: erasing, turning the epoch of the keys, and cleaning the disk behind both.

mod erase;
mod finality;
mod guarded;
mod rewrap;
mod rotate;
mod sweep;

pub use erase::{Done, What};
pub use finality::{Erasure, Finality};
pub use guarded::{Due, Guard};
pub(crate) use rewrap::epochs_needed;
pub(crate) use rotate::tell_at_start;
pub use rotate::{Epoch, Rotation, Turned};
pub use sweep::Swept;
