//! The evidence of a case: each piece with what is known of it, how complete each side's is, and inspections. How a
//! piece came to us, who had it and where else it turned up is for staff alone.

use super::View;
use crate::api::moment;
use domain::Party;
use domain::case::{Evidence, InspectionState, Row};
use serde_json::{Value, json};
use store::db::Connection;
use store::dossier::Dossier;
use store::seen::sees;
use store::timeline::Told;
use store::{Error, custody};

impl View<'_> {
    pub fn evidence(&self, db: &mut Connection, told: &[Told]) -> Result<Vec<Value>, Error> {
        let seen = self.case.evidence.iter().filter(|one| sees(self.case, one, self.by));
        seen.map(|one| self.piece(db, one, told)).collect()
    }

    fn piece(&self, db: &mut Connection, one: &Evidence, told: &[Told]) -> Result<Value, Error> {
        let path = format!("/api/v1/cases/{}/evidence/{}", self.case.id, one.id);
        let nothing = Dossier::default();
        let dossier = self.dossiers.get(&one.id).unwrap_or(&nothing);
        let remarks = self.case.remarks.iter().filter(|remark| remark.evidence == one.id);
        let remarks = remarks.filter_map(|remark| {
            let text = self.text(&remark.text)?;
            Some(json!({ "by": remark.by, "at": moment::text(remark.at_ms), "text": text }))
        });
        let mut body = json!({
            "id": one.id,
            "kind": one.kind,
            "party": one.party,
            "from": one.side(),
            "source": one.source,
            "media": one.media,
            "added_at": moment::text(one.at_ms),
            "request": one.request,
            "supersedes": one.supersedes,
            "superseded_by": self.case.successor(&one.id).map(|next| &next.id),
            "why": one.why.as_ref().and_then(|why| self.text(why)),
            "assessment": self.assessment(one),
            "remarks": remarks.collect::<Vec<_>>(),
            "commitment": one.content.commitment,
            "url": (one.kind != "order_record").then_some(path),
        });
        if let (true, Value::Object(body)) = (self.is_staff(), &mut body) {
            let chain = self.store.custody(db, &self.case.id, one, told.iter().map(|told| &told.entry))?;
            body.insert("record".into(), json!(dossier.record));
            body.insert("facts".into(), json!(dossier.facts));
            body.insert("elsewhere".into(), json!(dossier.elsewhere));
            body.insert("alike".into(), json!(dossier.alike));
            body.insert("custody".into(), chain.iter().map(handled).collect());
        }
        Ok(body)
    }

    fn assessment(&self, one: &Evidence) -> Option<Value> {
        let assessment = self.case.assessment(&one.id)?;
        Some(json!({
            "verdict": assessment.verdict(),
            "authenticity": assessment.authenticity,
            "legality": assessment.legality,
            "relevance": assessment.relevance,
            "weight": assessment.weight,
            "counts": assessment.counts,
            "reasons": self.text(&assessment.reasons),
            "by": Some(&assessment.by).filter(|_| self.is_staff()),
            "at": moment::text(assessment.at_ms),
        }))
    }

    /// Rows of the playbook with what was shown for them; pieces only for who may see them.
    pub fn matrix(&self) -> Value {
        let matrix = self.case.matrix(&self.store.policy().playbooks);
        let visible = |id: &&String| self.case.piece(id).is_some_and(|item| sees(self.case, item, self.by));
        let row = |row: &Row| {
            json!({
                "kind": row.kind.id,
                "label": row.kind.label,
                "why": row.kind.why,
                "need": row.kind.need,
                "weight": row.kind.weight,
                "state": row.state.word(),
                "items": row.items.iter().filter(visible).collect::<Vec<_>>(),
            })
        };
        let sides: Vec<Value> = matrix
            .sides
            .iter()
            .map(|side| {
                let rows: Vec<Value> = side.rows.iter().map(row).collect();
                json!({ "side": side.side, "percent": side.percent, "rows": rows })
            })
            .collect();
        json!({ "percent": matrix.percent, "sides": sides })
    }

    pub fn inspections(&self) -> Vec<Value> {
        let inspections = self.case.inspections.iter().map(|one| {
            let (result, report) = match &one.state {
                InspectionState::Done { result, report, .. } => (Some(result), Some(report)),
                _ => (None, None),
            };
            json!({
                "id": one.id,
                "request": one.request,
                "cost_fen": one.cost,
                "payer": one.payer,
                "due_at": moment::text(one.due_ms),
                "stops": one.stops,
                "state": one.state.word(),
                "result": result,
                "report": report,
            })
        });
        inspections.collect()
    }

    /// Where a third party answers; nobody but staff has it to give away.
    pub fn request_link(&self, request: &domain::case::Request, base: &str) -> Option<String> {
        let third = self.by.party() == Party::Platform && request.to.is_third();
        third.then(|| format!("{base}/t/{}", self.store.request_link(self.case, request)))
    }
}

fn handled(handled: &custody::Handled) -> Value {
    json!({ "at": moment::text(handled.at_ms), "by": handled.by, "what": handled.what.word() })
}
