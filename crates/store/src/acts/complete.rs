//! Giving what was missing.

use super::Given;
use crate::cases::Loaded;
use crate::collect::{How, NewFile, Origin, evidence};
use crate::door::{Outcome, Parcel};
use crate::filing::{check_person, contacts};
use crate::record::{Brief, Matter, Person};
use crate::{Error, Store};
use domain::command::CaseCommand;
use domain::event::Supplemented;
use domain::personal::Personal;
use domain::words::{Noticed, Want};
use domain::{Actor, CaseId, Command, ContentRef, Refusal};

/// Only what is given changes.
#[derive(Clone, Default)]
pub struct Supplement {
    pub person: Person,
    pub order_number: Option<String>,
    pub noticed: Option<Noticed>,
    pub wants: Vec<Want>,
    pub text: Option<String>,
    pub files: Vec<NewFile>,
    pub origin: Origin,
}

impl Supplement {
    fn is_empty(&self) -> bool {
        self.person == Person::default()
            && self.order_number().is_none()
            && self.noticed.is_none()
            && self.wants.is_empty()
            && self.text.as_deref().is_none_or(|text| text.trim().is_empty())
            && self.files.is_empty()
    }
    fn order_number(&self) -> Option<&str> {
        self.order_number.as_deref().map(str::trim).filter(|number| !number.is_empty())
    }
}

impl Store {
    pub async fn supplement(
        &self,
        by: &Actor,
        case: &CaseId,
        more: Supplement,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.check_supplement(&more)?;
        self.check_reach(by, case).await?;
        let (store, id, given) = (self.clone(), case.clone(), given.into());
        let (actor, key) = (by.clone(), given.key);
        let packed = self.db().read(move |db| {
            let loaded = store.case(db, &id)?.ok_or(Refusal::NotFound)?;
            let before = (store.person(db, &loaded.case, &actor)?, store.matter(db, &loaded.case, &actor)?);
            let how = How::upload(&actor, &more.origin);
            Ok::<_, Error>((
                store.packed_supplement(&loaded, before, &more, &how, key.as_deref())?,
                loaded.version,
            ))
        });
        let ((command, parcel), version) = packed.await?;
        // What is given was laid over what was read: nobody may have changed it in between.
        let expected = given.expected.or(Some(version));
        let done = self.execute(by, Command::Case(case.clone(), command), parcel, expected).await?;
        self.apply_rules(case).await?;
        Ok(done)
    }

    fn check_supplement(&self, more: &Supplement) -> Result<(), Refusal> {
        if more.is_empty() {
            return Err(Refusal::NothingChosen);
        }
        if more.order_number().is_some_and(|number| number.chars().count() > 500) {
            return Err(Refusal::TextTooLong);
        }
        self.written_perhaps(more.text.as_deref())?;
        check_person(&more.person)?;
        self.check_files(&more.files)
    }

    fn packed_supplement(
        &self,
        loaded: &Loaded,
        (person, matter): (Person, Matter),
        more: &Supplement,
        how: &How,
        key: Option<&str>,
    ) -> Result<(CaseCommand, Parcel), Error> {
        let mut pack = self.pack(loaded.case.id.subject());
        let mut supplemented = Supplemented {
            noticed: more.noticed,
            wants: more.wants.clone(),
            order: more.order_number().map(|number| self.order_id(number)),
            ..Supplemented::default()
        };
        if more.person != Person::default() {
            let person = laid_over(&person, &more.person);
            let words = matter.title.as_deref().unwrap_or(matter.text.reveal());
            supplemented.contacts = Some(contacts(&person));
            supplemented.brief = Some(pack.json(&Brief::of(&person.name, words)));
            let person = pack.json(&person);
            found_by_new(&mut pack, &more.person, &person);
            supplemented.person = Some(person);
        }
        let text = self.written_perhaps(more.text.as_deref())?;
        supplemented.details = text.map(|text| pack.text(text));
        if let (Some(text), Some(details)) = (text, &supplemented.details) {
            pack.found_by_words(text, details);
        }
        if let Some(number) = more.order_number() {
            let matter = Matter { order_number: Some(number.to_owned()), ..matter };
            let matter = pack.json(&matter);
            pack.found_by_number(&self.order_id(number), &matter);
            supplemented.matter = Some(matter);
        }
        // One document an entry: the new words, or the number that came without any.
        let words: Vec<&str> = text.into_iter().chain(more.order_number()).collect();
        if let Some(content) = supplemented.details.as_ref().or(supplemented.matter.as_ref()) {
            pack.found_in(content, &words, &[]);
        }
        let evidence = evidence(&mut pack, &more.files, how)?;
        if let Some(key) = key {
            pack.once(key);
        }
        Ok((CaseCommand::Supplement { more: Box::new(supplemented), evidence }, pack.close()))
    }
}

fn laid_over(old: &Person, new: &Person) -> Person {
    let pick = |old: &Personal, new: &Personal| if new.is_empty() { old.clone() } else { new.clone() };
    Person {
        name: pick(&old.name, &new.name),
        phone: pick(&old.phone, &new.phone),
        mail: pick(&old.mail, &new.mail),
    }
}

fn found_by_new(pack: &mut crate::Pack<'_>, person: &Person, read_from: &ContentRef) {
    pack.found_by_phone(&person.phone, read_from);
    pack.found_by_mail(&person.mail, read_from);
}
