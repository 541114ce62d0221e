//! Ties read again from journal and content, and compared with the rows: what is missing, and what is left over.

use super::sources::{Source, Sources};
use super::{Tie, of_order, of_words};
use crate::collect::{Collected, bands};
use crate::content::{Opened, lookup, mail, phone};
use crate::db::{Connection, Value};
use crate::learned::words_of;
use crate::read::record;
use crate::record::{Matter, OrderRecord, Person};
use crate::signals::{SENTENCE, sentences};
use crate::{Error, Store};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A subject whose ties are looked at.
pub(crate) struct Tied<'a> {
    pub owner: &'a str,
    /// Whoever asked to be forgotten is not found by phone or mail, whatever is kept of them.
    pub is_reachable: bool,
    pub sources: &'a Sources,
}

/// What is wrong with the ties of one subject.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Amiss {
    pub owner: String,
    /// Rows of `lookups`: token, kind and object.
    pub missing: Vec<(String, &'static str, String)>,
    /// Token and kind.
    pub left: Vec<(String, String)>,
    /// Orders whose list of cases lacks this one.
    pub uncited: Vec<String>,
}

/// What a token should stand for: its kind and every object it can be read from, the first of them first.
struct Wanted {
    kind: &'static str,
    objects: Vec<String>,
    must: bool,
}

/// What was read of a page: by object, and nothing in it where it cannot be opened.
struct Read {
    opened: HashMap<String, Option<Opened>>,
    there: HashSet<String>,
}

const PART: usize = 250;

impl Store {
    /// Those of these subjects with which something is wrong. What cannot be opened is not judged.
    pub(crate) fn ties_amiss(&self, db: &mut Connection, page: &[Tied]) -> Result<Vec<Amiss>, Error> {
        let read = self.read_sources(db, page)?;
        let owners: Vec<String> = page.iter().map(|one| one.owner.to_owned()).collect();
        let mut kept: HashMap<String, Vec<[String; 3]>> = HashMap::new();
        let sql = "select owner, token, kind, object from lookups where owner = any($1)";
        for part in owners.chunks(PART) {
            for row in db.query_in(sql, part)? {
                let [token, kind, object] = [row.text(1)?, row.text(2)?, row.text(3)?].map(str::to_owned);
                kept.entry(row.text(0)?.to_owned()).or_default().push([token, kind, object]);
            }
        }
        let cited = cited(db, page)?;
        let mut all = vec![];
        for tied in page {
            let wanted = self.wanted(tied, &read);
            let rows = kept.remove(tied.owner).unwrap_or_default();
            let mut amiss = wanted.map(|wanted| compared(wanted, rows)).unwrap_or_default();
            amiss.owner = tied.owner.to_owned();
            let orders = tied.sources.cited.iter().map(|order| order.subject().as_str().to_owned());
            amiss.uncited = orders.filter(|order| !cited.contains(&pair(order, tied.owner))).collect();
            all.extend(Some(amiss).filter(|amiss| !amiss.is_nothing()));
        }
        Ok(all)
    }

    fn read_sources(&self, db: &mut Connection, page: &[Tied]) -> Result<Read, Error> {
        let sources = || page.iter().flat_map(|tied| &tied.sources.all);
        let named: BTreeSet<&str> = sources().flat_map(Source::opened).collect();
        let named: Vec<String> = named.into_iter().map(str::to_owned).collect();
        let mut read = Read { opened: HashMap::new(), there: HashSet::new() };
        let sql = "select object_id, wrapped_key, sealed from content where object_id = any($1)";
        for part in named.chunks(PART) {
            for row in db.query_in(sql, part)? {
                let opened = match self.open_row(&row) {
                    Ok(opened) => opened,
                    Err(Error::Content(_) | Error::Objects(_)) => None,
                    Err(error) => return Err(error),
                };
                read.opened.insert(row.text(0)?.to_owned(), opened);
            }
        }
        let kept: BTreeSet<&str> = sources().map(Source::goes_with).collect();
        let kept: Vec<String> = kept.into_iter().map(str::to_owned).collect();
        for part in kept.chunks(PART) {
            for row in db.query_in("select object_id from content where object_id = any($1)", part)? {
                read.there.insert(row.text(0)?.to_owned());
            }
        }
        Ok(read)
    }

    /// Nothing where something that is still there cannot be opened: what it says is not known.
    fn wanted(&self, tied: &Tied, read: &Read) -> Option<BTreeMap<String, Wanted>> {
        let mut wanted: BTreeMap<String, Wanted> = BTreeMap::new();
        for source in tied.sources.all.iter().filter(|source| read.there.contains(source.goes_with())) {
            if source.opened().iter().any(|object| matches!(read.opened.get(*object), Some(None))) {
                return None;
            }
            // An order whose record was taken over is known by that, whether its number stands here too or not.
            let may = matches!(source, Source::Matter { .. }) && !tied.sources.cited.is_empty();
            for (kind, token) in self.drawn_from(source, read) {
                if !tied.is_reachable && [Tie::Phone.word(), Tie::Mail.word()].contains(&kind) {
                    continue;
                }
                let one = wanted.entry(token).or_insert(Wanted { kind, objects: vec![], must: false });
                one.objects.push(source.goes_with().to_owned());
                one.must |= !(may && kind == Tie::Order.word());
            }
        }
        Some(wanted)
    }

    /// Kind and token of everything one source ties to, as when it was packed.
    fn drawn_from(&self, source: &Source, read: &Read) -> Vec<(&'static str, String)> {
        let open = |object: &str| read.opened.get(object).and_then(Option::as_ref);
        let matter = |object: &str| open(object).and_then(record::<Matter>);
        let hashed = |tie: Tie, value: &str| (tie.word(), lookup(self.keys(), tie.word(), value));
        let drawn = |all: Vec<super::Drawn>| -> Vec<(&'static str, String)> {
            all.iter().map(|one| hashed(one.tie, &one.value)).collect()
        };
        let number = |matter: &Matter| {
            let number = matter.order_number.as_deref().map(str::trim).filter(|number| !number.is_empty());
            number.map(|number| (Tie::Order.word(), self.order_id(number).to_string()))
        };
        match source {
            Source::Matter { matter: object, ordered } => {
                let Some(matter) = matter(object) else { return vec![] };
                let said = sentences(matter.text.reveal());
                let said = said.iter().map(|one| (SENTENCE, lookup(self.keys(), SENTENCE, one)));
                let mut all = drawn(of_words(words_of(&matter).reveal()));
                all.extend(said);
                all.extend(number(&matter).filter(|_| *ordered));
                all
            }
            Source::Number(object) => matter(object).and_then(|matter| number(&matter)).into_iter().collect(),
            Source::Words(object) => {
                drawn(open(object).and_then(Opened::text).map(of_words).unwrap_or_default())
            }
            Source::Person(object) => {
                let Some(person) = open(object).and_then(record::<Person>) else { return vec![] };
                let phone = phone(person.phone.reveal()).map(|phone| hashed(Tie::Phone, &phone));
                let mail = mail(person.mail.reveal()).map(|mail| hashed(Tie::Mail, &mail));
                phone.into_iter().chain(mail).collect()
            }
            Source::Piece { record: written, facts, .. } => {
                let collected = open(written).and_then(record::<Collected>);
                let facts = facts.as_deref().and_then(open).and_then(record::<media::Facts>);
                let look = facts.and_then(|facts| facts.look).map(bands).unwrap_or_default();
                let file = collected.map(|collected| hashed(Tie::File, &collected.sha256));
                file.into_iter().chain(look.iter().map(|band| hashed(Tie::Picture, band))).collect()
            }
            Source::Order(object) => {
                drawn(open(object).and_then(record::<OrderRecord>).as_ref().map(of_order).unwrap_or_default())
            }
        }
    }
}

impl Amiss {
    fn is_nothing(&self) -> bool {
        self.missing.is_empty() && self.left.is_empty() && self.uncited.is_empty()
    }

    /// Puts the rows right. The caller holds the lock of writers, and looked under it.
    pub fn mend(&self, db: &mut Connection) -> Result<(), Error> {
        for (token, _) in &self.left {
            let sql = "delete from lookups where owner = $1 and token = $2";
            db.execute(sql, &[self.owner.as_str().into(), token.as_str().into()])?;
        }
        let row = |(token, kind, object): &(String, &'static str, String)| -> Vec<Value> {
            vec![token.as_str().into(), self.owner.as_str().into(), (*kind).into(), object.as_str().into()]
        };
        let rows: Vec<Vec<Value>> = self.missing.iter().map(row).collect();
        db.insert_many(&crate::door::LOOKUPS, &rows)?;
        let case = self.owner.strip_prefix("case:").unwrap_or_default();
        let cited = self.uncited.iter().map(|order| vec![order.as_str().into(), case.into()]);
        Ok(db.insert_many(&crate::door::CITING, &cited.collect::<Vec<_>>())?)
    }
}

fn compared(wanted: BTreeMap<String, Wanted>, rows: Vec<[String; 3]>) -> Amiss {
    let (mut amiss, mut right) = (Amiss::default(), HashSet::new());
    for [token, kind, object] in rows {
        let fits = |one: &Wanted| one.kind == kind && one.objects.contains(&object);
        if wanted.get(&token).is_some_and(fits) {
            right.insert(token);
        } else {
            amiss.left.push((token, kind));
        }
    }
    for (token, one) in wanted.into_iter().filter(|(token, one)| one.must && !right.contains(token)) {
        amiss.missing.extend(one.objects.into_iter().next().map(|object| (token, one.kind, object)));
    }
    amiss
}

/// Which of the orders these cases took over name them, as pairs.
fn cited(db: &mut Connection, page: &[Tied]) -> Result<HashSet<String>, Error> {
    let orders: BTreeSet<String> = page
        .iter()
        .flat_map(|tied| &tied.sources.cited)
        .map(|order| order.subject().as_str().into())
        .collect();
    let orders: Vec<String> = orders.into_iter().collect();
    let mut all = HashSet::new();
    for part in orders.chunks(PART) {
        for row in db.query_in("select owner, case_id from citing where owner = any($1)", part)? {
            all.insert(pair(row.text(0)?, &format!("case:{}", row.text(1)?)));
        }
    }
    Ok(all)
}

fn pair(order: &str, case: &str) -> String {
    format!("{order} {case}")
}
