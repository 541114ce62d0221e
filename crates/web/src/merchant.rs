//! The merchant's face: what is asked of it, by deadline; its cases; its deposit.

mod act;
pub mod batch;
mod case;
mod complain;
mod deposit;
mod list;
mod measures;
mod people;
mod rules;
mod settlement;
mod view;

pub use act::act;
pub use case::{case, evidence, picture, proof, receipt};
pub use complain::{complain, complain_page};
pub use deposit::{csv as deposit_csv, deposit};
pub use list::list;
pub use measures::{appeal, measures};
pub use people::{add as add_person, change as change_person, people};
pub use rules::{add as add_rule, rules, switch as switch_rule};
pub use settlement::{paper, settlement};
pub use view::view;

use crate::app::App;
use crate::fault::Fault;
use crate::page::{Access, Page, User};
use crate::reader::Reader;
use crate::who::Who;
use domain::{Actor, MerchantId, Refusal};
use store::Error;
use store::db::Connection;

fn merchant(who: &Who) -> Result<MerchantId, Fault> {
    match &who.actor {
        Actor::Merchant(_, merchant) => Ok(merchant.clone()),
        _ => Err(Refusal::NotAllowed.into()),
    }
}

/// Who made the shop's people and keeps its rules.
fn is_owner(who: &Who) -> bool {
    who.rights.is_all()
}

fn page(app: &App, reader: &Reader, who: &Who) -> Page {
    let mut p = reader.page(app);
    p.user = who.user().map(|user| User {
        name: user.to_string(),
        role: p.t("party-merchant").to_owned(),
        manager: Access::Hidden,
    });
    p
}

fn shop(app: &App, db: &mut Connection, merchant: &MerchantId) -> Result<String, Error> {
    Ok(app.store().merchant_name(db, merchant)?.unwrap_or_else(|| merchant.to_string()))
}
