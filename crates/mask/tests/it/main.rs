//! The crate as its users call it.

mod examples;
mod measured;
mod properties;
