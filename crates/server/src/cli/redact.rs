//! `redress redact`: makes a covered copy of a picture again, or compares one with what it makes. Needs no data folder:
//! whoever may see the original can run it.

use super::house::Outcome;
use clap::Args;
use media::Area;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Redact {
    /// The original picture.
    #[arg(long)]
    original: PathBuf,
    /// A box to cover: x,y,width,height in pixels of the picture as it is shown. May be given several times.
    #[arg(long = "box", value_name = "X,Y,WIDTH,HEIGHT", required = true)]
    boxes: Vec<Area>,
    /// The PNG to write; it must not be there yet.
    #[arg(long, required_unless_present = "compare")]
    out: Option<PathBuf>,
    /// A copy that must be equal to the last byte.
    #[arg(long)]
    compare: Option<PathBuf>,
}

impl Redact {
    pub fn run(self) -> Outcome {
        let made = media::redact(&read(&self.original)?, &self.boxes);
        let made = made.map_err(|error| format!("{}: {error}", self.original.display()))?;
        if let Some(copy) = &self.compare {
            if read(copy)? != made {
                return Err(format!(
                    "{} is not what this build makes of these boxes ({})",
                    copy.display(),
                    media::build()
                ));
            }
            println!("{}: the same, byte for byte", copy.display());
        }
        if let Some(out) = &self.out {
            let file = fs::OpenOptions::new().write(true).create_new(true).open(out);
            let written = file.and_then(|mut file| std::io::Write::write_all(&mut file, &made));
            written.map_err(|error| format!("{}: {error}", out.display()))?;
            println!("{}: {} bytes", out.display(), made.len());
        }
        println!("made by {}", media::build());
        Ok(())
    }
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}
