//! One file, one line per order.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::super::columns::{Columns, Field};
use super::super::table::{self, Table};
use super::super::{Map, Problems, Read, RowError, Settings, Source, money};
use super::cells::Cells;
use super::{Buyer, Item, OrderRow, Payment, total};

const FIELDS: [Field; 24] = [
    ("order_number", &["ordernumber", "orderno", "orderid", "number", "订单号", "订单编号"]),
    ("merchant", &["merchant", "seller", "shop", "merchantname", "商家", "商户", "店铺", "店铺名称"]),
    ("merchant_code", &["merchantcode", "merchantid", "sellerid", "shopid", "商家编号", "店铺编号"]),
    ("buyer_reference", &["buyerreference", "buyerid", "customerid", "买家编号"]),
    ("buyer_name", &["buyername", "buyer", "customername", "name", "买家", "买家姓名", "收货人", "姓名"]),
    ("buyer_phone", &["buyerphone", "phone", "mobile", "买家电话", "手机号", "手机", "联系电话", "电话"]),
    ("buyer_email", &["buyeremail", "email", "买家邮箱", "邮箱"]),
    (
        "buyer_address",
        &["buyeraddress", "address", "shippingaddress", "收货地址", "收件地址", "买家地址", "地址"],
    ),
    ("device", &["device", "deviceid", "设备", "设备号", "设备编号"]),
    (
        "bought_at",
        &["boughtat", "orderedat", "createdat", "orderdate", "下单时间", "购买时间", "订单创建时间"],
    ),
    ("paid_fen", &["paidfen", "totalfen", "amountfen"]),
    ("paid", &["paid", "total", "amount", "paidamount", "实付金额", "支付金额", "实付", "金额", "订单金额"]),
    ("currency", &["currency", "币种"]),
    ("items", &["items", "products", "product", "商品", "商品名称", "商品标题", "宝贝标题"]),
    (
        "payment_reference",
        &["paymentreference", "paymentid", "transactionid", "支付单号", "交易号", "支付流水号"],
    ),
    ("payment_method", &["paymentmethod", "paymenttype", "支付方式"]),
    ("payment_account", &["paymentaccount", "payeraccount", "payer", "付款账号", "支付账号", "付款账户"]),
    ("carrier", &["carrier", "courier", "快递公司", "物流公司"]),
    ("tracking_number", &["trackingnumber", "trackingno", "tracking", "快递单号", "物流单号", "运单号"]),
    ("promised_by", &["promisedby", "estimateddelivery", "承诺送达时间", "预计送达时间"]),
    ("shipped_at", &["shippedat", "发货时间"]),
    ("delivered_at", &["deliveredat", "签收时间", "送达时间"]),
    ("status", &["status", "orderstatus", "订单状态", "状态"]),
    ("prepaid", &["prepaid", "advance", "预付", "预付款", "预付式"]),
];

pub fn read(source: Source, map: &Map, settings: &Settings) -> Result<Read<OrderRow>, Problems> {
    let mut table = table::read(source)?;
    let columns = Columns::find(&table, &FIELDS, &map.orders)?;
    if !columns.has("order_number") {
        let words = format!("no column with the order's number among: {}", table.header.join(", "));
        return Err(Problems::whole_file(table.file, format!("{words}; name it with a column map")));
    }
    let mut problems = std::mem::take(&mut table.problems);
    let mut rows: Vec<OrderRow> = Vec::with_capacity(table.rows.len());
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut repeated = 0;
    for row in &table.rows {
        match order(&Cells { table: &table, columns: &columns, row, settings }) {
            Err(error) => problems.add(error),
            Ok(order) => match seen.get(&order.number) {
                None => {
                    seen.insert(order.number.clone(), rows.len());
                    rows.push(order);
                }
                Some(&before) => match differs(&table, &rows[before], &order) {
                    Some(error) => problems.add(error),
                    None => repeated += 1,
                },
            },
        }
    }
    problems.none_or(Read { rows, repeated, ignored: Vec::new() })
}

fn order(cells: &Cells) -> Result<OrderRow, RowError> {
    let paid = match (cells.whole_fen("paid_fen")?, cells.fen("paid")?) {
        (Some(fen), Some(amount)) if fen != amount => {
            return Err(
                cells.error("paid", format!("says {amount} fen, but paid_fen says {fen}; correct one"))
            );
        }
        (fen, amount) => fen.or(amount),
    };
    let (reference, method) = (cells.owned("payment_reference"), cells.owned("payment_method"));
    let account = cells.owned("payment_account");
    let payments: Vec<Payment> =
        paid.map(|amount_fen| Payment { reference, method, amount_fen, account }).into_iter().collect();
    let items = items(cells)?;
    let total_fen = total(&payments, &items).ok_or_else(|| cells.error("items", "the sum is too large"))?;
    Ok(OrderRow {
        number: cells.required("order_number")?.to_owned(),
        merchant: cells.owned("merchant").or_else(|| cells.owned("merchant_code")),
        merchant_code: cells.owned("merchant_code"),
        buyer: Buyer {
            reference: cells.owned("buyer_reference"),
            name: cells.owned("buyer_name"),
            phone: cells.owned("buyer_phone"),
            email: cells.owned("buyer_email"),
            address: cells.owned("buyer_address"),
            device: cells.owned("device"),
        },
        currency: cells.currency()?,
        bought_at_ms: cells.time("bought_at")?,
        total_fen,
        payments,
        items,
        parcels: cells.parcel()?.into_iter().collect(),
        status: cells.owned("status"),
        prepaid: cells.yes("prepaid")?,
        file: cells.table.file.to_owned(),
        line: cells.row.line,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Described {
    name: String,
    #[serde(default = "one")]
    quantity: u32,
    /// Kept as written, so that it does not pass through a float.
    price: Option<Box<RawValue>>,
    merchant: Option<String>,
}

fn one() -> u32 {
    1
}

/// A JSON list of `{name, quantity, price}`, or names between semicolons.
fn items(cells: &Cells) -> Result<Vec<Item>, RowError> {
    let Some(text) = cells.text("items") else { return Ok(Vec::new()) };
    if !text.starts_with('[') {
        let names = text.split([';', '；']).map(str::trim).filter(|name| !name.is_empty());
        return Ok(names.map(|name| Item { name: name.into(), ..nameless() }).collect());
    }
    let described: Vec<Described> =
        serde_json::from_str(text).map_err(|e| cells.error("items", format!("no list of items: {e}")))?;
    described.into_iter().map(|item| describe(cells, item)).collect()
}

fn describe(cells: &Cells, item: Described) -> Result<Item, RowError> {
    let price = item.price.map(|raw| money::fen(raw.get().trim_matches('"'))).transpose();
    let price_fen = price.map_err(|words| cells.error("items", words))?;
    Ok(Item {
        name: item.name,
        quantity: item.quantity,
        price_fen,
        carriage_fen: None,
        merchant: item.merchant,
        merchant_code: None,
    })
}

fn nameless() -> Item {
    Item {
        name: String::new(),
        quantity: 1,
        price_fen: None,
        carriage_fen: None,
        merchant: None,
        merchant_code: None,
    }
}

fn differs(table: &Table, before: &OrderRow, again: &OrderRow) -> Option<RowError> {
    let same = OrderRow { line: before.line, ..again.clone() } == *before;
    let words = format!(
        "order {} stands on line {} too, and differs; write one line per order, with its items in one cell",
        again.number, before.line
    );
    (!same).then(|| table.error(again.line, None, words))
}
