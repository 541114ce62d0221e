//! Proving that what was promised is done.

use super::Given;
use crate::door::Outcome;
use crate::{Error, Pack, Store};
use domain::case::Proof;
use domain::command::{CaseCommand, RemedyAnswer};
use domain::{Actor, CaseId, Command};

/// What a person shows for it.
#[derive(Clone, Debug)]
pub enum Shown {
    /// The payment provider's reference.
    Payment(String),
    /// Carrier and number.
    Tracking(String),
    /// What stands on a label that is paid already.
    Label(String),
    /// The number or code by which it can be used.
    Voucher(String),
    /// In their own words.
    Statement(String),
}

/// The word of a system outside that was told to do it.
#[derive(Clone, Debug)]
pub enum Ordered {
    Done(Shown),
    /// Taken on, and done later.
    Taken,
    /// It will not, for this reason.
    Refused(String),
    Unknown,
}

impl Store {
    /// Without proof what failed is ordered again.
    pub async fn execute_remedy(
        &self,
        by: &Actor,
        case: &CaseId,
        remedy: &str,
        shown: Option<Shown>,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let proof = shown.map(|shown| self.proof(shown, &mut pack)).transpose()?;
        self.act(by, case, CaseCommand::Execute { remedy: remedy.to_owned(), proof }, pack, given.into())
            .await
    }

    /// A system outside says what became of what it was told to do.
    pub async fn remedy_ordered(
        &self,
        case: &CaseId,
        remedy: &str,
        reference: &str,
        told: Ordered,
    ) -> Result<(), Error> {
        let mut pack = self.pack(case.subject());
        let answer = match told {
            Ordered::Done(shown) => RemedyAnswer::Fulfilled { proof: self.proof(shown, &mut pack)? },
            Ordered::Taken => RemedyAnswer::Taken,
            Ordered::Refused(code) => RemedyAnswer::Refused { code },
            Ordered::Unknown => RemedyAnswer::Unknown,
        };
        let (remedy, reference) = (remedy.to_owned(), reference.to_owned());
        let command = CaseCommand::RemedyAnswered { remedy, reference, answer };
        self.execute(&Actor::System, Command::Case(case.clone(), command), pack.close(), None)
            .await
            .map(|_| ())
    }

    fn proof(&self, shown: Shown, pack: &mut Pack) -> Result<Proof, Error> {
        Ok(match shown {
            Shown::Payment(reference) => Proof::Payment { reference: reference.trim().to_owned() },
            Shown::Tracking(text) => Proof::Tracking { content: pack.text(self.written(&text)?) },
            Shown::Label(text) => Proof::Label { content: pack.text(self.written(&text)?) },
            Shown::Voucher(text) => Proof::Voucher { content: pack.text(self.written(&text)?) },
            Shown::Statement(text) => Proof::Statement { content: pack.text(self.written(&text)?) },
        })
    }
}
