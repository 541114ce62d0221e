//! A whole house in a temporary folder, with time in hand. Dropping it checks everything and fails on any finding.

use domain::case::{Choice, OfferItem};
use domain::command::{CaseCommand, RemedyAnswer, UserCommand};
use domain::order::OrderFacts;
use domain::personal::Personal;
use domain::user::Account;
use domain::words::{Noticed, RemedyKind, Want};
use domain::{Actor, CaseId, Command, Fen, MerchantId, Party, Policy, Refusal, Role, UserId};
use std::sync::Arc;
use store::check::{Findings, check};
use store::filing::{Filed, Intake};
use store::record::{Matter, OrderRecord, Person};
use store::testing::{Place, on_both};
use store::{Error, Outcome, Pack, Parcel, SetClock, Store};
use tokio::runtime::Runtime;

pub const START_MS: i64 = 1_780_000_000_000;
pub const HOUR_MS: i64 = 3_600_000;

pub struct House<'p> {
    pub place: &'p Place,
    pub store: Store,
    pub clock: Arc<SetClock>,
    pub runtime: Arc<Runtime>,
    /// Set by tests that break something on purpose.
    pub broken: bool,
}

/// Runs a test in a house on each database.
pub fn in_house(test: impl Fn(&mut House)) {
    on_both(|place| test(&mut House::open(place)));
}

pub fn policy() -> Arc<Policy> {
    use domain::playbook::Playbooks;
    static POLICY: std::sync::OnceLock<Arc<Policy>> = std::sync::OnceLock::new();
    POLICY
        .get_or_init(|| {
            Arc::new(Policy {
                playbooks: Playbooks::shipped(),
                law: domain::law::Library::shipped(),
                calendar: domain::calendar::Calendar::shipped(),
                templates: domain::writing::Templates::shipped(),
                breakers: domain::breaker::Breakers::shipped(),
                fulfilment: Default::default(),
                limits: Default::default(),
                masks: Default::default(),
            })
        })
        .clone()
}

impl<'p> House<'p> {
    pub fn open(place: &'p Place) -> House<'p> {
        let clock = Arc::new(SetClock::at(START_MS));
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let store = Store::open(place.dir(), place.url(), clock.clone(), policy()).expect("the house opens");
        House { place, store, clock, runtime: Arc::new(runtime.expect("a runtime")), broken: false }
    }

    /// As another process would open it, on the same folder and database.
    pub fn another(&self) -> Store {
        Store::open(self.place.dir(), self.place.url(), self.clock.clone(), policy())
            .expect("the house opens twice")
    }

    pub fn try_to(&self, by: &Actor, command: Command, parcel: Parcel) -> Result<Outcome, Error> {
        self.runtime.block_on(self.store.execute(by, command, parcel, None))
    }

    pub fn on_case(&self, by: &Actor, case: &CaseId, command: CaseCommand, pack: Pack) -> Outcome {
        let parcel = pack.close();
        self.try_to(by, Command::Case(case.clone(), command), parcel).expect("the rules allow it")
    }

    pub fn refusal(&self, by: &Actor, case: &CaseId, command: CaseCommand) -> Option<Refusal> {
        let done = self.try_to(by, Command::Case(case.clone(), command), Parcel::default());
        done.err().and_then(|error| error.refusal())
    }

    pub fn pack(&self, case: &CaseId) -> Pack<'_> {
        self.store.pack(case.subject())
    }

    pub fn say(&self, by: &Actor, to: Party, case: &CaseId, text: &str) -> Outcome {
        let mut pack = self.pack(case);
        let content = pack.text(text);
        pack.found_in(&content, &[text], store::cases::found_by(by.party(), to));
        self.on_case(by, case, CaseCommand::Say { to, text: content, drawn: None }, pack)
    }

    pub fn note(&self, by: &Actor, case: &CaseId, text: &str) -> Outcome {
        let mut pack = self.pack(case);
        let content = pack.text(text);
        pack.found_in(&content, &[text], &[store::cases::INTERNAL]);
        self.on_case(by, case, CaseCommand::Note { text: content }, pack)
    }

    pub fn file(&self, intake: Intake) -> Filed {
        self.runtime.block_on(self.store.file(&Actor::Stranger, intake)).expect("a complaint is taken")
    }

    pub fn case(&self, id: &CaseId) -> domain::Case {
        self.read(|db| self.store.case(db, id)).expect("the case is there").case
    }

    pub fn read<T>(&self, work: impl FnOnce(&mut store::db::Connection) -> Result<T, Error>) -> T {
        self.store.db().read_blocking(work).expect("a query is answered")
    }

    pub fn handler(&self, name: &str) -> Actor {
        self.user(name, Role::Handler, None);
        Actor::Staff(UserId::new(name), Role::Handler)
    }

    pub fn user(&self, name: &str, role: Role, merchant: Option<MerchantId>) {
        let user = UserId::new(name);
        let mut pack = self.store.pack(user.subject());
        let account = Account { role, merchant, name: pack.text(name) };
        let command = Command::User(user, UserCommand::Record { account });
        self.try_to(&Actor::System, command, pack.close()).expect("a user is recorded");
    }

    pub fn merchant(&self, id: &str, name: &str) -> MerchantId {
        let merchant = MerchantId::new(id);
        let mut pack = self.store.pack(merchant.subject());
        let name = pack.text(name);
        let command = Command::RecordMerchant {
            merchant: merchant.clone(),
            name,
            contact: None,
            fingerprint: id.into(),
        };
        self.try_to(&Actor::System, command, pack.close()).expect("a merchant is recorded");
        merchant
    }

    pub fn fund(&self, account: domain::id::AccountId, amount: i64) {
        let command = Command::Fund { transfer: format!("fund-{account}"), account, amount: Fen(amount) };
        self.try_to(&Actor::System, command, Parcel::default()).expect("an account is funded");
    }

    pub fn order(&self, number: &str, merchant: &MerchantId, total: i64) {
        let order = self.store.order_id(number);
        let mut pack = self.store.pack(order.subject());
        let record = OrderRecord {
            number: number.into(),
            total_fen: total,
            currency: "CNY".into(),
            ..Default::default()
        };
        let facts = OrderFacts {
            record: pack.json(&record),
            fingerprint: format!("{number}-{total}"),
            merchant: Some(merchant.clone()),
            product: None,
            total: Fen(total),
            currency: "CNY".into(),
            received: vec![],
            prepaid: false,
            bought_ms: None,
            promised_ms: Some(START_MS - 48 * HOUR_MS),
            delivered_ms: None,
        };
        let command = Command::RecordOrder { order, facts: Box::new(facts) };
        self.try_to(&Actor::System, command, pack.close()).expect("an order is recorded");
    }

    /// Lets every clock strike that is due until then, in order.
    pub fn run_clocks_until(&self, end_ms: i64) {
        for _ in 0..10_000 {
            self.clock.set(self.store.now_ms().max(START_MS));
            let next = self.read(|db| Ok(db.query_one_opt("select min(tick_ms) from deadlines", &[])?));
            let tick = next.and_then(|row| row.opt_int(0).ok().flatten()).filter(|tick| *tick <= end_ms);
            let Some(tick) = tick else {
                self.clock.set(end_ms);
                return;
            };
            self.clock.set(tick.max(self.store.now_ms()));
            for subject in self.read(|db| self.store.ticks_due(db, 100)) {
                let command = match (subject.case(), subject.account()) {
                    (Some(case), _) => Command::Case(case, CaseCommand::Elapse),
                    (_, Some(account)) => Command::ElapseAccount { account },
                    _ => {
                        let merchant = subject.merchant().expect("a merchant");
                        Command::Merchant(merchant, domain::command::MerchantCommand::Elapse)
                    }
                };
                self.try_to(&Actor::System, command, Parcel::default()).expect("the clock strikes");
            }
        }
        panic!("the clocks never come to rest");
    }

    /// The provider answers every payment that waits.
    pub fn pay_all(&self) -> usize {
        let payments = self.read(|db| self.store.outbox_due(db, "pay", i64::MAX, 0, 100));
        for payment in &payments {
            let case = payment.subject.case().expect("a case is paid for");
            let amount = self.case(&case).remedy(&payment.remedy).and_then(|remedy| remedy.amount);
            let answer = RemedyAnswer::Done { reference: "P1".into(), amount: amount.expect("an amount") };
            let (remedy, reference) = (payment.remedy.clone(), payment.id.clone());
            let command = CaseCommand::RemedyAnswered { remedy, reference, answer };
            self.on_case(&Actor::System, &case, command, self.pack(&case));
        }
        payments.len()
    }

    pub fn offer_refund(&self, by: &Actor, case: &CaseId, amount: i64) {
        let mut pack = self.pack(case);
        let words = pack.text("全额退款");
        let items = vec![OfferItem { remedy: RemedyKind::Refund, amount: Some(Fen(amount)) }];
        self.on_case(by, case, CaseCommand::offer(items, Choice::All, words, None), pack);
    }

    pub fn findings(&self) -> Findings {
        check(&self.store, &|_, _| {}).expect("the check runs to its end")
    }

    pub fn codes(&self) -> Vec<&'static str> {
        let mut codes: Vec<&'static str> = self.findings().found.iter().map(|finding| finding.code).collect();
        codes.dedup();
        codes
    }
}

impl Drop for House<'_> {
    fn drop(&mut self) {
        if self.broken || std::thread::panicking() {
            return;
        }
        let findings = self.findings();
        let lines: Vec<String> = findings.found.iter().map(ToString::to_string).collect();
        assert!(findings.is_clean(), "the house is not in order:\n{}", lines.join("\n"));
    }
}

/// A complete complaint; tests change what they are about.
pub fn intake(text: &str) -> Intake {
    Intake {
        person: Person {
            name: Personal::new("李雷"),
            phone: Personal::new("13800138000"),
            mail: Personal::default(),
        },
        matter: Matter {
            text: Personal::new(text),
            order_number: Some("DD20260000130".into()),
            ..Default::default()
        },
        noticed: Some(Noticed::OnDelivery),
        wants: vec![Want::Refund],
        ..Default::default()
    }
}
