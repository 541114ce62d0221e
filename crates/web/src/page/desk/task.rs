use super::CasePage;

/// What another team was asked, and what it said.
#[derive(Clone)]
pub struct Task {
    pub id: String,
    pub line: String,
    pub text: String,
    pub answer: Option<String>,
}

impl CasePage {
    /// What nobody has answered yet.
    pub fn open_tasks(&self) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(|one| one.answer.is_none())
    }
}
