//! Complaints kept elsewhere until now.

use super::columns::{Columns, Field};
use super::identity::{hash, once_each};
use super::table::{self, Row, Table};
use super::{Map, Problems, Read, RowError, Settings, Source, time, wants};

/// One complaint as the file tells it. Contacts are as written; making them comparable is not the file's matter.
#[derive(Clone, PartialEq, Eq)]
pub struct ComplaintRow {
    /// The number it had, or a hash of the row: a second import of the same file finds the same ids.
    pub external_id: String,
    pub title: String,
    pub text: String,
    pub respondent: Option<String>,
    pub problem: Option<String>,
    /// The raw words; [`super::wanted`] tells which of them are ours.
    pub wants: Vec<String>,
    pub order_number: Option<String>,
    pub name: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub filed_at_ms: Option<i64>,
    pub line: u64,
}

pub(super) const FIELDS: [Field; 11] = [
    (
        "number",
        &[
            "number",
            "id",
            "complaintid",
            "complaintno",
            "externalid",
            "编号",
            "投诉编号",
            "投诉单号",
            "工单号",
        ],
    ),
    ("title", &["title", "subject", "投诉标题", "标题", "主题"]),
    (
        "text",
        &[
            "text",
            "detail",
            "details",
            "content",
            "description",
            "投诉详情",
            "投诉内容",
            "详情",
            "内容",
            "描述",
        ],
    ),
    (
        "merchant",
        &[
            "merchant",
            "respondent",
            "seller",
            "company",
            "shop",
            "投诉对象",
            "被投诉方",
            "商家",
            "商户",
            "店铺",
        ],
    ),
    ("problem", &["problem", "issue", "category", "投诉问题", "投诉类型", "问题类型", "问题"]),
    ("wants", &["wants", "demand", "demands", "request", "投诉要求", "投诉诉求", "诉求", "要求"]),
    ("order_number", &["ordernumber", "orderno", "orderid", "order", "订单号", "订单编号"]),
    ("name", &["name", "customer", "customername", "姓名", "投诉人", "消费者", "联系人"]),
    ("phone", &["phone", "mobile", "tel", "telephone", "电话", "手机", "手机号", "手机号码", "联系电话"]),
    ("email", &["email", "mail", "emailaddress", "邮箱", "电子邮箱", "电子邮件"]),
    (
        "created_at",
        &["createdat", "filedat", "date", "time", "投诉时间", "创建时间", "提交时间", "时间", "日期"],
    ),
];

pub fn complaints(source: Source, map: &Map, settings: &Settings) -> Result<Read<ComplaintRow>, Problems> {
    let mut table = table::read(source)?;
    let columns = Columns::find(&table, &FIELDS, &map.complaints)?;
    if !columns.has("text") && !columns.has("title") {
        let found = table.header.join(", ");
        let words = format!("no column with the complaint's text among: {found}; name it with a column map");
        return Err(Problems::whole_file(table.file, words));
    }
    let mut problems = std::mem::take(&mut table.problems);
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        match complaint(&table, &columns, row, settings) {
            Ok(complaint) => rows.push(complaint),
            Err(error) => problems.add(error),
        }
    }
    let (rows, repeated) = once_each(&table, rows, &mut problems);
    problems.none_or(Read { rows, repeated, ignored: Vec::new() })
}

fn complaint(
    table: &Table,
    columns: &Columns,
    row: &Row,
    settings: &Settings,
) -> Result<ComplaintRow, RowError> {
    let title = columns.text(row, "title");
    let Some(text) = columns.text(row, "text").or(title) else {
        let words = "neither a text nor a title; write what the complaint is about or remove the row";
        return Err(table.error(row.line, columns.place("text"), words));
    };
    let filed_at_ms = match columns.text(row, "created_at") {
        Some(at) => Some(
            time::time_ms(at, &settings.zone)
                .map_err(|words| table.error(row.line, columns.place("created_at"), words))?,
        ),
        None => None,
    };
    Ok(ComplaintRow {
        external_id: columns.owned(row, "number").unwrap_or_else(|| hash(columns, row)),
        title: title.unwrap_or_default().to_owned(),
        text: text.to_owned(),
        respondent: columns.owned(row, "merchant"),
        problem: columns.owned(row, "problem"),
        wants: wants::split(columns.text(row, "wants").unwrap_or_default()),
        order_number: columns.owned(row, "order_number"),
        name: columns.owned(row, "name"),
        phone: columns.owned(row, "phone"),
        email: columns.owned(row, "email"),
        filed_at_ms,
        line: row.line,
    })
}
