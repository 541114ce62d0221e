//! Stamps, from the question to the entry.

use crate::house::{House, MINUTE_MS, now_ms};
use crate::local_tsa::{Key, LocalTsa, Wanted};
use crate::server::{Answer, Served, serve};
use connect::tsa::TsaConfig;
use domain::words::Stage;
use journal::stamp::Authority;
use server::jobs::outside::{Outside, Patience};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::Ordering;
use std::time::Duration;
use store::testing::on_both;

const REPLY: &str = "application/timestamp-reply";

/// Behaves as told, from question to question.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mood {
    Good,
    Late,
    Silent,
    Busy,
    Gibberish,
    WrongType,
    Refusing,
    AboutSomethingElse,
    OtherQuestion,
    CutShort,
    Huge,
}

struct Tsa {
    local: Arc<LocalTsa>,
    served: Served,
    mood: Arc<Mutex<Mood>>,
}

impl Tsa {
    fn new(key: Key) -> Tsa {
        Tsa::of(LocalTsa::new(key))
    }

    fn of(local: LocalTsa) -> Tsa {
        let (local, mood) = (Arc::new(local), Arc::new(Mutex::new(Mood::Good)));
        let (answering, moody) = (local.clone(), mood.clone());
        let served = serve(move |asked| {
            // One at a time, and the mood may change while somebody waits.
            let mood = *moody.lock().expect("a mood");
            answer(&answering, mood, &asked.body)
        });
        Tsa { local, served, mood }
    }

    fn is(&self, mood: Mood) {
        *self.mood.lock().expect("a mood") = mood;
    }

    fn asked(&self) -> usize {
        self.served.asked.load(Ordering::SeqCst)
    }
}

fn answer(local: &LocalTsa, mood: Mood, query: &[u8]) -> Answer {
    let reply = |bytes: Vec<u8>| Some((200, REPLY, bytes));
    match mood {
        Mood::Good => reply(local.answer(query)),
        Mood::Late => {
            std::thread::sleep(Duration::from_secs(4));
            reply(local.answer(query))
        }
        Mood::Silent => None,
        Mood::Busy => Some((503, "text/plain", b"busy".to_vec())),
        Mood::Gibberish => reply(b"certainly".to_vec()),
        Mood::WrongType => Some((200, "text/html", local.answer(query))),
        // A digest that `openssl ts` does not stamp.
        Mood::Refusing => reply(vec![0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02]),
        Mood::AboutSomethingElse => reply(local.answer(&local.query(b"something else", &[]))),
        Mood::OtherQuestion => {
            // The digest of the question is 32 bytes before the nonce.
            let digest = query.windows(2).position(|bytes| bytes == [0x04, 0x20]).expect("a digest") + 2;
            let digest: String =
                query[digest..digest + 32].iter().map(|byte| format!("{byte:02x}")).collect();
            reply(local.answer(&local.query_of(&digest)))
        }
        Mood::CutShort => reply(local.answer(query)[..400].to_vec()),
        Mood::Huge => reply(vec![0x30; 1 << 20]),
    }
}

fn outside(all: &[(&str, &Tsa)]) -> Outside {
    let one = |(name, tsa): &(&str, &Tsa)| {
        let authority = Authority::parse(name, &tsa.local.chain_pem()).expect("a chain");
        (authority, TsaConfig { url: tsa.served.url.clone(), timeout: Duration::from_secs(3) })
    };
    let authorities = all.iter().map(one).collect();
    Outside { authorities, stamp_every_ms: 60 * MINUTE_MS, ..Outside::default() }
}

#[test]
fn two_authorities_stamp_once_an_hour_and_each_stamp_is_an_entry() {
    let (rsa, ec) = (Tsa::new(Key::Rsa), Tsa::new(Key::P256));
    on_both(|place| {
        let house = House::open(place);
        let (outside, mut patience) = (outside(&[("rsa", &rsa), ("ec", &ec)]), Patience::default());
        let before = house.read(|db| house.store.tail(db));
        assert!(before.entries > 0 && before.anchored == 0);
        assert_eq!(house.ask(&outside, &mut patience), 2);
        let stamps = house.read(|db| house.store.itself(db)).stamps;
        assert!(stamps.values().all(|stamp| (stamp.stamped_ms - now_ms()).abs() < MINUTE_MS), "{stamps:?}");
        assert_eq!(stamps.keys().collect::<Vec<_>>(), ["ec", "rsa"]);
        let after = house.read(|db| house.store.tail(db));
        assert_eq!((after.entries, after.since_ms, after.anchored), (0, None, before.size));
        // Nothing has come but their own words, and then it is not yet time.
        house.seal();
        assert_eq!(house.ask(&outside, &mut patience), 0);
        house.later(61 * MINUTE_MS);
        assert_eq!(house.ask(&outside, &mut patience), 0);
        house.goes_on();
        assert_eq!(house.ask(&outside, &mut patience), 2);
        house.goes_on();
        assert_eq!(house.ask(&outside, &mut patience), 0);
        assert_eq!(house.read(|db| house.store.tail(db)).entries, 1);
        house.seal();
        house.is_sound();
    });
}

#[test]
fn the_end_of_a_case_is_stamped_before_it_closes_and_when_it_does_without_waiting_for_the_hour() {
    let tsa = Tsa::new(Key::P256);
    let house = House::fresh();
    let (outside, mut patience) = (outside(&[("local", &tsa)]), Patience::default());
    let stamped = || house.read(|db| house.store.itself(db)).stamps["local"].size;
    assert_eq!(house.ask(&outside, &mut patience), 1, "the first");
    house.later(2 * MINUTE_MS);
    house.is_made_good();
    assert_eq!(house.case().stage, Stage::FollowUp, "all is done and the case is open");
    assert_eq!(house.ask(&outside, &mut patience), 0, "what is not signed yet cannot be stamped");
    house.seal();
    let done = house.last_entry();
    assert_eq!(house.ask(&outside, &mut patience), 1);
    assert!(stamped() > done);
    house.goes_on();
    house.later(2 * MINUTE_MS);
    assert_eq!(house.ask(&outside, &mut patience), 0, "anything else waits for the hour");
    house.asks_how_it_was();
    house.seal();
    assert_eq!(house.ask(&outside, &mut patience), 1, "the hour is long over");
    house.seal();
    house.later(2 * MINUTE_MS);
    house.was_good();
    house.seal();
    assert_eq!(house.case().stage, Stage::Closed);
    let closed = house.last_entry();
    assert!(stamped() <= closed, "whoever exports it now has the stamp of before");
    assert_eq!(house.ask(&outside, &mut patience), 1);
    assert!(stamped() > closed);
    house.seal();
    house.is_sound();
}

#[test]
fn an_authority_that_is_late_wrong_silent_or_broken_is_named_and_asked_again_later() {
    let tsa = Tsa::new(Key::P256);
    let house = House::fresh();
    let outside = outside(&[("local", &tsa)]);
    let moods = [
        (Mood::Late, "timeout"),
        (Mood::Silent, ""),
        (Mood::Busy, "503"),
        (Mood::Gibberish, "no time stamp response"),
        (Mood::WrongType, "text/html"),
        (Mood::Refusing, "refused"),
        (Mood::AboutSomethingElse, "about something else"),
        (Mood::OtherQuestion, "another question"),
        (Mood::CutShort, "no time stamp response"),
        (Mood::Huge, ""),
    ];
    for (mood, words) in moods {
        tsa.is(mood);
        let mut patience = Patience::default();
        assert_eq!(house.ask(&outside, &mut patience), 1, "{mood:?}");
        let said = house.words_of("local");
        assert!(!said.is_empty() && said.contains(words), "{mood:?}: {said}");
        assert!(house.read(|db| house.store.itself(db)).stamps.is_empty(), "{mood:?} must not be believed");
        assert_eq!(house.ask(&outside, &mut patience), 0, "not at once again");
    }
    tsa.is(Mood::Good);
    assert_eq!(house.ask(&outside, &mut Patience::default()), 1);
    assert_eq!(house.words_of("local"), "");
    assert_eq!(house.read(|db| house.store.itself(db)).stamps.len(), 1);
    house.is_sound();
}

#[test]
fn whoever_fails_is_asked_later_and_later() {
    let tsa = Tsa::new(Key::P256);
    let house = House::fresh();
    let (outside, mut patience) = (outside(&[("local", &tsa)]), Patience::default());
    tsa.is(Mood::Busy);
    for minutes in [0, 1, 2, 4, 8] {
        house.later(minutes * MINUTE_MS);
        house.ask(&outside, &mut patience);
    }
    assert_eq!(tsa.asked(), 5);
    for _ in 0..7 {
        house.later(MINUTE_MS);
        house.ask(&outside, &mut patience);
    }
    assert_eq!(tsa.asked(), 5, "eight minutes have to pass by now");
    house.later(MINUTE_MS);
    tsa.is(Mood::Good);
    assert_eq!(house.ask(&outside, &mut patience), 1);
    assert_eq!(house.read(|db| house.store.itself(db)).stamps.len(), 1);
}

#[test]
fn an_authority_whose_certificate_has_run_out_is_not_believed() {
    let window = ("20200101000000Z".to_owned(), "20210101000000Z".to_owned());
    let tsa = Tsa::of(LocalTsa::made(&Wanted { window, ..Wanted::with(Key::P256) }));
    let house = House::fresh();
    house.ask(&outside(&[("old", &tsa)]), &mut Patience::default());
    assert!(house.words_of("old").contains("not valid at the time"), "{}", house.words_of("old"));
}

#[test]
fn an_authority_behind_another_ones_address_is_not_believed() {
    let (pinned, other) = (Tsa::new(Key::P256), Tsa::new(Key::P256));
    let house = House::fresh();
    let mut outside = outside(&[("local", &pinned)]);
    outside.authorities[0].1.url = other.served.url.clone();
    house.ask(&outside, &mut Patience::default());
    assert!(house.words_of("local").contains("another authority"), "{}", house.words_of("local"));
}

/// What the program says on a data folder, and whether it went well.
fn run(data: &Path, args: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_redress"));
    let ran = command.env_clear().env("REDRESS_DATA", data).env("REDRESS_LOG", "warn").args(args).output();
    let ran = ran.expect("it runs");
    let said = [ran.stdout, ran.stderr].concat();
    (ran.status.success(), String::from_utf8_lossy(&said).into_owned())
}

fn configured(data: &Path, tsa: &Tsa) {
    std::fs::write(data.join("local.pem"), tsa.local.chain_pem()).expect("a chain");
    let url = &tsa.served.url;
    let text = format!("[[outside.tsa]]\nname = \"local\"\nurl = \"{url}\"\nchain = \"local.pem\"\n");
    std::fs::write(data.join("redress.toml"), text).expect("a configuration");
}

#[test]
fn the_command_line_has_it_stamped_and_the_doctor_says_by_whom() {
    let (tsa, dir) = (Tsa::new(Key::P256), tempfile::tempdir().expect("a folder"));
    let data = dir.path();
    assert!(run(data, &["token", "--user", "admin", "--scope", "*"]).0);
    let (done, said) = run(data, &["seal", "--stamp"]);
    assert!(!done && said.contains("no authority is configured"), "{said}");
    configured(data, &tsa);
    let (done, said) = run(data, &["doctor"]);
    assert!(done && said.contains("local (certificates until 20"), "{said}");
    let (done, said) = run(data, &["seal", "--stamp"]);
    assert!(done && said.contains("local: stamped"), "{said}");
    let (done, said) = run(data, &["doctor"]);
    let stamp = said.lines().find(|line| line.starts_with("stamp")).expect("a line").to_owned();
    assert!(done && stamp.contains("local: 2 entries at 20") && stamp.contains("our clock "), "{said}");
    assert!(said.contains("unanchored    0 entries"), "{said}");
    tsa.is(Mood::Busy);
    assert!(run(data, &["user", "add", "li", "--role", "handler"]).0);
    let (done, said) = run(data, &["seal", "--stamp"]);
    assert!(!done && said.contains("local: answered with 503"), "{said}");
}

#[test]
fn a_configuration_that_cannot_be_right_is_refused_at_once() {
    let (good, dir) = (Tsa::new(Key::P256), tempfile::tempdir().expect("a folder"));
    let data = dir.path();
    let serverlike = Wanted { usage: "critical,serverAuth", ..Wanted::with(Key::P256) };
    configured(data, &Tsa::of(LocalTsa::made(&serverlike)));
    let (done, said) = run(data, &["seal", "--stamp"]);
    assert!(!done && said.contains("not one for time stamping"), "{said}");
    configured(data, &good);
    std::fs::remove_file(data.join("local.pem")).expect("it was there");
    let (done, said) = run(data, &["seal", "--stamp"]);
    assert!(!done && said.contains("local.pem"), "{said}");
    configured(data, &good);
    let twice = std::fs::read_to_string(data.join("redress.toml")).expect("a text").repeat(2);
    std::fs::write(data.join("redress.toml"), twice).expect("a configuration");
    let (done, said) = run(data, &["seal"]);
    assert!(!done && said.contains("each name once"), "{said}");
}
