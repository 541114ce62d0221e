//! Gathers the files that pages load (from npm and from `assets/`), compresses them once, and writes the table
//! `assets.rs` that `src/assets.rs` includes: name, hash, type, gzipped bytes.
//!
//! A table made here rather than by rust-embed: reading, hashing and compressing happen at build time anyway, and
//! so the program starts without doing any of it and `asset("desk.css")` is a look-up in constants.

#[path = "build/link.rs"]
mod link;
#[path = "build/verifier.rs"]
mod verifier;

use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

const FROM_NPM: [(&str, &str); 2] =
    [("tabler.css", "@tabler/core/dist/css/tabler.min.css"), ("htmx.js", "htmx.org/dist/htmx.min.js")];

fn main() {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    println!("cargo::rerun-if-changed={}", here.join("assets").display());
    println!("cargo::rerun-if-changed={}", here.join("locales").display());

    let mut table = String::from("pub static ASSETS: &[Asset] = &[\n");
    for (name, path) in files(&here) {
        println!("cargo::rerun-if-changed={}", path.display());
        let bytes = without_source_map(read(&path));
        table.push_str(&entry(&out, &name, &bytes));
    }
    println!("cargo::rerun-if-changed={}", here.join("verify").display());
    let script = verifier::script(&here);
    table.push_str(&entry(&out, "verify.js", script.as_bytes()));
    table.push_str("];\n");
    let styles = ["customer.css", "verify.css"].map(|name| read(&here.join("assets").join(name)));
    let styles = String::from_utf8(styles.concat()).expect("our style sheets are text");
    packed(&out, "verify.html", verifier::page(&script, &styles).as_ref());
    fs::write(out.join("assets.rs"), table).expect("OUT_DIR can be written");
}

fn files(here: &Path) -> Vec<(String, PathBuf)> {
    let modules = here.join("../../node_modules");
    let mut files: Vec<_> = FROM_NPM.iter().map(|(name, at)| (name.to_string(), modules.join(at))).collect();
    let own = fs::read_dir(here.join("assets")).expect("crates/web/assets can be read");
    for file in own {
        let path = file.expect("crates/web/assets can be read").path();
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        files.push((name, path));
    }
    files.sort();
    files
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|why| {
        println!(
            "cargo::error={} is missing ({why}): run npm ci --ignore-scripts in the repository root",
            path.display()
        );
        process::exit(1);
    })
}

/// The maps are not served, and a browser that looks for them only finds a 404.
fn without_source_map(bytes: Vec<u8>) -> Vec<u8> {
    let mark = b"/*# sourceMappingURL=";
    match bytes.windows(mark.len()).rposition(|window| window == mark) {
        Some(at) => bytes[..at].to_vec(),
        None => bytes,
    }
}

fn entry(out: &Path, name: &str, bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let hash = digest[..8].iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a string can be written");
        hex
    });
    let packed = packed(out, name, bytes);
    format!(
        "    Asset {{ name: {name:?}, hash: {hash:?}, url: \"/assets/{hash}/{name}\", mime: {:?}, gzipped: include_bytes!({packed:?}) }},\n",
        mime(name)
    )
}

/// Where it lies, gzipped.
fn packed(out: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes).expect("memory can be written");
    let at = out.join(format!("{name}.gz"));
    fs::write(&at, gzip.finish().expect("memory can be written")).expect("OUT_DIR can be written");
    at
}

fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => panic!("say in build.rs which type {name} has"),
    }
}
