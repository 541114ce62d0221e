//! The articles' cases, told in `scenarios/*.txt`, played through the real router with time in hand.

mod demo;
mod language;
mod played;
