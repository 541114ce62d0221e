//! Journal entries: what parses is encoded as an entry again.
#![no_main]
use journal::Entry;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(entry) = Entry::parse(bytes) {
        let again = entry.encode().expect("an entry that was read");
        Entry::parse(&again).expect("what we wrote");
    }
});
