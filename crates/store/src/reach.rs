//! Where a shop or one of ours wants to be told. Whoever knows the address of a robot can write into its group, so
//! addresses lie sealed, are never shown again, and only what is needed of them is kept: the host is never theirs to
//! choose.

use crate::content::mail;
use crate::db::Connection;
use crate::door::Outcome;
use crate::{Error, Store};
use domain::command::{Command, MerchantCommand, UserCommand};
use domain::event::Via;
use domain::personal::Personal;
use domain::reach::Reach;
use domain::words::Locale;
use domain::{Actor, MerchantId, Refusal, SubjectId, UserId};
use serde::{Deserialize, Serialize};

/// As it lies sealed: keys and tokens alone, not whole addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addresses {
    #[serde(default, skip_serializing_if = "Personal::is_empty")]
    pub wecom: Personal,
    #[serde(default, skip_serializing_if = "Personal::is_empty")]
    pub dingtalk: Personal,
    #[serde(default, skip_serializing_if = "Personal::is_empty")]
    pub dingtalk_secret: Personal,
    #[serde(default, skip_serializing_if = "Personal::is_empty")]
    pub mail: Personal,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
}

/// What somebody wants changed: nothing leaves an address as it is, an empty one takes it back.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub wecom: Option<Personal>,
    /// The address of the robot and the secret its messages are signed with.
    pub dingtalk: Option<(Personal, Personal)>,
    pub mail: Option<Personal>,
    /// What is tried first; without it as before.
    pub first: Option<Via>,
    pub locale: Option<Locale>,
}

/// What a page may say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The first is tried first; each with what of its address may be seen.
    pub ways: Vec<(Via, String)>,
    pub locale: Locale,
}

impl Addresses {
    pub fn locale(&self) -> Locale {
        self.locale.unwrap_or(Locale::Zh)
    }
}

const WECOM: &str = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=";
const DINGTALK: &str = "https://oapi.dingtalk.com/robot/send?access_token=";
/// Letters of a key that may be seen, so that its owner knows which it is.
const SEEN: usize = 4;

impl Store {
    /// A shop's own for somebody of a shop, and for one of ours their own.
    pub fn reach(&self, db: &mut Connection, by: &Actor) -> Result<(Option<Reach>, Addresses), Error> {
        match by {
            Actor::Staff(user, _) => self.reach_of_user(db, user),
            Actor::Merchant(_, merchant) => self.reach_of_merchant(db, merchant),
            _ => Err(Refusal::NotAllowed.into()),
        }
    }

    pub fn reach_of_user(
        &self,
        db: &mut Connection,
        user: &UserId,
    ) -> Result<(Option<Reach>, Addresses), Error> {
        let reach = self.user(db, user)?.and_then(|user| user.reach);
        self.addresses(db, reach)
    }

    pub fn reach_of_merchant(
        &self,
        db: &mut Connection,
        merchant: &MerchantId,
    ) -> Result<(Option<Reach>, Addresses), Error> {
        let reach = self.merchant(db, merchant)?.and_then(|merchant| merchant.reach);
        self.addresses(db, reach)
    }

    fn addresses(
        &self,
        db: &mut Connection,
        reach: Option<Reach>,
    ) -> Result<(Option<Reach>, Addresses), Error> {
        let Some(reach) = reach else { return Ok((None, Addresses::default())) };
        let addresses = self.open_record(db, &reach.contact)?.unwrap_or_default();
        Ok((Some(reach), addresses))
    }

    pub fn reach_shown(&self, db: &mut Connection, by: &Actor) -> Result<Shown, Error> {
        let (reach, addresses) = self.reach(db, by)?;
        let ways = reach.map(|reach| reach.ways).unwrap_or_default();
        let shown = |way: Via| match way {
            Via::WeCom => end_of(&addresses.wecom),
            Via::DingTalk => end_of(&addresses.dingtalk),
            _ => addresses.mail.masked(&self.policy().masks),
        };
        let ways = ways.into_iter().map(|way| (way, shown(way))).collect();
        Ok(Shown { ways, locale: addresses.locale() })
    }

    /// LIMIT: a shop is reached by mail at the contact of its record, which comes from the shop system.
    pub async fn set_reach(&self, by: &Actor, wanted: Wanted) -> Result<Outcome, Error> {
        let (store, reader) = (self.clone(), by.clone());
        let (reach, known) = self.db().read(move |db| store.reach(db, &reader)).await?;
        if matches!(by, Actor::Merchant(..)) && wanted.mail.is_some() {
            return Err(Refusal::NotAllowed.into());
        }
        let first = wanted.first;
        let addresses = laid_over(known, wanted)?;
        let before = reach.map(|reach| reach.ways).unwrap_or_default();
        let ways = ways_of(&addresses, &before, first);
        let subject = match by {
            Actor::Staff(user, _) => user.subject(),
            Actor::Merchant(_, merchant) => merchant.subject(),
            _ => return Err(Refusal::NotAllowed.into()),
        };
        let mut pack = self.pack(subject.clone());
        let reach = (!ways.is_empty()).then(|| Reach { ways, contact: pack.json(&addresses) });
        self.execute(by, command(&subject, by, reach)?, pack.close(), None).await
    }
}

fn command(subject: &SubjectId, by: &Actor, reach: Option<Reach>) -> Result<Command, Error> {
    match (by, subject.merchant()) {
        (Actor::Staff(user, _), _) => Ok(Command::User(user.clone(), UserCommand::SetReach { reach })),
        (_, Some(merchant)) => Ok(Command::Merchant(merchant, MerchantCommand::SetReach(reach))),
        _ => Err(Refusal::NotAllowed.into()),
    }
}

fn laid_over(known: Addresses, wanted: Wanted) -> Result<Addresses, Refusal> {
    let mut addresses = known;
    if let Some(wecom) = wanted.wecom {
        addresses.wecom = key_of(&wecom, WECOM)?;
    }
    if let Some((robot, secret)) = wanted.dingtalk {
        addresses.dingtalk = key_of(&robot, DINGTALK)?;
        let secret = Personal::new(secret.reveal().trim());
        let fits = secret.reveal().starts_with("SEC") && is_key(secret.reveal());
        if !addresses.dingtalk.is_empty() && !fits {
            return Err(Refusal::RobotInvalid);
        }
        addresses.dingtalk_secret = if addresses.dingtalk.is_empty() { Personal::default() } else { secret };
    }
    if let Some(given) = wanted.mail {
        if !given.is_empty() && mail(given.reveal()).is_none() {
            return Err(Refusal::MailInvalid);
        }
        addresses.mail = given;
    }
    addresses.locale = wanted.locale.or(addresses.locale);
    Ok(addresses)
}

/// The key from the whole address as the group shows it, or by itself.
fn key_of(written: &Personal, address: &str) -> Result<Personal, Refusal> {
    let written = written.reveal().trim();
    let key = written.strip_prefix(address).unwrap_or(written);
    if key.is_empty() || is_key(key) { Ok(Personal::new(key)) } else { Err(Refusal::RobotInvalid) }
}

fn is_key(key: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    (8..=160).contains(&key.len()) && key.chars().all(plain)
}

fn ways_of(addresses: &Addresses, before: &[Via], first: Option<Via>) -> Vec<Via> {
    let there = |way: &Via| match way {
        Via::WeCom => !addresses.wecom.is_empty(),
        Via::DingTalk => !addresses.dingtalk.is_empty(),
        Via::Mail => !addresses.mail.is_empty(),
        Via::Sms => false,
    };
    let mut ways: Vec<Via> = vec![];
    let all = first.into_iter().chain(before.iter().copied()).chain([Via::WeCom, Via::DingTalk, Via::Mail]);
    for way in all.filter(there) {
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
    ways
}

fn end_of(key: &Personal) -> String {
    let key = key.reveal();
    format!("…{}", &key[key.len().saturating_sub(SEEN)..])
}

#[cfg(test)]
mod tests {
    use super::{Addresses, Via, WECOM, Wanted, key_of, laid_over, ways_of};
    use domain::Refusal;
    use domain::personal::Personal;

    #[test]
    fn a_robot_is_its_key_and_never_a_host_of_somebodys_choosing() {
        let key = |written: &str| key_of(&Personal::new(written), WECOM).map(|key| key.reveal().to_owned());
        assert_eq!(key(&format!(" {WECOM}693a91f6-7xxx-4bc4 ")).as_deref(), Ok("693a91f6-7xxx-4bc4"));
        assert_eq!(key("693a91f6-7xxx-4bc4").as_deref(), Ok("693a91f6-7xxx-4bc4"));
        assert_eq!(key("").as_deref(), Ok(""));
        for wrong in [
            "https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=693a91f6",
            "http://127.0.0.1:8080/cgi-bin/webhook/send?key=693a91f6",
            "693a91f6&debug=1",
            "../693a91f6",
            "short",
        ] {
            assert_eq!(key(wrong), Err(Refusal::RobotInvalid), "{wrong}");
        }
    }

    #[test]
    fn what_is_not_named_stays_and_what_is_emptied_goes() {
        let given = Wanted {
            wecom: Some(Personal::new("693a91f6-7xxx")),
            dingtalk: Some((Personal::new("token-0123456789"), Personal::new("SEC0123456789"))),
            mail: Some(Personal::new("chen@example.cn")),
            ..Wanted::default()
        };
        let all = laid_over(Addresses::default(), given).expect("it fits");
        assert_eq!(ways_of(&all, &[], Some(Via::Mail)), [Via::Mail, Via::WeCom, Via::DingTalk]);
        let less = Wanted { wecom: Some(Personal::default()), ..Wanted::default() };
        let left = laid_over(all.clone(), less).expect("it fits");
        assert_eq!(ways_of(&left, &[Via::Mail, Via::WeCom], None), [Via::Mail, Via::DingTalk]);
        let unsigned = (Personal::new("token-0123456789"), Personal::default());
        let wrong = laid_over(all, Wanted { dingtalk: Some(unsigned), ..Wanted::default() });
        assert_eq!(wrong, Err(Refusal::RobotInvalid), "a message nobody signed is refused by the robot");
    }
}
