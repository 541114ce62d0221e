//! What all journeys stand on: a browser, a house with time in hand, and people who look at pages.

mod axe;
mod chromedriver;
pub mod desk;
pub mod filing;
mod hands;
mod house;
mod picture;
mod visitor;

pub use house::{House, journey};
pub use visitor::{Device, Visitor};
