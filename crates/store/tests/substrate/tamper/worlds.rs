//! Whole other histories, written by the product itself: an older state of the house is put back with its keys and
//! lock file, and goes on differently. Inside nothing is wrong then; what people outside hold is.

use super::By::{Database as A, Key as B, Operator as C};
use super::looks::Look::{Doctor, Receipts, Sealer, Stamp, Witness};
use super::outsiders::at;
use super::scene::{Scene, copy, handler_actor, map, photo, seal, start_ms, zipped};
use super::{Way, never, way};
use crate::house::{HOUR_MS, House, intake};
use domain::{Actor, Party};
use std::fs;
use store::filing::Intake;

/// In which hour other histories are written.
const LATER: i64 = 4;
const NEWER: &str = "newer than the last outside copy";

pub fn ways() -> Vec<Way> {
    [restored(), forks(), newer(), clock()].into_iter().flatten().collect()
}

fn han() -> Actor {
    handler_actor("han")
}

fn say(house: &House, scene: &Scene, text: &str) {
    house.say(&han(), Party::Customer, &scene.base.case, text);
}

/// Until it is longer than what was seen outside.
fn fill(house: &House, scene: &Scene) {
    for n in 0..12 {
        house.say(&han(), Party::Customer, &scene.base.other, &format!("另一段{n}"));
    }
}

fn restored() -> Vec<Way> {
    vec![
        way(
            "database",
            A,
            "an older copy of the database is put back",
            &[Doctor, Sealer, Receipts, Witness],
            |scene| {
                for name in ["redress.db", "redress.db-wal", "redress.db-shm"] {
                    let _ = fs::remove_file(scene.place.dir().join(name));
                    let older = scene.base.early.dir().join(name);
                    if older.exists() {
                        fs::copy(older, scene.place.dir().join(name)).expect("copied");
                    }
                }
            },
        ),
        way(
            "database",
            A,
            "an older copy is put back and written on",
            &[Doctor, Sealer, Receipts],
            |scene| {
                let lock = fs::read(scene.place.dir().join("journal.lock")).expect("the lock");
                scene.put_back(&scene.base.early);
                fs::write(scene.place.dir().join("journal.lock"), lock).expect("written");
                let house = super::scene::reopened(&scene.place, at(LATER));
                fill(&house, scene);
            },
        ),
        way(
            "database",
            B,
            "an older copy is put back with its lock file",
            &[Receipts, Witness, Stamp],
            |scene| {
                scene.put_back(&scene.base.early);
            },
        ),
    ]
}

type Story = fn(&House, &Scene);

/// From before the outside copies on.
fn forks() -> Vec<Way> {
    let stories: [(&str, Story); 8] = [
        ("a message to the customer was never written", |house, scene| {
            house.note(&han(), &scene.base.case, "仓库承认丢失");
            say(house, scene, "我们会赔偿");
        }),
        ("a message to the customer has other words", |house, scene| {
            say(house, scene, "您的包裹已经送到");
            house.note(&han(), &scene.base.case, "仓库承认丢失");
            say(house, scene, "我们会赔偿");
        }),
        ("an internal note was never written", |house, scene| {
            say(house, scene, "我们弄丢了您的包裹");
            say(house, scene, "我们会赔偿");
        }),
        ("messages came in another order", |house, scene| {
            say(house, scene, "我们会赔偿");
            say(house, scene, "我们弄丢了您的包裹");
        }),
        ("a note that suits the house was written first", |house, scene| {
            house.note(&han(), &scene.base.case, "客户承认收到");
            say(house, scene, "我们弄丢了您的包裹");
        }),
        ("somebody else said it", |house, scene| {
            house.say(&handler_actor("lei"), Party::Customer, &scene.base.case, "我们弄丢了您的包裹");
        }),
        ("another complaint with another photo was filed before", |house, scene| {
            house.file(Intake { files: vec![photo(7).into()], ..intake("别人的包裹") });
            say(house, scene, "我们弄丢了您的包裹");
        }),
        ("nothing of the case happened at all", |_, _| {}),
    ];
    let mut ways = vec![];
    for (what, story) in stories {
        ways.push(way("fork", B, what, &[Receipts, Witness, Stamp], move |scene| {
            scene.put_back(&scene.base.early);
            scene.write_on(at(LATER), |house| {
                story(house, scene);
                fill(house, scene);
                seal(house);
                map(house, "2026-05-29");
            });
        }));
    }
    ways.push(way("fork", C, "the court is shown another history than the customer", &[Receipts], |scene| {
        let other = copy(&scene.base.early);
        let house = super::scene::reopened(&other, at(LATER));
        say(&house, scene, "您的包裹已经送到");
        fill(&house, scene);
        seal(&house);
        scene.handed = Some(zipped(&house.store, &scene.base.case).expect("a bundle"));
    }));
    ways.push(way(
        "fork",
        C,
        "a new journal under a new key begins",
        &[Doctor, Sealer, Receipts, Witness],
        |scene| {
            scene.put_back(&scene.base.early);
            let key = scene.place.dir().join("keys/journal");
            fs::remove_file(&key).expect("removed");
            fs::write(key, [9; 32]).expect("written");
        },
    ));
    ways
}

/// From the outside copies on: inside nothing is wrong, and outside nobody has seen what was.
fn newer() -> Vec<Way> {
    let stories: [(&str, &str, Story); 4] = [
        ("omission", "a message newer than every outside copy was never written", |house, _| {
            house.file(intake("还没有人看到的投诉"));
        }),
        ("omission", "a complaint newer than every outside copy was never filed", |house, scene| {
            say(house, scene, "赔偿已经安排");
        }),
        ("fork", "words newer than every outside copy are others", |house, scene| {
            say(house, scene, "不会赔偿");
            house.file(intake("还没有人看到的投诉"));
        }),
        ("fork", "an entry newer than every outside copy is made up", |house, scene| {
            house.note(&han(), &scene.base.case, "客户撤回投诉");
        }),
    ];
    let mut ways = vec![];
    for (kind, what, story) in stories {
        ways.push(never(kind, B, what, NEWER, move |scene| {
            scene.put_back(&scene.base.copied);
            scene.write_on(at(LATER), |house| story(house, scene));
        }));
    }
    let never_entered = "what is never entered leaves no trace; the customer's own record of filing shows it";
    ways.push(never("omission", C, "a telephone call is not entered at all", never_entered, |_| {}));
    let nobody = "the journal proves that words are unaltered, not that they are true";
    ways.push(never("content", C, "an untrue note is entered", nobody, |scene| {
        scene.write_on(at(LATER) + 1, |house| drop(house.note(&han(), &scene.base.case, "客户已经满意")));
    }));
    ways
}

/// The door never lets the journal run backwards, so whoever turns the clock back has to make it forget.
fn turned_back(scene: &mut Scene) {
    scene.put_back(&scene.base.copied);
    scene.sql("update head set at_ms = 0");
}

fn clock() -> Vec<Way> {
    vec![
        way("clock", C, "the clock is turned back by hours and something is written", &[Stamp], |scene| {
            turned_back(scene);
            scene.write_on(at(1), |house| say(house, scene, "一切都按时办理"));
        }),
        way("clock", C, "the clock is turned back by a year and something is written", &[Stamp], |scene| {
            turned_back(scene);
            scene.write_on(start_ms() - 365 * 24 * HOUR_MS, |house| say(house, scene, "去年已经办理"));
        }),
        never(
            "clock",
            C,
            "the clock is turned back to just behind the last stamp",
            "an entry's time is known between two stamps, not closer",
            |scene| {
                scene.put_back(&scene.base.copied);
                scene.write_on(scene.base.stamped.at_ms + 1, |house| say(house, scene, "早就办理"));
            },
        ),
    ]
}
