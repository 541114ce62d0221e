//! Learning from closed cases how complaints of each kind are worded, and guessing the kind of a new one. Chinese and
//! English, also mixed. Nothing is downloaded and nothing shipped: a house learns from what its own people decided.
//!
//! Texts become rows of weighted parts ([`parts`], [`rows`]), rows of each label are parted from all others by a plane
//! ([`svm`]) that leans on the parts that tell them apart ([`ratio`]), and how far a guess may be trusted is measured on cases that were held back ([`trust`]). A guess says
//! which words of the new text spoke for it ([`words`]).
//!
//! Pure: no I/O, no clock, no chance. The same cases, in any order, make the same bytes.

mod bytes;
mod chance;
mod learning;
mod model;
mod parts;
mod ratio;
mod rows;
mod svm;
mod trust;
mod words;

pub use learning::{LABEL_CASES_MIN, Sample, TooLittle, learn};
pub use model::{Damaged, Guess, HeldBack, Label, Model};
pub use rows::CASES_MIN;
