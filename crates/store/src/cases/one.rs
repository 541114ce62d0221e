//! One case, and the ways to it.

use crate::content::{is_link_token, link_token, lookup, mail, phone};
use crate::db::Connection;
use crate::packed::read_state;
use crate::{Error, Store};
use domain::{Case, CaseId, State, SubjectId};

/// A link is the case's id and its token, 26 letters each.
pub const LINK_LETTERS: usize = 52;

/// A case with the version its forms are made from.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub case: Case,
    pub version: u64,
    pub entries: u64,
    /// Position of its first entry in the journal.
    pub since: u64,
}

impl Store {
    pub fn state(&self, db: &mut Connection, subject: &SubjectId) -> Result<Option<State>, Error> {
        let row = db.query_one_opt("select state from subjects where id = $1", &[subject.as_str().into()])?;
        row.map(|row| read_state(row.bytes(0)?)).transpose()
    }

    pub fn case(&self, db: &mut Connection, id: &CaseId) -> Result<Option<Loaded>, Error> {
        let sql = "select version, entries, since, state from subjects where id = $1";
        let Some(row) = db.query_one_opt(sql, &[id.subject().as_str().into()])? else { return Ok(None) };
        match read_state(row.bytes(3)?)? {
            State::Case(case) => Ok(Some(Loaded {
                case: *case,
                version: row.int(0)? as u64,
                entries: row.int(1)? as u64,
                since: row.int(2)? as u64,
            })),
            _ => Err(Error::Damaged("a state cannot be read")),
        }
    }

    pub fn case_numbered(&self, db: &mut Connection, number: &str) -> Result<Option<CaseId>, Error> {
        let number = number.trim().to_uppercase();
        let row = db.query_one_opt("select case_id from queue where number = $1", &[number.into()])?;
        row.map(|row| Ok(CaseId::new(row.text(0)?))).transpose()
    }

    /// By id or by number, as people and programs name it.
    pub fn case_named(&self, db: &mut Connection, name: &str) -> Result<Option<Loaded>, Error> {
        let is_number = name.contains('-');
        let id = if is_number { self.case_numbered(db, name)? } else { Some(CaseId::new(name)) };
        id.map_or(Ok(None), |id| self.case(db, &id))
    }

    pub fn link(&self, case: &Case) -> String {
        self.link_of(&case.id, case.generation)
    }

    /// The link of a case of this generation; a new case is of generation 0.
    pub fn link_of(&self, id: &CaseId, generation: u32) -> String {
        format!("{id}{}", link_token(self.keys(), id.as_str(), generation.into()))
    }

    /// The case a secret link opens; nothing for a guessed or revoked one.
    pub fn case_by_link(&self, db: &mut Connection, link: &str) -> Result<Option<Loaded>, Error> {
        if link.len() != LINK_LETTERS || !link.is_ascii() {
            return Ok(None);
        }
        let (id, token) = link.split_at(LINK_LETTERS / 2);
        let loaded = self.case(db, &CaseId::new(id))?;
        Ok(loaded.filter(|loaded| is_link_token(self.keys(), id, loaded.case.generation.into(), token)))
    }

    /// The six digits of a code that was asked for: derived, never stored.
    pub fn code(&self, case: &Case, code: &domain::case::Code) -> String {
        let token = lookup(self.keys(), "code", &format!("{}:{}", case.id, code.id));
        let number = u64::from_str_radix(&token[..15], 16).unwrap_or(0);
        format!("{:06}", number % 1_000_000)
    }

    /// Cases whose person has this phone number or mail address, newest first.
    pub fn cases_of_contact(&self, db: &mut Connection, contact: &str) -> Result<Vec<CaseId>, Error> {
        let tokens: Vec<String> = [("phone", phone(contact)), ("mail", mail(contact))]
            .into_iter()
            .filter_map(|(kind, value)| Some(lookup(self.keys(), kind, &value?)))
            .collect();
        if tokens.is_empty() {
            return Ok(vec![]);
        }
        let sql = "select owner from lookups where token = any($1) order by owner desc limit 200";
        let rows = db.query_in(sql, &tokens)?;
        rows.iter().filter_map(|row| row.text(0).ok().and_then(SubjectId::parse)?.case()).map(Ok).collect()
    }
}
