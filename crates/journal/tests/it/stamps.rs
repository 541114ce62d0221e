//! Tokens of a real authority, and everything that may be wrong with one.

use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerInfo};
use der::{Any, Decode, Encode, asn1::SetOfVec};
use journal::stamp::{Authority, AuthorityError, StampError, as_response, verify};

use crate::local_tsa::{Key, LocalTsa, Wanted};

const NOTE: &[u8] = "example.org/log\n7\nqqqq\n\n— example.org/log c2lnbmVk\n".as_bytes();

fn rsa() -> &'static LocalTsa {
    static TSA: OnceLock<LocalTsa> = OnceLock::new();
    TSA.get_or_init(|| LocalTsa::new(Key::Rsa))
}

fn pinned(tsa: &LocalTsa) -> Authority {
    Authority::parse("local", &tsa.chain_pem()).expect("the chain is one")
}

fn token(tsa: &LocalTsa, about: &[u8], more: &[&str]) -> Vec<u8> {
    tsa.token(&tsa.query(about, more))
}

#[expect(clippy::disallowed_methods, reason = "an authority of the real world knows no other time")]
fn now_ms() -> i64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    now.as_millis() as i64
}

fn at(seconds: i64) -> String {
    let ran =
        Command::new("date").args(["-u", "-d", &format!("{seconds} seconds"), "+%Y%m%d%H%M%SZ"]).output();
    String::from_utf8(ran.expect("date runs").stdout).expect("a date").trim().to_owned()
}

#[test]
fn tokens_of_rsa_and_of_both_curves_are_believed_and_openssl_agrees() {
    for key in [Key::Rsa, Key::P256, Key::P384] {
        let tsa = LocalTsa::new(key);
        let before_ms = now_ms();
        for more in [&["-cert"][..], &[]] {
            let token = token(&tsa, NOTE, more);
            let stamp = verify(&token, NOTE, None, &pinned(&tsa)).expect("the token is believed");
            assert!((stamp.at_ms - before_ms).abs() < 60_000, "{stamp:?}");
            assert_eq!(stamp.accuracy_ms, 1_000);
            assert!(tsa.accepts(&as_response(&token), NOTE));
            assert!(!tsa.accepts(&as_response(&token), b"something else"));
        }
    }
}

#[test]
fn the_older_way_of_naming_the_certificate_is_understood_too() {
    let tsa = LocalTsa::made(&Wanted { ess: "sha1", ..Wanted::with(Key::P256) });
    let token = token(&tsa, NOTE, &["-cert"]);
    verify(&token, NOTE, None, &pinned(&tsa)).expect("the token is believed");
    let newer = LocalTsa::made(&Wanted { ess: "sha512", ..Wanted::with(Key::P256) });
    let token = crate::stamps::token(&newer, NOTE, &["-cert"]);
    verify(&token, NOTE, None, &pinned(&newer)).expect("the token is believed");
}

#[test]
fn a_token_about_something_else_is_refused() {
    let token = token(rsa(), b"another note", &["-cert"]);
    assert_eq!(verify(&token, NOTE, None, &pinned(rsa())), Err(StampError::Imprint));
    let longer = crate::stamps::token(rsa(), NOTE, &["-sha512"]);
    assert_eq!(verify(&longer, NOTE, None, &pinned(rsa())), Err(StampError::Imprint));
}

#[test]
fn a_token_with_another_nonce_or_none_does_not_answer_our_question() {
    let with = token(rsa(), NOTE, &["-cert"]);
    let without = token(rsa(), NOTE, &["-no_nonce"]);
    let other = rsa().token(&rsa().query_of(&journal::Hash::of(NOTE).to_string()));
    for token in [&with, &without, &other] {
        assert_eq!(verify(token, NOTE, Some(&[1; 16]), &pinned(rsa())), Err(StampError::Nonce));
        verify(token, NOTE, None, &pinned(rsa())).expect("whoever did not ask knows no nonce");
    }
}

#[test]
fn a_token_of_the_wrong_authority_is_refused_even_when_it_calls_itself_the_same() {
    let namesake = LocalTsa::new(Key::Rsa);
    let token = token(&namesake, NOTE, &["-cert"]);
    assert_eq!(verify(&token, NOTE, None, &pinned(rsa())), Err(StampError::OtherAuthority));
    let other = LocalTsa::made(&Wanted { subject: "/CN=Somebody else", ..Wanted::with(Key::P256) });
    let token = crate::stamps::token(&other, NOTE, &["-cert"]);
    assert_eq!(verify(&token, NOTE, None, &pinned(rsa())), Err(StampError::OtherAuthority));
}

#[test]
fn an_authority_is_judged_at_the_time_of_its_token_and_not_today() {
    let window = |from: i64, until: i64| Wanted { window: (at(from), at(until)), ..Wanted::with(Key::P256) };
    for (from, until) in [(-20_000, -10_000), (10_000, 20_000)] {
        let tsa = LocalTsa::made(&window(from, until));
        let token = token(&tsa, NOTE, &["-cert"]);
        assert_eq!(verify(&token, NOTE, None, &pinned(&tsa)), Err(StampError::Window));
    }
    let short = LocalTsa::made(&window(-10, 4));
    let token = token(&short, NOTE, &["-cert"]);
    std::thread::sleep(Duration::from_secs(5));
    assert!(pinned(&short).window_ms().1 < now_ms(), "it has expired by now");
    verify(&token, NOTE, None, &pinned(&short)).expect("it was valid when it stamped");
}

#[test]
fn only_a_certificate_for_stamping_alone_makes_an_authority() {
    let purposes =
        ["timeStamping", "critical,timeStamping,serverAuth", "critical,serverAuth", "critical,codeSigning"];
    for usage in purposes {
        let tsa = LocalTsa::made(&Wanted { usage, ..Wanted::with(Key::P256) });
        assert_eq!(Authority::parse("local", &tsa.chain_pem()), Err(AuthorityError::Purpose), "{usage}");
    }
}

#[test]
fn a_chain_leads_from_the_certificate_to_its_own_root() {
    let other = LocalTsa::new(Key::P256);
    let (leaf, root) = rsa().chain_pem().split_once("-----END CERTIFICATE-----\n").map_or_else(
        || panic!("two certificates"),
        |(leaf, root)| (format!("{leaf}-----END CERTIFICATE-----\n"), root.to_owned()),
    );
    let parse = |pem: &str| Authority::parse("local", pem).err();
    assert_eq!(parse(&leaf), Some(AuthorityError::Chain));
    assert_eq!(parse(&(leaf.clone() + &other.root_pem())), Some(AuthorityError::Chain));
    assert_eq!(parse(&(root.clone() + &leaf)), Some(AuthorityError::Purpose));
    for junk in
        ["", "-----BEGIN CERTIFICATE-----\n", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"]
    {
        assert_eq!(parse(junk), Some(AuthorityError::Malformed));
    }
    let by_root = |pem: &str| Authority::trusted("local", &root, Some(pem));
    assert_eq!(by_root(&rsa().chain_pem()), Ok(pinned(rsa())));
    assert_eq!(by_root(&other.chain_pem()), Err(AuthorityError::OtherRoot));
    assert_eq!(Authority::trusted("local", &root, None), Err(AuthorityError::OtherRoot));
    assert_eq!(Authority::trusted("local", &rsa().chain_pem(), Some(&other.chain_pem())), Ok(pinned(rsa())));
}

/// The token taken apart, changed and put together again.
fn altered(token: &[u8], alter: impl Fn(&mut SignedData)) -> Vec<u8> {
    let mut outer = ContentInfo::from_der(token).expect("a token");
    let mut signed: SignedData = outer.content.decode_as().expect("signed data");
    alter(&mut signed);
    outer.content = Any::encode_from(&signed).expect("it can be written");
    outer.to_der().expect("it can be written")
}

fn with_signer(signed: &mut SignedData, alter: impl Fn(&mut SignerInfo)) {
    let mut signer = signed.signer_infos.0.as_slice()[0].clone();
    alter(&mut signer);
    signed.signer_infos.0 = SetOfVec::try_from(vec![signer]).expect("one signer");
}

#[test]
fn one_signer_and_all_his_attributes_or_nothing() {
    let token = token(rsa(), NOTE, &["-cert"]);
    let refused = |alter: &dyn Fn(&mut SignedData)| {
        verify(&altered(&token, alter), NOTE, None, &pinned(rsa())).expect_err("it must be refused")
    };
    let none = refused(&|signed| signed.signer_infos.0 = SetOfVec::new());
    let two = refused(&|signed| {
        let one = signed.signer_infos.0.as_slice()[0].clone();
        let mut other = one.clone();
        other.signature = der::asn1::OctetString::new(vec![1; 256]).expect("bytes");
        signed.signer_infos.0 = SetOfVec::try_from(vec![one, other]).expect("two signers");
    });
    assert_eq!((none, two), (StampError::Signers, StampError::Signers));
    let bare = refused(&|signed| with_signer(signed, |signer| signer.signed_attrs = None));
    assert_eq!(bare, StampError::Attributes);
    for oid in ["1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4", "1.2.840.113549.1.9.16.2.47"] {
        let without = refused(&|signed| {
            with_signer(signed, |signer| {
                let all = signer.signed_attrs.as_ref().expect("attributes");
                let rest: Vec<_> = all.iter().filter(|one| one.oid.to_string() != oid).cloned().collect();
                assert_eq!(rest.len() + 1, all.len());
                signer.signed_attrs = Some(SetOfVec::try_from(rest).expect("attributes"));
            });
        });
        assert_eq!(without, StampError::Attributes, "{oid}");
    }
}

#[test]
fn certificates_inside_a_token_are_of_no_account() {
    let with = token(rsa(), NOTE, &["-cert"]);
    let without = altered(&with, |signed| signed.certificates = None);
    assert!(without.len() < with.len());
    verify(&without, NOTE, None, &pinned(rsa())).expect("nobody looks at them");
}

#[test]
fn no_bit_of_what_is_signed_can_be_turned() {
    for key in [Key::Rsa, Key::P256] {
        let tsa = LocalTsa::new(key);
        let (token, authority) = (token(&tsa, NOTE, &[]), pinned(&tsa));
        let outer = ContentInfo::from_der(&token).expect("a token");
        let signed: SignedData = outer.content.decode_as().expect("signed data");
        let signer = &signed.signer_infos.0.as_slice()[0];
        let content = signed.encap_content_info.econtent.as_ref().expect("content").value().to_vec();
        let attributes = signer.signed_attrs.as_ref().expect("attributes").to_der().expect("bytes");
        // The first byte of the attributes is another one where it is signed; their length begins with the second.
        let parts = [content, attributes[1..].to_vec(), signer.signature.as_bytes().to_vec()];
        let mut turned = 0;
        for part in parts {
            let from = token.windows(part.len()).position(|bytes| bytes == part).expect("it is in the token");
            for place in from..from + part.len() {
                for bit in 0..8 {
                    let mut other = token.clone();
                    other[place] ^= 1 << bit;
                    verify(&other, NOTE, None, &authority).expect_err("a turned bit must be noticed");
                    turned += 1;
                }
            }
        }
        assert!(turned > 2_000, "{turned}");
    }
}

#[test]
fn what_is_no_token_is_refused_at_once() {
    let token = token(rsa(), NOTE, &["-cert"]);
    let authority = pinned(rsa());
    let junk = [vec![], vec![0x30], vec![0x30, 0x80], token[..token.len() - 1].to_vec(), vec![0x30; 100_000]];
    for junk in junk {
        assert_eq!(verify(&junk, NOTE, None, &authority), Err(StampError::Malformed));
    }
    assert_eq!(verify(&as_response(&token), NOTE, None, &authority), Err(StampError::Malformed));
}

/// rfc3161-client by Trail of Bits, where it is installed.
#[test]
fn another_reader_of_tokens_agrees() {
    let python = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/judges/bin/python");
    let judge = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/judges/stamp.py");
    let required = std::env::var("REDRESS_REQUIRE_JUDGES").is_ok_and(|value| value == "1");
    let there = Command::new(python).args(["-c", "import rfc3161_client"]).output();
    if !there.is_ok_and(|ran| ran.status.success()) {
        assert!(!required, "rfc3161-client is needed: see scripts/test");
        eprintln!("SKIPPED: rfc3161-client is not installed");
        return;
    }
    for key in [Key::Rsa, Key::P256] {
        let tsa = LocalTsa::new(key);
        let token = token(&tsa, NOTE, &[]);
        let agrees = |token: &[u8], about: &[u8], root: &str| {
            tsa.write_bytes("judged.tsr", &as_response(token));
            tsa.write_bytes("judged", about);
            tsa.write_bytes("root.pem", root.as_bytes());
            let files = ["judged.tsr", "judged", "root.pem", "tsa.pem"];
            let ran = Command::new(python).arg(judge).args(files).current_dir(tsa.path()).output();
            let ran = ran.expect("python runs");
            let said = String::from_utf8_lossy(&ran.stdout).into_owned();
            assert!(
                ["accepted\n", "refused\n"].contains(&&*said),
                "{said}{}",
                String::from_utf8_lossy(&ran.stderr)
            );
            said == "accepted\n"
        };
        assert!(agrees(&token, NOTE, &tsa.root_pem()));
        assert!(!agrees(&token, b"something else", &tsa.root_pem()));
        assert!(!agrees(&token, NOTE, &LocalTsa::new(Key::P256).root_pem()));
        let broken = altered(&token, |signed| {
            with_signer(signed, |signer| {
                let mut bytes = signer.signature.as_bytes().to_vec();
                *bytes.last_mut().expect("a signature") ^= 1;
                signer.signature = der::asn1::OctetString::new(bytes).expect("bytes");
            });
        });
        assert!(!agrees(&broken, NOTE, &tsa.root_pem()));
    }
}
