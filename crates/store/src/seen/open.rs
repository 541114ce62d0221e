//! The way out for content of a case: what is asked for is named as a [`Thing`], so that the decision is asked before
//! anything is opened.

use super::{Sight, sight};
use crate::content::Opened;
use crate::db::Connection;
use crate::read::record;
use crate::record::{Matter, OrderRecord, Person};
use crate::timeline::words_of;
use crate::{Error, Store};
use domain::case::{
    Approval, Board, Call, Case, Draft, Evidence, Paper, Redaction, Request, Seat, SeatState, Sought,
};
use domain::{Actor, ContentRef, Event};
use std::collections::HashMap;

/// What of a case somebody asks to see.
#[derive(Clone, Copy, Debug)]
pub enum Thing<'a> {
    /// What happened, with the words that were written then.
    Entry(&'a Event),
    /// The bytes of a piece of evidence; of the frozen order its record.
    Piece(&'a Evidence),
    /// What was read from its file.
    Facts(&'a Evidence),
    /// How it came to us.
    Record(&'a Evidence),
    /// A covered copy that waits for a second person.
    Proposal(&'a Redaction),
    /// A finding that a second person is to read.
    Draft(&'a Draft),
    /// What a review board is asked.
    Board(&'a Board),
    /// What a member of it has said.
    Vote(&'a Board, &'a Seat),
    /// Who called to go on against a decision.
    Caller(&'a Call),
    /// What is asked of somebody.
    Request(&'a Request),
    /// What was agreed, in one language.
    Paper(&'a Paper),
    /// Why something above a limit is asked for.
    Why(&'a Approval),
    /// What would be said with it, or what the customer said.
    Sought(&'a Approval),
    /// The order as the shop tells it now.
    Order,
    /// Whose the goods and the money of a sale on consignment are, and the owner's calculation.
    Sale,
    OwnersSum,
    Matter,
    /// Who complains and how they are reached.
    Person,
    /// All of it, to take along.
    Bundle,
}

impl<'a> Thing<'a> {
    fn content(self, case: &'a Case) -> Option<&'a ContentRef> {
        match self {
            Thing::Entry(event) => words_of(event),
            Thing::Piece(item) => Some(&item.content),
            Thing::Facts(item) => item.facts.as_ref(),
            Thing::Record(item) => item.record.as_ref(),
            Thing::Proposal(made) => Some(&made.content),
            Thing::Draft(draft) => Some(&draft.record),
            Thing::Board(board) => Some(&board.matter),
            Thing::Vote(_, seat) => match &seat.state {
                SeatState::Voted { vote, .. } => Some(vote),
                _ => None,
            },
            Thing::Caller(call) => Some(&call.caller),
            Thing::Request(request) => Some(&request.reason),
            Thing::Paper(paper) => Some(&paper.content),
            Thing::Why(approval) => Some(&approval.why),
            Thing::Sought(approval) => match &approval.sought {
                Sought::Offer { proposal } => Some(&proposal.words),
                Sought::Accept { offer, .. } => {
                    case.offers.iter().find(|one| one.id == *offer).map(|one| &one.words)
                }
            },
            Thing::Matter => Some(&case.matter),
            Thing::Person => case.person.as_ref(),
            // The order lies with itself, a bundle is made of all the others.
            Thing::Order | Thing::Sale | Thing::OwnersSum | Thing::Bundle => None,
        }
    }
}

impl Store {
    /// How much of it this reader sees now.
    pub fn sight(&self, case: &Case, thing: Thing, by: &Actor) -> Sight {
        sight(case, thing, by, self.now_ms())
    }

    /// The content of a thing, if this reader sees it whole and it is still there.
    pub fn open_for(
        &self,
        db: &mut Connection,
        case: &Case,
        by: &Actor,
        thing: Thing,
    ) -> Result<Option<Opened>, Error> {
        let mut opened = self.open_all_for(db, case, by, &[thing])?;
        Ok(thing.content(case).and_then(|content| opened.remove(&content.object)))
    }

    /// Many things with one query, by the object that holds each.
    pub fn open_all_for(
        &self,
        db: &mut Connection,
        case: &Case,
        by: &Actor,
        things: &[Thing],
    ) -> Result<HashMap<String, Opened>, Error> {
        let seen = things.iter().filter(|thing| self.sight(case, **thing, by) == Sight::Whole);
        let objects: Vec<String> =
            seen.filter_map(|thing| thing.content(case)).map(|content| content.object.clone()).collect();
        self.open_decided(db, &objects)
    }

    pub fn text_for(
        &self,
        db: &mut Connection,
        case: &Case,
        by: &Actor,
        thing: Thing,
    ) -> Result<Option<String>, Error> {
        let opened = self.open_for(db, case, by, thing)?;
        Ok(opened.and_then(|opened| opened.text().map(str::to_owned)))
    }

    pub fn matter(&self, db: &mut Connection, case: &Case, by: &Actor) -> Result<Matter, Error> {
        let opened = self.open_for(db, case, by, Thing::Matter)?;
        Ok(opened.and_then(|opened| record(&opened)).unwrap_or_default())
    }

    /// Plain, for whoever masks it or has said why.
    pub fn person(&self, db: &mut Connection, case: &Case, by: &Actor) -> Result<Person, Error> {
        let opened = self.open_for(db, case, by, Thing::Person)?;
        Ok(opened.and_then(|opened| record(&opened)).unwrap_or_default())
    }

    /// The order as it was when it was frozen for this case.
    pub fn frozen_order(
        &self,
        db: &mut Connection,
        case: &Case,
        by: &Actor,
    ) -> Result<Option<OrderRecord>, Error> {
        let Some(frozen) = frozen(case) else { return Ok(None) };
        let opened = self.open_for(db, case, by, Thing::Piece(frozen))?;
        Ok(opened.and_then(|opened| record(&opened)))
    }

    /// The order as the shop tells it now, and how much of it is for this reader.
    pub fn order_for(
        &self,
        db: &mut Connection,
        case: &Case,
        by: &Actor,
    ) -> Result<Option<(OrderRecord, Sight)>, Error> {
        let shut = case.privacy.is_restricted(self.now_ms()) && *by != Actor::System;
        let sight = self.sight(case, Thing::Order, by);
        match case.order.as_ref().filter(|_| sight != Sight::Nothing && !shut) {
            Some(order) => Ok(self.order_record(db, order)?.map(|record| (record, sight))),
            None => Ok(None),
        }
    }
}

/// The newest look at the order.
pub fn frozen(case: &Case) -> Option<&Evidence> {
    case.evidence.iter().rev().find(|item| item.kind == "order_record")
}
