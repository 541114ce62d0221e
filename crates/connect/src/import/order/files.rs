//! Which of several files is what: decided by its header alone, never by its name.

use super::super::columns::{Columns, Field};
use super::super::table::Table;
use super::super::{Map, Problems};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Orders,
    Items,
    Payments,
    Parcels,
    Customers,
    Merchants,
    Products,
}

const ORDER: Field = ("order_id", &["orderid", "ordernumber", "orderno", "订单号", "订单编号"]);
const CUSTOMER: Field = ("customer_id", &["customerid", "buyerid", "买家编号"]);
const MERCHANT: Field = ("merchant_id", &["merchantid", "sellerid", "shopid", "商家编号", "店铺编号"]);
const PRODUCT: Field = ("product_id", &["productid", "sku", "商品编号"]);

const ORDERS: &[Field] = &[
    ORDER,
    CUSTOMER,
    MERCHANT,
    ("status", &["orderstatus", "status", "订单状态"]),
    ("bought_at", &["boughtat", "orderpurchasetimestamp", "orderedat", "createdat", "下单时间"]),
    ("currency", &["currency", "币种"]),
    ("promised_by", &["promisedby", "orderestimateddeliverydate", "estimateddelivery", "预计送达时间"]),
    ("shipped_at", &["shippedat", "orderdeliveredcarrierdate", "发货时间"]),
    ("delivered_at", &["deliveredat", "orderdeliveredcustomerdate", "签收时间"]),
    ("prepaid", &["prepaid", "advance", "预付", "预付款", "预付式"]),
];
const ITEMS: &[Field] = &[
    ORDER,
    PRODUCT,
    MERCHANT,
    ("item_number", &["orderitemid", "itemnumber", "itemid"]),
    ("name", &["name", "productname", "商品名称"]),
    ("quantity", &["quantity", "qty", "数量"]),
    ("price", &["price", "amount", "价格", "金额"]),
    ("carriage", &["freightvalue", "carriage", "shipping", "运费"]),
];
const PAYMENTS: &[Field] = &[
    ORDER,
    ("payment_number", &["paymentsequential", "paymentnumber"]),
    ("payment_reference", &["paymentreference", "paymentid", "transactionid", "支付单号", "交易号"]),
    ("payment_method", &["paymenttype", "paymentmethod", "支付方式"]),
    ("paid", &["paymentvalue", "paid", "amount", "支付金额", "实付金额"]),
];
const PARCELS: &[Field] = &[
    ORDER,
    ("carrier", &["carrier", "courier", "快递公司", "物流公司"]),
    ("tracking_number", &["trackingnumber", "trackingno", "tracking", "快递单号", "物流单号"]),
    ("promised_by", &["promisedby", "estimateddelivery", "预计送达时间"]),
    ("shipped_at", &["shippedat", "发货时间"]),
    ("delivered_at", &["deliveredat", "签收时间"]),
    ("parcel_status", &["parcelstatus", "status", "物流状态"]),
];
const CUSTOMERS: &[Field] = &[
    CUSTOMER,
    ("person", &["customeruniqueid", "personid"]),
    ("name", &["customername", "name", "姓名"]),
    ("phone", &["phone", "mobile", "手机号", "电话"]),
    ("email", &["email", "邮箱"]),
];
const MERCHANTS: &[Field] =
    &[MERCHANT, ("name", &["merchantname", "sellername", "shopname", "name", "店铺名称"])];
const PRODUCTS: &[Field] = &[
    PRODUCT,
    ("name", &["productname", "name", "title", "商品名称"]),
    ("category", &["productcategoryname", "category", "类目"]),
];

/// Tried in this order; the second list tells what a file must have besides its key to be of that kind.
const KINDS: [(Kind, &[Field], &str, &[&str]); 7] = [
    (Kind::Payments, PAYMENTS, "order_id", &["paid"]),
    (Kind::Parcels, PARCELS, "order_id", &["tracking_number"]),
    (Kind::Items, ITEMS, "order_id", &["product_id", "name", "item_number"]),
    (Kind::Orders, ORDERS, "order_id", &["status", "bought_at", "customer_id"]),
    (Kind::Customers, CUSTOMERS, "customer_id", &[]),
    (Kind::Merchants, MERCHANTS, "merchant_id", &[]),
    (Kind::Products, PRODUCTS, "product_id", &[]),
];

/// The kind and its columns, or `None` for a file that is not about orders as we keep them.
pub fn recognise(table: &Table, map: &Map) -> Result<Option<(Kind, Columns)>, Problems> {
    let mut ambiguous = None;
    for (kind, fields, key, one_of) in KINDS {
        let known = map.orders.iter().filter(|(ours, theirs)| {
            fields.iter().any(|(name, _)| name == ours) && table.header.contains(*theirs)
        });
        let map = known.map(|(ours, theirs)| (ours.clone(), theirs.clone())).collect();
        // A file may well be ambiguous as a kind it is not; that counts only if it turns out to be none.
        let columns = match Columns::find(table, fields, &map) {
            Ok(columns) => columns,
            Err(problems) => {
                ambiguous = ambiguous.or(Some(problems));
                continue;
            }
        };
        let keyed_otherwise = key != "order_id" && names(table, ORDER.1);
        let marked = one_of.is_empty() || one_of.iter().any(|field| columns.has(field));
        if columns.has(key) && marked && !keyed_otherwise {
            return Ok(Some((kind, columns)));
        }
    }
    ambiguous.map_or(Ok(None), Err)
}

pub fn is_field(ours: &str) -> bool {
    KINDS.iter().any(|(_, fields, ..)| fields.iter().any(|(name, _)| *name == ours))
}

fn names(table: &Table, names: &[&str]) -> bool {
    table.header.iter().any(|h| names.contains(&super::super::columns::plain(h).as_str()))
}
