//! What a handler can do with a case: each action with its words, its key and its place on the page.

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
    Pause,
    Resume,
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
    pub const ALL: [Self; 22] = [
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
        Self::Pause,
        Self::Resume,
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
            Self::Pause => "pause",
            Self::Resume => "resume",
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
            Self::Pause => "h",
            Self::Resume => "j",
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
            Self::Pause => "act-pause",
            Self::Resume => "act-resume",
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
