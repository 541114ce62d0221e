//! Names the versions of the libraries that decode and write pictures, as the lock file has them: whoever repeats a
//! redaction needs the same.

use std::path::PathBuf;
use std::{env, fs};

const NAMED: [&str; 5] = ["image", "image-webp", "gif", "png", "zune-jpeg"];

fn main() {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let lock = here.join("../../Cargo.lock");
    println!("cargo::rerun-if-changed={}", lock.display());
    let text = fs::read_to_string(&lock).expect("the workspace has a Cargo.lock");
    let versions: Vec<String> = NAMED.iter().filter_map(|name| version(&text, name)).collect();
    println!("cargo::rustc-env=MEDIA_LIBRARIES={}", versions.join(" "));
}

/// The highest, should there be several.
fn version(lock: &str, name: &str) -> Option<String> {
    let line = format!("name = \"{name}\"");
    let entries = lock.split("[[package]]").filter(|entry| entry.lines().any(|one| one == line));
    let versions = entries.filter_map(|entry| entry.lines().find_map(|one| one.strip_prefix("version = ")));
    versions.last().map(|version| format!("{name} {}", version.trim_matches('"')))
}
