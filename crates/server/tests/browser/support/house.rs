//! A house for one journey: the real router on a port of loopback, real partners, and a clock that only moves when
//! the journey moves it.

use super::chromedriver::{Chromedriver, chromedriver};
use super::visitor::{Device, Visitor};
use domain::case::Case;
use domain::command::UserCommand;
use domain::personal::Personal;
use domain::user::Account;
use domain::{Actor, Command, Role, UserId};
use jiff::tz::TimeZone;
use server::scenario::{Partners, World, parse, run};
use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;

pub struct House<'a> {
    pub name: &'static str,
    pub world: World<'a>,
    pub base: String,
    pub driver: Arc<Chromedriver>,
    /// Pages looked at, which numbers the pictures.
    pub pages: Cell<usize>,
    /// What keeps people out, of all pages: a journey goes on to its end before it fails.
    pub barriers: RefCell<Vec<String>>,
}

/// What everybody of the desk and the shops signs in with.
pub const PASSWORD: &str = "一本旧的 orange 账簿";
const PEOPLE: [&str; 8] = ["chen", "zhou", "wu", "sun", "lin", "suyi", "yingmei", "lanhai"];

/// Plays one journey; `given` are the lines of a scenario that set up its customer and orders.
pub fn journey(name: &'static str, given: &str, steps: impl AsyncFnOnce(&House<'_>)) {
    let Some(driver) = chromedriver() else { return };
    let place = store::testing::sqlite();
    let partners = Partners::start().expect("partners start");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let house = furnished(name, given, place.dir(), &partners, driver).await;
        steps(&house).await;
        house.is_sound().await;
        let barriers = house.barriers.take();
        assert!(barriers.is_empty(), "people are kept out:\n{}", barriers.join("\n"));
    });
}

async fn furnished<'a>(
    name: &'static str,
    given: &str,
    dir: &std::path::Path,
    partners: &'a Partners,
    driver: Arc<Chromedriver>,
) -> House<'a> {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port of loopback");
    let base = format!("http://{}", listener.local_addr().expect("a bound port"));
    let policy = server::config::Config::default().policy().expect("the shipped files stand");
    let world = World::open(dir, None, policy, &base, partners).expect("a world");
    let scenario = parse(name, &format!("标题 \"{name}\"\n开始 0分前\n{given}"))
        .unwrap_or_else(|wrong| panic!("{wrong}"));
    run(&scenario, &world, friday_ms()).await.unwrap_or_else(|wrong| panic!("{wrong}"));
    for user in PEOPLE {
        let (user, password) = (UserId::new(user), Personal::new(PASSWORD));
        web::credential::set_password(world.store(), &Actor::System, &user, &password)
            .await
            .expect("a password");
    }
    let service = world.router.clone().into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    House { name, world, base, driver, pages: Cell::new(0), barriers: RefCell::default() }
}

/// A Friday afternoon in Shanghai.
fn friday_ms() -> i64 {
    let friday = jiff::civil::date(2026, 3, 20).at(15, 0, 0, 0);
    let zone = TimeZone::get("Asia/Shanghai").expect("the zone is bundled");
    friday.to_zoned(zone).expect("an ordinary time").timestamp().as_millisecond()
}

impl House<'_> {
    pub async fn visitor(&self, who: &'static str, device: Device, language: &str) -> Visitor<'_> {
        Visitor::new(self, who, device, language).await
    }

    /// Somebody more who works here.
    pub async fn hires(&self, name: &str, role: Role) {
        let (store, user) = (self.world.store(), UserId::new(name));
        let mut pack = store.pack(user.subject());
        let account = Account { role, merchant: None, name: pack.text(name) };
        let command = Command::User(user.clone(), UserCommand::Record { account });
        store.execute(&Actor::System, command, pack.close(), None).await.expect("somebody is hired");
        let password = Personal::new(PASSWORD);
        web::credential::set_password(store, &Actor::System, &user, &password).await.expect("a password");
    }

    /// Lets the house do what it would do within a second: sign, send, pay.
    pub async fn rest(&self) {
        self.world.run_until_idle().await.expect("the house comes to rest");
    }

    pub async fn advance_hours(&self, hours: i64) {
        self.advance_minutes(hours * 60).await;
    }

    pub async fn advance_minutes(&self, minutes: i64) {
        let target_ms = self.world.store().now_ms() + minutes * domain::clock::MINUTE_MS;
        self.world.advance_to(target_ms).await.expect("time passes");
    }

    /// The newest text message to this number.
    pub async fn sms_to(&self, phone: &str) -> String {
        self.rest().await;
        let received = self.world.partners.sms.received();
        let newest = received.iter().rfind(|message| message.to.ends_with(phone));
        newest.unwrap_or_else(|| panic!("no text message to {phone}: {received:?}")).text.clone()
    }

    /// The case that a link leads to.
    pub async fn case_of(&self, link: &str) -> Case {
        let link = link.rsplit('/').next().unwrap_or_default().to_owned();
        let store = self.world.store().clone();
        let read = self.world.store().db().read(move |db| store.case_by_link(db, &link)).await;
        read.expect("a case can be read").expect("the link leads to a case").case
    }

    /// Who has the case now.
    pub async fn owner_of(&self, link: &str) -> String {
        self.case_of(link).await.owner.expect("a case has an owner").to_string()
    }

    /// Journal and rows agree, and the ledger sums to zero.
    async fn is_sound(&self) {
        self.rest().await;
        let store = self.world.store().clone();
        let check = tokio::task::spawn_blocking(move || {
            let findings = store::check::check(&store, &|_, _| {}).expect("the house can be checked");
            let sum = store.db().read_blocking(|db| store.ledger_sum(db)).expect("the ledger can be read");
            (findings, sum)
        });
        let (findings, sum) = check.await.expect("the check ends");
        let found: Vec<String> = findings.found.iter().map(ToString::to_string).collect();
        assert!(findings.is_clean(), "journal and rows differ: {}", found.join("\n"));
        assert_eq!(sum, 0, "the ledger sums to zero");
    }
}
