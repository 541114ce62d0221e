//! What is left on prepaid cards, one card a line.

use std::collections::HashMap;

use super::columns::{Columns, Field};
use super::order::Cells;
use super::table;
use super::{Map, Problems, Read, RowError, Settings, Source};

/// No Debug: people's names and numbers do not belong in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct BalanceRow {
    /// Code or name.
    pub merchant: String,
    pub card: String,
    pub holder: super::Buyer,
    pub balance_fen: i64,
    /// How the card was paid, where that is known: the money goes back the same way.
    pub payment: Option<super::Payment>,
    pub file: String,
    pub line: u64,
}

const FIELDS: [Field; 11] = [
    ("merchant", &["merchant", "merchantcode", "merchantid", "shop", "商家", "商家编号", "门店"]),
    ("card_number", &["cardnumber", "cardno", "card", "卡号", "会员卡号"]),
    ("holder_name", &["holdername", "holder", "name", "持卡人", "会员", "姓名"]),
    ("holder_phone", &["holderphone", "phone", "mobile", "手机号", "手机", "电话"]),
    ("holder_email", &["holderemail", "email", "邮箱"]),
    ("balance_fen", &["balancefen"]),
    ("balance", &["balance", "余额", "卡内余额", "剩余金额"]),
    ("payment_reference", &["paymentreference", "paymentid", "transactionid", "支付单号", "交易号"]),
    ("payment_method", &["paymentmethod", "paymenttype", "支付方式"]),
    ("paid_fen", &["paidfen"]),
    ("paid", &["paid", "paidamount", "实付金额", "支付金额", "充值金额"]),
];

pub fn balances(sources: &[Source], map: &Map, settings: &Settings) -> Result<Read<BalanceRow>, Problems> {
    let mut all = All::default();
    for source in sources {
        let mut table = table::read(*source)?;
        let columns = Columns::find(&table, &FIELDS, &map.balances)?;
        for needed in ["merchant", "card_number"] {
            if !columns.has(needed) {
                let words = format!("no column with {needed} among: {}", table.header.join(", "));
                return Err(Problems::whole_file(table.file, format!("{words}; name it with a column map")));
            }
        }
        all.problems.add_all(std::mem::take(&mut table.problems));
        for row in &table.rows {
            all.add(&Cells { table: &table, columns: &columns, row, settings });
        }
    }
    all.problems.none_or(Read { rows: all.rows, repeated: all.repeated, ignored: vec![] })
}

#[derive(Default)]
struct All {
    rows: Vec<BalanceRow>,
    /// By the number of the card.
    seen: HashMap<String, usize>,
    repeated: usize,
    problems: Problems,
}

impl All {
    fn add(&mut self, cells: &Cells) {
        let one = match balance(cells) {
            Ok(one) => one,
            Err(error) => return self.problems.add(error),
        };
        match self.seen.get(&one.card) {
            None => {
                self.seen.insert(one.card.clone(), self.rows.len());
                self.rows.push(one);
            }
            Some(&before) => {
                let before = &self.rows[before];
                let same = BalanceRow { file: before.file.clone(), line: before.line, ..one.clone() };
                if same == *before {
                    self.repeated += 1;
                } else {
                    let words = format!("card {} stands on line {} too, and differs", one.card, before.line);
                    self.problems.add(cells.error("card_number", words));
                }
            }
        }
    }
}

fn balance(cells: &Cells) -> Result<BalanceRow, RowError> {
    let balance_fen = amount(cells, "balance_fen", "balance")?.filter(|fen| *fen > 0);
    let balance_fen = balance_fen.ok_or_else(|| cells.error("balance", "no balance above zero"))?;
    let reference = cells.owned("payment_reference");
    let paid = amount(cells, "paid_fen", "paid")?;
    if paid.is_some_and(|paid| paid < balance_fen) {
        return Err(cells.error("paid", "less was paid for the card than is left on it"));
    }
    let payment = reference.map(|reference| super::Payment {
        reference: Some(reference),
        method: cells.owned("payment_method"),
        amount_fen: paid.unwrap_or(balance_fen),
        account: None,
    });
    Ok(BalanceRow {
        merchant: cells.required("merchant")?.to_owned(),
        card: cells.required("card_number")?.to_owned(),
        holder: super::Buyer {
            name: cells.owned("holder_name"),
            phone: cells.owned("holder_phone"),
            email: cells.owned("holder_email"),
            ..super::Buyer::default()
        },
        balance_fen,
        payment,
        file: cells.table.file.to_owned(),
        line: cells.row.line,
    })
}

/// In fen, in yuan, or in both where they say the same.
fn amount(cells: &Cells, fen: &str, yuan: &str) -> Result<Option<i64>, RowError> {
    match (cells.whole_fen(fen)?, cells.fen(yuan)?) {
        (Some(whole), Some(amount)) if whole != amount => {
            Err(cells.error(yuan, format!("says {amount} fen, but {fen} says {whole}; correct one")))
        }
        (whole, amount) => Ok(whole.or(amount)),
    }
}
