//! Personal data in text: covers lie on whole letters, and what is covered stays covered.
#![no_main]
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for span in mask::find(text) {
        assert!(text.get(span.start..span.end).is_some());
    }
    let lengths = mask::Lengths::default();
    let once = mask::mask(text, &lengths);
    assert_eq!(mask::mask(&once, &lengths), once);
});
