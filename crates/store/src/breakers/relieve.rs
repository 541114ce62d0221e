//! The offers that a tripped breaker makes: within the case there is, or one that is opened by rule. What cannot be
//! offered is noted once, and a person looks. Stopped at any moment it goes on where it was: a case is opened by a key,
//! an offer and the note of it are one commit.

use super::weigh::Scale;
use crate::collect::pulled_text;
use crate::filing::Intake;
use crate::parcels::ParcelRecord;
use crate::record::{Matter, OrderRecord};
use crate::{Error, Store};
use domain::breaker::{Rule, Tripped};
use domain::command::{CaseCommand, Command, ParcelCommand, Relieve};
use domain::parcel::{ParcelFacts, Passed};
use domain::personal::Personal;
use domain::words::{Channel, Locale};
use domain::{Actor, BreakerId, CaseId, Fen, OrderId, ParcelId, Refusal};
use jiff::tz::{TimeZone, offset};

/// So many in one pass, so that nothing else waits for a storm.
const AT_ONCE: usize = 64;

impl Store {
    pub(super) async fn relieve_waiting(&self, rule: &Rule, scale: &Scale) -> Result<usize, Error> {
        let mut done = 0;
        for (_, parcel, facts) in scale.waiting.iter().take(AT_ONCE) {
            match self.relieve(rule, &scale.id, parcel, facts).await {
                Ok(()) => done += 1,
                // What is left in the budget may do for a cheaper one; it waits for more.
                Err(error) if error.refusal() == Some(Refusal::BudgetSpent) => {}
                Err(error) => match error.refusal() {
                    Some(refusal) => done += usize::from(self.pass_over(&scale.id, parcel, refusal).await?),
                    None => return Err(error),
                },
            }
        }
        Ok(done)
    }

    async fn relieve(
        &self,
        rule: &Rule,
        breaker: &BreakerId,
        parcel: &ParcelId,
        facts: &ParcelFacts,
    ) -> Result<(), Error> {
        let order = facts.order.clone().ok_or(Refusal::OrderUnknown)?;
        let (reader, id, number) = (self.clone(), order.clone(), parcel.clone());
        let breaker_id = breaker.clone();
        let (case, record, open, shown) = self
            .db()
            .read(move |db| {
                let open = reader.breaker(db, &breaker_id)?.and_then(|breaker| breaker.open);
                let record = reader.order_record(db, &id)?;
                let shown = reader.parcel_record(db, &number)?.unwrap_or_default();
                Ok::<_, Error>((reader.case_about(db, &id)?, record, open, shown))
            })
            .await?;
        let record = record.ok_or(Refusal::OrderUnknown)?;
        affordable(rule, &record, open.as_ref())?;
        let case = match case {
            Some((case, true)) => case,
            Some((_, false)) => return Err(Refusal::CaseClosed.into()),
            None => self.file_by_rule(rule, parcel, &record).await?,
        };
        self.offer_by_rule(rule, (breaker, parcel), &case, &written(&shown, facts)).await
    }

    /// The newest case about an order, and whether it is open; an open one goes before.
    pub fn case_about(
        &self,
        db: &mut crate::db::Connection,
        order: &OrderId,
    ) -> Result<Option<(CaseId, bool)>, Error> {
        let sql = "select q.case_id, q.open from citing c join queue q on q.case_id = c.case_id \
                   where c.owner = $1 order by q.open desc, q.seq desc limit 1";
        let row = db.query_one_opt(sql, &[order.subject().as_str().into()])?;
        row.map(|row| Ok((CaseId::new(row.text(0)?), row.int(1)? == 1))).transpose()
    }

    async fn file_by_rule(
        &self,
        rule: &Rule,
        parcel: &ParcelId,
        order: &OrderRecord,
    ) -> Result<CaseId, Error> {
        let matter = Matter {
            text: Personal::new(rule.relief.matter.read(Locale::Zh)),
            order_number: Some(order.number.clone()),
            ..Matter::default()
        };
        let intake = Intake {
            channel: Some(Channel::Rule),
            person: order.buyer.clone(),
            matter,
            key: Some(format!("parcel:{parcel}")),
            ..Intake::default()
        };
        Ok(self.file_as(&Actor::System, intake, Some(&rule.relief.kind)).await?.case)
    }

    async fn offer_by_rule(
        &self,
        rule: &Rule,
        (breaker, parcel): (&BreakerId, &ParcelId),
        case: &CaseId,
        shown: &str,
    ) -> Result<(), Error> {
        let (reader, id) = (self.clone(), case.clone());
        let loaded = self.db().read(move |db| reader.case(db, &id)).await?.ok_or(Refusal::NotFound)?;
        let mut pack = self.pack(case.subject());
        let words = pack.text(rule.relief.words.read(loaded.case.locale));
        let record = pulled_text(&mut pack, "parcel_record", shown)?;
        let given = Relieve { breaker: breaker.clone(), parcel: parcel.clone(), words, record };
        let command = Command::Case(case.clone(), CaseCommand::Relieve(Box::new(given)));
        self.execute(&Actor::System, command, pack.close(), None).await.map(drop)
    }

    async fn pass_over(
        &self,
        breaker: &BreakerId,
        parcel: &ParcelId,
        because: Refusal,
    ) -> Result<bool, Error> {
        let passed = Passed { breaker: breaker.clone(), because: because.code().to_owned() };
        let command = Command::Parcel(parcel.clone(), ParcelCommand::Pass(passed));
        let done = self.execute(&Actor::System, command, crate::Parcel::default(), None).await?;
        Ok(done.first.is_some())
    }
}

/// No case is opened for an offer that the budget of the trip does not pay any more.
fn affordable(rule: &Rule, record: &OrderRecord, open: Option<&Tripped>) -> Result<(), Refusal> {
    let open = open.ok_or(Refusal::BreakerShut)?;
    let items = rule.relief.items(Some(Fen(record.total_fen))).ok_or(Refusal::AmountInvalid)?;
    let cost =
        domain::cost::Cost::of(&items, rule.relief.choice, domain::Party::Platform, rule.relief.advance);
    let cost = cost.ok_or(Refusal::AmountInvalid)?;
    if cost.total() > open.left() { Err(Refusal::BudgetSpent) } else { Ok(()) }
}

/// What is known of a parcel, for people to read.
fn written(record: &ParcelRecord, facts: &ParcelFacts) -> String {
    let zone = TimeZone::fixed(offset(8));
    let time = |ms: Option<i64>| {
        let at = ms.and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok())?;
        Some(at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S +08:00").to_string())
    };
    let plain = |text: &String| (!text.is_empty()).then(|| text.clone());
    let warmest = facts.warmest.map(|one| {
        let (sign, milli) = (if one.milli < 0 { "-" } else { "" }, one.milli.unsigned_abs());
        format!(
            "{sign}{}.{:03} °C  {}",
            milli / 1_000,
            milli % 1_000,
            time(Some(one.at_ms)).unwrap_or_default()
        )
    });
    let lines = [
        ("单号 tracking", plain(&record.tracking)),
        ("承运方 carrier", plain(&record.carrier)),
        ("线路 route", plain(&record.route)),
        ("承诺送达 promised", time(facts.promised_ms)),
        ("最后轨迹 last scan", time(facts.scanned_ms)),
        ("送达 delivered", time(facts.delivered_ms)),
        ("最高温度 warmest", warmest),
    ];
    let line = |(name, value): (&str, Option<String>)| value.map(|value| format!("{name}: {value}\n"));
    lines.into_iter().filter_map(line).collect()
}
