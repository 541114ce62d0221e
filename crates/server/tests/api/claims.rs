//! Claims against a carrier: where they are sent, with which papers, and what became of the letter.

use crate::desk::browser::Browser;
use crate::house::{HOUR_MS, House, in_house, kinds};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use connect::fake::FakeSmtp;
use connect::fake::smtp::{Behaviour, Received};
use mail_parser::{MessageParser, MimeHeaders};
use serde_json::{Value, json};
use server::jobs::Channels;

const DAY_MS: i64 = 24 * HOUR_MS;
const CARRIER: &str = "claims@carrier.example";

/// The carrier was found to bear it, by the order's record and a note of ours, and the platform has paid ahead.
fn owed_by_carrier(house: &House) -> (String, String) {
    for account in ["advance", "goodwill"] {
        let body = json!({ "amount_fen": 50_000, "reference": format!("bank-{account}") });
        house.post("chief", &format!("/api/v1/accounts/{account}/fund"), body).is(200);
    }
    let (id, link) = house.filed();
    let note = BASE64_STANDARD.encode("站点承认丢件，联系过收件人 13812345678。");
    house.act("li", &id, "evidence", json!({ "files": [{ "base64": note }] }));
    let share = json!({
        "party": "carrier", "percent": 100, "cites": ["e1", "e2"],
        "rules": ["playbook:carriage", "ecommerce:20"],
    });
    house.act("li", &id, "finding", json!({ "shares": [share], "reasons": "站点丢件" }));
    for _ in 0..6 {
        house.act("chief", &id, "climb", json!({}));
        let case = house.case("chief", &id);
        let offer = case["offers"].as_array().and_then(|all| all.last()).expect("an offer").clone();
        if offer["rung"] == "advance" {
            house.act("", &link, "accept", json!({ "offer": offer["id"] }));
            break;
        }
        house.act("", &link, "decline", json!({ "offer": offer["id"], "why": "还不够" }));
    }
    (id, link)
}

fn claim(house: &House) -> Value {
    house.get("li", "/api/v1/claims").is(200)["items"][0].clone()
}

fn address(email: &str) -> Value {
    json!({ "claim": "k1", "address": { "email": email } })
}

/// A notice waits for the checkpoint of what it tells.
fn pass(house: &House, channels: &Channels) {
    for _ in 0..2 {
        house.pass_to(channels).unwrap_or_else(|error| panic!("{}", error.detail()));
    }
}

fn letters(smtp: &FakeSmtp) -> Vec<Received> {
    smtp.received().into_iter().filter(|mail| mail.envelope_to == [CARRIER]).collect()
}

/// Name and text of what goes along, without our receipt.
fn enclosed(mail: &Received) -> Vec<(String, String)> {
    let parsed = MessageParser::default().parse(&mail.raw).expect("a mail");
    let named = parsed.parts.iter().filter_map(|part| Some((part.attachment_name()?, part.contents())));
    let papers = named.filter(|(name, _)| !name.starts_with("receipt"));
    papers.map(|(name, bytes)| (name.to_owned(), String::from_utf8_lossy(bytes).into_owned())).collect()
}

#[test]
fn a_claim_goes_to_the_carrier_with_its_papers_and_every_reminder_after_it() {
    in_house(|house| {
        let smtp = FakeSmtp::start().expect("it starts");
        let channels = crate::notices::channels(&smtp);
        let (id, link) = owed_by_carrier(house);
        let path = format!("/api/v1/cases/{id}/claim");
        let open = claim(house);
        assert_eq!(
            (&open["from"], &open["addressed"], &open["letter"]),
            (&json!("carrier"), &json!(false), &Value::Null)
        );
        pass(house, &channels);
        assert!(letters(&smtp).is_empty(), "nobody has said where");
        house.post("shop", &path, address(CARRIER)).problem(403, "not_allowed");
        house.post("li", &path, address("not a mail")).problem(422, "mail_invalid");
        house.post("li", &path, address(" ")).problem(422, "contact_missing");
        house.act("li", &id, "claim", address(CARRIER));
        pass(house, &channels);
        let sent = letters(&smtp);
        let number = house.case("li", &id)["number"].as_str().expect("a number").to_owned();
        assert_eq!(sent.len(), 1);
        for part in ["追偿函", &number] {
            assert!(sent[0].subject.contains(part), "{}", sent[0].subject);
        }
        for part in ["129", "100%", "E1 ", "E2 ", &format!("{number}-k1")] {
            assert!(sent[0].text.contains(part), "{part}: {}", sent[0].text);
        }
        let papers = enclosed(&sent[0]);
        assert_eq!(papers.len(), 1, "the record of the order stays here: {papers:?}");
        assert!(papers[0].1.contains("站点承认丢件") && !papers[0].1.contains("13812345678"), "{papers:?}");
        assert_eq!(claim(house)["letter"], json!({ "what": "carrier_claim", "state": "done", "code": "" }));
        let entries = kinds(&house.case("li", &id));
        assert_eq!(entries.iter().filter(|kind| *kind == "evidence_handed_out").count(), 1);
        for (lang, words) in [("zh-CN", "最近一封已送达"), ("en", "last letter sent")] {
            let page = Browser::of(house, "li").get(&format!("/desk/claims?lang={lang}")).is(200);
            assert!(page.has(words) && !page.has(CARRIER), "{lang}");
        }
        for (user, name) in [("", &link), ("shop", &id)] {
            let seen = house.case(user, name).to_string();
            assert!(!seen.contains("claim_addressed") && !seen.contains("carrier.example"), "{user}");
        }
        house.clock.advance(15 * DAY_MS);
        pass(house, &channels);
        let sent = letters(&smtp);
        assert_eq!((sent.len(), claim(house)["reminders"].as_i64()), (2, Some(1)));
        assert!(sent[1].subject.contains("催付") && enclosed(&sent[1]).len() == 1, "{}", sent[1].subject);
        house.act(
            "li",
            &id,
            "claim",
            json!({ "claim": "k1", "received": { "amount_fen": 2_900, "reference": "bank-9" } }),
        );
        house.clock.advance(15 * DAY_MS);
        pass(house, &channels);
        let sent = letters(&smtp);
        assert!(
            sent.len() == 3 && sent[2].text.contains("100.00") && sent[2].text.contains("29.00"),
            "{}",
            sent[2].text
        );
    });
}

#[test]
fn a_letter_that_does_not_arrive_is_shown_and_one_to_a_shop_is_none_of_these() {
    in_house(|house| {
        let smtp = FakeSmtp::start().expect("it starts");
        let channels = crate::notices::channels(&smtp);
        let (id, _) = owed_by_carrier(house);
        smtp.set_behaviour(Behaviour::Down);
        house.act("li", &id, "claim", address(CARRIER));
        for _ in 0..8 {
            pass(house, &channels);
            house.clock.advance(9 * HOUR_MS);
        }
        assert_eq!(claim(house)["letter"]["state"], "dead");
        let page = Browser::of(house, "li").get("/desk/claims?lang=en").is(200);
        assert!(page.has("last letter not delivered (unreachable)"));
        smtp.set_behaviour(Behaviour::Accept);
        house.act("li", &id, "claim", json!({ "claim": "k1", "pass": { "to": "merchant" } }));
        house.post("li", &format!("/api/v1/cases/{id}/claim"), address(CARRIER)).problem(403, "not_allowed");
        pass(house, &channels);
        assert!(letters(&smtp).is_empty());
        house.act(
            "li",
            &id,
            "claim",
            json!({ "claim": "k1", "pass": { "to": "carrier", "papers": ["e2"] } }),
        );
        pass(house, &channels);
        assert_eq!(letters(&smtp).len(), 1, "back to the carrier, whose address is known");
    });
}
