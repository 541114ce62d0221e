//! Orders by their number.

use crate::db::Connection;
use crate::record::OrderRecord;
use crate::{Error, Store};
use domain::order::Order;
use domain::{OrderId, State};

impl Store {
    pub fn order(&self, db: &mut Connection, id: &OrderId) -> Result<Option<Order>, Error> {
        match self.state(db, &id.subject())? {
            Some(State::Order(order)) => Ok(Some(order)),
            _ => Ok(None),
        }
    }

    pub fn order_record(&self, db: &mut Connection, id: &OrderId) -> Result<Option<OrderRecord>, Error> {
        let Some(order) = self.order(db, id)? else { return Ok(None) };
        self.open_record(db, &order.facts.record)
    }
}
