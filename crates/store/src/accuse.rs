//! A shop complains: about a review that is not true, or money asked for under threat. It names an order of its own or a
//! complaint about it; who the customer is and how they are reached stands there, and the shop learns nothing of it.

use crate::collect::{NewFile, Origin};
use crate::db::Connection;
use crate::filing::{Filed, Intake, Known};
use crate::record::{Matter, Person};
use crate::{Error, Store};
use domain::command::Against;
use domain::personal::Personal;
use domain::playbook::Suggestion;
use domain::words::{Channel, Grade, Locale, Voice};
use domain::{Actor, Case, CaseId, Command, MerchantId, OrderId, Refusal};

/// How a shop's complaint is handled.
pub const KIND: &str = "merchant_complaint";
/// Less says that something is wrong, hardly what.
const LETTERS_MIN: usize = 10;

#[derive(Clone, Default)]
pub struct Accusation {
    pub channel: Option<Channel>,
    /// The number of an order of the shop, or of a complaint about it; one is enough.
    pub order: Option<String>,
    pub about: Option<String>,
    pub text: Personal,
    pub files: Vec<NewFile>,
    pub origin: Origin,
    pub key: Option<String>,
}

/// Whom it is about.
struct Accused {
    person: Person,
    locale: Option<Locale>,
    order: Option<(String, OrderId)>,
    about: Option<CaseId>,
    known: Known,
}

impl Store {
    /// LIMIT: somebody who cannot be reached cannot be heard, so no complaint about them is taken.
    pub async fn accuse(&self, by: &Actor, new: Accusation) -> Result<Filed, Error> {
        let Actor::Merchant(_, merchant) = by else { return Err(Refusal::NotAllowed.into()) };
        if new.text.reveal().trim().chars().count() < LETTERS_MIN {
            return Err(Refusal::TextMissing.into());
        }
        let (store, shop, named) = (self.clone(), merchant.clone(), (new.order.clone(), new.about.clone()));
        let accused = self.db().read(move |db| store.accused(db, &shop, named)).await?;
        if accused.person.phone.is_empty() && accused.person.mail.is_empty() {
            return Err(Refusal::NoContact.into());
        }
        let intake = Intake {
            channel: new.channel,
            locale: accused.locale,
            person: accused.person,
            matter: Matter {
                text: new.text,
                order_number: accused.order.map(|(number, _)| number),
                ..Matter::default()
            },
            files: new.files,
            origin: new.origin,
            key: new.key,
            ..Intake::default()
        };
        self.check_intake(&intake)?;
        let against = Against { merchant: merchant.clone(), about: accused.about };
        let id = self.new_case_id();
        let (command, parcel) = self.packed_filing(&id, &intake, accused.known, by)?;
        let Command::File(mut file) = command else { return Err(Error::Damaged("filing packs a complaint")) };
        (file.against, file.suggestion) = (Some(against), self.of_shop());
        self.filed(by, id, Command::File(file), parcel).await
    }

    fn accused(
        &self,
        db: &mut Connection,
        merchant: &MerchantId,
        (order, about): (Option<String>, Option<String>),
    ) -> Result<Accused, Error> {
        let written =
            |number: Option<String>| number.map(|one| one.trim().to_owned()).filter(|one| !one.is_empty());
        if let Some(number) = written(about) {
            let loaded = self.case_named(db, &number)?;
            // What is restricted or erased is not used.
            let used =
                |case: &Case| !case.privacy.is_restricted(self.now_ms()) && case.privacy.erased_ms.is_none();
            let own =
                loaded.filter(|loaded| loaded.case.merchant.as_ref() == Some(merchant) && used(&loaded.case));
            let case = own.ok_or(Refusal::NotItsCustomer)?.case;
            let record = self.frozen_order(db, &case, &Actor::System)?;
            let order = record.zip(case.order.clone()).map(|(record, id)| (record.number, id));
            let person = self.person(db, &case, &Actor::System)?;
            let known = self.known_order(db, case.order.clone())?;
            return Ok(Accused { person, locale: Some(case.locale), order, about: Some(case.id), known });
        }
        let number = written(order).ok_or(Refusal::NothingChosen)?;
        let id = self.order_id(&number);
        let known = self.known_order(db, Some(id.clone()))?;
        let own = known.facts.as_ref().is_some_and(|facts| facts.merchant.as_ref() == Some(merchant));
        if !own {
            return Err(Refusal::NotItsCustomer.into());
        }
        let person = self.order_record(db, &id)?.map(|record| record.buyer).unwrap_or_default();
        Ok(Accused { person, locale: None, order: Some((number, id)), about: None, known })
    }

    fn known_order(&self, db: &mut Connection, order: Option<OrderId>) -> Result<Known, Error> {
        let mut known = self.look_up(db, order, None)?;
        // An order nobody knows is no order of the shop's.
        known.order_id = known.order_id.filter(|_| known.facts.is_some());
        Ok(known)
    }

    /// What it is, is known; how bad, a person says.
    fn of_shop(&self) -> Suggestion {
        Suggestion {
            kind: KIND.to_owned(),
            class: self.policy().playbooks.of(KIND).class,
            grade: Grade::B,
            reasons: vec![],
            tags: vec![],
            words: vec![],
            score: 0,
            runner_up: None,
            hint: None,
            voice: Voice::Playbook,
            learned: None,
        }
    }
}
