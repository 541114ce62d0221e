//! What somebody wants done. A command names its subjects; text has been sealed before, so only references travel.

mod board;
mod breaker;
mod claim;
mod contract;
mod evidence;
mod file;
mod finding;
mod measure;
mod promise;
mod signal;
mod subjects;
mod user;

use crate::actor::Party;
use crate::case::{Area, CodePurpose, Proof, Proposal, Settlement};
use crate::consign::Consigned;
use crate::content::ContentRef;
use crate::event::{AfterFailure, Stamped, Supplemented, Via, Witnessed};
use crate::house::{Access, Activation, Heads, ImportedYear, TakenStatement};
use crate::id::{AccountId, BreakerId, CaseId, MerchantId, OrderId, ParcelId, SubjectId, UserId};
use crate::money::Fen;
use crate::order::OrderFacts;
use crate::reaction::Template;
use crate::words::{
    Because, Class, Extent, FoundBy, Grade, Ground, Inspected, Jurisdiction, Outcome, Proceeding, Relief,
    Ruling, Team, Tier,
};
use crate::writing::{Demand, Drawn, Purpose};

pub use board::{Convene, OpenedVote, WriteMinutes};
pub use breaker::{BreakerCommand, ParcelCommand, Relieve};
pub use claim::ClaimCommand;
pub use contract::{NewContract, NewRule};
pub use evidence::{Ask, Assess, OrderInspection};
pub use file::{Against, Correction, File, NewEvidence};
pub use finding::{NewAppeal, NewCall, NewDraft, NewFinding};
pub use measure::{FlagClosing, MerchantCommand, NewMeasure, Notice};
pub use promise::{ApprovalRuling, BudgetCommand};
pub use signal::CountSignals;
pub use user::UserCommand;

#[derive(Clone, Debug)]
pub enum Command {
    File(Box<File>),
    /// Everything else that concerns one case.
    Case(CaseId, CaseCommand),
    RecordOrder {
        order: OrderId,
        facts: Box<OrderFacts>,
    },
    RecordMerchant {
        merchant: MerchantId,
        name: ContentRef,
        contact: Option<ContentRef>,
        fingerprint: String,
    },
    /// What the shop system says of goods that are sold for somebody else.
    Consign {
        order: OrderId,
        facts: Box<Consigned>,
    },
    /// Money from outside onto an account: a deposit paid in, a budget granted.
    Fund {
        account: AccountId,
        amount: Fen,
        transfer: String,
    },
    /// The clock struck for an account: what is pending too long is void.
    ElapseAccount {
        account: AccountId,
    },
    Merchant(MerchantId, MerchantCommand),
    User(UserId, UserCommand),
    /// Personal content of an order, a merchant or a user; `cases` cite it and are told so.
    Erase {
        subject: SubjectId,
        objects: Vec<String>,
        ground: Ground,
        cases: Vec<CaseId>,
    },
    Budget(AccountId, BudgetCommand),
    House(HouseCommand),
    Parcel(ParcelId, ParcelCommand),
    Breaker(BreakerId, BreakerCommand),
}

/// What the house notes about itself; once a day, an hour, a checkpoint.
#[derive(Clone, Debug)]
pub enum HouseCommand {
    MapHeads(Heads),
    RootAccess(Access),
    Stamp(Stamped),
    Witness(Witnessed),
    ImportYear(ImportedYear),
    Activate(Box<Activation>),
    TakeStatement(Box<TakenStatement>),
}

#[derive(Clone, Debug)]
pub enum CaseCommand {
    Supplement {
        more: Box<Supplemented>,
        evidence: Vec<NewEvidence>,
    },
    Triage {
        kind: String,
        class: Class,
        grade: Grade,
        why: Option<ContentRef>,
    },
    Assign {
        owner: UserId,
        why: Option<ContentRef>,
    },
    /// A machine is asked to write.
    AskDraft {
        purpose: Purpose,
    },
    /// It complains about an earlier case, or about a colleague.
    Relate {
        earlier: Option<CaseId>,
        handler: Option<UserId>,
    },
    Say {
        to: Party,
        text: ContentRef,
        /// What was suggested for it and what it was begun with.
        drawn: Option<Drawn>,
    },
    Note {
        text: ContentRef,
    },
    AskCall,
    AskCode {
        purpose: CodePurpose,
        id: String,
    },
    TryCode {
        right: bool,
    },
    Reveal {
        what: String,
        why: ContentRef,
    },
    MaskText {
        entry: u64,
        spans: Vec<(u32, u32)>,
        brief: Option<ContentRef>,
    },
    AddEvidence {
        evidence: Vec<NewEvidence>,
        request: Option<String>,
        text: Option<ContentRef>,
        corrects: Option<Correction>,
    },
    /// The copy was made before, by `tool`.
    ProposeRedaction {
        original: String,
        media: String,
        content: ContentRef,
        areas: Vec<Area>,
        tool: String,
    },
    ApproveRedaction {
        redaction: String,
    },
    DropRedaction {
        redaction: String,
    },
    RequestEvidence(Box<Ask>),
    RenewLink {
        request: String,
    },
    Assess(Box<Assess>),
    Remark {
        evidence: String,
        /// Whose words they are, where we write down what somebody told us.
        from: Option<Party>,
        text: ContentRef,
    },
    /// The original of a piece is about to leave the house.
    HandOut {
        evidence: String,
    },
    OrderInspection(Box<OrderInspection>),
    /// The result, with the report; from the inspector or from us on their word.
    Inspected {
        inspection: String,
        result: Inspected,
        report: Vec<NewEvidence>,
        text: Option<ContentRef>,
    },
    /// The clocks that the playbook lets wait for this reason stand still.
    Pause {
        reason: String,
        /// What it rests on: requests or pieces of evidence.
        cites: Vec<String>,
        why: ContentRef,
        until_ms: Option<i64>,
    },
    Resume {
        pausing: String,
        why: Option<ContentRef>,
    },
    /// Whose law it is under.
    SetJurisdiction {
        jurisdiction: Jurisdiction,
    },
    /// What an authority did, on the day its paper gives; `due_ms` is when it wants an answer.
    RegulatorDid {
        what: Proceeding,
        on_ms: i64,
        cites: String,
        due_ms: Option<i64>,
    },
    /// What the customer asks for, in parts that can each be met.
    SetDemands {
        demands: Vec<Demand>,
    },
    /// Issued at once, or by the second reader of a draft.
    Find(Box<NewFinding>),
    DraftFinding(Box<NewDraft>),
    ReturnFinding {
        draft: String,
        why: ContentRef,
    },
    Convene(Box<Convene>),
    Recuse {
        board: String,
        why: ContentRef,
    },
    Vote {
        board: String,
        vote: ContentRef,
    },
    /// By the house, once all are in.
    RevealVotes {
        board: String,
        votes: Vec<OpenedVote>,
    },
    WriteMinutes(Box<WriteMinutes>),
    Appeal(Box<NewAppeal>),
    /// A person counts signals of abuse, or decides that they say nothing.
    CountSignals(Box<CountSignals>),
    /// A person is to look at what a rule alone decided.
    AskPerson {
        of: String,
    },
    AnswerPlea {
        plea: String,
        ruling: Ruling,
        text: ContentRef,
    },
    /// To somebody, or by rule to another than the owner; with a note for whoever gets it.
    HandOver {
        to: Option<UserId>,
        note: ContentRef,
    },
    SetTask(NewTask),
    AnswerTask {
        task: String,
        text: ContentRef,
    },
    Offer {
        proposal: Box<Proposal>,
        /// Why more than the author may promise alone.
        why: Option<ContentRef>,
    },
    /// The next rung of the playbook's ladder, raised by a person or by rule.
    Climb {
        rung: String,
        words: ContentRef,
        why: Option<ContentRef>,
    },
    /// A standing rule of the shop settles it.
    ApplyRule {
        rule: String,
        words: ContentRef,
    },
    /// What is left on a card of a merchant that closes is put before its holder.
    OfferBalance {
        balance: Fen,
        words: ContentRef,
    },
    /// A breaker offers it by rule, to whoever waits for the parcel.
    Relieve(Box<Relieve>),
    /// The shop takes it upon itself.
    Consent {
        words: Option<ContentRef>,
    },
    DecideApproval {
        approval: String,
        ruling: ApprovalRuling,
        why: Option<ContentRef>,
    },
    DropApproval {
        approval: String,
    },
    WithdrawOffer {
        offer: String,
    },
    Decline {
        offer: String,
        why: Option<ContentRef>,
    },
    Accept {
        offer: String,
        chosen: Vec<usize>,
        /// Why more than we may promise alone, where it is the customer's offer.
        why: Option<ContentRef>,
    },
    /// What may be deducted from the sale on consignment that the case is about.
    CorrectCommission {
        commission_bp: u32,
        fees: Fen,
        words: ContentRef,
    },
    /// The papers of what was agreed, made by the house.
    WriteSettlement(Box<Settlement>),
    /// A person proves that a remedy is done, or orders a failed one again.
    Execute {
        remedy: String,
        proof: Option<Proof>,
    },
    Claim {
        claim: String,
        command: ClaimCommand,
    },
    /// The provider's word on an instruction.
    RemedyAnswered {
        remedy: String,
        reference: String,
        answer: RemedyAnswer,
    },
    Survey {
        solved: u8,
        treated: u8,
        words: Option<ContentRef>,
    },
    Withdraw {
        why: Option<ContentRef>,
    },
    Close {
        outcome: Outcome,
        relief: Relief,
        /// What it came down to: a closing code of the playbook.
        cause: Option<String>,
        words: Option<ContentRef>,
    },
    Reopen {
        why: ContentRef,
    },
    /// The person, or somebody of ours for them, asks that everything personal be erased.
    AskErasure {
        why: Option<ContentRef>,
    },
    DenyErasure {
        why: ContentRef,
    },
    /// What was asked for is agreed to; where it may not be erased yet, the case is restricted instead.
    GrantErasure,
    Erase {
        objects: Vec<String>,
        ground: Ground,
        extent: Extent,
    },
    Restrict {
        because: Because,
    },
    AskUnseal {
        why: ContentRef,
    },
    Unseal,
    SetHold {
        hold: String,
        why: ContentRef,
    },
    LiftHold {
        hold: String,
        why: ContentRef,
    },
    SetTier {
        evidence: String,
        tier: Tier,
        named: Vec<UserId>,
        why: ContentRef,
    },
    /// The calendar has changed: whatever is still to come is counted again.
    Recount,
    /// The clock struck; the decision looks which of its own are due.
    Elapse,
    NoticeSending {
        outbox: String,
        template: Template,
        to: Party,
        via: Via,
        text: ContentRef,
    },
    NoticeSent {
        outbox: String,
        reference: String,
    },
    NoticeFailed {
        outbox: String,
        code: String,
        next: AfterFailure,
    },
    /// What a redacted edition hides was written down; by which rules.
    RedactBundle {
        rules: String,
        record: ContentRef,
    },
    Exported {
        size: u64,
    },
    /// What is about to be handed out concerns this case too.
    ExportPerson {
        found_by: FoundBy,
        why: Option<ContentRef>,
    },
}

/// For one of the team, or whose turn it is; by a date, or as long as the playbook gives.
#[derive(Clone, Debug)]
pub struct NewTask {
    pub team: Team,
    pub to: Option<UserId>,
    pub text: ContentRef,
    pub due_ms: Option<i64>,
}

#[derive(Clone, Debug)]
pub enum RemedyAnswer {
    /// Of money.
    Done {
        reference: String,
        amount: Fen,
    },
    /// Of all else: what it brought.
    Fulfilled {
        proof: Proof,
    },
    /// Taken on, and done later.
    Taken,
    Refused {
        code: String,
    },
    Unknown,
}
