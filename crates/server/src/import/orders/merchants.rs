//! The merchants a file of orders speaks of. They get no user; whoever is to sign in for one is added by name.

use super::super::IN_FLIGHT;
use connect::import::OrderRow;
use domain::{Actor, Command, MerchantId};
use futures::{StreamExt, TryStreamExt, stream};
use std::collections::{BTreeMap, HashMap};
use store::content::lookup;
use store::{Error, Store};

/// Code and name as the file has them.
type Called = (Option<String>, Option<String>);

pub struct Merchants {
    ids: HashMap<Called, MerchantId>,
    /// The first name a merchant is given is kept.
    names: BTreeMap<MerchantId, String>,
}

impl Merchants {
    pub fn of(store: &Store, rows: &[OrderRow]) -> Merchants {
        let mut merchants = Merchants { ids: HashMap::new(), names: BTreeMap::new() };
        for row in rows {
            merchants.add(store, &row.merchant_code, &row.merchant);
            row.items.iter().for_each(|item| merchants.add(store, &item.merchant_code, &item.merchant));
        }
        merchants
    }

    pub fn id(&self, row: &OrderRow) -> Option<&MerchantId> {
        self.ids.get(&(row.merchant_code.clone(), row.merchant.clone()))
    }

    pub fn len(&self) -> usize {
        self.names.len()
    }

    fn add(&mut self, store: &Store, code: &Option<String>, name: &Option<String>) {
        let Some(called) = code.as_ref().or(name.as_ref()) else { return };
        let id = id(store, called);
        self.ids.entry((code.clone(), name.clone())).or_insert_with(|| id.clone());
        self.names.entry(id).or_insert_with(|| name.as_ref().unwrap_or(called).clone());
    }

    /// How many were told something new, and how many were known.
    pub async fn record(&self, store: &Store) -> Result<(usize, usize), Error> {
        let recording = |(id, name): (&MerchantId, &String)| record(store, id.clone(), name.clone());
        let mut all = stream::iter(&self.names).map(recording).buffered(IN_FLIGHT);
        let (mut new, mut there) = (0, 0);
        while let Some(is_new) = all.try_next().await? {
            match is_new {
                true => new += 1,
                false => there += 1,
            }
        }
        Ok((new, there))
    }
}

/// A contact that was given otherwise stays, and a name that only repeats the code does not push out a better one.
async fn record(store: &Store, id: MerchantId, name: String) -> Result<bool, Error> {
    let (reader, wanted) = (store.clone(), id.clone());
    let (known, called) = store
        .db()
        .read(move |db| Ok::<_, Error>((reader.merchant(db, &wanted)?, reader.merchant_name(db, &wanted)?)))
        .await?;
    if known.is_some() && (called.as_deref() == Some(&*name) || id.as_str() == name) {
        return Ok(false);
    }
    let mut pack = store.pack(id.subject());
    let command = Command::RecordMerchant {
        merchant: id.clone(),
        name: pack.text(&name),
        contact: known.and_then(|merchant| merchant.contact),
        fingerprint: lookup(store.keys(), "merchant-record", &name),
    };
    Ok(store.execute(&Actor::System, command, pack.close(), None).await?.first.is_some())
}

/// The shop's own code where it can stand in a journal; a name is personal enough to be hashed.
pub fn id(store: &Store, called: &str) -> MerchantId {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
    if (1..=64).contains(&called.len()) && called.chars().all(plain) {
        return MerchantId::new(called);
    }
    MerchantId::new(format!("m{}", &lookup(store.keys(), "merchant", called)[..31]))
}
