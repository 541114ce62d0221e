//! What a fake system really did, by reference.

use crate::fake::pay::Idempotency;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fate {
    Done(Sent),
    Accepted,
    Refused { reason: String },
}

/// What went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub kind: String,
    pub no: usize,
}

struct Entry {
    reference: String,
    kind: String,
    fate: Fate,
}

pub(super) struct Books {
    idempotency: Idempotency,
    entries: Vec<Entry>,
}

impl Books {
    pub fn new(idempotency: Idempotency) -> Books {
        Books { idempotency, entries: Vec::new() }
    }

    /// A reference it knows is answered as before, if it honours them at all.
    pub fn known(&self, reference: &str) -> Option<Fate> {
        match self.idempotency {
            Idempotency::Honoured => self.find(reference),
            Idempotency::Ignored => None,
        }
    }

    pub fn find(&self, reference: &str) -> Option<Fate> {
        self.entries.iter().find(|one| one.reference == reference).map(|one| one.fate.clone())
    }

    pub fn carry_out(&mut self, reference: &str, kind: &str) -> Fate {
        let fate = Fate::Done(Sent { kind: kind.to_owned(), no: self.entries.len() + 1 });
        self.note(reference, kind, fate)
    }

    pub fn note(&mut self, reference: &str, kind: &str, fate: Fate) -> Fate {
        let (reference, kind) = (reference.to_owned(), kind.to_owned());
        self.entries.push(Entry { reference, kind, fate: fate.clone() });
        fate
    }

    pub fn settle(&mut self) {
        for (at, one) in self.entries.iter_mut().enumerate() {
            if one.fate == Fate::Accepted {
                one.fate = Fate::Done(Sent { kind: one.kind.clone(), no: at + 1 });
            }
        }
    }

    pub fn sent(&self, reference: &str) -> Vec<Sent> {
        let of = self.entries.iter().filter(|one| one.reference == reference);
        of.filter_map(|one| if let Fate::Done(sent) = &one.fate { Some(sent.clone()) } else { None })
            .collect()
    }
}
