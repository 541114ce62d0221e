//! `/desk/cases/{id}`: one case whole.

use super::{
    Act, Asked, DemandCard, Drafts, Money, Mood, Part, Person, Reading, ServiceCard, Shown, SignalsCard,
    TemplateMenu, Triage, Typed,
};
use crate::page::Page;
use crate::page::board::Board;
use crate::page::consigned::Sale;
use crate::page::decided::{Decided, Deciding};
use crate::page::desk::{ApprovalAsked, RungRow, Task};
use crate::page::evidence::{EvidenceDesk, Need};
use crate::page::law::LawPanel;
use crate::page::parts::{Choice, Entry, Evidence, FieldError, Offer, Order, error_of};
use crate::sign::{
    Clock, Grade, Identified, Inspected, OfferState, Outcome, Party, Payer, Relief, Remedy, RowState,
    Silence, Source, Stage, Told, Verdict,
};
use askama::Template;

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
    pub sale: Option<Sale>,
    /// Whoever looks is above the handlers.
    pub senior: bool,
    pub merchant: String,
    /// Its deposit and the measures against it.
    pub merchant_href: Option<String>,
    pub complete: Vec<Part>,
    pub evidence: Vec<Evidence>,
    pub matrix: Vec<Asked>,
    pub record: EvidenceDesk,
    pub ladder: Vec<RungRow>,
    pub approvals: Vec<ApprovalAsked>,
    pub offers: Vec<Offer>,
    pub open_offer: Option<Offer>,
    pub money: Vec<Money>,
    pub triage: Triage,
    pub decided: Decided,
    pub deciding: Deciding,
    pub boards: Vec<Board>,
    pub signals: SignalsCard,
    /// Who complains about whom, where it is not the customer about the shop.
    pub parties: Option<String>,
    pub law: LawPanel,
    pub tasks: Vec<Task>,
    pub teams: Vec<Choice>,
    pub wants: Vec<Remedy>,
    pub demands: DemandCard,
    /// What it complains about, when that is how we handled something.
    pub service: ServiceCard,
    /// What an offer would begin with, once a person confirmed the parts: the code of a remedy, and its amount as one types it.
    pub prefilled: Vec<(&'static str, String)>,
    /// The rate at which interest can be worked out.
    pub interest: Option<String>,
    pub drafts: Drafts,
    pub templates: TemplateMenu,
    /// What is pointed out in the reply that was begun.
    pub reading: Reading,
    /// The needs behind the customer's words.
    pub moods: Vec<Mood>,
    pub owners: Vec<Choice>,
    pub kinds: Vec<Choice>,
    /// What a case of this kind can come down to.
    pub causes: Vec<Choice>,
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

    fn may_correct(&self) -> bool {
        self.senior && self.allows("note") && self.stage != Stage::Closed
    }

    fn has_grade(&self, grade: &Grade) -> bool {
        self.grade == Some(*grade)
    }

    fn grades(&self) -> &'static [Grade] {
        Grade::ALL
    }

    fn parties(&self) -> [Party; 5] {
        [Party::Merchant, Party::Carrier, Party::Customer, Party::Platform, Party::Consignor]
    }

    fn verdicts(&self) -> &'static [Verdict] {
        Verdict::ALL
    }

    fn sources(&self) -> &'static [Source] {
        Source::ALL
    }

    fn givers(&self) -> [Party; 5] {
        [Party::Customer, Party::Merchant, Party::Carrier, Party::Inspector, Party::Consignor]
    }

    fn payers(&self) -> &'static [Payer] {
        Payer::ALL
    }

    fn silences(&self) -> &'static [Silence] {
        Silence::ALL
    }

    fn identified(&self) -> &'static [Identified] {
        Identified::ALL
    }

    fn results(&self) -> &'static [Inspected] {
        Inspected::ALL
    }

    fn offered(&self) -> [Remedy; 15] {
        Remedy::OFFERED
    }

    /// What was typed wins over what the demand suggests.
    fn is_prefilled(&self, remedy: &Remedy) -> bool {
        if self.typed.is("offer") {
            return self.typed.has("offer", "parts", remedy.code());
        }
        self.prefilled.iter().any(|(code, _)| *code == remedy.code())
    }

    fn prefill(&self, remedy: &Remedy) -> &str {
        if self.typed.is("offer") {
            return self.typed.get("offer", &format!("amount_{}", remedy.code()));
        }
        let found = self.prefilled.iter().find(|(code, _)| *code == remedy.code());
        found.map_or("", |(_, amount)| amount)
    }

    fn detail(&self, remedy: &Remedy) -> &str {
        self.typed("offer", &format!("detail_{}", remedy.code()))
    }

    fn menu_has(&self, name: &str, value: &str) -> bool {
        self.typed.has("offer", name, value)
    }

    fn outcomes(&self) -> &'static [Outcome] {
        Outcome::ALL
    }

    /// What one can make of signals: code, words, what follows.
    fn conducts(&self) -> [(&'static str, &'static str, &'static str); 4] {
        [
            ("fair", "conduct-fair", "conduct-fair-means"),
            ("unreasonable", "conduct-unreasonable", "conduct-unreasonable-means"),
            ("invented", "conduct-invented", "conduct-invented-means"),
            ("extortion", "conduct-extortion", "conduct-extortion-means"),
        ]
    }

    fn reliefs(&self) -> &'static [Relief] {
        Relief::ALL
    }
}
