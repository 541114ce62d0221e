//! Lost the link, kept the number: a code to the contact of the case opens it, and only a code to the order's own
//! phone shows the order.

use crate::support::filing::Complaint;
use crate::support::{Device, House, Visitor, journey};

const GIVEN: &str = "
设 顾客 姓名=江月 电话=15800003344 邮箱=jiangyue@example.cn
设 订单 YM8800597 商家=yingmei 商品=防晒霜 金额=168 下单=-6天 发货=-5天 承诺=1天 送达=-1天
";
/// Filed with another number than the order's, as a daughter does it for her mother.
const COMPLAINT: Complaint = Complaint {
    order: "YM8800597",
    text: "快递外包装破损，防晒霜漏了一半，瓶口是松的。",
    noticed: "on_delivery",
    wants: &["refund", "exchange"],
    photos: &["外包装.png", "漏液.png"],
    name: "江小月",
    phone: "15911112222",
    mail: "",
};

#[test]
fn who_lost_the_link_comes_back_with_the_number_and_a_code() {
    journey("coming-back", GIVEN, async |house| {
        let customer = house.visitor("customer", Device::Phone, "zh-CN,zh").await;
        let filed = customer.files(&COMPLAINT).await;
        comes_back(house, &customer, &filed.number).await;
        sees_the_order_after_its_own_code(house, &customer).await;
        is_told_nothing_of_a_number_that_is_not(&customer).await;
        customer.leave().await;
    });
}

async fn comes_back(house: &House<'_>, customer: &Visitor<'_>, number: &str) {
    customer.go("/return").await;
    customer.look("return").await;
    customer.write("#number", number).await;
    customer.click("main form button").await;
    customer.look("return-code").await;
    let code = digits(&house.sms_to("15911112222").await);
    customer.write("#code", &wrong(&code)).await;
    customer.click("main form button").await;
    customer.sees_element("[aria-invalid=true]").await;
    customer.look("return-code-wrong").await;
    customer.write("#code", &code).await;
    customer.click("main form button").await;
    customer.sees("防晒霜漏了一半").await;
    assert!(customer.path().await.starts_with("/c/"));
}

async fn sees_the_order_after_its_own_code(house: &House<'_>, customer: &Visitor<'_>) {
    customer.sees_nothing_of("樱美海外购").await;
    customer.sees_nothing_of("15800003344").await;
    customer.click("form[action$='/code'] button").await;
    customer.look("order-code-sent").await;
    customer.sees_nothing_of("樱美海外购").await;
    let code = digits(&house.sms_to("15800003344").await);
    customer.write("#code", &code).await;
    customer.click("form[action$='/order'] button").await;
    customer.sees("樱美海外购").await;
    customer.look("order-shown").await;
}

/// Whoever guesses numbers learns nothing: the page is the same, only no code comes.
async fn is_told_nothing_of_a_number_that_is_not(customer: &Visitor<'_>) {
    customer.go("/return").await;
    customer.write("#number", "C-2026-999999").await;
    customer.click("main form button").await;
    customer.sees_element("#code").await;
    customer.go("/c/aaaaaaaaaaaaaaaaaaaaaaaaaa").await;
    customer.look("unknown-link").await;
}

/// The code in a text message.
fn digits(text: &str) -> String {
    let mut runs = text.split(|letter: char| !letter.is_ascii_digit());
    runs.rfind(|run| run.len() == 6).unwrap_or_else(|| panic!("no code in “{text}”")).to_owned()
}

fn wrong(code: &str) -> String {
    code.chars().map(|digit| if digit == '9' { '0' } else { '9' }).collect()
}
