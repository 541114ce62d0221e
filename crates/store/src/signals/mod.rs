//! What signals of abuse are judged by: other complaints that have something in common with a case. Every query is
//! bounded and goes by an index; what is made of the facts is decided in `domain`.

mod sentence;

pub(crate) use sentence::SENTENCE;
pub use sentence::sentences;

use crate::collect::{Collected, SAME_FILE};
use crate::content::lookup;
use crate::db::Connection;
use crate::packed::read_state;
use crate::record::{Matter, Person};
use crate::ties::Tie;
use crate::{Error, Store};
use domain::case::Case;
use domain::signal::{Gathered, Other, Shares};
use domain::words::Channel;
use domain::{Actor, CaseId, Party, State, SubjectId};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Other cases looked at for each thing in common, the newest; of sentences, which many honest people share, fewer.
const EACH_MAX: usize = 40;
const SAYING_MAX: usize = 12;
/// Other cases looked at in all.
const CASES_MAX: usize = 120;

type Common = BTreeMap<CaseId, Vec<Shares>>;

impl Store {
    /// LIMIT: of each thing in common the newest 40 complaints, of a sentence the newest 12, so a number from there on
    /// means "at least".
    pub fn gather_signals(&self, db: &mut Connection, case: &Case) -> Result<Gathered, Error> {
        if case.privacy.is_restricted(self.now_ms()) {
            return Ok(Gathered::default());
        }
        let person = self.person(db, case, &Actor::System)?;
        let mut common = Common::new();
        let ties = self.of_ties(db, case, &mut common)?;
        self.of_words(db, case, &mut common)?;
        let pictures = self.of_pictures(db, case, &mut common)?;
        common.remove(&case.id);
        let cases = self.complaints(db, &common)?;
        let tied: Vec<&Case> = cases.iter().filter(|case| ties.contains_key(&case.id)).collect();
        let named = self.otherwise_named(db, &tied, &person)?;
        let mut others = vec![];
        for other in cases {
            let mut shares = common.remove(&other.id).unwrap_or_default();
            if let Some(tied) = ties.get(&other.id) {
                shares.extend(of_person(tied, named.contains(&other.id)));
            }
            for (own, sha256) in pictures.get(&other.id).into_iter().flatten() {
                shares.extend(self.their_piece(db, &other, own, sha256)?);
            }
            if !shares.is_empty() {
                others.push(told(other, shares));
            }
        }
        others.sort_by(|a, b| b.filed_ms.cmp(&a.filed_ms).then_with(|| b.case.cmp(&a.case)));
        Ok(Gathered { others, units: self.units(db, case)? })
    }

    /// By the matter graph; its pictures are left out, because here the very same file counts.
    fn of_ties(
        &self,
        db: &mut Connection,
        case: &Case,
        common: &mut Common,
    ) -> Result<HashMap<CaseId, Vec<Tie>>, Error> {
        let mut ties: HashMap<CaseId, Vec<Tie>> = HashMap::new();
        for shared in self.sharing_with(db, case, &HashMap::new())? {
            common.entry(shared.case.clone()).or_default();
            ties.entry(shared.case).or_default().push(shared.tie);
        }
        Ok(ties)
    }

    fn of_words(&self, db: &mut Connection, case: &Case, common: &mut Common) -> Result<(), Error> {
        let matter: Option<Matter> = self.open_record(db, &case.matter)?;
        let text = matter.map(|matter| matter.text.reveal().to_owned()).unwrap_or_default();
        for sentence in sentences(&text) {
            let token = lookup(self.keys(), SENTENCE, &sentence);
            let saying = self.found_by_token(db, &token, SAYING_MAX)?;
            saying.into_iter().for_each(|other| put(common, other, Shares::Words));
        }
        Ok(())
    }

    /// The files of the case that turned up elsewhere: by other case, which piece here and its digest.
    fn of_pictures(
        &self,
        db: &mut Connection,
        case: &Case,
        common: &mut Common,
    ) -> Result<HashMap<CaseId, Vec<(String, String)>>, Error> {
        let mut found: HashMap<CaseId, Vec<(String, String)>> = HashMap::new();
        let given = case.evidence.iter().filter(|item| item.side() == Party::Customer);
        for (id, record) in self.records(db, given)? {
            let token = lookup(self.keys(), SAME_FILE, &record.sha256);
            for other in self.found_by_token(db, &token, EACH_MAX)? {
                common.entry(other.clone()).or_default();
                found.entry(other).or_default().push((id.clone(), record.sha256.clone()));
            }
        }
        Ok(found)
    }

    fn records<'e>(
        &self,
        db: &mut Connection,
        items: impl Iterator<Item = &'e domain::case::Evidence>,
    ) -> Result<Vec<(String, Collected)>, Error> {
        let items: Vec<_> = items.filter_map(|item| Some((&item.id, item.record.as_ref()?))).collect();
        let objects: Vec<String> = items.iter().map(|(_, record)| record.object.clone()).collect();
        let opened = self.open_all(db, &objects)?;
        let one = |(id, record): &(&String, &domain::ContentRef)| {
            let record = serde_json::from_slice(opened.get(&record.object)?.bytes()).ok()?;
            Some(((*id).clone(), record))
        };
        Ok(items.iter().filter_map(one).collect())
    }

    fn their_piece(
        &self,
        db: &mut Connection,
        other: &Case,
        own: &str,
        sha256: &str,
    ) -> Result<Option<Shares>, Error> {
        let records = self.records(db, other.evidence.iter())?;
        let Some((theirs, _)) = records.into_iter().find(|(_, record)| record.sha256 == sha256) else {
            return Ok(None);
        };
        let commitment = other.piece(&theirs).map(|item| item.content.commitment.clone());
        Ok(commitment.map(|commitment| Shares::Picture { own: own.to_owned(), theirs, commitment }))
    }

    fn found_by_token(&self, db: &mut Connection, token: &str, most: usize) -> Result<Vec<CaseId>, Error> {
        let sql = format!(
            "select owner from lookups where token = $1 and owner like 'case:%' order by owner desc limit {most}"
        );
        let rows = db.query(&sql, &[token.into()])?;
        let case = |row: &crate::db::Row| Ok(SubjectId::parse(row.text(0)?).and_then(|owner| owner.case()));
        Ok(rows.iter().map(case).collect::<Result<Vec<_>, Error>>()?.into_iter().flatten().collect())
    }

    /// Those of customers, as they stand; one query. What a shop says about somebody is no complaint of theirs, and what
    /// is restricted or erased is not used.
    fn complaints(&self, db: &mut Connection, common: &Common) -> Result<Vec<Case>, Error> {
        let newest = common.keys().rev().take(CASES_MAX);
        let subjects: Vec<String> = newest.map(|case| case.subject().as_str().to_owned()).collect();
        if subjects.is_empty() {
            return Ok(vec![]);
        }
        let mut cases = vec![];
        for row in db.query_in("select state from subjects where id = any($1)", &subjects)? {
            let State::Case(case) = read_state(row.bytes(0)?)? else { continue };
            let used = !case.privacy.is_restricted(self.now_ms()) && case.privacy.erased_ms.is_none();
            // Where a rule offered something by itself nobody has complained.
            if used && case.complainant == Party::Customer && case.channel != Channel::Rule {
                cases.push(*case);
            }
        }
        Ok(cases)
    }

    /// Those in which somebody gave another name; one query.
    fn otherwise_named(
        &self,
        db: &mut Connection,
        cases: &[&Case],
        person: &Person,
    ) -> Result<BTreeSet<CaseId>, Error> {
        let objects: Vec<String> =
            cases.iter().filter_map(|case| Some(case.person.as_ref()?.object.clone())).collect();
        let own = plain(person.name.reveal());
        if objects.is_empty() || own.is_empty() {
            return Ok(BTreeSet::new());
        }
        let opened = self.open_all(db, &objects)?;
        let other = |case: &&&Case| {
            let theirs = case.person.as_ref().and_then(|theirs| opened.get(&theirs.object));
            let theirs = theirs.and_then(|theirs| serde_json::from_slice::<Person>(theirs.bytes()).ok());
            let theirs = plain(theirs.unwrap_or_default().name.reveal());
            !theirs.is_empty() && theirs != own
        };
        Ok(cases.iter().filter(other).map(|case| case.id.clone()).collect())
    }

    fn units(&self, db: &mut Connection, case: &Case) -> Result<u32, Error> {
        let record = self.frozen_order(db, case, &Actor::System)?;
        let most = record.and_then(|record| record.items.iter().map(|item| item.quantity).max());
        Ok(most.and_then(|most| u32::try_from(most).ok()).unwrap_or(0))
    }
}

/// A phone number or an account is somebody's; a door or a device may be several people's.
fn of_person(ties: &[Tie], other_name: bool) -> Vec<Shares> {
    let own = |tie: &Tie| matches!(tie, Tie::Phone | Tie::Mail | Tie::Account | Tie::Buyer);
    let place = |tie: &Tie| matches!(tie, Tie::Address | Tie::Device);
    let (own, place) = (ties.iter().any(own), ties.iter().any(place));
    let contact = (own || (place && !other_name)).then_some(Shares::Contact);
    let name = ((own || place) && other_name).then_some(Shares::OtherName);
    contact.into_iter().chain(name).collect()
}

fn plain(name: &str) -> String {
    name.split_whitespace().collect::<String>().to_lowercase()
}

fn put(common: &mut Common, case: CaseId, shares: Shares) {
    let all = common.entry(case).or_default();
    if !all.contains(&shares) {
        all.push(shares);
    }
}

fn told(case: Case, shares: Vec<Shares>) -> Other {
    let Case { id, number, filed_ms, merchant, product, .. } = case;
    Other { case: id, number, filed_ms, merchant, product, shares }
}
