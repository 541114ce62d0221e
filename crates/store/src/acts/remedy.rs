//! Proving that what was promised is done.

use super::Given;
use crate::door::Outcome;
use crate::{Error, Store};
use domain::case::Proof;
use domain::command::CaseCommand;
use domain::{Actor, CaseId};

/// What a person shows for it.
#[derive(Clone, Debug)]
pub enum Shown {
    /// The payment provider's reference.
    Payment(String),
    /// Carrier and number.
    Tracking(String),
    /// What stands on a label that is paid already.
    Label(String),
    /// In their own words.
    Statement(String),
}

impl Store {
    /// Without proof a refund that failed is instructed again.
    pub async fn execute_remedy(
        &self,
        by: &Actor,
        case: &CaseId,
        remedy: &str,
        shown: Option<Shown>,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let proof = match shown {
            None => None,
            Some(Shown::Payment(reference)) => {
                Some(Proof::Payment { reference: reference.trim().to_owned() })
            }
            Some(Shown::Tracking(text)) => Some(Proof::Tracking { content: pack.text(self.written(&text)?) }),
            Some(Shown::Label(text)) => Some(Proof::Label { content: pack.text(self.written(&text)?) }),
            Some(Shown::Statement(text)) => {
                Some(Proof::Statement { content: pack.text(self.written(&text)?) })
            }
        };
        self.act(by, case, CaseCommand::Execute { remedy: remedy.to_owned(), proof }, pack, given.into())
            .await
    }
}
