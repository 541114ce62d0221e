//! `redress mask`: what the house would cover in a text of one's own.

use super::house::Outcome;
use clap::Args;
use mask::Lengths;
use std::io::{Read, Write};
use std::path::PathBuf;

#[derive(Args)]
pub struct Mask {
    /// The lines of `[mask]` in a file of their own; without it the usual lengths.
    #[arg(long)]
    lengths: Option<PathBuf>,
    /// Print what was found, with its place in bytes, instead of the masked text.
    #[arg(long)]
    json: bool,
}

impl Mask {
    pub fn run(self) -> Outcome {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(|error| format!("standard input: {error}"))?;
        let out = if self.json {
            serde_json::to_string(&mask::find(&text)).map_err(|error| error.to_string())? + "\n"
        } else {
            mask::mask(&text, &lengths(self.lengths)?)
        };
        std::io::stdout().write_all(out.as_bytes()).map_err(|error| format!("standard output: {error}"))
    }
}

fn lengths(file: Option<PathBuf>) -> Result<Lengths, String> {
    use figment::providers::{Format, Toml};
    let Some(file) = file else { return Ok(Lengths::default()) };
    if !file.exists() {
        return Err(format!("there is no file {}", file.display()));
    }
    figment::Figment::from(Toml::file(&file))
        .extract()
        .map_err(|error| format!("{}: {error}", file.display()))
}
