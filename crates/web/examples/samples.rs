//! Writes every sample page to a folder, to be looked at: `cargo run -p web --example samples -- OUTDIR`.
//! The assets are written beside them, and the pages point there.

#[path = "../samples/mod.rs"]
mod samples;

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let out = PathBuf::from(env::args().nth(1).ok_or_else(|| io::Error::other("say where: samples OUTDIR"))?);
    for asset in web::assets::ASSETS {
        let dir = out.join("assets").join(asset.hash);
        fs::create_dir_all(&dir)?;
        fs::write(dir.join(asset.name), asset.plain())?;
    }
    for sample in samples::all() {
        let html = sample.html.replace("\"/assets/", "\"assets/");
        fs::write(out.join(format!("{}.{}.html", sample.name, sample.locale.tag())), html)?;
    }
    Ok(())
}
