//! A house with two handlers, a manager, an admin and two merchants, served on a random port.

use domain::actor::Role;
use domain::command::{Command, UserCommand};
use domain::fulfilment::Fulfilment;
use domain::order::OrderFacts;
use domain::playbook::Playbooks;
use domain::policy::{Limits, Policy};
use domain::user::Account;
use domain::{Actor, Fen, MerchantId, UserId};
use serde_json::{Value, json};
use std::sync::Arc;
use store::record::{Item, OrderRecord, Person};
use store::testing::Place;
use store::{Parcel, SetClock, Store};
use web::app::{App, Settings};

/// 2026-03-02, a Monday, 10:00 in Shanghai.
pub const NOW_MS: i64 = 1_772_416_800_000;
pub const HOUR_MS: i64 = 3_600_000;
pub const LATE: &str = "快递说已签收，但我根本没收到包裹，已经晚了一个星期，客服一直不回复，要求退款。";

pub struct House {
    pub store: Store,
    pub clock: Arc<SetClock>,
    pub app: App,
    pub base: String,
    pub agent: ureq::Agent,
    pub runtime: tokio::runtime::Runtime,
}

pub struct Reply {
    pub status: u16,
    pub headers: ureq::http::HeaderMap,
    pub bytes: Vec<u8>,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|_| panic!("no JSON ({}): {}", self.status, self.text()))
    }
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
    /// The JSON of an answer that must be this one.
    #[track_caller]
    pub fn is(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        if self.bytes.is_empty() { Value::Null } else { self.json() }
    }
    /// A problem of this kind.
    #[track_caller]
    pub fn problem(self, status: u16, code: &str) -> Value {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{}: {}",
            self.status,
            self.text()
        );
        let problem = self.is(status);
        assert_eq!(problem["type"], format!("/problems/{code}"));
        assert_eq!(problem["status"], status);
        problem
    }
}

/// One test on SQLite and, where there is one, on PostgreSQL.
pub fn in_house(test: impl Fn(&House)) {
    store::testing::on_both(|place| {
        let house = House::open(place);
        test(&house);
        house.is_sound();
    });
}

/// The same with systems outside that carry out what is no money.
pub fn in_house_with(fulfilment: &Fulfilment, test: impl Fn(&House)) {
    store::testing::on_both(|place| {
        let house = House::open_with(place, fulfilment.clone());
        test(&house);
        house.is_sound();
    });
}

impl House {
    pub fn open(place: &Place) -> House {
        House::open_with(place, Fulfilment::default())
    }

    fn open_with(place: &Place, fulfilment: Fulfilment) -> House {
        let clock = Arc::new(SetClock::at(NOW_MS));
        let policy = Policy {
            playbooks: Playbooks::shipped(),
            law: domain::law::Library::shipped(),
            calendar: domain::calendar::Calendar::shipped(),
            templates: domain::writing::Templates::shipped(),
            breakers: domain::breaker::Breakers::shipped(),
            fulfilment,
            limits: Limits::default(),
            masks: Default::default(),
        };
        let store = Store::open(place.dir(), place.url(), clock.clone(), Arc::new(policy))
            .expect("a fresh house opens");
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime");
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("it listens"));
        let settings = Settings { base_url: base.clone(), secure: false, demo: false, token_rate: None };
        let app = App::new(store.clone(), settings);
        let router = server::routes::router(app.clone());
        runtime.spawn(async move { axum::serve(listener, router).await });
        let agent =
            ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build().new_agent();
        let house = House { store, clock, app, base, agent, runtime };
        house.furnish();
        house
    }

    fn furnish(&self) {
        for (merchant, name) in [("m1", "好物小店"), ("m2", "另一家店")] {
            let id = MerchantId::new(merchant);
            let mut pack = self.store.pack(id.subject());
            let name = pack.text(name);
            let command =
                Command::RecordMerchant { merchant: id, name, contact: None, fingerprint: merchant.into() };
            self.by_system(command, pack.close());
        }
        let users = [
            ("admin", Role::Admin, None),
            ("chief", Role::Manager, None),
            ("li", Role::Handler, None),
            ("wang", Role::Handler, None),
            ("shop", Role::Merchant, Some("m1")),
            ("other", Role::Merchant, Some("m2")),
        ];
        for (name, role, merchant) in users {
            self.user(name, role, merchant);
        }
        self.order("A-1001", "m1");
    }

    pub fn user(&self, name: &str, role: Role, merchant: Option<&str>) {
        let id = UserId::new(name);
        let mut pack = self.store.pack(id.subject());
        let account = Account { role, merchant: merchant.map(MerchantId::new), name: pack.text(name) };
        self.by_system(Command::User(id.clone(), UserCommand::Record { account }), pack.close());
        self.issue(name, "*");
    }

    /// A token of this user, always the same for the same scope.
    pub fn issue(&self, user: &str, scope: &str) -> String {
        let token = token_of(user, scope);
        let command = UserCommand::IssueToken { token: self.store.token_key(&token), scope: scope.into() };
        self.by_system(Command::User(UserId::new(user), command), Parcel::default());
        token
    }

    pub fn order(&self, number: &str, merchant: &str) {
        self.order_of(number, merchant, "台灯", "13812345678");
    }

    /// An order of this thing by a buyer with this phone number.
    pub fn order_of(&self, number: &str, merchant: &str, title: &str, phone: &str) {
        self.order_as(number, merchant, (title, phone), 12_900);
    }

    /// An order of so much.
    pub fn order_worth(&self, number: &str, merchant: &str, fen: i64) {
        self.order_as(number, merchant, ("台灯", "13812345678"), fen);
    }

    fn order_as(&self, number: &str, merchant: &str, (title, phone): (&str, &str), fen: i64) {
        let item = Item { sku: "SKU-1".into(), title: title.into(), quantity: 1, ..Item::default() };
        let record = OrderRecord {
            number: number.into(),
            merchant: Some(merchant.into()),
            buyer: person("李雷", phone, "lei@example.cn"),
            items: vec![item],
            currency: "CNY".into(),
            total_fen: fen,
            ..OrderRecord::default()
        };
        let id = self.store.order_id(number);
        let mut pack = self.store.pack(id.subject());
        let sealed = pack.json(&record);
        pack.found_by_order(&record, &sealed);
        let facts = OrderFacts {
            record: sealed,
            fingerprint: number.to_lowercase(),
            merchant: Some(MerchantId::new(merchant)),
            product: Some("SKU-1".into()),
            total: Fen(record.total_fen),
            currency: record.currency.clone(),
            received: vec![],
            prepaid: false,
            bought_ms: None,
            promised_ms: Some(NOW_MS - 7 * 24 * HOUR_MS),
            delivered_ms: None,
        };
        self.by_system(Command::RecordOrder { order: id, facts: Box::new(facts) }, pack.close());
    }

    pub fn by_system(&self, command: Command, parcel: Parcel) {
        let done = self.runtime.block_on(self.store.execute(&Actor::System, command, parcel, None));
        done.unwrap_or_else(|error| panic!("{}", error.detail()));
    }

    /// Lets clocks strike and signs what is new, as the jobs do.
    pub fn pass(&self) {
        self.pass_to(&server::jobs::Channels::default()).unwrap_or_else(|error| panic!("{}", error.detail()));
    }

    /// The same with partners, to whom it then writes.
    pub fn pass_to(&self, channels: &server::jobs::Channels) -> Result<usize, store::Error> {
        self.runtime.block_on(server::jobs::pass(&self.app, channels))
    }

    fn is_sound(&self) {
        let findings =
            store::check::check(&self.store, &|_, _| ()).unwrap_or_else(|error| panic!("{}", error.detail()));
        assert!(findings.is_clean(), "journal and rows disagree: {:?}", findings.found);
    }

    pub fn get(&self, user: &str, path: &str) -> Reply {
        self.call("GET", path, user, &[], None)
    }

    pub fn post(&self, user: &str, path: &str, body: Value) -> Reply {
        self.call("POST", path, user, &[], Some(("application/json", body.to_string().into_bytes())))
    }

    pub fn post_with(&self, user: &str, path: &str, headers: &[(&str, &str)], body: Value) -> Reply {
        self.call("POST", path, user, headers, Some(("application/json", body.to_string().into_bytes())))
    }

    /// `user` is a name, a whole token, or empty for nobody.
    pub fn call(
        &self,
        method: &str,
        path: &str,
        user: &str,
        headers: &[(&str, &str)],
        body: Option<(&str, Vec<u8>)>,
    ) -> Reply {
        let mut request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.base));
        if !user.is_empty() {
            let token = if user.starts_with("rdr_") { user.to_owned() } else { token_of(user, "*") };
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answered = match body {
            Some((kind, bytes)) => {
                self.agent.run(request.header("content-type", kind).body(bytes).expect("a request"))
            }
            None if method == "POST" => self.agent.run(request.body(vec![]).expect("a request")),
            None => self.agent.run(request.body(()).expect("a request")),
        };
        let mut response = answered.unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        let bytes = response.body_mut().with_config().limit(64 << 20).read_to_vec().expect("a body");
        Reply { status: response.status().as_u16(), headers: response.headers().clone(), bytes }
    }

    /// Money for coupons.
    pub fn fund_goodwill(&self, fen: i64) {
        let (account, transfer) = (domain::account::goodwill(), format!("fund-{fen}"));
        self.by_system(Command::Fund { account, amount: Fen(fen), transfer }, Parcel::default());
    }

    pub fn now_ms(&self) -> i64 {
        self.store.now_ms()
    }

    /// The same about another order.
    pub fn filed_about(&self, order: &str) -> (String, String) {
        let mut new = complaint();
        new["order"]["number"] = order.into();
        let filed = self.post("li", "/api/v1/cases", new).is(201);
        (word(&filed["id"]), word(&filed["link"]).rsplit('/').next().expect("a link").to_owned())
    }

    /// Files the late parcel of order A-1001 and answers its id and the secret of its link.
    pub fn filed(&self) -> (String, String) {
        let filed = self.post("li", "/api/v1/cases", complaint()).is(201);
        (word(&filed["id"]), word(&filed["link"]).rsplit('/').next().expect("a link").to_owned())
    }

    pub fn case(&self, user: &str, id: &str) -> Value {
        self.get(user, &format!("/api/v1/cases/{id}")).is(200)
    }

    #[track_caller]
    pub fn act(&self, user: &str, id: &str, action: &str, body: Value) -> Value {
        let done = self.post(user, &format!("/api/v1/cases/{id}/{action}"), body).is(200);
        for action in allowed(&done) {
            let path = format!("/api/v1/cases/{{id}}/{action}");
            assert!(
                server::routes::table().iter().any(|route| route.path == path),
                "{path} is allowed and no route"
            );
        }
        done
    }
}

fn token_of(user: &str, scope: &str) -> String {
    let scope: String =
        scope.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { 'x' }).collect();
    format!("rdr_{user}_{scope}{:0>20}", user.len())
}

pub fn person(name: &str, phone: &str, mail: &str) -> Person {
    let text = domain::personal::Personal::new;
    Person { name: text(name), phone: text(phone), mail: text(mail) }
}

pub fn complaint() -> Value {
    json!({
        "channel": "web",
        "person": { "name": "李雷", "phone": "13812345678", "email": "lei@example.cn" },
        "order": { "number": "A-1001" },
        "matter": { "text": LATE, "noticed": "on_delivery" },
        "wants": ["refund"],
    })
}

pub fn word(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no word: {value}")).to_owned()
}

pub fn kinds(case: &Value) -> Vec<String> {
    case["timeline"].as_array().expect("a timeline").iter().map(|entry| word(&entry["kind"])).collect()
}

pub fn allowed(body: &Value) -> Vec<String> {
    body["allowed_actions"].as_array().expect("actions").iter().map(word).collect()
}
