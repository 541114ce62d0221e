use super::CasePage;
use crate::page::parts::Part;

/// A rung of the playbook's ladder, as it stands in this case.
#[derive(Clone)]
pub struct RungRow {
    pub id: String,
    pub label: String,
    pub parts: Vec<Part>,
    pub pick_one: bool,
    pub words: String,
    /// Offered and what became of it, next, or why it is not reachable.
    pub state: String,
    pub facts: String,
    pub is_next: bool,
    pub was: bool,
}

impl CasePage {
    pub fn next_rung(&self) -> Option<&RungRow> {
        self.ladder.iter().find(|rung| rung.is_next)
    }
}
