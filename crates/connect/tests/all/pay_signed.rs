//! WeChat Pay and Alipay as they are documented, against fakes that keep the same wire formats and honest books. The
//! keys are made here with `openssl`, which has to be installed (Debian: apt-get install openssl).

use std::process::Command;
use std::sync::LazyLock;
use std::time::Duration;

use connect::Secret;
use connect::fake::FakePay;
use connect::fake::pay::{Behaviour, Idempotency, Keys, Tongue};
use connect::pay::rsa::{SigningKey, TheirKey};
use connect::pay::wechat::{Noticed, Stamp};
use connect::pay::{self, Alipay, Asked, Now, PayAnswer, Provider, Refund, WeChat};

const NOW_MS: i64 = 1_780_000_000_000;
const APIV3: &str = "0123456789abcdef0123456789abcdef";

struct Pair {
    private: String,
    public: String,
}

fn openssl(arguments: &[&str], input: &str) -> String {
    use std::io::Write;
    use std::process::Stdio;
    let mut child = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("openssl is installed");
    child.stdin.take().expect("its input").write_all(input.as_bytes()).expect("it reads");
    String::from_utf8(child.wait_with_output().expect("it ends").stdout).expect("PEM")
}

fn pair() -> Pair {
    let private = openssl(&["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], "");
    let public = openssl(&["pkey", "-pubout"], &private);
    Pair { private, public }
}

static OURS: LazyLock<Pair> = LazyLock::new(pair);
static THEIRS: LazyLock<Pair> = LazyLock::new(pair);
static OTHER: LazyLock<Pair> = LazyLock::new(pair);

fn private(pair: &Pair) -> SigningKey {
    SigningKey::read(&pair.private).expect("a private key")
}
fn public(pair: &Pair) -> TheirKey {
    TheirKey::read(&pair.public).expect("a public key")
}

fn keys() -> Keys {
    Keys {
        own: private(&THEIRS),
        wrong: private(&OTHER),
        asker: public(&OURS),
        id: "PUB_KEY_ID_1".into(),
        apiv3: APIV3.into(),
    }
}

fn wechat(fake: &FakePay) -> WeChat {
    WeChat {
        url: fake.url(),
        mchid: "1900000001".into(),
        serial: "3775B6A45ACD588826D15E583A95F5DD1234ABCD".into(),
        key: private(&OURS),
        platform_id: "PUB_KEY_ID_1".into(),
        platform_key: public(&THEIRS),
        apiv3_key: Secret::new(APIV3),
        notify_url: None,
        timeout: Duration::from_millis(400),
    }
}

fn alipay(fake: &FakePay) -> Alipay {
    Alipay {
        url: format!("{}/gateway.do", fake.url()),
        app_id: "2014072300007148".into(),
        key: private(&OURS),
        alipay_key: public(&THEIRS),
        timeout: Duration::from_millis(400),
    }
}

/// Both, each with a fake of its own.
fn both(idempotency: Idempotency) -> [(FakePay, Provider); 2] {
    let one = FakePay::speaking(idempotency, Tongue::WeChat(keys())).expect("it starts");
    let other = FakePay::speaking(idempotency, Tongue::Alipay(keys())).expect("it starts");
    let (first, second) = (wechat(&one), alipay(&other));
    [(one, Provider::WeChat(Box::new(first))), (other, Provider::Alipay(Box::new(second)))]
}

fn some() -> Refund {
    Refund {
        reference: "C-2026-000001-r1-1".into(),
        payment_reference: "4200001234".into(),
        amount_fen: 12_845,
        paid_fen: 20_000,
        currency: "CNY".into(),
        reason: "商品破损".into(),
    }
}

fn now() -> Now {
    Now { at_ms: NOW_MS, nonce: "593BEC0C930BF1AFEB40B4A08C8FB242".into() }
}
async fn refund(provider: &Provider, what: &Refund) -> PayAnswer {
    pay::refund(provider, what, now()).await
}
async fn ask(provider: &Provider, what: &Refund) -> Asked {
    pay::ask(provider, what, now()).await
}
fn is_done(answer: &PayAnswer) -> bool {
    matches!(answer, PayAnswer::Done { amount_fen: 12_845, .. })
}
fn is_unknown(answer: &PayAnswer) -> bool {
    matches!(answer, PayAnswer::Unknown { .. })
}

#[tokio::test]
async fn a_refund_is_asked_for_signed_and_paid_once() {
    for (fake, provider) in both(Idempotency::Honoured) {
        assert_eq!(ask(&provider, &some()).await, Asked::NotFound);
        let answer = refund(&provider, &some()).await;
        assert!(is_done(&answer), "{answer:?}");
        assert!(is_done(&refund(&provider, &some()).await), "the same number is answered, not paid again");
        assert_eq!(
            (fake.paid(&some().reference).len(), fake.total_paid_fen(), fake.forged()),
            (1, 12_845, 0)
        );
        assert_eq!(fake.received()[0].payment_reference, "4200001234");
        assert_eq!(fake.received()[0].amount_fen, 12_845);
        assert!(matches!(ask(&provider, &some()).await, Asked::Found(answer) if is_done(&answer)));
    }
}

#[tokio::test]
async fn paid_but_not_clearly_answered_is_unknown_until_asked_and_never_paid_twice() {
    let unclear = [
        Behaviour::Late(Duration::from_millis(900)),
        Behaviour::Silent,
        Behaviour::WrongAmount,
        Behaviour::WrongReference,
        Behaviour::WrongSignature,
        Behaviour::Doubled,
        Behaviour::Garbage,
    ];
    for behaviour in unclear {
        for (fake, provider) in both(Idempotency::Ignored) {
            fake.set_behaviour(behaviour.clone());
            let answer = refund(&provider, &some()).await;
            assert!(is_unknown(&answer), "{behaviour:?}: {answer:?}");
            assert_eq!(fake.paid(&some().reference).len(), 1, "{behaviour:?} has paid");
            fake.set_behaviour(Behaviour::Ok);
            assert!(matches!(ask(&provider, &some()).await, Asked::Found(answer) if is_done(&answer)));
            assert_eq!(fake.paid(&some().reference).len(), 1);
        }
    }
}

#[tokio::test]
async fn a_refusal_moves_nothing_and_a_busy_provider_is_no_refusal() {
    for ((fake, provider), code) in
        both(Idempotency::Honoured).into_iter().zip(["NOT_ENOUGH", "ACQ.SELLER_BALANCE_NOT_ENOUGH"])
    {
        fake.set_behaviour(Behaviour::FailsThenOk(1));
        let answer = refund(&provider, &some()).await;
        assert!(is_unknown(&answer), "{answer:?}");
        assert_eq!(ask(&provider, &some()).await, Asked::NotFound, "so it is safe to send again");
        let other = Refund { reference: "C-2026-000001-r1-2".into(), ..some() };
        fake.set_behaviour(Behaviour::Refused { code: code.into(), words: "余额不足".into() });
        let no = PayAnswer::Refused { code: code.into(), words: "余额不足".into() };
        assert_eq!(refund(&provider, &other).await, no);
        fake.set_behaviour(Behaviour::Refused { code: "SOMETHING_NEW".into(), words: String::new() });
        let third = Refund { reference: "C-2026-000001-r1-3".into(), ..some() };
        assert!(is_unknown(&refund(&provider, &third).await), "a code nobody knows is no clear no");
        assert_eq!(fake.total_paid_fen(), 0);
    }
}

#[tokio::test]
async fn a_pending_refund_is_done_when_it_has_settled() {
    for (fake, provider) in both(Idempotency::Honoured) {
        fake.set_behaviour(Behaviour::Pending);
        assert_eq!(refund(&provider, &some()).await, PayAnswer::Pending);
        fake.settle();
        assert!(matches!(ask(&provider, &some()).await, Asked::Found(answer) if is_done(&answer)));
        assert_eq!(fake.paid(&some().reference).len(), 1);
    }
}

#[tokio::test]
async fn a_provider_that_does_not_know_our_signature_moves_nothing() {
    for (fake, mut provider) in both(Idempotency::Honoured) {
        match &mut provider {
            Provider::WeChat(wechat) => wechat.key = private(&OTHER),
            Provider::Alipay(alipay) => alipay.key = private(&OTHER),
            Provider::Plain(_) => unreachable!(),
        }
        let answer = refund(&provider, &some()).await;
        assert!(is_unknown(&answer), "{answer:?}");
        assert_eq!((fake.total_paid_fen(), fake.forged()), (0, 1));
    }
}

#[tokio::test]
async fn an_answer_that_was_signed_long_ago_is_not_believed() {
    let [(fake, provider), _] = both(Idempotency::Honoured);
    assert!(is_done(&refund(&provider, &some()).await));
    let (headers, body) = fake.notice(&some().reference, NOW_MS).expect("a notice");
    let wechat = wechat(&fake);
    for (late_ms, believed) in
        [(0, true), (299_000, true), (-299_000, true), (301_000, false), (-301_000, false)]
    {
        assert_eq!(noticed(&wechat, &headers, &body, NOW_MS + late_ms).is_some(), believed, "{late_ms}");
    }
}

fn noticed(wechat: &WeChat, headers: &[(&str, String)], body: &str, now_ms: i64) -> Option<Noticed> {
    let header =
        |name: &str| headers.iter().find(|(one, _)| *one == name).map_or("", |(_, value)| value.as_str());
    let stamp = Stamp {
        serial: header("wechatpay-serial"),
        timestamp: header("wechatpay-timestamp"),
        nonce: header("wechatpay-nonce"),
        signature: header("wechatpay-signature"),
    };
    wechat.noticed(&stamp, body, now_ms)
}

#[tokio::test]
async fn a_notice_tells_what_became_of_a_refund_and_a_forged_one_tells_nothing() {
    let [(fake, provider), _] = both(Idempotency::Honoured);
    fake.set_behaviour(Behaviour::Silent);
    assert!(is_unknown(&refund(&provider, &some()).await));
    let wechat = wechat(&fake);
    let (headers, body) = fake.notice(&some().reference, NOW_MS).expect("a notice");
    let told = noticed(&wechat, &headers, &body, NOW_MS).expect("it is the platform's");
    assert_eq!(told.reference, some().reference);
    assert!(is_done(&told.answer));
    assert!(noticed(&wechat, &headers, &body.replace("REFUND", "REFUNE"), NOW_MS).is_none(), "altered");
    assert!(noticed(&wechat, &[], &body, NOW_MS).is_none(), "unsigned");
    let other = WeChat { platform_key: public(&OTHER), ..wechat.clone() };
    assert!(noticed(&other, &headers, &body, NOW_MS).is_none(), "somebody else's");
    let sealed = WeChat { apiv3_key: Secret::new("f".repeat(32)), ..wechat.clone() };
    assert!(noticed(&sealed, &headers, &body, NOW_MS).is_none(), "it cannot be opened");
    let named = WeChat { platform_id: "PUB_KEY_ID_2".into(), ..wechat };
    assert!(noticed(&named, &headers, &body, NOW_MS).is_none(), "another key than was agreed");
}

/// The signature as the documents describe it, judged by another program than ours.
#[test]
fn another_program_believes_our_signature() {
    let folder = std::env::temp_dir().join(format!("redress-sign-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = |name: &str| folder.join(name).display().to_string();
    let message = "POST\n/v3/refund/domestic/refunds\n1780000000\nnonce\n{\"a\":\"退\"}\n";
    std::fs::write(file("key.pem"), &OURS.public).expect("written");
    std::fs::write(file("message"), message).expect("written");
    std::fs::write(file("signature.b64"), private(&OURS).sign(message)).expect("written");
    let (signature, encoded) = (file("signature"), file("signature.b64"));
    openssl(&["base64", "-d", "-A", "-in", &encoded, "-out", &signature], "");
    let said = openssl(
        &["dgst", "-sha256", "-verify", &file("key.pem"), "-signature", &signature, &file("message")],
        "",
    );
    assert_eq!(said.trim(), "Verified OK");
    std::fs::remove_dir_all(folder).ok();
}

#[test]
fn keys_are_read_as_the_providers_hand_them_out_and_never_printed() {
    let bare = |pem: &str| pem.lines().filter(|line| !line.starts_with("-----")).collect::<String>();
    let (private, public) = (bare(&OURS.private), bare(&OURS.public));
    let key = SigningKey::read(&private).expect("base64 alone");
    assert!(TheirKey::read(&public).expect("base64 alone").signed("退款", &key.sign("退款")));
    assert_eq!(format!("{key:?}"), "SigningKey(…)");
    for wrong in ["", "not a key", &public] {
        assert!(SigningKey::read(wrong).is_err());
    }
    for wrong in ["", "not a key", &private] {
        assert!(TheirKey::read(wrong).is_err());
    }
    let theirs = TheirKey::read(&public).expect("a key");
    assert!(
        !theirs.signed("退款", "")
            && !theirs.signed("退款", "AAAA")
            && !theirs.signed("退", &key.sign("退款"))
    );
}
