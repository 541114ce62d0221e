//! Article 002, case 1: skin care from abroad that is not what the page said. Evidence from both sides; the refund is
//! really instructed, and the deposit is held until it is done.

use crate::support::filing::{Complaint, Filed};
use crate::support::{Device, House, Visitor, journey};
use connect::fake::pay::Behaviour;

const GIVEN: &str = "
设 顾客 姓名=许蔓 电话=13900005678 邮箱=xuman@example.cn
设 订单 YM8800412 商家=yingmei 商品=\"日本本土版护肤精华 50ml\" 金额=1280 下单=-9天 发货=-8天 承诺=-1天 送达=-2小时
";
const COMPLAINT: Complaint = Complaint {
    order: "YM8800412",
    text: "页面写的是日本本土版，收到的包装和专柜不一致，文字也不是日文，与描述不符，我怀疑是假货，没有拆封。",
    noticed: "on_delivery",
    wants: &["refund", "return"],
    photos: &["全包装.png", "防伪标识.png", "购买凭证.png"],
    name: "许蔓",
    phone: "13900005678",
    mail: "xuman@example.cn",
};

#[test]
fn goods_not_as_described_are_refunded_in_full_while_the_deposit_is_held() {
    journey("skin-care", GIVEN, async |house| {
        let customer = house.visitor("customer", Device::Phone, "zh-CN,zh").await;
        let filed = customer.files(&COMPLAINT).await;
        let handler = house.visitor("handler", Device::Desk, "zh-CN,zh").await;
        asks_both_sides(&handler, &filed).await;
        let merchant = house.visitor("merchant", Device::Phone, "zh-CN,zh").await;
        both_answer(&customer, &merchant, &filed).await;
        decides(&handler).await;
        is_held_until_paid(house, &customer, &merchant, &filed).await;
        handler.driver.refresh().await.expect("a page loads again");
        handler.proves("r2", "HY66120177").await;
        handler.look("executed").await;
    });
}

async fn asks_both_sides(handler: &Visitor<'_>, filed: &Filed) {
    handler.signs_in(&handler.house.owner_of(&filed.link).await).await;
    handler.click_words(&filed.number).await;
    handler.opens("triage", "t").await;
    handler.write("#act-triage input[name=reason]", "包装与页面不一致").await;
    handler.sends("triage").await;
    handler.replies("许女士您好，收到和页面不一样的商品，确实会让人不放心。请先不要拆封使用。").await;
    for (side, kind, why) in [
        ("customer", "authenticity_code", "请拍一张瓶底的批号，能看清数字就行。"),
        ("merchant", "authorisation", "请提供这一批的品牌授权书和这一单的出库记录。"),
    ] {
        handler.opens("request-evidence", "e").await;
        handler.select("#act-request-evidence select[name=of]", side).await;
        handler.asks_for(kind).await;
        handler.write("#act-request-evidence input[name=why]", why).await;
        handler.sends("request-evidence").await;
    }
    handler.look("both-asked").await;
}

async fn both_answer(customer: &Visitor<'_>, merchant: &Visitor<'_>, filed: &Filed) {
    customer.go(&filed.link).await;
    customer.look("asked").await;
    customer.upload(".ask input[type=file]", "瓶底批号.png").await;
    customer.look("photo-chosen").await;
    customer.click(".ask form:has(input[type=file]) .button").await;
    customer.sees_done("answer").await;
    customer.look("answered").await;
    merchant.signs_in("yingmei").await;
    merchant.click_words(&filed.number).await;
    merchant.write(".ask textarea", "货源有授权。核对出库单时发现仓库误发了国际版，不是本土版。").await;
    merchant.upload(".ask input[type=file]", "授权书.png").await;
    merchant.click(".ask .btn-primary").await;
    merchant.sees_done("answer").await;
}

async fn decides(handler: &Visitor<'_>) {
    handler.driver.refresh().await.expect("a page loads again");
    handler.look("both-answered").await;
    handler
        .finds("merchant", "第三方比对成分为正品，但属国际版，与页面写的日本本土版不符；系商家误发。")
        .await;
    handler.opens("offer", "o").await;
    handler.ticks("refund", Some("1280")).await;
    handler.ticks("return", None).await;
    handler.ticks("coupon", Some("500")).await;
    handler.write("#act-offer textarea", "全额退款，寄回运费由商家承担，另送 500 元无门槛券。").await;
    handler.sends("offer").await;
}

async fn is_held_until_paid(
    house: &House<'_>,
    customer: &Visitor<'_>,
    merchant: &Visitor<'_>,
    filed: &Filed,
) {
    let pay = &house.world.partners.pay;
    pay.set_behaviour(Behaviour::Pending);
    customer.go(&filed.link).await;
    customer.sees("1,280").await;
    customer.look("offer").await;
    customer.click("form[action$='/accept'] .button").await;
    customer.sees_done("accept").await;
    assert_eq!(pay.received().len(), 1, "the refund is instructed once");
    assert_eq!(pay.total_paid_fen(), 0, "and not paid yet");
    merchant.go("/m/deposit").await;
    merchant.sees("18,720").await;
    merchant.look("deposit-held").await;
    pay.settle();
    pay.set_behaviour(Behaviour::Ok);
    house.advance_minutes(10).await;
    assert_eq!(pay.total_paid_fen(), 128_000, "the customer is paid once, in full");
    merchant.go("/m/deposit").await;
    merchant.sees("20,000").await;
    merchant.look("deposit-released").await;
    customer.go(&filed.link).await;
    customer.look("refunded").await;
}
