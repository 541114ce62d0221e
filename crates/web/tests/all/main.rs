//! Every page in every sample and both languages; every text; every notice.

mod html;
mod notices;
mod pages;
#[path = "../../samples/mod.rs"]
mod samples;
mod texts;
