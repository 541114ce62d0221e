//! A telephone on which scripts are switched off: everything a customer does still works.

use crate::support::filing::Complaint;
use crate::support::{Device, House, Visitor, journey};
use domain::UserId;
use serde_json::{Value, json};

const GIVEN: &str = "
设 顾客 姓名=叶舟 电话=18800005577 邮箱=yezhou@example.cn
设 订单 LH55390 商家=lanhai 商品=\"车厘子礼盒（JJ 级，5 斤）\" 金额=256 下单=-3天 发货=-2天 承诺=1天 送达=-2小时
";
const COMPLAINT: Complaint = Complaint {
    order: "LH55390",
    text: "车厘子礼盒外箱压坏，大约三分之一压烂了，剩下的还好。",
    noticed: "on_delivery",
    wants: &["refund"],
    photos: &["车厘子.png"],
    name: "叶舟",
    phone: "18800005577",
    mail: "yezhou@example.cn",
};

#[test]
fn a_customer_without_script_files_talks_uploads_and_accepts() {
    journey("without-script", GIVEN, async |house| {
        let customer = house.visitor("customer", Device::PhoneWithoutScript, "zh-CN,zh").await;
        is_without_script(&customer).await;
        let filed = customer.files(&COMPLAINT).await;
        customer.look("case").await;
        talks_and_uploads(&customer).await;
        answers_a_request(house, &customer, &filed.link).await;
        accepts_one_of_two(house, &customer, &filed.link).await;
        customer.leave().await;
    });
}

/// The page's own script would mark it.
async fn is_without_script(customer: &Visitor<'_>) {
    customer.go("/").await;
    assert_eq!(customer.count("html.scripted").await, 0, "scripts are not switched off");
}

async fn talks_and_uploads(customer: &Visitor<'_>) {
    customer.write("#text", "外箱我还留着，需要的话可以再拍。").await;
    customer.click("form[action$='/message'] button").await;
    customer.sees_done("message").await;
    customer.sees("外箱我还留着").await;
    customer.click("details:has(#files) summary").await;
    customer.upload("#files", "外箱.png").await;
    customer.click("form:has(#files) button").await;
    customer.sees_element(".evidence li:nth-child(2)").await;
    customer.look("talked").await;
}

async fn answers_a_request(house: &House<'_>, customer: &Visitor<'_>, link: &str) {
    by_handler(
        house,
        link,
        "triage",
        json!({ "kind": "quality", "class": "quality", "grade": "B", "why": "照片清楚" }),
    )
    .await;
    let request = json!({ "to": "customer", "kinds": ["waybill_photo"], "reason": "请拍一张快递面单。" });
    by_handler(house, link, "request-evidence", request).await;
    customer.go(link).await;
    customer.sees("请拍一张快递面单").await;
    customer.look("asked").await;
    customer.upload(".ask input[type=file]", "面单.png").await;
    customer.click(".ask form:has(input[type=file]) .button").await;
    customer.sees_done("answer").await;
    assert_eq!(customer.count(".ask").await, 0, "what was answered is not asked again");
}

async fn accepts_one_of_two(house: &House<'_>, customer: &Visitor<'_>, link: &str) {
    let items = json!([{ "remedy": "partial_refund", "amount_fen": 9000 }, { "remedy": "resend" }]);
    let offer = json!({ "items": items, "choice": "one", "words": "退 90 元、好的您留着；或者重新发一盒。" });
    by_handler(house, link, "offers", offer).await;
    customer.go(link).await;
    customer.look("offer").await;
    customer.choose("chosen", "0").await;
    customer.click("form[action$='/accept'] .button").await;
    customer.sees_done("accept").await;
    customer.look("accepted").await;
    assert_eq!(house.world.partners.pay.total_paid_fen(), 9000, "what was chosen is paid, and nothing else");
}

/// What the desk does meanwhile; its pages have journeys of their own.
async fn by_handler(house: &House<'_>, link: &str, action: &str, body: Value) {
    let token = house.world.token(&UserId::new("chen")).await.expect("a token");
    let case = house.case_of(link).await;
    let done = house.world.post(&format!("/api/v1/cases/{}/{action}", case.id), Some(&token), &body).await;
    done.unwrap_or_else(|code| panic!("{action}: {code}"));
    house.rest().await;
}
