//! Shops and colleagues are told outside the desk, by robots in their groups and by mail, and read what is open for them.

use crate::desk::browser::Browser;
use crate::house::{HOUR_MS, House, in_house, person, word};
use crate::notices::channels;
use connect::fake::robot::Behaviour;
use connect::fake::{FakeRobots, FakeSmtp};
use domain::MerchantId;
use domain::command::Command;
use serde_json::{Value, json};
use server::jobs::Channels;
use std::time::Duration;

const TOLD: &str = "/api/v1/me/told";
const WECOM: &str = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-canary";
const DINGTALK: &str = "https://oapi.dingtalk.com/robot/send?access_token=token-0123456789-canary";

struct Outside {
    robots: FakeRobots,
    smtp: FakeSmtp,
}

impl Outside {
    fn new() -> Outside {
        let robots = FakeRobots::start().expect("groups");
        robots.put("693a91f6-7xxx-4bc4-canary", "");
        robots.put("token-0123456789-canary", "SECtest0123456789");
        Outside { robots, smtp: FakeSmtp::start().expect("a mail server") }
    }
    fn channels(&self) -> Channels {
        let robots = Some(self.robots.config(Duration::from_millis(400)));
        Channels { robots, ..channels(&self.smtp) }
    }
    /// Lets the house write until it has nothing more to say now.
    fn pass(&self, house: &House) {
        for _ in 0..20 {
            if house.pass_to(&self.channels()).unwrap_or_else(|error| panic!("{}", error.detail())) == 0 {
                return;
            }
        }
        panic!("it never rests");
    }
    fn groups(&self) -> Vec<String> {
        self.robots.written().into_iter().map(|one| one.text).collect()
    }
    fn mails(&self) -> Vec<String> {
        self.smtp.received().into_iter().map(|mail| mail.text).collect()
    }
}

fn shop_with_mail(house: &House) {
    let id = MerchantId::new("m1");
    let mut pack = house.store.pack(id.subject());
    let (name, contact) = (pack.text("好物小店"), pack.json(&person("店主", "", "shop@example.cn")));
    let record =
        Command::RecordMerchant { merchant: id, name, contact: Some(contact), fingerprint: "n2".into() };
    house.by_system(record, pack.close());
}

fn ask_shop(house: &House, id: &str) {
    house.act("li", id, "messages", json!({ "to": "merchant", "text": "请说明 canarywords 的原因" }));
}

fn entries(house: &House, id: &str) -> String {
    let case = domain::CaseId::new(id).subject();
    let read = house.store.db().read_blocking(|db| store::journal_of::of_subject(db, &case));
    format!("{:?}", read.unwrap_or_else(|error| panic!("{}", error.detail())))
}

fn items(house: &House, who: &str) -> Vec<Value> {
    house.get(who, "/api/v1/me/open").is(200)["items"].as_array().expect("items").clone()
}

#[test]
fn a_shop_is_told_in_its_group_and_by_mail_when_the_robot_does_not_take_it() {
    in_house(|house| {
        shop_with_mail(house);
        let outside = Outside::new();
        let set = house.post("shop", TOLD, json!({ "wecom": WECOM })).is(200);
        assert_eq!(set["ways"], json!([{ "via": "wecom", "ends_in": "…nary" }]));
        assert!(!set.to_string().contains("693a91f6"), "the key is never given out");
        let (id, _) = house.filed();
        ask_shop(house, &id);
        outside.pass(house);
        let written = outside.groups();
        assert_eq!(written.len(), 1, "{written:?}");
        let number = word(&house.case("li", &id)["number"]);
        for words in [number.as_str(), &format!("/m/cases/{id}"), "请在期限内答复"] {
            assert!(written[0].contains(words), "{words}: {}", written[0]);
        }
        for hidden in ["canarywords", "李雷", "13812345678"] {
            assert!(!written[0].contains(hidden), "{}", written[0]);
        }
        assert!(outside.mails().iter().all(|mail| !mail.contains("canarywords")), "mail is not needed");

        // Taken out of its group: a no for good, so the mail goes at once.
        outside.robots.set_behaviour(Behaviour::Gone);
        ask_shop(house, &id);
        outside.pass(house);
        assert_eq!(outside.mails().iter().filter(|mail| mail.contains("canarywords")).count(), 1);
        // Too many messages, then silence: it is tried again, and soon goes by mail.
        outside.robots.set_behaviour(Behaviour::Busy);
        ask_shop(house, &id);
        outside.pass(house);
        outside.robots.set_behaviour(Behaviour::Silent);
        house.clock.advance(70_000);
        outside.pass(house);
        assert_eq!(outside.mails().iter().filter(|mail| mail.contains("canarywords")).count(), 1, "not yet");
        house.clock.advance(6 * 60_000);
        outside.pass(house);
        assert_eq!(outside.mails().iter().filter(|mail| mail.contains("canarywords")).count(), 2);
        let entries = entries(house, &id);
        assert!(entries.contains("WeCom") && entries.contains("45009"), "each try is an entry: {entries}");
        assert!(!entries.contains("693a91f6"));

        // Back again, late but in time.
        outside.robots.set_behaviour(Behaviour::Late(100));
        ask_shop(house, &id);
        let before = outside.groups().len();
        outside.pass(house);
        assert_eq!(outside.groups().len(), before + 1);
        house.post("shop", TOLD, json!({ "wecom": null })).is(200);
        ask_shop(house, &id);
        outside.pass(house);
        assert_eq!(outside.groups().len(), before + 1, "taken back");
    });
}

#[test]
fn where_somebody_is_told_is_theirs_to_say_and_no_address_leads_elsewhere() {
    in_house(|house| {
        for wrong in [
            json!({ "wecom": "http://127.0.0.1:1/cgi-bin/webhook/send?key=693a91f6-7xxx" }),
            json!({ "dingtalk": { "address": DINGTALK, "secret": "" } }),
            json!({ "dingtalk": { "address": "https://evil.example/robot/send?access_token=x", "secret": "SEC12345678" } }),
        ] {
            house.post("li", TOLD, wrong).problem(422, "robot_invalid");
        }
        house.post("li", TOLD, json!({ "mail": "no mail" })).problem(422, "mail_invalid");
        house.post("shop", TOLD, json!({ "mail": "shop@example.cn" })).problem(403, "not_allowed");
        house.post("li", TOLD, json!({ "phone": "13800138000" })).is(400);
        house.get("shop", "/api/v1/me/open").problem(403, "not_allowed");
        let engage =
            json!({ "user": "clerk", "name": "小张", "password": "clerk of the shop 1", "answer": true });
        house.post("shop", "/api/v1/merchants/m1/people", engage).is(200);
        let token = house.issue("clerk", "*");
        house.post(&token, TOLD, json!({ "wecom": WECOM })).problem(403, "not_your_right");

        let given = json!({ "dingtalk": { "address": DINGTALK, "secret": "SECtest0123456789" },
                            "mail": "li@example.cn", "first": "mail", "locale": "en" });
        let set = house.post("li", TOLD, given).is(200);
        let ways: Vec<String> =
            set["ways"].as_array().expect("ways").iter().map(|way| word(&way["via"])).collect();
        assert_eq!(ways, ["mail", "dingtalk"]);
        let li = Browser::of(house, "li");
        for lang in ["zh-CN", "en"] {
            let page = li.get(&format!("/desk/told?lang={lang}")).is(200);
            assert!(page.has("…nary") && !page.has("0123456789"), "{lang}");
        }
        li.post("/desk/told", &[("forget", "dingtalk"), ("wecom", WECOM)]).is(303);
        let set = house.get("li", TOLD).is(200);
        assert_eq!((&set["ways"][0]["via"], &set["ways"][1]["via"]), (&json!("mail"), &json!("wecom")));
        let of_shop = Browser::of(house, "other").get("/desk/told?lang=zh-CN").is(200);
        assert!(of_shop.has("贵店登记的邮箱"));
        assert!(house.get("other", TOLD).is(200)["ways"].as_array().expect("ways").is_empty());
    });
}

#[test]
fn one_of_ours_is_told_what_waits_and_reads_it_on_a_list_until_it_is_done() {
    in_house(|house| {
        let outside = Outside::new();
        let signed = json!({ "dingtalk": { "address": DINGTALK, "secret": "SECtest0123456789" },
                             "mail": "admin@example.cn" });
        house.post("admin", TOLD, signed).is(200);
        house.post("li", TOLD, json!({ "mail": "li@example.cn", "locale": "en" })).is(200);
        house.post("wang", "/api/v1/colleagues/wang/duty", json!({ "duty": "off" })).is(200);
        let (id, _) = house.filed();
        house.post("wang", "/api/v1/colleagues/wang/duty", json!({ "duty": "on" })).is(200);
        let number = word(&house.case("li", &id)["number"]);
        let task = json!({ "team": "legal", "text": "canarytask 算欺诈吗？", "to": "admin" });
        house.act("li", &id, "set-task", task);
        outside.pass(house);
        let written = outside.groups();
        assert_eq!(written.len(), 1, "{written:?}");
        assert!(written[0].contains(&format!("投诉 {number}：有一件交办的事等您答复")), "{}", written[0]);
        assert!(written[0].contains("最晚") && written[0].contains(&format!("/desk/cases/{id}")));
        assert!(!written[0].contains("canarytask") && !written[0].contains("李雷"));
        let mails = outside.mails();
        assert!(
            mails.iter().any(|mail| mail.contains(&format!("Complaint {number} is yours now"))),
            "{mails:?}"
        );

        let all = items(house, "admin");
        assert_eq!(
            (&all[0]["what"], &all[0]["of"], &all[0]["number"]),
            (&json!("task"), &json!("t1"), &json!(number))
        );
        let admin = Browser::of(house, "admin");
        for (lang, words) in [("zh-CN", "答复交办的事 t1"), ("en", "Answer task t1")] {
            let page = admin.get(&format!("/desk/open?lang={lang}")).is(200);
            assert!(page.has(words) && page.has(&number), "{lang}");
        }
        assert!(items(house, "wang").is_empty(), "what is others' is not on one's own list");
        house.act("admin", &id, "answer-task", json!({ "task": "t1", "answer": "不算" }));
        assert!(items(house, "admin").iter().all(|one| one["what"] != "task"));

        // A clock of one's own that is about to run out, and a case that was passed on before it was told.
        let before = outside.mails().len();
        house.clock.advance(20 * HOUR_MS);
        outside.pass(house);
        let soon = items(house, "li");
        assert!(soon.iter().any(|one| one["what"] == "clock" && one["number"] == number), "{soon:?}");
        let due: Vec<String> =
            soon.iter().filter_map(|one| Some(one["due_at"].as_str()?.to_owned())).collect();
        assert!(due.is_sorted(), "the nearest first: {due:?}");
        let told = outside.mails().split_off(before);
        assert!(told.iter().any(|mail| mail.contains("about to run out")), "{told:?}");
        house.act("chief", &id, "assign", json!({ "owner": "wang", "why": "换人" }));
        house.act("chief", &id, "assign", json!({ "owner": "li", "why": "还是你" }));
        house.act("chief", &id, "assign", json!({ "owner": "wang", "why": "还是小王" }));
        let before = outside.mails().len();
        outside.pass(house);
        let told = outside.mails().split_off(before);
        assert!(
            !told.iter().any(|mail| mail.contains("is yours now")),
            "it is somebody else's by now: {told:?}"
        );
    });
}

#[test]
fn a_robot_that_is_silent_is_tried_again_and_then_the_mail_tells() {
    in_house(|house| {
        let outside = Outside::new();
        let both = json!({ "wecom": WECOM, "mail": "admin@example.cn" });
        house.post("admin", TOLD, both).is(200);
        outside.robots.set_behaviour(Behaviour::Down);
        let (id, _) = house.filed();
        house.act("li", &id, "set-task", json!({ "team": "legal", "text": "怎么办？", "to": "admin" }));
        outside.pass(house);
        let of_admin = || outside.mails().iter().filter(|mail| mail.contains("交办的事等您答复")).count();
        assert_eq!(of_admin(), 0);
        house.clock.advance(70_000);
        outside.pass(house);
        house.clock.advance(6 * 60_000);
        outside.pass(house);
        assert_eq!(of_admin(), 1);
        house.clock.advance(HOUR_MS);
        outside.pass(house);
        assert_eq!(of_admin(), 1, "once");
    });
}

#[test]
fn a_mail_server_that_never_answers_holds_up_no_clock() {
    in_house(|house| {
        let mute = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let mut given = channels(&FakeSmtp::start().expect("a mail server"));
        let (mail, _) = given.mail.as_mut().expect("mail");
        (mail.port, mail.timeout) = (mute.local_addr().expect("its address").port(), Duration::from_secs(60));
        let (id, _) = house.filed();
        let _inside = house.runtime.enter();
        let jobs = server::jobs::start(&house.app, given);
        mute.set_nonblocking(true).expect("it can be asked");
        let line = patiently(|| mute.accept().ok()).expect("somebody writes to the customer");
        house.clock.advance(24 * HOUR_MS);
        let struck = patiently(|| {
            let clocks = house.case("li", &id)["clocks"].clone();
            let missed = |clock: &Value| clock["missed_at"].is_string();
            clocks.as_array().expect("clocks").iter().any(missed).then_some(())
        });
        jobs.abort();
        drop(line);
        assert!(struck.is_some(), "no clock has struck while the mail waited");
    });
}

/// Asks again for ten seconds.
fn patiently<T>(ask: impl Fn() -> Option<T>) -> Option<T> {
    (0..100).find_map(|_| {
        std::thread::sleep(Duration::from_millis(100));
        ask()
    })
}
