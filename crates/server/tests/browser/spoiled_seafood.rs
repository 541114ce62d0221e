//! Article 002, case 2: spoiled seafood, told in English. Grade A; a survey of 60 gives the case to somebody else.

use crate::support::filing::{Complaint, Filed};
use crate::support::{Device, House, Visitor, journey};
use domain::UserId;
use serde_json::json;

const GIVEN: &str = "
设 顾客 姓名=\"Emily Carter\" 电话=13200006677 邮箱=emily@example.com 语言=en
设 订单 LH55021 商家=lanhai 商品=\"海鲜拼盘（冰鲜，2 公斤）\" 金额=328 下单=-4天 发货=-3天 承诺=-2天 送达=-20分
";
const COMPLAINT: Complaint = Complaint {
    order: "LH55021",
    text: "The seafood came two days late. When I opened the box it smelled rotten, the prawns and mussels have gone bad and we do not dare to eat it. 海鲜已经变质，有臭味。",
    noticed: "on_delivery",
    wants: &["refund", "resend"],
    photos: &["unboxing.png"],
    name: "Emily Carter",
    phone: "13200006677",
    mail: "emily@example.com",
};

#[test]
fn spoiled_seafood_is_grade_a_and_a_survey_of_60_gives_it_to_another_handler() {
    journey("seafood", GIVEN, async |house| {
        let customer = house.visitor("customer", Device::Phone, "en-GB,en").await;
        let filed = customer.files(&COMPLAINT).await;
        customer.look("case").await;
        the_shop_takes_it_upon_itself(house, &filed).await;
        let handler = house.visitor("handler", Device::Desk, "en-GB,en").await;
        offers_within_the_hour(house, &handler, &filed).await;
        is_refunded(house, &customer, &filed).await;
        let before = house.owner_of(&filed.link).await;
        scores_60(house, &customer, &filed).await;
        another_takes_over(house, &handler, &filed, &before).await;
    });
}

/// Without that nobody could offer its money and let the goods go.
async fn the_shop_takes_it_upon_itself(house: &House<'_>, filed: &Filed) {
    let token = house.world.token(&UserId::new("lanhai")).await.expect("a token");
    let case = house.case_of(&filed.link).await.id;
    let words = json!({ "words": "货已变质，不用寄回。" });
    let done = house.world.post(&format!("/api/v1/cases/{case}/consent"), Some(&token), &words).await;
    done.unwrap_or_else(|code| panic!("consent: {code}"));
}

async fn offers_within_the_hour(house: &House<'_>, handler: &Visitor<'_>, filed: &Filed) {
    handler.signs_in(&handler.house.owner_of(&filed.link).await).await;
    handler.look("queue").await;
    handler.click_words(&filed.number).await;
    assert!(handler.text_of(".casehead .grade").await.starts_with('A'), "food that makes ill is grade A");
    handler.look("case").await;
    handler.opens("triage", "t").await;
    handler.write("#act-triage input[name=reason]", "Cold chain broke").await;
    handler.sends("triage").await;
    handler.replies("Hello Emily, please do not eat it. I am looking at the cold chain record now.").await;
    house.advance_minutes(10).await;
    handler.finds("carrier", "The temperature record shows nine hours above 10 degrees.").await;
    handler.opens("offer", "o").await;
    handler.ticks("refund", Some("328")).await;
    handler.ticks("resend", None).await;
    handler.select("#act-offer select[name=choice]", "one").await;
    handler
        .write(
            "#act-offer textarea",
            "The full price goes back to you now. Please throw it away; nothing to return.",
        )
        .await;
    handler.look("offer").await;
    handler.sends("offer").await;
}

async fn is_refunded(house: &House<'_>, customer: &Visitor<'_>, filed: &Filed) {
    customer.go(&filed.link).await;
    customer.sees("The full price goes back to you now").await;
    customer.look("offer").await;
    customer.choose("chosen", "0").await;
    customer.click("form[action$='/accept'] .button").await;
    customer.sees_done("accept").await;
    assert_eq!(house.world.partners.pay.total_paid_fen(), 32_800);
    customer.go(&filed.link).await;
    customer.look("refunded").await;
}

async fn scores_60(house: &House<'_>, customer: &Visitor<'_>, filed: &Filed) {
    house.advance_hours(49).await;
    customer.go(&filed.link).await;
    customer.answers_survey("60", "80", "Nobody told me why it happened.").await;
    customer.go(&filed.link).await;
    customer.look("reopened").await;
}

async fn another_takes_over(house: &House<'_>, handler: &Visitor<'_>, filed: &Filed, before: &str) {
    let owner = house.owner_of(&filed.link).await;
    assert_ne!(owner, before, "the same handler has it again");
    handler.signs_in(&owner).await;
    handler.go("/desk?view=mine").await;
    handler.click_words(&filed.number).await;
    handler.sees("Nobody told me why it happened").await;
    handler.look("reopened").await;
    handler.go("/desk?view=breached").await;
    handler.look("queue-empty").await;
}
