//! A house with two shops and four cases, every secret in them a word that stands nowhere else.

use super::readers::Reader;
use crate::house::{HOUR_MS, House, complaint, word};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::actor::Role;
use serde_json::{Value, json};

pub struct Canary {
    pub name: &'static str,
    pub text: &'static str,
    /// Who reads it just so.
    who: &'static [&'static str],
    /// Who reads it only after saying why.
    reveals: &'static [&'static str],
}

const STAFF: &[&str] = &["li", "wang", "rev", "chief", "admin"];
/// Whoever sees an item of the highest tier on which wang is named.
const NAMED: &[&str] = &["wang", "rev", "chief", "admin"];
const BOTH: &[&str] = &["customer", "shop", "li", "wang", "rev", "chief", "admin"];
const OURS_AND_CUSTOMER: &[&str] = &["customer", "li", "wang", "rev", "chief", "admin"];
const OURS_AND_SHOP: &[&str] = &["shop", "li", "wang", "rev", "chief", "admin"];
const NOBODY: &[&str] = &[];

/// What it is, its word, who reads it, and who else once they have said why.
type Line = (&'static str, &'static str, &'static [&'static str], &'static [&'static str]);

const TABLE: &[Line] = &[
    ("the matter", "qxmatter", BOTH, NOBODY),
    ("a phone number in it", "13900008888", &["customer"], STAFF),
    ("a word hidden by hand", "qxhidden", &["customer"], STAFF),
    ("the customer's phone", "13611112222", NOBODY, STAFF),
    ("an internal note", "qxnote", STAFF, NOBODY),
    ("what a drafted finding says", "qxfindingdraft", STAFF, NOBODY),
    ("why it was sent back", "qxsentback", STAFF, NOBODY),
    ("why it was found so", "qxfound", BOTH, NOBODY),
    ("what an appeal says", "qxappeal", BOTH, NOBODY),
    ("what a side says on the telephone", "qxtelephone", BOTH, NOBODY),
    ("who called", "qxcaller", STAFF, NOBODY),
    ("what a board is asked", "qxboard", STAFF, NOBODY),
    ("a vote before it is revealed", "qxhiddenvote", NOBODY, NOBODY),
    ("a vote once it is revealed", "qxopenvote", STAFF, NOBODY),
    ("what a board came to", "qxminutes", STAFF, NOBODY),
    ("what a person says of a silence", "qxperson", OURS_AND_SHOP, NOBODY),
    ("what counts against the customer", "qxcounted", OURS_AND_CUSTOMER, NOBODY),
    ("what does not", "qxfair", STAFF, NOBODY),
    ("a code the customer can use", "qxvoucher", OURS_AND_CUSTOMER, NOBODY),
    ("a draft", "qxdraft", &["li"], NOBODY),
    ("why somebody looked", "qxlooked", STAFF, NOBODY),
    ("why it is held", "qxheld", STAFF, NOBODY),
    ("what we say to the shop", "qxtoshop", OURS_AND_SHOP, NOBODY),
    ("what we say to the customer", "qxtocustomer", OURS_AND_CUSTOMER, NOBODY),
    ("what the customer says to us", "qxcustomersays", OURS_AND_CUSTOMER, NOBODY),
    ("what the shop says to us", "qxshopsays", OURS_AND_SHOP, NOBODY),
    ("what the customer is asked", "qxaskcustomer", OURS_AND_CUSTOMER, NOBODY),
    ("what the shop is asked", "qxaskshop", OURS_AND_SHOP, NOBODY),
    (
        "what the carrier is asked",
        "qxaskcarrier",
        &["carrier", "li", "wang", "rev", "chief", "admin"],
        NOBODY,
    ),
    ("the carrier's address", "qxaddress@example.cn", NOBODY, NOBODY),
    ("the customer's file", "qxcustomerfile", BOTH, NOBODY),
    ("a phone number in it as a file", "13800007777", OURS_AND_CUSTOMER, NOBODY),
    ("a file of the shop nobody cites", "qxshopfile", OURS_AND_SHOP, NOBODY),
    ("a file of ours", "qxourfile", STAFF, NOBODY),
    ("a file for its giver and us", "qxtierone", OURS_AND_CUSTOMER, NOBODY),
    ("a file for us alone", "qxtiertwo", STAFF, NOBODY),
    ("a file for those who are named", "qxtierthree", &["customer", "wang", "rev", "chief", "admin"], NOBODY),
    ("its name", "qxthreename", &["customer", "wang", "rev", "chief", "admin"], NOBODY),
    ("why only for those", "qxtierwhy", NAMED, NOBODY),
    ("what is made of it", "qxreasonsthree", &["customer", "wang", "rev", "chief", "admin"], NOBODY),
    ("a picture that was covered", "qxpicture", OURS_AND_CUSTOMER, NOBODY),
    ("what the shop says to a piece", "qxremark", BOTH, NOBODY),
    ("a word of it hidden by hand", "qxunkind", &["shop"], STAFF),
    ("what the order holds", "qxorder", OURS_AND_SHOP, NOBODY),
    ("the buyer's phone", "13722223333", NOBODY, STAFF),
    ("what was erased", "qxgone", NOBODY, NOBODY),
    (
        "another customer's matter",
        "qxneighbour",
        &["neighbour", "other", "li", "wang", "rev", "chief", "admin"],
        NOBODY,
    ),
    (
        "another customer's file",
        "qxneighbourfile",
        &["neighbour", "other", "li", "wang", "rev", "chief", "admin"],
        NOBODY,
    ),
    ("a restricted matter", "qxrestricted", NOBODY, NOBODY),
    ("a restricted file", "qxshutfile", NOBODY, NOBODY),
    ("a restricted order", "qxshutorder", NOBODY, NOBODY),
    ("a restricted note", "qxshutnote", NOBODY, NOBODY),
    ("why it should be erased", "qxforget", OURS_AND_CUSTOMER, NOBODY),
    ("an erased matter", "qxerased", NOBODY, NOBODY),
    ("an erased file", "qxerasedfile", NOBODY, NOBODY),
];

impl Canary {
    pub fn is_for(&self, reader: &Reader, route: &str) -> bool {
        let reveals = route.ends_with("/{action}") || route.ends_with("/reveal");
        self.who.contains(&reader.person)
            || (reveals && self.reveals.contains(&reader.person))
            || self.packed(reader, route)
    }
    /// A bundle is the whole case for a court; that it was taken is on record.
    fn packed(&self, reader: &Reader, route: &str) -> bool {
        route.ends_with("/bundle")
            && NAMED.contains(&reader.person)
            && !["qxgone", "qxdraft"].contains(&self.text)
    }
    pub fn is_for_somebody(&self) -> bool {
        !self.who.is_empty()
    }
    /// Search knows the words of a text before they were covered, for whoever reads the text.
    pub fn is_found_by(&self, reader: &Reader) -> bool {
        let covered = !self.reveals.is_empty() && BOTH.contains(&reader.person);
        self.who.contains(&reader.person) || covered
    }
}

pub struct Scene {
    pub canaries: Vec<Canary>,
    pub case: String,
    pub link: String,
    pub third: String,
    pub neighbour: String,
    pub neighbour_link: String,
    pub restricted: String,
    pub restricted_link: String,
    pub erased: String,
    pub erased_link: String,
    /// How many pieces of evidence the fullest case has.
    pub pieces: usize,
    /// A picture for those who are named, the proposal to cover it, and the entry that assesses a file like it.
    pub picture: String,
    pub proposal: String,
    pub reasons: u64,
}

impl Scene {
    pub fn set(house: &House) -> Scene {
        house.user("rev", Role::Reviewer, None);
        house.order_of("A-7777", "m1", "qxorder", "13722223333");
        house.order_of("A-8888", "m1", "qxshutorder", "13522224444");
        house.order_of("A-9999", "m2", "lamp", "13522225555");
        let (neighbour, neighbour_link) = neighbour(house);
        let (restricted, restricted_link) = restricted(house);
        let (erased, erased_link) = erased(house);
        let (case, link) =
            file(house, "qxmatter 电话13900008888，我家的狗叫qxhidden", Some("A-7777"), "13611112222");
        talk(house, &case, &link);
        let third = ask(house, &case);
        decide(house, &case, &link);
        sit(house, &case, &neighbour);
        let (picture, proposal) = show(house, &case, &link);
        insure(house, &case, &link);
        house.post("rev", &format!("/api/v1/cases/{case}/hold"), json!({ "why": "qxheld" })).is(200);
        let canary = |&(name, text, who, reveals): &Line| Canary { name, text, who, reveals };
        let told = house.case("wang", &case);
        let canaries = TABLE.iter().map(canary).collect();
        let pieces = told["evidence"].as_array().expect("evidence").len();
        let reasons = entry(house, "wang", &case, "qxreasonsthree");
        house.pass();
        Scene {
            canaries,
            case,
            link,
            third,
            neighbour,
            neighbour_link,
            restricted,
            restricted_link,
            erased,
            erased_link,
            pieces,
            picture,
            proposal,
            reasons,
        }
    }
}

fn file(house: &House, text: &str, order: Option<&str>, phone: &str) -> (String, String) {
    let mut new = complaint();
    new["matter"]["text"] = text.into();
    new["person"]["phone"] = phone.into();
    match order {
        Some(order) => new["order"]["number"] = order.into(),
        None => new["order"] = Value::Null,
    }
    let filed = house.post("li", "/api/v1/cases", new).is(201);
    (word(&filed["id"]), word(&filed["link"]).rsplit('/').next().expect("a link").to_owned())
}

/// The API knows the customer by the link.
fn by_link(house: &House, link: &str, action: &str, body: Value) {
    house.post("", &format!("/api/v1/cases/{link}/{action}"), body).is(200);
}

fn give(house: &House, user: &str, name: &str, bytes: &[u8], file: &str) {
    let base64 = BASE64_STANDARD.encode(bytes);
    let body = json!({ "files": [{ "base64": base64, "name": file }] });
    house.post(user, &format!("/api/v1/cases/{name}/evidence"), body).is(200);
}

/// The number of the entry that holds a word.
fn entry(house: &House, user: &str, case: &str, word: &str) -> u64 {
    let told = house.case(user, case);
    let entries = told["timeline"].as_array().expect("a timeline");
    let holds = |entry: &&Value| entry["text"].as_str().is_some_and(|text| text.contains(word));
    entries.iter().find(holds).unwrap_or_else(|| panic!("no entry says {word}"))["no"]
        .as_u64()
        .expect("a number")
}

fn last_piece(house: &House, case: &str) -> String {
    let told = house.case("chief", case);
    word(&told["evidence"].as_array().and_then(|all| all.last()).expect("a piece")["id"])
}

fn talk(house: &House, case: &str, link: &str) {
    house.act("li", case, "hide", json!({ "entry": 0, "words": ["qxhidden"] }));
    house.act("li", case, "notes", json!({ "text": "qxnote" }));
    house.act("li", case, "messages", json!({ "to": "merchant", "text": "qxtoshop" }));
    house.act("li", case, "messages", json!({ "to": "customer", "text": "qxtocustomer" }));
    by_link(house, link, "messages", json!({ "to": "platform", "text": "qxcustomersays" }));
    house.act("shop", case, "messages", json!({ "to": "platform", "text": "qxshopsays" }));
    by_link(house, link, "messages", json!({ "to": "platform", "text": "qxgone" }));
    let gone = format!("#{}", entry(house, "li", case, "qxgone"));
    house
        .post(
            "chief",
            &format!("/api/v1/cases/{case}/erase"),
            json!({ "ground": "request", "objects": [gone] }),
        )
        .is(200);
    house.act("li", case, "reveal", json!({ "what": "phone", "why": "qxlooked" }));
    let draft = "place=note&text=qxdraft".to_owned().into_bytes();
    let kept = house.call(
        "POST",
        &format!("/desk/cases/{case}/draft"),
        "li",
        &[],
        Some(("application/x-www-form-urlencoded", draft)),
    );
    assert_eq!(kept.status, 200);
}

/// Answers the way in for the carrier.
fn ask(house: &House, case: &str) -> String {
    for (to, kind, reason) in [("customer", "photo", "qxaskcustomer"), ("merchant", "track", "qxaskshop")] {
        house.act("li", case, "request-evidence", json!({ "to": to, "kinds": [kind], "reason": reason }));
    }
    let carrier = json!({ "to": "carrier", "kinds": ["track"], "reason": "qxaskcarrier", "mail": "qxaddress@example.cn" });
    house.act("li", case, "request-evidence", carrier);
    let told = house.case("li", case);
    word(&told["requests"][2]["link"]).rsplit('/').next().expect("a link").to_owned()
}

/// Drafted twice, sent back once, issued, appealed against; and one request whose silence a person looks at.
fn decide(house: &House, case: &str, link: &str) {
    let share =
        json!({ "party": "customer", "percent": 100, "cites": ["e1"], "rules": ["playbook:handling"] });
    let found = |reasons: &str| json!({ "shares": [share], "reasons": reasons });
    house.act("li", case, "demands", json!({ "parts": [{ "part": "damages", "amount_fen": 300_000 }] }));
    let counted =
        |conduct: &str, reasons: &str| json!({ "conduct": conduct, "cites": ["e1"], "reasons": reasons });
    house.act("li", case, "count-signals", counted("fair", "qxfair"));
    house.act("rev", case, "count-signals", counted("invented", "qxcounted"));
    house.act("li", case, "finding", found("qxfindingdraft"));
    house.act("chief", case, "return-finding", json!({ "draft": "d1", "why": "qxsentback" }));
    house.act("li", case, "finding", found("qxfound"));
    house.act("chief", case, "issue-finding", json!({ "draft": "d2" }));
    by_link(house, link, "appeal", json!({ "against": "f1", "words": "qxappeal" }));
    let call = json!({ "side": "merchant", "caller": "qxcaller", "identified": "callback" });
    let mut call = call.as_object().expect("an object").clone();
    call.extend([("against".to_owned(), json!("f1")), ("words".to_owned(), json!("qxtelephone"))]);
    house.act("li", case, "appeal-for", call.into());
    house.clock.advance(50 * HOUR_MS);
    house.pass();
    house.act("shop", case, "ask-person", json!({ "of": "q2" }));
    house.act("wang", case, "answer-plea", json!({ "plea": "h1", "ruling": "upheld", "text": "qxperson" }));
}

/// A board on the case has voted; one on the neighbour's is voting, and whoever voted reads it no more than others.
fn sit(house: &House, case: &str, neighbour: &str) {
    let sits = |name: &str, boards: bool| {
        house.post("chief", &format!("/api/v1/colleagues/{name}/work"), json!({ "boards": boards })).is(200);
    };
    let convene = |case: &str| -> Vec<String> {
        let board = json!({ "question": "qxboard", "options": ["支持", "不支持"] });
        house.act("chief", case, "convene", board);
        let told = house.case("chief", case);
        told["boards"][0]["seats"].as_array().expect("seats").iter().map(|seat| word(&seat["user"])).collect()
    };
    let vote = |name: &str, case: &str, says: &str| {
        house.act(name, case, "vote", json!({ "board": "b1", "option": 0, "reasons": says }));
    };
    for name in ["ann", "ben", "cui"] {
        house.user(name, Role::Handler, None);
        sits(name, true);
    }
    convene(case).iter().for_each(|name| vote(name, case, "qxopenvote"));
    house.act("chief", case, "minutes", json!({ "board": "b1", "text": "qxminutes" }));
    ["ann", "ben", "cui"].iter().for_each(|name| sits(name, false));
    ["li", "wang", "rev", "admin"].iter().for_each(|name| sits(name, true));
    vote(&convene(neighbour)[0], neighbour, "qxhiddenvote");
}

/// What was agreed is done, and the number of it is the customer's.
fn insure(house: &House, case: &str, link: &str) {
    let offer = json!({ "items": [{ "remedy": "extended_warranty" }], "words": "延保一年" });
    house.act("li", case, "offers", offer);
    by_link(house, link, "accept", json!({ "offer": "o1" }));
    house.act("li", case, "execute", json!({ "remedy": "r1", "proof": { "voucher": "qxvoucher" } }));
}

/// Answers the picture for those who are named, and the proposal to cover it.
fn show(house: &House, case: &str, link: &str) -> (String, String) {
    let tier = |piece: &str, tier: &str, why: &str| {
        house.act(
            "li",
            case,
            "tier",
            json!({ "evidence": piece, "tier": tier, "named": ["wang"], "why": why }),
        );
    };
    give(house, "", link, "qxcustomerfile 13800007777".as_bytes(), "a.txt");
    let shown = last_piece(house, case);
    house.act("shop", case, "remark", json!({ "evidence": shown, "text": "qxremark qxunkind" }));
    let remark = entry(house, "li", case, "qxremark");
    house.act("li", case, "hide", json!({ "entry": remark, "words": ["qxunkind"] }));
    give(house, "shop", case, b"qxshopfile", "b.txt");
    give(house, "li", case, b"qxourfile", "c.txt");
    give(house, "", link, b"qxtierone", "d.txt");
    tier(&last_piece(house, case), "p1", "理由");
    give(house, "li", case, b"qxtiertwo", "e.txt");
    tier(&last_piece(house, case), "p2", "理由");
    give(house, "", link, b"qxtierthree", "qxthreename.txt");
    let three = last_piece(house, case);
    tier(&three, "p3", "qxtierwhy");
    let judged =
        json!({ "evidence": three, "authenticity": "accepted", "weight": 50, "reasons": "qxreasonsthree" });
    house.act("wang", case, "assess", judged);
    give(house, "", link, &picture("qxpicture"), "f.png");
    cover(house, case, &last_piece(house, case));
    house.act("wang", case, "approve-redaction", json!({ "redaction": "x1" }));
    give(house, "", link, &picture("qxcovered"), "g.png");
    let last = last_piece(house, case);
    cover(house, case, &last);
    tier(&last, "p3", "理由");
    (last, "x2".to_owned())
}

fn cover(house: &House, case: &str, piece: &str) {
    let boxes = json!([{ "x": 1, "y": 1, "width": 4, "height": 4 }]);
    house.act("li", case, "redact", json!({ "evidence": piece, "boxes": boxes }));
}

/// A picture that says something beside its pixels, as cameras write it.
fn picture(says: &str) -> Vec<u8> {
    let mut out = vec![];
    let mut encoder = png::Encoder::new(&mut out, 16, 12);
    encoder.set_color(png::ColorType::Rgb);
    encoder.add_text_chunk("Comment".into(), says.into()).expect("a comment");
    let mut writer = encoder.write_header().expect("a picture");
    writer.write_image_data(&[120; 16 * 12 * 3]).expect("its pixels");
    writer.finish().expect("its end");
    out
}

fn neighbour(house: &House) -> (String, String) {
    let (id, link) = file(house, "qxneighbour", Some("A-9999"), "13455556666");
    give(house, "", &link, b"qxneighbourfile", "n.txt");
    (id, link)
}

fn close(house: &House, case: &str) {
    house.act(
        "li",
        case,
        "close",
        json!({ "outcome": "explained", "relief": "explanation", "words": "已说明" }),
    );
}

/// Asked to be forgotten, and kept for the period of its order: nobody reads it.
fn restricted(house: &House) -> (String, String) {
    let (id, link) = file(house, "qxrestricted", Some("A-8888"), "13322223333");
    give(house, "", &link, b"qxshutfile", "s.txt");
    house.act("li", &id, "notes", json!({ "text": "qxshutnote" }));
    close(house, &id);
    by_link(house, &link, "ask-erasure", json!({ "why": "qxforget" }));
    house.act("chief", &id, "grant-erasure", json!({}));
    (id, link)
}

fn erased(house: &House) -> (String, String) {
    let (id, link) = file(house, "qxerased", None, "13211112222");
    give(house, "", &link, b"qxerasedfile", "x.txt");
    close(house, &id);
    let erased =
        house.post("chief", &format!("/api/v1/cases/{id}/erase"), json!({ "ground": "request" })).is(200);
    assert!(erased["erased"].as_u64().is_some_and(|count| count > 0), "{erased}");
    house.clock.advance(HOUR_MS);
    (id, link)
}
