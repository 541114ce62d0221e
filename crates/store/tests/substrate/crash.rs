//! A process that is killed at any moment loses nothing it has acknowledged and leaves nothing half done.

use crate::house::{House, START_MS, in_house, intake, policy};
use domain::Actor;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use store::testing::{Place, on_both, on_writer};
use store::{SetClock, Store};

const DIR: &str = "REDRESS_TEST_CHILD_DIR";
const URL: &str = "REDRESS_TEST_CHILD_URL";

/// Not a test: the process the test below kills. It files in several tasks and prints what was acknowledged.
#[test]
fn child_that_files_in_a_loop() {
    let Ok(dir) = std::env::var(DIR) else { return };
    let url = std::env::var(URL).ok();
    let clock = Arc::new(SetClock::at(START_MS));
    let store = Store::open(dir.as_ref(), url.as_deref(), clock, policy()).expect("the child opens");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let tasks: Vec<_> = (0..8).map(|n| tokio::spawn(file_for_ever(store.clone(), n))).collect();
        let sealing = tokio::spawn(async move {
            while store.seal().await.is_ok() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        });
        for task in tasks.into_iter().chain([sealing]) {
            task.await.expect("the child runs until it is killed");
        }
    });
}

async fn file_for_ever(store: Store, task: u32) {
    for n in 0.. {
        let mut intake = intake(&format!("任务{task}第{n}个包裹没有收到，要求退款"));
        if n % 5 == 0 {
            intake.files = vec![b"%PDF-1.7\n".repeat(50).into()];
        }
        let filed = store.file(&Actor::Stranger, intake).await.expect("the child files");
        println!("ACK {} {}", filed.number, filed.index);
    }
}

/// Answers what the child acknowledged before it was killed.
fn killed_after(place: &Place, wait: Duration) -> Vec<(String, u64)> {
    let mut command = Command::new(std::env::current_exe().expect("this very program"));
    command.args(["--exact", "crash::child_that_files_in_a_loop", "--nocapture", "--test-threads=1"]);
    command.env(DIR, place.dir()).stdout(Stdio::piped()).stderr(Stdio::null());
    if let Some(url) = place.url() {
        command.env(URL, url);
    }
    let mut child = command.spawn().expect("the child starts");
    let lines = BufReader::new(child.stdout.take().expect("its output"));
    let (started, begun) = std::sync::mpsc::channel();
    let reader = std::thread::spawn(move || {
        let mut acknowledged = vec![];
        for line in lines.lines().map_while(Result::ok) {
            // A line may begin behind what the test runner prints.
            let Some(at) = line.find("ACK ") else { continue };
            let _ = started.send(());
            let mut words = line[at..].split(' ').skip(1);
            if let (Some(number), Some(Ok(index))) = (words.next(), words.next().map(str::parse)) {
                acknowledged.push((number.to_owned(), index));
            }
        }
        acknowledged
    });
    begun.recv_timeout(Duration::from_secs(30)).expect("the child files within half a minute");
    std::thread::sleep(wait);
    child.kill().expect("the child is killed");
    child.wait().expect("the child is gone");
    reader.join().expect("its output was read")
}

#[test]
fn a_process_killed_at_any_moment_loses_nothing_it_acknowledged() {
    on_both(|place| {
        House::open(place).handler("han");
        let mut acknowledged = vec![];
        for round in 0..10u64 {
            // Spread over the time a few groups and a checkpoint take.
            let wait = Duration::from_micros(round * 7_919 % 60_000);
            acknowledged.extend(killed_after(place, wait));
            let house = House::open(place);
            for (number, index) in &acknowledged {
                let case = house.read(|db| house.store.case_named(db, number));
                assert_eq!(case.map(|case| case.since), Some(*index), "{number} was acknowledged");
            }
            house.runtime.block_on(house.store.seal()).expect("the sealer goes on");
        }
        let numbers: BTreeSet<&String> = acknowledged.iter().map(|(number, _)| number).collect();
        assert_eq!(numbers.len(), acknowledged.len(), "no number was given twice");
        assert!(numbers.len() >= 10);
    });
}

#[test]
fn a_full_disk_is_said_plainly_and_when_there_is_room_again_it_goes_on() {
    let place = store::testing::sqlite();
    let house = House::open(&place);
    house.handler("han");
    let first = house.file(intake("包裹没有收到，要求退款"));
    house.runtime.block_on(on_writer(&house.store, |db| Ok(db.batch("pragma max_page_count = 1")?))).unwrap();
    let long = "包裹没有收到。".repeat(2_000);
    let failed = house.runtime.block_on(house.store.file(&Actor::Stranger, intake(&long))).unwrap_err();
    assert!(failed.to_string().contains("disk of the database is full"), "{failed}");
    assert!(failed.is_passing());
    assert!(house.findings().is_clean(), "what was there is untouched");
    house
        .runtime
        .block_on(on_writer(&house.store, |db| Ok(db.batch("pragma max_page_count = 1000000")?)))
        .unwrap();
    let next = house.file(intake(&long));
    assert_eq!((first.number.as_str(), next.number.as_str()), ("C-2026-000001", "C-2026-000002"));
}

#[test]
fn a_write_that_fails_or_panics_does_not_silence_the_house() {
    in_house(|house| {
        house.handler("han");
        let on_writer = |work: fn(&mut store::db::Connection) -> Result<(), store::Error>| {
            house.runtime.block_on(on_writer(&house.store, work))
        };
        assert!(on_writer(|db| Ok(db.batch("this is not sql")?)).is_err());
        assert!(matches!(on_writer(|_| panic!("a mistake of ours")), Err(store::Error::Damaged(_))));
        house.file(intake("包裹没有收到，要求退款"));
    });
}
