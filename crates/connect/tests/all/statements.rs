//! Statements as providers and banks write them. The figures are made up, the forms are theirs.

use connect::import::{Problems, zone};
use connect::statement::{Entry, Summary, read};

fn taken(bytes: &[u8]) -> Result<(Vec<Entry>, Summary), Problems> {
    let zone = zone("Asia/Shanghai").expect("the zone is carried along");
    let mut entries = vec![];
    let sum = read("bill.csv", bytes, &zone, |entry| {
        entries.push(entry);
        Ok::<(), Problems>(())
    })?;
    Ok((entries, sum))
}

fn refused(text: &str) -> String {
    taken(text.as_bytes()).expect_err("it is refused").to_string()
}

const WECHAT: &str = "微信支付账单明细,,,,,,,,,,
起始时间：[2026-03-01 00:00:00] 终止时间：[2026-03-31 23:59:59],,,,,,,,,,
共3笔记录,,,,,,,,,,
----------------------微信支付账单明细列表--------------------,,,,,,,,,,
交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
2026-03-26 12:45:27,\"商户消费\",\"某店\",\"总共消费:28.16\",\"支出\",¥28.16,\"银行卡\",\"支付成功\",\"3985734\"\t,\"129847129\"\t,\"/\"
2026-03-24 10:10:11,微信红包,某人,/,收入,¥1,200.35,/,已存入零钱,3985735\t,/\t,/
2026-03-17 10:07:31,零钱提现,/,/,/,¥2000.00,银行,提现已到账,3985736,/,/
";
const MERCHANT: &str = "交易时间,公众账号ID,商户号,微信订单号,商户订单号,交易状态,应结订单金额,微信退款单号,商户退款单号,退款金额,退款状态
`2026-03-20 10:00:00,`wx1,`19001,`4200001,`O-1,`SUCCESS,`199.00,`0,`0,`0.00,`
`2026-03-21 11:00:00,`wx1,`19001,`4200001,`O-1,`REFUND,`0.00,`5030001,`C-2026-000001-r1-1,`60.00,`SUCCESS
`2026-03-21 11:05:00,`wx1,`19001,`4200002,`O-2,`REFUND,`0.00,`5030002,`C-2026-000002-r1-1,`9.90,`PROCESSING
总交易单数,应结订单总金额,退款总金额
`3,`199.00,`69.90
";

#[test]
fn a_bill_with_lines_for_people_is_read_from_where_its_columns_stand() {
    let wechat = WECHAT.replace("¥1,200.35", "\"¥1,200.35\"");
    let (entries, sum) = taken(wechat.as_bytes()).expect("it is whole");
    let of: Vec<(i64, &str, &str)> =
        entries.iter().map(|one| (one.amount_fen, one.reference.as_str(), one.ours.as_str())).collect();
    assert_eq!(of, [(-2_816, "3985734", "129847129"), (120_035, "3985735", ""), (0, "3985736", "")]);
    assert_eq!((sum.entries, sum.in_fen, sum.out_fen), (3, 120_035, 2_816));
    assert_eq!(entries[0].line, 6);
}

#[test]
fn the_same_file_in_gb18030_with_a_mark_or_in_utf16_is_the_same_statement() {
    let text = MERCHANT;
    let plain = taken(text.as_bytes()).expect("utf-8").0;
    let (gb, _, _) = encoding_rs::GB18030.encode(text);
    assert_eq!(taken(&gb).expect("gb18030").0, plain);
    let marked: Vec<u8> = [0xef, 0xbb, 0xbf].into_iter().chain(text.bytes()).collect();
    assert_eq!(taken(&marked).expect("with a mark").0, plain);
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(taken(&wide).expect("utf-16").0, plain);
}

#[test]
fn of_a_merchants_bill_a_refund_goes_out_under_its_own_numbers_and_one_under_way_is_nothing_yet() {
    let (entries, sum) = taken(MERCHANT.as_bytes()).expect("it is whole");
    assert_eq!((entries[0].amount_fen, entries[0].ours.as_str()), (19_900, "O-1"));
    assert_eq!((entries[1].amount_fen, entries[1].reference.as_str()), (-6_000, "5030001"));
    assert_eq!(entries[1].ours, "C-2026-000001-r1-1");
    assert_eq!((entries[2].amount_fen, entries[2].ours.as_str()), (0, "C-2026-000002-r1-1"));
    assert_eq!((sum.entries, sum.out_fen), (3, 6_000));
}

#[test]
fn banks_write_signs_or_two_columns() {
    let signs = "记账日期,货币,交易金额,联机余额,交易摘要\n2026-01-01,CNY,\"1,234.00\",\"1,271.66\",代发\n2026-01-02,CNY,\"-1,000.00\",271.66,转账\n";
    let amounts = |text: &str| -> Vec<i64> {
        taken(text.as_bytes()).expect("whole").0.iter().map(|one| one.amount_fen).collect()
    };
    assert_eq!(amounts(signs), [123_400, -100_000]);
    let columns = "明细查询文件下载\n\n卡号: 6222****0001,\"卡别名: \"\n\n交易日期,摘要,交易金额(收入),交易金额(支出),余额\n2026-05-02     \t,\"消费  \t\",\"-     \t\",\"35.50   \t\",\"1.00\"\n2026-05-01,工资,\"9,000.00\",-,\"36.50\"\n \n人民币合计,,\"9,000.00\",35.50,\n";
    assert_eq!(amounts(columns), [-3_550, 900_000]);
}

#[test]
fn half_a_statement_is_refused_whole() {
    let half = WECHAT.replace("共3笔", "共43笔").replace("¥1,200.35", "1.00");
    assert!(refused(&half).contains("says it has 43 entries and has 3"), "{}", refused(&half));
    let cut = &MERCHANT[..MERCHANT.find("总交易单数").expect("sums")];
    assert!(refused(cut).contains("ends before its sums"));
    let before_numbers = &MERCHANT[..MERCHANT.find("`3,`199").expect("numbers")];
    assert!(refused(before_numbers).contains("ends before its sums"));
    let fewer = MERCHANT.replace("`3,`199.00", "`4,`199.00");
    assert!(refused(&fewer).contains("says it has 4 entries and has 3"));
}

#[test]
fn what_is_no_statement_says_what_is_missing_and_where() {
    assert!(refused("a,b\n1,2\n").contains("no line names the columns"));
    assert!(refused("交易时间,金额\n2026-01-01 10:00,12.345\n").starts_with("bill.csv:2:"));
    assert!(
        refused("交易时间,金额\n2026-01-01 10:00,99999999999999999999\n").contains("larger than any amount")
    );
    assert!(refused("交易时间,收/支,金额\n2026-01-01 10:00,大概,1.00\n").contains("neither 收入 nor 支出"));
    assert!(refused("交易时间,金额\n").contains("has no entries"));
    let broken =
        [b"\xe4\xba\xa4\xe6\x98\x93,\xe9\x87\x91\n".as_slice(), &[0xff, 0xff, 0xff], b",1\n"].concat();
    assert!(taken(&broken).is_err());
}
