use crate::samples::shared::NOW;
use web::format::shanghai;
use web::locale::Locale;
use web::notice::{Fields, Notice, OCCASIONS, Receipt, render};

fn full() -> Fields {
    Fields {
        number: "C-2026-000123".into(),
        link: Some("https://redress.example/c/4jn8w2q6t0x3m5v7k9r1c2b4df".into()),
        who: Some("商家".into()),
        until_ms: Some(NOW),
        receipt: Some(Receipt::Enclosed { address: "https://redress.example/verify#r1~a~1~0".into() }),
        amount_fen: Some(16_800),
        text: Some("<退款> & \"道歉\"".into()),
        appeal_ms: None,
        code: Some("049213".into()),
        ways: vec!["仲裁: 提请仲裁机构仲裁。".into()],
    }
}

fn notice(locale: Locale, occasion: &str, fields: &Fields) -> Notice {
    render(locale, &shanghai(), occasion, fields).expect("an occasion with words")
}

#[test]
fn every_occasion_has_a_subject_a_body_and_a_short_message_in_both_languages() {
    for locale in Locale::ALL {
        for occasion in OCCASIONS {
            let told = notice(locale, occasion, &full());
            assert!(
                !told.subject.contains('\n') && told.subject.chars().count() <= 78,
                "{occasion}: {}",
                told.subject
            );
            assert!(told.sms.chars().count() <= 140, "{occasion}: {}", told.sms);
            for text in [&told.subject, &told.body, &told.sms] {
                assert!(!text.is_empty() && !text.contains('⟦') && !text.contains('$'), "{occasion}: {text}");
            }
        }
    }
}

#[test]
fn a_mail_says_who_acts_until_when_and_what_was_said_as_it_was_said() {
    let told = notice(Locale::Zh, "offer", &full());
    for part in
        ["<退款> & \"道歉\"", "现在轮到：商家", "2026-11-22 14:30:00", "¥168.00", "/c/4jn8", "/verify#r1"]
    {
        assert!(told.body.contains(part), "{part} in\n{}", told.body);
    }
}

#[test]
fn a_receipt_that_is_still_to_come_is_said_to_be() {
    let told = notice(Locale::En, "filed", &Fields { receipt: Some(Receipt::Later), ..full() });
    assert!(told.body.contains("not signed yet") && !told.body.contains("/verify#"), "{}", told.body);
}

#[test]
fn what_is_not_known_is_not_said() {
    let told = notice(Locale::En, "filed", &Fields { number: "C-2026-000123".into(), ..Fields::default() });
    for word in ["Next to act", "No later", "Amount", "Receipt:"] {
        assert!(!told.body.contains(word), "{}", told.body);
    }
    assert!(!told.body.contains("\n\n\n"), "{}", told.body);
}

#[test]
fn a_code_keeps_its_leading_zero_and_an_unknown_occasion_has_no_words() {
    assert!(notice(Locale::Zh, "code", &full()).sms.contains("049213"));
    assert!(render(Locale::Zh, &shanghai(), "party", &full()).is_none());
}
