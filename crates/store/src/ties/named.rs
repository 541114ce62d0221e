//! What a shared thing is called on the desk: by what the case itself says of it, masked as everywhere, and by nothing
//! that another case says.

use super::{Drawn, Tie, of_order, of_words};
use crate::content::{lookup, mail, phone};
use crate::db::Connection;
use crate::learned::words_of;
use crate::{Error, Store};
use domain::case::Case;
use domain::words::Stage;
use domain::{Actor, CaseId};
use mask::Sort;
use std::collections::HashMap;

/// What of another case is said beside a tie: where it stands, and nothing of anybody in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    pub case: CaseId,
    pub number: String,
    pub stage: Stage,
    pub kind: String,
    pub filed_ms: i64,
}

impl Store {
    /// The name of each thing this case is found by, as this reader may read it.
    pub fn things_named(
        &self,
        db: &mut Connection,
        case: &Case,
        by: &Actor,
    ) -> Result<HashMap<String, String>, Error> {
        let matter = self.matter(db, case, by)?;
        let person = self.person(db, case, by)?;
        let contacts = [(Tie::Phone, phone(person.phone.reveal())), (Tie::Mail, mail(person.mail.reveal()))];
        let contacts = contacts.into_iter().filter_map(|(tie, value)| Some(Drawn { tie, value: value? }));
        let order = self.frozen_order(db, case, by)?;
        let drawn = of_words(words_of(&matter).reveal())
            .into_iter()
            .chain(order.as_ref().map(of_order).unwrap_or_default())
            .chain(contacts);
        let named = |one: Drawn| (lookup(self.keys(), one.tie.word(), &one.value), self.covered(&one));
        let mut names: HashMap<String, String> = drawn.map(named).collect();
        if let (Some(order), Some(number)) = (&case.order, matter.order_number) {
            names.insert(order.to_string(), number);
        }
        for item in case.evidence.iter() {
            names.insert(item.id.clone(), item.id.to_uppercase());
        }
        Ok(names)
    }

    fn covered(&self, one: &Drawn) -> String {
        let sort = match one.tie {
            Tie::Phone => Sort::Phone,
            Tie::Mail => Sort::Mail,
            Tie::Address => Sort::Address,
            Tie::Account | Tie::Buyer | Tie::Device => Sort::Account,
            _ => return one.value.to_uppercase(),
        };
        let national = one.value.strip_prefix("+86").unwrap_or(&one.value);
        mask::mask_as(sort, national, &self.policy().masks)
    }

    /// Where these cases stand, newest first.
    pub fn outlines(&self, db: &mut Connection, cases: &[CaseId]) -> Result<Vec<Outline>, Error> {
        if cases.is_empty() {
            return Ok(vec![]);
        }
        let ids: Vec<String> = cases.iter().map(ToString::to_string).collect();
        let sql = "select case_id, number, stage, kind, filed_ms from queue where case_id = any($1) \
                   order by seq desc";
        let one = |row: &crate::db::Row| -> Result<Outline, Error> {
            Ok(Outline {
                case: CaseId::new(row.text(0)?),
                number: row.text(1)?.to_owned(),
                stage: Stage::parse(row.text(2)?).ok_or(Error::Damaged("a stage is unknown"))?,
                kind: row.text(3)?.to_owned(),
                filed_ms: row.int(4)?,
            })
        };
        db.query_in(sql, &ids)?.iter().map(one).collect()
    }
}
