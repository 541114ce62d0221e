//! Words that announce what comes, or say that it is nobody's: found once, looked up by every rule.

use crate::letters;
use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(Clone, Copy, Debug)]
pub struct Cue {
    pub start: usize,
    pub end: usize,
    pub of: Of,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Phone,
    /// A telephone of a house, not of a person.
    Hotline,
    Id,
    Card,
    /// A messenger or shop account; its name is letters and digits.
    Account,
    Mail,
    Plate,
    Paper,
    Address,
    /// A name surely follows.
    Name,
    /// A name may follow; other things do as well.
    Person,
    /// "本人", "我是": most often no name follows.
    Self_,
    /// The number is of an order, a parcel, a paper.
    Thing,
}

/// `_` is a space inside a word.
const WORDS: [(Of, &str); 13] = [
    (
        Of::Phone,
        "电话 手机 手机号 座机 固话 固定电话 宅电 联系方式 联系电话 联络电话 联系我 我的号码 号码是 本机 机主 本机号 \
         预留手机 致电 可拨 请打 打我 拨打 tel phone mobile cell cellphone call telephone whatsapp",
    ),
    (
        Of::Hotline,
        "客服电话 客服热线 热线 热线电话 服务电话 举报电话 投诉电话 官方电话 客服号码 总机 hotline helpline 客服 \
         商家电话 公司电话 店铺电话 平台电话 监督电话 咨询电话 报警电话",
    ),
    (
        Of::Id,
        "身份证 身份证号 身份证号码 身份证件 证件 证件号 证件号码 公民身份号码 id_card id_no id_number identity_card \
         identity_number resident_id",
    ),
    (
        Of::Card,
        "卡号 银行卡 银行卡号 储蓄卡 借记卡 信用卡 工资卡 退款卡 收款卡 收款账号 收款帐号 银行账号 银行帐号 银行账户 \
         开户账号 打到 打款到 转到 转账到 退到 汇到 退回到 尾款打到 建行 工行 农行 中行 交行 招行 邮储 card_number \
         card_no card debit_card credit_card bank_account account_number iban",
    ),
    (
        Of::Account,
        "微信 微信号 加微信 我微信 微信账号 微信id 薇信 维信 威信号 v信 vx vx号 wx wx号 v我 加v wechat wechat_id weixin qq qq号 \
         qq账号 扣扣 扣扣号 企鹅号 支付宝 支付宝账号 支付宝账户 支付宝号 alipay 抖音号 快手号 小红书号 淘宝账号 淘宝id \
         淘宝号 旺旺 旺旺号 旺旺id 京东账号 拼多多账号 微博 微博id 微博号 会员账号 用户账号 登录账号 登录名 用户名 账号 帐号 \
         账户 账户名 telegram skype line_id user_name username user_id account 陌陌号 闲鱼号 闲鱼账号 b站id uid",
    ),
    (Of::Mail, "邮箱 邮箱地址 电子邮箱 电子邮件 邮件 email e-mail mail"),
    (Of::Plate, "车牌 车牌号 车牌号码 牌照 牌照号 车号 号牌 车辆 plate license_plate licence_plate"),
    (
        Of::Paper,
        "护照 护照号 护照号码 通行证 通行证号 港澳通行证 台胞证 回乡证 往来港澳通行证 往来台湾通行证 军官证 军官证号 警官证 \
         居留许可 居住证 社保号 社保卡号 驾驶证 驾驶证号 驾照 驾照号 passport passport_no passport_number permit permit_no \
         travel_permit driver_license driving_licence ssn social_security_number",
    ),
    (
        Of::Address,
        "地址 收货地址 收件地址 寄件地址 家庭地址 家庭住址 居住地址 联系地址 通讯地址 邮寄地址 退货地址 详细地址 送货地址 \
         配送地址 寄送地址 住址 现住址 户籍 户籍地址 户籍地 户籍所在地 我住 我住在 家住 家住在 住在 现住 居住在 居住于 家在 \
         我家在 寄到 寄至 寄往 快递送到 送到 送至 派送到 派送至 发到 发往 发货到 投递到 签收地址 搬到",
    ),
    (
        Of::Name,
        "我叫 我叫做 姓名 名字 名字叫 我的名字叫 我的名字是 真实姓名 户名 开户名 账户名 户主 叫做 署名 落款 此致",
    ),
    (
        Of::Person,
        "联系人 紧急联系人 收件人 收货人 寄件人 发件人 收款人 付款人 持卡人 开户人 投保人 被保险人 受益人 购买人 下单人 \
         投诉人 申诉人 举报人 申请人 当事人 经办人 代理人 委托人 签收人 买家 顾客 客户 消费者 乘客 旅客 患者 病人 学员 车主 业主 \
         租客 机主 房东 我妈 我爸 我爱人 我老公 我老婆 我丈夫 我妻子 我儿子 我女儿 我母亲 我父亲 母亲 父亲 丈夫 妻子 儿子 女儿 \
         爱人 家属 担保人 借款人 法定代表人 入住人 就诊人 本人姓名 会员",
    ),
    (Of::Self_, "本人 我是 我名 本人是 我本人"),
    (
        Of::Thing,
        "订单 订单号 订单编号 单号 交易单号 运单号 快递单号 物流单号 运单 快递号 流水号 交易号 交易流水 编号 工单 工单号 \
         保单 保单号 保险单号 合同号 合同编号 案号 案件号 案件编号 投诉单 投诉单号 投诉编号 发票 发票号 发票号码 货号 型号 \
         批号 批次 条码 条形码 序列号 商品编号 商品id 款号 流水 受理号 受理编号 退款单号 售后单号 支付单号 商户单号 凭证号 \
         统一社会信用代码 信用代码 金额 总额 合计 价格 生产许可证 备案号 执照号 imei sn order order_no order_number \
         order_id tracking tracking_number tracking_no waybill invoice serial case_no case_number reference ref parcel \
         sku model batch amount total isbn",
    ),
];

type Words = HashMap<char, Vec<(Vec<char>, Of)>>;

/// By first letter, the longest first.
static BY_FIRST: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::new();
    for (of, list) in WORDS {
        for word in list.split_whitespace() {
            let letters: Vec<char> = word.replace('_', " ").chars().collect();
            words.entry(letters[0]).or_default().push((letters, of));
        }
    }
    for same in words.values_mut() {
        same.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    }
    words
});

/// Large and small ones alike.
pub fn first_letters() -> impl Iterator<Item = char> {
    BY_FIRST.keys().flat_map(|letter| [*letter, letter.to_ascii_uppercase()])
}

pub fn all(letters: &[char]) -> Vec<Cue> {
    let mut cues = vec![];
    let mut i = 0;
    while i < letters.len() {
        match at(letters, i) {
            Some((length, of)) => {
                cues.push(Cue { start: i, end: i + length, of });
                i += length;
            }
            None => i += 1,
        }
    }
    cues
}

fn at(letters: &[char], i: usize) -> Option<(usize, Of)> {
    if !letters::is(letters[i], letters::CUE) {
        return None;
    }
    let same = BY_FIRST.get(&letters[i].to_ascii_lowercase())?;
    let is_latin = letters[i].is_ascii();
    if is_latin && i > 0 && letters[i - 1].is_ascii_alphanumeric() {
        return None;
    }
    let fits = |word: &[char]| {
        letters.len() >= i + word.len()
            && word.iter().zip(&letters[i..]).all(|(word, letter)| *word == letter.to_ascii_lowercase())
            && !(is_latin
                && word.len() > 2
                && letters.get(i + word.len()).is_some_and(char::is_ascii_alphabetic))
    };
    same.iter().find(|(word, _)| fits(word)).map(|(word, of)| (word.len(), *of))
}
