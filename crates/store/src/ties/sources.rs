//! Where the ties of a subject are read from: what its entries name. The same places as when a command is packed.

use domain::{ContentRef, Event, OrderId};
use std::collections::BTreeSet;

/// Content by its object, and what is read in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// What was complained about; with an order the house may have had no record of.
    Matter {
        matter: String,
        ordered: bool,
    },
    /// The matter anew, for the order number that came.
    Number(String),
    Words(String),
    Person(String),
    Piece {
        content: String,
        record: String,
        facts: Option<String>,
    },
    Order(String),
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Sources {
    pub all: Vec<Source>,
    /// Orders whose record the case took over.
    pub cited: BTreeSet<OrderId>,
    order: Option<OrderId>,
}

impl Sources {
    pub fn note(&mut self, event: &Event) {
        match event {
            Event::Filed(filed) => {
                self.order.clone_from(&filed.order);
                self.all.push(Source::Matter { matter: of(&filed.matter), ordered: filed.order.is_some() });
                self.all.extend(filed.person.as_ref().map(|person| Source::Person(of(person))));
            }
            Event::Supplemented(more) => {
                self.order = more.order.clone().or(self.order.take());
                self.all.extend(more.person.as_ref().map(|person| Source::Person(of(person))));
                self.all.extend(more.details.as_ref().map(|details| Source::Words(of(details))));
                self.all.extend(more.matter.as_ref().map(|matter| Source::Number(of(matter))));
            }
            Event::OrderFrozen { .. } => self.cited.extend(self.order.clone()),
            Event::EvidenceAdded { evidence } => {
                let facts = evidence.facts.as_ref().map(of);
                let piece = |record: &ContentRef| Source::Piece {
                    content: of(&evidence.content),
                    record: of(record),
                    facts: facts.clone(),
                };
                self.all.extend(evidence.record.as_ref().map(piece));
            }
            Event::OrderRecorded { facts } => self.all.push(Source::Order(of(&facts.record))),
            _ => {}
        }
    }
}

fn of(content: &ContentRef) -> String {
    content.object.clone()
}

impl Source {
    /// What has to be opened to read it.
    pub fn opened(&self) -> Vec<&str> {
        match self {
            Source::Matter { matter: object, .. }
            | Source::Number(object)
            | Source::Words(object)
            | Source::Person(object)
            | Source::Order(object) => vec![object],
            Source::Piece { record, facts, .. } => {
                facts.iter().map(String::as_str).chain([record.as_str()]).collect()
            }
        }
    }

    /// With what its ties go: a piece with its file, all else with what they are read from.
    pub fn goes_with(&self) -> &str {
        match self {
            Source::Piece { content, .. } => content,
            Source::Matter { matter: object, .. }
            | Source::Number(object)
            | Source::Words(object)
            | Source::Person(object)
            | Source::Order(object) => object,
        }
    }
}
