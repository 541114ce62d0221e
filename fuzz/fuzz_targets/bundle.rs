//! Bundles: any bytes as a zip, within the limits a reader sets.
#![no_main]
use journal::verify::{Limits, verify_bundle};
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(report) = verify_bundle(Cursor::new(bytes), None, &Limits::default()) {
        assert!(!report.is_intact() || report.entries > 0, "an empty bundle is not intact");
    }
});
