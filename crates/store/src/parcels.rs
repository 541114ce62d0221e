//! Parcels as carriers and shops tell of them, by import and API.

use crate::content::lookup;
use crate::db::Connection;
use crate::{Error, Store};
use domain::command::ParcelCommand;
use domain::parcel::{Parcel, ParcelFacts, Warmest};
use domain::words::Scope;
use domain::{Actor, Command, ParcelId, Refusal, State};
use serde::{Deserialize, Serialize};
use std::sync::atomic::Ordering;

/// One word about a parcel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    pub tracking: String,
    pub order: Option<String>,
    pub carrier: Option<String>,
    pub route: Option<String>,
    /// Code of what is in it; without it that of the order.
    pub product: Option<String>,
    pub promised_ms: Option<i64>,
    pub shipped_ms: Option<i64>,
    pub scanned_ms: Option<i64>,
    pub delivered_ms: Option<i64>,
    pub warmest: Option<Warmest>,
}

/// What lies sealed: the names of things, not who gets the parcel.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ParcelRecord {
    pub tracking: String,
    #[serde(default)]
    pub order: String,
    #[serde(default)]
    pub carrier: String,
    #[serde(default)]
    pub route: String,
    #[serde(default)]
    pub product: String,
}

impl ParcelRecord {
    pub fn name(&self, scope: Scope) -> &str {
        match scope {
            Scope::Route => &self.route,
            Scope::Carrier => &self.carrier,
            Scope::Product => &self.product,
        }
    }
}

const TEXT_MAX: usize = 200;

impl Store {
    pub fn parcel_id(&self, tracking: &str) -> ParcelId {
        let number = crate::content::order_number(tracking);
        ParcelId::new(&lookup(self.keys(), "parcel", &number)[..32])
    }

    pub fn check_parcel(told: &Told) -> Result<(), Refusal> {
        let texts = [&told.order, &told.carrier, &told.route, &told.product];
        let long = |text: &str| text.chars().count() > TEXT_MAX;
        match told.tracking.trim() {
            "" => Err(Refusal::TextMissing),
            tracking if long(tracking) || texts.into_iter().flatten().any(|text| long(text)) => {
                Err(Refusal::TextTooLong)
            }
            _ => Ok(()),
        }
    }

    /// True when it told something new.
    pub async fn record_parcel(&self, by: &Actor, told: &Told) -> Result<bool, Error> {
        Self::check_parcel(told)?;
        let id = self.parcel_id(&told.tracking);
        let (reader, wanted) = (self.clone(), id.clone());
        let known = self.db().read(move |db| reader.parcel_record(db, &wanted)).await?.unwrap_or_default();
        let text = |told: &Option<String>, known: String| told.clone().unwrap_or(known);
        let mut pack = self.pack(id.subject());
        let record = ParcelRecord {
            tracking: told.tracking.trim().to_owned(),
            order: text(&told.order, known.order),
            carrier: text(&told.carrier, known.carrier),
            route: text(&told.route, known.route),
            product: text(&told.product, known.product),
        };
        let code = |scope: Scope, name: &Option<String>| Some(self.code_of(scope, name.as_deref()?));
        let facts = ParcelFacts {
            record: Some(pack.json(&record)),
            order: told.order.as_deref().map(|number| self.order_id(number)),
            route: code(Scope::Route, &told.route),
            carrier: code(Scope::Carrier, &told.carrier),
            product: code(Scope::Product, &told.product),
            promised_ms: told.promised_ms,
            shipped_ms: told.shipped_ms,
            scanned_ms: told.scanned_ms,
            delivered_ms: told.delivered_ms,
            warmest: told.warmest,
        };
        let command = Command::Parcel(id, ParcelCommand::Record(Box::new(facts)));
        let is_new = self.execute(by, command, pack.close(), None).await?.first.is_some();
        if is_new {
            self.0.weighed_ms.store(0, Ordering::SeqCst);
        }
        Ok(is_new)
    }

    /// Only a plain code stands in state and journal; a name is hashed.
    pub fn code_of(&self, scope: Scope, name: &str) -> String {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
        let name = name.trim();
        if (1..=64).contains(&name.len()) && name.chars().all(plain) {
            return name.to_owned();
        }
        format!("x{}", &lookup(self.keys(), scope.word(), name)[..31])
    }

    pub fn parcel(&self, db: &mut Connection, id: &ParcelId) -> Result<Option<Parcel>, Error> {
        match self.state(db, &id.subject())? {
            Some(State::Parcel(parcel)) => Ok(Some(*parcel)),
            _ => Ok(None),
        }
    }

    pub fn parcel_record(&self, db: &mut Connection, id: &ParcelId) -> Result<Option<ParcelRecord>, Error> {
        let record = self.parcel(db, id)?.and_then(|parcel| parcel.facts.record);
        record.map_or(Ok(None), |record| self.open_record(db, &record))
    }
}
