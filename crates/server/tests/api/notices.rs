//! What goes with a notice: the receipt of the very step it tells of, as a file and as a QR code, over a real SMTP line.

use crate::house::{HOUR_MS, House, NOW_MS, in_house};
use connect::fake::FakeSmtp;
use connect::fake::smtp::Received;
use connect::mail::{MailConfig, Protection};
use journal::compact::Compact;
use journal::verify::verify_receipt;
use journal::{Checkpoint, Entry, Receipt};
use mail_parser::{MessageParser, MimeHeaders};
use serde_json::json;
use server::jobs::Channels;
use std::time::Duration;

pub fn channels(smtp: &FakeSmtp) -> Channels {
    let mail = MailConfig {
        host: "127.0.0.1".into(),
        port: smtp.addr().port(),
        protection: Protection::None,
        login: None,
        authority_pem: None,
        hello: Some("localhost".into()),
        timeout: Duration::from_secs(5),
    };
    Channels { mail: Some((mail, "Redress <help@redress.example>".into())), ..Channels::default() }
}

/// The parts of a mail that are not its words.
struct Parts {
    receipt: String,
    file: String,
    picture: Vec<u8>,
    html: String,
}

fn parts(mail: &Received) -> Parts {
    let parsed = MessageParser::default().parse(&mail.raw).expect("a mail");
    let of = |kind: &str| {
        parsed.parts.iter().find(|part| part.content_type().is_some_and(|one| one.ctype() == kind))
    };
    let file = parsed.parts.iter().find(|part| part.attachment_name().is_some()).expect("an attachment");
    Parts {
        receipt: String::from_utf8(file.contents().to_vec()).expect("text"),
        file: file.attachment_name().expect("a name").to_owned(),
        picture: of("image").expect("a picture").contents().to_vec(),
        html: parsed.body_html(0).expect("HTML").into_owned(),
    }
}

fn address(mail: &Received) -> String {
    let from = mail.text.find("/verify#").expect("the address of the receipt");
    mail.text[from..].split_whitespace().next().expect("an address").to_owned()
}

/// What a camera would read.
fn scanned(png: &[u8]) -> String {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().expect("a PNG");
    let mut dots = vec![0; reader.output_buffer_size().expect("a size")];
    let seen = reader.next_frame(&mut dots).expect("its dots");
    let wide = seen.width as usize;
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(wide, seen.height as usize, |x, y| dots[y * wide + x]);
    let codes = picture.detect_grids();
    codes.first().expect("a QR code").decode().expect("it can be read").1
}

fn entry(house: &House, seq: u64) -> Vec<u8> {
    let read = house.store.db().read_blocking(|db| store::export::entry(db, seq));
    read.expect("the journal can be read").expect("the entry is there")
}

#[test]
fn every_notice_carries_the_receipt_of_its_own_step_and_the_same_as_a_code() {
    in_house(|house| {
        let smtp = FakeSmtp::start().expect("a mail server");
        let (id, _) = house.filed();
        house.pass_to(&channels(&smtp)).expect("a pass");
        house.act("li", &id, "messages", json!({ "to": "customer", "text": "我们已联系快递。" }));
        house.pass_to(&channels(&smtp)).expect("a pass");
        let mails = smtp.received();
        let kinds: Vec<String> = mails.iter().map(|mail| holds(house, mail)).collect();
        assert!(kinds.contains(&"filed".to_owned()) && kinds.contains(&"said".to_owned()), "{kinds:?}");
    });
}

/// Checks all that goes with a mail, and answers what kind of entry it is the receipt of.
fn holds(house: &House, mail: &Received) -> String {
    let Parts { receipt, file, picture, html } = parts(mail);
    let key = house.store.verifier().expect("a key");
    let parsed = Receipt::parse(&receipt).expect("a receipt");
    let bytes = entry(house, parsed.index);
    let report = verify_receipt(&receipt, &bytes, Some(&key)).expect("readable");
    assert_eq!(report.problems, []);
    let entry = Entry::parse(&bytes).expect("an entry");
    assert!(file.starts_with("receipt-C-2026-") && file.ends_with(".txt"), "{file}");
    assert!(mail.subject.contains(file.trim_start_matches("receipt-").trim_end_matches(".txt")), "{file}");
    let address = address(mail);
    assert!(scanned(&picture).ends_with(&address), "the code is the address in the words");
    let compact = Compact::parse(address.trim_start_matches("/verify#")).expect("a compact receipt");
    assert_eq!((compact.note(), compact.index), (parsed.checkpoint, parsed.index));
    assert_eq!(compact.leaf, Some(journal::leaf_hash(&bytes)));
    assert!(Checkpoint::open(&compact.note(), &key).is_ok());
    assert!(html.contains("cid:receipt") && html.contains(&address), "{html}");
    entry.kind()
}

#[test]
fn when_the_sealer_refuses_notices_wait_a_minute_and_then_go_and_say_so() {
    in_house(|house| {
        let smtp = FakeSmtp::start().expect("a mail server");
        house.pass();
        // The house refuses to sign when the record of what it signed is gone.
        let (lock, away) = (house.store.dir().join("journal.lock"), house.store.dir().join("away.lock"));
        std::fs::rename(&lock, &away).expect("a lock file");
        house.filed();
        house.pass_to(&channels(&smtp)).expect_err("the refusal is reported");
        assert_eq!(smtp.received(), [], "the receipt may still come");
        house.clock.set(NOW_MS + HOUR_MS / 60);
        house.pass_to(&channels(&smtp)).expect_err("the refusal is reported");
        let mails = smtp.received();
        assert!(!mails.is_empty(), "nobody waits for ever");
        for mail in &mails {
            assert!(mail.text.contains("尚未签名") && !mail.text.contains("/verify#"), "{}", mail.text);
        }
        std::fs::rename(&away, &lock).expect("a lock file");
    });
}

#[test]
fn anybody_is_shown_that_a_later_state_begins_with_an_earlier_one() {
    in_house(|house| {
        assert_eq!(house.get("", "/api/v1/consistency?from=0&to=1").status, 404, "nothing is signed yet");
        house.pass();
        let first = Checkpoint::open(
            &house.get("", "/api/v1/checkpoint").text(),
            &house.store.verifier().expect("a key"),
        );
        let first = first.expect("a checkpoint");
        house.filed();
        house.pass();
        let second = Checkpoint::open(
            &house.get("", "/api/v1/checkpoint").text(),
            &house.store.verifier().expect("a key"),
        );
        let second = second.expect("a checkpoint");
        let (from, to) = (first.size, second.size);
        let answer = house.get("", &format!("/api/v1/consistency?from={from}&to={to}")).is(200);
        let proof: Vec<journal::Hash> =
            answer["proof"].as_array().expect("hashes").iter().map(hash).collect();
        assert!(journal::tree::verify_consistency(from, to, &proof, &first.root, &second.root).is_ok());
        assert!(journal::tree::verify_consistency(from, to, &proof, &second.root, &second.root).is_err());
        for wrong in [format!("from={to}&to={from}"), format!("from=0&to={}", to + 1)] {
            assert_eq!(house.get("", &format!("/api/v1/consistency?{wrong}")).status, 404, "{wrong}");
        }
        assert_eq!(house.get("", "/api/v1/consistency?from=x").status, 400);
    });
}

fn hash(value: &serde_json::Value) -> journal::Hash {
    let bytes = base64::Engine::decode(&base64::prelude::BASE64_STANDARD, value.as_str().expect("a word"));
    journal::Hash(bytes.expect("base64").try_into().expect("32 bytes"))
}
