//! The earlier conversation that a case complains about, laid against its playbook.

#[derive(Clone, Default)]
pub struct ServiceCard {
    pub earlier: Vec<Conversation>,
    /// Who never owns this case.
    pub persons: String,
}

#[derive(Clone)]
pub struct Conversation {
    pub number: String,
    pub href: String,
    pub steps: Vec<ReviewStep>,
}

#[derive(Clone)]
pub struct ReviewStep {
    pub name: String,
    pub from_ms: i64,
    pub due_ms: Option<i64>,
    pub done_ms: Option<i64>,
    /// The key of its words: in time, late, unanswered, bounced, running.
    pub mark: &'static str,
    pub alarming: bool,
}
