//! Article 000: a parcel that came late. The evidence settles it, and at the end the receipt proves what happened.

use crate::support::filing::{Complaint, Filed};
use crate::support::{Device, House, Visitor, journey};
use thirtyfour::Key;

const GIVEN: &str = "
设 顾客 姓名=李晓 电话=13800001234 邮箱=lixiao@example.cn
设 订单 SY2026031588 商家=suyi 商品=\"亚麻衬衫（墨绿，M 码）\" 金额=268 下单=-6天 发货=-5天 承诺=-2天
";
const COMPLAINT: Complaint = Complaint {
    order: "SY2026031588",
    text: "衬衫说好前天送到，物流信息三天没有更新，问了客服只说再等等。周末要穿去参加婚礼，包裹现在还没到，请尽快处理。",
    noticed: "other",
    wants: &["resend", "compensation"],
    photos: &["支付凭证.png", "物流截图.png"],
    name: "李晓",
    phone: "13800001234",
    mail: "lixiao@example.cn",
};

#[test]
fn a_late_parcel_goes_from_the_phone_to_a_closed_surveyed_and_provable_case() {
    journey("late-parcel", GIVEN, async |house| {
        let customer = house.visitor("customer", Device::Phone, "zh-CN,zh").await;
        let filed = customer.files(&COMPLAINT).await;
        customer.look("case").await;

        let handler = house.visitor("handler", Device::Desk, "zh-CN,zh").await;
        opens_with_keys(&handler, &filed).await;
        triages_and_replies(&handler).await;
        asks_the_merchant(&handler).await;

        let merchant = house.visitor("merchant", Device::Phone, "zh-CN,zh").await;
        answers(&merchant, &filed).await;

        handler.driver.refresh().await.expect("a page loads again");
        handler
            .finds("carrier", "包裹按时出库，在中转站停留了 51 小时，延误发生在运输环节，不由您承担。")
            .await;
        offers(&handler).await;
        accepts(&customer, &filed).await;
        ships(&handler).await;
        closes(house, &customer, &filed).await;
        verifies(&customer, &filed).await;
        // The session of two days ago has ended.
        handler.signs_in(&house.owner_of(&filed.link).await).await;
        handler.go("/desk?view=all").await;
        handler.click_words(&filed.number).await;
        handler.sees("婚礼前收到了").await;
        handler.look("closed").await;
    });
}

async fn opens_with_keys(handler: &Visitor<'_>, filed: &Filed) {
    handler.signs_in(&handler.house.owner_of(&filed.link).await).await;
    handler.look("queue").await;
    for (key, wanted) in [("j", ".queue tr.at"), ("?", "#keys[open]")] {
        handler.press(key).await;
        handler.sees_element(wanted).await;
    }
    handler.look("keys").await;
    handler.press(Key::Escape + "").await;
    handler.press("/").await;
    handler.sees_element("#q:focus").await;
    handler.press(Key::Escape + "").await;
    handler.chord(Key::Control, 'k').await;
    handler.sees_element("#find[open]").await;
    handler.look("find").await;
    handler.press(Key::Escape + "").await;
    handler.press("j").await;
    handler.press("k").await;
    handler.press(Key::Enter + "").await;
    handler.sees("周末要穿去参加婚礼").await;
    handler.sees(&filed.number).await;
    handler.look("case").await;
}

async fn triages_and_replies(handler: &Visitor<'_>) {
    handler.opens("triage", "t").await;
    handler.write("#act-triage input[name=reason]", "物流截图清楚").await;
    handler.look("triage").await;
    handler.sends("triage").await;
    handler.press("n").await;
    handler.sees_element("#note:focus").await;
    handler.write("#note", "先问商家的出库时间。").await;
    handler.sees("草稿已保存").await;
    handler.look("note-draft").await;
    handler.click("#act-note button").await;
    handler.sees_done("note").await;
    handler
        .replies("李女士您好，让您等着急了，很抱歉。我正在向商家和快递核对包裹在哪里，您不需要再去催快递。")
        .await;
}

async fn asks_the_merchant(handler: &Visitor<'_>) {
    handler.opens("request-evidence", "e").await;
    handler.select("#act-request-evidence select[name=of]", "merchant").await;
    handler.asks_for("outbound_record").await;
    handler.write("#act-request-evidence input[name=why]", "请提供这一单的出库时间和交给快递的时间。").await;
    handler.look("request").await;
    handler.sends("request-evidence").await;
}

async fn answers(merchant: &Visitor<'_>, filed: &Filed) {
    merchant.signs_in("suyi").await;
    merchant.sees(&filed.number).await;
    merchant.look("asked").await;
    merchant.click_words(&filed.number).await;
    merchant.sees("请提供这一单的出库时间").await;
    merchant.look("case").await;
    merchant.write(".ask textarea", "已在承诺时间前出库，附出库记录和交接单。").await;
    merchant.upload(".ask input[type=file]", "出库记录.png").await;
    merchant.click(".ask .btn-primary").await;
    merchant.sees_done("answer").await;
    merchant.look("answered").await;
    merchant.go("/m/deposit").await;
    merchant.look("deposit").await;
}

async fn offers(handler: &Visitor<'_>) {
    handler.opens("offer", "o").await;
    handler.ticks("resend", None).await;
    handler.ticks("coupon", Some("60")).await;
    handler.write("#act-offer textarea", "今天用次日达重新发一件，另送您一张 60 元券。").await;
    handler.look("offer").await;
    handler.sends("offer").await;
}

async fn accepts(customer: &Visitor<'_>, filed: &Filed) {
    customer.go(&filed.link).await;
    customer.sees("今天用次日达重新发一件").await;
    customer.look("offer").await;
    customer.click("form[action$='/accept'] .button").await;
    customer.sees_done("accept").await;
    customer.look("accepted").await;
}

async fn ships(handler: &Visitor<'_>) {
    handler.driver.refresh().await.expect("a page loads again");
    handler.proves("r1", "SF1390028841").await;
    handler.look("shipped").await;
}

async fn closes(house: &House<'_>, customer: &Visitor<'_>, filed: &Filed) {
    house.advance_hours(47).await;
    customer.go(&filed.link).await;
    assert_eq!(customer.count("#survey").await, 0, "nobody is asked before 48 hours");
    house.advance_hours(2).await;
    customer.go(&filed.link).await;
    customer.look("survey").await;
    customer.answers_survey("95", "90", "婚礼前收到了，谢谢。").await;
    customer.go(&filed.link).await;
    customer.sees("处理结果").await;
    customer.look("closed").await;
}

async fn verifies(customer: &Visitor<'_>, filed: &Filed) {
    customer.go(&format!("{}/receipt", filed.link)).await;
    let receipt = customer.text().await;
    assert!(receipt.starts_with("c2sp.org/tlog-proof"), "{receipt}");
    customer.go("/verify").await;
    customer.look("verify").await;
    customer.write("#paste", &receipt).await;
    customer.click("#check form button").await;
    customer.sees("签名有效").await;
    customer.look("verified").await;
    let (path, note) = receipt.split_once("\n\n").expect("a checkpoint");
    let size = note.lines().nth(1).expect("a size");
    let altered = note.replacen(&format!("\n{size}\n"), &format!("\n{size}0\n"), 1);
    customer.write("#paste", &format!("{path}\n\n{altered}")).await;
    customer.click("#check form button").await;
    customer.sees("核验不通过").await;
    customer.look("not-verified").await;
}
