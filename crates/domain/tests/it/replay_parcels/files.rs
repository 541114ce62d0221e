//! The files of the sample: orders, what was paid, who sold and bought where, what was bought, and the reviews.

use domain::Fen;
use domain::parcel::ParcelFacts;
use std::collections::HashMap;
use std::path::Path;

pub struct Order {
    pub facts: ParcelFacts,
    pub paid: Fen,
}

pub struct Review {
    pub order: usize,
    pub score: u8,
    pub written_ms: i64,
}

pub fn made_up(route: &str, promised_ms: i64, delivered_ms: Option<i64>) -> Order {
    let (route, promised_ms) = (Some(route.to_owned()), Some(promised_ms));
    Order {
        facts: ParcelFacts { route, promised_ms, delivered_ms, ..ParcelFacts::default() },
        paid: Fen(9_900),
    }
}

/// Rows as maps would be slow and are plain: a header and its rows.
struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn read(folder: &Path, name: &str) -> Table {
        let text =
            std::fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut rows = records(&text);
        let head = rows.remove(0);
        rows.retain(|row| row.len() == head.len());
        Table { head, rows }
    }
    fn column(&self, name: &str) -> usize {
        self.head.iter().position(|one| one == name).unwrap_or_else(|| panic!("no column {name}"))
    }
    /// One column by another; the first row counts.
    fn map(&self, key: &str, value: &str) -> HashMap<String, String> {
        let (key, value) = (self.column(key), self.column(value));
        self.rows.iter().rev().map(|row| (row[key].clone(), row[value].clone())).collect()
    }
}

/// RFC 4180: cells may be quoted, hold line breaks, and double their quotes.
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (vec![], vec![], String::new(), false);
    let mut letters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, quoted) {
            ('"', true) if letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            ('"', _) => quoted = !quoted,
            (',', false) => row.push(std::mem::take(&mut cell)),
            ('\r', false) => {}
            ('\n', false) => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            (letter, _) => cell.push(letter),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

fn ms(text: &str) -> Option<i64> {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(-3));
    let at: jiff::civil::DateTime = text.parse().ok()?;
    Some(at.to_zoned(zone).ok()?.timestamp().as_millisecond())
}

fn fen(text: &str) -> i64 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let cents: String = part.chars().chain("00".chars()).take(2).collect();
    whole.parse::<i64>().unwrap_or(0) * 100 + cents.parse::<i64>().unwrap_or(0)
}

/// Orders that were handed to a carrier, and the reviews of them. A promise by a day holds until that day is over.
pub fn read(folder: &Path) -> (Vec<Order>, Vec<Review>) {
    let table = |name: &str| Table::read(folder, &format!("olist_{name}_dataset.csv"));
    let items = table("order_items");
    let seller_of = items.map("order_id", "seller_id");
    let product_of = items.map("order_id", "product_id");
    let from = table("sellers").map("seller_id", "seller_state");
    let to = table("customers").map("customer_id", "customer_state");
    let group = table("products").map("product_id", "product_category_name");
    let payments = table("order_payments");
    let (order, value) = (payments.column("order_id"), payments.column("payment_value"));
    let mut paid: HashMap<&str, i64> = HashMap::new();
    payments.rows.iter().for_each(|row| *paid.entry(&row[order]).or_default() += fen(&row[value]));
    let orders = table("orders");
    let [id, customer, shipped, came, promised] = [
        "order_id",
        "customer_id",
        "order_delivered_carrier_date",
        "order_delivered_customer_date",
        "order_estimated_delivery_date",
    ]
    .map(|name| orders.column(name));
    let (mut all, mut places) = (vec![], HashMap::new());
    for row in orders.rows.iter().filter(|row| !row[shipped].is_empty()) {
        let route = seller_of.get(&row[id]).and_then(|seller| from.get(seller)).zip(to.get(&row[customer]));
        let product = product_of.get(&row[id]).and_then(|product| group.get(product)).cloned();
        places.insert(row[id].clone(), all.len());
        all.push(Order {
            facts: ParcelFacts {
                route: route.map(|(from, to)| format!("{from}-{to}")),
                product: product.filter(|group| !group.is_empty()),
                promised_ms: ms(&row[promised]).map(|day| day + 86_400_000 - 1),
                shipped_ms: ms(&row[shipped]),
                delivered_ms: ms(&row[came]),
                ..ParcelFacts::default()
            },
            paid: Fen(paid.get(row[id].as_str()).copied().unwrap_or(0)),
        });
    }
    let reviews = table("order_reviews");
    let [of, score, written] =
        ["order_id", "review_score", "review_answer_timestamp"].map(|name| reviews.column(name));
    let review = |row: &Vec<String>| {
        let order = *places.get(&row[of])?;
        Some(Review { order, score: row[score].parse().ok()?, written_ms: ms(&row[written])? })
    };
    let reviews = reviews.rows.iter().filter_map(review).collect();
    (all, reviews)
}
