//! `redress fund`: money that came from outside: a merchant's deposit, the budget of goodwill, what may be advanced.

use super::Place;
use super::house::{Outcome, open, runtime};
use clap::Args;
use domain::id::AccountId;
use domain::{Actor, Fen, MerchantId};
use store::content::random_id;
use store::{Error, Store};

#[derive(Args)]
pub struct Fund {
    #[command(flatten)]
    place: Place,
    /// deposit-MERCHANT, goodwill or advance.
    account: String,
    /// In yuan, such as 1000 or 99.50.
    amount: String,
}

impl Fund {
    pub fn run(self) -> Outcome {
        let amount = Fen(connect::import::fen(&self.amount)?);
        if !amount.is_payable() {
            return Err(format!("the amount is more than 0 and at most {}", Fen::MAX));
        }
        let store = open(&self.place)?.store;
        let account = AccountId::new(&self.account);
        check(&store, &account)?;
        let now = runtime()?
            .block_on(store.fund(&Actor::System, &account, amount, &random_id()))
            .map_err(|error| error.detail())?;
        println!("{account} has {} now, {} of it available", now.posted, now.available());
        Ok(())
    }
}

/// A slip of the pen must not put money where nobody looks.
fn check(store: &Store, account: &AccountId) -> Outcome {
    let merchant = match account.as_str().strip_prefix("deposit-") {
        Some(merchant) => MerchantId::new(merchant),
        None if matches!(account.as_str(), "goodwill" | "advance") => return Ok(()),
        None => return Err(format!("{account} is neither goodwill nor deposit-MERCHANT nor advance")),
    };
    let known = store.db().read_blocking(|db| Ok::<_, Error>(store.merchant(db, &merchant)?.is_some()));
    match known.map_err(|error| error.detail())? {
        true => Ok(()),
        false => {
            Err(format!("there is no merchant {merchant}; merchants come with the import of their orders"))
        }
    }
}
