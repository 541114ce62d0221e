//! A bar for whoever waits at a terminal; nothing where the output goes to a file.

use indicatif::{ProgressBar, ProgressStyle};

pub fn bar(steps: u64, what: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {bar:40} {human_pos}/{human_len} {eta}");
    let bar = ProgressBar::new(steps).with_message(what);
    style.map_or(bar.clone(), |style| bar.with_style(style))
}
