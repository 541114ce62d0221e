//! The fixed vocabularies of a case: small enums whose words are the same in pages, API, rows and journal.

use crate::actor::Party;
use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$mark:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$mark])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
            pub fn parse(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

words!(
    /// The stage strip, left to right.
    Stage {
        Received = "received", Complete = "complete", Triage = "triage", Investigate = "investigate",
        Settle = "settle", Execute = "execute", FollowUp = "follow_up", Closed = "closed",
    }
);
words!(
    /// Who suggested a kind; nobody where the kind is only the one that is left.
    #[derive(Default)]
    Voice { Playbook = "playbook", Model = "model", Both = "both", #[default] Nobody = "nobody" }
);
words!(
    /// How a person took a suggestion.
    Answer { Accepted = "accepted", Changed = "changed" }
);
words!(
    /// What happens when a clock has run so far.
    Alarm { Notify = "notify", Reassign = "reassign", RaiseGrade = "raise_grade", Manager = "manager" }
);
words!(
    /// Where an inside task goes.
    Team {
        Legal = "legal", Data = "data", Product = "product", Operations = "operations", Finance = "finance",
        Engineering = "engineering",
    }
);
words!(Class { Immediate = "immediate", Quality = "quality", Service = "service" });
words!(Grade { A = "A", B = "B", C = "C" });
words!(Channel { Web = "web", Api = "api", Import = "import", Phone = "phone", Mail = "mail", Rule = "rule" });
words!(Locale { Zh = "zh", En = "en" });
words!(
    /// At which point the matter was noticed.
    Noticed { OnDelivery = "on_delivery", InUse = "in_use", AfterDays = "after_days", Other = "other" }
);
words!(
    Want {
        Refund = "refund", Return = "return", Exchange = "exchange", Resend = "resend", Repair = "repair",
        Compensation = "compensation", Apology = "apology", Explanation = "explanation",
    }
);
words!(
    /// A part of a demand that can be met by itself.
    DemandPart {
        Return = "return", Refund = "refund", PartRefund = "part_refund", Exchange = "exchange",
        Resend = "resend", Repair = "repair", Damages = "damages", Coupon = "coupon", Gift = "gift",
        Freight = "freight", Apology = "apology", Explanation = "explanation",
    }
);
words!(
    /// Whose money it is: the shop's, the goodwill budget's, or the platform's own that is paid first and got back.
    Purse { Merchant = "merchant", Goodwill = "goodwill", Advance = "advance" }
);
words!(Switch { On = "on", Off = "off" });
words!(
    /// Whether a shop's own word counts by itself, or somebody of ours looks first.
    Trust { Trusted = "trusted", Watched = "watched" }
);
words!(
    /// What a standing rule of a shop offers: the price back, or the price back for the goods.
    RuleOffer { Refund = "refund", Return = "return" }
);
words!(
    /// What a shop's risk score counts.
    RiskSign {
        AtFault = "at_fault", Late = "late", Grave = "grave", Reopened = "reopened", Owing = "owing",
    }
);
words!(
    /// What a breaker is of.
    Scope { Route = "route", Carrier = "carrier", Product = "product" }
);
words!(
    /// How a rung is reached: a person raises it, the customer's no or silence does by rule, or time after that no.
    #[derive(Default)]
    Rise { #[default] Person = "person", Rule = "rule", Time = "time" }
);
words!(
    /// What is missing before a complaint is complete: person, order, matter.
    Gap { Contact = "contact", Order = "order", Noticed = "noticed", Wants = "wants", Details = "details" }
);
words!(
    RemedyKind {
        Refund = "refund", PartialRefund = "partial_refund", Return = "return", Exchange = "exchange",
        Resend = "resend", Expedite = "expedite", ReturnLabel = "return_label",
        ReturnFreight = "return_freight", Repair = "repair", ExtendedWarranty = "extended_warranty",
        Coupon = "coupon", Points = "points", Gift = "gift", Apology = "apology", Interest = "interest",
        Payout = "payout", Performance = "performance",
    }
);
words!(
    Outcome {
        Settled = "settled", Explained = "explained", Refused = "refused", Withdrawn = "withdrawn",
        NoAnswer = "no_answer",
    }
);
words!(
    /// Why personal content is erased.
    Ground {
        Request = "request", PurposeEnded = "purpose_ended", ConsentWithdrawn = "consent_withdrawn",
        Authority = "authority",
    }
);
words!(
    /// By what the cases of a person were found: this case alone, a phone number, a mail address.
    FoundBy { Case = "case", Phone = "phone", Mail = "mail" }
);
words!(
    /// Everything personal in a case, or single items of it.
    Extent { Whole = "whole", Part = "part" }
);
words!(
    /// Why a case is kept and not used.
    Because { Period = "period", Hold = "hold", ByHand = "by_hand", Retention = "retention" }
);
words!(
    /// Who may see an item: both parties, the party it came from, staff alone, reviewers and those named.
    Tier { Parties = "p0", Party = "p1", Staff = "p2", Named = "p3" }
);
words!(Relief { Monetary = "monetary", NonMonetary = "non_monetary", Explanation = "explanation", None = "none" });

words!(
    /// What a person makes of one quality of a piece of evidence.
    Verdict {
        Accepted = "accepted", Doubtful = "doubtful", Rejected = "rejected", NotJudged = "not_judged",
    }
);
words!(
    /// What happens when nobody answers a request: we decide on what is there, the fact is taken as the other side
    /// shows it, or somebody senior takes the case over.
    #[derive(Default)]
    Silence { #[default] OnFile = "on_file", AsOtherSide = "as_other_side", Escalated = "escalated" }
);
words!(
    /// What becomes of a decision that somebody went on against.
    Ruling { Upheld = "upheld", Changed = "changed" }
);
words!(
    /// How somebody on the telephone was known: by the number they called from, by being called back on the number of
    /// the case, or by what only they know of it.
    Identified { Number = "number", Callback = "callback", Facts = "facts" }
);
words!(
    /// What a signal of abuse looks at: complaints of one contact, all or of one shop, several names of one contact, a
    /// picture or sentences of other complaints, something bought again after its fault was known, so many times the
    /// price, so many of one article, an order nobody knows.
    SignalFact {
        Cases = "cases", CasesOfShop = "cases_of_shop", Names = "names", Picture = "picture", Words = "words",
        BoughtAgain = "bought_again", AskedOverPaid = "asked_over_paid", Units = "units",
        NoOrder = "no_order",
    }
);
words!(
    /// What a person makes of signals: nothing against the customer, an honest claim beyond reason, something invented
    /// or inflated, extortion.
    Conduct {
        Fair = "fair", Unreasonable = "unreasonable", Invented = "invented", Extortion = "extortion",
    }
);
words!(
    /// Who pays an inspection; `loser` is whoever is found to bear the matter.
    Payer { Merchant = "merchant", Customer = "customer", Platform = "platform", Loser = "loser" }
);
words!(
    /// What an inspection came to.
    Inspected { Defect = "defect", NoDefect = "no_defect", Misuse = "misuse", Unclear = "unclear" }
);

words!(
    /// Whose law a case is under.
    Jurisdiction { Cn = "CN", Eu = "EU", Uk = "UK", Us = "US" }
);
words!(
    /// How well a text of law is known: read word for word, the same in two copies, or second-hand, which is never
    /// quoted and needs counsel.
    LawTag { V1 = "V1", V2 = "V2", V3 = "V3" }
);
words!(
    /// The day that chooses the text of a law: that of the deal or that of the complaint.
    Anchor { Deal = "deal", Complaint = "complaint" }
);
words!(
    /// A way that stays open to whoever is told no.
    Way { Settle = "settle", Mediate = "mediate", Regulator = "regulator", Arbitrate = "arbitrate", Sue = "sue" }
);
words!(
    /// What can be calculated from the law.
    SumKind {
        Triple = "triple", Food = "food", PriceDifference = "price_difference",
        NoReasonReturn = "no_reason_return", QualityReturn = "quality_return",
        PrepaidCoolingOff = "prepaid_cooling_off", PrepaidOperator = "prepaid_operator",
        PrepaidConsumer = "prepaid_consumer", PrepaidPeriod = "prepaid_period", Interest = "interest",
    }
);

words!(
    /// The holidays a notice arranges.
    HolidayName {
        NewYear = "new_year", SpringFestival = "spring_festival", Qingming = "qingming",
        LabourDay = "labour_day", DragonBoat = "dragon_boat", MidAutumn = "mid_autumn",
        NationalDay = "national_day", NationalDayMidAutumn = "national_day_mid_autumn", Special = "special",
    }
);
words!(
    /// What an authority does with a complaint: it has it, takes it on or not, has something appraised meanwhile, wants
    /// an answer of ours and gets it, and is through with its mediation.
    Proceeding {
        Received = "received", Accepted = "accepted", Declined = "declined",
        AppraisalBegun = "appraisal_begun", AppraisalOver = "appraisal_over",
        Asked = "asked", Answered = "answered", Ended = "ended",
    }
);
words!(
    /// Why a pause ended.
    Resumed { Acted = "acted", TimeOver = "time_over", ByHand = "by_hand" }
);
words!(
    /// Where the balance of an account usually stands: what the house owes, or what it is owed.
    Side { Credit = "credit", Debit = "debit" }
);
words!(
    /// Why money moved.
    PostingReason {
        Funding = "funding", RemedyOwed = "remedy_owed", RemedyPaid = "remedy_paid", Coupon = "coupon",
        Points = "points", Advanced = "advanced", Claimed = "claimed", Recovered = "recovered",
        Restored = "restored", WrittenOff = "written_off", Deducted = "deducted", GivenBack = "given_back",
        Settled = "settled", ConsignedSold = "consigned_sold", Commission = "commission",
        ConsignorPaid = "consignor_paid", SaleUndone = "sale_undone", TermsChanged = "terms_changed",
    }
);
words!(
    /// What happens to goods that are sold for somebody, and to the money they bring.
    ConsignStep {
        Received = "received", Listed = "listed", Sold = "sold", Paid = "paid", Shipped = "shipped",
        Delivered = "delivered", Accepted = "accepted", PayoutDue = "payout_due", PaidPart = "paid_part",
        PaidOut = "paid_out", Undone = "undone", Returned = "returned",
    }
);
words!(
    /// What is done against a merchant.
    MeasureKind {
        Hold = "hold", Deduct = "deduct", Double = "double", NoListings = "no_listings", Talk = "talk",
        Rectification = "rectification", NoPrepayments = "no_prepayments",
    }
);
words!(
    /// A line of how a measure's amount comes about.
    MeasureStep {
        Asked = "asked", Free = "free", Owed = "owed", Before = "before", After = "after",
        Missing = "missing",
    }
);
words!(
    /// Why a pending transfer was not posted.
    #[derive(Default)]
    Voided { #[default] Done = "done", Expired = "expired", ByHand = "by_hand" }
);
words!(
    /// Why clocks were counted again.
    Recount { Resumed = "resumed", Calendar = "calendar" }
);

impl Conduct {
    /// The customer is told, and may appeal.
    pub fn is_against(self) -> bool {
        matches!(self, Conduct::Invented | Conduct::Extortion)
    }
}

impl RemedyKind {
    /// Money for the customer goes through the payment provider; a coupon is booked; the rest is proven by a person.
    pub fn moves_money(self) -> bool {
        self.gives_back()
            || matches!(self, RemedyKind::ReturnFreight | RemedyKind::Interest | RemedyKind::Payout)
    }
    /// Of the price that was paid; freight and interest come on top of it, a payout goes to the owner of the goods.
    pub fn gives_back(self) -> bool {
        matches!(self, RemedyKind::Refund | RemedyKind::PartialRefund)
    }
    /// Worth money and given by the house itself, in the same moment.
    pub fn is_booked(self) -> bool {
        matches!(self, RemedyKind::Coupon | RemedyKind::Points)
    }
    pub fn is_shipping(self) -> bool {
        matches!(self, RemedyKind::Exchange | RemedyKind::Resend | RemedyKind::Gift | RemedyKind::Expedite)
    }
    /// A parcel's number shows that it is done, or done with.
    pub fn has_parcel(self) -> bool {
        self.is_shipping() || matches!(self, RemedyKind::Return | RemedyKind::Repair)
    }
    /// Who has to act: money, coupons and words come from the house, goods from the merchant. That another shop performs
    /// is seen to by the house.
    pub fn done_by(self) -> Party {
        let ours = self.needs_amount() || matches!(self, RemedyKind::Apology | RemedyKind::Performance);
        if ours { Party::Platform } else { Party::Merchant }
    }
    pub fn needs_amount(self) -> bool {
        self.moves_money() || self.is_booked()
    }
}
