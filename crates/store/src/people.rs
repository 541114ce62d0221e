//! Users and merchants as pages and sign-in need them.

use crate::content::lookup;
use crate::db::Connection;
use crate::door::staff;
use crate::packed::read_state;
use crate::record::Person;
use crate::{Error, Store};
use domain::merchant::Merchant;
use domain::user::User;
use domain::{CaseId, ContentRef, MerchantId, State, UserId};
use std::collections::HashMap;

pub use domain::world::Colleague;

const PAGE: usize = 500;

impl Store {
    pub fn user(&self, db: &mut Connection, id: &UserId) -> Result<Option<User>, Error> {
        match self.state(db, &id.subject())? {
            Some(State::User(user)) => Ok(Some(user)),
            _ => Ok(None),
        }
    }

    /// All of ours, as rules see them.
    pub fn colleagues(&self, db: &mut Connection) -> Result<Vec<Colleague>, Error> {
        staff(db)
    }

    /// The open cases of one owner, by their position, so that one that moves meanwhile is not left out.
    pub(crate) fn cases_of(
        &self,
        db: &mut Connection,
        owner: &str,
        after: Option<i64>,
    ) -> Result<Vec<(i64, CaseId)>, Error> {
        let sql = format!(
            "select seq, case_id from queue where owner = $1 and open = 1 and seq > $2 order by seq limit {PAGE}"
        );
        let rows = db.query(&sql, &[owner.into(), after.unwrap_or(-1).into()])?;
        rows.iter().map(|row| Ok((row.int(0)?, CaseId::new(row.text(1)?)))).collect()
    }

    pub fn merchant(&self, db: &mut Connection, id: &MerchantId) -> Result<Option<Merchant>, Error> {
        match self.state(db, &id.subject())? {
            Some(State::Merchant(merchant)) => Ok(Some(merchant)),
            _ => Ok(None),
        }
    }

    /// What proves that somebody is this user; for the sign-in alone.
    pub fn credential(
        &self,
        db: &mut Connection,
        user: &User,
        kept: impl Fn(&User) -> Option<&ContentRef>,
    ) -> Result<Option<String>, Error> {
        kept(user).map_or(Ok(None), |credential| self.open_text(db, credential))
    }

    pub fn merchant_name(&self, db: &mut Connection, id: &MerchantId) -> Result<Option<String>, Error> {
        let Some(merchant) = self.merchant(db, id)? else { return Ok(None) };
        self.open_text(db, &merchant.name)
    }

    pub fn merchant_contact(&self, db: &mut Connection, id: &MerchantId) -> Result<Person, Error> {
        let contact = self.merchant(db, id)?.and_then(|merchant| merchant.contact);
        let Some(contact) = contact else { return Ok(Person::default()) };
        Ok(self.open_record(db, &contact)?.unwrap_or_default())
    }

    /// Names of these merchants, for lists.
    pub fn merchant_names(
        &self,
        db: &mut Connection,
        ids: &[String],
    ) -> Result<HashMap<String, String>, Error> {
        let subjects: Vec<String> =
            ids.iter().filter(|id| !id.is_empty()).map(|id| format!("merchant:{id}")).collect();
        let mut names = HashMap::new();
        if subjects.is_empty() {
            return Ok(names);
        }
        for row in db.query_in("select id, state from subjects where id = any($1)", &subjects)? {
            let id = row.text(0)?.trim_start_matches("merchant:").to_owned();
            if let Ok(State::Merchant(merchant)) = read_state(row.bytes(1)?) {
                names.insert(id, merchant.name.object);
            }
        }
        let objects: Vec<String> = names.values().cloned().collect();
        let opened = self.open_all(db, &objects)?;
        let text = |object: &String| opened.get(object).and_then(|opened| opened.text().map(str::to_owned));
        Ok(names.into_iter().filter_map(|(id, object)| Some((id, text(&object)?))).collect())
    }

    /// How a token is kept: the text itself is shown once and never stored.
    pub fn token_key(&self, token: &str) -> String {
        lookup(self.keys(), "token", token)
    }
}
