//! The demo: the same scenarios at once, ending now, filled one single time.

use crate::played::friday_ms;
use domain::clock::{DAY_MS, HOUR_MS};
use domain::words::Stage;
use server::scenario::{Partners, World, play, shipped};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use store::cases::{Query, View};
use store::testing;

#[test]
fn no_step_lies_in_the_future_at_whatever_hour_the_demo_starts() {
    let zone = web::format::shanghai();
    for scenario in shipped().unwrap_or_else(|mistake| panic!("{mistake}")) {
        for hour in 0..24 {
            let now_ms = friday_ms() + hour * HOUR_MS;
            let ends_ms = scenario.ends_ms(now_ms, &zone);
            assert!(ends_ms <= now_ms, "{} ends after {hour}:00", scenario.file);
        }
    }
}

#[test]
fn the_demo_ends_now_with_open_cases_that_are_freshly_due() {
    let (place, partners) = (testing::sqlite(), Partners::start().expect("partners start"));
    let policy = server::config::Config::default().policy().expect("the shipped files stand");
    let world = World::open(place.dir(), None, policy, "http://localhost", &partners).expect("a world");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let scenarios = shipped().unwrap_or_else(|mistake| panic!("{mistake}"));
    let casts = runtime.block_on(play(&scenarios, &world, friday_ms(), |_| {}));
    let casts = casts.unwrap_or_else(|mistake| panic!("{mistake}"));
    assert_eq!(world.store().now_ms(), friday_ms());
    let store = world.store().clone();
    let mut cases = vec![];
    for cast in &casts {
        let id = cast.case.clone().expect("every scenario files a complaint");
        let loaded = store.db().read_blocking(|db| store.case(db, &id)).expect("the case can be read");
        cases.push(loaded.expect("the case is there").case);
    }
    let open: Vec<_> = cases.iter().filter(|case| case.stage != Stage::Closed).collect();
    assert!(open.len() >= 5, "only {} cases are open", open.len());
    let query = Query { view: View::Breached, limit: 20, ..Query::default() };
    let burning = store.db().read_blocking(|db| store.list(db, &query)).expect("a list").rows;
    let burning: Vec<String> = burning.into_iter().map(|row| row.number).collect();
    assert_eq!(burning.len(), 1, "one case, and only one, burns: {burning:?}");
    assert!(cases.len() - open.len() >= 6, "too few cases are closed");
    assert!(cases.iter().all(|case| friday_ms() - case.filed_ms <= 17 * DAY_MS));
    let findings = store::check::check(&store, &|_, _| {}).expect("the house can be checked");
    assert!(findings.is_clean(), "{:?}", findings.found);
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the program and reads what it prints, to its last line.
fn start(data: &Path) -> (Running, Vec<String>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_redress"))
        .args(["demo", "--listen", "127.0.0.1:0", "--data"])
        .arg(data)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let out = BufReader::new(child.stdout.take().expect("its output"));
    let running = Running(child);
    let mut lines = vec![];
    for line in out.lines().map_while(Result::ok) {
        let is_last = line.contains("Ctrl-C");
        lines.push(line);
        if is_last {
            return (running, lines);
        }
    }
    panic!("it ended early: {lines:?}");
}

fn link(lines: &[String], word: &str) -> String {
    let line =
        lines.iter().find(|line| line.contains(word)).unwrap_or_else(|| panic!("no {word} in {lines:?}"));
    line.split_whitespace().last().expect("a link").to_owned()
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into()
}

#[test]
fn the_demo_is_filled_once_and_its_links_are_signed_in() {
    let place = testing::sqlite();
    let data = place.dir().join("demo");
    let (first, lines) = start(&data);
    let customer = link(&lines, "customer");
    for (who, goal) in
        [("handler", "/desk"), ("merchant", "/m"), ("manager", "/desk/manager"), ("mail", "/demo/mail")]
    {
        let answer = agent().get(&link(&lines, who)).call().expect("an answer");
        let header =
            |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        assert_eq!(answer.status(), 303, "{who}");
        assert_eq!(header("location"), goal);
        assert!(header("set-cookie").starts_with("redress=") && header("set-cookie").contains("HttpOnly"));
    }
    let manager = link(&lines, "manager");
    let (guessed, _) = manager.rsplit_once('/').expect("a secret at the end");
    assert_eq!(
        agent().get(&format!("{guessed}/aaaaaaaaaaaaaaaaaaaaaaaaaa")).call().expect("an answer").status(),
        404
    );
    assert_mail(&link(&lines, "mail"));
    drop(first);

    let (_second, again) = start(&data);
    let last = |url: &str| url.rsplit('/').next().map(str::to_owned);
    assert_eq!(last(&link(&again, "customer")), last(&customer), "a second start fills nothing");
    assert_ne!(last(&link(&again, "manager")), last(&manager), "links of yesterday open nothing");
}

/// The page of sent mail, for who is signed in and for nobody else.
fn assert_mail(link: &str) {
    let signed_in = agent().get(link).call().expect("an answer");
    let cookie =
        signed_in.headers().get("set-cookie").and_then(|value| value.to_str().ok()).expect("a cookie");
    let cookie = cookie.split(';').next().expect("its value");
    let (base, _) = link.split_once("/demo/").expect("a link of the demo");
    let page = agent().get(&format!("{base}/demo/mail")).header("cookie", cookie).call().expect("an answer");
    assert_eq!(page.status(), 200);
    let html = page.into_body().read_to_string().expect("a page");
    assert!(html.contains("C-") && html.matches("<details").count() > 30, "{html}");
    let stranger = agent().get(&format!("{base}/demo/mail")).call().expect("an answer");
    assert_ne!(stranger.status(), 200);
}

#[test]
fn a_folder_with_other_data_is_served_as_it_is() {
    let place = testing::sqlite();
    let made = Command::new(env!("CARGO_BIN_EXE_redress"))
        .args(["token", "--user", "admin", "--scope", "*", "--data"])
        .arg(place.dir())
        .output()
        .expect("the program runs");
    assert!(made.status.success());
    let (_running, lines) = start(place.dir());
    assert!(lines.iter().any(|line| line.contains("other data")), "{lines:?}");
    assert!(!lines.iter().any(|line| line.contains("/demo/as/")), "{lines:?}");
}
