//! Merchants that close: the flag, the balances of their card holders, and how far the refund queue has come. A holder
//! is a case of kind `prepaid` about an order that is the card.

use crate::content::lookup;
use crate::db::Connection;
use crate::filing::{Intake, check_person};
use crate::packed::read_state;
use crate::record::{Item, Matter, OrderRecord, Payment, Person};
use crate::{Error, Store};
use domain::case::{Case, OfferState};
use domain::closing::Closing;
use domain::command::{CaseCommand, FlagClosing, MerchantCommand};
use domain::order::{CURRENCY, OrderFacts};
use domain::personal::Personal;
use domain::words::{Channel, RemedyKind};
use domain::{Actor, CaseId, Command, Fen, MerchantId, OrderId, Refusal, State};
use std::collections::{HashMap, HashSet};

/// What is said with the flag.
#[derive(Clone, Debug)]
pub struct Flag {
    pub clause: String,
    pub reasons: String,
    /// What every holder reads.
    pub words: String,
    /// Who takes over what was promised.
    pub elsewhere: Option<MerchantId>,
}

/// What is left on a card.
#[derive(Clone)]
pub struct Balance {
    pub card: String,
    pub holder: Person,
    pub balance: Fen,
    pub payment: Option<Payment>,
}

/// A holder, in the queue or not.
#[derive(Clone, Debug)]
pub struct Holder {
    pub case: CaseId,
    pub number: String,
    pub card: Option<OrderId>,
    pub balance: Fen,
    /// The notice has reached them.
    pub told: bool,
    pub choice: Choice,
    pub paid: Fen,
    /// What is still owed to whoever wants money.
    pub left: Fen,
    /// Of it what no round has granted yet.
    pub waits: Fen,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    Open,
    Refund,
    Elsewhere,
    /// They said no, or the time is over; a person looks.
    Neither,
}

impl Choice {
    pub fn word(self) -> &'static str {
        match self {
            Choice::Open => "open",
            Choice::Refund => "refund",
            Choice::Elsewhere => "performance",
            Choice::Neither => "neither",
        }
    }
}

/// Everything about one closing.
#[derive(Clone, Debug)]
pub struct Progress {
    pub closing: Closing,
    /// Whether the flag still stands.
    pub stands: bool,
    pub deposit_free: Fen,
    /// In the order in which they came.
    pub holders: Vec<Holder>,
}

/// LIMIT: the shares of a round are one commit, so a merchant has at most so many holders.
pub const HOLDERS_MAX: usize = 5_000;

const MATTER: &str = "商家将停业，卡内余额由平台按导入的名册代为立案。";
const CARD: &str = "预付卡余额";
const TEXT_MAX: usize = 200;
const AT_ONCE: usize = 250;

impl Store {
    pub async fn flag_closing(
        &self,
        by: &Actor,
        merchant: &MerchantId,
        flag: Flag,
        key: Option<String>,
    ) -> Result<(), Error> {
        let mut pack = self.pack(merchant.subject());
        let reasons = pack.text(self.written(&flag.reasons)?);
        let words = pack.text(self.written(&flag.words)?);
        if let Some(key) = &key {
            pack.once(key);
        }
        let new = FlagClosing { clause: flag.clause, reasons, words, elsewhere: flag.elsewhere };
        let command = MerchantCommand::Flag(Box::new(new));
        self.execute(by, Command::Merchant(merchant.clone(), command), pack.close(), None).await.map(drop)
    }

    /// What would be refused, before anything is written.
    pub fn check_balance(balance: &Balance) -> Result<(), Refusal> {
        check_person(&balance.holder)?;
        if !balance.balance.is_payable() {
            return Err(Refusal::AmountInvalid);
        }
        match balance.card.trim().chars().count() {
            0 => Err(Refusal::TextMissing),
            letters if letters > TEXT_MAX => Err(Refusal::TextTooLong),
            _ => Ok(()),
        }
    }

    /// Opens the case of a holder and puts the balance before them. The same card once more changes nothing, and one that
    /// was stopped half-way goes on.
    pub async fn take_balance(&self, merchant: &MerchantId, balance: &Balance) -> Result<bool, Error> {
        Self::check_balance(balance)?;
        let (reader, id, card) = (self.clone(), merchant.clone(), self.order_id(&balance.card));
        let read = self.db().read(move |db| -> Result<_, Error> {
            let known = reader.merchant(db, &id)?.ok_or(Refusal::NotFound)?;
            let closing = known.closing.as_ref().filter(|_| known.is_closing()).ok_or(Refusal::NotClosing)?;
            let words = reader.open_text(db, &closing.flagged.words)?.unwrap_or_default();
            let name = reader.open_text(db, &known.name)?.unwrap_or_default();
            Ok((words, name, reader.order(db, &card)?))
        });
        let (words, name, order) = read.await?;
        match order.map(|order| order.facts.merchant) {
            None => self.record_card(merchant, name, balance).await?,
            Some(of) if of.as_ref() == Some(merchant) => {}
            Some(_) => return Err(Refusal::AlreadyThere.into()),
        }
        let intake = Intake {
            channel: Some(Channel::Rule),
            person: balance.holder.clone(),
            matter: Matter {
                text: Personal::new(MATTER),
                order_number: Some(balance.card.trim().to_owned()),
                ..Matter::default()
            },
            key: Some(format!("card:{merchant}:{}", self.order_id(&balance.card))),
            ..Intake::default()
        };
        let filed = self.file_as(&Actor::System, intake, Some("prepaid")).await?;
        let mut pack = self.pack(filed.case.subject());
        let command = CaseCommand::OfferBalance { balance: balance.balance, words: pack.text(&words) };
        self.execute(&Actor::System, Command::Case(filed.case, command), pack.close(), None).await?;
        Ok(filed.is_new)
    }

    /// A card that no shop system has told of as an order stands as one, worth what is left on it.
    async fn record_card(
        &self,
        merchant: &MerchantId,
        merchant_name: String,
        balance: &Balance,
    ) -> Result<(), Error> {
        let order = self.order_id(&balance.card);
        let record = OrderRecord {
            number: balance.card.trim().to_owned(),
            merchant: Some(merchant.to_string()),
            merchant_name,
            buyer: balance.holder.clone(),
            currency: CURRENCY.into(),
            total_fen: balance.balance.0,
            payments: balance.payment.iter().cloned().collect(),
            items: vec![Item {
                title: CARD.into(),
                quantity: 1,
                price_fen: balance.balance.0,
                ..Item::default()
            }],
            ..OrderRecord::default()
        };
        let canonical = serde_json::to_string(&record).expect("a record has only plain fields");
        let mut pack = self.pack(order.subject());
        let sealed = pack.json(&record);
        pack.found_by_order(&record, &sealed);
        let facts = OrderFacts {
            record: sealed,
            fingerprint: lookup(self.keys(), "order-record", &canonical),
            merchant: Some(merchant.clone()),
            product: None,
            total: balance.balance,
            currency: CURRENCY.into(),
            received: vec![],
            // It was sold before; how long, nobody says.
            prepaid: false,
            bought_ms: None,
            promised_ms: None,
            delivered_ms: None,
        };
        let command = Command::RecordOrder { order, facts: Box::new(facts) };
        self.execute(&Actor::System, command, pack.close(), None).await.map(drop)
    }

    /// Shares out what the deposit has; the decision looks at each holder again.
    pub async fn share_closing(
        &self,
        by: &Actor,
        merchant: &MerchantId,
        key: Option<String>,
    ) -> Result<(), Error> {
        let (reader, id) = (self.clone(), merchant.clone());
        let progress = self.db().read(move |db| reader.closing(db, &id)).await?.ok_or(Refusal::NotClosing)?;
        let waiting = progress.holders.into_iter().filter(|holder| holder.waits > Fen::ZERO);
        let command = MerchantCommand::Share { cases: waiting.map(|holder| holder.case).collect() };
        let mut pack = self.pack(merchant.subject());
        if let Some(key) = &key {
            pack.once(key);
        }
        self.execute(by, Command::Merchant(merchant.clone(), command), pack.close(), None).await.map(drop)
    }

    /// Nothing where the merchant was never flagged.
    pub fn closing(&self, db: &mut Connection, id: &MerchantId) -> Result<Option<Progress>, Error> {
        let Some(merchant) = self.merchant(db, id)? else { return Ok(None) };
        let stands = merchant.is_closing();
        let Some(closing) = merchant.closing else { return Ok(None) };
        let sql = "select case_id from queue where merchant = $1 order by seq";
        let rows = db.query(sql, &[id.as_str().into()])?;
        let ids: Vec<String> =
            rows.iter().map(|row| Ok(format!("case:{}", row.text(0)?))).collect::<Result<_, Error>>()?;
        let mut holders = vec![];
        for part in ids.chunks(AT_ONCE) {
            holders.extend(holders_among(db, part)?);
        }
        let deposit_free = self.account(db, &domain::account::deposit(id))?.available();
        Ok(Some(Progress { closing, stands, deposit_free, holders }))
    }
}

fn holders_among(db: &mut Connection, cases: &[String]) -> Result<Vec<Holder>, Error> {
    let mut states = HashMap::with_capacity(cases.len());
    for row in db.query_in("select id, state from subjects where id = any($1)", cases)? {
        if let State::Case(case) = read_state(row.bytes(1)?)? {
            states.insert(row.text(0)?.to_owned(), case);
        }
    }
    let sql = "select subject from outbox where subject = any($1) and template = 'offer' and state = 'done'";
    let rows = db.query_in(sql, cases)?;
    let told: HashSet<&str> = rows.iter().map(|row| Ok(row.text(0)?)).collect::<Result<_, Error>>()?;
    let one = |id: &String| holder(states.get(id)?, told.contains(id.as_str()));
    Ok(cases.iter().filter_map(one).collect())
}

fn holder(case: &Case, told: bool) -> Option<Holder> {
    let card = case.card()?;
    let choice = match (card.offer.state, card.chosen.map(|chosen| chosen.kind)) {
        (OfferState::Open, _) => Choice::Open,
        (_, Some(RemedyKind::Refund)) => Choice::Refund,
        (_, Some(_)) => Choice::Elsewhere,
        (_, None) => Choice::Neither,
    };
    let owed = if choice == Choice::Refund { card.balance } else { Fen::ZERO };
    Some(Holder {
        case: case.id.clone(),
        number: case.number.clone(),
        card: case.order.clone(),
        balance: card.balance,
        told,
        choice,
        paid: card.paid,
        left: owed.minus(card.paid).unwrap_or_default(),
        waits: card.waits().map_or(Fen::ZERO, |(_, left)| left),
    })
}

impl Progress {
    pub fn told(&self) -> usize {
        self.holders.iter().filter(|holder| holder.told).count()
    }
    pub fn chose(&self, choice: Choice) -> usize {
        self.holders.iter().filter(|holder| holder.choice == choice).count()
    }
    /// Of those who want money, who has all of it.
    pub fn done(&self) -> usize {
        let done = |holder: &&Holder| holder.choice == Choice::Refund && holder.left == Fen::ZERO;
        self.holders.iter().filter(done).count()
    }
    pub fn sum(&self, of: fn(&Holder) -> Fen) -> Fen {
        Fen::sum(self.holders.iter().map(of)).unwrap_or(Fen::MAX)
    }
}
