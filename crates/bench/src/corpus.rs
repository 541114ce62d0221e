//! Complaints to file: about 400 Chinese characters each, all different, the same in every run. Every tenth holds
//! 破损 inside running text, and each an order number of its own.

const PLACES: [&str; 8] =
    ["收货当天", "拆箱以后", "使用三天后", "安装时", "孩子打开时", "快递员离开后", "第二天早上", "退换以后"];
const FAULTS: [&str; 8] = [
    "发现包装已经被压扁而且里面的商品少了一件配件",
    "发现颜色和页面上写的完全不一样看起来像是旧货",
    "机器一开机就发出很大的响声过了几分钟自动断电",
    "衣服洗了一次就严重掉色把其他衣服也染了",
    "食品的生产日期已经被涂改过闻起来有明显的异味",
    "屏幕右下角有一块亮斑而且触摸经常没有反应",
    "鞋底开胶走路的时候一直进水客服却说是正常现象",
    "赠品没有随货寄出联系三次都说正在核实没有下文",
];
const DEMANDS: [&str; 8] = [
    "要求商家全额退款并且承担来回的运费",
    "希望平台介入核实以后尽快给我一个书面的答复",
    "请安排重新发货并且说明这次为什么会出错",
    "我要求按照承诺的标准进行赔付而不是只发一张优惠券",
    "请先把货款退回到原来的支付账户再谈其他方案",
    "希望能够换一台新的机器不接受再次维修",
    "请保留聊天记录和物流信息作为证据一并处理",
    "如果三天之内没有答复我会向有关部门继续反映",
];

/// A number for every step that follows from a seed.
pub struct Chance(u64);

impl Chance {
    pub fn of(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % most as u64) as usize
    }
    fn of_list<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

pub struct Complaint {
    pub text: String,
    pub name: String,
    pub order: String,
    pub json: String,
}

pub fn complaint(at: usize) -> Complaint {
    let mut chance = Chance::of(at as u64);
    let order = format!("DD2026{at:08}");
    let text = text(&mut chance, at, &order);
    let name = format!(
        "{}{}",
        chance.of_list(&["王", "李", "张", "刘", "陈", "杨"]),
        chance.of_list(&["小明", "丽华", "建国", "雨桐"])
    );
    let json = format!(
        r#"{{"channel":"web","person":{{"name":"{name}","phone":"138{at:08}","email":"user{at}@example.com"}},"order":{{"number":"{order}"}},"matter":{{"text":"{text}","noticed":"on_delivery"}},"wants":["refund"]}}"#
    );
    Complaint { text, name, order, json }
}

fn text(chance: &mut Chance, at: usize, order: &str) -> String {
    let mut text = format!("我在贵平台购买的商品订单号{order}实付{}元，", 20 + chance.below(9_000));
    if at.is_multiple_of(10) {
        text.push_str("打开外箱以后看到内箱破损而且里面的东西已经受潮，");
    }
    while text.chars().count() < 400 {
        let (place, fault, demand) =
            (chance.of_list(&PLACES), chance.of_list(&FAULTS), chance.of_list(&DEMANDS));
        text.push_str(&format!(
            "{place}{fault}，第{}次联系客服时等了{}分钟，{demand}。",
            chance.below(9) + 1,
            chance.below(90) + 3
        ));
    }
    text
}
