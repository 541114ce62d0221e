//! The viewer of every side, parts of files, covered copies, and two files that only a broken fingerprint calls equal.

use super::browser::Browser;
use crate::house::{House, Reply, in_house};
use sha1::{Digest, Sha1};

/// 40 × 30 pixels, so that boxes fit into it.
fn picture() -> Vec<u8> {
    let image = image::RgbImage::from_fn(40, 30, |x, y| image::Rgb([(x * 6) as u8, (y * 8) as u8, 90]));
    let mut out = std::io::Cursor::new(vec![]);
    image.write_to(&mut out, image::ImageFormat::Png).expect("a picture is written");
    out.into_inner()
}

fn give(house: &House, user: &str, case: &str, file: &[u8]) -> Reply {
    let head = "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a\"\r\n\r\n";
    let body = [head.as_bytes(), file, b"\r\n--x--\r\n"].concat();
    let path = format!("/api/v1/cases/{case}/evidence");
    house.call("POST", &path, user, &[], Some(("multipart/form-data; boundary=x", body)))
}

fn file(house: &House, user: &str, case: &str, evidence: &str) -> Reply {
    house.get(user, &format!("/api/v1/cases/{case}/evidence/{evidence}"))
}

#[test]
fn one_covers_another_approves_and_the_other_side_sees_only_the_copy() {
    in_house(|house| {
        let (id, link) = house.filed();
        give(house, "", &link, &picture()).is(200);
        let (li, wang) = (Browser::of(house, "li"), Browser::of(house, "wang"));
        let view = format!("/desk/cases/{id}/evidence/e2/view");
        let version = li.get(&view).is(200).field("version");
        let boxes = [("x1", "2"), ("y1", "3"), ("width1", "10"), ("height1", "8")];
        let fields: Vec<_> = boxes.iter().copied().chain([("version", version.as_str())]).collect();
        let redact = format!("/desk/cases/{id}/evidence/e2/redact");
        let outside = [("x1", "35"), ("y1", "3"), ("width1", "10"), ("height1", "8")];
        let refused = li.post(&redact, &outside).is(422);
        assert!(refused.has("value=\"35\""), "what was typed stays");
        assert_eq!(li.post(&redact, &[]).status, 422, "no box");
        let done = li.post(&redact, &fields).is(303);
        assert!(li.get(&done.location).is(200).has("Somebody other than you has to approve it"));
        assert_eq!(file(house, "shop", &id, "e2").bytes, picture(), "a proposal changes nothing");
        assert_eq!(
            house.get("li", &format!("/desk/cases/{id}/redactions/x1")).header("content-type"),
            "image/png"
        );
        assert_eq!(li.post(&format!("/desk/cases/{id}/redactions/x1/approve"), &[]).status, 409);
        wang.post(&format!("/desk/cases/{id}/redactions/x1/approve"), &[]).is(303);

        let copy = file(house, "shop", &id, "e3");
        assert_eq!((copy.status, copy.header("content-type")), (200, "image/png"));
        let area = media::Area { x: 2, y: 3, width: 10, height: 8 };
        assert_eq!(copy.bytes, media::redact(&picture(), &[area]).expect("a copy"), "byte for byte");
        assert_eq!(file(house, "shop", &id, "e2").status, 404, "the original is not for the other side");
        assert_eq!(file(house, "", &link, "e2").bytes, picture(), "whoever gave it keeps it");
        assert_eq!(file(house, "li", &id, "e2").bytes, picture());
        assert_eq!(file(house, "", &link, "e3").status, 200);
        let shop = Browser::of(house, "shop");
        assert!(shop.get(&format!("/m/cases/{id}/evidence/e3/view")).is(200).has("covered copy"));
        assert_eq!(shop.get(&format!("/m/cases/{id}/evidence/e2/view")).status, 404);
        assert_eq!(shop.get(&format!("/desk/cases/{id}/redactions/x1")).status, 403);
        let case = shop.get(&format!("/m/cases/{id}")).is(200);
        assert!(case.has("/evidence/e3/view") && !case.has("/evidence/e2/view"));
    });
}

#[test]
fn a_player_gets_the_part_it_asks_for() {
    in_house(|house| {
        let (id, link) = house.filed();
        give(house, "", &link, "0123456789".as_bytes()).is(200);
        let path = format!("/c/{link}/evidence/e2");
        let part = house.call("GET", &path, "", &[("range", "bytes=2-5")], None);
        assert_eq!((part.status, part.text().as_str()), (206, "2345"));
        assert_eq!(part.header("content-range"), "bytes 2-5/10");
        assert_eq!(part.header("content-length"), "4");
        assert!(part.header("content-security-policy").contains("sandbox"));
        let whole = house.get("", &path);
        assert_eq!((whole.status, whole.header("accept-ranges")), (200, "bytes"));
        let behind = house.call("GET", &path, "", &[("range", "bytes=10-")], None);
        assert_eq!((behind.status, behind.header("content-range")), (416, "bytes */10"));
        assert_eq!(behind.bytes, b"");
        let api = format!("/api/v1/cases/{id}/evidence/e2");
        assert_eq!(house.call("GET", &api, "li", &[("range", "bytes=-1")], None).text(), "9");
    });
}

#[test]
fn every_side_sees_each_kind_of_evidence_as_it_may() {
    in_house(|house| {
        let (id, link) = house.filed();
        give(house, "", &link, "订单<b>聊天</b>\n第二行".as_bytes()).is(200);
        give(house, "", &link, b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n").is(200);
        give(house, "", &link, b"%PDF-1.4\n1 0 obj\n<< /OpenAction << /S /JavaScript >> >>\nendobj\n%%EOF\n")
            .is(200);
        let li = Browser::of(house, "li");
        let view = |evidence: &str| li.get(&format!("/desk/cases/{id}/evidence/{evidence}/view"));
        let text = view("e2").is(200);
        assert!(text.has("&#60;b&#62;聊天") && !text.has("<b>聊天"), "{}", text.html);
        assert!(text.has("rel=\"prev\"") && text.has("rel=\"next\""));
        assert!(view("e1").is(200).has("A-1001"), "the order record is a table");
        assert!(!view("e1").has("13812345678"), "and names nobody");
        let paper = view("e3").is(200);
        assert!(paper.has("<iframe"), "{}", paper.html);
        let file = house.get("li", &format!("/api/v1/cases/{id}/evidence/e3"));
        let barred = file.header("content-security-policy").to_owned();
        assert!(barred.contains("default-src 'none'") && !barred.contains("sandbox"), "{barred}");
        let script = view("e4").is(200);
        assert!(script.has("carries script") && !script.has("<iframe"), "{}", script.html);
        let customer = house.get("", &format!("/c/{link}/evidence/e2/view"));
        assert_eq!(customer.status, 200);
        assert_eq!(house.get("", &format!("/c/{link}/evidence/e1/view")).status, 404, "no code, no order");
        assert_eq!(house.get("", &format!("/c/{link}/evidence/e9/view")).status, 404);
        assert_eq!(Browser::of(house, "other").get(&format!("/m/cases/{id}/evidence/e2/view")).status, 404);
    });
}

/// The first 320 bytes of the two PDFs that showed in 2017 that SHA-1 is broken. Whatever follows both alike keeps
/// their SHA-1 equal.
const ALIKE: &str = "255044462d312e330a25e2e3cfd30a0a0a312030206f626a0a3c3c2f57696474682032203020522f4865696768742033\
    203020522f547970652034203020522f537562747970652035203020522f46696c7465722036203020522f436f6c6f72\
    53706163652037203020522f4c656e6774682038203020522f42697473506572436f6d706f6e656e7420383e3e0a7374\
    7265616d0affd8fffe00245348412d3120697320646561642121212121852fec092339759c39b1a1c63c4c97e1fffe01";
const ONE: &str = "7f46dc93a6b67e013b029aaa1db2560b45ca67d688c7f84b8c4c791fe02b3df614f86db1690901c56b45c1530afedfb7\
    6038e972722fe7ad728f0e4904e046c230570fe9d41398abe12ef5bc942be33542a4802d98b5d70f2a332ec37fac3514\
    e74ddc0f2cc1a874cd0c78305a21566461309789606bd0bf3f98cda8044629a1";
const OTHER: &str = "7346dc9166b67e118f029ab621b2560ff9ca67cca8c7f85ba84c79030c2b3de218f86db3a90901d5df45c14f26fedfb3\
    dc38e96ac22fe7bd728f0e45bce046d23c570feb141398bb552ef5a0a82be331fea48037b8b5d71f0e332edf93ac3500\
    eb4ddc0decc1a864790c782c76215660dd309791d06bd0af3f98cda4bc4629b1";

fn paper(blocks: &str) -> Vec<u8> {
    let hex = format!("{ALIKE}{blocks}");
    let bytes = (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hex"));
    bytes.chain(*b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n").collect()
}

#[test]
fn two_pdfs_of_equal_sha_1_are_kept_apart() {
    in_house(|house| {
        let (one, other) = (paper(ONE), paper(OTHER));
        assert_eq!(Sha1::digest(&one), Sha1::digest(&other), "the pair is the known one");
        assert_ne!(one, other);
        let (id, link) = house.filed();
        give(house, "", &link, &one).is(200);
        give(house, "", &link, &other).is(200);
        assert_eq!(file(house, "li", &id, "e2").bytes, one);
        assert_eq!(file(house, "li", &id, "e3").bytes, other);
        let (store, case) = (house.store.clone(), domain::CaseId::new(id));
        let loaded = house.store.db().read_blocking(|db| store.case(db, &case)).expect("it can be read");
        let evidence = loaded.expect("the case is there").case.evidence;
        assert_eq!(
            (evidence[1].media.as_str(), evidence[2].media.as_str()),
            ("application/pdf", "application/pdf")
        );
        assert_ne!(evidence[1].content.commitment, evidence[2].content.commitment);
        assert_ne!(evidence[1].content.object, evidence[2].content.object);
    });
}
