//! Every way of tampering we thought of, against the real product: a data folder filled through the door, files and
//! rows changed behind its back, bundles packed anew. Three attackers: A has the database and the files beside it, B has
//! the keys and the lock file too and signs anew, C is the operator, who also decides what is handed out and what the
//! clock says. Each way must be caught by what the table says, or by nothing, with the reason.
//!
//! Outside the house are: the published key, the receipts the customer was sent, a time stamping authority (`openssl
//! ts`) with its real token, and a witness that remembers what it signed. `make tamper` prints the table.

mod bundles;
mod forge;
mod looks;
mod outsiders;
mod rows;
mod scene;
mod signed;
mod stamps;
mod worlds;

use looks::Look;
use scene::{Base, Scene};
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum By {
    Database,
    Key,
    Operator,
}

impl By {
    fn letter(self) -> &'static str {
        match self {
            By::Database => "A",
            By::Key => "B",
            By::Operator => "C",
        }
    }
}

/// What must catch it, or why nothing can.
pub enum Expect {
    Caught(&'static [Look]),
    Never(&'static str),
}

pub struct Way {
    pub kind: &'static str,
    pub what: &'static str,
    pub by: By,
    pub expect: Expect,
    pub act: Box<dyn Fn(&mut Scene) + Send + Sync>,
}

pub fn way(
    kind: &'static str,
    by: By,
    what: &'static str,
    caught: &'static [Look],
    act: impl Fn(&mut Scene) + Send + Sync + 'static,
) -> Way {
    Way { kind, what, by, expect: Expect::Caught(caught), act: Box::new(act) }
}

pub fn never(
    kind: &'static str,
    by: By,
    what: &'static str,
    why: &'static str,
    act: impl Fn(&mut Scene) + Send + Sync + 'static,
) -> Way {
    Way { kind, what, by, expect: Expect::Never(why), act: Box::new(act) }
}

/// What each way is caught by. Each has a house of its own, so they go side by side.
fn judged(base: &Base, ways: &[Way]) -> Vec<BTreeSet<Look>> {
    let judge = |way: &Way| {
        let mut scene = Scene::of(base);
        (way.act)(&mut scene);
        looks::all(&mut scene)
    };
    let (next, found) = (AtomicUsize::new(0), Mutex::new(vec![BTreeSet::new(); ways.len()]));
    std::thread::scope(|threads| {
        for _ in 0..4 {
            threads.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(way) = ways.get(at) else { return };
                    let looks = judge(way);
                    found.lock().expect("nobody panics here")[at] = looks;
                }
            });
        }
    });
    found.into_inner().expect("nobody panicked")
}

#[test]
fn every_way_of_tampering_is_caught_or_listed_with_the_reason_why_not() {
    let base = Base::make();
    let untouched = looks::all(&mut Scene::of(&base));
    assert!(untouched.is_empty(), "nothing was done and {untouched:?} says something");
    let ways: Vec<Way> = [rows::ways(), signed::ways(), worlds::ways(), bundles::ways(), stamps::ways()]
        .into_iter()
        .flatten()
        .collect();
    assert!(ways.len() >= 60);
    let (mut lines, mut wrong) = (vec![], vec![]);
    for (number, (way, found)) in ways.iter().zip(judged(&base, &ways)).enumerate() {
        let (fits, verdict) = match &way.expect {
            Expect::Caught(by) => (by.iter().all(|look| found.contains(look)), looks::names(&found)),
            Expect::Never(why) => (found.is_empty(), format!("not detectable: {why}")),
        };
        let line =
            format!("{:>3}  {:<10} {}  {:<66} {verdict}", number + 1, way.kind, way.by.letter(), way.what);
        if !fits {
            wrong.push(format!("{line}\n     found {}", looks::names(&found)));
        }
        lines.push(line);
    }
    println!("\n  #  object     by way{:63} caught by", "");
    println!("{}", lines.join("\n"));
    let caught = ways.iter().filter(|way| matches!(way.expect, Expect::Caught(_))).count();
    println!(
        "\n{caught} of {} caught, {} not detectable for the reason given.",
        ways.len(),
        ways.len() - caught
    );
    println!("A has the database and files, B the keys and the lock file too, C is the operator.");
    assert!(wrong.is_empty(), "not as expected:\n{}", wrong.join("\n"));
}
