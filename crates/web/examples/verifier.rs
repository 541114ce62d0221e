//! Prints the verifier for browsers as it is served; with `page`, the page that goes into every bundle.

use std::io::{Write, stdout};
use web::assets::{ASSETS, verify_html};

fn main() {
    let script = ASSETS.iter().find(|asset| asset.name == "verify.js").expect("it is embedded");
    let wanted =
        if std::env::args().nth(1).as_deref() == Some("page") { verify_html() } else { script.plain() };
    stdout().write_all(&wanted).expect("the output can be written");
}
