//! Prints the verifier for browsers as it is served; with `page`, the page that goes into every bundle.

use std::io::{Write, stdout};
use web::assets::{ASSETS, VERIFY_HTML};

fn main() {
    let script = ASSETS.iter().find(|asset| asset.name == "verify.js").expect("it is embedded");
    let wanted = if std::env::args().nth(1).as_deref() == Some("page") {
        VERIFY_HTML.as_bytes()
    } else {
        script.bytes
    };
    stdout().write_all(wanted).expect("the output can be written");
}
