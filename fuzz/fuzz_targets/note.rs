//! Signed notes and the checkpoints in them.
#![no_main]
use journal::Checkpoint;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static KEY: LazyLock<journal::note::Signer> =
    LazyLock::new(|| journal::note::generate("fuzz.example/journal", [7; 32]).expect("a key"));

fuzz_target!(|text: &str| {
    let _ = journal::note::open(text, KEY.verifier());
    let _ = Checkpoint::open(text, KEY.verifier());
    let _ = text.parse::<journal::note::Verifier>();
});
