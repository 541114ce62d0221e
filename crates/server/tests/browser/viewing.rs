//! A photo is opened, looked at closely, covered in part by one handler and approved by another; the shop sees only
//! the covered copy. A PDF, a recording, a text and a film are shown in place.

use crate::support::filing::{Complaint, Filed};
use crate::support::{Device, House, Visitor, journey};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::Actor;
use store::acts::Upload;
use thirtyfour::prelude::*;

const GIVEN: &str = "
设 顾客 姓名=叶舟 电话=18800005577 邮箱=yezhou@example.cn
设 订单 LH55390 商家=lanhai 商品=\"车厘子礼盒（JJ 级，5 斤）\" 金额=256 下单=-3天 发货=-2天 承诺=1天 送达=-2小时
";
const COMPLAINT: Complaint = Complaint {
    order: "LH55390",
    text: "车厘子礼盒外箱压坏，面单上有我的电话，请不要给别人看。",
    noticed: "on_delivery",
    wants: &["refund"],
    photos: &["面单.png"],
    name: "叶舟",
    phone: "18800005577",
    mail: "yezhou@example.cn",
};
const STAFF: [&str; 4] = ["chen", "zhou", "wu", "sun"];

#[test]
fn one_covers_a_photo_another_approves_and_the_shop_sees_only_the_copy() {
    journey("viewing", GIVEN, async |house| {
        let customer = house.visitor("customer", Device::Phone, "zh-CN,zh").await;
        let filed = customer.files(&COMPLAINT).await;
        let owner = house.owner_of(&filed.link).await;
        let other = STAFF.into_iter().find(|name| *name != owner).expect("a second handler");
        let handler = house.visitor("handler", Device::Desk, "zh-CN,zh").await;
        handler.signs_in(&owner).await;
        let case = draws(house, &handler, &filed).await;
        let reviewer = house.visitor("reviewer", Device::Desk, "en-GB,en").await;
        reviewer.signs_in(other).await;
        approves(&reviewer, &case).await;
        the_shop_sees_the_copy(house, &case).await;
        customer.go(&format!("{}/evidence/e2/view", filed.link)).await;
        customer.sees_element(".frame img").await;
        customer.look("own-photo").await;
        other_kinds(house, &handler, &case, &filed).await;
    });
}

async fn draws(house: &House<'_>, handler: &Visitor<'_>, filed: &Filed) -> String {
    let case = house.case_of(&filed.link).await.id.to_string();
    handler.go(&format!("/desk/cases/{case}/evidence/e2/view")).await;
    handler.sees_element("html.scripted .frame img").await;
    let before = handler.text_of(".scale").await;
    for _ in 0..10 {
        handler.click("[data-do=in]").await;
    }
    handler.press("+").await;
    assert_ne!(handler.text_of(".scale").await, before, "it was not zoomed");
    handler.press("r").await;
    handler.press("r").await;
    handler.press("r").await;
    handler.press("r").await;
    for _ in 0..10 {
        handler.press("+").await;
    }
    handler.press("d").await;
    handler.sees_element(".stage.drawing").await;
    let image = handler.driver.find(By::Css(".sheet img")).await.expect("a picture");
    image.scroll_into_view().await.expect("it is on the page");
    let drag = handler.driver.action_chain().move_to_element_center(&image).click_and_hold();
    drag.move_by_offset(50, 60).release().perform().await.expect("a box is drawn");
    handler.sees_element(".covered").await;
    handler.look("drawn").await;
    handler.click("form.boxes button.btn-primary").await;
    handler.sees_done("proposed").await;
    handler.look("proposed").await;
    assert_eq!(handler.count("form[action$='/approve']").await, 0, "nobody approves their own");
    let areas = house.case_of(&filed.link).await.redactions[0].areas.clone();
    assert!(areas[0].width > 2 && areas[0].height > 2, "{areas:?}");
    case
}

async fn approves(reviewer: &Visitor<'_>, case: &str) {
    reviewer.go(&format!("/desk/cases/{case}/evidence/e2/view")).await;
    reviewer.sees("waits for a second person").await;
    reviewer.look("to-approve").await;
    reviewer.click("form[action$='/approve'] button").await;
    reviewer.sees_done("approved").await;
    reviewer.look("approved").await;
}

async fn the_shop_sees_the_copy(house: &House<'_>, case: &str) {
    let shop = house.visitor("shop", Device::Phone, "zh-CN,zh").await;
    shop.signs_in("lanhai").await;
    shop.go(&format!("/m/cases/{case}")).await;
    assert_eq!(shop.count("a[href$='/evidence/e2/view']").await, 0, "the original is not for the shop");
    shop.click(".evidence a[href$='/evidence/e3/view']").await;
    shop.sees("遮盖后的副本").await;
    shop.look("copy").await;
    let seen = format!("{}/m/cases/{case}/evidence/e2", house.base);
    let status = "const done = arguments[1]; fetch(arguments[0]).then((a) => done(a.status))";
    let status = shop.driver.execute_async(status, vec![seen.into()]).await.expect("an answer");
    assert_eq!(status.convert::<u16>().expect("a number"), 404);
    shop.leave().await;
}

/// Arrow keys lead from one to the next.
async fn other_kinds(house: &House<'_>, handler: &Visitor<'_>, case: &str, filed: &Filed) {
    let id = house.case_of(&filed.link).await.id;
    let text = "第一行\n第二行 <b>不是粗体</b>".as_bytes().to_vec();
    let files = vec![paper().into(), sound().into(), text.into(), film(handler).await.into()];
    let upload = Upload { files, ..Upload::default() };
    house
        .world
        .store()
        .add_evidence(&Actor::Customer(id.clone()), &id, upload, None)
        .await
        .expect("files are taken");
    house.rest().await;
    handler.go(&format!("/desk/cases/{case}/evidence/e4/view")).await;
    handler.sees_element("iframe.paper").await;
    // The viewer draws a moment after the page.
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    handler.look("pdf").await;
    turns_the_page(handler, "ArrowRight", "e5").await;
    handler.sees_element("audio").await;
    let length = "const done = arguments[0]; const a = document.querySelector('audio');
        const say = () => done(Math.round(a.duration)); a.readyState ? say() : a.addEventListener('loadedmetadata', say)";
    let length = handler.driver.execute_async(length, vec![]).await.expect("the player answers");
    assert_eq!(length.convert::<u32>().expect("a number"), 2, "the recording is two seconds long");
    handler.look("sound").await;
    turns_the_page(handler, "ArrowRight", "e6").await;
    handler.sees("<b>不是粗体</b>").await;
    handler.look("text").await;
    turns_the_page(handler, "ArrowRight", "e7").await;
    let size = "const done = arguments[0]; const film = document.querySelector('video');
        const say = () => done([film.videoWidth, film.videoHeight]); film.readyState ? say() : film.addEventListener('loadedmetadata', say)";
    let size = handler.driver.execute_async(size, vec![]).await.expect("the player answers");
    assert_eq!(size.convert::<[u32; 2]>().expect("two numbers"), [64, 48], "the film is drawn");
    handler.look("film").await;
    // Back over the page with the PDF, a piece a stroke.
    for id in ["e6", "e5", "e4", "e3"] {
        turns_the_page(handler, "ArrowLeft", id).await;
    }
    handler.go(&format!("/desk/cases/{case}/evidence/e1/view")).await;
    handler.sees("LH55390").await;
    handler.look("order").await;
}

/// One stroke leads to the next piece and no further.
async fn turns_the_page(handler: &Visitor<'_>, arrow: &str, id: &str) {
    handler.turns(arrow).await;
    handler
        .sees_element(&format!(".viewed:has([src$='/evidence/{id}']), a.whole[href$='/evidence/{id}']"))
        .await;
    // A second stroke would have led on by now.
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert!(handler.path().await.ends_with(&format!("/evidence/{id}/view")), "{}", handler.path().await);
}

/// A second of film, made by the browser itself.
async fn film(handler: &Visitor<'_>) -> Vec<u8> {
    let made = "const done = arguments[0]; const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [64, 48];
        const pen = canvas.getContext('2d');
        const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: 'video/webm' });
        const pieces = []; let frame = 0;
        const draw = setInterval(() => { pen.fillStyle = `hsl(${frame++ * 40} 80% 50%)`; pen.fillRect(0, 0, 64, 48); }, 100);
        recorder.ondataavailable = ({ data }) => pieces.push(data);
        recorder.onstop = () => { clearInterval(draw); const reader = new FileReader();
            reader.onload = () => done(reader.result.split(',')[1]); reader.readAsDataURL(new Blob(pieces)); };
        recorder.start(); setTimeout(() => recorder.stop(), 1000);";
    let made = handler.driver.execute_async(made, vec![]).await.expect("a film is made");
    let made: String = made.convert().expect("a film in base64");
    BASE64_STANDARD.decode(made).expect("a film")
}

fn paper() -> Vec<u8> {
    let text = "BT /F1 32 Tf 60 700 Td (Delivery note 55390) Tj ET";
    format!(
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
         2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
         3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n\
         4 0 obj\n<< /Length {} >>\nstream\n{text}\nendstream\nendobj\n\
         5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n\
         6 0 obj\n<< /Producer (WPS) /CreationDate (D:20260318093000+08'00') >>\nendobj\n\
         trailer\n<< /Root 1 0 R /Info 6 0 R >>\n%%EOF\n",
        text.len()
    )
    .into_bytes()
}

/// Two seconds of silence.
fn sound() -> Vec<u8> {
    let size = 16_000_u32;
    let head = [1u16, 1].map(u16::to_le_bytes).concat();
    let rates = [8000u32, 8000].map(u32::to_le_bytes).concat();
    let depth = [1u16, 8].map(u16::to_le_bytes).concat();
    [
        b"RIFF",
        &(36 + size).to_le_bytes()[..],
        b"WAVEfmt ",
        &16u32.to_le_bytes(),
        &head,
        &rates,
        &depth,
        b"data",
        &size.to_le_bytes(),
        &[128; 16_000],
    ]
    .concat()
}
