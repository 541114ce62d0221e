//! What the people behind the cases set and look up: a reply begun with a template, demands in parts, a step of the
//! regulator, an earlier case laid beside a new one; calendar, roster and playbooks, on a desk and on a telephone.

use crate::support::filing::Complaint;
use crate::support::{Device, House, Visitor, journey};
use domain::Role;

const GIVEN: &str = "
设 顾客 姓名=江禾 电话=13500008642 邮箱=jianghe@example.cn
设 订单 LH55700 商家=lanhai 商品=\"玻璃花瓶\" 金额=199 下单=-4天 发货=-3天 承诺=-1天 送达=-2小时
";
const COMPLAINT: Complaint = Complaint {
    order: "LH55700",
    text: "花瓶碎了，要求退款并赔偿。客服三天没有回复，我已经打了12315。",
    noticed: "on_delivery",
    wants: &["refund"],
    photos: &["碎片.png"],
    name: "江禾",
    phone: "13500008642",
    mail: "jianghe@example.cn",
};
const ADMIN: &str = "guan";

#[test]
fn what_stands_behind_a_case_is_set_and_looked_up() {
    journey("settings", GIVEN, async |house| {
        house.hires(ADMIN, Role::Admin).await;
        let customer = house.visitor("customer", Device::Phone, "zh-CN,zh").await;
        let filed = customer.files(&COMPLAINT).await;
        let case = house.case_of(&filed.link).await.id.to_string();
        let owner = house.owner_of(&filed.link).await;
        let handler = house.visitor("handler", Device::Desk, "zh-CN,zh").await;
        handler.signs_in(&owner).await;
        begins_with_a_template(&handler, &case).await;
        takes_the_demand_apart(house, &handler, &filed.link).await;
        writes_down_the_regulator(house, &handler, &filed.link).await;
        the_customer_reads_it(&customer, &filed.link).await;
        lays_an_earlier_case_beside(house, &customer, &filed.number).await;
        let manager = house.visitor("manager", Device::Desk, "zh-CN,zh").await;
        manager.signs_in("lin").await;
        looks_at_the_calendar(&manager).await;
        puts_somebody_on_a_shift(house, &manager, &owner).await;
        let admin = house.visitor("admin", Device::Desk, "zh-CN,zh").await;
        admin.signs_in(ADMIN).await;
        changes_a_playbook(house, &admin).await;
        on_a_telephone(house).await;
    });
}

async fn begins_with_a_template(handler: &Visitor<'_>, case: &str) {
    handler.go(&format!("/desk/cases/{case}")).await;
    handler.sees_element("#template").await;
    handler.click("form.templates button").await;
    handler.sees_element("#reply").await;
    let begun = handler.value("#reply").await;
    assert!(begun.contains("江先生") && begun.contains("监管部门"), "filled in from the case: {begun}");
    handler.look("template").await;
}

async fn takes_the_demand_apart(house: &House<'_>, handler: &Visitor<'_>, link: &str) {
    handler.click_words("确认或更正").await;
    let refund = "form[action$='/demands'] input[name=parts][value=refund]";
    if handler.count(&format!("{refund}:checked")).await == 0 {
        handler.click(refund).await;
    }
    handler.look("demands-open").await;
    handler.click("form[action$='/demands'] button").await;
    handler.sees_element("#demands").await;
    assert!(house.case_of(link).await.demands.is_some(), "the parts are confirmed");
    handler.look("demands").await;
}

/// Its paper is handed in, then the step; the clock says what it counts.
async fn writes_down_the_regulator(house: &House<'_>, handler: &Visitor<'_>, link: &str) {
    let case = house.case_of(link).await;
    let paper = case.evidence.first().expect("a piece to cite").id.clone();
    handler.go(&format!("/desk/cases/{}", case.id)).await;
    handler.opens("regulator", "G").await;
    handler.select("#act-regulator select[name=what]", "accepted").await;
    handler.set("#act-regulator input[name=on]", "2026-03-19").await;
    handler.select("#act-regulator select[name=cites]", &paper).await;
    handler.look("regulator").await;
    handler.sends("regulator").await;
    handler.sees("决定受理").await;
    handler.sees("监管部门调解").await;
    handler.look("regulator-accepted").await;
}

async fn the_customer_reads_it(customer: &Visitor<'_>, link: &str) {
    customer.go(link).await;
    customer.sees("监管部门：决定受理").await;
    customer.look("regulator").await;
    customer.go(&format!("{link}?lang=en")).await;
    customer.sees("The regulator: accepted it").await;
    customer.go(&format!("{link}?lang=zh")).await;
}

/// A second complaint is about how the first was handled: its steps are marked, its handler never gets it.
async fn lays_an_earlier_case_beside(house: &House<'_>, customer: &Visitor<'_>, number: &str) {
    let second =
        Complaint { text: "上一次投诉没人理我，客服态度很差。", photos: &[], ..COMPLAINT };
    let filed = customer.files(&second).await;
    let case = house.case_of(&filed.link).await;
    let handler = house.visitor("second-handler", Device::Desk, "zh-CN,zh").await;
    handler.signs_in(case.owner.as_ref().expect("an owner").as_str()).await;
    handler.go(&format!("/desk/cases/{}", case.id)).await;
    handler.click_words("与先前投诉或同事有关").await;
    handler.write("form[action$='/relate'] input[name=earlier]", number).await;
    handler.click("form[action$='/relate'] button").await;
    handler.sees_done("relate").await;
    handler.sees(number).await;
    handler.look("service").await;
    let related = house.case_of(&filed.link).await;
    assert_eq!(related.earlier.len(), 1);
    assert!(related.owner.is_none_or(|owner| !related.complained_of.contains(&owner)));
    handler.leave().await;
}

async fn looks_at_the_calendar(manager: &Visitor<'_>) {
    manager.go("/desk/calendar").await;
    manager.sees("2026").await;
    manager.look("calendar").await;
}

async fn puts_somebody_on_a_shift(house: &House<'_>, manager: &Visitor<'_>, owner: &str) {
    manager.go(&format!("/desk/roster/{owner}")).await;
    manager.sees_element("#shifts").await;
    manager.write("#shifts", "8 25:00").await;
    manager.click("main form button.btn-primary").await;
    manager.sees_element("#shifts-error").await;
    manager.look("shift-refused").await;
    manager.write("#shifts", "1-5 09:00-18:00").await;
    manager.click("main form button.btn-primary").await;
    manager.sees_done("set").await;
    manager.look("roster").await;
    let store = house.world.store().clone();
    let all = house.world.store().db().read(move |db| store.colleagues(db)).await.expect("the roster");
    let set = all.iter().find(|one| one.user.as_str() == owner).expect("they are on it");
    assert_eq!(set.work.shifts.len(), 1);
}

/// A mistake is named with its line and in the reader's language; what counts goes on.
async fn changes_a_playbook(house: &House<'_>, admin: &Visitor<'_>) {
    admin.go("/desk/playbooks").await;
    admin.look("playbooks").await;
    admin.go("/desk/playbooks/delivery").await;
    let text = admin.value("#text").await;
    admin.set("#text", &text.replacen("class = ", "klass = ", 1)).await;
    admin.click("button[name=do][value=check]").await;
    admin.sees("没有这一项").await;
    admin.look("playbook-wrong").await;
    let changed = text.replacen("version = 1", "version = 2", 1);
    assert_ne!(changed, text);
    admin.set("#text", &changed).await;
    admin.click("button[name=do][value=check]").await;
    admin.sees_element("#preview").await;
    admin.look("playbook-preview").await;
    admin.write("#why", "记下新的一版").await;
    admin.click("button[name=do][value=activate]").await;
    admin.sees_done("1").await;
    admin.look("playbook-activated").await;
    let books = house.world.store().policy();
    assert_eq!(books.playbooks.of("delivery").version, 2);
}

async fn on_a_telephone(house: &House<'_>) {
    let manager = house.visitor("manager-phone", Device::Phone, "en-GB,en").await;
    manager.signs_in("lin").await;
    for (page, name) in [
        ("/desk/calendar", "calendar"),
        ("/desk/roster", "roster"),
        ("/desk/playbooks", "playbooks"),
        ("/desk/playbooks/delivery", "playbook"),
    ] {
        manager.go(page).await;
        manager.sees_element("main h1").await;
        manager.look(name).await;
    }
}
