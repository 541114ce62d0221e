//! Asking to be forgotten: the customer on the phone, the manager with the keys, the notice, and what is left. Holding
//! a case comes in between, and everything can be read on a phone in Chinese as well.

use crate::support::filing::{Complaint, Filed};
use crate::support::{Device, House, Visitor, journey};

const GIVEN: &str = "
设 顾客 姓名=苏荷 电话=15700004455 邮箱=suhe@example.cn
";
const COMPLAINT: Complaint = Complaint {
    order: "",
    text: "客服态度很差，骂人，还挂我电话，我的狗叫旺财也被吓到了。",
    noticed: "on_delivery",
    wants: &["apology"],
    photos: &["通话记录.png"],
    name: "苏荷",
    phone: "15700004455",
    mail: "suhe@example.cn",
};

#[test]
fn a_customer_asks_to_be_forgotten_is_told_and_is() {
    journey("forgetting", GIVEN, async |house| {
        let customer = house.visitor("customer", Device::Phone, "zh-CN,zh").await;
        let filed = customer.files(&COMPLAINT).await;
        customer.click_words("撤回").await;
        customer.click("form[action$='/withdraw'] button").await;
        customer.sees_done("withdraw").await;
        for page in ["looks", "data"] {
            customer.go(&format!("{}/{page}", filed.link)).await;
            customer.look(page).await;
        }
        asks(&customer, &filed).await;
        let manager = house.visitor("manager", Device::Desk, "en-GB,en").await;
        holds_and_lifts(&manager, &filed).await;
        reads_on_a_phone(house).await;
        grants(house, &manager, &filed).await;
        customer.go(&filed.link).await;
        customer.sees("您的个人信息已经删除").await;
        customer.sees_nothing_of("旺财").await;
        customer.look("forgotten").await;
    });
}

async fn asks(customer: &Visitor<'_>, filed: &Filed) {
    customer.go(&filed.link).await;
    customer.click_words("请求删除我的个人信息").await;
    customer.write("#forget-text", "我不想再留下电话").await;
    customer.look("forget").await;
    customer.click("form[action$='/forget'] button").await;
    customer.sees_done("forget").await;
    customer.sees("还没有答复").await;
    customer.look("asked").await;
}

async fn holds_and_lifts(manager: &Visitor<'_>, filed: &Filed) {
    manager.signs_in("lin").await;
    manager.go("/desk/manager").await;
    manager.click_words("Keeping and erasing").await;
    manager.look("lists").await;
    manager.click_words(&filed.number).await;
    manager.sees("What stays, and why").await;
    manager.look("case").await;
    manager.press("h").await;
    manager.write("#why-hold", "A court asks for the file").await;
    manager.click("form[action$='/hold'] button").await;
    manager.sees_done("hold").await;
    manager.sees("A court asks for the file").await;
    manager.look("held").await;
    manager.click_words("Lift").await;
    manager.write("#why-lift-1", "The court has closed its file").await;
    manager.click("form[action$='/lift'] button").await;
    manager.sees_done("lift").await;
}

async fn reads_on_a_phone(house: &House<'_>) {
    let reviewer = house.visitor("reviewer", Device::Phone, "zh-CN,zh").await;
    reviewer.signs_in("sun").await;
    for list in ["asked", "held", "restricted", "ending", "erased"] {
        reviewer.go(&format!("/desk/privacy?list={list}")).await;
        reviewer.look(list).await;
    }
    reviewer.go("/desk/privacy").await;
    reviewer.click("tbody a").await;
    reviewer.sees("我不想再留下电话").await;
    reviewer.look("case-phone").await;
    reviewer.leave().await;
}

async fn grants(house: &House<'_>, manager: &Visitor<'_>, filed: &Filed) {
    manager.press("y").await;
    manager.look("grant").await;
    manager.click("form[action$='/grant'] button").await;
    manager.sees_done("grant").await;
    house.rest().await;
    let told = house.world.partners.smtp.received();
    let last = told.last().expect("a mail was sent");
    assert!(format!("{last:?}").contains(&filed.number), "{last:?}");
    manager.go("/desk/privacy?list=erased").await;
    manager.sees(&filed.number).await;
    manager.look("erased").await;
}
