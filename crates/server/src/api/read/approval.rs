//! What waited, or waits, for a yes from above; for staff alone.

use super::View;
use crate::api::moment;
use domain::case::{Approval, ApprovalState, Case, Sought};
use serde_json::{Value, json};

impl View<'_> {
    pub(super) fn approvals(&self) -> Vec<Value> {
        let seen = self.case.approvals.iter().filter(|_| self.is_staff());
        seen.map(|one| approval(self.case, one, self.text(&one.why))).collect()
    }
}

pub fn approval(case: &Case, one: &Approval, why: Option<&str>) -> Value {
    let (items, offer) = match &one.sought {
        Sought::Offer { proposal } => (proposal.items.clone(), None),
        Sought::Accept { offer, .. } => {
            let found = case.offers.iter().find(|one| one.id == *offer);
            (found.map(|offer| offer.items.clone()).unwrap_or_default(), Some(offer))
        }
    };
    let items: Vec<Value> =
        items.iter().map(|item| json!({ "remedy": item.remedy, "amount_fen": item.amount })).collect();
    let above = one.above.iter().map(|above| json!({ "purse": above.purse, "limit_fen": above.limit }));
    let mut body = json!({
        "id": one.id,
        "offer": offer,
        "items": items,
        "cost_fen": one.cost,
        "above": above.collect::<Vec<_>>(),
        "by": one.by,
        "why": why,
        "to": one.with.to,
        "deputy_of": one.with.deputy_of,
        "asked_at": moment::text(one.asked_ms),
        "due_at": moment::text(one.with.due_ms),
    });
    let (state, more) = match &one.state {
        ApprovalState::Open => ("open", json!({})),
        ApprovalState::Given { by, at_ms } => {
            ("given", json!({ "decided_by": by, "decided_at": moment::text(*at_ms) }))
        }
        ApprovalState::Refused { by, at_ms, .. } => {
            ("refused", json!({ "decided_by": by, "decided_at": moment::text(*at_ms) }))
        }
        ApprovalState::Dropped => ("dropped", json!({})),
    };
    body["state"] = json!(state);
    if let (Value::Object(body), Value::Object(more)) = (&mut body, more) {
        body.extend(more);
    }
    body
}
