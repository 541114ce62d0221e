//! What the pages of merchants ask for besides their cases: who signs in for them, their risk and the cases behind it, and
//! what their standing rules would have done.

use crate::db::Connection;
use crate::packed::read_state;
use crate::{Error, Store};
use domain::case::Case;
use domain::merchant::{Facts, Merchant, RiskPart, ShopRule, risk};
use domain::user::User;
use domain::{CaseId, Fen, MerchantId, State, UserId};
use std::collections::HashMap;

/// At most so many cases of the last 90 days are looked at, newest first.
const LOOKED_AT: i64 = 1_000;
const AT_ONCE: usize = 250;

/// What a rule would have done in the last 90 days, within one case's limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WouldHave {
    pub cases: u32,
    pub fen: Fen,
}

impl Store {
    /// The cases of a merchant that were filed in the last 90 days, newest first.
    fn lately(&self, db: &mut Connection, merchant: &MerchantId) -> Result<Vec<Case>, Error> {
        let sql =
            "select case_id from queue where merchant = $1 and filed_ms >= $2 order by seq desc limit $3";
        let since_ms = self.now_ms() - risk::WINDOW_MS;
        let rows = db.query(sql, &[merchant.as_str().into(), since_ms.into(), LOOKED_AT.into()])?;
        let ids: Vec<String> =
            rows.iter().map(|row| Ok(format!("case:{}", row.text(0)?))).collect::<Result<_, Error>>()?;
        let mut found = HashMap::with_capacity(ids.len());
        for part in ids.chunks(AT_ONCE) {
            for row in db.query_in("select id, state from subjects where id = any($1)", part)? {
                if let State::Case(case) = read_state(row.bytes(1)?)? {
                    found.insert(row.text(0)?.to_owned(), *case);
                }
            }
        }
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }

    pub fn risk(&self, db: &mut Connection, merchant: &MerchantId) -> Result<Vec<RiskPart>, Error> {
        Ok(risk::of(&self.lately(db, merchant)?))
    }

    /// The numbers of the cases these parts name.
    pub fn numbers_behind(
        &self,
        db: &mut Connection,
        parts: &[RiskPart],
    ) -> Result<HashMap<CaseId, String>, Error> {
        let mut ids: Vec<String> =
            parts.iter().flat_map(|part| &part.cases).map(ToString::to_string).collect();
        ids.sort();
        ids.dedup();
        let numbers = self.numbers_of(db, &ids)?;
        Ok(numbers.into_iter().map(|(case, number)| (CaseId::new(case), number)).collect())
    }

    /// Who signs in for a shop.
    pub fn people_of(
        &self,
        db: &mut Connection,
        merchant: &MerchantId,
    ) -> Result<Vec<(UserId, User, String)>, Error> {
        let sql = "select user_id from staff where merchant = $1 order by user_id limit 200";
        let mut people = vec![];
        for row in db.query(sql, &[merchant.as_str().into()])? {
            let id = UserId::new(row.text(0)?);
            if let Some(user) = self.user(db, &id)? {
                let name = self.open_text(db, &user.account.name)?.unwrap_or_default();
                people.push((id, user, name));
            }
        }
        Ok(people)
    }

    /// What customers read by a standing rule.
    pub fn rule_words(&self, db: &mut Connection, rule: &ShopRule) -> Result<String, Error> {
        Ok(self.open_text(db, &rule.words)?.unwrap_or_default())
    }

    /// For each rule of a shop what it would have offered, as if it had stood all the time and no day had a limit.
    pub fn would_have(
        &self,
        db: &mut Connection,
        merchant: &MerchantId,
        known: &Merchant,
    ) -> Result<Vec<WouldHave>, Error> {
        if known.rules.is_empty() {
            return Ok(vec![]);
        }
        let cases = self.lately(db, merchant)?;
        let of = |rule: &ShopRule| {
            let promised = cases.iter().filter_map(|case| rule.promises(&Facts::of(case, case.filed_ms)));
            promised.fold(WouldHave::default(), |all, paid| WouldHave {
                cases: all.cases + 1,
                fen: all.fen.plus(paid).unwrap_or(Fen::MAX),
            })
        };
        Ok(known.rules.iter().map(of).collect())
    }
}
