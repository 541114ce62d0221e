//! Rows that follow from events and states: what lists, clocks, the outbox, statements and managers read. Made in
//! memory while deciding, written by [`super::flush`] in the same transaction.

use super::decided::as_case;
use super::erasing::Erasing;
use super::load::Loaded;
use super::parcels::{Shipping, breaker_row, parcel_row};
use super::sales::{consignment_row, incoming_rows, payout_rows};
use super::waiting::{owed_rows, todo_rows, ways_row};
use super::{Parcel, Telling};
use crate::db::Value;
use crate::journal_of::content_place;
use crate::search::Doc;
use domain::account::{self, Account};
use domain::actor::Party;
use domain::case::{Case, Claim, Proof, Remedy, RemedyState, Triage};
use domain::clock::ClockKind;
use domain::event::{Duty, Event, Via};
use domain::id::AccountId;
use domain::order::Order;
use domain::reaction::{Reaction, of_merchant, reactions};
use domain::words::{Answer, Stage};
use domain::work::Work;
use domain::writing::Drawn;
use domain::{OrderId, State, SubjectId, UserId};
use journal::Hash;
use memchr::memmem;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Sorts after every real time; a case without a running clock is due last.
pub const NEVER_MS: i64 = i64::MAX / 4;

/// The tally of open cases by owner.
pub(crate) const OWNED: &str = "owned";

pub(super) type Rows = Vec<Vec<Value>>;

/// An entry that is about to be written.
pub struct Fresh {
    pub seq: u64,
    pub subject: SubjectId,
    pub place: i64,
    pub bytes: Vec<u8>,
    pub leaf: Hash,
}

#[derive(Default)]
pub struct Changes {
    /// Entries as they are hashed, by place; packed while the other tables are written.
    pub journal: Vec<(i64, Vec<u8>)>,
    pub leaves: Rows,
    /// Whose state the group changed.
    pub touched: BTreeSet<SubjectId>,
    pub content: Rows,
    pub lookups: Rows,
    pub queue: Rows,
    pub guarded: Rows,
    pub citing: Rows,
    pub approvals: Rows,
    /// Cases in which nothing waits for a yes any more.
    pub approved: Vec<String>,
    /// What waits for whom, and of which subjects that is told anew.
    pub todos: Rows,
    pub owing: Vec<String>,
    pub deadlines: Rows,
    pub rested: Vec<String>,
    pub outbox: Rows,
    pub settled: Vec<String>,
    pub again: Vec<(String, i64, Option<Via>)>,
    pub dead: Vec<(String, String)>,
    pub postings: Rows,
    pub accounts: Rows,
    pub claims: Rows,
    pub payments: Rows,
    pub incoming: Rows,
    /// Orders whose payments were told anew, and how many they are now.
    pub fewer: Vec<(String, i64)>,
    pub consignments: Rows,
    pub payouts: Rows,
    pub activations: Rows,
    pub staff: Rows,
    pub tallies: HashMap<(String, &'static str, String), i64>,
    pub answers: Rows,
    pub docs: Vec<Doc>,
    pub erasing: Erasing,
    pub shipping: Shipping,
    /// Those in which something began or ceased to wait for a yes.
    waited: BTreeSet<SubjectId>,
    /// How many of the journal's are of the command that was decided last, and the position after them.
    fresh: usize,
    reached: u64,
    telling: Telling,
}

impl Changes {
    pub fn telling(telling: Telling) -> Changes {
        Changes { telling, ..Changes::default() }
    }

    pub fn entries(&mut self, entries: Vec<Fresh>) {
        self.fresh = entries.len();
        for entry in entries {
            self.reached = entry.seq + 1;
            self.leaves.push(vec![entry.seq.into(), entry.place.into(), entry.leaf.0.into()]);
            self.touched.insert(entry.subject);
            self.journal.push((entry.place, entry.bytes));
        }
    }

    /// Sealed content, what it is found by, and the search document of the entry that names it. What no entry of the
    /// command names is not kept: a command that changed nothing leaves nothing behind.
    pub fn carry(&mut self, parcel: &mut Parcel) {
        if self.fresh == 0 {
            return;
        }
        let (first, fresh) =
            (self.reached - self.fresh as u64, &self.journal[self.journal.len() - self.fresh..]);
        let naming = |object: &str| {
            let object = memmem::Finder::new(object);
            fresh.iter().position(|(_, entry)| object.find(entry).is_some())
        };
        let found = parcel.found.take();
        let found = found
            .and_then(|(object, terms)| Some(Doc { id: (first + naming(&object)? as u64) as i64, terms }));
        self.docs.extend(found);
        let mut named = vec![0u64; fresh.len()];
        for content in parcel.contents.drain(..) {
            let Some(by) = naming(&content.sealed.object_id) else { continue };
            let place = content_place(fresh[by].0, named[by]);
            named[by] += 1;
            let sealed = if content.is_file { Value::Null } else { content.sealed.sealed.into() };
            self.content.push(vec![
                place.into(),
                content.sealed.object_id.into(),
                content.owner.as_str().into(),
                content.sealed.wrapped_key.into(),
                sealed,
            ]);
        }
        for one in parcel.lookups.drain(..) {
            let row = vec![one.token.into(), one.owner.as_str().into(), one.kind.into(), one.object.into()];
            self.lookups.push(row);
        }
    }

    /// `reached` are those of ours who said where they want to be told.
    pub fn react(
        &mut self,
        (subject, state): (&SubjectId, &State),
        event: &Event,
        seq: u64,
        now_ms: i64,
        reached: &HashSet<UserId>,
    ) {
        self.erasing.notice(subject, state, event, seq, now_ms);
        if let State::Merchant(merchant) = state {
            for (i, reaction) in of_merchant(merchant, event).into_iter().enumerate() {
                if is_in_vain(&reaction, reached) {
                    continue;
                }
                self.reaction(subject, reaction, format!("{seq}-{i}"), seq, now_ms);
            }
        }
        let State::Case(case) = state else { return };
        if let (Event::OrderFrozen { .. }, Some(order)) = (event, &case.order) {
            self.citing.push(vec![order.subject().as_str().into(), case.id.as_str().into()]);
        }
        if waits(case, event) {
            self.waited.insert(subject.clone());
        }
        for (i, reaction) in reactions(case, event).into_iter().enumerate() {
            if is_in_vain(&reaction, reached) {
                continue;
            }
            self.reaction(subject, reaction, format!("{seq}-{i}"), seq, now_ms);
        }
        self.payments.extend(payment_row(case, event, seq, now_ms));
        self.tally(case, event, now_ms);
    }

    fn reaction(&mut self, subject: &SubjectId, reaction: Reaction, id: String, seq: u64, now_ms: i64) {
        let mut row = |id: String, kind: &str, party: &str, template: &str, remedy: &str| {
            self.outbox.push(vec![
                id.into(),
                seq.into(),
                subject.as_str().into(),
                kind.into(),
                party.into(),
                template.into(),
                remedy.into(),
                "".into(),
                "due".into(),
                now_ms.into(),
                0i64.into(),
                "".into(),
            ]);
        };
        match reaction {
            Reaction::Tell { .. } | Reaction::Nudge { .. } | Reaction::Paper { .. }
                if self.telling == Telling::Nobody => {}
            Reaction::Nudge { user, kind, of } => row(id, "nudge", user.as_str(), kind.word(), &of),
            Reaction::Climb { rung } => row(id, "climb", "", "", &rung),
            Reaction::Paper { offer, outbox } => row(outbox, "paper", "", "", &offer),
            Reaction::Tell { to, template } => row(id, "tell", to.word(), template.word(), ""),
            Reaction::Pay { remedy, reference } => row(reference, "pay", "", "", &remedy),
            Reaction::Order { remedy, reference } => row(reference, "order", "", "", &remedy),
            Reaction::Settled { outbox } => self.settled.push(outbox),
            // At once is now: a row of long ago would be too old to be sent.
            Reaction::Again { outbox, at_ms, via } => self.again.push((outbox, at_ms.max(now_ms), via)),
            Reaction::Dead { outbox, code } => self.dead.push((outbox, code)),
        }
    }

    /// Rows of one event that do not wait for the end of the group.
    /// `first` is the entry by which the command began: what made the money move.
    pub fn project(&mut self, subject: &SubjectId, event: &Event, seq: u64, first: u64, now_ms: i64) {
        if let Event::PlaybooksActivated(activation) = event {
            self.activations.push(vec![u64::from(activation.no).into(), seq.into()]);
        }
        if let Event::Posted { posting } = event {
            self.postings.push(vec![
                subject.id().into(),
                seq.into(),
                now_ms.into(),
                posting.amount.0.into(),
                posting.other.as_str().into(),
                posting.case.as_ref().map_or("", |case| case.as_str()).into(),
                posting.reason.word().into(),
                posting.transfer.as_str().into(),
                posting.authority.to_string().into(),
                first.into(),
            ]);
        }
    }

    pub fn answer(&mut self, key: &str, answer: &str, now_ms: i64) {
        self.answers.push(vec![key.into(), answer.into(), now_ms.into()]);
    }

    /// How many open cases somebody owns: the one sum that is of no day.
    pub fn owned(&mut self, owner: &UserId, more: i64) {
        *self.tallies.entry((String::new(), OWNED, owner.to_string())).or_default() += more;
    }

    /// Sums managers look at, by day.
    fn tally(&mut self, case: &Case, event: &Event, now_ms: i64) {
        let merchant = || case.merchant.as_ref().map_or(String::new(), |merchant| merchant.to_string());
        let mut add = |what: &'static str, of: String, amount: i64| {
            *self.tallies.entry((day(now_ms), what, of)).or_default() += amount;
        };
        match event {
            Event::Filed(_) => {
                add("filed", merchant(), 1);
                add("filed_kind", String::new(), 1);
            }
            Event::Triaged { triage: Triage { voice, taken: Some(taken), .. }, .. } => {
                add("taken_kind", format!("{}:{}", voice.word(), taken.kind.word()), 1);
                add("taken_grade", taken.grade.word().to_owned(), 1);
            }
            Event::Said { drawn: Some(Drawn { suggested: Some(suggested), used, .. }), .. } => {
                let taken = if used.as_ref() == Some(suggested) { Answer::Accepted } else { Answer::Changed };
                add("taken_template", taken.word().to_owned(), 1)
            }
            Event::FollowUpBegun { .. } => add("done", merchant(), 1),
            Event::Closed { .. } => add("closed", merchant(), 1),
            Event::Reopened { .. } => add("reopened", merchant(), 1),
            Event::ClockMissed { .. } => {
                add("missed", case.owner.as_ref().map_or(String::new(), |o| o.to_string()), 1)
            }
            Event::SurveyAnswered { solved, treated, .. } => {
                add("survey_count", merchant(), 1);
                add("survey_score", merchant(), i64::from(*solved.min(treated)));
            }
            Event::RemedyProven { remedy, .. } => {
                let spent = case
                    .remedy(remedy)
                    .filter(|remedy| remedy.kind.needs_amount())
                    .and_then(|remedy| remedy.amount);
                if let Some(spent) = spent {
                    add("spent_fen", merchant(), spent.0);
                }
            }
            _ => {}
        }
    }

    /// After all of the group: one row per touched case, deadline and colleague.
    pub fn close(&mut self, loaded: &Loaded) {
        let touched = std::mem::take(&mut self.touched);
        for subject in &touched {
            let (Some(state), Some(kept)) = (loaded.states.get(subject), loaded.kept.get(subject)) else {
                continue;
            };
            if let Some(case) = as_case(loaded, subject) {
                self.case_rows(subject, kept.since, case);
            }
            if let State::Order(order) = state {
                self.order_rows(&OrderId::new(subject.id()), order);
            }
            if let State::Parcel(parcel) = state {
                self.shipping.parcels.push(parcel_row(subject, parcel));
            }
            if let State::Breaker(breaker) = state {
                self.shipping.breakers.push(breaker_row(subject, breaker));
            }
            if let Some(rows) = owed_rows(state) {
                self.owing.push(subject.as_str().to_owned());
                self.todos.extend(todo_rows(subject, rows));
            }
            if let State::Merchant(merchant) = state {
                self.tick(subject, merchant.next_tick_ms());
            }
            if let State::Account(account) = state {
                self.accounts.push(account_row(subject, account));
                self.tick(subject, account.next_tick_ms());
            }
            if let State::User(user) = state {
                let duty = if user.duty == Duty::On { "on" } else { "off" };
                let merchant = user.account.merchant.as_ref().map_or("", |merchant| merchant.as_str());
                self.staff.push(vec![
                    subject.id().into(),
                    user.account.role.word().into(),
                    duty.into(),
                    merchant.into(),
                    work_row(&user.work).into(),
                    ways_row(user.reach.as_ref()).into(),
                ]);
            }
        }
        self.touched = touched;
    }

    fn case_rows(&mut self, subject: &SubjectId, since: u64, case: &Case) {
        if self.waited.remove(subject) {
            match approval_row(since, case) {
                Some(row) => self.approvals.push(row),
                None => self.approved.push(case.id.to_string()),
            }
        }
        self.queue.push(queue_row(since, case));
        self.guarded.extend(guarded_row(since, case));
        self.claims.extend(claim_rows(case));
        self.tick(subject, case.next_tick_ms());
    }

    fn order_rows(&mut self, id: &OrderId, order: &Order) {
        if order.versions > 1 {
            self.fewer.push((id.to_string(), order.facts.received.len() as i64));
        }
        self.incoming.extend(incoming_rows(id, order));
        self.consignments.extend(consignment_row(id, order));
        self.payouts.extend(payout_rows(id, order));
    }

    fn tick(&mut self, subject: &SubjectId, tick_ms: Option<i64>) {
        match tick_ms {
            Some(tick_ms) => self.deadlines.push(vec![subject.as_str().into(), tick_ms.into()]),
            None => self.rested.push(subject.as_str().to_owned()),
        }
    }
}

/// Whoever said nowhere where they want to be told reads it on the desk.
fn is_in_vain(reaction: &Reaction, reached: &HashSet<UserId>) -> bool {
    matches!(reaction, Reaction::Nudge { user, .. } if !reached.contains(user))
}

/// What statements of providers are laid beside.
pub(crate) fn payment_row(case: &Case, event: &Event, seq: u64, at_ms: i64) -> Option<Vec<Value>> {
    let Event::RemedyProven { remedy, proof: Proof::Payment { reference }, reference: ours } = event else {
        return None;
    };
    let amount = case.remedy(remedy)?.amount?;
    Some(vec![
        seq.into(),
        at_ms.into(),
        case.id.as_str().into(),
        remedy.as_str().into(),
        amount.0.into(),
        reference.as_str().into(),
        ours.as_deref().unwrap_or_default().into(),
    ])
}

/// The same from the case as it stands: what of each payment its row must say.
pub(crate) fn payments_of(case: &Case) -> Vec<(String, i64, String)> {
    let one = |remedy: &Remedy| match &remedy.state {
        RemedyState::Proven { proof: Proof::Payment { reference }, .. } => {
            Some((remedy.id.clone(), remedy.amount?.0, reference.clone()))
        }
        _ => None,
    };
    case.remedies.iter().filter_map(one).collect()
}

/// What the page of claims shows; most cases have none.
pub(crate) fn claim_rows(case: &Case) -> Rows {
    let one = |claim: &Claim| {
        vec![
            case.id.as_str().into(),
            claim.id.as_str().into(),
            claim.from.word().into(),
            case.merchant.as_ref().map_or("", |merchant| merchant.as_str()).into(),
            claim.raised_ms.into(),
            claim.amount.0.into(),
            claim.left().0.into(),
        ]
    };
    case.claims.iter().map(one).collect()
}

/// What lists of accounts show.
pub(crate) fn account_row(subject: &SubjectId, of: &Account) -> Vec<Value> {
    let id = AccountId::new(subject.id());
    let kind = account::kind(&id);
    vec![id.as_str().into(), kind.into(), of.posted.0.into(), of.held().0.into()]
}

fn waits(case: &Case, event: &Event) -> bool {
    let closes = matches!(event, Event::Closed { .. }) && !case.approvals.is_empty();
    closes
        || matches!(
            event,
            Event::ApprovalAsked { .. }
                | Event::ApprovalPassedOn { .. }
                | Event::ApprovalGiven { .. }
                | Event::ApprovalRefused { .. }
                | Event::ApprovalDropped { .. }
        )
}

/// Few cases wait for a yes; the others have no such row.
pub(crate) fn approval_row(seq: u64, case: &Case) -> Option<Vec<Value>> {
    let with = &case.open_approval()?.with;
    Some(vec![case.id.as_str().into(), seq.into(), with.due_ms.into(), with.to.as_str().into()])
}

/// Empty for somebody of whom nothing is known but the role.
pub(crate) fn work_row(work: &Work) -> String {
    if *work == Work::default() {
        return String::new();
    }
    serde_json::to_string(work).expect("what somebody does has only plain fields")
}

/// `seq` is the position of the case's first entry: newest first is by falling `seq`.
pub(crate) fn queue_row(seq: u64, case: &Case) -> Vec<Value> {
    let clock = case.next_clock().filter(|_| case.stage != Stage::Closed);
    vec![
        seq.into(),
        case.id.as_str().into(),
        case.number.as_str().into(),
        case.stage.word().into(),
        case.kind().into(),
        case.grade().map_or("", |grade| grade.word()).into(),
        case.triage.as_ref().map_or("", |triage| triage.class.word()).into(),
        case.merchant.as_ref().map_or("", |merchant| merchant.as_str()).into(),
        case.product.as_deref().unwrap_or_default().into(),
        case.owner.as_ref().map_or("", |owner| owner.as_str()).into(),
        i64::from(case.is_open()).into(),
        i64::from(case.waits_for().is_some()).into(),
        i64::from(case.is_unread()).into(),
        clock.map_or(NEVER_MS, |clock| clock.due_ms).into(),
        clock.map_or("", |clock| ClockKind::word(clock.kind)).into(),
        clock.map_or(0, |clock| clock.from_ms).into(),
        case.filed_ms.into(),
        case.updated_ms.into(),
        case.brief.object.as_str().into(),
        case.survey.as_ref().and_then(|survey| survey.score()).map(i64::from).into(),
        case.asked_of(Party::Merchant).map_or(0, |clock| clock.due_ms).into(),
    ]
}

/// Most cases that are being worked on have no such row.
pub(crate) fn guarded_row(seq: u64, case: &Case) -> Option<Vec<Value>> {
    let Case { privacy, closed, .. } = case;
    if closed.is_none() && case.round == 1 && privacy.is_plain() {
        return None;
    }
    let restricted = privacy.restricted.as_ref();
    let wanted = restricted.is_some_and(|restricted| restricted.wanted_by.is_some());
    Some(vec![
        case.id.as_str().into(),
        seq.into(),
        case.kind().into(),
        i64::from(case.order.is_some()).into(),
        closed.as_ref().map_or(0, |closed| closed.at_ms).into(),
        privacy.asked.as_ref().map_or(0, |asked| asked.at_ms).into(),
        privacy.granted_ms().unwrap_or(0).into(),
        (privacy.holds.len() as u64).into(),
        restricted.map_or(0, |restricted| restricted.at_ms).into(),
        restricted.and_then(|restricted| restricted.unsealed_until_ms).unwrap_or(0).into(),
        i64::from(wanted).into(),
        privacy.erased_ms.unwrap_or(0).into(),
    ])
}

fn local(now_ms: i64) -> jiff::Zoned {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
    jiff::Timestamp::from_millisecond(now_ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_zoned(zone)
}

/// The year of China's calendar day.
pub fn year(now_ms: i64) -> i64 {
    i64::from(local(now_ms).year())
}

pub fn day(now_ms: i64) -> String {
    local(now_ms).date().to_string()
}
