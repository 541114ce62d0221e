//! Person, order and matter. People are masked for everybody; who needs more says why and is on record. A merchant
//! sees a name, never a way around us to the customer.

use super::View;
use crate::api::moment;
use domain::personal::Personal;
use domain::{Event, Party};
use serde_json::{Value, json};
use store::record::{Matter, OrderRecord, Person};
use store::seen::frozen;
use store::timeline::Words;

impl View<'_> {
    pub fn person(&self) -> Value {
        let person: Person =
            self.case.person.as_ref().and_then(|person| self.record(person)).unwrap_or_default();
        self.masked(&person)
    }

    fn masked(&self, person: &Person) -> Value {
        let masked = |part: &Personal| (!part.is_empty()).then(|| part.masked(&self.store.policy().masks));
        if self.by.party() == Party::Merchant {
            return json!({ "name": masked(&person.name) });
        }
        json!({ "name": masked(&person.name), "phone": masked(&person.phone), "email": masked(&person.mail) })
    }

    /// The text is that of the entry which filed the case, as this reader may read it.
    pub fn matter(&self) -> Value {
        let matter: Option<Matter> = self.record(&self.case.matter);
        let erased = matter.is_none();
        let matter = matter.unwrap_or_default();
        let filed = self.told.iter().find(|told| matches!(told.entry.event, Event::Filed(_)));
        let words = filed.filter(|_| !erased).map(|told| &told.words);
        json!({
            "title": matter.title.map(|title| self.of_customer(title)),
            "text": words.and_then(Words::text),
            "masked": matches!(words, Some(Words::Masked(_))),
            "erased": erased,
            "order_number": matter.order_number,
            "respondent": matter.respondent.map(|respondent| self.of_customer(respondent)),
            "external": matter.external.filter(|_| self.is_staff()),
            "filed_elsewhere_at": moment::opt_text(matter.filed_ms),
            "noticed": self.case.noticed,
            "wants": self.case.wants,
        })
    }

    /// A field of the complaint beside its text.
    fn of_customer(&self, text: String) -> String {
        if self.is_customer() { text } else { self.store.masked(&text) }
    }

    /// The order as it was when it was frozen, for who may see it.
    pub fn order(&self) -> Option<Value> {
        let record: OrderRecord = self.record(&frozen(self.case)?.content)?;
        let parcels: Vec<Value> = record
            .parcels
            .iter()
            .map(|parcel| {
                json!({
                    "carrier": parcel.carrier,
                    "tracking": parcel.tracking,
                    "status": parcel.status,
                    "promised_at": moment::opt_text(parcel.promised_ms),
                    "shipped_at": moment::opt_text(parcel.shipped_ms),
                    "delivered_at": moment::opt_text(parcel.delivered_ms),
                })
            })
            .collect();
        Some(json!({
            "number": record.number,
            "merchant": record.merchant,
            "merchant_name": record.merchant_name,
            "status": record.status,
            "currency": record.currency,
            "total_fen": record.total_fen,
            "bought_at": moment::opt_text(record.bought_ms),
            "buyer": self.masked(&record.buyer),
            "payments": record.payments,
            "items": record.items,
            "parcels": parcels,
        }))
    }
}
