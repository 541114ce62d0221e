//! Receipts: what parses is written again as the same text.
#![no_main]
use journal::Receipt;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(receipt) = Receipt::parse(text) {
        let again = receipt.to_string();
        assert_eq!(Receipt::parse(&again).expect("what we wrote").to_string(), again);
    }
});
