//! The signs that mean the same on every face: stage, grade, clock, party, seal, remedy.
//!
//! Each has a code (in forms, the API and class names) and the key of its words.

use domain::words::RemedyKind;

macro_rules! sign {
    ($(#[$doc:meta])* $name:ident, $prefix:literal, $($variant:ident $code:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($variant),+ }
        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => concat!($prefix, "-", $code)),+ }
            }
            pub fn of(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|sign| sign.code() == code)
            }
        }
    };
}

sign!(
    /// Where a case stands.
    Stage, "stage",
    Received "received", Complete "complete", Triage "triage", Investigate "investigate",
    Settle "settle", Execute "execute", FollowUp "follow_up", Closed "closed",
);
sign!(
    /// How grave it is: a letter and a word, never a colour alone.
    Grade, "grade", A "a", B "b", C "c",
);
sign!(
    /// Who acts, speaks or answers for something.
    Party, "party",
    Customer "customer", Merchant "merchant", Handler "handler", Carrier "carrier", Platform "platform",
    Inspector "inspector", Regulator "regulator", Consignor "consignor",
);
sign!(
    /// How far a clock has run: to 50 %, to 90 %, after, or standing still.
    ClockState, "clock", Green "green", Amber "amber", Red "red", Paused "paused",
);
sign!(
    /// How somebody on the telephone was known.
    Identified, "identified", Number "number", Callback "callback", Facts "facts",
);
sign!(
    /// How well a piece of evidence is fixed.
    Seal, "seal", Sealed "sealed", Waiting "waiting", Anchored "anchored",
);
sign!(
    /// What can be wanted, offered and done.
    Remedy, "remedy",
    Refund "refund", PartialRefund "partial_refund", Return "return", Exchange "exchange", Resend "resend",
    Expedite "expedite", ReturnLabel "return_label", ReturnFreight "return_freight",
    Repair "repair", Warranty "extended_warranty", Coupon "coupon", Points "points", Gift "gift",
    Apology "apology", Interest "interest", Payout "payout", Performance "performance",
    Compensation "compensation", Explanation "explanation",
);
sign!(
    /// At which point the customer noticed.
    Noticed, "noticed",
    OnDelivery "on_delivery", InUse "in_use", AfterDays "after_days", Other "other",
);
sign!(
    /// What an entry of the timeline is; the filters of the case page go by it.
    Told, "told",
    Message "message", Note "note", Evidence "evidence", Clock "clock", Money "money", Decision "decision",
);
sign!(
    /// Where an offer stands.
    OfferState, "offer",
    Open "open", Accepted "accepted", Countered "countered", Declined "declined", Withdrawn "withdrawn",
    Expired "expired",
);
sign!(
    /// How a case can end.
    Outcome, "outcome",
    Settled "settled", Explained "explained", Refused "refused", Withdrawn "withdrawn", NoAnswer "no_answer",
);
sign!(
    /// What the customer got in the end.
    Relief, "relief", Monetary "monetary", NonMonetary "non_monetary", Explanation "explanation", None "none",
);

sign!(
    /// What a person makes of a piece of evidence.
    Verdict, "verdict",
    Accepted "accepted", Doubtful "doubtful", Rejected "rejected", NotJudged "not_judged",
);
sign!(
    /// What an inspection came to.
    Inspected, "inspected", Defect "defect", NoDefect "no_defect", Misuse "misuse", Unclear "unclear",
);
sign!(
    /// What happens when nobody answers.
    Silence, "silence", OnFile "on_file", AsOtherSide "as_other_side", Escalated "escalated",
);
sign!(
    /// Who pays an inspection.
    Payer, "payer", Merchant "merchant", Customer "customer", Platform "platform", Loser "loser",
);
sign!(
    /// How a piece of evidence came to us.
    Source, "source", Uploaded "uploaded", Pulled "pulled", Phone "phone", ThirdParty "third_party",
);
sign!(
    /// What became of a row of the evidence matrix.
    RowState, "row",
    Shown "shown", Asked "asked", TakenAsShown "taken_as_shown", Silent "silent", Missing "missing",
);
sign!(
    /// What happened to a piece of evidence, in its chain of custody.
    Custody, "custody",
    Received "received", Sealed "sealed", Viewed "viewed", Copied "copied", Assessed "assessed",
    Corrected "corrected", Exported "exported",
);

sign!(
    /// How somebody looked at a case.
    Looked, "look",
    Page "page", Found "found", Shown "shown", Program "program", Copied "copied", Revealed "revealed",
    Bundled "bundled", Handed "handed",
);
sign!(
    /// In what function somebody looked.
    Looker, "looker",
    Customer "customer", Merchant "merchant", Handler "handler", Reviewer "reviewer", Manager "manager",
    Admin "admin", Staff "staff", Carrier "carrier", Inspector "inspector", Consignor "consignor", System "system",
);
sign!(
    /// What is kept back of the data of a person.
    Kept, "kept",
    Notes "notes", Others "others", Files "files", Order "order", Covered "covered", Erased "erased",
);

impl Stage {
    /// 1 to 8, as the strip counts.
    pub fn step(self) -> usize {
        self as usize + 1
    }
}

impl Grade {
    pub fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }
}

impl Remedy {
    /// What a customer can choose when filing.
    pub const WANTS: [Self; 8] = [
        Self::Refund,
        Self::Return,
        Self::Exchange,
        Self::Resend,
        Self::Repair,
        Self::Compensation,
        Self::Apology,
        Self::Explanation,
    ];
    /// What can stand in an offer.
    pub const OFFERED: [Self; 15] = [
        Self::Refund,
        Self::PartialRefund,
        Self::Return,
        Self::Exchange,
        Self::Resend,
        Self::Expedite,
        Self::ReturnLabel,
        Self::ReturnFreight,
        Self::Repair,
        Self::Warranty,
        Self::Coupon,
        Self::Points,
        Self::Gift,
        Self::Apology,
        Self::Interest,
    ];

    pub fn has_amount(self) -> bool {
        RemedyKind::parse(self.code()).is_some_and(RemedyKind::needs_amount)
    }
}

/// What is due, by whom, until when, and why then.
#[derive(Clone)]
pub struct Clock {
    pub label: String,
    pub owner: String,
    pub due_ms: i64,
    pub state: ClockState,
    pub why: String,
    /// The sum, line by line; nothing in lists.
    pub steps: Vec<String>,
    /// Rule, playbook and calendar, for those who work with them.
    pub rule: Option<String>,
}
