//! Words about parcels, one a line: where it was seen, when it was promised, how warm it became. Many lines may speak of
//! one parcel; what they say adds up.

use super::columns::{Columns, Field};
use super::order::cells::Cells;
use super::{Map, Problems, Read, RowError, Settings, Source, table};

const FIELDS: [Field; 13] = [
    (
        "tracking_number",
        &["trackingnumber", "trackingno", "tracking", "快递单号", "物流单号", "运单号", "单号"],
    ),
    ("order_number", &["ordernumber", "orderno", "orderid", "订单号", "订单编号"]),
    ("carrier", &["carrier", "courier", "快递公司", "物流公司", "承运方"]),
    ("route", &["route", "lane", "线路", "路线"]),
    ("origin", &["origin", "始发", "发货地"]),
    ("destination", &["destination", "目的地", "收货地"]),
    ("product", &["product", "productcode", "productid", "sku", "商品编号"]),
    ("promised_by", &["promisedby", "estimateddelivery", "承诺送达时间", "预计送达时间"]),
    ("shipped_at", &["shippedat", "发货时间", "揽收时间"]),
    ("scanned_at", &["scannedat", "scanat", "eventat", "lastscan", "轨迹时间", "扫描时间"]),
    ("delivered_at", &["deliveredat", "签收时间", "送达时间"]),
    ("temperature", &["temperature", "celsius", "温度"]),
    ("temperature_at", &["temperatureat", "measuredat", "测温时间"]),
];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParcelRow {
    pub tracking: String,
    pub order: Option<String>,
    pub carrier: Option<String>,
    pub route: Option<String>,
    pub product: Option<String>,
    pub promised_ms: Option<i64>,
    pub shipped_ms: Option<i64>,
    pub scanned_ms: Option<i64>,
    pub delivered_ms: Option<i64>,
    /// In thousandths of a degree, and when.
    pub warmth: Option<(i64, i64)>,
    pub file: String,
    pub line: u64,
}

pub fn parcels(sources: &[Source], map: &Map, settings: &Settings) -> Result<Read<ParcelRow>, Problems> {
    let (mut problems, mut rows) = (Problems::default(), vec![]);
    for source in sources {
        match read(*source, map, settings) {
            Ok(more) => rows.extend(more),
            Err(wrong) => problems.add_all(wrong),
        }
    }
    problems.none_or(Read { rows, repeated: 0, ignored: vec![] })
}

fn read(source: Source, map: &Map, settings: &Settings) -> Result<Vec<ParcelRow>, Problems> {
    let mut table = table::read(source)?;
    let columns = Columns::find(&table, &FIELDS, &map.parcels)?;
    if !columns.has("tracking_number") {
        let words = format!("no column with the tracking number among: {}", table.header.join(", "));
        return Err(Problems::whole_file(table.file, format!("{words}; name it with a column map")));
    }
    let mut problems = std::mem::take(&mut table.problems);
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        match parcel(&Cells { table: &table, columns: &columns, row, settings }) {
            Ok(parcel) => rows.push(parcel),
            Err(error) => problems.add(error),
        }
    }
    problems.none_or(rows)
}

fn parcel(cells: &Cells) -> Result<ParcelRow, RowError> {
    let ends = cells.text("origin").zip(cells.text("destination"));
    let scanned_ms = cells.time("scanned_at")?;
    Ok(ParcelRow {
        tracking: cells.required("tracking_number")?.to_owned(),
        order: cells.owned("order_number"),
        carrier: cells.owned("carrier"),
        route: cells.owned("route").or_else(|| ends.map(|(from, to)| format!("{from}-{to}"))),
        product: cells.owned("product"),
        promised_ms: cells.deadline("promised_by")?,
        shipped_ms: cells.time("shipped_at")?,
        delivered_ms: cells.time("delivered_at")?,
        warmth: warmth(cells, scanned_ms)?,
        scanned_ms,
        file: cells.table.file.to_owned(),
        line: cells.row.line,
    })
}

/// Without a time of its own it was measured when the parcel was seen.
fn warmth(cells: &Cells, scanned_ms: Option<i64>) -> Result<Option<(i64, i64)>, RowError> {
    let Some(text) = cells.text("temperature") else { return Ok(None) };
    let milli = milli(text).map_err(|words| cells.error("temperature", words))?;
    let at_ms = cells.time("temperature_at")?.or(scanned_ms);
    let at_ms =
        at_ms.ok_or_else(|| cells.error("temperature", "says nothing of when; add temperature_at"))?;
    Ok(Some((milli, at_ms)))
}

/// `-18`, `8.5`, `8.5℃`: exactly, in thousandths.
pub fn milli(text: &str) -> Result<i64, String> {
    let no = || format!("“{text}” is no temperature; write degrees like 8.5 or -18");
    let plain = text.trim().trim_end_matches(['℃', 'C', '°', '度']).trim();
    let (sign, plain) = plain.strip_prefix(['-', '−']).map_or((1, plain), |rest| (-1, rest));
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 4 || part.len() > 3 || !digits(whole) || !digits(part) {
        return Err(no());
    }
    let milli: i64 = format!("{whole}{part:0<3}").parse().map_err(|_| no())?;
    Ok(sign * milli)
}
