//! Witnesses: the house asks, and the program itself is one.

use crate::house::{House, MINUTE_MS};
use crate::server::{Answer, Served, serve};
use connect::witness::{WitnessAnswer, WitnessConfig, submit};
use journal::cosign::{Cosigner, Witness};
use journal::note::{Signer, Verifier, generate, unverified_text, with_lines};
use journal::tree::{Tiles, consistency_proof, root};
use journal::witnessing::request;
use journal::{Checkpoint, Hash, leaf_hash};
use server::jobs::outside::{Outside, Patience};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use store::testing::{on_both, on_writer};

const NAME: &str = "witness.example/1";

/// The program, being a witness; it is killed when the test ends.
struct Program {
    child: Child,
    url: String,
    key: Witness,
}

impl Program {
    fn start(dir: &Path, log: &Verifier) -> Program {
        let mut child = Command::new(env!("CARGO_BIN_EXE_redress"))
            .args(["witness", "--name", NAME, "--listen", "127.0.0.1:0", "--dir"])
            .arg(dir)
            .args(["--log", &log.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut said = BufReader::new(child.stdout.take().expect("it speaks")).lines().map_while(Result::ok);
        let key = said.next().and_then(|line| line.parse().ok()).expect("its key");
        let url = said.next().expect("its address");
        Program { child, url, key }
    }

    fn kill(mut self) {
        self.child.kill().expect("it is killed");
        self.child.wait().expect("it ended");
    }

    fn config(&self) -> WitnessConfig {
        config(&self.url)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn config(url: &str) -> WitnessConfig {
    WitnessConfig { url: url.to_owned(), timeout: Duration::from_secs(5) }
}

fn outside(key: &Witness, url: &str) -> Outside {
    let witnesses = vec![(key.clone(), config(url))];
    Outside { witnesses, witness_every_ms: MINUTE_MS, ..Outside::default() }
}

#[test]
fn the_program_is_a_witness_and_its_signature_stands_below_the_checkpoint() {
    on_both(|place| {
        let house = House::open(place);
        let dir = tempfile::tempdir().expect("a folder");
        let program = Program::start(dir.path(), &house.store.verifier().expect("a key"));
        let (outside, mut patience) = (outside(&program.key, &program.url), Patience::default());
        assert_eq!(house.ask(&outside, &mut patience), 1);
        assert_eq!(house.words_of(NAME), "");
        let newest = house.read(|db| house.store.checkpoint(db)).expect("a checkpoint");
        let lines = house.read(|db| house.store.cosignatures(db, newest.size));
        let signed = program.key.on(&with_lines(&newest.note, &lines)).expect("it holds");
        assert!(i64::try_from(signed.at_s).expect("a time").abs_diff(house.store.now_ms() / 1_000) < 60);
        let tail = house.read(|db| house.store.tail(db));
        assert_eq!((tail.entries, tail.anchored), (0, newest.size));
        assert_eq!(house.read(|db| house.store.itself(db)).witnesses[NAME].size, newest.size);
        // Its own word is an entry and no news; what comes after is, once a minute.
        house.seal();
        house.later(2 * MINUTE_MS);
        assert_eq!(house.ask(&outside, &mut patience), 0);
        house.goes_on();
        assert_eq!(house.ask(&outside, &mut patience), 1);
        house.goes_on();
        assert_eq!(house.ask(&outside, &mut patience), 0);
        house.later(MINUTE_MS);
        assert_eq!(house.ask(&outside, &mut patience), 1);
        let newest = house.read(|db| house.store.checkpoint(db)).expect("a checkpoint");
        let lines = house.read(|db| house.store.cosignatures(db, newest.size));
        program.key.on(&with_lines(&newest.note, &lines)).expect("it went on from there");
        house.seal();
        house.is_sound();
    });
}

#[test]
fn a_house_that_forgot_what_the_witness_knows_is_told_and_goes_on() {
    let house = House::fresh();
    let dir = tempfile::tempdir().expect("a folder");
    let program = Program::start(dir.path(), &house.store.verifier().expect("a key"));
    let outside = outside(&program.key, &program.url);
    assert_eq!(house.ask(&outside, &mut Patience::default()), 1);
    let forget = |db: &mut store::db::Connection| Ok(db.execute("delete from outsiders", &[]).map(|_| ())?);
    house.runtime.block_on(on_writer(&house.store, forget)).expect("it forgets");
    house.goes_on();
    assert_eq!(house.ask(&outside, &mut Patience::default()), 1);
    assert_eq!(house.words_of(NAME), "");
    let newest = house.read(|db| house.store.checkpoint(db)).expect("a checkpoint");
    assert_eq!(house.read(|db| house.store.cosignatures(db, newest.size)).len(), 1);
}

fn served(answer: impl Fn() -> Answer + Send + Sync + 'static) -> Served {
    serve(move |asked| if asked.path == "/add-checkpoint" { answer() } else { None })
}

#[test]
fn a_witness_that_says_no_or_nothing_is_named_and_not_believed() {
    let house = House::fresh();
    let cosigner = Cosigner::new(NAME, [3; 32]).expect("a key");
    let stranger = Cosigner::new(NAME, [4; 32]).expect("a key");
    let size = house.read(store::size);
    let plain = "text/plain";
    let line = |cosigner: &Cosigner, text: &str| cosigner.sign(text, 1).line + "\n";
    let note = house.read(|db| house.store.checkpoint(db)).expect("a checkpoint").note;
    let text = unverified_text(&note).expect("a text").to_owned();
    let of_another_text = line(&cosigner, &text.replace("redress", "else"));
    let by_a_stranger = line(&stranger, &text);
    let cases: Vec<(Answer, &str)> = vec![
        (None, ""),
        (Some((403, plain, vec![])), "our key"),
        (Some((404, plain, vec![])), "our journal"),
        (Some((422, plain, vec![])), "our proof"),
        (Some((500, plain, vec![])), "500"),
        (Some((409, "text/x.tlog.size", format!("{}\n", size + 5).into_bytes())), "an older copy put back"),
        (Some((409, "text/x.tlog.size", format!("{size}\n").into_bytes())), "another history"),
        (Some((409, plain, b"7\n".to_vec())), "another history"),
        (Some((409, "text/x.tlog.size", b"07\n".to_vec())), "another history"),
        (Some((200, plain, vec![])), "not believed"),
        (Some((200, plain, b"certainly".to_vec())), "not believed"),
        (Some((200, plain, of_another_text.into_bytes())), "not believed"),
        (Some((200, plain, by_a_stranger.into_bytes())), "not believed"),
    ];
    for (answer, words) in cases {
        let shown = format!("{answer:?}");
        let witness = served(move || answer.clone());
        let outside = outside(cosigner.witness(), &witness.url);
        assert_eq!(house.ask(&outside, &mut Patience::default()), 1);
        let said = house.words_of(NAME);
        assert!(!said.is_empty() && said.contains(words), "{shown}: {said}");
        assert!(house.read(|db| house.store.cosignatures(db, size)).is_empty(), "{shown}");
    }
    assert_eq!(house.read(|db| house.store.anchored(db)), 0);
}

/// A journal of up to 255 entries, in one tile.
struct Small(Vec<Hash>);

impl Tiles for Small {
    type Error = std::convert::Infallible;
    fn tile(&mut self, _: u8, _: u64, width: u16) -> Result<Vec<Hash>, Self::Error> {
        Ok(self.0[..usize::from(width)].to_vec())
    }
}

fn journal(log: &Signer, old: u64, size: u64, branch: u8) -> String {
    let mut small = Small((0..size).map(|number| leaf_hash(&[branch, number as u8])).collect());
    let root = root(&mut small, size).expect("a root");
    let proof = consistency_proof(&mut small, old, size).expect("a proof");
    let note = Checkpoint { origin: log.name().to_owned(), size, root }.sign(log).expect("a note");
    request(old, &proof, &note)
}

#[test]
fn the_program_answers_as_the_protocol_says() {
    let log = generate("log.example/1", [1; 32]).expect("a key");
    let forger = generate("log.example/1", [2; 32]).expect("a key");
    let stranger = generate("log.example/2", [2; 32]).expect("a key");
    let dir = tempfile::tempdir().expect("a folder");
    let program = Program::start(dir.path(), log.verifier());
    let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
    let ask = |body: &str| {
        let answer = agent.post(format!("{}/add-checkpoint", program.url)).send(body);
        let mut answer = answer.expect("it answers");
        let kind =
            answer.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.to_owned();
        (answer.status().as_u16(), kind, answer.body_mut().read_to_string().expect("a body"))
    };
    let knows = |size: &str| (409, "text/x.tlog.size".to_owned(), format!("{size}\n"));
    assert_eq!(ask(&journal(&log, 5, 9, 0)), knows("0"));
    assert_eq!(ask(&journal(&log, 0, 9, 0)).0, 200);
    assert_eq!(ask(&journal(&log, 9, 9, 0)).0, 200, "the same once more");
    assert_eq!(ask(&journal(&log, 0, 5, 0)), knows("9"), "rolled back");
    assert_eq!(ask(&journal(&log, 9, 9, 1)), knows("9"), "another history");
    assert_eq!(ask(&journal(&log, 9, 20, 1)).0, 422, "it does not go on from there");
    let bogus = journal(&log, 9, 9, 0).replacen("\n\n", &format!("\n{}=\n\n", "A".repeat(43)), 1);
    assert_eq!(ask(&bogus).0, 422, "a proof at equal size");
    assert_eq!(ask(&journal(&forger, 9, 20, 0)).0, 403);
    assert_eq!(ask(&journal(&stranger, 0, 20, 0)).0, 404);
    for body in ["", "old 9\n\n", "old 9\n\nnote", &"x".repeat(1_000)] {
        assert_eq!(ask(body).0, 400, "{body}");
    }
    assert_eq!(ask(&"x".repeat(100_000)).0, 413);
    let (status, _, line) = ask(&journal(&log, 9, 20, 0));
    assert_eq!((status, line.starts_with("— witness.example/1 "), line.ends_with('\n')), (200, true, true));
    assert_eq!(ask(&journal(&log, 9, 30, 0)), knows("20"));
}

#[test]
fn what_a_witness_signed_it_remembers_even_when_it_is_killed_before_it_answers() {
    let log = generate("log.example/1", [1; 32]).expect("a key");
    let dir = tempfile::tempdir().expect("a folder");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (mut known, mut unanswered) = (0, 0);
    for round in 1..=12u64 {
        let program = Program::start(dir.path(), log.verifier());
        let config = program.config();
        // What was answered is remembered; what was not may be.
        let size = 10 * round;
        let asked = runtime.spawn(async move {
            let log = generate("log.example/1", [1; 32]).expect("a key");
            let first = submit(&config, journal(&log, known, size, 0)).await;
            match first {
                WitnessAnswer::Knows(size) => {
                    (size, submit(&config, journal(&log, size, 10 * round, 0)).await)
                }
                answer => (known, answer),
            }
        });
        std::thread::sleep(Duration::from_micros(700 * round));
        program.kill();
        match runtime.block_on(asked).expect("it ends") {
            (_, WitnessAnswer::Signed(_)) => known = size,
            (before, WitnessAnswer::Lost { .. }) => {
                assert!(before >= known, "it forgot {known} and says {before}");
                unanswered += 1;
            }
            (_, other) => panic!("{other:?}"),
        }
        let program = Program::start(dir.path(), log.verifier());
        // Sizes below 10 were never signed, so 1 is never what it knows.
        let fork = runtime.block_on(submit(&program.config(), journal(&log, 1, 5, 9)));
        match fork {
            WitnessAnswer::Knows(now) => {
                assert!(now >= known && (now == size || now <= known), "{now} after {known}");
                known = now;
            }
            other => panic!("{other:?}"),
        }
        // Whatever happened, it goes on from what it remembers.
        let next = runtime.block_on(submit(&program.config(), journal(&log, known, size, 0)));
        assert!(matches!(next, WitnessAnswer::Signed(_)), "{next:?}");
        known = size;
    }
    assert!(unanswered > 0, "no kill came in time; the test shows nothing");
}

#[test]
fn a_witness_keeps_its_name_and_its_folder_to_itself() {
    let log = generate("log.example/1", [1; 32]).expect("a key");
    let dir = tempfile::tempdir().expect("a folder");
    let first = Program::start(dir.path(), log.verifier());
    let run = |name: &str| {
        let args = ["witness", "--listen", "127.0.0.1:0", "--name", name, "--dir"];
        let ran = Command::new(env!("CARGO_BIN_EXE_redress"))
            .args(args)
            .arg(dir.path())
            .args(["--log", &log.verifier().to_string()])
            .output();
        String::from_utf8_lossy(&ran.expect("it runs").stderr).into_owned()
    };
    assert!(run(NAME).contains("another witness works here"));
    let key = first.key.clone();
    first.kill();
    assert!(run("witness.example/2").contains("a witness keeps its name"));
    assert_eq!(Program::start(dir.path(), log.verifier()).key, key);
}
