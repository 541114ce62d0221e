//! Filing, as the form, the API, an import and the seed all do it: check what came, see what is known of the order,
//! let the playbooks suggest, seal, and hand the command to the door.

use crate::collect::{How, NewFile, Origin};
use crate::content::{lookup, mail, phone};
use crate::db::Connection;
use crate::door::Outcome;
use crate::learned::words_of;
use crate::record::{Brief, Matter, OrderRecord, Person};
use crate::{Error, Store, reindex};
use domain::case::Contacts;
use domain::command::File;
use domain::merchant::Merchant;
use domain::order::OrderFacts;
use domain::playbook::{Facts, Learned};
use domain::words::{Channel, Locale, Noticed, Want};
use domain::{Actor, CaseId, Command, OrderId, Refusal};
use journal::Hash;
use media::Media;

/// Orders are found by phone as well, and are no complaints; what a shop says about somebody is none of theirs.
const EARLIER: &str = "select 1 from lookups where token = $1 and owner like 'case:%' and not exists (select 1 from \
                       queue where queue.case_id = substr(lookups.owner, 6) and queue.kind = 'merchant_complaint') limit 9";

/// A complaint as it came in.
#[derive(Clone, Default)]
pub struct Intake {
    pub channel: Option<Channel>,
    pub locale: Option<Locale>,
    pub person: Person,
    pub matter: Matter,
    pub noticed: Option<Noticed>,
    pub wants: Vec<Want>,
    /// Whose law it is under; without it the house's own.
    pub jurisdiction: Option<domain::words::Jurisdiction>,
    pub files: Vec<NewFile>,
    pub origin: Origin,
    /// By the house itself, of which kind; and for the owner of goods on consignment, whom it knows.
    pub kind: Option<String>,
    pub consignor_proven: bool,
    /// The same key again files nothing and answers with the first case.
    pub key: Option<String>,
}

/// What the customer is given.
#[derive(Clone, Debug)]
pub struct Filed {
    pub case: CaseId,
    pub number: String,
    pub link: String,
    /// Position of the first entry in the journal, and its leaf.
    pub index: u64,
    pub leaf: Hash,
    /// False when the key had been used before.
    pub is_new: bool,
}

impl Store {
    pub async fn file(&self, by: &Actor, intake: Intake) -> Result<Filed, Error> {
        self.file_as(by, intake, None).await
    }

    /// Of a kind that is known from elsewhere: whoever files it says what it is.
    pub async fn file_as(&self, by: &Actor, intake: Intake, kind: Option<&str>) -> Result<Filed, Error> {
        self.check_intake(&intake)?;
        let mut known = self.known(&intake).await?;
        known.kind = kind.map(str::to_owned);
        known.learned = self.guess(words_of(&intake.matter).reveal());
        let (id, has_rules) = (self.new_case_id(), known.has_rules);
        let (command, parcel) = self.pack_filing(&id, &intake, known)?;
        let filed = self.filed(by, id, command, parcel).await?;
        if filed.is_new && has_rules {
            self.apply_rules(&filed.case).await?;
        }
        Ok(filed)
    }

    pub(crate) async fn filed(
        &self,
        by: &Actor,
        id: CaseId,
        command: Command,
        parcel: crate::Parcel,
    ) -> Result<Filed, Error> {
        let outcome = self.execute(by, command, parcel, None).await?;
        match &outcome.replayed {
            Some(subject) => self.filed_before(subject.clone()).await,
            None => self.filed_now(id, &outcome),
        }
    }

    /// What would be refused, before anything is written.
    pub fn check_intake(&self, intake: &Intake) -> Result<(), Refusal> {
        check(intake, self)
    }

    /// Seals a complaint into its command, for whoever already knows what the house knows.
    pub fn pack_filing(
        &self,
        id: &CaseId,
        intake: &Intake,
        known: Known,
    ) -> Result<(Command, crate::Parcel), Error> {
        self.packed_filing(id, intake, known, &Actor::Stranger)
    }

    /// `by` hands in what comes with it.
    pub(crate) fn packed_filing(
        &self,
        id: &CaseId,
        intake: &Intake,
        known: Known,
        by: &Actor,
    ) -> Result<(Command, crate::Parcel), Error> {
        let mut pack = self.pack(id.subject());
        let matter = pack.json(&intake.matter);
        let merchant = known.merchant_name.as_deref();
        let product = known.facts.as_ref().and_then(|facts| facts.product.as_deref());
        pack.found(&matter, reindex::filed_terms(&intake.matter, Some(&intake.person), merchant, product));
        let person = (intake.person != Person::default()).then(|| pack.json(&intake.person));
        if let Some(person) = &person {
            pack.found_by_phone(&intake.person.phone, person);
            pack.found_by_mail(&intake.person.mail, person);
        }
        pack.found_by_words(words_of(&intake.matter).reveal(), &matter);
        if let Some(order) = known.order_id.as_ref().filter(|_| known.facts.is_none()) {
            pack.found_by_number(order, &matter);
        }
        pack.found_by_sentences(intake.matter.text.reveal(), &matter);
        let words = intake.matter.title.as_deref().unwrap_or(intake.matter.text.reveal());
        let brief = pack.json(&Brief::of(&intake.person.name, words));
        let how = How::upload(by, &intake.origin);
        let evidence = crate::collect::evidence(&mut pack, &intake.files, &how)?;
        if let Some(key) = &intake.key {
            pack.once(key);
        }
        let file = File {
            case: id.clone(),
            channel: intake.channel.unwrap_or(Channel::Web),
            locale: intake.locale.unwrap_or(Locale::Zh),
            matter,
            person,
            brief,
            contacts: contacts(&intake.person),
            noticed: intake.noticed,
            wants: intake.wants.clone(),
            jurisdiction: intake.jurisdiction,
            order: known.order_id.clone(),
            has_details: has_details(intake.matter.text.reveal()),
            evidence,
            earlier: known.earlier.clone(),
            consignor_proven: intake.consignor_proven,
            against: None,
            suggestion: self.suggestion(intake, &known),
        };
        Ok((Command::File(Box::new(file)), pack.close()))
    }

    fn suggestion(&self, intake: &Intake, known: &Known) -> domain::playbook::Suggestion {
        let text = words_of(&intake.matter);
        let facts = known.facts.as_ref();
        let books = &self.policy().playbooks;
        let mut suggestion = books.suggest(&Facts {
            wants: &intake.wants,
            noticed: intake.noticed,
            amount_fen: facts.map(|facts| facts.total.0),
            parcel_late_ms: facts.and_then(|facts| facts.late_ms(self.now_ms())),
            repeat: known.repeat,
            locale: intake.locale.unwrap_or(Locale::Zh),
            learned: known.learned.as_ref(),
            ..Facts::of(text.reveal())
        });
        let more = books.tags_of(&known.titles);
        suggestion.tags.extend(more);
        suggestion.tags.extend(known.consigned.then(|| "consigned".to_owned()));
        if let Some(book) = intake.kind.as_deref().and_then(|kind| books.get(kind)) {
            (suggestion.kind, suggestion.class) = (book.kind.clone(), book.class);
        }
        suggestion.tags.sort();
        suggestion.tags.dedup();
        if let Some(book) = known.kind.as_deref().and_then(|kind| books.get(kind)) {
            (suggestion.kind, suggestion.class) = (book.kind.clone(), book.class);
        }
        suggestion
    }

    /// What the house knows before it decides: the order, its merchant, earlier cases of the same phone.
    async fn known(&self, intake: &Intake) -> Result<Known, Error> {
        let number = intake.matter.order_number.as_deref().map(str::trim).filter(|number| !number.is_empty());
        let order_id = number.map(|number| self.order_id(number));
        let phone = phone(intake.person.phone.reveal()).map(|phone| lookup(self.keys(), "phone", &phone));
        let numbers = domain::writing::earlier_numbers(words_of(&intake.matter).reveal());
        if order_id.is_none() && phone.is_none() && numbers.is_empty() {
            return Ok(Known::default());
        }
        let (store, person) = (self.clone(), intake.person.clone());
        self.db()
            .read(move |db| {
                let earlier = store.earlier(db, &person, &numbers)?;
                Ok(Known { earlier, ..store.look_up(db, order_id, phone)? })
            })
            .await
    }

    /// Of these numbers those of cases with the same phone or mail: nobody learns by a guess who handled what.
    fn earlier(
        &self,
        db: &mut Connection,
        person: &Person,
        numbers: &[String],
    ) -> Result<Vec<CaseId>, Error> {
        if numbers.is_empty() {
            return Ok(vec![]);
        }
        let mut theirs = vec![];
        for contact in [&person.phone, &person.mail].into_iter().filter(|contact| !contact.is_empty()) {
            theirs.extend(self.cases_of_contact(db, contact.reveal())?);
        }
        let mut found = vec![];
        for number in numbers {
            found.extend(self.case_numbered(db, number)?.filter(|id| theirs.contains(id)));
        }
        Ok(found)
    }

    pub(crate) fn look_up(
        &self,
        db: &mut Connection,
        order_id: Option<OrderId>,
        phone: Option<String>,
    ) -> Result<Known, Error> {
        let order = order_id.as_ref().map(|id| self.order(db, id)).transpose()?.flatten();
        let merchant = order.as_ref().and_then(|order| order.facts.merchant.clone());
        let merchant = merchant.map(|id| self.merchant(db, &id)).transpose()?.flatten();
        let has_rules = merchant.as_ref().is_some_and(Merchant::has_rules);
        let merchant_name =
            merchant.map(|merchant| self.open_text(db, &merchant.name)).transpose()?.flatten();
        let repeat = match phone {
            Some(token) => db.query(EARLIER, &[token.into()])?.len() as u32,
            None => 0,
        };
        let record: Option<OrderRecord> = match &order {
            Some(order) => self.open_record(db, &order.facts.record)?,
            None => None,
        };
        let items = record.map(|record| record.items).unwrap_or_default();
        let titles = items.iter().map(|item| item.title.as_str()).collect::<Vec<_>>().join("\n");
        let consigned = order.as_ref().is_some_and(|order| order.consignment.is_some());
        let facts = order.map(|order| order.facts);
        Ok(Known {
            order_id,
            facts,
            merchant_name,
            has_rules,
            consigned,
            repeat,
            titles,
            learned: None,
            earlier: vec![],
            kind: None,
        })
    }

    fn filed_now(&self, case: CaseId, outcome: &Outcome) -> Result<Filed, Error> {
        let (index, leaf) = outcome.first.ok_or(Error::Damaged("filing made no entry"))?;
        let number = outcome.events.iter().find_map(|(_, event)| match event {
            domain::Event::Filed(filed) => Some(filed.number.clone()),
            _ => None,
        });
        let link = self.link_of(&case, 0);
        Ok(Filed { case, number: number.unwrap_or_default(), link, index, leaf, is_new: true })
    }

    async fn filed_before(&self, subject: String) -> Result<Filed, Error> {
        let id = domain::SubjectId::parse(&subject).and_then(|subject| subject.case());
        let id = id.ok_or(Error::Damaged("an answer names no case"))?;
        let store = self.clone();
        self.db()
            .read(move |db| {
                let loaded = store.case(db, &id)?.ok_or(Error::Refused(Refusal::NotFound))?;
                let leaf =
                    crate::sealer::leaf_at(db, loaded.since)?.ok_or(Error::Damaged("an entry is missing"))?;
                let link = store.link(&loaded.case);
                let number = loaded.case.number;
                Ok(Filed { case: id, number, link, index: loaded.since, leaf, is_new: false })
            })
            .await
    }
}

/// What the house knows of a complaint before it decides.
#[derive(Default)]
pub struct Known {
    pub order_id: Option<OrderId>,
    pub facts: Option<OrderFacts>,
    pub merchant_name: Option<String>,
    /// The shop settles some things by rule.
    pub has_rules: bool,
    /// The order was sold for somebody else.
    pub consigned: bool,
    /// How many cases of the same phone there are already.
    pub repeat: u32,
    /// Cases of the same person whose handling it complains about.
    pub earlier: Vec<CaseId>,
    /// What was ordered, in the words of the shop.
    pub titles: String,
    /// What the models make of the words.
    pub learned: Option<Learned>,
    /// What it is, where whoever files it says so.
    pub kind: Option<String>,
}

fn check(intake: &Intake, store: &Store) -> Result<(), Refusal> {
    let limits = &store.policy().limits;
    let text = intake.matter.text.reveal();
    if text.trim().is_empty() && intake.matter.title.is_none() {
        return Err(Refusal::TextMissing);
    }
    if text.chars().count() > limits.text_max {
        return Err(Refusal::TextTooLong);
    }
    check_person(&intake.person)?;
    let short = [
        &intake.matter.title,
        &intake.matter.order_number,
        &intake.matter.respondent,
        &intake.matter.external,
    ];
    if short.into_iter().flatten().any(|text| text.chars().count() > 500) {
        return Err(Refusal::TextTooLong);
    }
    if intake.files.len() > limits.files_max {
        return Err(Refusal::TooManyFiles);
    }
    intake.files.iter().try_for_each(|file| check_file(store, &file.bytes).map(|_| ()))
}

/// A phone number or mail address that is given must be one; the customer corrects it now, not we in vain later.
pub fn check_person(person: &Person) -> Result<(), Refusal> {
    if !person.phone.is_empty() && phone(person.phone.reveal()).is_none() {
        return Err(Refusal::PhoneInvalid);
    }
    if !person.mail.is_empty() && mail(person.mail.reveal()).is_none() {
        return Err(Refusal::MailInvalid);
    }
    let long =
        [&person.name, &person.phone, &person.mail].iter().any(|part| part.reveal().chars().count() > 200);
    if long { Err(Refusal::TextTooLong) } else { Ok(()) }
}

/// The type is read from the bytes; the name a file came with says nothing.
pub fn check_file(store: &Store, bytes: &[u8]) -> Result<Media, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::FileEmpty);
    }
    if bytes.len() > store.policy().limits.file_bytes_max {
        return Err(Refusal::FileTooLarge);
    }
    media::admit(bytes).map_err(|refused| match refused {
        media::Refused::Kind => Refusal::FileTypeRefused,
        media::Refused::CarriesAnother => Refusal::FileCarriesAnother,
        media::Refused::LiesAboutSize => Refusal::FileLies,
    })
}

pub fn contacts(person: &Person) -> Contacts {
    Contacts { phone: !person.phone.is_empty(), mail: !person.mail.is_empty() }
}

/// Ten letters say that something is wrong, hardly what.
fn has_details(text: &str) -> bool {
    text.trim().chars().count() >= 10
}
