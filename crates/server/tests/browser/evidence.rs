//! Evidence as everybody meets it: a carrier answers by its link, an inspector on a telephone without scripts; a handler
//! corrects and assesses a piece and writes down what a shop says by telephone; shop and customer speak to each other's
//! pieces; and the customer's page says in plain words what counts for what, and what is missing.

use crate::support::filing::Complaint;
use crate::support::{Device, House, Visitor, journey};
use domain::UserId;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

const GIVEN: &str = "
设 顾客 姓名=江禾 电话=13500008642 邮箱=jianghe@example.cn
设 订单 LH55700 商家=lanhai 商品=\"玻璃花瓶\" 金额=199 下单=-4天 发货=-3天 承诺=-1天 送达=-2小时
";
const COMPLAINT: Complaint = Complaint {
    order: "LH55700",
    text: "快递送到时外箱已经压坏，花瓶碎了，商家说是运输造成的。",
    noticed: "on_delivery",
    wants: &["refund"],
    photos: &["碎片.png"],
    name: "江禾",
    phone: "13500008642",
    mail: "jianghe@example.cn",
};
const CARRIER: &str = "kefu@sudi.example";

#[test]
fn a_piece_is_asked_for_answered_corrected_assessed_and_spoken_to() {
    journey("evidence", GIVEN, async |house| {
        let customer = house.visitor("customer", Device::Phone, "zh-CN,zh").await;
        let link = customer.files(&COMPLAINT).await.link;
        let case = house.case_of(&link).await.id.to_string();
        let owner = house.owner_of(&link).await;
        triaged(house, &owner, &case).await;
        let handler = house.visitor("handler", Device::Desk, "zh-CN,zh").await;
        handler.signs_in(&owner).await;
        asks_the_carrier(&handler, &case).await;
        the_carrier_answers(house).await;
        corrects(&handler, &case).await;
        assesses(house, &handler, &link).await;
        writes_down_a_call(&handler, &case).await;
        the_shop_speaks(house, &case).await;
        by_staff(house, &owner, &case, "finding", finding()).await;
        what_counts_for_what(&customer, &link).await;
        the_customer_speaks_without_script(house, &link).await;
        an_inspector_answers_without_script(house, &owner, &case, &link).await;
    });
}

async fn by_staff(house: &House<'_>, user: &str, case: &str, action: &str, body: Value) {
    let token = house.world.token(&UserId::new(user)).await.expect("a token");
    let done = house.world.post(&format!("/api/v1/cases/{case}/{action}"), Some(&token), &body).await;
    done.unwrap_or_else(|code| panic!("{action}: {code}"));
    house.rest().await;
}

async fn triaged(house: &House<'_>, owner: &str, case: &str) {
    let triage = json!({ "kind": "delivery", "class": "immediate", "grade": "B", "why": "外箱破损" });
    by_staff(house, owner, case, "triage", triage).await;
}

fn finding() -> Value {
    let share =
        json!({ "party": "carrier", "percent": 100, "cites": ["e2", "e4"], "rules": ["playbook:carriage"] });
    json!({ "shares": [share], "reasons": "轨迹显示中转时摔落，损坏发生在运输中。" })
}

async fn asks_the_carrier(handler: &Visitor<'_>, case: &str) {
    handler.go(&format!("/desk/cases/{case}")).await;
    handler.opens("request-evidence", "e").await;
    handler.select("#act-request-evidence select[name=of]", "carrier").await;
    handler.select("#act-request-evidence select[name=silence]", "as_other_side").await;
    handler.write("#act-request-evidence input[name=mail]", CARRIER).await;
    handler.asks_for("track").await;
    handler.asks_for("proof_of_delivery").await;
    handler.write("#act-request-evidence input[name=why]", "请提供全程轨迹和签收底单").await;
    handler.look("ask-carrier").await;
    handler.sends("request-evidence").await;
}

/// From the mail to the sent answer, on a telephone.
async fn the_carrier_answers(house: &House<'_>) {
    let mails = house.world.partners.smtp.received();
    let mail = mails.iter().rfind(|mail| mail.envelope_to.iter().any(|to| to.contains(CARRIER)));
    let text = &mail.unwrap_or_else(|| panic!("no mail to the carrier: {mails:?}")).text;
    let link = &text[text.find("/t/").expect("a link to its page")..];
    let link = link.split_whitespace().next().expect("a link");
    let carrier = house.visitor("carrier", Device::Phone, "zh-CN,zh").await;
    carrier.go(link).await;
    carrier.sees("请提供全程轨迹和签收底单").await;
    carrier.sees("这一点以另一方的说明为准").await;
    carrier.sees_nothing_of("花瓶碎了").await;
    carrier.look("asked").await;
    carrier.click("main form button").await;
    carrier.sees_element(".refused").await;
    carrier.look("refused").await;
    carrier.select("#kind", "track").await;
    carrier.upload("#files", "轨迹.png").await;
    carrier.write("#text", "附全程轨迹，中转时有一次摔落。").await;
    carrier.look("filled-in").await;
    carrier.click("main form button").await;
    carrier.sees_done("answer").await;
    carrier.sees("已收到您的答复").await;
    assert_eq!(carrier.count("main form").await, 0, "once is enough");
    carrier.look("answered").await;
    carrier.go(&format!("{link}?lang=en")).await;
    carrier.sees("We have your answer").await;
    carrier.look("answered-english").await;
    carrier.leave().await;
}

async fn corrects(handler: &Visitor<'_>, case: &str) {
    handler.go(&format!("/desk/cases/{case}/evidence/e3/view")).await;
    handler.sees("完整运输轨迹").await;
    handler.press("v").await;
    handler.sees_element("#correct[open] :focus").await;
    handler.upload("#correct input[type=file]", "轨迹原件.png").await;
    handler.write("#correct input[name=why]", "换成承运方系统导出的原件").await;
    handler.look("correct").await;
    handler.click("#correct button.btn-primary").await;
    handler.sees_done("evidence").await;
    handler.sees("已由 E4 更正").await;
    assert_eq!(handler.count("#assess").await, 0, "what was corrected is not assessed any more");
    handler.look("corrected").await;
}

/// Refused once: nothing has to be typed twice.
async fn assesses(house: &House<'_>, handler: &Visitor<'_>, link: &str) {
    let case = house.case_of(link).await.id;
    handler.go(&format!("/desk/cases/{case}/evidence/e4/view")).await;
    handler.sees("换成承运方系统导出的原件").await;
    handler.press("s").await;
    handler.sees_element("#assess[open] :focus").await;
    for part in ["authenticity", "legality", "relevance"] {
        handler.select(&format!("#assess select[name={part}]"), "not_judged").await;
    }
    handler.write("#assess textarea", "由承运方系统导出，时间连续。").await;
    handler.look("assess").await;
    handler.click("#assess button.btn-primary").await;
    handler.sees_element("[role=alert]").await;
    let typed = handler.driver.find(By::Css("#assess textarea")).await.expect("the form is open");
    let typed = typed.prop("value").await.expect("a value").unwrap_or_default();
    assert_eq!(typed, "由承运方系统导出，时间连续。", "nothing is typed twice");
    handler.look("assess-refused").await;
    for part in ["authenticity", "legality", "relevance"] {
        handler.select(&format!("#assess select[name={part}]"), "accepted").await;
    }
    handler.click("#assess button.btn-primary").await;
    handler.sees_done("assess").await;
    handler.sees("由承运方系统导出，时间连续").await;
    handler.look("assessed").await;
    let judged = house.case_of(link).await;
    assert_eq!(judged.assessment("e4").expect("an assessment").weight, 50);
}

async fn writes_down_a_call(handler: &Visitor<'_>, case: &str) {
    handler.go(&format!("/desk/cases/{case}/evidence/e2/view")).await;
    handler.press("q").await;
    handler.sees_element("#remark[open] :focus").await;
    assert_eq!(handler.count("#remark option[value=customer]").await, 0, "nobody speaks to their own");
    handler.write("#remark textarea", "商家来电：发出时外箱完好。").await;
    handler.look("remark-for").await;
    handler.click("#remark button.btn-primary").await;
    handler.sees_done("remark").await;
    handler.sees("发出时外箱完好").await;
}

async fn the_shop_speaks(house: &House<'_>, case: &str) {
    let shop = house.visitor("shop", Device::Phone, "en-GB,en").await;
    shop.signs_in("lanhai").await;
    shop.go(&format!("/m/cases/{case}/evidence/e2/view")).await;
    shop.sees("发出时外箱完好").await;
    shop.click(".spoken summary").await;
    shop.write(".spoken textarea", "The box left us whole.").await;
    shop.look("remark").await;
    shop.click(".spoken form button").await;
    shop.sees_done("remark").await;
    shop.sees("The box left us whole.").await;
    shop.look("remarked").await;
    shop.leave().await;
}

/// Each row: what it is, whether it is there, what it counts for, and, where it is missing, how to show it.
async fn what_counts_for_what(customer: &Visitor<'_>, link: &str) {
    customer.go(link).await;
    let rows = "return [...document.querySelectorAll('.rows li')].map((row) => [
        row.querySelector('b').textContent, row.querySelector('.state').textContent,
        row.querySelector('p').textContent.trim(), row.className])";
    let rows = customer.driver.execute(rows, vec![]).await.expect("the rows are read");
    let rows: Vec<[String; 4]> = rows.convert().expect("rows of four");
    assert!(rows.iter().all(|row| row.iter().all(|words| !words.is_empty())), "{rows:?}");
    let state = |label: &str| {
        let row = rows.iter().find(|row| row[0] == label);
        row.map(|row| row[1].clone()).unwrap_or_else(|| panic!("no row {label}: {rows:?}"))
    };
    assert_eq!(state("完整运输轨迹"), "已提供");
    assert_eq!(state("开箱视频"), "还缺");
    customer.sees("证据齐全度").await;
    customer.sees("每一项说明什么、还缺什么").await;
    // What the finding rests on is theirs to read, with what we make of it.
    customer.sees("我们认可这件证据").await;
    customer.sees("由承运方系统导出，时间连续").await;
    customer.sees("用来说明 破损处照片 · 帮我们决定补发还是退款").await;
    customer.look("what-counts").await;
    customer.go(&format!("{link}?lang=en")).await;
    customer.sees("What each counts for, and what is missing").await;
    customer.look("what-counts-english").await;
}

async fn the_customer_speaks_without_script(house: &House<'_>, link: &str) {
    let customer = house.visitor("customer-plain", Device::PhoneWithoutScript, "zh-CN,zh").await;
    customer.go(&format!("{link}/evidence/e4/view")).await;
    customer.click(".spoken summary").await;
    customer.write(".spoken textarea", "这和我看到的外箱对得上。").await;
    customer.click(".spoken form button").await;
    customer.sees_done("remark").await;
    customer.sees("这和我看到的外箱对得上").await;
    customer.look("remarked").await;
    customer.leave().await;
}

async fn an_inspector_answers_without_script(house: &House<'_>, owner: &str, case: &str, link: &str) {
    let order = json!({ "what": "请判断瓶身是否有旧裂纹", "cost_fen": 8000, "payer": "loser" });
    by_staff(house, owner, case, "inspection", order).await;
    let opened = house.case_of(link).await;
    let request = opened.request("q2").expect("the inspector is asked");
    let page = format!("/t/{}", house.world.store().request_link(&opened, request));
    let inspector = house.visitor("inspector", Device::PhoneWithoutScript, "zh-CN,zh").await;
    inspector.go(&page).await;
    inspector.sees("请判断瓶身是否有旧裂纹").await;
    inspector.choose("result", "no_defect").await;
    inspector.upload("#files", "报告.png").await;
    inspector.look("filled-in").await;
    inspector.click("main form button").await;
    inspector.sees_done("answer").await;
    inspector.sees("已收到您的答复").await;
    inspector.look("answered").await;
    let done = house.case_of(link).await;
    assert_eq!(done.inspections[0].state.word(), "done");
    inspector.leave().await;
}
