//! Who outside holds what of the journal, and what nobody holds yet.

use super::line;
use crate::config::Config;
use crate::jobs::outside::Outside;
use store::outside::{Holder, Outsider};
use store::{Error, Store};

pub fn standing(store: &Store, config: &Config) -> Result<(), Error> {
    let (tail, known, itself) = store
        .db()
        .read_blocking(|db| Ok::<_, Error>((store.tail(db)?, store.outsiders(db)?, store.itself(db)?)))?;
    for (name, last) in &itself.stamps {
        let off_s = (last.noted_ms - last.stamped_ms) / 1_000;
        let noted = format!("{} entries at {}, our clock {off_s:+} s", last.size, utc(last.stamped_ms));
        line("stamp", format!("{name}: {noted}{}", failing(&known, Holder::Authority, name)));
    }
    for one in known.iter().filter(|one| one.holder == Holder::Witness.word() && one.size > 0) {
        let failing = failing(&known, Holder::Witness, &one.name);
        line("witness", format!("{}: {} entries at {}{failing}", one.name, one.size, utc(one.at_ms)));
    }
    for one in known.iter().filter(|one| one.holder == Holder::Party.word()) {
        line("receipts", format!("{}: {} entries at {}", one.name, one.size, utc(one.at_ms)));
    }
    for one in known.iter().filter(|one| one.size == 0 && one.failures > 0) {
        line(&one.holder, format!("{}: never yet; failed {} times: {}", one.name, one.failures, one.words));
    }
    line("outside", configured(config));
    let long = if tail.is_too_long(&store.policy().limits, store.now_ms()) { "  ← TOO LONG" } else { "" };
    let seconds = tail.seconds(store.now_ms());
    line("unanchored", format!("{} entries, the oldest for {seconds} s{long}", tail.entries));
    Ok(())
}

/// What the configuration asks for, or why it cannot be used.
fn configured(config: &Config) -> String {
    match Outside::of(config) {
        Err(words) => words,
        Ok(outside) if outside.is_empty() => {
            "no authority and no witness configured; only receipts are held outside".into()
        }
        Ok(outside) => {
            let until = |(authority, _): &(journal::stamp::Authority, _)| {
                format!("{} (certificates until {})", authority.name(), utc(authority.window_ms().1))
            };
            let authorities = outside.authorities.iter().map(until);
            let witnesses = outside.witnesses.iter().map(|(witness, _)| witness.name().to_owned());
            authorities.chain(witnesses).collect::<Vec<_>>().join(", ")
        }
    }
}

fn failing(known: &[Outsider], holder: Holder, name: &str) -> String {
    let failing =
        known.iter().find(|one| one.holder == holder.word() && one.name == name && one.failures > 0);
    failing.map_or(String::new(), |one| format!("; failed {} times since: {}", one.failures, one.words))
}

fn utc(at_ms: i64) -> String {
    jiff::Timestamp::from_millisecond(at_ms).map_or(String::new(), |at| at.to_string())
}
