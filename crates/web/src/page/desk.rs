//! The handlers' pages: sign in, queue, case, sent mail.

use super::Page;
use super::evidence::{EvidenceDesk, Need};
use super::parts::{Choice, Entry, Evidence, FieldError, Offer, Order, error_of};
use crate::sign::{
    Clock, Grade, Inspected, OfferState, Outcome, Party, Payer, Relief, Remedy, RowState, Silence, Source,
    Stage, Told, Verdict,
};
use askama::Template;

#[derive(Template)]
#[template(path = "desk/login.html")]
pub struct LoginPage {
    pub p: Page,
    /// Where to go afterwards.
    pub next: String,
    pub user: String,
    pub errors: Vec<FieldError>,
}

impl LoginPage {
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }
}

/// `/desk/account`
#[derive(Template)]
#[template(path = "desk/account.html")]
pub struct AccountPage {
    pub p: Page,
    pub has_totp: bool,
    /// A secret that is being set up.
    pub fresh: Option<NewTotp>,
    pub errors: Vec<FieldError>,
}

pub struct NewTotp {
    pub secret: String,
    pub url: String,
}

impl AccountPage {
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }
}

/// `/desk`; the block `list` alone is what htmx asks for.
#[derive(Template)]
#[template(path = "desk/queue.html", blocks = ["list"])]
pub struct QueuePage {
    pub p: Page,
    pub views: Vec<View>,
    pub filters: Vec<Filter>,
    /// The filter that is applied already.
    pub was: &'static str,
    pub q: String,
    pub rows: Vec<Row>,
    pub newer: Option<String>,
    pub older: Option<String>,
    pub reach: Reach,
    pub owners: Vec<Choice>,
}

/// Whether the list is all there is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    Whole,
    /// The combination of filters has no index; it stopped at 10,000 rows.
    Cut,
}

/// A view in the rail. Its words are `view-{code}` and, when it is empty, `view-{code}-empty`.
#[derive(Clone)]
pub struct View {
    pub code: &'static str,
    pub href: String,
    /// Bounded: "99+".
    pub count: String,
    pub current: Current,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Current {
    Yes,
    No,
}

/// One select above the list. Its words are `filter-{name}`.
#[derive(Clone)]
pub struct Filter {
    pub name: &'static str,
    pub chosen: String,
    pub options: Vec<Choice>,
}

#[derive(Clone)]
pub struct Row {
    pub id: String,
    pub href: String,
    pub number: String,
    pub grade: Option<Grade>,
    pub kind: String,
    pub words: String,
    pub customer: String,
    pub merchant: String,
    pub stage: Stage,
    pub clock: Option<Clock>,
    pub owner: Option<String>,
    pub mark: Mark,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Unread,
    Read,
}

impl QueuePage {
    pub const VIEWS: [&'static str; 6] = ["mine", "unassigned", "due_soon", "breached", "waiting", "all"];

    fn view(&self) -> &'static str {
        self.views.iter().find(|view| view.current == Current::Yes).map_or("all", |view| view.code)
    }

    fn view_title(&self) -> &'static str {
        self.p.t(&format!("view-{}", self.view()))
    }

    fn empty_words(&self) -> &'static str {
        let filtered = !self.q.is_empty() || self.filters.iter().any(|filter| !filter.chosen.is_empty());
        if filtered { self.p.t("queue-none-found") } else { self.p.t(&format!("view-{}-empty", self.view())) }
    }

    fn view_words(&self, view: &View) -> &'static str {
        self.p.t(&format!("view-{}", view.code))
    }

    fn filter_words(&self, filter: &Filter) -> &'static str {
        self.p.t(&format!("filter-{}", filter.name))
    }
}

/// `/desk/cases/{id}`
#[derive(Template)]
#[template(path = "desk/case.html")]
pub struct CasePage {
    pub p: Page,
    pub id: String,
    pub number: String,
    pub version: i64,
    pub stage: Stage,
    pub grade: Option<Grade>,
    pub kind: String,
    pub kind_code: String,
    pub owner: Option<String>,
    pub clocks: Vec<Clock>,
    /// The actions that the rules allow now, in the order they help.
    pub acts: Vec<Act>,
    pub watchers: Vec<String>,
    pub next_in_view: Option<String>,
    /// The view one came from.
    pub view: Option<&'static str>,
    /// The filter of the timeline, none for all.
    pub only: Option<Told>,
    pub entries: Vec<Entry>,
    /// What has happened since a form that came too late was made.
    pub news: Vec<Entry>,
    pub person: Person,
    /// Their other cases: number and address.
    pub others: Vec<Choice>,
    pub order: Option<Order>,
    pub merchant: String,
    pub complete: Vec<Part>,
    pub evidence: Vec<Evidence>,
    pub matrix: Vec<Asked>,
    pub record: EvidenceDesk,
    pub offers: Vec<Offer>,
    pub open_offer: Option<Offer>,
    pub money: Vec<Money>,
    pub triage: Triage,
    pub wants: Vec<Remedy>,
    pub drafts: Drafts,
    pub owners: Vec<Choice>,
    pub kinds: Vec<Choice>,
    /// What each side can be asked to show in a case of this kind.
    pub provable: Vec<(Party, Vec<Choice>)>,
    /// Remedies that are agreed and not yet proven done.
    pub remedies: Vec<Choice>,
    /// The refund instruction that can be chosen at most, for the offer form.
    pub paid_fen: Option<i64>,
    /// What was typed into a form that was refused.
    pub typed: Typed,
    pub errors: Vec<FieldError>,
}

/// An action of the desk: its endpoint, its words `act-{code}`, its consequence `act-{code}-means` and its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Reply,
    Note,
    Triage,
    Assign,
    RequestEvidence,
    Evidence,
    Assess,
    Inspection,
    Inspected,
    RenewLink,
    Finding,
    Offer,
    Execute,
    Close,
    Complete,
    CallDone,
    WithdrawOffer,
    Accept,
    Decline,
    Reopen,
}

impl Act {
    pub const ALL: [Self; 20] = [
        Self::Reply,
        Self::Note,
        Self::CallDone,
        Self::Complete,
        Self::Triage,
        Self::Assign,
        Self::RequestEvidence,
        Self::Evidence,
        Self::Assess,
        Self::Inspection,
        Self::Inspected,
        Self::RenewLink,
        Self::Finding,
        Self::Offer,
        Self::WithdrawOffer,
        Self::Accept,
        Self::Decline,
        Self::Execute,
        Self::Close,
        Self::Reopen,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Note => "note",
            Self::Triage => "triage",
            Self::Assign => "assign",
            Self::RequestEvidence => "request-evidence",
            Self::Evidence => "evidence",
            Self::Assess => "assess",
            Self::Inspection => "inspection",
            Self::Inspected => "inspected",
            Self::RenewLink => "renew-link",
            Self::Finding => "finding",
            Self::Offer => "offer",
            Self::Execute => "execute",
            Self::Close => "close",
            Self::Complete => "complete",
            Self::CallDone => "call-done",
            Self::WithdrawOffer => "withdraw-offer",
            Self::Accept => "accept",
            Self::Decline => "decline",
            Self::Reopen => "reopen",
        }
    }

    /// The key that opens it.
    pub fn hotkey(self) -> &'static str {
        match self {
            Self::Reply => "r",
            Self::Note => "n",
            Self::Triage => "t",
            Self::Assign => "a",
            Self::RequestEvidence => "e",
            Self::Evidence => "v",
            Self::Assess => "s",
            Self::Inspection => "i",
            Self::Inspected => "x",
            Self::RenewLink => "b",
            Self::Finding => "f",
            Self::Offer => "o",
            Self::Execute => "p",
            Self::Close => "c",
            Self::Complete => "m",
            Self::CallDone => "l",
            Self::WithdrawOffer => "w",
            Self::Accept => "y",
            Self::Decline => "d",
            Self::Reopen => "u",
        }
    }

    /// Where on the page its form stands.
    pub fn place(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Note => "note",
            Self::Triage => "act-triage",
            Self::Assign => "act-assign",
            Self::RequestEvidence => "act-request-evidence",
            Self::Evidence => "act-evidence",
            Self::Assess => "act-assess",
            Self::Inspection => "act-inspection",
            Self::Inspected => "act-inspected",
            Self::RenewLink => "act-renew-link",
            Self::Finding => "act-finding",
            Self::Offer => "act-offer",
            Self::Execute => "act-execute",
            Self::Close => "act-close",
            Self::Complete => "act-complete",
            Self::CallDone => "act-call-done",
            Self::WithdrawOffer => "act-withdraw-offer",
            Self::Accept => "act-accept",
            Self::Decline => "act-decline",
            Self::Reopen => "act-reopen",
        }
    }
}

#[derive(Clone)]
pub struct Person {
    pub name: String,
    pub phone: String,
    pub email: String,
    pub shown: Shown,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Masked,
    Plain,
}

/// One of person, order, matter; its words are `part-{code}`.
#[derive(Clone)]
pub struct Part {
    pub code: &'static str,
    pub score: u8,
    pub missing: Option<String>,
}

/// A row of the evidence matrix: who was asked for what, and what became of it.
#[derive(Clone)]
pub struct Asked {
    pub side: Party,
    pub what: String,
    pub asked_ms: Option<i64>,
    pub arrived: u32,
    pub assessed: Option<String>,
    pub due: Option<Clock>,
}

#[derive(Clone)]
pub struct Money {
    pub at_ms: i64,
    pub what: String,
    pub fen: i64,
    pub state: String,
}

#[derive(Clone)]
pub struct Triage {
    pub class: String,
    pub playbook: String,
    pub reasons: Vec<String>,
    pub overruled: Option<String>,
}

#[derive(Clone, Default)]
pub struct Drafts {
    pub reply: String,
    pub note: String,
}

/// The fields of a form that was refused, so that nothing has to be typed twice.
#[derive(Clone, Default)]
pub struct Typed {
    pub act: String,
    pub fields: Vec<(String, String)>,
}

impl Typed {
    /// Empty for another form.
    pub fn get(&self, act: &str, name: &str) -> &str {
        let named = self.fields.iter().filter(|_| self.act == act).find(|(key, _)| key == name);
        named.map_or("", |(_, value)| value)
    }
}

impl CasePage {
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }

    fn typed(&self, act: &str, name: &str) -> &str {
        self.typed.get(act, name)
    }

    fn is_typed(&self, act: &Act) -> bool {
        self.typed.act == act.code()
    }

    fn allows(&self, code: &str) -> bool {
        self.acts.iter().any(|act| act.code() == code)
    }

    /// The actions with a form in place; writing has its own place.
    fn forms(&self) -> impl Iterator<Item = &Act> {
        self.acts.iter().filter(|act| !matches!(act, Act::Reply | Act::Note))
    }

    fn act_words(&self, act: &Act) -> &'static str {
        self.p.t(&format!("act-{}", act.code()))
    }

    fn act_means(&self, act: &Act) -> &'static str {
        self.p.t(&format!("act-{}-means", act.code()))
    }

    fn part_words(&self, part: &Part) -> &'static str {
        self.p.t(&format!("part-{}", part.code))
    }

    fn kinds_of_entries(&self) -> &'static [Told] {
        Told::ALL
    }

    fn is_only(&self, kind: &Told) -> bool {
        self.only == Some(*kind)
    }

    fn has_grade(&self, grade: &Grade) -> bool {
        self.grade == Some(*grade)
    }

    fn grades(&self) -> &'static [Grade] {
        Grade::ALL
    }

    fn parties(&self) -> [Party; 4] {
        [Party::Merchant, Party::Carrier, Party::Customer, Party::Platform]
    }

    fn verdicts(&self) -> &'static [Verdict] {
        Verdict::ALL
    }

    fn sources(&self) -> &'static [Source] {
        Source::ALL
    }

    fn givers(&self) -> [Party; 4] {
        [Party::Customer, Party::Merchant, Party::Carrier, Party::Inspector]
    }

    fn payers(&self) -> &'static [Payer] {
        Payer::ALL
    }

    fn silences(&self) -> &'static [Silence] {
        Silence::ALL
    }

    fn results(&self) -> &'static [Inspected] {
        Inspected::ALL
    }

    fn offered(&self) -> [Remedy; 10] {
        Remedy::OFFERED
    }

    fn outcomes(&self) -> &'static [Outcome] {
        Outcome::ALL
    }

    fn reliefs(&self) -> &'static [Relief] {
        Relief::ALL
    }
}

/// `/desk/dead`: notices that nobody will send again by itself.
#[derive(Template)]
#[template(path = "desk/dead.html")]
pub struct DeadPage {
    pub p: Page,
    pub rows: Vec<Dead>,
}

#[derive(Clone)]
pub struct Dead {
    pub id: String,
    pub number: String,
    pub href: String,
    pub party: Party,
    pub template: String,
    pub code: String,
}

/// `/desk/mail`: what was sent, in the demo.
#[derive(Template)]
#[template(path = "desk/mail.html")]
pub struct MailPage {
    pub p: Page,
    pub sent: Vec<Sent>,
}

#[derive(Clone)]
pub struct Sent {
    pub at_ms: i64,
    pub by: &'static str,
    pub to: String,
    pub subject: String,
    pub text: String,
    pub state: String,
    pub case_href: Option<String>,
}
