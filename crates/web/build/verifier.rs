//! The verifier for browsers: `verify.js` for the page `/verify`, and `verify.html`, the same script and the styles in
//! one file that goes into every bundle and needs no network.

use crate::link::{Modules, without_comments};
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const PACKAGES: [(&str, &str); 5] = [
    ("ed25519", "@noble/ed25519/index.js"),
    ("sha2", "@noble/hashes/sha2.js"),
    ("_md", "@noble/hashes/_md.js"),
    ("_u64", "@noble/hashes/_u64.js"),
    ("utils", "@noble/hashes/utils.js"),
];
const LICENCES: [&str; 2] = ["@noble/ed25519/LICENSE", "@noble/hashes/LICENSE"];

pub fn script(here: &Path) -> String {
    let packages = here.join("../../node_modules");
    let mut modules = Modules::new();
    for (name, path) in PACKAGES {
        modules.add(name, without_comments(&text(&packages.join(path))));
    }
    for file in fs::read_dir(here.join("verify")).expect("crates/web/verify can be read") {
        let path = file.expect("crates/web/verify can be read").path();
        let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        modules.add(&name, text(&path));
    }
    modules.add("texts", texts(here));
    let licences = LICENCES.map(|path| text(&packages.join(path)).replace("*/", "* /"));
    format!("/*\n@noble/ed25519, @noble/hashes:\n\n{}*/\n{}", licences.join("\n"), modules.link("main"))
}

/// The words of `check.ftl` in both languages. Each is one line, which is all that the script can read.
fn texts(here: &Path) -> String {
    let mut module = String::from("export const TEXTS = {\n");
    for language in ["zh-CN", "en"] {
        let file = text(&here.join("locales").join(language).join("check.ftl"));
        writeln!(module, "  {}: {{", quoted(language)).expect("a string can be written");
        for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (key, words) = line.split_once(" = ").unwrap_or_else(|| panic!("check.ftl: {line}"));
            writeln!(module, "    {}: {},", quoted(key), quoted(words)).expect("a string can be written");
        }
        module.push_str("  },\n");
    }
    module + "};\n"
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// One file with everything in it. Its policy allows this script and these styles by their digests, and no request.
pub fn page(script: &str, styles: &str) -> String {
    assert!(!script.contains("</script") && !styles.contains("</style"), "it would end the element it is in");
    let (runs, looks) = (digest(script), digest(styles));
    format!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '{runs}'; \
         style-src '{looks}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>核验记录包 · Check a case bundle</title>\n<style>{styles}</style>\n</head>\n<body>\n\
         <main id=\"main\">\n<div id=\"check\" data-alone=\"yes\"></div>\n\
         <noscript><p>本页需要 JavaScript；也可以用 redress-verify 核验。</p>\
         <p lang=\"en\">This page needs JavaScript; redress-verify checks the bundle as well.</p></noscript>\n\
         </main>\n<script>{script}</script>\n</body>\n</html>\n"
    )
}

fn digest(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text)))
}

fn text(path: &Path) -> String {
    println!("cargo::rerun-if-changed={}", path.display());
    String::from_utf8(crate::read(path)).unwrap_or_else(|_| panic!("{} is no text", path.display()))
}
