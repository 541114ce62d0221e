//! A review board through pages and API: drawn, hidden until all are in, revealed at once, minuted.

use crate::desk::browser::{Browser, block};
use crate::house::{HOUR_MS, House, in_house, word};
use domain::actor::Role;
use domain::{Actor, CaseId, SubjectId};
use serde_json::{Value, json};
use std::io::{Cursor, Read};
use store::db::Connection;
use store::export::{Extent, export_as};

const SECRET: &str = "qxsecretreasons";
const EVERYBODY: [&str; 9] = ["li", "wang", "chief", "admin", "ann", "ben", "cui", "dai", "shop"];

fn board(house: &House) -> (String, String, Vec<String>) {
    for name in ["ann", "ben", "cui", "dai"] {
        house.user(name, Role::Handler, None);
        house.post("chief", &format!("/api/v1/colleagues/{name}/work"), json!({ "boards": true })).is(200);
    }
    let (id, link) = house.filed();
    let new = json!({ "question": "这单该不该先行赔付？", "options": ["应当", "不应当"] });
    house.post("li", &format!("/api/v1/cases/{id}/convene"), new.clone()).problem(403, "not_allowed");
    house.act("chief", &id, "convene", new);
    let told = house.case("chief", &id);
    let seats = told["boards"][0]["seats"].as_array().expect("seats");
    (id, link, seats.iter().map(|seat| word(&seat["user"])).collect())
}

fn vote(option: u8, reasons: &str) -> Value {
    json!({ "board": "b1", "option": option, "reasons": reasons })
}

/// Every page, answer and export of a case that reads, as everybody, and the bytes of every entry.
fn shown(house: &House, id: &str, link: &str) -> Vec<String> {
    let mut all = vec![house.get("", &format!("/c/{link}")).text(), house.case("", link).to_string()];
    for user in EVERYBODY {
        for path in [
            format!("/api/v1/cases/{id}"),
            format!("/desk/cases/{id}"),
            format!("/m/cases/{id}"),
            format!("/api/v1/cases?q={SECRET}"),
            "/api/v1/cases?view=all".to_owned(),
            "/desk".to_owned(),
        ] {
            all.push(house.get(user, &path).text());
        }
        all.push(house.post(user, &format!("/api/v1/cases/{id}/bundle"), json!({})).text());
        let person = json!({ "phone": "13812345678", "why": "本人要求" });
        all.push(house.post(user, "/api/v1/persons/export", person).text());
    }
    let (subject, store) = (CaseId::new(id).subject(), house.store.clone());
    let read = move |db: &mut Connection| entries(db, &subject);
    all.extend(block(store.db().read(read)).expect("entries"));
    all.extend(redacted(house, &CaseId::new(id)));
    all
}

/// Every file of the edition for others.
fn redacted(house: &House, case: &CaseId) -> Vec<String> {
    block(house.store.redact(&Actor::System, case)).unwrap_or_else(|error| panic!("{}", error.detail()));
    house.pass();
    let bundle = export_as(&house.store, case, None, Extent::Redacted);
    let bundle = bundle.unwrap_or_else(|error| panic!("{}", error.detail()));
    let zip = bundle.write(Cursor::new(vec![])).expect("a bundle").into_inner();
    let mut zip = zip::ZipArchive::new(Cursor::new(zip)).expect("a bundle");
    let mut texts = vec![];
    for at in 0..zip.len() {
        let mut bytes = vec![];
        zip.by_index(at).expect("a file of it").read_to_end(&mut bytes).expect("it unpacks");
        texts.push(String::from_utf8_lossy(&bytes).into_owned());
    }
    texts
}

fn entries(db: &mut Connection, subject: &SubjectId) -> Result<Vec<String>, store::Error> {
    let all = store::journal_of::of_subject(db, subject)?;
    Ok(all.iter().map(|entry| serde_json::to_string(&entry.event).expect("an event")).collect())
}

#[test]
fn a_vote_is_nowhere_to_be_read_until_all_are_in() {
    in_house(|house| {
        let (id, link, seats) = board(house);
        let path = format!("/api/v1/cases/{id}/vote");
        house.post("li", &path, vote(0, SECRET)).problem(403, "not_a_member");
        house.post(&seats[0], &path, vote(2, SECRET)).problem(422, "options_invalid");
        for name in &seats[..2] {
            let done = house.act(name, &id, "vote", vote(1, SECRET));
            assert!(!done.to_string().contains(SECRET), "not even the answer to a vote repeats it");
        }
        house.post(&seats[0], &path, vote(0, "改主意")).problem(409, "voted_already");
        house.pass();
        for text in shown(house, &id, &link) {
            assert!(!text.contains(SECRET), "a hidden vote is shown: {text}");
            assert!(!text.contains("board_revealed"), "{text}");
        }
        house.post("chief", &format!("/api/v1/cases/{id}/bundle"), json!({})).problem(409, "votes_hidden");
        let mine = house.case(&seats[0], &id);
        let seat = &mine["boards"][0]["seats"][0];
        assert_eq!(
            (&seat["state"], &seat["option"]),
            (&json!("voted"), &Value::Null),
            "whoever voted sees no more"
        );
        house.act(&seats[2], &id, "vote", vote(0, "少数意见的理由"));
        house.post(&seats[2], &path, vote(0, "再投")).problem(409, "vote_late");
        let told = house.case("li", &id);
        let board = &told["boards"][0];
        assert_eq!((&board["state"], &board["result"]), (&json!("revealed"), &json!(1)));
        let dissents: Vec<&Value> = board["seats"]
            .as_array()
            .expect("seats")
            .iter()
            .filter(|seat| seat["dissents"] == true)
            .collect();
        assert_eq!((dissents.len(), &dissents[0]["reasons"]), (1, &json!("少数意见的理由")));
        let page = Browser::of(house, "li").get(&format!("/desk/cases/{id}?lang=zh-CN")).is(200);
        assert!(page.has(SECRET) && page.has("不同意见") && page.has("少数意见的理由"));
        for (user, name) in [("", &link), ("shop", &id)] {
            let seen = house.case(user, name).to_string();
            assert!(!seen.contains(SECRET) && !seen.contains("先行赔付"), "a board is ours: {seen}");
        }
    });
}

#[test]
fn the_desk_convenes_votes_steps_back_and_writes_minutes() {
    in_house(|house| {
        let (id, _, seats) = board(house);
        let chief = Browser::of(house, "chief");
        let first = Browser::of(house, &seats[0]);
        assert!(first.get(&format!("/desk/cases/{id}?lang=zh-CN")).is(200).has("act-vote"));
        assert!(!chief.get(&format!("/desk/cases/{id}")).is(200).has("act-vote"), "who asks does not vote");
        first.act(&id, "recuse", &[("board", "b1"), ("text", "和商家认识")]).is(303);
        let told = house.case("chief", &id);
        let sitting: Vec<String> = told["boards"][0]["seats"]
            .as_array()
            .expect("seats")
            .iter()
            .filter(|seat| seat["state"] == "sitting")
            .map(|seat| word(&seat["user"]))
            .collect();
        assert_eq!(sitting.len(), 3, "the next of the draw sits");
        for (at, name) in sitting.iter().enumerate() {
            let option = if at == 0 { "1" } else { "0" };
            let fields = [("board", "b1"), ("option", option), ("text", "理由写在这里")];
            Browser::of(house, name).act(&id, "vote", &fields).is(303);
        }
        let fields = [
            ("board", "b1"),
            ("text", "多数认为应当先行赔付。"),
            ("team_1", "legal"),
            ("action_1", "核对追偿条款"),
        ];
        chief.act(&id, "minutes", &fields).is(303);
        let told = house.case("chief", &id);
        assert_eq!(told["boards"][0]["minutes"]["text"], "多数认为应当先行赔付。");
        assert_eq!(
            (&told["tasks"][0]["team"], &told["tasks"][0]["text"]),
            (&json!("legal"), &json!("核对追偿条款"))
        );
    });
}

#[test]
fn when_its_time_is_over_the_clock_opens_what_the_quorum_voted() {
    in_house(|house| {
        let (id, _, seats) = board(house);
        for name in &seats[..2] {
            house.act(name, &id, "vote", vote(0, "理由"));
        }
        house.clock.advance(7 * 24 * HOUR_MS);
        house.pass();
        let told = house.case("chief", &id);
        assert_eq!(
            (&told["boards"][0]["state"], &told["boards"][0]["result"]),
            (&json!("revealed"), &json!(0))
        );
        let (id, _, seats) = {
            let (id, link) = house.filed();
            let new = json!({ "question": "再问一次？", "options": ["应当", "不应当"] });
            house.act("chief", &id, "convene", new);
            let told = house.case("chief", &id);
            let seats = told["boards"][0]["seats"].as_array().expect("seats").clone();
            (id, link, seats)
        };
        house.act(&word(&seats[0]["user"]), &id, "vote", vote(0, SECRET));
        house.clock.advance(7 * 24 * HOUR_MS);
        house.pass();
        let told = house.case("chief", &id);
        assert_eq!(told["boards"][0]["state"], "failed");
        assert!(!told.to_string().contains(SECRET), "votes that came to nothing are gone unread");
    });
}
