//! The provider's book: what was asked, and what was paid for it.

use super::Idempotency;
use crate::pay::Refund;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paid {
    pub provider_reference: String,
    pub payment_reference: String,
    pub amount_fen: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    Paid(Paid),
    Pending,
    Refused { code: String, words: String },
}

struct Entry {
    refund: Refund,
    fate: Fate,
}

pub struct Ledger {
    idempotency: Idempotency,
    entries: Vec<Entry>,
}

impl Ledger {
    pub fn new(idempotency: Idempotency) -> Self {
        Self { idempotency, entries: Vec::new() }
    }

    /// A reference it knows is answered as before, if it honours them at all.
    pub fn known(&self, reference: &str) -> Option<Fate> {
        match self.idempotency {
            Idempotency::Honoured => self.find(reference).map(|(_, fate)| fate),
            Idempotency::Ignored => None,
        }
    }

    pub fn find(&self, reference: &str) -> Option<(Refund, Fate)> {
        let entry = self.entries.iter().find(|e| e.refund.reference == reference)?;
        Some((entry.refund.clone(), entry.fate.clone()))
    }

    pub fn pay(&mut self, refund: &Refund) -> Fate {
        let fate = Fate::Paid(self.next(refund));
        self.note(refund, fate)
    }

    pub fn note(&mut self, refund: &Refund, fate: Fate) -> Fate {
        self.entries.push(Entry { refund: refund.clone(), fate: fate.clone() });
        fate
    }

    pub fn settle(&mut self) {
        for no in 0..self.entries.len() {
            if self.entries[no].fate == Fate::Pending {
                let paid = paid(no, &self.entries[no].refund);
                self.entries[no].fate = Fate::Paid(paid);
            }
        }
    }

    pub fn paid(&self, reference: &str) -> Vec<Paid> {
        let of_reference = self.entries.iter().filter(|e| e.refund.reference == reference);
        of_reference
            .filter_map(|e| if let Fate::Paid(paid) = &e.fate { Some(paid.clone()) } else { None })
            .collect()
    }

    pub fn total_fen(&self) -> i64 {
        self.entries.iter().map(|e| if let Fate::Paid(paid) = &e.fate { paid.amount_fen } else { 0 }).sum()
    }

    fn next(&self, refund: &Refund) -> Paid {
        paid(self.entries.len(), refund)
    }
}

fn paid(no: usize, refund: &Refund) -> Paid {
    Paid {
        provider_reference: format!("fake-{:04}", no + 1),
        payment_reference: refund.payment_reference.clone(),
        amount_fen: refund.amount_fen,
    }
}
