//! Which column of a statement holds what, by the names that providers and banks give it.

use super::Entry;
use super::amount::{Direction, came_to_nothing, signed};
use crate::import::plain;
use jiff::tz::TimeZone;

/// Our names, and theirs without marks and spaces; the first that is there counts.
const AT: &[&str] = &[
    "退款时间",
    "交易成功时间",
    "入账时间",
    "完成时间",
    "交易时间",
    "交易创建时间",
    "记账日期",
    "交易日期",
    "time",
    "date",
];
const AMOUNT: &[&str] = &["实付金额", "金额元", "金额", "交易金额", "应结订单金额", "amount"];
const IN: &[&str] = &["交易金额收入", "收入金额元", "收入元", "收入", "贷方发生额"];
const OUT: &[&str] = &["交易金额支出", "支出金额元", "支出元", "支出", "借方发生额"];
const REFUND: &[&str] = &["退款金额", "商家退款金额元"];
const DIRECTION: &[&str] = &["收支", "借贷标志", "direction"];
const STATUS: &[&str] = &["退款状态", "当前状态", "交易状态", "status"];
const REFUND_REFERENCE: &[&str] = &["微信退款单号", "退款批次号请求号"];
const REFUND_OURS: &[&str] = &["商户退款单号", "退款请求号"];
const REFERENCE: &[&str] = &[
    "交易单号",
    "微信订单号",
    "支付宝交易号",
    "交易订单号",
    "交易号",
    "交易流水号",
    "流水号",
    "业务流水号",
    "reference",
];
const OURS: &[&str] = &["商户单号", "商户订单号", "商家订单号", "商家单号", "ours"];

pub struct Columns {
    pub width: usize,
    at: usize,
    amount: Option<usize>,
    money_in: Option<usize>,
    money_out: Option<usize>,
    refund: Option<usize>,
    direction: Option<usize>,
    status: Option<usize>,
    references: [Option<usize>; 2],
    ours: [Option<usize>; 2],
}

impl Columns {
    /// Nothing for a line that is no header: it names no time, or no money.
    pub fn of(cells: &[String]) -> Option<Columns> {
        let names: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
        let find = |known: &[&str]| known.iter().find_map(|one| names.iter().position(|name| name == one));
        let columns = Columns {
            width: cells.len(),
            at: find(AT)?,
            amount: find(AMOUNT),
            money_in: find(IN),
            money_out: find(OUT),
            refund: find(REFUND),
            direction: find(DIRECTION),
            status: find(STATUS),
            references: [find(REFERENCE), find(REFUND_REFERENCE)],
            ours: [find(OURS), find(REFUND_OURS)],
        };
        let money = [columns.amount, columns.money_in, columns.money_out, columns.refund];
        money.iter().any(Option::is_some).then_some(columns)
    }

    /// Nothing for a line without a time: sums at the end, and words for people.
    pub fn entry(&self, line: u64, cells: &[String], zone: &TimeZone) -> Result<Option<Entry>, String> {
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).map_or("", |cell| cell.as_str());
        let Ok(at_ms) = crate::import::time_ms(cell(Some(self.at)), zone) else { return Ok(None) };
        let refunded = self.refund.map_or(Ok(None), |_| signed(cell(self.refund)))?.filter(|fen| *fen != 0);
        let amount_fen = match refunded {
            Some(back) => -back.abs(),
            None => self.moved(&cell)?,
        };
        let nothing = came_to_nothing(cell(self.status));
        // A refund has numbers of its own beside those of the payment.
        let pick = |both: [Option<usize>; 2]| {
            let own = cell(both[1]);
            let is_own = refunded.is_some() && !matches!(own, "" | "0" | "/");
            let number = if is_own { own } else { cell(both[0]) };
            if number == "/" { String::new() } else { number.to_owned() }
        };
        Ok(Some(Entry {
            line,
            at_ms,
            amount_fen: if nothing { 0 } else { amount_fen },
            reference: pick(self.references),
            ours: pick(self.ours),
        }))
    }

    fn moved<'c>(&self, cell: &impl Fn(Option<usize>) -> &'c str) -> Result<i64, String> {
        if let Some(amount) = self.amount.map(|_| signed(cell(self.amount))).transpose()?.flatten() {
            return match self.direction {
                None => Ok(amount),
                Some(_) => match Direction::read(cell(self.direction)) {
                    Some(Direction::In) => Ok(amount.abs()),
                    Some(Direction::Out) => Ok(-amount.abs()),
                    Some(Direction::Neutral) => Ok(0),
                    None => Err(format!("“{}” is neither 收入 nor 支出", cell(self.direction))),
                },
            };
        }
        let one = |at| signed(cell(at)).map(|amount| amount.unwrap_or(0).abs());
        Ok(one(self.money_in)? - one(self.money_out)?)
    }
}
