//! The playbook's ladder as it stands in this case, for staff alone.

use super::View;
use domain::case::{Reach, Shut, Stands};
use serde_json::{Value, json};

impl View<'_> {
    pub(super) fn ladder(&self) -> Vec<Value> {
        if !self.is_staff() {
            return vec![];
        }
        self.case.ladder(&self.store.policy().playbooks).iter().map(rung).collect()
    }
}

fn rung(one: &Stands) -> Value {
    let (state, offer) = match &one.reach {
        Reach::Offered { offer, .. } => ("offered", Some(offer)),
        Reach::Next => ("next", None),
        Reach::Later => ("later", None),
        Reach::Shut(Shut::Condition) => ("condition", None),
        Reach::Shut(Shut::PriceUnknown) => ("price_unknown", None),
        Reach::Shut(Shut::Consent) => ("consent_missing", None),
        Reach::Shut(Shut::Over) => ("over", None),
    };
    let items = one.items.iter().flatten();
    let items = items.map(|item| json!({ "remedy": item.remedy, "amount_fen": item.amount }));
    json!({
        "id": one.rung.id,
        "state": state,
        "offer": offer,
        "items": items.collect::<Vec<_>>(),
        "choice": one.rung.choice,
        "by": one.rung.by,
        "rise": one.rung.rise,
        "advance": one.rung.advance,
    })
}
