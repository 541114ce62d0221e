//! What is left on the cards of merchants that close: a case for each holder, and the balance put before them.

use super::orders::merchant_id;
use super::{Given, Wrong, refused};
use connect::import::{BalanceRow, Map, Settings, Source, balances};
use domain::personal::Personal;
use domain::{Fen, MerchantId, OrderId, Refusal};
use std::collections::{BTreeMap, HashMap};
use store::closings::{Balance, HOLDERS_MAX};
use store::record::{Payment, Person};
use store::{Error, Store};

/// Cards that can be taken over, each of them checked.
pub struct Balances {
    all: Vec<(MerchantId, Balance)>,
    pub repeated: usize,
}

impl Balances {
    pub fn len(&self) -> usize {
        self.all.len()
    }
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
    pub fn sum(&self) -> Fen {
        Fen::sum(self.all.iter().map(|(_, one)| one.balance)).unwrap_or(Fen::MAX)
    }
}

/// A merchant that a file names: nothing where it is not flagged, otherwise the balances of the cards that were taken.
type Known = Option<(MerchantId, HashMap<OrderId, Fen>)>;

/// Only of merchants that are flagged: nobody is told of a closing that no manager has seen.
pub fn check(store: &Store, files: &[Given], map: &Map, settings: &Settings) -> Result<Balances, String> {
    let sources: Vec<Source> = files.iter().map(Given::source).collect();
    let read = balances(&sources, map, settings).map_err(refused)?;
    let (mut wrong, mut all) = (Wrong::default(), vec![]);
    let mut known: BTreeMap<String, Known> = BTreeMap::new();
    let mut lines: HashMap<OrderId, u64> = HashMap::new();
    for row in read.rows {
        let (file, line, card) = (row.file.clone(), row.line, store.order_id(&row.card));
        if !known.contains_key(&row.merchant) {
            let found = of_merchant(store, &row.merchant).map_err(|error| error.detail())?;
            known.insert(row.merchant.clone(), found);
        }
        let Some(Some((merchant, cards))) = known.get_mut(&row.merchant) else {
            let words =
                format!("the merchant {} is not flagged as closing; a manager does that", row.merchant);
            wrong.add(&file, line, words);
            continue;
        };
        // Numbers are one when they differ by capitals only.
        if let Some(before) = lines.insert(card.clone(), line) {
            wrong.add(&file, line, format!("card {} is the one of line {before}", row.card));
        }
        let merchant = merchant.clone();
        match fits(store, &merchant, cards, &row, &card) {
            Ok(()) => {
                cards.insert(card, Fen(row.balance_fen));
            }
            Err(words) => wrong.add(&file, line, words),
        }
        if cards.len() == HOLDERS_MAX + 1 {
            wrong.add(&file, line, format!("a merchant has at most {HOLDERS_MAX} card holders here"));
        }
        all.push((merchant, balance(row)));
    }
    wrong.none_or(Balances { all, repeated: read.repeated })
}

fn of_merchant(store: &Store, called: &str) -> Result<Known, Error> {
    let id = merchant_id(store, called);
    store.db().read_blocking(|db| {
        let progress = store.closing(db, &id)?.filter(|progress| progress.stands);
        let cards = |holders: Vec<store::closings::Holder>| {
            holders.into_iter().filter_map(|one| Some((one.card?, one.balance))).collect()
        };
        Ok(progress.map(|progress| (id.clone(), cards(progress.holders))))
    })
}

/// Whether it can be taken as it stands.
fn fits(
    store: &Store,
    merchant: &MerchantId,
    cards: &HashMap<OrderId, Fen>,
    row: &BalanceRow,
    card: &OrderId,
) -> Result<(), String> {
    let in_words = |refusal: Refusal| super::in_words(refusal, store.policy());
    Store::check_balance(&balance(row.clone())).map_err(in_words)?;
    if let Some(taken) = cards.get(card) {
        return if taken.0 == row.balance_fen {
            Ok(())
        } else {
            Err(format!("card {} was taken with {taken} before; a change is made in its case", row.card))
        };
    }
    let order =
        store.db().read_blocking(|db| store.order(db, card)).map_err(|error: Error| error.detail())?;
    let Some(order) = order else { return Ok(()) };
    if order.facts.merchant.as_ref() != Some(merchant) {
        return Err(format!("{} is the order of another merchant", row.card));
    }
    let given_back = Fen::sum(order.refunds.values().copied()).unwrap_or(Fen::MAX);
    let left = order.facts.total.minus(given_back).unwrap_or_default();
    if Fen(row.balance_fen) > left {
        return Err(format!("of order {} at most {left} can still go back", row.card));
    }
    Ok(())
}

fn balance(row: BalanceRow) -> Balance {
    let personal = |text: Option<String>| Personal::new(text.unwrap_or_default());
    Balance {
        card: row.card,
        holder: Person {
            name: personal(row.holder.name),
            phone: personal(row.holder.phone),
            mail: personal(row.holder.email),
        },
        balance: Fen(row.balance_fen),
        payment: row.payment.map(|paid| Payment {
            reference: paid.reference.unwrap_or_default(),
            amount_fen: paid.amount_fen,
            method: paid.method.unwrap_or_default(),
            ..Payment::default()
        }),
    }
}

/// How many holders are new. What fails leaves those that were taken; a second import goes on from there.
pub async fn take(store: &Store, balances: Balances, done: impl Fn()) -> Result<usize, Error> {
    let mut new = 0;
    for (merchant, balance) in &balances.all {
        new += usize::from(store.take_balance(merchant, balance).await?);
        done();
    }
    Ok(new)
}
