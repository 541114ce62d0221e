//! Looking behind the mask: the look is an entry of the journal before the first letter is shown.

use super::Given;
use crate::door::Outcome;
use crate::record::Person;
use crate::{Error, Store};
use domain::command::CaseCommand;
use domain::{Actor, CaseId, Refusal};

/// What lists and pages show masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Veiled {
    Name,
    Phone,
    Mail,
    /// All three.
    Person,
    /// Whom the order belongs to.
    Buyer,
}

impl Veiled {
    pub const ALL: [Veiled; 5] = [Veiled::Name, Veiled::Phone, Veiled::Mail, Veiled::Person, Veiled::Buyer];
    pub fn word(self) -> &'static str {
        match self {
            Veiled::Name => "name",
            Veiled::Phone => "phone",
            Veiled::Mail => "email",
            Veiled::Person => "person",
            Veiled::Buyer => "buyer",
        }
    }
    pub fn parse(word: &str) -> Option<Veiled> {
        Veiled::ALL.into_iter().find(|veiled| veiled.word() == word)
    }
}

impl Store {
    pub async fn reveal(
        &self,
        by: &Actor,
        case: &CaseId,
        what: Veiled,
        why: &str,
        given: impl Into<Given>,
    ) -> Result<(Outcome, Person), Error> {
        let mut pack = self.pack(case.subject());
        let why = pack.text(self.written(why)?);
        let command = CaseCommand::Reveal { what: what.word().to_owned(), why };
        let outcome = self.act(by, case, command, pack, given.into()).await?;
        let (store, id, by) = (self.clone(), case.clone(), by.clone());
        let person = self.db().read(move |db| store.unveiled(db, &id, what, &by)).await?;
        Ok((outcome, person))
    }

    /// The whole text of an entry. That it was looked at is committed before it is opened.
    pub async fn reveal_text(
        &self,
        by: &Actor,
        case: &CaseId,
        entry: u64,
        why: &str,
        given: impl Into<Given>,
    ) -> Result<(Outcome, String), Error> {
        let mut pack = self.pack(case.subject());
        let why = pack.text(self.written(why)?);
        let (store, id, reader) = (self.clone(), case.clone(), by.clone());
        let text = move |db: &mut crate::db::Connection| {
            let case = store.case(db, &id)?.ok_or(Refusal::NotFound)?.case;
            store.whole_text(db, &case, entry, &reader)
        };
        // A look at what is not there is not put on record.
        self.db().read(text.clone()).await?;
        let command = CaseCommand::Reveal { what: format!("entry-{entry}"), why };
        let outcome = self.act(by, case, command, pack, given.into()).await?;
        Ok((outcome, self.db().read(text).await?))
    }

    fn unveiled(
        &self,
        db: &mut crate::db::Connection,
        id: &CaseId,
        what: Veiled,
        by: &Actor,
    ) -> Result<Person, Error> {
        let case = self.case(db, id)?.ok_or(Refusal::NotFound)?.case;
        if what == Veiled::Buyer {
            let record = self.frozen_order(db, &case, by)?;
            return Ok(record.map(|record| record.buyer).unwrap_or_default());
        }
        let Person { name, phone, mail } = self.person(db, &case, by)?;
        Ok(match what {
            Veiled::Name => Person { name, ..Person::default() },
            Veiled::Phone => Person { phone, ..Person::default() },
            Veiled::Mail => Person { mail, ..Person::default() },
            Veiled::Person | Veiled::Buyer => Person { name, phone, mail },
        })
    }
}
