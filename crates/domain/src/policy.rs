//! The numbers and words an operator may change: playbooks and limits. Rules ask here, none is in code.

use crate::breaker::Breakers;
use crate::calendar::Calendar;
use crate::clock::DAY_MS;
use crate::fulfilment::Fulfilment;
use crate::law::Library;
use crate::playbook::Playbooks;
use crate::privacy::Retention;
use crate::writing::Templates;

#[derive(Debug)]
pub struct Policy {
    pub playbooks: Playbooks,
    pub law: Library,
    /// As it is shipped; years that were imported stand in the house and go before it.
    pub calendar: Calendar,
    pub templates: Templates,
    pub breakers: Breakers,
    /// Who outside carries out what is not money.
    pub fulfilment: Fulfilment,
    pub limits: Limits,
    /// What stays to be read of a name, a number, an address.
    pub masks: mask::Lengths,
}

#[derive(Clone, Debug)]
pub struct Limits {
    /// Characters of a complaint or message.
    pub text_max: usize,
    pub files_max: usize,
    pub file_bytes_max: usize,
    /// Below this score a closed case goes to somebody else.
    pub score_min: u8,
    pub code_valid_ms: i64,
    pub code_tries: u8,
    /// So many complaints about one merchant within an hour ring the alarm.
    pub alarm_per_hour: u32,
    /// More entries than these, or older ones, that nobody outside holds ring the alarm.
    pub tail_entries: Option<u64>,
    pub tail_s: Option<u64>,
    /// How often a new epoch of the keys begins, and how long the key of the one before is kept.
    pub epoch_ms: i64,
    pub escrow_ms: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            text_max: 20_000,
            files_max: 9,
            file_bytes_max: 20 * 1024 * 1024,
            score_min: 80,
            code_valid_ms: 10 * 60_000,
            code_tries: 5,
            alarm_per_hour: 10,
            tail_entries: None,
            tail_s: None,
            epoch_ms: 30 * DAY_MS,
            escrow_ms: 7 * DAY_MS,
        }
    }
}

impl Policy {
    /// The same with other playbooks.
    pub fn working_by(&self, playbooks: Playbooks) -> Policy {
        Policy {
            playbooks,
            law: self.law.clone(),
            calendar: self.calendar.clone(),
            templates: self.templates.clone(),
            breakers: self.breakers.clone(),
            fulfilment: self.fulfilment.clone(),
            limits: self.limits.clone(),
            masks: self.masks.clone(),
        }
    }

    /// How long content of a case of this kind is kept.
    pub fn retention(&self, kind: &str) -> Retention {
        self.playbooks.retention(kind)
    }
}
