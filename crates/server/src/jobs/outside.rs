//! Words from outside on our checkpoints: stamps of authorities, signatures of witnesses. A task of its own, because
//! a partner that is slow must not keep clocks and mail waiting. Who fails is asked again later and later, and is
//! named in `redress doctor`, on the manager's page and in the metrics.

pub mod stamp;
pub mod witness;

use crate::config::{Config, Outside as Wanted};
use connect::tsa::TsaConfig;
use connect::witness::WitnessConfig;
use journal::cosign::Witness;
use journal::stamp::Authority;
use std::collections::HashMap;
use std::time::Duration;
use store::outside::Holder;
use store::{Error, Store};

/// Of several processes one asks.
const LEASE: &str = "outside";
const LEASE_MS: i64 = 60_000;
const REST: Duration = Duration::from_secs(2);
/// After the first failure; twice as long after each further one.
const FIRST_WAIT_MS: i64 = 30_000;
const LONGEST_WAIT_MS: i64 = 3_600_000;

/// Whom we ask, and how often.
#[derive(Clone, Default)]
pub struct Outside {
    pub authorities: Vec<(Authority, TsaConfig)>,
    pub witnesses: Vec<(Witness, WitnessConfig)>,
    pub stamp_every_ms: i64,
    pub witness_every_ms: i64,
}

impl Outside {
    /// Reads the chains and keys, so that a mistake is found when the house starts.
    pub fn of(config: &Config) -> Result<Outside, String> {
        let Wanted { tsa, witness, stamp_every_s, witness_every_s, .. } = &config.outside;
        let timeout = Duration::from_secs(config.outside.timeout_s);
        let authorities = tsa.iter().map(|tsa| {
            let pem = std::fs::read_to_string(&tsa.chain)
                .map_err(|error| format!("configuration: {}: {error}", tsa.chain.display()))?;
            let authority = Authority::parse(&tsa.name, &pem)
                .map_err(|error| format!("configuration: {}: {error}", tsa.chain.display()))?;
            Ok((authority, TsaConfig { url: tsa.url.clone(), timeout }))
        });
        let witnesses = witness.iter().map(|witness| {
            let key = witness.key.parse();
            let key = key.map_err(|error| format!("configuration: key of {}: {error}", witness.url))?;
            Ok((key, WitnessConfig { url: witness.url.clone(), timeout }))
        });
        Ok(Outside {
            authorities: authorities.collect::<Result<_, String>>()?,
            witnesses: witnesses.collect::<Result<_, String>>()?,
            stamp_every_ms: 1_000 * *stamp_every_s as i64,
            witness_every_ms: 1_000 * *witness_every_s as i64,
        })
    }

    pub fn is_empty(&self) -> bool {
        self.authorities.is_empty() && self.witnesses.is_empty()
    }
}

pub fn start(store: &Store, outside: Outside) -> tokio::task::JoinHandle<()> {
    tokio::spawn(run(store.clone(), outside))
}

async fn run(store: Store, outside: Outside) {
    if outside.is_empty() {
        return;
    }
    let holder = store::content::random_id();
    let mut patience = Patience::default();
    loop {
        match store.lease(LEASE, &holder, LEASE_MS).await {
            Ok(true) => report(pass(&store, &outside, &mut patience).await),
            Ok(false) => {}
            Err(error) => report(Err(error)),
        }
        tokio::time::sleep(REST).await;
    }
}

fn report(result: Result<usize, Error>) {
    if let Err(error) = result {
        tracing::error!(error = %error.detail(), "asking outside failed on our side; it is tried again");
    }
}

/// One round: everybody who is due is asked once. Answers how many were.
pub async fn pass(store: &Store, outside: &Outside, patience: &mut Patience) -> Result<usize, Error> {
    let mut asked = 0;
    let wanted = patience.endings(store).await?;
    for (authority, config) in &outside.authorities {
        let name = authority.name();
        let is_due = stamp::is_due(store, name, outside.stamp_every_ms, wanted);
        if !patience.allows(store, name) || !is_due.await? {
            continue;
        }
        asked += 1;
        let done = stamp::stamp(store, authority, config).await;
        patience.learn(store, Holder::Authority, name, done).await?;
    }
    for (witness, config) in &outside.witnesses {
        let name = witness.name();
        if !patience.allows(store, name) || !witness::is_due(store, name, outside.witness_every_ms).await? {
            continue;
        }
        asked += 1;
        let done = witness::submit(store, witness, config).await;
        patience.learn(store, Holder::Witness, name, done).await?;
    }
    Ok(asked)
}

/// What goes wrong on the way is for whoever runs the house, in words; nothing is lost by it.
pub type Done = Result<(), String>;

/// When each may be asked again.
#[derive(Default)]
pub struct Patience {
    not_before_ms: HashMap<String, (i64, u32)>,
    /// How many cases had come to an end today when everybody was last asked.
    ended: Option<(String, i64)>,
    /// With the last of them the journal had so many entries.
    wanted: u64,
}

impl Patience {
    fn allows(&self, store: &Store, name: &str) -> bool {
        self.not_before_ms.get(name).is_none_or(|(at_ms, _)| *at_ms <= store.now_ms())
    }

    async fn learn(&mut self, store: &Store, holder: Holder, name: &str, done: Done) -> Result<(), Error> {
        let Err(words) = done else {
            self.not_before_ms.remove(name);
            return Ok(());
        };
        let failed = self.not_before_ms.get(name).map_or(0, |(_, failed)| *failed);
        let wait_ms = FIRST_WAIT_MS.saturating_mul(1 << failed.min(10)).min(LONGEST_WAIT_MS);
        self.not_before_ms.insert(name.to_owned(), (store.now_ms() + wait_ms, failed + 1));
        tracing::warn!(name, holder = holder.word(), words, "somebody outside did not answer as wanted");
        store.failed_outside(holder, name, &words).await
    }

    /// How far the journal had come when a case last came to its end: that much is stamped without waiting for the hour.
    /// The end is twofold. When the last remedy is done, what led there is stamped, days before the case closes. When it
    /// closes, its closing is, too: no stamp can cover an entry before it is written, and closing waits for nobody.
    async fn endings(&mut self, store: &Store) -> Result<u64, Error> {
        let (reader, today) = (store.clone(), store::door::day(store.now_ms()));
        let day = today.clone();
        let look = move |db: &mut store::db::Connection| {
            let count = reader.total(db, "done", &day)? + reader.total(db, "closed", &day)?;
            Ok::<_, Error>((count, store::journal_of::size(db)?))
        };
        let (has, size) = store.db().read(look).await?;
        let more = self.ended.as_ref().is_some_and(|(day, had)| has > *had || (*day != today && has > 0));
        if more {
            self.wanted = size;
        }
        self.ended = Some((today, has));
        Ok(self.wanted)
    }
}
