//! A complaint from filing to the answer of its survey: its state, and how each event changes it. Several
//! questions that pages, lists and rules all ask (whose turn is it, what is due next) are answered here once.

mod appeal;
mod apply;
mod approval;
mod begin;
mod board;
mod card;
mod claim;
mod clocks;
mod evidence;
mod finding;
mod inspection;
mod ladder;
mod matrix;
mod pausing;
mod privacy;
mod proposal;
mod redaction;
mod regulator;
mod review;
mod settle;
mod settlement;
mod signal;
mod standing;
mod task;

use crate::actor::{Actor, Party, Role};
use crate::clock::{Clock, Sum};
use crate::content::ContentRef;
use crate::id::{BreakerId, CaseId, MerchantId, OrderId, UserId};
use crate::money::Fen;
use crate::playbook::Learned;
use crate::playbook::Moment;
use crate::privacy::Privacy;
use crate::words::{
    Answer, Channel, Class, Gap, Grade, Jurisdiction, Locale, Noticed, Outcome, Relief, RemedyKind, Silence,
    Stage, Voice, Want,
};
use crate::writing::Demand;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub use appeal::{Appeal, AppealState, Call, Plea, PleaAnswer, Ruled};
pub use approval::{Approval, ApprovalState, Sought, With};
pub use board::{Board, BoardState, Draw, Minutes, Seat, SeatState, Vote, result as tally};
pub use card::Card;
pub use claim::{Claim, ClaimPayment};
pub use evidence::{Assessment, Evidence, Remark, Source};
pub use finding::{Draft, DraftState, Finding, RuleRef, Share};
pub use inspection::{Inspection, InspectionState};
pub use ladder::{Reach, Shut, Stands};
pub use matrix::{Matrix, Row, RowState, SideRows};
pub use pausing::{Pausing, PausingState};
pub use proposal::{Interest, Proposal};
pub use redaction::{Area, Redaction, RedactionState};
pub use regulator::RegulatorStep;
pub use review::{Mark, Step, What, review};
pub use settlement::{Paper, Settlement};
pub use signal::{Counted, CountedSignal};
pub use standing::Standing;
pub use task::{Task, TaskAnswer};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    pub id: CaseId,
    pub number: String,
    pub channel: Channel,
    pub locale: Locale,
    /// Who complains, the customer or the shop; the other one answers.
    #[serde(default, skip_serializing_if = "Party::is_customer")]
    pub complainant: Party,
    pub filed_ms: i64,
    pub updated_ms: i64,
    pub stage: Stage,
    pub matter: ContentRef,
    pub person: Option<ContentRef>,
    /// What lists show: name and first words.
    pub brief: ContentRef,
    pub contacts: Contacts,
    pub noticed: Option<Noticed>,
    pub wants: Vec<Want>,
    /// What a person made of the demand; nothing while nobody has confirmed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demands: Option<Vec<Demand>>,
    pub order: Option<OrderId>,
    pub merchant: Option<MerchantId>,
    pub amount: Option<Fen>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// When it was bought and received, as the shop reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bought_ms: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_ms: Option<i64>,
    /// Whose law it is under, where that is not the house's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jurisdiction: Option<Jurisdiction>,
    pub gaps: Vec<Gap>,
    pub triage: Option<Triage>,
    pub owner: Option<UserId>,
    /// Who has had it before, so that a new round goes to somebody else.
    pub past_owners: Vec<UserId>,
    /// Earlier cases this one complains about, and who handled them: they never own it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<CaseId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub complained_of: Vec<UserId>,
    pub clocks: Vec<Clock>,
    pub evidence: Vec<Evidence>,
    /// Covered copies of pictures, proposed or in force.
    #[serde(default)]
    pub redactions: Vec<Redaction>,
    pub requests: Vec<Request>,
    /// The last one of each piece of evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assessments: Vec<Assessment>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inspections: Vec<Inspection>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pausings: Vec<Pausing>,
    /// What an authority has done with the matter, by its papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regulator: Vec<RegulatorStep>,
    /// Those that were issued; nobody outside the house learns of the others.
    pub findings: Vec<Finding>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drafts: Vec<Draft>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub appeals: Vec<Appeal>,
    /// What somebody asked a person to look at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pleas: Vec<Plea>,
    /// What people made of signals of abuse.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counted: Vec<Counted>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub boards: Vec<Board>,
    /// What other teams were asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<Task>,
    /// What waited, or waits, for a yes from above.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvals: Vec<Approval>,
    pub offers: Vec<Offer>,
    /// The rung of the ladder that is to be offered by rule now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rung_due: Option<String>,
    /// The round in which the shop took it upon itself: it agrees to do without goods and money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<u32>,
    pub remedies: Vec<Remedy>,
    /// What the platform paid ahead and claims back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settlements: Vec<Settlement>,
    pub messages: u32,
    /// Something from outside that no person of ours has answered. Ask [`Case::is_unread`].
    pub unread: bool,
    pub call_asked: bool,
    pub withdrawn: bool,
    pub round: u32,
    pub survey: Option<Survey>,
    pub closed: Option<Closing>,
    /// Raising it revokes the customer's link.
    pub generation: u32,
    pub code: Option<Code>,
    /// The customer proved to hold the order's own phone or mail.
    pub order_proven: bool,
    /// Whoever complains proved to be the owner of the goods on consignment.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consignor_proven: bool,
    #[serde(default, skip_serializing_if = "Privacy::is_plain")]
    pub privacy: Privacy,
    /// By the number of an entry: the characters of its text that were hidden by hand.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hidden: BTreeMap<u64, Vec<(u32, u32)>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contacts {
    pub phone: bool,
    pub mail: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Triage {
    pub kind: String,
    /// Version of the playbook the case is handled under.
    pub playbook: String,
    pub class: Class,
    pub grade: Grade,
    pub reasons: Vec<String>,
    /// What else the words say about goods and sale: fresh, imported, sold by livestream.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    pub confirmed: bool,
    /// Who suggested the kind when the complaint came in.
    #[serde(default)]
    pub voice: Voice,
    /// What the model made of it then, and which one it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub learned: Option<Learned>,
    /// How the first person took the suggestion, in the entry by which they did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<Taken>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    pub kind: Answer,
    pub grade: Answer,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    pub id: String,
    pub to: Party,
    pub kinds: Vec<String>,
    pub reason: ContentRef,
    pub due_ms: i64,
    pub state: RequestState,
    /// What happens when nobody answers.
    #[serde(default)]
    pub silence: Silence,
    /// Where a third party is told of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<ContentRef>,
    /// Raising it revokes the link of a third party.
    #[serde(default)]
    pub generation: u32,
    /// Why it is due then, on its way into the clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<Box<Sum>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    Open,
    Answered,
    Lapsed,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferItem {
    pub remedy: RemedyKind,
    pub amount: Option<Fen>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub id: String,
    pub by: Party,
    pub items: Vec<OfferItem>,
    pub choice: Choice,
    pub words: ContentRef,
    pub expires_ms: i64,
    pub state: OfferState,
    /// The rung of the playbook's ladder it stands on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rung: Option<String>,
    /// The standing rule of the shop that made it, and its version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The platform pays first and gets it back from whoever owes it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub advance: bool,
    /// Who owes what was paid ahead, where a rule says so before any finding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debtor: Option<Party>,
    /// How the amount of its interest was worked out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interest: Option<Interest>,
    /// The breaker that offered it by rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breaker: Option<BreakerId>,
    /// What is left on a card of a merchant that closes: money waits in the queue.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub queued: bool,
    /// Why it expires then, on its way into the clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<Box<Sum>>,
}

/// Whether the menu is taken as a whole or one dish is picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    All,
    One,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferState {
    Open,
    Accepted,
    Declined,
    Countered,
    Withdrawn,
    Expired,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remedy {
    pub id: String,
    pub offer: String,
    pub kind: RemedyKind,
    pub amount: Option<Fen>,
    pub due_ms: i64,
    /// How often somebody outside was instructed.
    #[serde(default)]
    pub attempts: u32,
    /// The system outside that was told to do it; nothing for money, and for what a person does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
    /// How much of the merchant's deposit is held until it is done.
    pub held: Fen,
    pub state: RemedyState,
    /// The refund it is a share of, where that is paid bit by bit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// Why it is due then, on its way into the clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<Box<Sum>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum RemedyState {
    Owed,
    /// Instructed to the provider; the reference is ours.
    Instructed {
        reference: String,
    },
    /// The provider did not answer clearly; asked for by our reference before any retry, and `again` once the second
    /// answer was not clear either.
    Unknown {
        reference: String,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        again: bool,
    },
    /// Taken on and not done yet; asked for again at that time, if nobody tells us before.
    Taken {
        reference: String,
        ask_ms: i64,
    },
    Failed {
        code: String,
    },
    Proven {
        proof: Proof,
        at_ms: i64,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Proof {
    Payment {
        reference: String,
    },
    Tracking {
        content: ContentRef,
    },
    /// A label that is paid already, for sending something back.
    Label {
        content: ContentRef,
    },
    /// The number or code by which it can be used: of a coupon, a warranty, a repair.
    Voucher {
        content: ContentRef,
    },
    Booked,
    Statement {
        content: ContentRef,
    },
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    pub round: u32,
    pub asked_ms: i64,
    pub solved: Option<u8>,
    pub treated: Option<u8>,
}

impl Survey {
    /// The lower of the two answers counts.
    pub fn score(&self) -> Option<u8> {
        Some(self.solved?.min(self.treated?))
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    pub outcome: Outcome,
    pub relief: Relief,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// Who of ours ended it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<UserId>,
    pub at_ms: i64,
}

/// A six-digit code was sent; it is derived from the id, never stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    pub id: String,
    pub purpose: CodePurpose,
    pub at_ms: i64,
    pub tries: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodePurpose {
    /// To the contact of the case: opens the case page.
    Return,
    /// To the order's own phone or mail: shows the order data.
    Order,
    /// To the contact of the case: hands out everything about the person.
    Export,
    /// To the owner's own phone or mail, of goods on consignment: shows where goods and money are.
    Consignment,
}

impl Case {
    pub fn grade(&self) -> Option<Grade> {
        self.triage.as_ref().map(|triage| triage.grade)
    }
    pub fn kind(&self) -> &str {
        self.triage.as_ref().map_or("other", |triage| &triage.kind)
    }
    /// The other side of the matter.
    pub fn accused(&self) -> Party {
        if self.complainant == Party::Merchant { Party::Customer } else { Party::Merchant }
    }
    pub fn is_open(&self) -> bool {
        self.stage != Stage::Closed
    }
    pub fn is_owned_by(&self, user: &UserId) -> bool {
        self.owner.as_ref() == Some(user)
    }
    pub fn open_offer(&self) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.state == OfferState::Open)
    }
    pub fn remedy(&self, id: &str) -> Option<&Remedy> {
        self.remedies.iter().find(|remedy| remedy.id == id)
    }
    pub fn remedies_owed(&self) -> bool {
        self.remedies.iter().any(|remedy| !matches!(remedy.state, RemedyState::Proven { .. }))
    }
    /// Whoever complains gave the goods to be sold; in other kinds of cases they bought them.
    pub fn is_of_consignor(&self) -> bool {
        self.kind() == "consignment"
    }
    /// What the customer gets back in money by this and earlier rounds, paid or still owed.
    pub fn refunded(&self) -> Fen {
        let whole = self.remedies.iter().filter(|remedy| remedy.part_of.is_none());
        let refunds = whole.filter(|remedy| remedy.kind.gives_back());
        Fen::sum(refunds.filter_map(|remedy| remedy.amount)).unwrap_or(Fen::MAX)
    }
    /// All money that goes back the way the payment came, by this and earlier rounds.
    pub fn sent_back(&self) -> Fen {
        let money = self.remedies.iter().filter(|remedy| remedy.kind.moves_money() && remedy.attempts > 0);
        Fen::sum(money.filter_map(|remedy| remedy.amount)).unwrap_or(Fen::MAX)
    }
    /// The order was found in what the shop system reported, and frozen.
    pub fn order_known(&self) -> bool {
        self.order.is_some() && self.amount.is_some()
    }
    /// The survey of the present round, once it was asked.
    pub fn survey_of_round(&self) -> Option<&Survey> {
        self.survey.as_ref().filter(|survey| survey.round == self.round)
    }
    /// Percent of person, order and matter that is there.
    pub fn completeness(&self) -> [(&'static str, u8); 3] {
        let missing = |gap| self.gaps.contains(&gap);
        let matter = [Gap::Noticed, Gap::Wants, Gap::Details].into_iter().filter(|gap| missing(*gap)).count();
        [
            ("person", if missing(Gap::Contact) { 0 } else { 100 }),
            ("order", if missing(Gap::Order) { 0 } else { 100 }),
            ("matter", 100 - 33 * matter as u8),
        ]
    }
    /// What the conditions of its clocks may look at.
    pub(crate) fn moment(&self) -> Moment<'_> {
        let triage = self.triage.as_ref();
        Moment {
            known: self.known(),
            class: triage.map_or(Class::Service, |triage| triage.class),
            grade: triage.map_or(Grade::B, |triage| triage.grade),
            asked: None,
            remedy: None,
            team: None,
        }
    }
    /// Whose case it is: a customer reaches the case of the link, a merchant its own, and nobody learns more.
    pub fn is_seen_by(&self, by: &Actor) -> bool {
        match by {
            Actor::Customer(id) | Actor::ThirdParty(id, ..) => *id == self.id,
            Actor::Merchant(_, merchant) => self.merchant.as_ref() == Some(merchant),
            Actor::Staff(_, role) => role.is_staff(),
            Actor::System => true,
            Actor::Stranger => false,
        }
    }
    /// Whether a staff member of this role may see it; merchants only see their own.
    pub fn is_visible_to(&self, role: Role, merchant: Option<&MerchantId>) -> bool {
        role.is_staff() || (merchant.is_some() && self.merchant.as_ref() == merchant)
    }
}
