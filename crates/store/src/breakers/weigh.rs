//! Reading what was judged within the windows of all rules, and letting breakers trip or reset by it. Whatever is found
//! here is decided again at the door.

use super::{COLUMNS, Known, known};
use crate::db::Connection;
use crate::packed::read_state;
use crate::{Error, Parcel, Store};
use domain::breaker::{Breaker, Judged, Rule, Weighed, Wrong};
use domain::clock::MINUTE_MS;
use domain::command::BreakerCommand;
use domain::parcel::ParcelFacts;
use domain::{Actor, BreakerId, Command, ContentRef, ParcelId, State};
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

/// One breaker as it stands, with what its rule made of its parcels.
pub(super) struct Scale {
    pub id: BreakerId,
    pub breaker: Breaker,
    pub weighed: Weighed,
    /// Those that match and have no answer yet, oldest first.
    pub waiting: Vec<(i64, ParcelId, ParcelFacts)>,
    /// Any parcel of it: its record has the name.
    sample: Option<ParcelId>,
}

impl Store {
    /// At news of a parcel, and once a minute, because time alone makes parcels late. Answers how much was done.
    pub async fn weigh_parcels(&self) -> Result<usize, Error> {
        let (now_ms, last_ms) = (self.now_ms(), self.0.weighed_ms.load(Ordering::SeqCst));
        if last_ms != 0 && (0..MINUTE_MS).contains(&(now_ms - last_ms)) {
            return Ok(0);
        }
        self.0.weighed_ms.store(now_ms, Ordering::SeqCst);
        let mut done = 0;
        for rule in &self.policy().breakers.rules {
            done += self.weigh_rule(rule, now_ms).await?;
        }
        if done > 0 {
            self.0.weighed_ms.store(0, Ordering::SeqCst);
        }
        Ok(done)
    }

    async fn weigh_rule(&self, rule: &Rule, now_ms: i64) -> Result<usize, Error> {
        let (reader, wanted) = (self.clone(), rule.clone());
        let scales = self.db().read(move |db| reader.scales(db, &wanted, now_ms)).await?;
        let mut done = 0;
        for mut scale in scales {
            if self.decide_scale(rule, &scale, now_ms).await? {
                done += 1;
                let (reader, id) = (self.clone(), scale.id.clone());
                scale.breaker = self.db().read(move |db| reader.breaker(db, &id)).await?.unwrap_or_default();
            }
            if scale.breaker.open.is_some() {
                done += self.relieve_waiting(rule, &scale).await?;
            }
        }
        Ok(done)
    }

    /// Whether it tripped or was reset.
    async fn decide_scale(&self, rule: &Rule, scale: &Scale, now_ms: i64) -> Result<bool, Error> {
        let changes = match &scale.breaker.open {
            Some(open) => rule.is_clean(&scale.weighed, open.at_ms, now_ms),
            None => rule.trips(&scale.weighed),
        };
        if !changes {
            return Ok(false);
        }
        let mut pack = self.pack(scale.id.subject());
        let name = match &scale.sample {
            Some(parcel) if scale.breaker.open.is_none() => self.name_of(rule, parcel).await?,
            _ => None,
        };
        let name: Option<ContentRef> = name.map(|name| pack.text(&name));
        let command = BreakerCommand::Weigh { weighed: scale.weighed, name };
        let command = Command::Breaker(scale.id.clone(), command);
        let parcel: Parcel = pack.close();
        Ok(self.execute(&Actor::System, command, parcel, None).await?.first.is_some())
    }

    async fn name_of(&self, rule: &Rule, parcel: &ParcelId) -> Result<Option<String>, Error> {
        let (reader, parcel, scope) = (self.clone(), parcel.clone(), rule.scope);
        let record = self.db().read(move |db| reader.parcel_record(db, &parcel)).await?;
        let name = record.map(|record| record.name(scope).to_owned());
        Ok(name.filter(|name| !name.is_empty()))
    }

    /// Those of which anything was judged in the window, and those that are tripped.
    pub(super) fn scales(&self, db: &mut Connection, rule: &Rule, now_ms: i64) -> Result<Vec<Scale>, Error> {
        let mut scales: BTreeMap<BreakerId, Scale> = self.tripped_of(db, rule)?;
        let mut judged: BTreeMap<BreakerId, Vec<(Judged, Known)>> = BTreeMap::new();
        for one in self.in_window(db, rule, now_ms)? {
            let Some(code) = one.facts.code(rule.scope) else { continue };
            let Some(judgement) = rule.judge(&one.facts, now_ms) else { continue };
            judged.entry(rule.breaker(code)).or_default().push((judgement, one));
        }
        for (id, mut of) in judged {
            of.sort_by(|a, b| (a.0.at_ms, &a.1.id).cmp(&(b.0.at_ms, &b.1.id)));
            let scale = match scales.remove(&id) {
                Some(scale) => scale,
                None => Scale::new(self.breaker(db, &id)?.unwrap_or_default(), id.clone()),
            };
            scales.insert(id, scale.of(rule, of, now_ms));
        }
        Ok(scales.into_values().collect())
    }

    fn tripped_of(&self, db: &mut Connection, rule: &Rule) -> Result<BTreeMap<BreakerId, Scale>, Error> {
        let sql = "select s.id, s.state from breakers b join subjects s on s.id = 'breaker:' || b.breaker \
                   where b.tripped = 1";
        let mut found = BTreeMap::new();
        for row in db.query(sql, &[])? {
            let id = BreakerId::new(row.text(0)?.trim_start_matches("breaker:"));
            if let (true, State::Breaker(breaker)) = (id.parts().0 == rule.id, read_state(row.bytes(1)?)?) {
                found.insert(id.clone(), Scale::new(*breaker, id));
            }
        }
        Ok(found)
    }

    /// Every parcel that the rule may have judged within its window; the rule itself looks again.
    pub(crate) fn in_window(
        &self,
        db: &mut Connection,
        rule: &Rule,
        now_ms: i64,
    ) -> Result<Vec<Known>, Error> {
        let since_ms = now_ms - rule.window_ms;
        let (condition, by_ms) = match rule.wrong {
            Wrong::Late { by_ms } => ("promised_ms > $1 and promised_ms <= $2", by_ms),
            Wrong::NoScan { for_ms } => {
                ("delivered_ms is null and scanned_ms > $1 and scanned_ms <= $2", for_ms)
            }
            Wrong::Warmer { .. } => ("warm_ms > $1 and warm_ms <= $2", 0),
        };
        let sql = format!("select {COLUMNS} from parcels where {condition}");
        let mut rows = db.query(&sql, &[(since_ms - by_ms).into(), (now_ms - by_ms).into()])?;
        if matches!(rule.wrong, Wrong::NoScan { .. }) {
            let sql = format!("select {COLUMNS} from parcels where delivered_ms > $1 and delivered_ms <= $2");
            rows.extend(db.query(&sql, &[since_ms.into(), now_ms.into()])?);
        }
        rows.iter().map(known).collect()
    }
}

impl Scale {
    fn new(breaker: Breaker, id: BreakerId) -> Scale {
        Scale { id, breaker, weighed: Weighed::default(), waiting: vec![], sample: None }
    }

    fn of(mut self, rule: &Rule, judged: Vec<(Judged, Known)>, now_ms: i64) -> Scale {
        let since_ms = rule.since_ms(now_ms, self.breaker.reset_ms());
        self.weighed = rule.weigh(judged.iter().map(|(one, _)| *one), since_ms);
        self.sample = judged.last().map(|(_, known)| known.id.clone());
        let waits = |(one, known): &(Judged, Known)| {
            one.matches && one.at_ms > since_ms && !known.answered && rule.relieves(&known.facts)
        };
        let waiting = judged.into_iter().filter(waits);
        self.waiting = waiting.map(|(one, known)| (one.at_ms, known.id, known.facts)).collect();
        self
    }
}
