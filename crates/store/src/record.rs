//! The records that lie sealed as content, and the words search finds them by.

use domain::personal::Personal;
use mask::{Lengths, Sort};
use serde::{Deserialize, Serialize};

/// What the customer wrote when filing.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Matter {
    pub text: Personal,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_number: Option<String>,
    /// Whom it is about, as the customer names them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub respondent: Option<String>,
    /// Number in the system it was taken over from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external: Option<String>,
    /// When it was filed there. The clocks of ours run from the import.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed_ms: Option<i64>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    #[serde(default, skip_serializing_if = "Personal::is_empty")]
    pub name: Personal,
    #[serde(default, skip_serializing_if = "Personal::is_empty")]
    pub phone: Personal,
    #[serde(default, skip_serializing_if = "Personal::is_empty")]
    pub mail: Personal,
}

/// What a list shows of a case.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Brief {
    pub name: Personal,
    pub words: Personal,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRecord {
    pub number: String,
    #[serde(default)]
    pub merchant: Option<String>,
    #[serde(default)]
    pub merchant_name: String,
    #[serde(default)]
    pub buyer: Person,
    /// What the shop calls the buyer.
    #[serde(default, skip_serializing_if = "Personal::is_empty")]
    pub buyer_account: Personal,
    /// Where it is delivered.
    #[serde(default, skip_serializing_if = "Personal::is_empty")]
    pub address: Personal,
    /// What the shop calls the device it was ordered with.
    #[serde(default, skip_serializing_if = "Personal::is_empty")]
    pub device: Personal,
    pub currency: String,
    #[serde(default)]
    pub bought_ms: Option<i64>,
    pub total_fen: i64,
    #[serde(default)]
    pub payments: Vec<Payment>,
    #[serde(default)]
    pub items: Vec<Item>,
    #[serde(default)]
    pub parcels: Vec<Parcel>,
    #[serde(default)]
    pub status: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    pub reference: String,
    pub amount_fen: i64,
    pub method: String,
    /// Whom the money came from, as the provider calls them.
    #[serde(default, skip_serializing_if = "Personal::is_empty")]
    pub account: Personal,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub sku: String,
    pub title: String,
    pub quantity: i64,
    pub price_fen: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub carriage_fen: i64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    pub carrier: String,
    pub tracking: String,
    pub promised_ms: Option<i64>,
    pub shipped_ms: Option<i64>,
    pub delivered_ms: Option<i64>,
    pub status: String,
}

fn is_zero(fen: &i64) -> bool {
    *fen == 0
}

impl Matter {
    pub fn texts(&self) -> Vec<&str> {
        let parts = [&self.title, &self.order_number, &self.respondent, &self.external];
        [self.text.reveal()].into_iter().chain(parts.into_iter().flatten().map(String::as_str)).collect()
    }
}

impl OrderRecord {
    /// Whose it is becomes unreadable, what was bought stays.
    pub fn cover(&mut self, masks: &Lengths) {
        let Person { name, phone, mail } = &mut self.buyer;
        for part in [name, phone, mail] {
            *part = Personal::new(part.masked(masks));
        }
        let accounts = self.payments.iter_mut().map(|paid| &mut paid.account);
        for part in accounts.chain([&mut self.buyer_account, &mut self.device]) {
            *part = Personal::new(mask::mask_as(Sort::Account, part.reveal(), masks));
        }
        self.address = Personal::new(mask::mask_as(Sort::Address, self.address.reveal(), masks));
    }
}

impl Brief {
    /// The first words, on one line.
    pub fn of(name: &Personal, text: &str) -> Brief {
        const LETTERS: usize = 60;
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let first = ends_at(&line, LETTERS);
        // A number cut in two would no longer be known as one: it is left out whole.
        let spans = mask::find(&line[..ends_at(&line, 2 * LETTERS)]);
        let cut =
            spans.iter().find(|span| span.start < first && first < span.end).map_or(first, |span| span.start);
        Brief { name: name.clone(), words: Personal::new(&line[..cut]) }
    }
}

/// The byte after so many characters.
fn ends_at(text: &str, letters: usize) -> usize {
    text.char_indices().nth(letters).map_or(text.len(), |(at, _)| at)
}
