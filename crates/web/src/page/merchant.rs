//! `/m`: what is asked of a merchant, by deadline; its case; its deposit.

use super::Page;
use super::decided::Decided;
use super::desk::Typed;
use super::evidence::{Matrix, Need};
use super::law::Way;
use super::parts::{Ask, Entry, Evidence, FieldError, Offer, Order, error_of};
use super::shop::Agreement;
use crate::sign::{Clock, OfferState, Party, Remedy, RowState, Stage};
use askama::Template;

#[derive(Template)]
#[template(path = "merchant/list.html")]
pub struct ListPage {
    pub p: Page,
    pub shop: String,
    pub rows: Vec<Row>,
    /// All open cases, and not only what is asked.
    pub all: bool,
    pub agreed: Option<Agreement>,
    pub newer: Option<String>,
    pub older: Option<String>,
    pub deposit: Balance,
}

#[derive(Clone)]
pub struct Row {
    pub id: String,
    pub href: String,
    pub number: String,
    pub order_number: String,
    pub asked: Option<String>,
    pub whose: Whose,
    pub words: String,
    pub stage: Stage,
    pub clock: Option<Clock>,
}

#[derive(Clone)]
pub struct Balance {
    pub free_fen: i64,
    pub held_fen: i64,
}

#[derive(Template)]
#[template(path = "merchant/case.html")]
pub struct CasePage {
    pub p: Page,
    pub shop: String,
    pub id: String,
    pub number: String,
    pub version: i64,
    pub stage: Stage,
    pub clock: Option<Clock>,
    pub asks: Vec<Ask>,
    pub offers: Vec<Offer>,
    pub decided: Decided,
    /// How a dispute can go on where an appeal comes too late.
    pub ways: Vec<Way>,
    pub entries: Vec<Entry>,
    pub evidence: Vec<Evidence>,
    pub rows: Matrix,
    pub order: Option<Order>,
    pub wants: Vec<Remedy>,
    pub whose: Whose,
    pub can: Can,
    /// The rate at which interest can be worked out.
    pub interest: Option<String>,
    /// It has taken the case upon itself already.
    pub consented: bool,
    /// Its own word that somebody of ours looks at first: name and sum.
    pub waits: Option<(String, i64)>,
    /// What was typed into a form that was refused.
    pub typed: Typed,
    pub errors: Vec<FieldError>,
}

/// `/m/complain`
#[derive(Template)]
#[template(path = "merchant/complain.html")]
pub struct ComplainPage {
    pub p: Page,
    pub shop: String,
    pub token: String,
    pub order: String,
    pub about: String,
    pub text: String,
    pub errors: Vec<FieldError>,
}

/// Who complains: about the shop, or the shop itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    Customers,
    Own,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Can {
    Write,
    Read,
}

impl CasePage {
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }

    fn offered(&self) -> [Remedy; 15] {
        Remedy::OFFERED
    }

    fn typed(&self, act: &str, name: &str) -> &str {
        self.typed.get(act, name)
    }

    /// The shop's own offer begins with nothing but what was typed before it was refused.
    fn is_prefilled(&self, remedy: &Remedy) -> bool {
        self.typed.has("offer", "parts", remedy.code())
    }

    fn prefill(&self, remedy: &Remedy) -> &str {
        self.typed("offer", &format!("amount_{}", remedy.code()))
    }

    fn detail(&self, remedy: &Remedy) -> &str {
        self.typed("offer", &format!("detail_{}", remedy.code()))
    }

    fn menu_has(&self, name: &str, value: &str) -> bool {
        self.typed.has("offer", name, value)
    }

    fn paid_fen(&self) -> Option<i64> {
        self.order.as_ref().map(|order| order.paid_fen)
    }
}

/// `/m/deposit`
#[derive(Template)]
#[template(path = "merchant/deposit.html")]
pub struct DepositPage {
    pub p: Page,
    pub shop: String,
    pub balance: Balance,
    pub postings: Vec<Posting>,
    pub newer: Option<String>,
    pub older: Option<String>,
}

/// A line of the statement: credit and debit by word and sign.
#[derive(Clone)]
pub struct Posting {
    pub at_ms: i64,
    pub what: String,
    pub case: Option<(String, String)>,
    pub fen: i64,
}
