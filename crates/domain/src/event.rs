//! What happened. One event is one journal entry; its JSON is hashed as it stands, so fields are only ever added,
//! with a default. Bodies carry ids, enums, amounts, times and commitments, never text.

mod bodies;
mod words;

use crate::account::{Pending, Posting, Voided};
use crate::actor::Party;
use crate::breaker::Trip;
use crate::budget::Brake;
use crate::case::{
    Appeal, Approval, Assessment, Board, Claim, CodePurpose, Counted, Draft, Evidence, Finding, Inspection,
    Offer, Pausing, Plea, PleaAnswer, Proof, Redaction, RegulatorStep, Remedy, Request, Settlement, Task,
    Triage, Vote, With,
};
use crate::clock::{Clock, ClockKind, Rung};
use crate::closing::Flagged;
use crate::consign::{Booked, Corrected, Drawn as ConsignmentDrawn};
use crate::content::ContentRef;
use crate::house::{Access, Activation, Heads, ImportedYear, TakenStatement};
use crate::id::{CaseId, ParcelId, UserId};
use crate::measure::Measure;
use crate::merchant::{Contract, ShopRule};
use crate::money::Fen;
use crate::objection::Objection;
use crate::order::OrderFacts;
use crate::parcel::{ParcelFacts, Passed, Relieved};
use crate::reach::Reach;
use crate::reaction::Template;
use crate::rights::Rights;
use crate::user::Account;
use crate::words::{
    Because, Extent, FoundBy, Gap, Ground, Inspected, Jurisdiction, MeasureKind, Outcome, Recount, Relief,
    Resumed, Silence, Switch, Tier,
};
use crate::work::Work;
use crate::writing::{Demand, Drawn, Purpose};
use serde::{Deserialize, Serialize};

pub use bodies::{ConsignmentRecorded, EvidenceRedacted, Filed, Stamped, Supplemented, Witnessed};
pub use words::{AfterFailure, AssignRule, Duty, ReopenReason, Via};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    // A case comes in.
    Filed(Box<Filed>),
    /// On the order: what a case about it gives back, all of its rounds together.
    RefundPromised {
        case: CaseId,
        amount: Fen,
    },
    OrderFrozen {
        evidence: Evidence,
    },
    Supplemented(Box<Supplemented>),
    /// The 15 minutes are over: the case moves on with its gaps named.
    MovedOn {
        gaps: Vec<Gap>,
    },
    Triaged {
        triage: Triage,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<ContentRef>,
        clocks: Vec<Clock>,
    },
    Assigned {
        owner: UserId,
        rule: AssignRule,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<ContentRef>,
    },

    /// A machine was asked to write; recorded before the covered words leave the house.
    DraftAsked {
        purpose: Purpose,
    },
    /// The case complains about how an earlier one was handled, or about these persons.
    Related {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        earlier: Option<CaseId>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        persons: Vec<UserId>,
    },

    // Talking.
    Said {
        by: Party,
        to: Party,
        text: ContentRef,
        /// What was suggested for it and what it was begun with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        drawn: Option<Drawn>,
    },
    Noted {
        text: ContentRef,
    },
    CallAsked,
    CodeAsked {
        id: String,
        purpose: CodePurpose,
    },
    CodeTried {
        right: bool,
    },
    Revealed {
        what: String,
        why: ContentRef,
    },

    /// What is hidden in the text of an entry beyond what the rules hide: from here on, these characters.
    TextMasked {
        entry: u64,
        spans: Vec<(u32, u32)>,
        /// What lists show of the case, when the text was the matter.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        brief: Option<ContentRef>,
    },

    // Investigating.
    EvidenceAdded {
        evidence: Evidence,
    },
    EvidenceRequested {
        request: Request,
    },
    RequestAnswered {
        request: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<ContentRef>,
    },
    RequestLapsed {
        request: String,
        /// The outcome on silence that was stated and now holds.
        #[serde(default)]
        then: Silence,
    },
    /// The link a third party had is worth nothing any more.
    LinkRenewed {
        request: String,
    },
    EvidenceAssessed {
        assessment: Assessment,
    },
    EvidenceRemarked {
        evidence: String,
        by: Party,
        text: ContentRef,
    },
    /// Recorded before the first byte of the original leaves the house.
    EvidenceHandedOut {
        evidence: String,
    },
    InspectionOrdered {
        inspection: Inspection,
    },
    InspectionDone {
        inspection: String,
        result: Inspected,
        /// The piece of evidence that is the report.
        report: String,
    },

    // Covering parts of pictures.
    RedactionProposed {
        redaction: Box<Redaction>,
    },
    RedactionDropped {
        redaction: String,
    },
    EvidenceRedacted(Box<EvidenceRedacted>),

    /// A person settled whose law it is under.
    JurisdictionSet {
        jurisdiction: Jurisdiction,
    },
    /// By its papers; `over` names the duties it has done with that.
    RegulatorDid {
        step: RegulatorStep,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        clocks: Vec<Clock>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        over: Vec<String>,
    },

    // Deciding and settling.
    /// A person confirmed or corrected what the customer asks for.
    DemandsSet {
        demands: Vec<Demand>,
    },
    /// A second person is to read it; what it says is sealed until it is issued.
    FindingDrafted {
        draft: Box<Draft>,
    },
    FindingReturned {
        draft: String,
        by: UserId,
        why: ContentRef,
    },
    Found {
        finding: Finding,
    },
    /// It goes on against a decision, before people who had no part in it.
    Appealed {
        appeal: Box<Appeal>,
    },
    /// What a rule alone decided is to be looked at by a person.
    PersonAsked {
        plea: Box<Plea>,
    },
    PersonDecided {
        plea: String,
        answer: PleaAnswer,
    },
    /// A person said what signals of abuse come to.
    SignalsCounted {
        counted: Box<Counted>,
    },
    BoardConvened {
        board: Box<Board>,
    },
    /// A member steps back, and the next of the draw takes the seat.
    BoardRecused {
        board: String,
        user: UserId,
        why: ContentRef,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<UserId>,
    },
    /// Nothing of it but its commitment, until all are in.
    BoardVoted {
        board: String,
        user: UserId,
        vote: ContentRef,
    },
    /// The time is over and enough have voted.
    BoardClosed {
        board: String,
    },
    /// Every vote at once, each as it was committed to.
    BoardRevealed {
        board: String,
        votes: Vec<Vote>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        result: Option<u8>,
    },
    BoardFailed {
        board: String,
    },
    MinutesWritten {
        board: String,
        by: UserId,
        text: ContentRef,
    },
    TaskSet {
        task: Box<Task>,
    },
    TaskAnswered {
        task: String,
        by: UserId,
        text: ContentRef,
    },
    ApprovalAsked {
        approval: Box<Approval>,
    },
    ApprovalPassedOn {
        approval: String,
        with: With,
    },
    ApprovalGiven {
        approval: String,
        by: UserId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<ContentRef>,
    },
    ApprovalRefused {
        approval: String,
        by: UserId,
        why: ContentRef,
    },
    ApprovalDropped {
        approval: String,
    },
    /// The shop takes it upon itself: a refund without the goods coming back is no longer against its will.
    MerchantConsented {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<ContentRef>,
    },
    /// Its time has come; the house offers it in the playbook's words.
    RungDue {
        rung: String,
    },
    /// A rung that was to be offered by rule could not be; a person is to look.
    RungPassed {
        rung: String,
        /// The code of the refusal.
        because: String,
    },
    OfferMade {
        offer: Offer,
    },
    OfferWithdrawn {
        offer: String,
    },
    OfferExpired {
        offer: String,
    },
    OfferDeclined {
        offer: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<ContentRef>,
    },
    OfferAccepted {
        offer: String,
        chosen: Vec<usize>,
        remedies: Vec<Remedy>,
    },
    /// What was agreed was written down; whoever holds the paper can check it against this.
    SettlementWritten {
        settlement: Settlement,
    },
    RemedyInstructed {
        remedy: String,
        reference: String,
        /// The system outside that is to do it; money goes to its provider.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        with: Option<String>,
    },
    /// Taken on and not done yet; it tells us, or is asked again then.
    RemedyTaken {
        remedy: String,
        reference: String,
        ask_ms: i64,
    },
    RemedyUnknown {
        remedy: String,
        reference: String,
        ask_ms: i64,
    },
    RemedyFailed {
        remedy: String,
        reference: String,
        code: String,
    },
    /// `reference` is ours, when somebody outside was asked.
    RemedyProven {
        remedy: String,
        proof: Proof,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
    },

    // Paid ahead, and claimed back.
    ClaimRaised {
        claim: Box<Claim>,
    },
    /// Somebody else owes it, by these papers.
    ClaimPassed {
        claim: String,
        to: Party,
        papers: Vec<String>,
    },
    /// Whoever of the carrier settles claims is written to from now on.
    ClaimAddressed {
        claim: String,
        contact: ContentRef,
    },
    ClaimReminded {
        claim: String,
        number: u32,
    },
    /// Without a reference it came out of the deposit.
    ClaimPaid {
        claim: String,
        amount: Fen,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
    },
    ClaimGivenUp {
        claim: String,
        amount: Fen,
        why: ContentRef,
    },
    /// A measure against the merchant follows from this case; it stands with the merchant.
    MeasureNoted {
        measure: String,
        what: MeasureKind,
    },

    /// A share of what a merchant that closes owes the holder of a card.
    ShareGranted {
        share: Box<Remedy>,
    },

    // Closing.
    FollowUpBegun {
        clocks: Vec<Clock>,
    },
    SurveyAsked {
        clocks: Vec<Clock>,
    },
    SurveyAnswered {
        solved: u8,
        treated: u8,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<ContentRef>,
    },
    Withdrawn {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<ContentRef>,
    },
    Closed {
        outcome: Outcome,
        relief: Relief,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cause: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<ContentRef>,
        /// Who of ours ended it; nothing where a rule or a party did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<UserId>,
    },
    Reopened {
        reason: ReopenReason,
        clocks: Vec<Clock>,
    },

    // What may be kept and seen.
    ErasureAsked {
        by: Party,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<ContentRef>,
    },
    ErasureDenied {
        why: ContentRef,
    },
    /// It is done once the person was told, because afterwards nobody can reach them.
    ErasureGranted {
        by: UserId,
    },
    /// These objects are gone; proofs of the entries that name them stay valid.
    Erased {
        objects: Vec<String>,
        ground: Ground,
        extent: Extent,
        /// Who confirmed what somebody else asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        approver: Option<UserId>,
    },
    Restricted {
        because: Because,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until_ms: Option<i64>,
    },
    UnsealAsked {
        by: UserId,
        why: ContentRef,
    },
    Unsealed {
        by: UserId,
        until_ms: i64,
    },
    HoldSet {
        hold: String,
        why: ContentRef,
    },
    HoldLifted {
        hold: String,
        why: ContentRef,
    },
    Tiered {
        evidence: String,
        tier: Tier,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        named: Vec<UserId>,
        /// Nothing where the playbook said so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<ContentRef>,
    },

    // Time and telling.
    /// Clocks that began with something else than their own event.
    ClocksBegun {
        clocks: Vec<Clock>,
    },
    /// The same clocks, due at another time now, and why then.
    ClocksRecounted {
        because: Recount,
        clocks: Vec<Clock>,
    },
    Paused {
        pausing: Pausing,
    },
    /// However late it is noticed, the clocks went on at `until_ms`.
    PauseEnded {
        pausing: String,
        because: Resumed,
        until_ms: i64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<ContentRef>,
    },
    /// It has run so far, and this follows by rule.
    ClockAlarmed {
        clock: ClockKind,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<String>,
        party: Party,
        rung: Rung,
    },
    ClockMissed {
        clock: Clock,
    },
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
    /// A redacted edition was made: the record says what it hides and what it shows instead.
    BundleRedacted {
        rules: String,
        record: ContentRef,
    },
    Exported {
        size: u64,
    },
    /// Everything about the person was handed out, to them or for them. Recorded before the first byte leaves.
    PersonExported {
        found_by: FoundBy,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<ContentRef>,
    },

    // Orders, merchants, money, people.
    OrderRecorded {
        facts: Box<OrderFacts>,
    },
    /// It is sold for somebody else: what was agreed, what has happened, and what the books have of it.
    Consigned(Box<ConsignmentRecorded>),
    /// A case takes from the money of the sale.
    ConsignmentDrawn {
        drawn: Box<ConsignmentDrawn>,
    },
    ConsignmentPaid {
        case: CaseId,
        remedy: String,
        reference: String,
    },
    /// What may be deducted was found to be something else.
    CommissionCorrected {
        corrected: Corrected,
        booked: Booked,
        /// In the case the reasons; they stand there alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<ContentRef>,
    },
    MerchantRecorded {
        name: ContentRef,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        contact: Option<ContentRef>,
        fingerprint: String,
    },
    MeasureTaken {
        measure: Box<Measure>,
    },
    MeasureAppealed {
        measure: String,
        words: ContentRef,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        objection: Option<Box<Objection>>,
    },
    /// A rung of the clock of an objection, and to whom it passes by it.
    ObjectionAlarmed {
        measure: String,
        rung: Rung,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<UserId>,
    },
    /// Nobody answered in time. That is no answer: it stays open.
    ObjectionMissed {
        measure: String,
        due_ms: i64,
    },
    MeasureLifted {
        measure: String,
        by: UserId,
        why: ContentRef,
    },
    MeasureOver {
        measure: String,
    },
    /// An objection was looked at by somebody else, and the measure stays.
    MeasureUpheld {
        measure: String,
        by: UserId,
        why: ContentRef,
    },
    /// Where a shop or a colleague wants to be told; nothing where they took it back.
    ReachSet {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reach: Option<Reach>,
    },
    // A merchant that takes money in advance closes.
    ClosingFlagged {
        flagged: Box<Flagged>,
    },
    /// Its deposit was shared among so many of those who wait.
    ClosingShared {
        amount: Fen,
        holders: u32,
    },
    // What is agreed with a merchant, and its standing rules.
    ContractSet {
        contract: Contract,
        why: ContentRef,
    },
    ShopRuleSet {
        rule: Box<ShopRule>,
    },
    ShopRuleSwitched {
        rule: String,
        on: Switch,
    },
    /// A standing rule, by its name and version, made this offer.
    ShopRuleFired {
        rule: String,
        case: CaseId,
        offer: String,
    },
    /// What went out by the shop's own word.
    ShopDrew {
        day: String,
        amount: Fen,
        case: CaseId,
        offer: String,
    },
    Posted {
        posting: Posting,
    },
    /// A transfer is pending.
    Held {
        transfer: String,
        pending: Pending,
    },
    /// When to remind whoever has this account of a claim.
    ReminderSet {
        claim: String,
        case: CaseId,
        at_ms: i64,
    },
    ReminderOver {
        claim: String,
    },
    /// A pending transfer is void.
    Released {
        transfer: String,
        #[serde(default)]
        because: Voided,
    },
    // Budgets: what may be promised a day.
    BudgetSet {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        daily: Option<Fen>,
        why: ContentRef,
    },
    BudgetDrawn {
        day: String,
        amount: Fen,
        case: CaseId,
        offer: String,
    },
    BudgetBraked {
        day: String,
        brake: Brake,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<ContentRef>,
    },
    BudgetReleased {
        day: String,
        more: Fen,
        why: ContentRef,
    },
    // Parcels, and the breakers over them.
    ParcelRecorded {
        facts: Box<ParcelFacts>,
    },
    ParcelRelieved(Relieved),
    ParcelPassed(Passed),
    BreakerTripped(Box<Trip>),
    /// An offer was made by rule.
    BreakerDrawn {
        parcel: ParcelId,
        case: CaseId,
        offer: String,
        amount: Fen,
    },
    BreakerWidened {
        more: Fen,
        why: ContentRef,
    },
    /// Without a reason by rule: nothing went wrong for long enough.
    BreakerReset {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<ContentRef>,
    },
    UserRecorded {
        account: Account,
    },
    PasswordSet {
        credential: ContentRef,
    },
    TotpSet {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        credential: Option<ContentRef>,
    },
    DutySet {
        on: Duty,
    },
    WorkSet {
        work: Box<Work>,
    },
    /// What somebody of a shop may do.
    RightsSet {
        rights: Rights,
    },
    TokenIssued {
        token: String,
        scope: String,
    },
    TokenRevoked {
        token: String,
    },

    // The house itself.
    HeadsMapped {
        heads: Heads,
    },
    AccessRooted {
        access: Access,
    },
    Stamped(Box<Stamped>),
    Witnessed(Box<Witnessed>),
    /// A year's notice was imported; clocks that it moves are counted again, each in its case.
    CalendarImported(ImportedYear),
    /// Playbooks count from now on; cases keep the version they were decided under.
    PlaybooksActivated(Box<Activation>),
    /// A statement was reconciled with what we have paid.
    StatementTaken(Box<TakenStatement>),
}

impl Event {
    /// Whether a form made before it would now be made differently. Telling, looking and ticking change nothing
    /// that a person decides on.
    pub fn is_material(&self) -> bool {
        !matches!(
            self,
            Event::NoticeSending { .. }
                | Event::NoticeSent { .. }
                | Event::NoticeFailed { .. }
                | Event::Revealed { .. }
                | Event::TextMasked { .. }
                | Event::DraftAsked { .. }
                | Event::Exported { .. }
                | Event::PersonExported { .. }
                | Event::BundleRedacted { .. }
                | Event::EvidenceHandedOut { .. }
                | Event::UnsealAsked { .. }
                | Event::CodeAsked { .. }
                | Event::CodeTried { .. }
                | Event::BoardVoted { .. }
                | Event::BoardClosed { .. }
                | Event::ClockMissed { .. }
                | Event::ClockAlarmed { .. }
                | Event::ObjectionAlarmed { .. }
                | Event::ObjectionMissed { .. }
                | Event::ClocksRecounted { .. }
                | Event::SettlementWritten { .. }
        )
    }
}
