//! One stamp of one authority on the newest checkpoint: asked for, verified against the pinned chain, and written into
//! the journal, so that the next stamp covers this one.

use super::Done;
use base64::{Engine, prelude::BASE64_STANDARD};
use connect::tsa::{TsaAnswer, TsaConfig, ask, nonce};
use domain::command::HouseCommand;
use domain::event::Stamped;
use domain::{Refusal, house::House};
use journal::stamp::{Authority, verify};
use journal::{Checkpoint, Hash};
use store::outside::Holder;
use store::{Error, Store};

/// However many cases come to their end, nobody is asked more often.
const SOONEST_MS: i64 = 60_000;

/// News, and the last stamp is long enough ago; or what is `wanted` is signed and not stamped yet.
pub async fn is_due(store: &Store, authority: &str, every_ms: i64, wanted: u64) -> Result<bool, Error> {
    let (reader, authority) = (store.clone(), authority.to_owned());
    store
        .db()
        .read(move |db| {
            let House { stamps, .. } = reader.itself(db)?;
            let Some(newest) = reader.checkpoint(db)? else { return Ok(false) };
            match stamps.get(&authority) {
                None => Ok(true),
                Some(last) if reader.now_ms() - last.noted_ms < SOONEST_MS.min(every_ms) => Ok(false),
                Some(last) if last.size < wanted && wanted <= newest.size => Ok(true),
                Some(last) if reader.now_ms() - last.noted_ms < every_ms => Ok(false),
                Some(last) => Ok(newest.size > last.size && reader.has_news(db, last.size)?),
            }
        })
        .await
}

pub async fn stamp(store: &Store, authority: &Authority, config: &TsaConfig) -> Done {
    let reader = store.clone();
    let newest = store.db().read(move |db| reader.checkpoint(db)).await.map_err(ours)?;
    let newest = newest.ok_or("nothing has been signed yet")?;
    let checkpoint = Checkpoint::open(&newest.note, &store.verifier().map_err(ours)?);
    let checkpoint = checkpoint.map_err(|error| format!("our own checkpoint: {error}"))?;
    let nonce = nonce(random());
    let token = match ask(config, Hash::of(newest.note.as_bytes()).0, nonce).await {
        TsaAnswer::Token(token) => token,
        TsaAnswer::Refused { words } => return Err(format!("the authority refused: {words}")),
        TsaAnswer::Lost { words } => return Err(words),
    };
    let stamp = verify(&token, newest.note.as_bytes(), Some(&nonce), authority);
    let stamp = stamp.map_err(|error| format!("not believed: {error}"))?;
    store.keep_chain(authority).await.map_err(ours)?;
    let command = HouseCommand::Stamp(Stamped {
        authority: authority.name().to_owned(),
        size: checkpoint.size,
        root: checkpoint.root.to_string(),
        stamped_ms: stamp.at_ms,
        chain: authority.digest().to_string(),
        token: BASE64_STANDARD.encode(token),
    });
    match store.note_itself(command).await {
        Ok(_) => {}
        // Somebody else was quicker with the same checkpoint.
        Err(error) if error.refusal() == Some(Refusal::AlreadyThere) => {}
        Err(error) => return Err(ours(error)),
    }
    store.held_outside(Holder::Authority, authority.name(), checkpoint.size).await.map_err(ours)
}

fn random() -> [u8; 16] {
    let [random @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] =
        Hash::of(store::content::random_id().as_bytes()).0;
    random
}

fn ours(error: Error) -> String {
    error.detail()
}
