//! A reader's policy, the short form of receipts, and the proof of a place in the map of heads.
#![no_main]
use journal::heads::HeadsProof;
use journal::policy::Policy;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = Policy::parse(text, |name| Ok(name.to_owned()));
    let _ = journal::compact::Compact::parse(text);
    if let Ok(proof) = serde_json::from_str::<HeadsProof>(text) {
        let _ = proof.check("case:fuzz", &journal::Hash::ZERO);
    }
});
