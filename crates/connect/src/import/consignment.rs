//! What was agreed about goods that are sold for somebody, and how far each has come: a line an order, or a line a payout.

use std::collections::HashMap;

use super::columns::{Columns, Field};
use super::order::Cells;
use super::table;
use super::{Map, Problems, Read, RowError, Settings, Source};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsignmentRow {
    /// Of the order of the sale.
    pub order: String,
    pub owner: Owner,
    pub currency: String,
    pub price_fen: i64,
    /// In hundredths of a percent.
    pub commission_bp: u32,
    pub fees_fen: i64,
    pub floor_fen: Option<i64>,
    pub inspect_days: u16,
    pub payout_days: u16,
    pub in_working_days: bool,
    /// Our words for what has happened, with the time.
    pub steps: Vec<(&'static str, i64)>,
    pub payouts: Vec<PayoutRow>,
    pub file: String,
    pub line: u64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owner {
    pub name: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayoutRow {
    pub reference: String,
    pub amount_fen: i64,
    pub at_ms: i64,
}

/// The steps that have a column, in the order in which they happen.
const STEPS: [(&str, &str); 9] = [
    ("received", "received_at"),
    ("listed", "listed_at"),
    ("sold", "sold_at"),
    ("paid", "paid_at"),
    ("shipped", "shipped_at"),
    ("delivered", "delivered_at"),
    ("accepted", "accepted_at"),
    ("undone", "undone_at"),
    ("returned", "returned_at"),
];

const FIELDS: [Field; 24] = [
    ("order_number", &["ordernumber", "orderno", "orderid", "订单号", "订单编号"]),
    (
        "consignor_name",
        &["consignorname", "consignor", "ownername", "寄卖人", "寄售人", "委托人", "卖家姓名"],
    ),
    (
        "consignor_phone",
        &["consignorphone", "ownerphone", "寄卖人电话", "寄售人电话", "委托人电话", "卖家电话"],
    ),
    ("consignor_email", &["consignoremail", "owneremail", "寄卖人邮箱", "寄售人邮箱", "卖家邮箱"]),
    ("currency", &["currency", "币种"]),
    ("price", &["price", "soldprice", "saleprice", "成交价", "成交金额", "售价"]),
    ("commission", &["commission", "commissionpercent", "佣金", "佣金比例", "扣点", "服务费率"]),
    ("fees", &["fees", "fee", "费用", "其他费用", "手续费"]),
    ("floor", &["floor", "floorprice", "reserveprice", "底价", "保底价"]),
    ("inspect_days", &["inspectdays", "inspectiondays", "验收天数", "验货天数"]),
    ("payout_days", &["payoutdays", "结算天数", "打款天数"]),
    ("payout_in", &["payoutin", "结算单位", "天数单位"]),
    ("received_at", &["receivedat", "入库时间", "收货时间"]),
    ("listed_at", &["listedat", "上架时间"]),
    ("sold_at", &["soldat", "成交时间"]),
    ("paid_at", &["paidat", "付款时间", "买家付款时间"]),
    ("shipped_at", &["shippedat", "发货时间"]),
    ("delivered_at", &["deliveredat", "签收时间", "送达时间"]),
    ("accepted_at", &["acceptedat", "验收时间", "确认收货时间"]),
    ("undone_at", &["undoneat", "cancelledat", "撤销时间", "退货时间"]),
    ("returned_at", &["returnedat", "退回时间", "取回时间"]),
    ("payout_reference", &["payoutreference", "打款流水号", "结算流水号"]),
    ("payout", &["payout", "payoutamount", "已结算金额", "打款金额"]),
    ("payout_at", &["payoutat", "打款时间", "结算时间"]),
];

pub fn consignments(
    source: Source,
    map: &Map,
    settings: &Settings,
) -> Result<Read<ConsignmentRow>, Problems> {
    let mut table = table::read(source)?;
    let columns = Columns::find(&table, &FIELDS, &map.consignments)?;
    for needed in ["order_number", "price", "commission"] {
        if !columns.has(needed) {
            let words = format!("no column with {needed} among: {}", table.header.join(", "));
            return Err(Problems::whole_file(table.file, format!("{words}; name it with a column map")));
        }
    }
    let mut problems = std::mem::take(&mut table.problems);
    let mut rows: Vec<ConsignmentRow> = vec![];
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut repeated = 0;
    for row in &table.rows {
        let cells = Cells { table: &table, columns: &columns, row, settings };
        match consignment(&cells) {
            Err(error) => problems.add(error),
            Ok(one) => match seen.get(&one.order) {
                None => {
                    seen.insert(one.order.clone(), rows.len());
                    rows.push(one);
                }
                Some(&before) => match joined(&mut rows[before], one) {
                    Ok(said) => repeated += usize::from(said),
                    Err(words) => problems.add(cells.error("order_number", words)),
                },
            },
        }
    }
    problems.none_or(Read { rows, repeated, ignored: Vec::new() })
}

/// A further line of an order adds its payout. True where it said nothing new.
fn joined(before: &mut ConsignmentRow, one: ConsignmentRow) -> Result<bool, String> {
    let bare = |row: &ConsignmentRow| ConsignmentRow { payouts: vec![], line: 0, ..row.clone() };
    if bare(before) != bare(&one) {
        return Err(format!("order {} stands on line {} otherwise; correct one", one.order, before.line));
    }
    let fresh: Vec<PayoutRow> =
        one.payouts.into_iter().filter(|payout| !before.payouts.contains(payout)).collect();
    let said = fresh.is_empty();
    before.payouts.extend(fresh);
    Ok(said)
}

fn consignment(cells: &Cells) -> Result<ConsignmentRow, RowError> {
    let mut steps = vec![];
    for (step, column) in STEPS {
        steps.extend(cells.time(column)?.map(|at_ms| (step, at_ms)));
    }
    let price = cells.fen("price")?.ok_or_else(|| cells.error("price", "every row needs a price"))?;
    Ok(ConsignmentRow {
        order: cells.required("order_number")?.to_owned(),
        owner: Owner {
            name: cells.owned("consignor_name"),
            phone: cells.owned("consignor_phone"),
            email: cells.owned("consignor_email"),
        },
        currency: cells.currency()?,
        price_fen: price,
        commission_bp: basis_points(cells.required("commission")?)
            .map_err(|words| cells.error("commission", words))?,
        fees_fen: cells.fen("fees")?.unwrap_or_default(),
        floor_fen: cells.fen("floor")?,
        inspect_days: days(cells, "inspect_days", 7)?,
        payout_days: days(cells, "payout_days", 7)?,
        in_working_days: working(cells)?,
        steps,
        payouts: payout(cells)?.into_iter().collect(),
        file: cells.table.file.to_owned(),
        line: cells.row.line,
    })
}

/// `12.5%`, `12.5`, `0`: percent with at most two decimals, never more than all of it.
fn basis_points(text: &str) -> Result<u32, String> {
    let number = text.trim().trim_end_matches(['%', '％']).trim();
    if number.starts_with(['-', '−', '(']) {
        return Err(format!("“{text}” is negative; a commission is 0 to 100 percent"));
    }
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|one| one.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !digits(whole) || !digits(part) || part.len() > 2 {
        return Err(format!("“{text}” is no percentage; write it like 12.5"));
    }
    let points: u32 = format!("{whole}{part:0<2}").parse().map_err(|_| format!("“{text}” is too large"))?;
    if points > 10_000 { Err(format!("“{text}” is more than the whole price")) } else { Ok(points) }
}

fn days(cells: &Cells, field: &str, without: u16) -> Result<u16, RowError> {
    let Some(text) = cells.text(field) else { return Ok(without) };
    let days = text.trim_end_matches('天').trim().parse().ok().filter(|days| *days <= 366);
    days.ok_or_else(|| cells.error(field, format!("“{text}” is no number of days, 0 to 366")))
}

fn working(cells: &Cells) -> Result<bool, RowError> {
    match cells.text("payout_in") {
        None | Some("days" | "自然日" | "天") => Ok(false),
        Some("working_days" | "工作日") => Ok(true),
        Some(other) => Err(cells.error("payout_in", format!("“{other}” is neither days nor working_days"))),
    }
}

fn payout(cells: &Cells) -> Result<Option<PayoutRow>, RowError> {
    let (reference, amount) = (cells.text("payout_reference"), cells.fen("payout")?);
    let at_ms = cells.time("payout_at")?;
    match (reference, amount, at_ms) {
        (None, None, None) => Ok(None),
        (Some(reference), Some(amount_fen), Some(at_ms)) => {
            Ok(Some(PayoutRow { reference: reference.to_owned(), amount_fen, at_ms }))
        }
        _ => Err(cells.error("payout", "a payout has a number, an amount and a time, or none of them")),
    }
}
