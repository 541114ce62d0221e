//! The rule said no. Each refusal has a code that the locale files translate; none carries database text.

use serde::Serialize;

macro_rules! refusals {
    ($($variant:ident = $code:literal, $class:ident;)+) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
        #[error("{}", self.code())]
        pub enum Refusal { $($variant),+ }

        impl Refusal {
            pub const ALL: &'static [Refusal] = &[$(Refusal::$variant),+];
            pub fn code(self) -> &'static str {
                match self { $(Refusal::$variant => $code),+ }
            }
            pub fn class(self) -> RefusalClass {
                match self { $(Refusal::$variant => RefusalClass::$class),+ }
            }
        }
    };
}

/// What kind of no it is; the HTTP status follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalClass {
    /// There is nothing by that name, or not for this actor.
    Missing,
    Forbidden,
    /// The state has moved on.
    Conflict,
    /// The input does not make sense.
    Invalid,
}

refusals! {
    NotFound = "not_found", Missing;
    NotAllowed = "not_allowed", Forbidden;
    Stale = "stale", Conflict;
    CaseClosed = "case_closed", Conflict;
    CaseOpen = "case_open", Conflict;
    AlreadyThere = "already_there", Conflict;
    AlreadyAnswered = "already_answered", Conflict;
    AlreadyAccepted = "already_accepted", Conflict;
    OfferGone = "offer_gone", Conflict;
    OfferOpen = "offer_open", Conflict;
    ApprovalReasonMissing = "approval_reason_missing", Invalid;
    ApprovalOpen = "approval_open", Conflict;
    ApprovalOver = "approval_over", Conflict;
    AboveLimit = "above_limit", Forbidden;
    AboveContract = "above_contract", Forbidden;
    AboveRights = "above_rights", Forbidden;
    NotYourRight = "not_your_right", Forbidden;
    ContractMissing = "contract_missing", Conflict;
    NobodyMayApprove = "nobody_may_approve", Conflict;
    BudgetBraked = "budget_braked", Conflict;
    RungShut = "rung_shut", Conflict;
    NotClosing = "not_closing", Conflict;
    NobodyWaits = "nobody_waits", Conflict;
    PaidInShares = "paid_in_shares", Conflict;
    PrepaymentStopped = "prepayment_stopped", Conflict;
    BreakerShut = "breaker_shut", Conflict;
    ParcelRelieved = "parcel_relieved", Conflict;
    OrderUnknown = "order_unknown", Conflict;
    ConsentMissing = "consent_missing", Conflict;
    RemedyNotOwed = "remedy_not_owed", Conflict;
    RemediesOwed = "remedies_owed", Conflict;
    SurveyNotAsked = "survey_not_asked", Conflict;
    SameOwner = "same_owner", Conflict;
    NothingMissing = "nothing_missing", Conflict;
    HoldStands = "hold_stands", Conflict;
    PeriodRuns = "period_runs", Conflict;
    CaseRestricted = "case_restricted", Conflict;
    CaseErased = "case_erased", Conflict;
    NotRestricted = "not_restricted", Conflict;
    NothingToErase = "nothing_to_erase", Conflict;
    NotAsked = "not_asked", Conflict;
    SecondPersonNeeded = "second_person_needed", Conflict;
    TooLittleToLearn = "too_little_to_learn", Conflict;
    TextMissing = "text_missing", Invalid;
    ReplyUnsure = "reply_unsure", Invalid;
    TextTooLong = "text_too_long", Invalid;
    DraftOff = "draft_off", Conflict;
    DraftLate = "draft_late", Conflict;
    DraftRefused = "draft_refused", Conflict;
    DraftUnreadable = "draft_unreadable", Conflict;
    DraftUnreachable = "draft_unreachable", Conflict;
    TemplateUnknown = "template_unknown", Invalid;
    WordsNotThere = "words_not_there", Invalid;
    ContactMissing = "contact_missing", Invalid;
    PhoneInvalid = "phone_invalid", Invalid;
    MailInvalid = "mail_invalid", Invalid;
    RobotInvalid = "robot_invalid", Invalid;
    WordUnknown = "word_unknown", Invalid;
    TooManyFiles = "too_many_files", Invalid;
    FileEmpty = "file_empty", Invalid;
    FileTooLarge = "file_too_large", Invalid;
    FileTypeRefused = "file_type_refused", Invalid;
    FileCarriesAnother = "file_carries_another", Invalid;
    FileLies = "file_lies", Invalid;
    NotAPicture = "not_a_picture", Invalid;
    BoxInvalid = "box_invalid", Invalid;
    ReviewerIsOperator = "reviewer_is_operator", Conflict;
    ReasonMissing = "reason_missing", Invalid;
    KindUnknown = "kind_unknown", Invalid;
    PlaybooksMoved = "playbooks_moved", Conflict;
    PlaybooksInvalid = "playbooks_invalid", Invalid;
    HandlerUnknown = "handler_unknown", Invalid;
    NobodyOnDuty = "nobody_on_duty", Conflict;
    ConflictOfInterest = "conflict_of_interest", Conflict;
    ComplainedOf = "complained_of", Conflict;
    EvidenceUnknown = "evidence_unknown", Invalid;
    EvidenceSuperseded = "evidence_superseded", Conflict;
    EvidenceRejected = "evidence_rejected", Conflict;
    OwnEvidence = "own_evidence", Invalid;
    WeightInvalid = "weight_invalid", Invalid;
    InspectionOpen = "inspection_open", Conflict;
    NothingToPause = "nothing_to_pause", Conflict;
    ReportMissing = "report_missing", Invalid;
    ResultMissing = "result_missing", Invalid;
    SharesNotHundred = "shares_not_hundred", Invalid;
    ShareUncited = "share_uncited", Invalid;
    ShareUnruled = "share_unruled", Invalid;
    RuleUnknown = "rule_unknown", Invalid;
    InspectionUncited = "inspection_uncited", Invalid;
    SecondReaderNeeded = "second_reader_needed", Conflict;
    DraftGone = "draft_gone", Conflict;
    AppealLate = "appeal_late", Conflict;
    AppealedAlready = "appealed_already", Conflict;
    AppealOpen = "appeal_open", Conflict;
    HadPart = "had_part", Forbidden;
    ReviewerNeeded = "reviewer_needed", Forbidden;
    SignalGone = "signal_gone", Conflict;
    CountUncited = "count_uncited", Invalid;
    NotGoodwill = "not_goodwill", Invalid;
    TaskMissing = "task_missing", Invalid;
    NotItsCustomer = "not_its_customer", Missing;
    RulingMissing = "ruling_missing", Invalid;
    RulingDisagrees = "ruling_disagrees", Invalid;
    PersonAsked = "person_asked", Conflict;
    BoardOpen = "board_open", Conflict;
    BoardTooFew = "board_too_few", Conflict;
    OptionsInvalid = "options_invalid", Invalid;
    NotAMember = "not_a_member", Forbidden;
    VotedAlready = "voted_already", Conflict;
    VoteLate = "vote_late", Conflict;
    VoteAltered = "vote_altered", Conflict;
    VotesHidden = "votes_hidden", Conflict;
    ArticleUnknown = "article_unknown", Invalid;
    ArticleNotInForce = "article_not_in_force", Invalid;
    SumIncomplete = "sum_incomplete", Invalid;
    NothingOffered = "nothing_offered", Invalid;
    NothingChosen = "nothing_chosen", Invalid;
    AmountInvalid = "amount_invalid", Invalid;
    AmountAboveOrder = "amount_above_order", Invalid;
    CurrencyForeign = "currency_foreign", Invalid;
    CommissionAbovePrice = "commission_above_price", Invalid;
    CurrencyWrong = "currency_wrong", Invalid;
    StepsDisagree = "steps_disagree", Invalid;
    PayoutAboveDue = "payout_above_due", Conflict;
    NotConsigned = "not_consigned", Conflict;
    DueInvalid = "due_invalid", Invalid;
    DayInvalid = "day_invalid", Invalid;
    RateUnknown = "rate_unknown", Invalid;
    OutOfTurn = "out_of_turn", Conflict;
    BudgetSpent = "budget_spent", Conflict;
    AboveDebt = "above_debt", Invalid;
    ClaimOver = "claim_over", Conflict;
    MeasureOver = "measure_over", Conflict;
    ProofMissing = "proof_missing", Invalid;
    ScoreInvalid = "score_invalid", Invalid;
    CodeWrong = "code_wrong", Forbidden;
    CodeGone = "code_gone", Conflict;
    NoContact = "no_contact", Conflict;
    MerchantMissing = "merchant_missing", Conflict;
    PasswordWeak = "password_weak", Invalid;
    NameInvalid = "name_invalid", Invalid;
}
