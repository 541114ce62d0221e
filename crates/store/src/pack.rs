//! Packing what goes with a command: text and contacts are sealed before anybody decides, and the command gets only
//! references.

use crate::content::{self, seal};
use crate::door::{Content, Lookup, Parcel};
use crate::record::OrderRecord;
use crate::search::Terms;
use crate::signals::{SENTENCE, sentences};
use crate::ties::{self, Drawn, Tie};
use crate::{Error, Store};
use domain::personal::Personal;
use domain::{CaseId, ContentRef, OrderId, SubjectId};
use serde::Serialize;

/// No sealed file is larger, whatever the configuration says; larger ones would not fit memory comfortably.
pub const FILE_MAX: u64 = 200 * 1024 * 1024;

pub struct Pack<'a> {
    store: &'a Store,
    owner: SubjectId,
    parcel: Parcel,
}

impl Store {
    /// Everything packed belongs to `owner`, whose erasure erases it.
    pub fn pack(&self, owner: SubjectId) -> Pack<'_> {
        Pack { store: self, owner, parcel: Parcel::default() }
    }
    pub fn new_case_id(&self) -> CaseId {
        CaseId::new(content::ordered_id(self.now_ms()))
    }
    /// The id an order of this number has, whether it was imported or not.
    pub fn order_id(&self, number: &str) -> OrderId {
        OrderId::new(&content::lookup(self.keys(), "order", &content::order_number(number))[..32])
    }
}

impl Pack<'_> {
    pub fn now_ms(&self) -> i64 {
        self.store.now_ms()
    }

    pub fn text(&mut self, text: &str) -> ContentRef {
        self.put(text.as_bytes())
    }

    pub fn json(&mut self, value: &impl Serialize) -> ContentRef {
        self.put(&serde_json::to_vec(value).expect("a record has only plain fields"))
    }

    /// Makes search find the entry that names `content` by these words.
    pub fn found_in(&mut self, content: &ContentRef, texts: &[&str], tags: &[&str]) {
        self.found(content, Terms::of(texts, tags));
    }

    pub(crate) fn found(&mut self, content: &ContentRef, terms: Terms) {
        self.parcel.found = Some((content.object.clone(), terms));
    }

    fn put(&mut self, bytes: &[u8]) -> ContentRef {
        let id = content::owned_id(self.owner.as_str());
        let sealed = seal(self.store.keys(), &id, bytes);
        let reference = reference(&sealed);
        self.parcel.contents.push(Content { owner: self.owner.clone(), sealed, is_file: false });
        reference
    }

    /// Writes the sealed file beside the database, durable before any entry names it. Blocks.
    /// When the command is refused it is taken away again; after a crash in between, by the next sweep.
    pub fn file(&mut self, bytes: &[u8]) -> Result<ContentRef, Error> {
        let id = content::owned_id(self.owner.as_str());
        let sealed = seal(self.store.keys(), &id, bytes);
        self.store.0.objects.put(&id, &sealed.sealed, FILE_MAX)?;
        let reference = reference(&sealed);
        let sealed = content::Sealed { sealed: Vec::new(), ..sealed };
        self.parcel.contents.push(Content { owner: self.owner.clone(), sealed, is_file: true });
        Ok(reference)
    }

    /// Makes the owner findable by a phone number, mail address or other exact value, for as long as the content it
    /// was read from is there.
    pub fn found_by(&mut self, tie: Tie, normalised: &str, read_from: &ContentRef) {
        let token = content::lookup(self.store.keys(), tie.word(), normalised);
        self.found_as(tie, token, read_from);
    }

    fn found_as(&mut self, tie: Tie, token: String, read_from: &ContentRef) {
        let (owner, object) = (self.owner.clone(), read_from.object.clone());
        self.parcel.lookups.push(Lookup { owner, token, kind: tie.word(), object });
    }

    pub fn found_by_phone(&mut self, phone: &Personal, read_from: &ContentRef) {
        if let Some(phone) = content::phone(phone.reveal()) {
            self.found_by(Tie::Phone, &phone, read_from);
        }
    }

    pub fn found_by_mail(&mut self, mail: &Personal, read_from: &ContentRef) {
        if let Some(mail) = content::mail(mail.reveal()) {
            self.found_by(Tie::Mail, &mail, read_from);
        }
    }

    /// Everything the record of an order ties it to others by.
    pub fn found_by_order(&mut self, record: &OrderRecord, read_from: &ContentRef) {
        self.found_by_all(ties::of_order(record), read_from);
    }

    /// What is exact in free words: parcels, accounts, addresses.
    pub fn found_by_words(&mut self, text: &str, read_from: &ContentRef) {
        self.found_by_all(ties::of_words(text), read_from);
    }

    fn found_by_all(&mut self, drawn: Vec<Drawn>, read_from: &ContentRef) {
        drawn.iter().for_each(|one| self.found_by(one.tie, &one.value, read_from));
    }

    /// An order the house has no record of is known by its number alone.
    pub fn found_by_number(&mut self, order: &OrderId, read_from: &ContentRef) {
        self.found_as(Tie::Order, order.to_string(), read_from);
    }

    /// The sentences by which complaints are found that say the same.
    pub fn found_by_sentences(&mut self, text: &str, read_from: &ContentRef) {
        for sentence in sentences(text) {
            let token = content::lookup(self.store.keys(), SENTENCE, &sentence);
            let (owner, object) = (self.owner.clone(), read_from.object.clone());
            self.parcel.lookups.push(Lookup { owner, token, kind: SENTENCE, object });
        }
    }

    /// The same key again is answered with what happened the first time.
    pub fn once(&mut self, key: &str) {
        self.parcel.key = Some(content::lookup(self.store.keys(), "once", key));
    }

    pub fn close(self) -> Parcel {
        self.parcel
    }
}

fn reference(sealed: &content::Sealed) -> ContentRef {
    ContentRef { object: sealed.object_id.clone(), commitment: journal::Hash(sealed.commitment).to_string() }
}
