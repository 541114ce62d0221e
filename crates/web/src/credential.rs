//! What proves that somebody is who they say: passwords by argon2id, and the six digits of an authenticator.
//!
//! Both are kept as sealed content of the user; the state holds only references. A name nobody has costs as long as a
//! wrong password, so that names cannot be tried out.
//!
//! Hashing takes 19 MB and some ten milliseconds on purpose: call it on a blocking thread, a few at a time.

use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::command::{Command, UserCommand};
use domain::personal::Personal;
use domain::user::User;
use domain::{Actor, Refusal, UserId};
use std::sync::LazyLock;
use store::db::Connection;
use store::{Error, Store};
use subtle::ConstantTimeEq;
use totp_rs::{Algorithm as Digest, Secret, TOTP};

/// In letters as people count them.
pub const PASSWORD_MIN: usize = 10;
/// In bytes; longer ones only cost time.
const PASSWORD_MAX: usize = 1_024;

/// The recommendation of OWASP: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

const DIGITS: usize = 6;
const STEP_S: u64 = 30;

/// Stands in for the password of a user that is not there or has none. Nobody knows what it is the hash of.
static NOBODY: LazyLock<String> = LazyLock::new(|| hashed(store::content::random_id().as_bytes()));

/// Long enough, and neither the name nor the name over and over.
pub fn check_password(user: &UserId, password: &Personal) -> Result<(), Refusal> {
    let text = password.reveal();
    let long = text.chars().count() >= PASSWORD_MIN && text.len() <= PASSWORD_MAX;
    let (lower, name) = (text.trim().to_lowercase(), user.as_str().to_lowercase());
    let only_name = !name.is_empty() && lower.replace(&name, "").is_empty();
    if long && !only_name { Ok(()) } else { Err(Refusal::PasswordWeak) }
}

/// Blocks for the time hashing takes.
pub fn hash(password: &Personal) -> String {
    hashed(password.reveal().as_bytes())
}

fn hashed(password: &[u8]) -> String {
    let salt = SaltString::generate(&mut OsRng);
    argon2().hash_password(password, &salt).expect("the parameters are within their bounds").to_string()
}

/// Compares with what is kept. Nothing kept is never right and takes as long. Blocks for the time hashing takes.
pub fn is_password(kept: Option<&str>, password: &Personal) -> bool {
    let nobody = &*NOBODY;
    let known = kept.and_then(|kept| PasswordHash::new(kept).ok());
    let other = PasswordHash::new(nobody).expect("a hash of our own making");
    // A password too long to be one is compared cut short, and is wrong whatever comes of it.
    let text = password.reveal().as_bytes();
    let right =
        argon2().verify_password(&text[..text.len().min(PASSWORD_MAX)], known.as_ref().unwrap_or(&other));
    right.is_ok() & known.is_some() & (text.len() <= PASSWORD_MAX)
}

/// Makes the stand-in, so that the first sign-in of a process does not wait for it.
pub fn warm_up() {
    LazyLock::force(&NOBODY);
}

/// Parameters that are kept in a hash win over these, so that raising them locks nobody out.
fn argon2() -> Argon2<'static> {
    let params =
        Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the parameters are within their bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// A new second factor, in the base32 that authenticators read.
pub fn new_totp() -> String {
    Secret::generate_secret().to_encoded().to_string()
}

/// What the QR code says: `otpauth://totp/…`.
pub fn totp_url(secret: &str, user: &UserId) -> Option<String> {
    Some(totp(secret, user.as_str())?.get_url())
}

/// The step whose digits these are: now, the one before or the one after. The caller keeps the step and takes none
/// twice, so that digits seen over a shoulder open nothing.
pub fn totp_step(secret: &str, digits: &str, now_ms: i64) -> Option<u64> {
    let totp = totp(secret, "")?;
    let now = u64::try_from(now_ms).ok()? / 1_000 / STEP_S;
    let typed: String = digits.chars().filter(|letter| !letter.is_whitespace()).collect();
    let is_right = |step: &u64| bool::from(totp.generate(step * STEP_S).as_bytes().ct_eq(typed.as_bytes()));
    (now.saturating_sub(1)..=now + 1).rfind(is_right)
}

fn totp(secret: &str, user: &str) -> Option<TOTP> {
    let bytes = Secret::Encoded(secret.to_owned()).to_bytes().ok()?;
    TOTP::new(Digest::SHA1, DIGITS, 0, STEP_S, bytes, Some("Redress".into()), user.to_owned()).ok()
}

/// Sets a password and ends the sessions that were opened with the old one.
pub async fn set_password(
    store: &Store,
    by: &Actor,
    user: &UserId,
    password: &Personal,
) -> Result<(), Error> {
    check_password(user, password)?;
    let mut pack = store.pack(user.subject());
    let credential = pack.text(&hash(password));
    let command = Command::User(user.clone(), UserCommand::SetPassword { credential });
    store.execute(by, command, pack.close(), None).await?;
    store.end_sessions_of(user).await
}

/// The hash that is kept for a user, if there is one.
pub fn kept_password(
    store: &Store,
    db: &mut Connection,
    user: Option<&User>,
) -> Result<Option<String>, Error> {
    user.map_or(Ok(None), |user| store.credential(db, user, |user| user.password.as_ref()))
}

/// The secret of the second factor, if the user has one.
pub fn kept_totp(store: &Store, db: &mut Connection, user: Option<&User>) -> Result<Option<String>, Error> {
    user.map_or(Ok(None), |user| store.credential(db, user, |user| user.totp.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Personal {
        Personal::new(text)
    }

    #[test]
    fn only_the_right_password_is_right() {
        let kept = hash(&password("正确的马电池钉书机"));
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(is_password(Some(&kept), &password("正确的马电池钉书机")));
        assert!(!is_password(Some(&kept), &password("正确的马电池钉书机 ")));
        assert!(!is_password(Some(&kept), &password("")));
        assert_ne!(kept, hash(&password("正确的马电池钉书机")), "two hashes of one password have two salts");
    }

    #[test]
    fn nobody_has_a_password() {
        assert!(!is_password(None, &password("whatever it is")));
        assert!(!is_password(Some(""), &password("")));
        assert!(!is_password(Some("not a hash"), &password("not a hash")));
        assert!(!is_password(Some(&NOBODY), &password(&"x".repeat(PASSWORD_MAX + 1))));
    }

    #[test]
    fn short_passwords_and_the_name_are_weak() {
        let user = UserId::new("wang.fang@shop");
        let weak = |text: &str| check_password(&user, &password(text)) == Err(Refusal::PasswordWeak);
        assert!(
            weak("") && weak("123456789") && weak("Wang.Fang@Shop") && weak("wang.fang@shopwang.fang@shop")
        );
        assert!(weak(&"长".repeat(400)), "a password is no essay");
        assert!(!weak("一二三四五六七八九十") && !weak("wang.fang@shop1"));
    }

    #[test]
    fn digits_hold_for_their_step_and_its_neighbours() {
        // RFC 6238, appendix B: at 59 seconds the digits of this secret end in 287082.
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        assert_eq!(totp_step(secret, "287082", 59_000), Some(1));
        assert_eq!(totp_step(secret, "287 082", 89_000), Some(1));
        assert_eq!(totp_step(secret, "287082", 90_000), None, "a step later it is over");
        assert_eq!(totp_step(secret, "287083", 59_000), None);
        assert_eq!(totp_step(secret, "", 59_000), None);
        assert_eq!(totp_step("no base32!", "287082", 59_000), None);
    }

    #[test]
    fn a_new_factor_can_be_scanned() {
        let secret = new_totp();
        let url = totp_url(&secret, &UserId::new("li")).expect("a url");
        assert!(url.starts_with("otpauth://totp/Redress:li?secret="), "{url}");
        assert_ne!(secret, new_totp());
    }
}
