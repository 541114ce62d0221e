//! The operator, or whoever has the database, changes what outsiders have said: tokens and cosignatures.

use super::By::{Database as A, Operator as C};
use super::bundles::{Files, hand_out, replaced, unpacked};
use super::looks::Look::{Doctor, Policy, Verifier};
use super::outsiders::{SIGNED_S, Stamper, TSA, WITNESS, at, cosigner, line};
use super::scene::{Base, Scene, handler_actor, zipped};
use super::{Way, way};
use domain::Party;
use journal::cosign::Cosigner;
use journal::stamp::as_response;

pub fn ways() -> Vec<Way> {
    [tokens(), beside(), noted(), cosignatures(), kept()].into_iter().flatten().collect()
}

fn stamp(what: &'static str, change: fn(&Scene, &mut Files)) -> Way {
    way("stamp", C, what, &[Verifier], move |scene| {
        let mut files = unpacked(&scene.base.bundle).expect("our own");
        change(scene, &mut files);
        hand_out(scene, |all| *all = files);
    })
}

fn named(files: &Files, ending: &str) -> String {
    let is = |name: &&String| name.starts_with("tsa/") && name.ends_with(ending);
    files.keys().find(is).expect("there is one").clone()
}

fn stamped_size(scene: &Scene) -> u64 {
    scene.base.stamped.checkpoint.size
}

fn tokens() -> Vec<Way> {
    vec![
        stamp("an old token is put under a newer state", |scene, files| {
            let now = scene.base.seen.size;
            for ending in ["tsr", "json", "tlog-proof"] {
                let old = files.remove(&format!("tsa/{TSA}-{}.{ending}", stamped_size(scene))).expect("it");
                files.insert(format!("tsa/{TSA}-{now}.{ending}"), old);
            }
            files.insert(format!("tsa/{now}.note"), scene.base.note.clone().into_bytes());
            files.insert(format!("tsa/{now}.consistency"), vec![]);
        }),
        stamp("the state under a token is exchanged for a newer one", |scene, files| {
            files.insert(named(files, ".note"), scene.base.note.clone().into_bytes());
        }),
        stamp("the token of another authority takes its place", |scene, files| {
            let note = String::from_utf8(files[&named(files, ".note")].clone()).expect("text");
            files.insert(named(files, ".tsr"), as_response(&scene.base.own_tsa.token(&note)));
        }),
        stamp("the same, with that authority's certificates", |scene, files| {
            let note = String::from_utf8(files[&named(files, ".note")].clone()).expect("text");
            files.insert(named(files, ".tsr"), as_response(&scene.base.own_tsa.token(&note)));
            files.insert(named(files, ".pem"), scene.base.own_tsa.tsa.chain_pem().into_bytes());
        }),
        stamp("a bit of a token's signature is turned", |_, files| {
            let token = named(files, ".tsr");
            *files.get_mut(&token).expect("it").last_mut().expect("bytes") ^= 1;
        }),
        stamp("the time in a token is another", |_, files| {
            let token = files.get_mut(&named(files, ".tsr")).expect("it");
            let time = token.windows(4).position(|bytes| bytes[..2] == [0x18, 0x0f] && bytes[2..] == *b"20");
            token[time.expect("a time") + 5] ^= 1;
        }),
        stamp("half of a token is cut off", |_, files| {
            let token = files.get_mut(&named(files, ".tsr")).expect("it");
            token.truncate(token.len() / 2);
        }),
    ]
}

fn beside() -> Vec<Way> {
    vec![
        stamp("the entry about a stamp claims another time", |scene, files| {
            let claimed = scene.base.stamped.at_ms.to_string();
            let entry = named(files, ".json");
            replaced(files, &entry, &claimed, &(scene.base.stamped.at_ms - 86_400_000).to_string());
        }),
        stamp("the proof of that entry is left out", |_, files| {
            drop(files.remove(&named(files, ".tlog-proof")))
        }),
        stamp("the proof that history went on from the stamp is left out", |_, files| {
            files.remove(&named(files, ".consistency"));
        }),
        stamp("that proof is altered", |_, files| {
            files.insert(named(files, ".consistency"), format!("{}=\n", "A".repeat(43)).into_bytes());
        }),
        way("stamp", C, "a stamp is left out with all that belongs to it", &[Policy], |scene| {
            hand_out(scene, |files| files.retain(|name, _| !name.starts_with("tsa/")));
        }),
    ]
}

/// The house itself writes a token down that the reader's authority never gave.
fn noted() -> Vec<Way> {
    let noted = |what, stamper: fn(&Base) -> &Stamper, hour| {
        way("stamp", C, what, &[Verifier], move |scene| {
            scene.put_back(&scene.base.copied);
            scene.write_on(at(hour), |house| {
                house.say(&handler_actor("han"), Party::Customer, &scene.base.case, "我们会赔偿");
                super::scene::seal(house);
                stamper(scene.base).stamps(house);
            });
            let house = super::scene::reopened(&scene.place, at(5));
            scene.handed = Some(zipped(&house.store, &scene.base.case).expect("a bundle"));
        })
    };
    vec![
        noted("a false authority stamps under the name of the true one", |base| &base.own_tsa, 4),
        noted("an entry dated ahead is stamped by the true one", |base| &base.tsa, 40),
    ]
}

fn cosigned(
    what: &'static str,
    caught: &'static [super::looks::Look],
    lines: fn(&Scene, &str) -> Vec<String>,
) -> Way {
    way("witness", C, what, caught, move |scene| {
        let bare = scene.base.note.clone();
        let (before, lines) = (scene.base.cosigned.clone(), lines(scene, &bare));
        let after = journal::note::with_lines(&bare, &lines);
        hand_out(scene, |files| {
            for bytes in files.values_mut() {
                if let Ok(text) = String::from_utf8(bytes.clone()) {
                    *bytes = text.replace(&before, &after).into_bytes();
                }
            }
        });
    })
}

fn cosignatures() -> Vec<Way> {
    vec![
        cosigned("a witness's signature is taken off", &[Policy], |_, _| vec![]),
        cosigned("its signature of another size stands there", &[Verifier], |scene, _| {
            vec![line(&cosigner(), &scene.base.older_note, SIGNED_S)]
        }),
        cosigned("its key is exchanged for one of the house's own", &[Policy], |_, note| {
            vec![line(&Cosigner::new(WITNESS, [66; 32]).expect("a name"), note, SIGNED_S)]
        }),
        cosigned("somebody of another name signs in its place", &[Policy], |_, note| {
            vec![line(&Cosigner::new("press.example/w", [77; 32]).expect("a name"), note, SIGNED_S)]
        }),
        cosigned("the time of its signature is another", &[Verifier], |_, note| {
            let (honest, later) = (line(&cosigner(), note, SIGNED_S), line(&cosigner(), note, SIGNED_S + 1));
            vec![with_time_of(&honest, &later)]
        }),
        cosigned("one of its signatures does not hold, another does", &[Verifier], |scene, note| {
            [note, &scene.base.older_note].map(|note| line(&cosigner(), note, SIGNED_S)).to_vec()
        }),
    ]
}

/// The signature of one line with the time of another.
fn with_time_of(line: &str, other: &str) -> String {
    use base64::{Engine, prelude::BASE64_STANDARD};
    let bytes = |line: &str| BASE64_STANDARD.decode(line.rsplit(' ').next().expect("it")).expect("bytes");
    let (mut mixed, other) = (bytes(line), bytes(other));
    mixed[4..12].copy_from_slice(&other[4..12]);
    format!("— {WITNESS} {}", BASE64_STANDARD.encode(mixed))
}

/// What the house keeps of them.
fn kept() -> Vec<Way> {
    vec![
        way("stamp", A, "the kept certificates of an authority are exchanged", &[Doctor], |scene| {
            let other = scene.base.own_tsa.tsa.chain_pem();
            scene.database().execute("update chains set pem = ?1", [other]).expect("changed");
        }),
        way("stamp", A, "the kept certificates of an authority are deleted", &[Doctor, Policy], |scene| {
            scene.sql("delete from chains");
            let store = super::scene::reopened(&scene.place, at(5));
            scene.handed = zipped(&store.store, &scene.base.case).ok();
        }),
        way("witness", A, "a kept cosignature is exchanged", &[Doctor], |scene| {
            let other = line(&cosigner(), &scene.base.older_note, SIGNED_S);
            scene.database().execute("update cosignatures set line = ?1", [other]).expect("changed");
        }),
        way("witness", A, "a kept cosignature is said to be another's", &[Doctor], |scene| {
            let thief = Cosigner::new(WITNESS, [66; 32]).expect("a name").witness().to_string();
            scene.database().execute("update cosignatures set key = ?1", [thief]).expect("changed");
        }),
    ]
}
