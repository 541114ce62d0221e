//! Templates for a reply to the customer of a case, filled from the case in the customer's language.
//!
//! Of a name only the family name is said, which is what stays to be read of it behind the mask; where a name has
//! none that can be told, the field stays open for the writer.

use crate::format;
use crate::locale::Locale;
use crate::sign::Remedy;
use domain::case::{Case, OfferItem, RemedyState, RequestState, RowState};
use domain::clock::ClockKind;
use domain::personal::Personal;
use domain::playbook::Need;
use domain::words::RemedyKind;
use domain::writing::{Choice, Filled, Template, Writing};
use domain::{Actor, Party};
use std::collections::BTreeMap;
use store::db::Connection;
use store::record::OrderRecord;
use store::timeline::Told;
use store::{Error, Store};

/// What can be chosen for this case, the suggested one first.
pub fn choices<'s>(store: &'s Store, case: &Case, told: &[Told]) -> Vec<Choice<'s>> {
    let policy = store.policy();
    let need = Writing::shipped().moods(last_words(told)).first().map(|mood| mood.need);
    policy.templates.choices(case, &policy.playbooks, need)
}

/// Fills templates of this case; what it knows is looked up once.
pub struct Pen<'s> {
    store: &'s Store,
    locale: domain::words::Locale,
    values: Values,
}

impl Pen<'_> {
    pub fn of<'s>(store: &'s Store, db: &mut Connection, case: &Case, by: &Actor) -> Result<Pen<'s>, Error> {
        Ok(Pen { store, locale: case.locale, values: values(store, db, case, by)? })
    }

    pub fn fill(&self, template: &Template) -> Filled {
        self.store.policy().templates.fill(template, self.locale, &self.values)
    }

    /// What the case knows that is nobody's: amounts, days, what is offered, asked and done.
    pub fn facts(&self) -> Vec<String> {
        const PLAIN: [&str; 8] = ["amount", "filed", "due", "offer", "expires", "asked", "asked_due", "done"];
        let one = |name: &&str| Some(format!("{name}: {}", self.values.get(*name)?));
        PLAIN.iter().filter_map(one).collect()
    }

    /// How a reply says what the case knows under this name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// By id; nothing where no template is called so.
    pub fn named(&self, id: &str) -> Option<Filled> {
        let policy = self.store.policy();
        Some(self.fill(&*policy.templates.get(id, &policy.playbooks)?))
    }
}

/// What the customer said last.
pub fn last_words(told: &[Told]) -> &str {
    let mut theirs = told.iter().rev().filter(|told| told.entry.by == "customer");
    theirs.find_map(|told| told.words.text()).unwrap_or_default()
}

type Values = BTreeMap<&'static str, String>;

fn values(store: &Store, db: &mut Connection, case: &Case, by: &Actor) -> Result<Values, Error> {
    let l = Locale::from(case.locale);
    let person = store.person(db, case, by)?;
    let order = store.frozen_order(db, case, by)?;
    let merchant = case.merchant.as_ref().map(|id| store.merchant_name(db, id)).transpose()?.flatten();
    let open = case.offers.iter().rev().find(|offer| offer.by != Party::Customer);
    let day = |ms: i64| format::date_words(l, ms);
    let known = [
        ("name", address(l, &person.name)),
        ("number", Some(case.number.clone())),
        ("order", order.as_ref().map(|order| order.number.clone())),
        ("item", order.as_ref().and_then(items)),
        ("merchant", merchant),
        ("amount", case.amount.map(|amount| format::yuan(amount.0))),
        ("filed", Some(day(case.filed_ms))),
        ("due", due_ms(case, store.now_ms()).map(|ms| format::moment_words(l, ms))),
        ("owner", case.owner.as_ref().map(ToString::to_string)),
        ("offer", open.map(|offer| remedies(l, offer.items.iter().cloned()))),
        ("expires", case.open_offer().map(|offer| format::moment_words(l, offer.expires_ms))),
        ("asked", asked(store, case, l)),
        ("asked_due", asked_due(case).map(|ms| format::moment_words(l, ms))),
        ("done", done(case, l)),
        ("ways", Some(ways(store, case, l)).filter(|ways| !ways.is_empty())),
    ];
    Ok(known.into_iter().filter_map(|(field, value)| Some((field, value?))).collect())
}

/// How one is greeted in writing when nobody knows whether it is a man or a woman.
fn address(l: Locale, name: &Personal) -> Option<String> {
    let surname = name.surname().filter(|_| l == Locale::Zh)?;
    Some(l.t1("letter-name", "surname", surname))
}

fn items(order: &OrderRecord) -> Option<String> {
    const SHOWN: usize = 2;
    let titles: Vec<&str> = order.items.iter().map(|item| item.title.as_str()).take(SHOWN).collect();
    (!titles.is_empty()).then(|| titles.join("、"))
}

/// The next of our own steps that the customer waits for.
fn due_ms(case: &Case, now_ms: i64) -> Option<i64> {
    let ours =
        |kind| matches!(kind, ClockKind::Plan | ClockKind::Decision | ClockKind::Solution | ClockKind::Final);
    let running = case.clocks.iter().filter(|clock| clock.is_running() && clock.due_ms > now_ms);
    let remedy = |kind| kind == ClockKind::Remedy;
    running.filter(|clock| ours(clock.kind) || remedy(clock.kind)).map(|clock| clock.due_ms).min()
}

fn remedies(l: Locale, items: impl Iterator<Item = OfferItem>) -> String {
    let one = |item: OfferItem| {
        let name = remedy_name(l, item.remedy);
        item.amount.map_or_else(|| name.to_owned(), |amount| format!("{name} {}", format::yuan(amount.0)))
    };
    items.map(one).collect::<Vec<_>>().join(l.t("list-and"))
}

fn remedy_name(l: Locale, kind: RemedyKind) -> &'static str {
    l.t(Remedy::of(kind.word()).unwrap_or(Remedy::Explanation).key())
}

fn done(case: &Case, l: Locale) -> Option<String> {
    let proven = case.remedies.iter().filter(|remedy| matches!(remedy.state, RemedyState::Proven { .. }));
    let items = proven.map(|remedy| OfferItem { remedy: remedy.kind, amount: remedy.amount });
    Some(remedies(l, items)).filter(|words| !words.is_empty())
}

/// What the customer was asked for, else what the playbook needs and nobody has shown.
fn asked(store: &Store, case: &Case, l: Locale) -> Option<String> {
    let books = &store.policy().playbooks;
    let requests = open_requests(case);
    let kinds = requests.flat_map(|request| &request.kinds);
    let mut labels: Vec<&str> = kinds
        .filter_map(|kind| books.evidence_kind(case.kind(), kind))
        .map(|kind| kind.label.read(case.locale))
        .collect();
    let matrix = case.matrix(books);
    let own = matrix.sides.iter().filter(|side| side.side == Party::Customer).flat_map(|side| &side.rows);
    let missing = own.filter(|row| row.kind.need == Need::Must && row.state == RowState::Missing);
    if labels.is_empty() {
        labels.extend(missing.map(|row| row.kind.label.read(case.locale)));
    }
    (!labels.is_empty()).then(|| labels.join(l.t("list-and")))
}

fn open_requests(case: &Case) -> impl Iterator<Item = &domain::case::Request> {
    let open = |one: &&domain::case::Request| one.to == Party::Customer && one.state == RequestState::Open;
    case.requests.iter().filter(open)
}

fn asked_due(case: &Case) -> Option<i64> {
    open_requests(case).map(|request| request.due_ms).min()
}

fn ways(store: &Store, case: &Case, l: Locale) -> String {
    let ways = super::law::ways(l, &store.policy().law, case);
    ways.iter().map(|way| format!("· {}", way.label)).collect::<Vec<_>>().join("\n")
}
