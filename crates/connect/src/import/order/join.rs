//! Several files into orders.
//!
//! Every key must lead somewhere: an item of an order that is in no file, or an order of a customer that is in
//! none, is an error with its line, because silently leaving it out would lose money or a person.

use std::collections::HashMap;

use super::super::table::Row;
use super::super::{Map, Problems, Read, RowError, Settings, Source};
use super::cells::Cells;
use super::files::Kind;
use super::sort::{File, Files, sort};
use super::{Buyer, Item, OrderRow, Payment, total};

pub fn read(sources: &[Source], map: &Map, settings: &Settings) -> Result<Read<OrderRow>, Problems> {
    let (files, ignored) = sort(sources, map)?;
    let Some(orders) = files.get(&Kind::Orders) else {
        let words = "none of the files has one row per order with its number and status or time";
        return Err(Problems::whole_file("orders", words));
    };
    let mut join = Join { files: &files, settings, problems: Problems::default(), at: HashMap::new() };
    let mut rows = join.orders(orders);
    join.attach(Kind::Items, &mut rows, |join, cells, order| {
        order.items.push(join.item(cells)?);
        Ok(())
    });
    join.attach(Kind::Payments, &mut rows, |_, cells, order| {
        order.payments.push(payment(cells)?);
        Ok(())
    });
    join.attach(Kind::Parcels, &mut rows, |_, cells, order| {
        order.parcels.extend(cells.parcel()?);
        Ok(())
    });
    rows.iter_mut().for_each(|order| join.finish(orders, order));
    join.problems.none_or(Read { rows, repeated: 0, ignored })
}

struct Join<'a> {
    files: &'a Files<'a>,
    settings: &'a Settings,
    problems: Problems,
    /// Rows of the other files by their key, filled when first asked for.
    at: HashMap<Kind, HashMap<&'a str, &'a Row>>,
}

impl<'a> Join<'a> {
    fn orders(&mut self, file: &'a File<'a>) -> Vec<OrderRow> {
        let mut rows = Vec::with_capacity(file.table.rows.len());
        let mut seen = HashMap::new();
        for row in &file.table.rows {
            let cells = self.cells(file, row);
            match self.order(&cells) {
                Err(error) => self.problems.add(error),
                Ok(order) => match seen.insert(order.number.clone(), row.line) {
                    None => rows.push(order),
                    Some(before) => {
                        let words = format!("order {} stands on line {before} already", order.number);
                        self.problems.add(cells.error("order_id", words));
                    }
                },
            }
        }
        rows
    }

    fn order(&mut self, cells: &Cells) -> Result<OrderRow, RowError> {
        Ok(OrderRow {
            number: cells.required("order_id")?.to_owned(),
            merchant: self.merchant(cells)?,
            merchant_code: cells.owned("merchant_id"),
            buyer: self.buyer(cells)?,
            currency: cells.currency()?,
            bought_at_ms: cells.time("bought_at")?,
            total_fen: 0,
            payments: Vec::new(),
            items: Vec::new(),
            parcels: cells.parcel()?.into_iter().collect(),
            status: cells.owned("status"),
            prepaid: cells.yes("prepaid")?,
            file: cells.table.file.to_owned(),
            line: cells.row.line,
        })
    }

    /// Gives every row of a file to its order.
    fn attach(
        &mut self,
        kind: Kind,
        orders: &mut [OrderRow],
        give: impl Fn(&mut Self, &Cells, &mut OrderRow) -> Result<(), RowError>,
    ) {
        let Some(file) = self.files.get(&kind) else { return };
        let places: HashMap<String, usize> =
            orders.iter().enumerate().map(|(at, order)| (order.number.clone(), at)).collect();
        for row in &file.table.rows {
            let cells = self.cells(file, row);
            let given = cells.required("order_id").and_then(|number| match places.get(number) {
                Some(&at) => give(self, &cells, &mut orders[at]),
                None => Err(cells.error("order_id", format!("order {number} is in no file of orders"))),
            });
            if let Err(error) = given {
                self.problems.add(error);
            }
        }
    }

    fn item(&mut self, cells: &Cells) -> Result<Item, RowError> {
        let product = self.lookup(Kind::Products, "product_id", cells)?;
        let named = product.and_then(|p| p.owned("name").or_else(|| p.owned("category")));
        let quantity = cells.text("quantity").unwrap_or("1");
        let quantity = quantity.parse().map_err(|_| cells.error("quantity", "no whole number of pieces"))?;
        Ok(Item {
            name: cells.owned("name").or(named).or_else(|| cells.owned("product_id")).unwrap_or_default(),
            quantity,
            price_fen: cells.fen("price")?,
            carriage_fen: cells.fen("carriage")?,
            merchant: self.merchant(cells)?,
            merchant_code: cells.owned("merchant_id"),
        })
    }

    fn merchant(&mut self, cells: &Cells) -> Result<Option<String>, RowError> {
        let named = self.lookup(Kind::Merchants, "merchant_id", cells)?.and_then(|m| m.owned("name"));
        Ok(named.or_else(|| cells.owned("merchant_id")))
    }

    fn buyer(&mut self, cells: &Cells) -> Result<Buyer, RowError> {
        let Some(customer) = self.lookup(Kind::Customers, "customer_id", cells)? else {
            return Ok(Buyer { reference: cells.owned("customer_id"), ..Buyer::default() });
        };
        Ok(Buyer {
            reference: customer.owned("person").or_else(|| customer.owned("customer_id")),
            name: customer.owned("name"),
            phone: customer.owned("phone"),
            email: customer.owned("email"),
            ..Buyer::default()
        })
    }

    /// The row another file has under this row's key. No such file is nothing; a key it does not have is wrong.
    fn lookup(&mut self, kind: Kind, key: &str, cells: &Cells) -> Result<Option<Cells<'a>>, RowError> {
        let (Some(file), Some(value)) = (self.files.get(&kind), cells.text(key)) else { return Ok(None) };
        let keyed =
            || file.table.rows.iter().filter_map(|row| Some((file.columns.text(row, key)?, row))).collect();
        match self.at.entry(kind).or_insert_with(keyed).get(value).copied() {
            Some(row) => Ok(Some(self.cells(file, row))),
            None => Err(cells.error(key, format!("{value} is not in {}", file.table.file))),
        }
    }

    fn cells(&self, file: &'a File<'a>, row: &'a Row) -> Cells<'a> {
        Cells { table: &file.table, columns: &file.columns, row, settings: self.settings }
    }

    fn finish(&mut self, file: &File, order: &mut OrderRow) {
        if order.merchant.is_none()
            && let Some(item) = order.items.iter().find(|item| item.merchant.is_some())
        {
            order.merchant = item.merchant.clone();
            order.merchant_code = item.merchant_code.clone();
        }
        match total(&order.payments, &order.items) {
            Some(fen) => order.total_fen = fen,
            None => {
                self.problems.add(file.table.error(order.line, None, "the sum of its amounts is too large"))
            }
        }
    }
}

fn payment(cells: &Cells) -> Result<Payment, RowError> {
    cells.required("paid")?;
    Ok(Payment {
        reference: cells.owned("payment_reference"),
        method: cells.owned("payment_method"),
        amount_fen: cells.fen("paid")?.unwrap_or_default(),
        account: None,
    })
}
