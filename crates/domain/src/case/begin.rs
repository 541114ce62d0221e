//! Filing, completing and grading: how a case begins to know what it is about.

use super::{Case, CodePurpose, Triage};
use crate::clock::{Clock, ClockKind};
use crate::event::{Filed, Supplemented};
use crate::id::{CaseId, UserId};
use crate::words::Stage;
use std::collections::BTreeMap;

impl Case {
    pub(crate) fn filed(id: CaseId, filed: &Filed, at_ms: i64) -> Case {
        Case {
            id,
            number: filed.number.clone(),
            channel: filed.channel,
            locale: filed.locale,
            complainant: filed.complainant,
            filed_ms: at_ms,
            updated_ms: at_ms,
            stage: if filed.gaps.is_empty() { Stage::Triage } else { Stage::Complete },
            matter: filed.matter.clone(),
            person: filed.person.clone(),
            brief: filed.brief.clone(),
            contacts: filed.contacts,
            noticed: filed.noticed,
            wants: filed.wants.clone(),
            demands: None,
            regulator: vec![],
            order: filed.order.clone(),
            merchant: filed.merchant.clone(),
            amount: filed.amount,
            product: filed.product.clone(),
            bought_ms: filed.bought_ms,
            delivered_ms: filed.delivered_ms,
            jurisdiction: filed.jurisdiction,
            gaps: filed.gaps.clone(),
            triage: None,
            owner: None,
            past_owners: Vec::new(),
            earlier: Vec::new(),
            complained_of: Vec::new(),
            clocks: filed.clocks.clone(),
            evidence: Vec::new(),
            redactions: Vec::new(),
            requests: Vec::new(),
            assessments: Vec::new(),
            remarks: Vec::new(),
            inspections: Vec::new(),
            pausings: Vec::new(),
            findings: Vec::new(),
            consignor_proven: filed.consignor_proven,
            drafts: Vec::new(),
            appeals: Vec::new(),
            pleas: Vec::new(),
            counted: Vec::new(),
            boards: Vec::new(),
            tasks: Vec::new(),
            approvals: Vec::new(),
            offers: Vec::new(),
            rung_due: None,
            consent: None,
            remedies: Vec::new(),
            claims: Vec::new(),
            settlements: Vec::new(),
            messages: 1,
            unread: true,
            call_asked: false,
            withdrawn: false,
            round: 1,
            survey: None,
            closed: None,
            generation: 0,
            code: None,
            order_proven: false,
            privacy: Default::default(),
            hidden: BTreeMap::new(),
        }
    }

    pub(super) fn supplement(&mut self, more: &Supplemented, at_ms: i64) {
        self.unread = true;
        if more.person.is_some() {
            self.person.clone_from(&more.person);
            // It was sent to the contact of before, and would prove the one of now.
            self.code = self.code.take().filter(|code| code.purpose != CodePurpose::Export);
        }
        if let Some(brief) = &more.brief {
            self.brief.clone_from(brief);
        }
        if let Some(matter) = &more.matter {
            self.matter.clone_from(matter);
        }
        self.contacts = more.contacts.unwrap_or(self.contacts);
        self.noticed = more.noticed.or(self.noticed);
        if !more.wants.is_empty() {
            self.wants.clone_from(&more.wants);
        }
        if more.order.is_some() {
            self.concerns(more);
        }
        self.messages += u32::from(more.details.is_some());
        self.gaps.clone_from(&more.gaps);
        if self.gaps.is_empty() && self.stage == Stage::Complete {
            self.go_to_triage(at_ms);
        }
    }

    /// Another order is another merchant, another amount, and somebody else's data until proven otherwise.
    fn concerns(&mut self, more: &Supplemented) {
        if self.order != more.order {
            self.order_proven = false;
            self.code = self.code.take().filter(|code| code.purpose != CodePurpose::Order);
        }
        self.order.clone_from(&more.order);
        self.merchant.clone_from(&more.merchant);
        self.amount = more.amount;
        self.product.clone_from(&more.product);
        (self.bought_ms, self.delivered_ms) = (more.bought_ms, more.delivered_ms);
    }

    pub(super) fn go_to_triage(&mut self, at_ms: i64) {
        self.meet(ClockKind::Record, at_ms);
        let confirmed = self.triage.as_ref().is_some_and(|triage| triage.confirmed);
        self.reach(if confirmed { Stage::Investigate } else { Stage::Triage });
    }

    /// Clocks of the old class and grade give way to those of the new one; what was met stays met. A clock from
    /// filing that another kind or grade bounds otherwise is due at its new time.
    pub(super) fn triaged(&mut self, triage: &Triage, clocks: &[Clock], at_ms: i64) {
        let of_triage = |kind| matches!(kind, ClockKind::Response | ClockKind::Contact | ClockKind::Plan);
        self.clocks.retain(|clock| !of_triage(clock.kind) || clock.met_ms.is_some());
        for clock in clocks {
            match self.clocks.iter_mut().find(|old| old.is_same(clock)) {
                Some(old) if !of_triage(old.kind) => old.count_again(clock),
                Some(_) => {}
                None => self.clocks.push(clock.clone()),
            }
        }
        self.hold_clocks(at_ms);
        self.triage = Some(triage.clone());
        if triage.confirmed {
            self.meet(ClockKind::Record, at_ms);
            self.reach(Stage::Investigate);
        }
    }

    pub(super) fn related(&mut self, earlier: Option<&CaseId>, persons: &[UserId]) {
        let new = earlier.filter(|id| !self.earlier.contains(id));
        self.earlier.extend(new.cloned());
        let new: Vec<UserId> =
            persons.iter().filter(|user| !self.complained_of.contains(user)).cloned().collect();
        self.complained_of.extend(new);
    }

    pub(super) fn assigned(&mut self, owner: &UserId) {
        if let Some(before) = self.owner.replace(owner.clone())
            && before != *owner
            && !self.past_owners.contains(&before)
        {
            self.past_owners.push(before);
        }
    }
}
