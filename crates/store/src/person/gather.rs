//! What a person is given of a case: what they may see of it anyway, whole where it is their own, and besides what was
//! sent to them, what was asked of them over time, and who looked. What is kept back is counted, so that it can be named.

use super::Whose;
use crate::db::Connection;
use crate::dossier::Dossier;
use crate::journal_of::{Recorded, of_subject};
use crate::looks::Seen;
use crate::record::{Matter, OrderRecord, Person};
use crate::seen::{Thing, sees};
use crate::timeline::{Told, Words};
use crate::{Error, Store};
use domain::case::{Case, Evidence};
use domain::event::Via;
use domain::reaction::Template;
use domain::{Actor, CaseId, Event, OrderId, Party};
use std::collections::HashSet;

/// Looks read at a time.
const LOOKS: usize = 500;

/// What was given over time, and when.
type Dated<T> = Vec<(i64, T)>;

pub struct OwnCase {
    pub case: Case,
    pub reach: Reach,
    /// Name, phone and mail address as they were given, the last one in force.
    pub people: Dated<Person>,
    pub matters: Dated<Matter>,
    pub order: Option<OrderRecord>,
    pub told: Vec<Told>,
    pub notices: Vec<Notice>,
    /// Files the person gave.
    pub items: Vec<OwnItem>,
    pub looks: Vec<Seen>,
    pub withheld: Vec<(Withheld, u64)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    Open,
    /// Nothing of it is read by anybody now.
    Restricted,
    /// What was personal in it is gone.
    Erased,
}

pub struct Notice {
    pub at_ms: i64,
    pub template: Template,
    pub via: Via,
    /// Nothing for a code, and where it was erased.
    pub text: Option<String>,
}

pub struct OwnItem {
    pub item: Evidence,
    pub dossier: Dossier,
    pub is_here: bool,
}

/// What is not handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Withheld {
    /// What we note among ourselves.
    Notes,
    /// What was said between others.
    Others,
    /// Files somebody else gave.
    Files,
    /// The record of an order nobody has proven to be theirs.
    Order,
    /// Words in which somebody else's data are covered.
    Covered,
    Erased,
}

impl Withheld {
    pub const ALL: [Withheld; 6] = [
        Withheld::Notes,
        Withheld::Others,
        Withheld::Files,
        Withheld::Order,
        Withheld::Covered,
        Withheld::Erased,
    ];
    pub fn word(self) -> &'static str {
        match self {
            Withheld::Notes => "notes",
            Withheld::Others => "others",
            Withheld::Files => "files",
            Withheld::Order => "order",
            Withheld::Covered => "covered",
            Withheld::Erased => "erased",
        }
    }
}

impl Store {
    pub fn own_case(
        &self,
        db: &mut Connection,
        id: &CaseId,
        whose: &Whose,
    ) -> Result<Option<OwnCase>, Error> {
        let Some(loaded) = self.case(db, id)? else { return Ok(None) };
        let case = loaded.case;
        let by = Actor::Customer(case.id.clone());
        let entries = of_subject(db, &case.id.subject())?;
        let told = self.timeline(db, &case, &by)?;
        let (people, matters) = self.given(db, &entries)?;
        let (order, order_kept) = self.own_order(db, &case, whose)?;
        let (items, others) = self.own_items(db, &case, &by)?;
        let mut own = OwnCase {
            reach: reach(&case, self.now_ms()),
            people,
            matters,
            order,
            notices: self.notices(db, &entries)?,
            items,
            looks: self.all_looks(db, id)?,
            withheld: vec![],
            told,
            case,
        };
        own.withheld = withheld(&own, &entries, others, order_kept);
        Ok(Some(own))
    }

    /// The record of an order this person bought.
    pub fn own_bought(
        &self,
        db: &mut Connection,
        id: &OrderId,
        whose: &Whose,
    ) -> Result<Option<OrderRecord>, Error> {
        Ok(self.order_record(db, id)?.filter(|record| whose.is_buyer(record)))
    }

    fn given(
        &self,
        db: &mut Connection,
        entries: &[Recorded],
    ) -> Result<(Dated<Person>, Dated<Matter>), Error> {
        let (mut people, mut matters) = (vec![], vec![]);
        for entry in entries {
            let (person, matter) = match &entry.event {
                Event::Filed(filed) => (filed.person.as_ref(), Some(&filed.matter)),
                Event::Supplemented(more) => (more.person.as_ref(), more.matter.as_ref()),
                _ => continue,
            };
            if let Some(content) = person {
                people.extend(self.open_record(db, content)?.map(|person| (entry.at_ms, person)));
            }
            if let Some(content) = matter {
                matters.extend(self.open_record(db, content)?.map(|matter| (entry.at_ms, matter)));
            }
        }
        Ok((people, matters))
    }

    /// The record, with its buyer covered where that is somebody else; or that it is kept back.
    fn own_order(
        &self,
        db: &mut Connection,
        case: &Case,
        whose: &Whose,
    ) -> Result<(Option<OrderRecord>, bool), Error> {
        let order = case.order.as_ref().filter(|_| reach(case, self.now_ms()) != Reach::Restricted);
        let Some(mut record) = order.map(|order| self.order_record(db, order)).transpose()?.flatten() else {
            return Ok((None, false));
        };
        if whose.is_buyer(&record) {
            return Ok((Some(record), false));
        }
        if !case.order_proven {
            return Ok((None, true));
        }
        record.cover(&self.policy().masks);
        Ok((Some(record), false))
    }

    /// What the person gave themselves or had given for them, and how many files are others'. How their own file came
    /// is told to nobody else of the parties, and is theirs to know.
    fn own_items(&self, db: &mut Connection, case: &Case, by: &Actor) -> Result<(Vec<OwnItem>, u64), Error> {
        let mut dossiers = self.dossiers(db, case, by)?;
        let is_own = |item: &&Evidence| {
            let given = item.party == Party::Customer || item.side() == Party::Customer;
            given && sees(case, item, by)
        };
        let files = case.evidence.iter().filter(|item| item.kind != "order_record");
        let (own, others): (Vec<&Evidence>, Vec<&Evidence>) = files.partition(is_own);
        let objects = own.iter().map(|item| item.content.object.clone()).collect::<Vec<_>>();
        let here = objects_here(db, &objects)?;
        let records = own.iter().map(|item| Thing::Record(item)).collect::<Vec<_>>();
        let records = self.open_all_for(db, case, &Actor::System, &records)?;
        let one = |item: &Evidence| {
            let record = item.record.as_ref().and_then(|content| records.get(&content.object));
            OwnItem {
                dossier: Dossier {
                    record: record.and_then(crate::read::record),
                    ..dossiers.remove(&item.id).unwrap_or_default()
                },
                is_here: here.contains(&item.content.object),
                item: item.clone(),
            }
        };
        Ok((own.into_iter().map(one).collect(), others.len() as u64))
    }

    /// What was sent to the person. A code opens doors, so it is not said again.
    fn notices(&self, db: &mut Connection, entries: &[Recorded]) -> Result<Vec<Notice>, Error> {
        let mut notices = vec![];
        for entry in entries {
            let Event::NoticeSending { template, to: Party::Customer, via, text, .. } = &entry.event else {
                continue;
            };
            let text = if *template == Template::Code { None } else { self.open_text(db, text)? };
            notices.push(Notice { at_ms: entry.at_ms, template: *template, via: *via, text });
        }
        Ok(notices)
    }

    fn all_looks(&self, db: &mut Connection, case: &CaseId) -> Result<Vec<Seen>, Error> {
        let (mut looks, mut before) = (vec![], None);
        loop {
            let page = self.looks_at(db, case, before.as_ref(), LOOKS)?;
            looks.extend(page.list);
            before = page.next;
            if before.is_none() {
                return Ok(looks);
            }
        }
    }

    /// The bytes of a file that is about to leave. Nothing where it was erased or restricted meanwhile.
    pub fn own_bytes(
        &self,
        db: &mut Connection,
        case: &CaseId,
        item: &Evidence,
    ) -> Result<Option<Vec<u8>>, Error> {
        let Some(loaded) = self.case(db, case)? else { return Ok(None) };
        let by = Actor::Customer(case.clone());
        let opened = self.open_for(db, &loaded.case, &by, Thing::Piece(item))?;
        Ok(opened.map(|opened| opened.bytes().to_vec()))
    }
}

fn reach(case: &Case, now_ms: i64) -> Reach {
    if case.privacy.is_restricted(now_ms) {
        return Reach::Restricted;
    }
    if case.privacy.erased_ms.is_some() { Reach::Erased } else { Reach::Open }
}

fn objects_here(db: &mut Connection, objects: &[String]) -> Result<HashSet<String>, Error> {
    let mut here = HashSet::new();
    for part in objects.chunks(250) {
        let sql = "select object_id from content where object_id = any($1)";
        for row in db.query_in(sql, part)? {
            here.insert(row.text(0)?.to_owned());
        }
    }
    Ok(here)
}

fn withheld(own: &OwnCase, entries: &[Recorded], files: u64, order: bool) -> Vec<(Withheld, u64)> {
    let count = |is_it: fn(&Event) -> bool| entries.iter().filter(|entry| is_it(&entry.event)).count() as u64;
    let words = |is_it: fn(&Words) -> bool| own.told.iter().filter(|told| is_it(&told.words)).count() as u64;
    let gone = own.items.iter().filter(|item| !item.is_here).count() as u64;
    let counts = Withheld::ALL.map(|what| match what {
        Withheld::Notes => (what, count(|event| matches!(event, Event::Noted { .. }))),
        Withheld::Others => (what, count(is_among_others)),
        Withheld::Files => (what, files),
        Withheld::Order => (what, u64::from(order)),
        Withheld::Covered => (what, words(|words| matches!(words, Words::Masked(_)))),
        Withheld::Erased => (what, words(|words| *words == Words::Erased) + gone),
    });
    counts.into_iter().filter(|(_, count)| *count > 0).collect()
}

fn is_among_others(event: &Event) -> bool {
    match event {
        Event::Said { by, to, .. } => *by != Party::Customer && *to != Party::Customer,
        Event::EvidenceRequested { request } => request.to != Party::Customer,
        _ => false,
    }
}
