//! Written by hand: what must be found, marked `[sort:…]`, and what must be left alone. Numbers are of nobody:
//! birthdays of 1900, accounts of zeros.

use mask::Span;

const FOUND: &str = "\
我叫[name:李娟玉]，电话[phone:13800001234]
我叫[name:黄超]。去年买的
我的名字叫[name:欧阳震华]，今年三十岁
姓名：[name:王小明]
姓名:[name:张三丰] 性别:男
姓名：[name:诸葛亮]，证件号码见下
联系人[name:陈娜]。预留手机138****1234
联系人：[name:郭丽]，急用
收件人：[name:罗平平]。收货地址：[address:北京市朝阳区建国路88号5栋1203室]
收货人[name:赵平斌]。
收货人：[name:何梓桂]，尽快发货
寄件人：[name:司马光]，已付
本人[name:张轩]，在贵店购买
本人[name:徐强明]。打电话没人接
我是[name:王建国]，投诉贵公司
户名：[name:周润发]，账号[card:6222020000000015]
持卡人[name:林涵明]，
买家：[name:孙杰勇]，不退款
客户[name:马晓东]先生，男，40岁
致电[name:刘德华]先生未接
尊敬的[name:李清照]女士，您好
我妈[name:吴桂兰]，七十岁
我叫[name:阿卜杜拉·买买提]，来自新疆
投诉人：[name:钱多多]，电话[phone:13900001234]
收款人 [name:冯宝宝]
我叫[name:杨过]身份证[id:110101190001010014]
紧急联系人：[name:郑成功]，[phone:13700001234]
我叫[name:李娟玉]，后来[name:李娟玉]又打了一次电话
收件人[name:王芳]电话[phone:15000001234]
法定代表人：[name:高尚仁]。
My name is [name:John Smith] and I want a refund
I am [name:Mary Jane Watson], I bought a phone
Name: [name:Alice Brown], order 12345
Recipient: [name:Bob O'Neil]
Dear Sir, regards, [name:Carol White]
Mr. [name:David Jones] called me
Please ask Ms [name:Li Wei] about it
联系方式：[phone:18800000077]。
我的号码是[phone:一八八零零零零零零七七]
号码[phone:幺三八零零零零幺二三四]
可拨[phone:189 0000 2374]。
可拨[phone:189-0000-2374]
电话是[phone:１５９００００６７０５]
我的号码是[phone:+86 13100006136]，
[phone:+8613100006136]
[phone:008613100006136]
[phone:86-13100006136]
手机[phone:17700001234]（微信同号）
请打[phone:13500009781]找我
座机[phone:0755-44140000]，
座机[phone:057123570000]，
座机[phone:010 84110000]
电话[phone:（010）84110000]
电话[phone:(0571) 8411000]
家里电话 [phone:84110000]
电话[phone:0571-84110000-801]
电话[phone:021-84110000转15]
电话 [phone:138 0000 12 34]
tel:[phone:13800001234]
手机[phone:1 3 8 0 0 0 0 1 2 3 4]
号码[phone:138.0000.1234]
联系方式[phone:138零零零零1234]
call me at [phone:+44 20 7946 0000]
phone: [phone:(415) 555-0132]
my phone is [phone:415-555-0132]
mobile [phone:+1 415 555 0132]
WhatsApp [phone:+65 8123 0000]
请回电13800001234x不对，打[phone:13800001234]
身份证号[id:11010119000101009X]，
身份证号[id:11010119000101009x]
身份证：[id:330106 19000229 0014]。
证件号码[id:510107190112310012]
身份证[id:110101190001010013]（最后一位不确定）
号码[id:440305190006150019]是我的
身份证号：[id:１１０１０１１９０００１０１００１４]
身份证[id:11010119000101 009X]
身份证号码为[id:110101000101001]
证件[id:650102 1900 0707 001X]
ID card: [id:110101190001010022]
id number is [id:110101190001010022]
银行卡[card:6222020000000015]（建行）
卡号：[card:6222 0200 0000 0015]。
退款打到[card:6228 4800 0000 0000 018]，
卡号[card:6222020000000011]不对
[card:4111 1111 1111 1111]
pay to card number [card:5555-5555-5555-4444]
储蓄卡[card:955880000000000018]
我的卡[card:621700000000000055]没有收到
退到[card:６２２２０２００００００００１５]
银行账号：[card:120000000001]
地址：[address:浙江省杭州市西湖区文三路478号华星时代广场B座1203]
收货地址：[address:宁波余姚市新建北路邮电新村22-866]。
快递送到[address:清江路337号九天国际服装城三楼C934]，
我住[address:文屏镇仿古街171号后谷咖啡]，
我住[address:瑞安市上望镇蔡宅东路206号]，
家住[address:成都市武侯区人民南路四段1号3单元502]，
收货地址：[address:兴中小区7幢6号-11]。
住址[address:贵州省麻江县宣威镇琅琊村6组]，
收货地址：[address:浙江省_台州市_椒江区_海门街道_衙门巷社区_乌衣巷74号]，
寄到[address:上海市浦东新区世纪大道100号88层]
送到[address:广东省深圳市南山区科技园南区12栋]，
地址:[address:河北省石家庄市长安区中山东路11号]电话:[phone:13800001234]
地址[address:桐庐县横村镇]，
户籍地址：[address:四川省绵阳市三台县潼川镇解放街5号]
我住在[address:天津市河西区友谊路35号阳光小区2号楼3门401]。
住在[address:百隆巷9号盛世国际1637室]，
邮寄地址：[address:江苏省苏州市工业园区星湖街328号创意产业园4栋]
昨天到[address:北京市海淀区中关村大街27号1101室]取件
Ship to [address:12 Baker Street, London NW1 6XE]
I live at [address:Room 1203, Building 5, No. 88 Nanjing West Road, Shanghai 200041]
Address: [address:742 Evergreen Terrace, Springfield]
sent to [address:350 5th Avenue, Apt 4B, New York, NY 10118]
微信号[account:wx_d2kec58]，
加我微信：[account:abqm2jfa8]。
vx [account:lovely000abc]，
vx [account:abn9kk8ae]
V信[account:happy_2000]
QQ[account:2892000592]，
扣扣：[account:3410000742]。
QQ号是[account:10000123]
wechat id: [account:john_smith88]
WeChat: [account:zhang-san]
支付宝账号[account:zhifubao2000]
旺旺id：[account:tbuser0001]
抖音号：[account:dy12345abc]
我的微信 [account:wxid_abc123def456]
用户名：[account:happycat2000]
邮箱[mail:zhang478@example.com]，
邮箱：[mail:li.wei752@mail.example.cn]。
邮箱[mail:ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ]
mail me at [mail:john [at] example.com]
写信[mail:li(at)example(dot)cn]
email: [mail:a_b+c@example.co.uk].
邮箱[mail:xiaomei8825@qq]
车牌[plate:京A50T74]，
车牌[plate:浙BEB1L9]
车牌号[plate:沪A·12345]
车牌[plate:粤BD12345]
车牌：[plate:川AAHWVP]
车牌[plate:粤Z1234港]
[plate:苏E12345]停在门口
护照号[passport:E12345678]
passport no: [passport:EA1234567]
港澳通行证[passport:C12345678]
回乡证 [passport:H1234567801]
我的护照[passport:G12345678]丢了
台胞证号：[passport:12345678]
香港身份证[passport:A123456(7)]
驾驶证号[passport:330100000001]";

/// Nothing in these is anybody's.
const LEFT: &str = "\
订单号935050023376，一直没发货
订单编号：13800001234
交易单号8077983776837547339，
交易单号6222020000000015
运单号YT9567107781732，
SF4312986925140，没有收到
JD0098765432109
快递单号773012345678901
共3260.71元，
退款金额12797.99元，2021年
客服电话95533，
客服热线400-820-8820
拨打12315，
400-820-8820没人接
电话12345投诉
客服电话0571-88880000没人接
预留手机138****3872，
身份证1101**********0014
卡号6222****0015
型号MI-10086Pro，
iPhone15ProMax坏了
2024年10月16日，
2019.12.30最后一天
2024-10-16 12:30:45收到
每期还款2689.76元，如今已还10期
期限2023-2025，分36个月
R240716-0042
本人于2019年5月接到电话
本人因资金困难无法偿还
本人全程录音，
本人高度怀疑，
本人要求退款，
本人安全受到威胁，
本人于去年购买，
我是消费者，
我是在网上买的
联系人信息泄露
联系人电话被骚扰
骚扰联系人，严重影响生活
收货人不在家
收件人信息错误
姓名和电话都泄露了
名字写错了
客服先生说不行
尊敬的先生女士
这位女士说
王先生说可以
快递送到驿站，没有通知
快递送到小区门口就走了
我住院三天，
地址写错了，
收货地址没有改过来，
寄到北京，
送到楼下，
送货上门
一路走来，知道真相
微信转账5000元
微信支付20000元
微信APP打不开
QQ音乐会员
支付宝扣款199元
微信群里有100人
扫微信二维码
新Galaxy手机
京东618活动
青岛啤酒12瓶
川A是成都的车
苏泊尔SP123456型号
邮箱没有收到
@所有人 看看
@客服 在吗
9月19号送达，
5号发货，6号收到
第3期账单
3栋
二楼
三个月后
一千二百元
一二三四五六七
IMEI 860000000000001
条码6901234567892
统一社会信用代码91330100MA2B000000
保单号880000000000000000001
order number 4111111111111111
tracking number 9400100000000000000000
invoice 20241016001
My order has not arrived
I am very angry
I am not happy with Customer Service
The total is 1,234,567.89 USD
call 400-820-8820 or 800-820-0000
version 1.2.3.4567
WeChat payment failed
3-4 days, 10-12 times
12 Months Way too long
浙江省市场监督管理局已受理
重庆市人民法院
我在上海上班
广州大道堵车";

fn read(line: &str) -> (String, Vec<(usize, usize, String)>) {
    let (mut text, mut marks) = (String::new(), vec![]);
    let mut rest = line;
    let sorts = mask::Sort::ALL.map(|sort| format!("[{}:", sort.word()));
    while let Some(at) = rest.find('[') {
        let Some(sort) = sorts.iter().find(|sort| rest[at..].starts_with(sort.as_str())) else {
            text.push_str(&rest[..=at]);
            rest = &rest[at + 1..];
            continue;
        };
        text.push_str(&rest[..at]);
        let inside = &rest[at + sort.len()..];
        // A mark ends at the last bracket before the next opens, so that "[at]" can stand in one.
        let mut depth = 1;
        let end = inside
            .char_indices()
            .find(|(_, c)| {
                depth += i32::from(*c == '[') - i32::from(*c == ']');
                depth == 0
            })
            .unwrap()
            .0;
        let start = text.len();
        text.push_str(&inside[..end]);
        marks.push((start, text.len(), sort[1..sort.len() - 1].to_owned()));
        rest = &inside[end + 1..];
    }
    text.push_str(rest);
    (text, marks)
}

fn found(text: &str) -> Vec<(usize, usize, String)> {
    mask::find(text).iter().map(|Span { start, end, sort }| (*start, *end, sort.word().to_owned())).collect()
}

#[test]
fn what_is_somebodys_is_found_to_the_letter() {
    let mut wrong = vec![];
    for line in FOUND.lines() {
        let (text, marks) = read(line);
        let spans = found(&text);
        if spans != marks {
            let seen: Vec<_> =
                spans.iter().map(|(start, end, sort)| format!("{sort}:{}", &text[*start..*end])).collect();
            wrong.push(format!("{line}\n    found {seen:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), FOUND.lines().count(), wrong.join("\n"));
}

#[test]
fn what_is_nobodys_is_left_alone() {
    let mut wrong = vec![];
    for text in LEFT.lines() {
        for (start, end, sort) in found(text) {
            wrong.push(format!("{text}: {sort} {}", &text[start..end]));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), LEFT.lines().count(), wrong.join("\n"));
}

#[test]
fn a_mask_leaves_what_one_recognises_ones_own_by() {
    let lengths = mask::Lengths::default();
    for (plain, masked) in [
        ("手机13800001234", "手机138****1234"),
        ("可拨189 0000 2374。", "可拨189 **** 2374。"),
        ("号码+86 13100006136", "号码+86 131****6136"),
        ("我的号码是一八八零零零零零零七七", "我的号码是一八八****零零七七"),
        ("我叫李娟玉。", "我叫李**。"),
        ("身份证11010119000101009X", "身份证110***********009X"),
        ("卡号6222 0200 0000 0015", "卡号6222 **** **** 0015"),
        ("邮箱zhang@example.com", "邮箱z****@example.com"),
        ("车牌京A50T74，", "车牌京A***74，"),
        ("地址：浙江省杭州市西湖区文三路478号", "地址：浙江省杭州市**********"),
        ("QQ2892000592", "QQ28******92"),
        ("没有别的", "没有别的"),
    ] {
        assert_eq!(mask::mask(plain, &lengths), masked);
    }
}

#[test]
fn lengths_come_from_a_configuration_and_a_sort_can_be_off() {
    let lengths: mask::Lengths = toml::from_str("phone = [0, 2]\nname = \"off\"").unwrap();
    assert_eq!(mask::mask("我叫李娟玉，13800001234", &lengths), "我叫李娟玉，*********34");
    assert!(toml::from_str::<mask::Lengths>("phone = \"none\"").is_err());
    assert!(toml::from_str::<mask::Lengths>("fone = [3, 4]").is_err());
    let greedy: mask::Lengths = toml::from_str("phone = [9, 9]").unwrap();
    assert_eq!(mask::mask("13800001234", &greedy), "1380000****", "a third is always hidden");
}

#[test]
fn places_marked_by_hand_are_covered_whole() {
    assert_eq!(
        mask::mask_places("老王家的狗 咬人", &[(0, 2), (4, 8)]),
        "**家的** **".replace("** **", "* **")
    );
    assert_eq!(mask::mask_places("短", &[(0, 1), (5, 900)]), "*");
    assert_eq!(mask::mask_places("全", &[]), "全");
}
