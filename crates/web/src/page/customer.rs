//! What a customer sees: file, result, the case, coming back, verifying. No account, no JavaScript needed.

use super::Page;
use super::closing::Card;
use super::consigned::Sale;
use super::decided::Decided;
use super::evidence::{Matrix, Need};
use super::law::Way;
use super::parts::{Ask, Entry, Evidence, FieldError, Offer, Order, Wants, error_of};
use crate::sign::{Clock, Noticed, OfferState, Outcome, Party, Remedy, RowState, Stage};
use askama::Template;

/// `/`: say what happened. Values are kept when something is missing.
#[derive(Template)]
#[template(path = "customer/file.html")]
pub struct FilePage {
    pub p: Page,
    pub token: String,
    pub form: Filing,
    pub errors: Vec<FieldError>,
}

#[derive(Clone, Default)]
pub struct Filing {
    pub order_number: String,
    pub text: String,
    pub noticed: Option<Noticed>,
    pub wants: Vec<Remedy>,
    pub name: String,
    pub phone: String,
    pub email: String,
}

impl FilePage {
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }

    fn noticed(&self) -> &'static [Noticed] {
        Noticed::ALL
    }

    fn choices(&self) -> [Remedy; 8] {
        Remedy::WANTS
    }

    fn is_noticed(&self, noticed: &Noticed) -> bool {
        self.form.noticed == Some(*noticed)
    }

    fn is_wanted(&self, remedy: &Remedy) -> bool {
        self.form.wants.contains(remedy)
    }
}

/// `/filed`: number, link, receipt, what comes next.
#[derive(Template)]
#[template(path = "customer/filed.html")]
pub struct FiledPage {
    pub p: Page,
    pub number: String,
    /// The whole secret address, to be kept.
    pub link: String,
    pub path: String,
    pub receipt: Receipt,
    pub next: Clock,
}

#[derive(Clone)]
pub struct Receipt {
    pub index: u64,
    pub leaf: String,
    pub url: String,
    /// The page that says what it proves, and its QR code.
    pub proof: String,
    pub picture: String,
}

/// `/c/{link}`
#[derive(Template)]
#[template(path = "customer/case.html")]
pub struct CasePage {
    pub p: Page,
    pub link: String,
    pub number: String,
    pub version: i64,
    pub token: String,
    pub stage: Stage,
    /// Who acts next; nobody once the case is closed.
    pub turn: Option<Party>,
    pub clock: Option<Clock>,
    /// The shop that complains about the reader.
    pub accused_by: Option<String>,
    pub asks: Vec<Ask>,
    pub offers: Vec<Offer>,
    pub decided: Decided,
    pub survey: Option<Survey>,
    pub entries: Vec<Entry>,
    pub evidence: Vec<Evidence>,
    pub rows: Matrix,
    pub order: OrderPart,
    pub sale: Option<Sale>,
    /// Of a shop that closes.
    pub card: Option<Card>,
    pub receipt: Receipt,
    pub ending: Option<Ending>,
    pub ways: Vec<Way>,
    pub can: Vec<CustomerAct>,
    pub forget: Forget,
    pub errors: Vec<FieldError>,
}

/// How far a request to erase has come.
#[derive(Clone)]
pub enum Forget {
    NotAsked,
    Asked {
        at_ms: i64,
    },
    /// Agreed to, and done in a moment.
    Granted,
    /// Kept and not used, because of this.
    Restricted {
        because: String,
        until_ms: Option<i64>,
    },
    Done {
        at_ms: i64,
    },
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum CustomerAct {
    Write,
    Withdraw,
}

#[derive(Clone)]
pub struct Survey {
    pub until_ms: i64,
}

#[derive(Clone)]
pub struct Ending {
    pub outcome: Outcome,
    /// In the words of the playbook, where a shop complained.
    pub said: Option<String>,
    pub text: String,
    pub at_ms: i64,
}

/// Order data are shown after a code to the order's own phone or mail.
#[derive(Clone)]
pub enum OrderPart {
    Unknown,
    Locked { to: String },
    CodeSent { to: String },
    Shown(Order),
}

impl CasePage {
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }

    fn can_write(&self) -> bool {
        self.can.contains(&CustomerAct::Write)
    }

    fn can_withdraw(&self) -> bool {
        self.can.contains(&CustomerAct::Withdraw)
    }

    fn questions(&self) -> [(&'static str, &'static str); 2] {
        [("solution", "survey-solution"), ("handling", "survey-handling")]
    }

    /// The scores one can tap; in steps of five, as people give them.
    fn scores(&self) -> [u8; 21] {
        std::array::from_fn(|step| step as u8 * 5)
    }
}

/// `/return`: back with the number and a code.
#[derive(Template)]
#[template(path = "customer/return.html")]
pub struct ReturnPage {
    pub p: Page,
    pub token: String,
    pub step: ReturnStep,
    pub errors: Vec<FieldError>,
}

#[derive(Clone)]
pub enum ReturnStep {
    Number { number: String },
    Code { number: String, to: String },
}

impl ReturnPage {
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }
}

/// `/verify`: check a bundle or a receipt in the browser; without script, paste a receipt and send it.
#[derive(Template)]
#[template(path = "customer/verify.html")]
pub struct VerifyPage {
    pub p: Page,
    /// Our public key, a hint for the reader.
    pub key: String,
    pub receipt: String,
    pub verdict: Option<Verdict>,
}

/// `/verify/now`: what was signed then against what is signed now.
#[derive(Template)]
#[template(path = "customer/now.html")]
pub struct NowPage {
    pub p: Page,
    pub key: String,
}

#[derive(Clone)]
pub enum Verdict {
    Holds { index: u64, size: u64, signer: String },
    Waiting,
    Fails { why: String },
}
