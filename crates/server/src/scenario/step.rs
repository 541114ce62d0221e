//! What a scenario is made of.

use super::when::{Start, When};
use domain::case::{Choice, OfferItem};
use domain::personal::Personal;
use domain::reaction::Template;
use domain::words::{
    Class, Conduct, Gap, Grade, Inspected, Locale, MeasureKind, Noticed, Outcome, Payer, Relief, RemedyKind,
    RuleOffer, Ruling, Silence, Stage, Trust, Verdict, Want,
};
use domain::{Fen, Party};
use store::acts::Judgement;
use store::record::Person;

#[derive(Clone, Debug)]
pub struct Scenario {
    pub file: String,
    pub title: [String; 2],
    pub article: String,
    pub start: Start,
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug)]
pub struct Step {
    pub line: usize,
    pub when: When,
    pub what: What,
}

#[derive(Clone, Debug)]
pub enum What {
    Given(Given),
    /// `refused` is the refusal that is expected.
    Done {
        by: Who,
        deed: Deed,
        refused: Option<String>,
    },
    Partner(Partner),
    Expected(Expected),
    /// Only time passes.
    Nothing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Customer,
    /// Whoever has the case.
    Handler,
    Manager,
    Reviewer,
    Merchant,
    /// By the link of a request, like the inspector.
    Carrier,
    Inspector,
    /// The owner of goods on consignment, by the link of a request.
    Consignor,
}

#[derive(Clone, Debug)]
pub enum Given {
    Staff {
        id: String,
        role: domain::actor::Role,
        name: String,
    },
    Merchant {
        id: String,
        name: String,
        contact: Person,
        deposit: Fen,
        user: String,
        user_name: String,
    },
    Budget(Fen),
    /// What the platform may pay ahead.
    Advances(Fen),
    /// Somebody is away, and who decides in their place.
    Away {
        id: String,
        deputy: String,
    },
    Customer {
        person: Person,
        locale: Locale,
    },
    Order(Box<GivenOrder>),
    /// The order was sold for somebody.
    Sale(Box<GivenSale>),
    Bill(GivenBill),
    Parcel(Box<GivenParcel>),
    /// The case that was opened by rule for this order is the one the scenario is about.
    ByRule(String),
    Balance(Box<GivenBalance>),
}

/// What is left on a card of a merchant that closes.
#[derive(Clone, Debug)]
pub struct GivenBalance {
    pub card: String,
    pub merchant: String,
    pub balance: Fen,
    pub holder: Person,
}

/// Around a prepaid merchant that closes; of no single case.
#[derive(Clone, Debug)]
pub enum ClosingDeed {
    Flag { merchant: String, elsewhere: Option<String>, clause: String, reasons: String, words: String },
    Share(String),
    PaidIn { account: String, amount: Fen, reference: String },
}

/// What is looked at of it.
#[derive(Clone, Debug)]
pub struct ClosingSeen {
    pub merchant: String,
    pub holders: Option<usize>,
    pub told: Option<usize>,
    pub refund: Option<usize>,
    pub elsewhere: Option<usize>,
    pub done: Option<usize>,
    pub paid: Option<Fen>,
    pub left: Option<Fen>,
}

/// Times are counted from the start of the scenario.
#[derive(Clone, Debug)]
pub struct GivenSale {
    pub order: String,
    pub owner: Person,
    pub price: Fen,
    pub commission_bp: u32,
    pub fees: Fen,
    pub floor: Option<Fen>,
    pub inspect_days: u16,
    pub payout_days: u16,
    pub steps: Vec<(&'static str, i64)>,
    /// Paid now, by these numbers.
    pub payouts: Vec<(String, Fen)>,
}

/// What a bank says went in for orders and out by its numbers, from then until now.
#[derive(Clone, Debug)]
pub struct GivenBill {
    pub from_ms: i64,
    pub came: Vec<(String, Fen)>,
    pub went: Vec<(String, Fen)>,
    /// So many cases it has to open.
    pub raises: Option<usize>,
}

/// What is told of a parcel; times are counted from the start of the scenario.
#[derive(Clone, Debug)]
pub struct GivenParcel {
    pub tracking: String,
    pub order: Option<String>,
    pub carrier: Option<String>,
    pub route: Option<String>,
    pub promised_ms: Option<i64>,
    pub shipped_ms: Option<i64>,
    pub scanned_ms: Option<i64>,
    pub delivered_ms: Option<i64>,
    /// In thousandths of a degree.
    pub warmth: Option<i64>,
}

/// Times are counted from the start of the scenario.
#[derive(Clone, Debug)]
pub struct GivenOrder {
    pub number: String,
    pub merchant: String,
    pub title: String,
    pub total: Fen,
    pub carrier: String,
    pub tracking: String,
    pub bought_ms: i64,
    pub shipped_ms: Option<i64>,
    pub promised_ms: Option<i64>,
    pub delivered_ms: Option<i64>,
}

/// A file that is drawn when it is needed; what it shows follows from its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File(pub String);

#[derive(Clone, Debug)]
pub enum Deed {
    File(Box<Complaint>),
    Supplement(Box<Complaint>),
    /// A shop complains about a customer.
    Accuse(Box<Accusation>),
    /// What is agreed with a shop, what it always settles, and one answer of it to several cases.
    OfShop(Box<OfShop>),
    /// What is asked for in money, as a person confirms it.
    Demand(Fen),
    Count(Box<Counting>),
    Say {
        to: Party,
        text: String,
    },
    Note(String),
    AskCall,
    Triage {
        kind: Option<String>,
        class: Option<Class>,
        grade: Option<Grade>,
        why: Option<String>,
    },
    Assign {
        to: String,
        why: Option<String>,
    },
    Evidence {
        request: Option<String>,
        kind: Option<String>,
        files: Vec<File>,
        text: Option<String>,
    },
    /// A new version of a piece, with its reason.
    Correct {
        piece: String,
        files: Vec<File>,
        why: String,
    },
    /// What a side says to a piece of the other; `side` where somebody of ours writes it down.
    Remark {
        piece: String,
        side: Option<Party>,
        text: String,
    },
    Assess(Box<Judgement>),
    Request(Box<Asked>),
    Inspect {
        what: String,
        cost: Fen,
        payer: Payer,
        within_ms: Option<i64>,
        mail: Option<String>,
    },
    Report {
        inspection: String,
        result: Inspected,
        files: Vec<File>,
        text: Option<String>,
    },
    Find(Box<Found>),
    /// By the second reader.
    Issue(String),
    Return {
        draft: String,
        why: String,
    },
    Appeal {
        against: String,
        files: Vec<File>,
        text: String,
    },
    AskPerson(String),
    AnswerPlea {
        plea: String,
        ruling: Ruling,
        text: String,
    },
    Offer {
        items: Vec<OfferItem>,
        choice: Choice,
        within_ms: Option<i64>,
        text: String,
        /// For whoever approves what is above the author's limit.
        why: Option<String>,
    },
    /// The next rung of the playbook's ladder, or this one.
    Climb {
        rung: Option<String>,
        why: Option<String>,
    },
    /// What may be deducted from a sale on consignment.
    Commission {
        bp: u32,
        fees: Fen,
        why: String,
    },
    /// The shop takes it upon itself.
    Consent(Option<String>),
    Rule {
        approval: String,
        yes: bool,
        why: Option<String>,
    },
    /// Against the shop, because of this case.
    Measure(Box<Measure>),
    Closing(Box<ClosingDeed>),
    /// One thing done with a claim for what was paid ahead.
    Claim {
        claim: String,
        what: Claimed,
    },
    WithdrawOffer(String),
    Accept {
        offer: String,
        chosen: Vec<usize>,
    },
    Decline {
        offer: String,
        why: Option<String>,
    },
    Execute {
        remedy: String,
        shown: Option<store::acts::Shown>,
    },
    Survey {
        solved: u8,
        treated: u8,
        text: Option<String>,
    },
    Withdraw(Option<String>),
    Close {
        outcome: Outcome,
        relief: Relief,
        text: Option<String>,
    },
    Reopen(String),
}

#[derive(Clone, Debug)]
pub struct Measure {
    pub kind: MeasureKind,
    pub clause: String,
    pub amount: Option<Fen>,
    pub within_ms: Option<i64>,
    pub text: String,
}

#[derive(Clone, Debug)]
pub enum Claimed {
    Received {
        amount: Fen,
        reference: String,
    },
    Deducted(Fen),
    Passed {
        to: Party,
        papers: Vec<String>,
    },
    GivenUp(String),
    /// Sent to the carrier.
    Addressed(String),
}

#[derive(Clone, Debug)]
pub struct OfShop {
    pub shop: String,
    pub what: ShopDeed,
}

#[derive(Clone, Debug)]
pub enum ShopDeed {
    Contract {
        trust: Trust,
        per_case: Fen,
        per_day: Fen,
        why: String,
    },
    Rule {
        offer: RuleOffer,
        kinds: Vec<String>,
        most: Fen,
        days: Option<u32>,
        text: String,
    },
    /// To cases of this scenario, in the order they were filed, from 1; to all of them where none is named.
    Batch {
        cases: Vec<usize>,
        what: &'static str,
        text: String,
    },
}

/// By an order of a shop, or by the case at hand.
#[derive(Clone, Debug)]
pub struct Accusation {
    pub shop: Option<String>,
    pub order: Option<String>,
    pub files: Vec<File>,
    pub text: String,
}

/// What a person makes of signals of abuse.
#[derive(Clone, Debug)]
pub struct Counting {
    pub conduct: Conduct,
    pub signals: Vec<String>,
    pub cites: Vec<String>,
    pub coupon: Option<Fen>,
    pub task: Option<String>,
    pub text: String,
}

/// Shares with the evidence each rests on, and the rules all of them follow from.
#[derive(Clone, Debug)]
pub struct Found {
    pub shares: Vec<(Party, u8, Vec<String>)>,
    pub rules: Vec<String>,
    pub ruling: Option<Ruling>,
    pub uninspected: Option<String>,
    pub text: String,
}

/// What a side is asked to show.
#[derive(Clone, Debug)]
pub struct Asked {
    pub to: Party,
    pub kinds: Vec<String>,
    pub within_ms: Option<i64>,
    pub silence: Option<Silence>,
    /// Where a third party is told.
    pub mail: Option<String>,
    pub text: String,
}

#[derive(Clone, Debug, Default)]
pub struct Complaint {
    pub order: Option<String>,
    pub noticed: Option<Noticed>,
    pub wants: Vec<Want>,
    pub phone: Personal,
    pub mail: Personal,
    pub files: Vec<File>,
    pub text: Option<String>,
}

#[derive(Clone, Debug)]
pub enum Partner {
    Pay(connect::fake::pay::Behaviour),
    /// Pays what is pending.
    Settle,
    Fulfil(connect::fake::fulfil::Behaviour),
    /// Does what it has taken on.
    Fulfilled,
    Mail(connect::fake::smtp::Behaviour),
}

#[derive(Clone, Debug)]
pub enum Expected {
    Stage(Stage),
    Kind(String),
    Class(Class),
    Grade(Grade),
    Owner(String),
    /// All that is missing, in order; none is complete.
    Gaps(Vec<Gap>),
    Turn(Party),
    Outcome(Outcome),
    Relief(Relief),
    Round(u32),
    Unread(bool),
    Evidence(usize),
    Clock {
        kind: String,
        of: Option<String>,
        state: ClockState,
    },
    Told {
        to: Party,
        template: Template,
        times: Option<usize>,
    },
    Mail(String),
    Account {
        id: String,
        available: Option<Fen>,
        posted: Option<Fen>,
    },
    /// Every account this case moved, by how much; what is not named was not moved, or came back.
    Moved(Vec<(String, Fen)>),
    Claim {
        id: String,
        left: Fen,
    },
    Closing(Box<ClosingSeen>),
    Breaker {
        id: domain::BreakerId,
        open: bool,
        offers: Option<u32>,
        left: Option<Fen>,
    },
    Offer {
        id: String,
        state: String,
    },
    Approval {
        id: String,
        state: String,
        /// Whose turn it is.
        with: Option<String>,
    },
    Remedy {
        id: String,
        kind: Option<RemedyKind>,
        state: String,
    },
    Request {
        id: String,
        state: String,
    },
    /// An appeal or a plea, by how it stands.
    Appeal {
        id: String,
        state: String,
    },
    Draft {
        id: String,
        state: String,
    },
    /// A signal stands, with its number; none stands.
    Signal {
        id: String,
        number: i64,
    },
    NoSignal,
    /// What was counted, and whether an appeal has changed it.
    Counted {
        id: String,
        conduct: Conduct,
        lifted: bool,
    },
    /// So many tasks of legal are open.
    Tasks(usize),
    Assessed {
        piece: String,
        verdict: Verdict,
        weight: Option<u8>,
    },
    Inspection {
        id: String,
        state: String,
        result: Option<Inspected>,
    },
    /// What really left the provider's till for this case.
    Paid(Fen),
    Page {
        of: Who,
        what: Shown,
        text: String,
    },
}

/// Which page of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    Case,
    /// Of one piece of evidence.
    Piece(String),
    /// What a third party is asked.
    Request(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockState {
    Running,
    Paused,
    Met,
    Missed,
}
