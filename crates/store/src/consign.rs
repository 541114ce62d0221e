//! Goods on consignment: taken over from the shop system, shown with a case to whom they concern, and, where a statement
//! shows that the owner was not paid, made a case of before the owner complains.

use crate::content::lookup;
use crate::db::{Connection, Row};
use crate::filing::{Intake, check_person};
use crate::record::{Matter, Person};
use crate::seen::{Sight, Thing};
use crate::{Error, Store};
use domain::consign::{Consigned, Consignment, PaidOut, Passed, Terms};
use domain::personal::Personal;
use domain::words::{Channel, ConsignStep, Locale, Noticed, Want};
use domain::{Actor, Case, CaseId, Command, Fen, OrderId, Refusal};
use serde::{Deserialize, Serialize};

/// As an import or a program tells it.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    /// Of the sale.
    pub order: String,
    pub owner: Person,
    pub currency: String,
    pub terms: Terms,
    pub price: Fen,
    /// In whatever order they were told.
    pub steps: Vec<Passed>,
    pub paid_out: Vec<PaidOut>,
}

/// What lies sealed with the order.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Owner {
    order: String,
    person: Person,
}

/// A sale as a reader of a case may see it.
#[derive(Clone, Debug)]
pub struct Sale {
    pub consignment: Consignment,
    /// The owner's calculation is for this reader.
    pub shows_sum: bool,
}

/// A payout that is due and not there.
#[derive(Clone, Debug)]
pub struct Unpaid {
    pub order: OrderId,
    pub number: String,
    pub due_ms: i64,
    pub left: Fen,
    pub case: Option<(CaseId, String)>,
}

/// More are told by the next statement.
const RAISED_AT_ONCE: u32 = 1_000;

impl Store {
    /// True where it told something new.
    pub async fn consign(&self, by: &Actor, told: Told) -> Result<bool, Error> {
        check_person(&told.owner)?;
        let order = self.order_id(&told.order);
        let canonical = serde_json::to_string(&told).expect("what was told has only plain fields");
        let mut pack = self.pack(order.subject());
        let Told { order: number, owner, currency, terms, price, mut steps, paid_out } = told;
        // The order in which things happen at one moment is that of the lanes.
        steps.sort_by_key(|one| (one.at_ms, one.step));
        let facts = Consigned {
            record: pack.json(&Owner { order: number, person: owner }),
            fingerprint: lookup(self.keys(), "consignment-record", &canonical),
            currency,
            terms,
            price,
            steps,
            paid_out,
        };
        let command = Command::Consign { order, facts: Box::new(facts) };
        let outcome = self.execute(by, command, pack.close(), None).await?;
        Ok(outcome.first.is_some())
    }

    fn consignment(&self, db: &mut Connection, order: &OrderId) -> Result<Option<Consignment>, Error> {
        Ok(self.order(db, order)?.and_then(|order| order.consignment).map(|one| *one))
    }

    /// The sale that a case is about, as far as this reader may see it.
    pub fn sale_for(&self, db: &mut Connection, case: &Case, by: &Actor) -> Result<Option<Sale>, Error> {
        let sees = |thing| self.sight(case, thing, by) == Sight::Whole;
        let Some(order) = case.order.as_ref().filter(|_| sees(Thing::Sale)) else { return Ok(None) };
        let shows_sum = sees(Thing::OwnersSum);
        Ok(self.consignment(db, order)?.map(|consignment| Sale { consignment, shows_sum }))
    }

    /// Who gave the goods of a case to be sold, for notices alone.
    pub fn consignor_of(&self, db: &mut Connection, case: &Case) -> Result<Person, Error> {
        let consignment = case.order.as_ref().map(|order| self.consignment(db, order)).transpose()?.flatten();
        let Some(consignment) = consignment else { return Ok(Person::default()) };
        let owner: Option<Owner> = self.open_record(db, &consignment.facts.record)?;
        Ok(owner.unwrap_or_default().person)
    }

    /// Due by then and not paid, the oldest first, with the owner's case where there is one.
    pub fn unpaid(&self, db: &mut Connection, until_ms: i64, limit: u32) -> Result<Vec<Unpaid>, Error> {
        let sql = "select order_id, due_ms, left_fen from consignments where left_fen > 0 and due_ms <= $1 \
                   order by due_ms, order_id limit $2";
        let rows = db.query(sql, &[until_ms.into(), limit.into()])?;
        rows.iter().map(|row| self.unpaid_of(db, row)).collect()
    }

    /// Those of them that no case is about and no statement shows as paid.
    fn unraised(&self, db: &mut Connection, until_ms: i64) -> Result<Vec<Unpaid>, Error> {
        let sql = "select c.order_id, c.due_ms, c.left_fen from consignments c \
                   where c.left_fen > 0 and c.due_ms <= $1 \
                   and not exists (select 1 from citing t join queue q on q.case_id = t.case_id \
                                   where t.owner = 'order:' || c.order_id and q.kind = 'consignment') \
                   and not exists (select 1 from statement_entries e join statements s on s.sha256 = e.statement \
                                   where e.order_id <> '' and e.order_id = c.order_id \
                                   and e.amount_fen = -c.left_fen) \
                   order by c.due_ms, c.order_id limit $2";
        let rows = db.query(sql, &[until_ms.into(), RAISED_AT_ONCE.into()])?;
        rows.iter().map(|row| self.unpaid_of(db, row)).collect()
    }

    fn unpaid_of(&self, db: &mut Connection, row: &Row) -> Result<Unpaid, Error> {
        let (order, due_ms, left) = (OrderId::new(row.text(0)?), row.int(1)?, Fen(row.int(2)?));
        let consignment = self.consignment(db, &order)?.ok_or(Error::Damaged("a payout has no sale"))?;
        let owner: Option<Owner> = self.open_record(db, &consignment.facts.record)?;
        let sql = "select q.case_id, q.number from citing t join queue q on q.case_id = t.case_id \
                   where t.owner = $1 and q.kind = 'consignment' order by q.seq limit 1";
        let case = db.query_one_opt(sql, &[order.subject().as_str().into()])?;
        let case =
            case.map(|row| -> Result<_, Error> { Ok((CaseId::new(row.text(0)?), row.text(1)?.to_owned())) });
        let number = owner.map(|owner| owner.order).unwrap_or_default();
        Ok(Unpaid { order, number, due_ms, left, case: case.transpose()? })
    }

    /// Deducted and not paid out: a case for each payout that was due within the statements that were taken, and that
    /// none of them has. Files each once, however often it is asked to. Answers the numbers of the new ones.
    pub async fn raise_unpaid(
        &self,
        until_ms: i64,
        words: impl Fn(&Unpaid, &Consignment) -> String,
    ) -> Result<Vec<String>, Error> {
        let reader = self.clone();
        let found = self.db().read(move |db| -> Result<_, Error> {
            let unpaid = reader.unraised(db, until_ms)?;
            let with = |one: Unpaid, db: &mut Connection| -> Result<_, Error> {
                let consignment = reader.consignment(db, &one.order)?.ok_or(Error::Damaged("no sale"))?;
                let owner: Option<Owner> = reader.open_record(db, &consignment.facts.record)?;
                Ok((one, consignment, owner.unwrap_or_default().person))
            };
            unpaid.into_iter().map(|one| with(one, db)).collect::<Result<Vec<_>, Error>>()
        });
        let mut raised = vec![];
        for (one, consignment, person) in found.await? {
            let intake = Intake {
                channel: Some(Channel::Import),
                locale: Some(Locale::Zh),
                person,
                matter: Matter {
                    text: Personal::new(words(&one, &consignment)),
                    order_number: Some(one.number.clone()),
                    ..Matter::default()
                },
                noticed: Some(Noticed::Other),
                wants: vec![Want::Explanation],
                kind: Some("consignment".to_owned()),
                consignor_proven: true,
                key: Some(format!("unpaid:{}", one.order)),
                ..Intake::default()
            };
            let filed = self.file(&Actor::System, intake).await?;
            raised.extend(filed.is_new.then_some(filed.number));
        }
        Ok(raised)
    }

    /// What may be deducted, found by somebody above the handlers.
    pub async fn correct_commission(
        &self,
        by: &Actor,
        case: &CaseId,
        (commission_bp, fees): (u32, Fen),
        words: &str,
        given: impl Into<crate::acts::Given>,
    ) -> Result<crate::door::Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let words = pack.text(self.written(words)?);
        let command = domain::command::CaseCommand::CorrectCommission { commission_bp, fees, words };
        self.act(by, case, command, pack, given.into()).await
    }
}

/// A step that is reported with its time.
pub fn passed(step: &str, at_ms: i64) -> Result<Passed, Refusal> {
    ConsignStep::parse(step).map(|step| Passed { step, at_ms }).ok_or(Refusal::WordUnknown)
}
