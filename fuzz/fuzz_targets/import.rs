//! Imported complaints and orders, in any encoding.
#![no_main]
use connect::import::{Map, Settings, Source, complaints, decode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(decoded) = decode("fuzz.csv", bytes) {
        let source = Source { file: "fuzz.csv", text: &decoded.text };
        let _ = complaints(source, &Map::default(), &Settings::default());
    }
});
