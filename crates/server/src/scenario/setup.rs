//! What is given: people, merchants, money and orders, recorded as an operator and an import do it.

use super::parcel;
use super::step::{Given, GivenOrder};
use super::world::{Cast, World};
use domain::account;
use domain::actor::Role;
use domain::command::{Command, UserCommand};
use domain::order::{OrderFacts, Received};
use domain::user::Account;
use domain::work::{Leave, Work};
use domain::{Actor, Fen, MerchantId, UserId};
use store::content::lookup;
use store::record::{Item, OrderRecord, Parcel, Payment, Person};
use store::{Error, Store};

pub async fn set_up(world: &World<'_>, cast: &mut Cast, given: &Given) -> Result<(), String> {
    let store = world.store();
    let done = match given {
        Given::Staff { id, role, name } => user(store, id, *role, None, name).await,
        Given::Merchant { id, name, contact, deposit, user: login, user_name } => {
            let merchant = MerchantId::new(id.clone());
            world.acts_for(merchant.clone(), UserId::new(login.clone()));
            record_merchant(store, &merchant, name, contact, *deposit, login, user_name).await
        }
        Given::Budget(amount) => fund(store, account::goodwill(), *amount).await,
        Given::Advances(amount) => fund(store, account::advance(), *amount).await,
        Given::Away { id, deputy } => away(store, id, deputy).await,
        Given::Customer { person, locale } => {
            (cast.customer, cast.locale) = (person.clone(), *locale);
            Ok(())
        }
        Given::Order(order) => record_order(store, cast, order).await,
        Given::Sale(given) => return super::sale::sale(world, cast, given).await,
        Given::Bill(given) => return super::sale::bill(world, cast, given).await,
        Given::Parcel(parcel) => parcel::told(store, cast, parcel).await,
        Given::Balance(one) => return super::closing::import(world, one).await,
        Given::ByRule(number) => return parcel::follow(world, cast, number).await,
    };
    done.map_err(|error| error.detail())
}

async fn user(
    store: &Store,
    id: &str,
    role: Role,
    merchant: Option<MerchantId>,
    name: &str,
) -> Result<(), Error> {
    let id = UserId::new(id);
    let mut pack = store.pack(id.subject());
    let account = Account { role, merchant, name: pack.text(name) };
    let command = Command::User(id, UserCommand::Record { account });
    store.execute(&Actor::System, command, pack.close(), None).await.map(|_| ())
}

async fn record_merchant(
    store: &Store,
    merchant: &MerchantId,
    name: &str,
    contact: &Person,
    deposit: Fen,
    login: &str,
    login_name: &str,
) -> Result<(), Error> {
    let mut pack = store.pack(merchant.subject());
    let command = Command::RecordMerchant {
        merchant: merchant.clone(),
        name: pack.text(name),
        contact: Some(pack.json(contact)),
        fingerprint: lookup(store.keys(), "merchant-record", name),
    };
    store.execute(&Actor::System, command, pack.close(), None).await?;
    user(store, login, Role::Merchant, Some(merchant.clone()), login_name).await?;
    fund(store, account::deposit(merchant), deposit).await
}

async fn fund(store: &Store, account: domain::id::AccountId, amount: Fen) -> Result<(), Error> {
    let transfer = format!("opening-{account}");
    let command = Command::Fund { account, amount, transfer };
    store.execute(&Actor::System, command, store::Parcel::default(), None).await.map(|_| ())
}

/// On leave that day.
async fn away(store: &Store, id: &str, deputy: &str) -> Result<(), Error> {
    let today = domain::calendar::day_of(store.now_ms());
    let leave = vec![Leave { from: today, to: today }];
    let work = Work { leave, deputy: Some(UserId::new(deputy)), ..Work::default() };
    store.set_work(&Actor::System, &UserId::new(id), work).await.map(|_| ())
}

async fn record_order(store: &Store, cast: &Cast, order: &GivenOrder) -> Result<(), Error> {
    let merchant = MerchantId::new(order.merchant.clone());
    let (reader, wanted) = (store.clone(), merchant.clone());
    let merchant_name =
        store.db().read(move |db| reader.merchant_name(db, &wanted)).await?.unwrap_or_default();
    let record = record(cast, order, merchant_name);
    let parcel = &record.parcels[0];
    let id = store.order_id(&order.number);
    let mut pack = store.pack(id.subject());
    let sealed = pack.json(&record);
    pack.found_by_order(&record, &sealed);
    let canonical = serde_json::to_string(&record).expect("a record has only plain fields");
    let facts = OrderFacts {
        record: sealed,
        fingerprint: lookup(store.keys(), "order-record", &canonical),
        merchant: Some(merchant),
        product: None,
        total: order.total,
        currency: record.currency.clone(),
        received: vec![Received { reference: format!("PAY{}", order.number), amount: order.total }],
        prepaid: false,
        bought_ms: record.bought_ms,
        promised_ms: parcel.promised_ms,
        delivered_ms: parcel.delivered_ms,
    };
    let command = Command::RecordOrder { order: id, facts: Box::new(facts) };
    store.execute(&Actor::System, command, pack.close(), None).await.map(|_| ())
}

fn record(cast: &Cast, order: &GivenOrder, merchant_name: String) -> OrderRecord {
    let from_start = |ms: i64| cast.start_ms + ms;
    let status = match (order.shipped_ms, order.delivered_ms) {
        (_, Some(_)) => "delivered",
        (Some(_), None) => "shipped",
        (None, None) => "paid",
    };
    OrderRecord {
        number: order.number.clone(),
        merchant: Some(order.merchant.clone()),
        merchant_name,
        buyer: cast.customer.clone(),
        currency: "CNY".into(),
        bought_ms: Some(from_start(order.bought_ms)),
        total_fen: order.total.0,
        payments: vec![Payment {
            reference: format!("PAY{}", order.number),
            amount_fen: order.total.0,
            method: "wechat".into(),
            ..Payment::default()
        }],
        items: vec![Item {
            title: order.title.clone(),
            quantity: 1,
            price_fen: order.total.0,
            ..Item::default()
        }],
        parcels: vec![Parcel {
            carrier: order.carrier.clone(),
            tracking: order.tracking.clone(),
            promised_ms: order.promised_ms.map(from_start),
            shipped_ms: order.shipped_ms.map(from_start),
            delivered_ms: order.delivered_ms.map(from_start),
            status: status.into(),
        }],
        status: status.into(),
        ..OrderRecord::default()
    }
}
