//! The authority and the witness outside the house: real tokens by `openssl ts`, real cosignatures, and what both keep.

use super::scene::{seal, start_ms};
use crate::house::{HOUR_MS, House};
use crate::local_tsa::{Key, LocalTsa};
use base64::{Engine, prelude::BASE64_STANDARD};
use domain::command::HouseCommand;
use domain::event::Stamped;
use journal::cosign::{Cosigner, Witness};
use journal::note::{Verifier, unverified_text};
use journal::policy::Policy;
use journal::stamp::{Authority, verify};
use journal::verify::Outsiders;
use journal::witnessing::{Seen, accept, request};
use journal::{Checkpoint, Hash};
use store::Error;

pub const TSA: &str = "national";
pub const WITNESS: &str = "guild.example/w1";
/// By the witness's own clock, in seconds.
pub const SIGNED_S: u64 = 1_780_000_000;

/// Whoever is asked for a stamp; the second one is of the attacker's own making.
pub struct Stamper {
    pub tsa: LocalTsa,
    pub authority: Authority,
}

impl Stamper {
    pub fn new(key: Key) -> Stamper {
        let tsa = LocalTsa::new(key);
        let authority = Authority::parse(TSA, &tsa.chain_pem()).expect("a chain");
        Stamper { tsa, authority }
    }

    pub fn token(&self, note: &str) -> Vec<u8> {
        self.tsa.token(&self.tsa.query(note.as_bytes(), &["-cert"]))
    }

    /// The newest checkpoint is stamped, and the stamp is written down and signed, as the house does it.
    pub fn stamps(&self, house: &House) -> Kept {
        let note = newest(house);
        let token = self.token(&note);
        let at_ms = verify(&token, note.as_bytes(), None, &self.authority).expect("a good token").at_ms;
        let checkpoint = Checkpoint::open(&note, &house.store.verifier().expect("a key")).expect("ours");
        house.runtime.block_on(house.store.keep_chain(&self.authority)).expect("kept");
        let stamped = Stamped {
            authority: TSA.into(),
            size: checkpoint.size,
            root: checkpoint.root.to_string(),
            stamped_ms: at_ms,
            chain: self.authority.digest().to_string(),
            token: BASE64_STANDARD.encode(token),
        };
        house.runtime.block_on(house.store.note_itself(HouseCommand::Stamp(stamped))).expect("noted");
        seal(house);
        Kept { checkpoint, at_ms }
    }
}

/// What the authority has stamped, and when.
pub struct Kept {
    pub checkpoint: Checkpoint,
    pub at_ms: i64,
}

pub fn newest(house: &House) -> String {
    house.read(|db| house.store.checkpoint(db)).expect("signed").note
}

pub fn cosigner() -> Cosigner {
    Cosigner::new(WITNESS, [77; 32]).expect("a name")
}

pub fn line(by: &Cosigner, note: &str, at_s: u64) -> String {
    by.sign(unverified_text(note).expect("a note"), at_s).line
}

/// The witness signs the newest checkpoint and remembers it.
pub fn witness_signs(house: &House) -> Seen {
    let note = newest(house);
    let signed = Checkpoint::open(&note, &house.store.verifier().expect("a key")).expect("ours");
    let witness = cosigner();
    let line = line(&witness, &note, SIGNED_S);
    let kept = house.store.cosigned(signed.size, witness.witness(), &line);
    house.runtime.block_on(kept).expect("kept");
    Seen { size: signed.size, root: signed.root }
}

/// Asked over the wire for its signature on what the house signs now.
pub fn witness_refuses(seen: Seen, key: &Verifier, note: &str, proof: Result<Vec<Hash>, Error>) -> bool {
    let proof = proof.unwrap_or_default();
    accept(&request(seen.size, &proof, note), std::slice::from_ref(key), |_| Some(seen)).is_err()
}

pub fn trusted(stamper: &Stamper) -> Outsiders {
    let witnesses: Vec<Witness> = vec![cosigner().witness().clone()];
    Outsiders { authorities: vec![(TSA.into(), stamper.tsa.root_pem())], witnesses }
}

/// A reader who asks for the stamp and for the witness.
pub fn policy(key: &Verifier, stamper: &Stamper) -> Policy {
    let witness = cosigner().witness().to_string();
    let text = format!("log {key}\nwitness w {witness}\nquorum w\ntsa {TSA} root.pem\nstamps 1\n");
    Policy::parse(&text, |_| Ok(stamper.tsa.root_pem())).expect("a policy")
}

/// Hours after the house was filled; an authority of the real world stamps in the third.
pub fn at(hour: i64) -> i64 {
    start_ms() + hour * HOUR_MS
}
