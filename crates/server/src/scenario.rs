//! Scenarios: cases told in plain Chinese, one line a step. The same files are run as tests and fill the demo, so
//! that what a newcomer clicks through is what is proven. The language is described in `docs/scenarios.md`.

mod clockwork;
mod closing;
mod form;
mod hands;
mod http;
mod line;
mod look;
mod paper;
mod parcel;
mod parse;
mod partners;
mod picture;
mod play;
mod request;
mod sale;
mod setup;
mod shipped;
mod shop;
mod step;
mod third;
mod when;
mod word;
mod world;

pub use line::Mistake;
pub use parse::parse;
pub use partners::Partners;
pub use play::{play, run};
pub use shipped::{FURNITURE, SHIPPED, shipped};
pub use step::{Scenario, Step};
pub use world::World;
