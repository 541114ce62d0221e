//! The mail connector against two servers: our own and one that is not ours.

use std::time::Duration;

use connect::fake::FakeSmtp;
use connect::fake::smtp::{Behaviour, Received};
use connect::mail::{Mail, MailConfig, Protection, send};
use connect::{Answer, Secret};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::foreign_smtp::ForeignSmtp;

const TEXT: &str = "您好：\n\n.这一行以点开头\n.\n退款 128.45 元已提交。\n一行很长的字";

fn config(port: u16) -> MailConfig {
    MailConfig {
        host: "localhost".into(),
        port,
        protection: Protection::None,
        login: None,
        authority_pem: None,
        hello: Some("redress.example".into()),
        timeout: Duration::from_secs(5),
    }
}

fn mail(to: &str) -> Mail {
    Mail {
        outbox_id: "0h5w3c2m9t".into(),
        from: "投诉中心 <care@redress.example>".into(),
        to: to.into(),
        reply_to: Some("case-7@redress.example".into()),
        in_reply_to: Some("<first@customer.example>".into()),
        subject: "您的投诉已受理：编号 2024-0007，我们会在四十八小时之内给您答复，请您留意查收，谢谢".into(),
        text: TEXT.into(),
        sent_at_ms: 1_700_000_000_000,
        receipt: None,
        files: vec![],
    }
}

fn arrived_whole(got: &Received) {
    assert_eq!(got.envelope_from, "care@redress.example");
    assert_eq!(got.envelope_to, ["li@customer.example"]);
    assert_eq!(got.from, "care@redress.example");
    assert_eq!(got.subject, mail("x@y.z").subject);
    assert_eq!(got.text.trim_end(), TEXT);
    assert_eq!(got.message_id, "0h5w3c2m9t@redress.example");
    assert_eq!(got.header("X-Redress-Outbox").as_deref(), Some("0h5w3c2m9t"));
    assert_eq!(got.header("Auto-Submitted").as_deref(), Some("auto-generated"));
    assert_eq!(got.header("In-Reply-To").as_deref(), Some("<first@customer.example>"));
    assert_eq!(got.header("Reply-To").as_deref(), Some("case-7@redress.example"));
    assert!(got.header("Date").is_some_and(|d| d.contains("14 Nov 2023 22:13:20")));
}

fn accepted() -> Answer {
    Answer::Accepted { reference: "<0h5w3c2m9t@redress.example>".into() }
}

fn refused(answer: Answer) -> (bool, String) {
    match answer {
        Answer::Refused { permanent, code, .. } => (permanent, code),
        other => panic!("expected a refusal, got {other:?}"),
    }
}

fn unreachable(answer: &Answer) -> bool {
    matches!(answer, Answer::Unreachable { .. })
}

#[tokio::test]
async fn a_chinese_mail_arrives_whole_at_our_own_server() {
    let server = FakeSmtp::start().unwrap();
    assert_eq!(send(&config(server.addr().port()), &mail("li@customer.example")).await, accepted());
    arrived_whole(&server.received()[0]);
}

#[tokio::test]
async fn a_chinese_mail_arrives_whole_at_a_server_that_is_not_ours() {
    let Some(server) = ForeignSmtp::plain() else { return };
    assert_eq!(send(&config(server.port), &mail("li@customer.example")).await, accepted());
    let (got, secure) = server.next();
    arrived_whole(&got);
    assert!(!secure);
    assert!(!server.has_more());
}

#[tokio::test]
async fn a_permanent_and_a_temporary_refusal_are_told_apart_at_both_servers() {
    let ours = FakeSmtp::start().unwrap();
    let port = ours.addr().port();
    ours.set_behaviour(Behaviour::RefuseRecipients { code: 550, words: "no such person".into() });
    assert_eq!(refused(send(&config(port), &mail("a@b.example")).await), (true, "550".into()));
    ours.set_behaviour(Behaviour::RefuseRecipients { code: 451, words: "later".into() });
    assert_eq!(refused(send(&config(port), &mail("a@b.example")).await), (false, "451".into()));
    ours.set_behaviour(Behaviour::RefuseMessages { code: 554, words: "spam".into() });
    assert_eq!(refused(send(&config(port), &mail("a@b.example")).await), (true, "554".into()));
    assert!(ours.received().is_empty());

    let Some(theirs) = ForeignSmtp::plain() else { return };
    assert_eq!(refused(send(&config(theirs.port), &mail("nobody@b.example")).await), (true, "550".into()));
    assert_eq!(refused(send(&config(theirs.port), &mail("later@b.example")).await), (false, "451".into()));
    assert!(!theirs.has_more());
}

#[tokio::test]
async fn a_server_that_is_down_or_gone_is_unreachable() {
    let server = FakeSmtp::start().unwrap();
    let port = server.addr().port();
    server.set_behaviour(Behaviour::Down);
    assert!(unreachable(&send(&config(port), &mail("a@b.example")).await));
    drop(server);
    assert!(unreachable(&send(&config(port), &mail("a@b.example")).await));
}

#[tokio::test]
async fn a_mail_whose_answer_was_lost_is_recognised_when_it_is_sent_again() {
    let server = FakeSmtp::start().unwrap();
    let config = config(server.addr().port());
    server.set_behaviour(Behaviour::AcceptAndHangUp);
    assert!(unreachable(&send(&config, &mail("a@b.example")).await));
    server.set_behaviour(Behaviour::Accept);
    assert_eq!(send(&config, &mail("a@b.example")).await, accepted());
    let got = server.received();
    assert_eq!(got.len(), 2);
    assert_eq!(got[0].message_id, got[1].message_id);
    assert_eq!(got[0].header("X-Redress-Outbox"), got[1].header("X-Redress-Outbox"));
}

#[tokio::test]
async fn a_server_that_never_greets_does_not_hold_us_for_ever() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let mut config = config(silent.local_addr().unwrap().port());
    config.timeout = Duration::from_millis(200);
    assert!(unreachable(&send(&config, &mail("a@b.example")).await));
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_before_anything_is_sent() {
    let server = FakeSmtp::start().unwrap();
    let answer = send(&config(server.addr().port()), &mail("not an address")).await;
    assert_eq!(refused(answer), (true, "address".into()));
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_subject_with_a_line_break_cannot_start_a_header() {
    let server = FakeSmtp::start().unwrap();
    let mut mail = mail("a@b.example");
    mail.subject = "hello\r\nBcc: everyone@b.example".into();
    assert_eq!(send(&config(server.addr().port()), &mail).await, accepted());
    let got = &server.received()[0];
    assert_eq!(got.header("Bcc"), None);
    assert_eq!(got.subject, "hello Bcc: everyone@b.example");
}

#[tokio::test]
async fn a_mail_above_the_size_limit_is_refused_for_good() {
    let server = FakeSmtp::start().unwrap();
    server.set_largest_message(10_000);
    let mut mail = mail("a@b.example");
    mail.text = "字".repeat(20_000);
    assert_eq!(refused(send(&config(server.addr().port()), &mail).await), (true, "552".into()));
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn login_and_encryption_work_at_a_server_that_is_not_ours() {
    let signed = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let wish = |protection: &str| {
        json!({ "protection": protection, "key": signed.signing_key.serialize_pem(), "cert": signed.cert.pem(),
                "user": "care", "password": "s3cret" })
    };
    for (word, protection) in [("tls", Protection::Tls), ("starttls", Protection::StartTls)] {
        let Some(server) = ForeignSmtp::start(wish(word)) else { return };
        let mut config = config(server.port);
        config.protection = protection;
        config.login = Some(("care".into(), Secret::new("s3cret")));
        assert!(
            unreachable(&send(&config, &mail("li@customer.example")).await),
            "an unknown authority is not trusted"
        );

        config.authority_pem = Some(signed.cert.pem());
        assert_eq!(send(&config, &mail("li@customer.example")).await, accepted());
        let (got, secure) = server.next();
        arrived_whole(&got);
        assert!(secure);

        config.login = Some(("care".into(), Secret::new("wrong")));
        let answer = send(&config, &mail("li@customer.example")).await;
        assert_eq!(refused(answer), (false, "535".into()), "a wrong password is not about this mail");
        assert!(!server.has_more());
    }
}

#[tokio::test]
async fn a_line_that_should_be_encrypted_and_cannot_be_is_not_used() {
    let server = FakeSmtp::start().unwrap();
    let mut config = config(server.addr().port());
    config.protection = Protection::StartTls;
    assert!(unreachable(&send(&config, &mail("a@b.example")).await));
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn our_server_keeps_to_the_protocol_by_hand() {
    let server = FakeSmtp::start().unwrap();
    let mut line = tokio::net::TcpStream::connect(server.addr()).await.unwrap();
    let said = "MAIL FROM:<a@b.example>\r\nHELO me\r\nRCPT TO:<c@d.example>\r\nMAIL FROM:<a@b.example>\r\nDATA\r\n\
                RSET\r\nNOOP\r\nWHAT\r\nMAIL FROM:<>\r\nRCPT TO:<c@d.example>\r\nDATA\r\nSubject: x\r\n\r\n..dot\n.\nstill\r\n.\r\nQUIT\r\n";
    line.write_all(said.as_bytes()).await.unwrap();
    let mut heard = String::new();
    line.read_to_string(&mut heard).await.unwrap();
    let codes: Vec<&str> = heard.lines().map(|l| &l[..3]).collect();
    let expected =
        ["220", "503", "250", "503", "250", "503", "250", "250", "500", "250", "250", "354", "250", "221"];
    assert_eq!(codes, expected);
    let got = server.received();
    assert_eq!(got.len(), 1, "a bare line feed ends no message");
    assert_eq!(got[0].raw, b"Subject: x\r\n\r\n.dot\n.\nstill\r\n");
}

#[test]
fn a_password_is_not_printed() {
    let mut config = config(25);
    config.login = Some(("care".into(), Secret::new("s3cret")));
    assert!(!format!("{config:?}").contains("s3cret"));
}
