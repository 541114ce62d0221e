//! Whose data it is. Somebody is whom they have proven to be: the holder of a phone number, of a mail address, or of no
//! more than the link of one case. Other contacts that stand in a case prove nothing, for anybody can write down
//! somebody else's number.

use crate::content::{lookup, mail, phone};
use crate::db::Connection;
use crate::journal_of::of_subject;
use crate::record::{OrderRecord, Person};
use crate::{Error, Store};
use domain::case::Case;
use domain::event::Via;
use domain::personal::Personal;
use domain::reaction::Template;
use domain::words::FoundBy;
use domain::{Actor, CaseId, Event, OrderId, SubjectId};

/// In the one spelling it is looked up by.
#[derive(Clone, Debug)]
pub enum Contact {
    Phone(Personal),
    Mail(Personal),
}

impl Contact {
    pub fn phone(written: &str) -> Option<Contact> {
        phone(written).map(|phone| Contact::Phone(Personal::new(phone)))
    }
    pub fn mail(written: &str) -> Option<Contact> {
        mail(written).map(|mail| Contact::Mail(Personal::new(mail)))
    }
    pub fn found_by(&self) -> FoundBy {
        match self {
            Contact::Phone(_) => FoundBy::Phone,
            Contact::Mail(_) => FoundBy::Mail,
        }
    }
    pub fn shown(&self) -> &Personal {
        match self {
            Contact::Phone(contact) | Contact::Mail(contact) => contact,
        }
    }
    fn is_of(&self, person: &Person) -> bool {
        match self {
            Contact::Phone(own) => phone(person.phone.reveal()).as_deref() == Some(own.reveal()),
            Contact::Mail(own) => mail(person.mail.reveal()).as_deref() == Some(own.reveal()),
        }
    }
}

/// The contact that was proven, and the case in which somebody asks.
#[derive(Clone, Debug, Default)]
pub struct Whose {
    pub case: Option<CaseId>,
    pub contact: Option<Contact>,
}

impl Whose {
    pub fn found_by(&self) -> FoundBy {
        self.contact.as_ref().map_or(FoundBy::Case, Contact::found_by)
    }
    /// Whether an order is this person's own, so that whom it belongs to need not be covered.
    pub fn is_buyer(&self, order: &OrderRecord) -> bool {
        self.contact.as_ref().is_some_and(|contact| contact.is_of(&order.buyer))
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Newest first.
    pub cases: Vec<CaseId>,
    pub orders: Vec<OrderId>,
    /// Further cases that once had this contact, and now another one or one that cannot be read. Whose they are is
    /// for a person to look at: the first number may have been a slip of the finger, and a stranger's.
    pub unclear: u64,
}

impl Store {
    /// The person of a case, by the contact a code would go to: the phone number or, without one, the mail address.
    pub fn person_of_case(&self, db: &mut Connection, case: &Case) -> Result<Whose, Error> {
        let person = self.person(db, case, &Actor::Customer(case.id.clone()))?;
        let contact = Contact::phone(person.phone.reveal()).or_else(|| Contact::mail(person.mail.reveal()));
        Ok(Whose { case: Some(case.id.clone()), contact })
    }

    /// Whom the last code of a case proves somebody to be. A code that went out on two ways proves neither.
    pub fn proven_by_code(&self, db: &mut Connection, case: &Case) -> Result<Whose, Error> {
        let mut ways: Vec<Via> = vec![];
        for entry in of_subject(db, &case.id.subject())? {
            match entry.event {
                Event::CodeAsked { .. } => ways.clear(),
                Event::NoticeSending { template: Template::Code, via, .. } if !ways.contains(&via) => {
                    ways.push(via);
                }
                _ => {}
            }
        }
        let person = self.person(db, case, &Actor::Customer(case.id.clone()))?;
        let contact = match ways[..] {
            [Via::Sms] => Contact::phone(person.phone.reveal()),
            [Via::Mail] => Contact::mail(person.mail.reveal()),
            _ => None,
        };
        Ok(Whose { case: Some(case.id.clone()), contact })
    }

    /// LIMIT: all cases of one contact are held as ids at once.
    pub fn of_person(&self, db: &mut Connection, whose: &Whose) -> Result<Found, Error> {
        let mut found = Found { cases: whose.case.iter().cloned().collect(), ..Found::default() };
        let Some(contact) = &whose.contact else { return Ok(found) };
        let token = lookup(self.keys(), contact.found_by().word(), contact.shown().reveal());
        let sql = "select owner from lookups where token = $1 order by owner desc";
        for row in db.query(sql, &[token.into()])? {
            let Some(owner) = SubjectId::parse(row.text(0)?) else { continue };
            match owner.case() {
                Some(case) if whose.case.as_ref() == Some(&case) => {}
                Some(case) if self.has_contact(db, &case, contact)? => found.cases.push(case),
                Some(_) => found.unclear += 1,
                None if owner.kind() == "order" => found.orders.push(OrderId::new(owner.id())),
                None => {}
            }
        }
        found.cases.sort_by(|a, b| b.cmp(a));
        Ok(found)
    }

    fn has_contact(&self, db: &mut Connection, case: &CaseId, contact: &Contact) -> Result<bool, Error> {
        let Some(loaded) = self.case(db, case)? else { return Ok(false) };
        Ok(contact.is_of(&self.person(db, &loaded.case, &Actor::Customer(case.clone()))?))
    }
}
