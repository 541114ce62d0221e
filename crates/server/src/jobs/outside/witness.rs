//! One signature of one witness on the newest checkpoint. What the witness knew last is proven to be its beginning;
//! when it knows another size than we thought, it says so and is asked once more from there.

use super::Done;
use base64::{Engine, prelude::BASE64_STANDARD};
use connect::witness::{WitnessAnswer, WitnessConfig};
use domain::Refusal;
use domain::command::HouseCommand;
use domain::event::Witnessed;
use journal::cosign::{Cosigned, Witness};
use journal::{Checkpoint, note, witnessing};
use store::outside::Holder;
use store::{Error, Store};

pub async fn is_due(store: &Store, witness: &str, every_ms: i64) -> Result<bool, Error> {
    let (reader, witness) = (store.clone(), witness.to_owned());
    store
        .db()
        .read(move |db| {
            let Some(newest) = reader.checkpoint(db)? else { return Ok(false) };
            let known = reader
                .outsiders(db)?
                .into_iter()
                .find(|one| one.holder == Holder::Witness.word() && one.name == witness && one.size > 0);
            match known {
                None => Ok(true),
                Some(last) if reader.now_ms() - last.at_ms < every_ms => Ok(false),
                Some(last) => Ok(newest.size > last.size && reader.has_news(db, last.size)?),
            }
        })
        .await
}

pub async fn submit(store: &Store, witness: &Witness, config: &WitnessConfig) -> Done {
    let (reader, name) = (store.clone(), witness.name().to_owned());
    let read = store.db().read(move |db| {
        let all = reader.outsiders(db)?;
        let known = all.iter().find(|one| one.holder == Holder::Witness.word() && one.name == name);
        Ok::<_, Error>((reader.checkpoint(db)?, known.map_or(0, |known| known.size)))
    });
    let (newest, known) = read.await.map_err(ours)?;
    let newest = newest.ok_or("nothing has been signed yet")?;
    let answer = match hand_in(store, config, known, newest.size, &newest.note).await? {
        WitnessAnswer::Knows(size) if size > newest.size => {
            return Err(format!(
                "it has seen {size} entries and we have signed {}: was an older copy put back?",
                newest.size
            ));
        }
        WitnessAnswer::Knows(size) => hand_in(store, config, size, newest.size, &newest.note).await?,
        answer => answer,
    };
    let lines = match answer {
        WitnessAnswer::Signed(lines) => lines,
        WitnessAnswer::Knows(size) => return Err(format!("it has seen another history of {size} entries")),
        WitnessAnswer::Refused { words } | WitnessAnswer::Lost { words } => return Err(words),
    };
    let lines: Vec<String> = lines.lines().filter(|line| line.starts_with("— ")).map(str::to_owned).collect();
    let signed = witness.on(&note::with_lines(&newest.note, &lines));
    let signed = signed.map_err(|error| format!("its signature is not believed: {error}"))?;
    store.cosigned(newest.size, witness, &signed.line).await.map_err(ours)?;
    write_down(store, witness, &newest.note, signed).await
}

async fn hand_in(
    store: &Store,
    config: &WitnessConfig,
    old: u64,
    new: u64,
    note: &str,
) -> Result<WitnessAnswer, String> {
    let reader = store.clone();
    let proof = store.db().read(move |db| reader.goes_on(db, old, new)).await.map_err(ours)?;
    Ok(connect::witness::submit(config, witnessing::request(old, &proof, note)).await)
}

/// Once an hour it is an entry too, so that the next stamp covers it.
async fn write_down(store: &Store, witness: &Witness, note: &str, signed: Cosigned) -> Done {
    let checkpoint = Checkpoint::open(note, &store.verifier().map_err(ours)?);
    let checkpoint = checkpoint.map_err(|error| format!("our own checkpoint: {error}"))?;
    let signature = signed.line.rsplit(' ').next().unwrap_or_default().to_owned();
    debug_assert!(BASE64_STANDARD.decode(&signature).is_ok());
    let command = HouseCommand::Witness(Witnessed {
        witness: witness.name().to_owned(),
        size: checkpoint.size,
        root: checkpoint.root.to_string(),
        signed_ms: i64::try_from(signed.at_s).unwrap_or(i64::MAX / 1_000).saturating_mul(1_000),
        signature,
    });
    match store.note_itself(command).await {
        Ok(_) => Ok(()),
        Err(error) if error.refusal() == Some(Refusal::AlreadyThere) => Ok(()),
        Err(error) => Err(ours(error)),
    }
}

fn ours(error: Error) -> String {
    error.detail()
}
