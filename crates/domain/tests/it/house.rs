//! A house in memory: states, staff, a clock that is set by hand, and everything that ever happened.

use domain::account;
use domain::actor::{Actor, Party, Role};
use domain::case::{Case, Choice, Contacts, OfferItem, RemedyState, RuleRef, Share};
use domain::clock::{Clock, ClockKind};
use domain::command::{Ask, CaseCommand, Command, File, NewEvidence, NewFinding, RemedyAnswer};
use domain::event::Duty;
use domain::fulfilment::{Fulfiller, Fulfilment};
use domain::order::OrderFacts;
use domain::playbook::{Playbooks, Suggestion};
use domain::policy::{Limits, Policy};
use domain::words::{Channel, Class, Grade, Locale, Noticed, RemedyKind, Voice, Want};
use domain::world::{Colleague, World, also_needed, asking};
use domain::{
    CaseId, ContentRef, Event, Fen, MerchantId, OrderId, Refusal, State, SubjectId, UserId, decide, state,
};
use std::collections::HashMap;
use std::sync::LazyLock;

fn policy(fulfilment: Fulfilment) -> Policy {
    Policy {
        playbooks: Playbooks::shipped(),
        law: domain::law::Library::shipped(),
        calendar: domain::calendar::Calendar::shipped(),
        templates: domain::writing::Templates::shipped(),
        breakers: domain::breaker::Breakers::shipped(),
        fulfilment,
        limits: Limits::default(),
        masks: Default::default(),
    }
}

pub static POLICY: LazyLock<Policy> = LazyLock::new(|| policy(Fulfilment::default()));

/// With a warehouse that takes everything that is no money, of the one shop.
pub static ORDERING: LazyLock<Policy> = LazyLock::new(|| {
    let kinds = RemedyKind::ALL.iter().copied().filter(|kind| kind.can_be_ordered()).collect();
    policy(Fulfilment(vec![Fulfiller { name: "warehouse".into(), kinds, merchants: vec![shop()] }]))
});

pub const START_MS: i64 = 1_780_000_000_000;

#[derive(Clone)]
pub struct House {
    pub states: HashMap<SubjectId, State>,
    pub staff: Vec<Colleague>,
    pub now_ms: i64,
    pub filed: u64,
    pub journal: Vec<(SubjectId, Event, i64)>,
    pub policy: &'static LazyLock<Policy>,
}

pub fn text(name: &str) -> ContentRef {
    ContentRef { object: format!("obj-{name}"), commitment: "c0ffee".repeat(10) }
}
pub fn case_id() -> CaseId {
    CaseId::new("c1")
}
pub fn shop() -> MerchantId {
    MerchantId::new("m1")
}
pub fn known_order() -> OrderId {
    OrderId::new("order-1")
}
pub fn customer() -> Actor {
    Actor::Customer(case_id())
}
pub fn merchant() -> Actor {
    Actor::Merchant(UserId::new("shop-li"), shop())
}
pub fn li() -> Actor {
    staff("li", Role::Handler)
}
pub fn admin() -> Actor {
    staff("root", Role::Admin)
}
pub fn staff(name: &str, role: Role) -> Actor {
    Actor::Staff(UserId::new(name), role)
}
pub fn colleague(name: &str, role: Role, duty: Duty) -> Colleague {
    Colleague { user: UserId::new(name), role, duty, work: Default::default(), open: 0 }
}
pub fn upload(kind: &str) -> NewEvidence {
    NewEvidence::of(kind, "image/jpeg", text("photo"))
}
pub fn ask(to: Party, kinds: &[&str], due_ms: Option<i64>) -> CaseCommand {
    CaseCommand::RequestEvidence(Box::new(Ask {
        to,
        kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
        reason: text("reason"),
        due_ms,
        silence: None,
        contact: None,
    }))
}
/// Resting on a rule of the playbook as well.
pub fn share(party: Party, percent: u8, cites: &[&str]) -> Share {
    let cites = cites.iter().map(|id| (*id).to_owned()).collect();
    Share { party, percent, cites, rules: vec![RuleRef::Playbook("carriage".into())] }
}
pub fn finding(shares: Vec<Share>) -> NewFinding {
    NewFinding {
        shares,
        reasons: text("reasons"),
        law: vec![],
        uninspected: false,
        draft: None,
        ruling: None,
    }
}
pub fn find(shares: Vec<Share>) -> CaseCommand {
    CaseCommand::Find(Box::new(finding(shares)))
}
pub fn item(remedy: RemedyKind, fen: i64) -> OfferItem {
    OfferItem { remedy, amount: (fen != 0).then_some(Fen(fen)) }
}
pub fn suggestion(class: Class, grade: Grade) -> Suggestion {
    Suggestion {
        kind: "delivery".into(),
        class,
        grade,
        reasons: vec![],
        tags: vec![],
        words: vec![],
        score: 3,
        runner_up: None,
        hint: None,
        voice: Voice::Playbook,
        learned: None,
    }
}

/// A complaint about a known order with nothing missing.
pub fn complaint() -> File {
    File {
        case: case_id(),
        channel: Channel::Web,
        locale: Locale::Zh,
        matter: text("matter"),
        person: Some(text("person")),
        brief: text("brief"),
        contacts: Contacts { phone: true, mail: true },
        noticed: Some(Noticed::OnDelivery),
        wants: vec![Want::Refund],
        jurisdiction: None,
        order: Some(known_order()),
        has_details: true,
        evidence: vec![],
        earlier: vec![],
        consignor_proven: false,
        against: None,
        suggestion: suggestion(Class::Service, Grade::B),
    }
}

pub fn facts(total: i64) -> OrderFacts {
    OrderFacts {
        record: text("record"),
        fingerprint: format!("fp{total}"),
        merchant: Some(shop()),
        product: None,
        total: Fen(total),
        currency: "CNY".into(),
        received: vec![],
        prepaid: false,
        bought_ms: None,
        promised_ms: None,
        delivered_ms: None,
    }
}

impl House {
    /// An order of 100 yuan of a merchant with a deposit of 50, a goodwill budget of 20, two handlers.
    pub fn new() -> House {
        let mut house = House::bare();
        house.staff = vec![
            colleague("li", Role::Handler, Duty::On),
            colleague("wang", Role::Handler, Duty::On),
            colleague("boss", Role::Manager, Duty::On),
        ];
        house.done(&admin(), Command::RecordOrder { order: known_order(), facts: Box::new(facts(10_000)) });
        house.fund(&account::deposit(&shop()), 5_000);
        house.fund(&account::goodwill(), 2_000);
        house
    }

    pub fn bare() -> House {
        House {
            states: HashMap::new(),
            staff: vec![],
            now_ms: START_MS,
            filed: 0,
            journal: vec![],
            policy: &POLICY,
        }
    }

    /// With the complaint filed.
    pub fn with_case() -> House {
        let mut house = House::new();
        house.file(complaint());
        house
    }

    /// With an offer made by a handler; its id is `o1`.
    pub fn with_offer(items: Vec<OfferItem>, choice: Choice) -> House {
        let mut house = House::with_case();
        house.offer(&li(), items, choice).expect("the offer stands");
        house
    }

    /// With a refund of 60 yuan accepted and instructed under `C-1-r1-1`.
    pub fn with_refund() -> House {
        let mut house = House::with_offer(vec![item(RemedyKind::PartialRefund, 6_000)], Choice::All);
        house.ok(&customer(), accept("o1"));
        house
    }

    pub fn fund(&mut self, account: &domain::id::AccountId, fen: i64) {
        let transfer = format!("fund-{account}");
        self.done(&Actor::System, Command::Fund { account: account.clone(), amount: Fen(fen), transfer });
    }

    /// As the store does it: load what the command names, decide, apply.
    pub fn run(&mut self, by: &Actor, command: Command) -> Result<Vec<Event>, Refusal> {
        let mut named = command.subjects();
        named.extend(asking(by));
        named.extend(also_needed(&command, self.states.get(&command.main_subject())));
        let loaded: HashMap<SubjectId, State> =
            named.iter().filter_map(|id| Some((id.clone(), self.states.get(id)?.clone()))).collect();
        let number = format!("C-{}", self.filed + 1);
        let staff = if command.needs_staff() { self.staff.as_slice() } else { &[] };
        let world = World { subjects: &loaded, staff, next_number: &number, turn: self.filed };
        let events = decide(&world, &command, by, self.now_ms, self.policy)?;
        self.filed += u64::from(matches!(command, Command::File(_)));
        for (subject, event) in &events {
            assert!(named.contains(subject), "{subject} was not loaded");
            let before = self.states.remove(subject);
            if let Some(after) = state::apply(before, subject, event, self.now_ms) {
                self.states.insert(subject.clone(), after);
            }
            self.journal.push((subject.clone(), event.clone(), self.now_ms));
        }
        Ok(events.into_iter().map(|(_, event)| event).collect())
    }

    pub fn done(&mut self, by: &Actor, command: Command) -> Vec<Event> {
        let shown = format!("{command:?}");
        self.run(by, command).unwrap_or_else(|no| panic!("{no} to {shown}"))
    }
    pub fn file(&mut self, file: File) -> Vec<Event> {
        self.done(&Actor::Stranger, Command::File(Box::new(file)))
    }
    pub fn try_case(&mut self, by: &Actor, command: CaseCommand) -> Result<Vec<Event>, Refusal> {
        self.run(by, Command::Case(case_id(), command))
    }
    pub fn ok(&mut self, by: &Actor, command: CaseCommand) -> Vec<Event> {
        self.done(by, Command::Case(case_id(), command))
    }
    /// A refusal leaves everything as it was.
    pub fn refused(&mut self, by: &Actor, command: CaseCommand) -> Refusal {
        let before = self.states.clone();
        let refusal = self.try_case(by, command).expect_err("this must be refused");
        assert_eq!(before, self.states);
        refusal
    }
    pub fn tick(&mut self) -> Vec<Event> {
        self.ok(&Actor::System, CaseCommand::Elapse)
    }
    pub fn tick_after(&mut self, ms: i64) -> Vec<Event> {
        self.now_ms += ms;
        self.tick()
    }
    pub fn offer(
        &mut self,
        by: &Actor,
        items: Vec<OfferItem>,
        choice: Choice,
    ) -> Result<Vec<Event>, Refusal> {
        self.try_case(by, CaseCommand::offer(items, choice, text("words"), None))
    }
    pub fn answer(&mut self, reference: &str, answer: RemedyAnswer) -> Vec<Event> {
        self.ok(
            &Actor::System,
            CaseCommand::RemedyAnswered { remedy: "r1".into(), reference: reference.into(), answer },
        )
    }
    /// The provider pays the 60 yuan of [`House::with_refund`].
    pub fn pay(&mut self) -> Vec<Event> {
        self.answer("C-1-r1-1", RemedyAnswer::Done { reference: "psp-1".into(), amount: Fen(6_000) })
    }

    pub fn case(&self) -> &Case {
        self.states.get(&case_id().subject()).and_then(as_case).expect("the case is there")
    }
    pub fn clock(&self, kind: ClockKind) -> &Clock {
        self.case().clocks.iter().rfind(|clock| clock.kind == kind).expect("the clock is there")
    }
    pub fn has_clock(&self, kind: ClockKind) -> bool {
        self.case().clocks.iter().any(|clock| clock.kind == kind)
    }
    pub fn remedy(&self) -> &RemedyState {
        &self.case().remedies[0].state
    }
    pub fn posted(&self, account: &domain::id::AccountId) -> i64 {
        self.account(account).posted.0
    }
    pub fn available(&self, account: &domain::id::AccountId) -> i64 {
        self.account(account).available().0
    }
    fn account(&self, id: &domain::id::AccountId) -> account::Account {
        match self.states.get(&id.subject()) {
            Some(State::Account(account)) => account.clone(),
            _ => account::Account::default(),
        }
    }
}

pub fn as_case(state: &State) -> Option<&Case> {
    if let State::Case(case) = state { Some(case) } else { None }
}
pub fn accept(offer: &str) -> CaseCommand {
    CaseCommand::accept(offer, vec![])
}
pub fn say(to: Party) -> CaseCommand {
    CaseCommand::Say { to, text: text("said"), drawn: None }
}
