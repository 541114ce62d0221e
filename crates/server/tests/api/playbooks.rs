//! Playbooks of the house over HTTP and in the pages: who may change them, what is refused, what two at once get, and
//! what an administrator sees before a change counts.

use crate::desk::browser::Browser;
use crate::house::{House, in_house, word};
use domain::playbook::Playbooks;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/playbooks";

fn shipped(name: &str) -> &'static str {
    let file = Playbooks::shipped_files().iter().find(|(own, _)| *own == name);
    file.map(|(_, text)| *text).expect("it is shipped")
}

fn with(name: &str, from: &str, to: &str) -> String {
    assert!(shipped(name).contains(from), "{from}");
    shipped(name).replacen(from, to, 1)
}

fn new(name: &str, text: &str) -> Value {
    json!({ "files": { name: text }, "why": "试一试" })
}

/// Another version of the file that changes nothing else.
fn version(name: &str, number: u32) -> String {
    with(name, "version = 1", &format!("version = {number}"))
}

fn listed(house: &House) -> Value {
    house.get("li", PATH).is(200)
}

fn kind<'l>(list: &'l Value, kind: &str) -> &'l Value {
    let all = list["playbooks"].as_array().expect("playbooks");
    all.iter().find(|one| one["kind"] == kind).expect("the kind")
}

#[test]
fn a_playbook_counts_for_new_cases_at_once_and_old_ones_keep_theirs() {
    in_house(|house| {
        let before = listed(house);
        assert_eq!(
            (&before["activation"], before["playbooks"].as_array().map(Vec::len)),
            (&json!(0), Some(18))
        );
        let (old, _) = house.filed();
        let text = with(
            "common.toml",
            "plan_b = { step = \"plan\", hours = 24",
            "plan_b = { step = \"plan\", hours = 12",
        );
        house.post("admin", PATH, new("common.toml", &text)).problem(422, "playbooks_invalid");
        // Examples that name the clock are changed with it.
        let mut files = serde_json::Map::new();
        for (name, shipped) in Playbooks::shipped_files() {
            let examples = shipped.replace("plan = \"24h\"", "plan = \"12h\"");
            files.extend((examples != *shipped).then(|| ((*name).to_owned(), json!(examples))));
        }
        files.insert("common.toml".into(), json!(text));
        let done = house.post("admin", PATH, json!({ "files": files, "why": "顾客等得太久" })).is(200);
        assert_eq!(done["activation"], 1);
        let (new, _) = house.filed();
        let plan = |id: &str| {
            let clocks = house.case("li", id)["clocks"].as_array().cloned().expect("clocks");
            clocks.into_iter().find(|clock| clock["kind"] == "plan").expect("a plan")["why"]["span"]["amount"]
                .clone()
        };
        assert_eq!((plan(&old), plan(&new)), (json!(24), json!(12)));
        let after = listed(house);
        assert_eq!(after["activations"][0]["why"], "顾客等得太久");
        assert!(word(&after["activations"][0]["by"]).contains("admin"), "{after}");
        let version = |id: &str| word(&house.case("li", id)["triage"]["playbook"]);
        assert_eq!(version(&old), word(&kind(&before, "delivery")["version_id"]));
        assert_eq!(version(&new), word(&kind(&after, "delivery")["version_id"]));
        let of = |version: &str| house.get("li", &format!("{PATH}/delivery?version={version}")).is(200);
        assert_eq!(of(&version(&old))["text"], shipped("delivery.toml"));
        let page = Browser::of(house, "li").get(&format!("/desk/cases/{old}")).is(200);
        let link = format!("/desk/playbooks/delivery?version={}", version(&old));
        assert!(page.has(&link), "the case shows its version");
        let page = Browser::of(house, "li").get(&link).is(200);
        assert!(page.has("An earlier version") && page.has("readonly"), "{}", page.html);
    });
}

#[test]
fn of_two_activations_at_once_the_second_is_refused_with_a_clear_word() {
    in_house(|house| {
        let no = word(&json!(house.get("li", PATH).headers["etag"].to_str().unwrap()));
        assert_eq!(no, "\"0\"");
        let at_once = |number: u32| {
            let text = version("other.toml", number);
            house.post_with("admin", PATH, &[("if-match", "\"0\"")], new("other.toml", &text))
        };
        let answers = std::thread::scope(|scope| {
            let running: Vec<_> = (2..6).map(|number| scope.spawn(move || at_once(number))).collect();
            running.into_iter().map(|one| one.join().expect("an answer")).collect::<Vec<_>>()
        });
        let done: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
        assert_eq!(done.len(), 1, "{:?}", answers.iter().map(|one| one.status).collect::<Vec<_>>());
        for refused in answers.into_iter().filter(|answer| answer.status != 200) {
            refused.problem(409, "playbooks_moved");
        }
        let list = listed(house);
        assert_eq!((&list["activation"], list["activations"].as_array().map(Vec::len)), (&json!(1), Some(1)));
        let again = word(&house.get("li", &format!("{PATH}/other")).is(200)["text"]);
        house.post("admin", PATH, new("other.toml", &again)).problem(409, "already_there");
        let back = json!({ "files": { "other.toml": null }, "why": "恢复" });
        assert_eq!(house.post("admin", PATH, back).is(200)["activation"], 2);
        assert_eq!(kind(&listed(house), "other")["shipped"], true);
    });
}

#[test]
fn what_is_wrong_is_named_by_file_and_line_and_nothing_changes() {
    in_house(|house| {
        for (text, line, words) in [
            (with("other.toml", "version = 1", "version = -1"), 4, "a whole number from 0"),
            (with("other.toml", "class = \"service\"", "class = \"servis\""), 5, "unknown variant"),
            (with("other.toml", "grade = \"C\"", "grade = \"A\""), 26, "comes out otherwise"),
        ] {
            let problem =
                house.post("admin", PATH, new("other.toml", &text)).problem(422, "playbooks_invalid");
            let wrong = &problem["wrong"][0];
            assert!(word(&wrong["words"]).contains(words), "{problem}");
            let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert!(han(&word(&wrong["words_zh"])), "{problem}");
            assert_eq!(wrong["file"], "other.toml");
            assert!(
                wrong["line"].as_u64().is_some_and(|found| found.abs_diff(line) <= 1),
                "{line}: {problem}"
            );
        }
        for odd in
            [json!({ "files": {}, "why": "x" }), json!({ "files": { "other.toml": null }, "why": " " })]
        {
            assert_eq!(house.post("admin", PATH, odd).status, 422);
        }
        house.post("admin", PATH, json!({ "files": { "../x y.toml": "kind" }, "why": "x" })).is(422);
        assert_eq!(listed(house)["activation"], 0);
    });
}

#[test]
fn only_administrators_change_playbooks_and_a_token_needs_the_star() {
    in_house(|house| {
        let change = || new("other.toml", &version("other.toml", 2));
        for user in ["li", "chief", "shop"] {
            house.post(user, PATH, change()).problem(403, "not_allowed");
        }
        let writes = house.issue("admin", "cases:write");
        house.post(&writes, PATH, change()).problem(403, "not_allowed");
        house.get("shop", PATH).problem(403, "not_allowed");
        let li = Browser::of(house, "li");
        let page = li.get("/desk/playbooks/other").is(200);
        assert!(page.has("readonly") && !page.has("Make it count"), "{}", page.html);
        li.post("/desk/playbooks/other", &[("text", "x"), ("do", "activate"), ("why", "x")]).is(403);
        li.get("/desk/playbooks/no_such_kind").is(404);
        assert_eq!(listed(house)["activation"], 0);
    });
}

#[test]
fn the_editor_checks_compares_and_tries_on_past_cases_before_anything_counts() {
    in_house(|house| {
        let (id, _) = house.filed();
        let number = word(&house.case("li", &id)["number"]);
        let admin = Browser::of(house, "admin");
        let page = admin.get("/desk/playbooks").is(200);
        assert!(page.has("All are as shipped") && page.has("/desk/playbooks/regulator"), "{}", page.html);
        let form = |text: &str, does: &str, why: &str| {
            admin.post(
                "/desk/playbooks/delivery",
                &[("from", "0"), ("text", text), ("do", does), ("why", why)],
            )
        };
        // Browsers end lines with two letters.
        let broken =
            with("delivery.toml", "class = \"immediate\"", "klass = \"immediate\"").replace('\n', "\r\n");
        let page = form(&broken, "check", "").is(422);
        assert!(page.has("delivery.toml, line ") && page.has("klass = &#34;immediate&#34;"), "{}", page.html);
        assert!(page.has("klass"), "what was typed is still there");

        let milder = with("delivery.toml", "class = \"immediate\"", "class = \"service\"").replacen(
            "version = 1",
            "version = 2",
            1,
        );
        let page = form(&milder, "check", "").is(200);
        assert!(page.has("all examples come out as they say"), "{}", page.html);
        assert!(page.has("<code>class</code> <del>immediate</del> <ins>service</ins>"), "{}", page.html);
        assert!(page.has("The newest 1 cases") && page.has("Another class: 1."), "{}", page.html);
        assert!(page.has(&format!(">{number}</a>")), "the case is named");
        assert!(page.has("Late were 0; with these clocks 0 would have been."), "{}", page.html);
        assert_eq!(listed(house)["activation"], 0, "nothing counts yet");

        form(&milder, "activate", "").is(422);
        let done = form(&milder, "activate", "没有那么急").is(303);
        assert_eq!(done.location, "/desk/playbooks/delivery?done=1");
        let page = admin.get(&done.location).is(200);
        assert!(page.has("It counts now") && page.has("Back to the shipped text"), "{}", page.html);
        let page = form(&version("delivery.toml", 3), "activate", "另一个人").is(409);
        assert!(
            page.has("Other playbooks were activated meanwhile") && page.has("version = 3"),
            "{}",
            page.html
        );
        let page = admin.get("/desk/playbooks").is(200);
        assert!(page.has("没有那么急") && page.has("delivery.toml"), "{}", page.html);
        let (id, _) = house.filed();
        assert_eq!(house.case("li", &id)["triage"]["class"], "service");
        let back = [("from", "1"), ("do", "shipped"), ("why", "恢复"), ("text", "")];
        admin.post("/desk/playbooks/delivery", &back).is(303);
        assert_eq!(kind(&listed(house), "delivery")["shipped"], true);
    });
}

#[test]
fn a_kind_of_its_own_is_begun_from_a_pattern_and_suggested_from_then_on() {
    in_house(|house| {
        let admin = Browser::of(house, "admin");
        let begun = admin.get("/desk/playbooks?kind=points").is(303);
        assert_eq!(begun.location, "/desk/playbooks/points");
        assert!(admin.get(&begun.location).is(200).has("kind = &#34;points&#34;"));
        let text = shipped("other.toml");
        let cut = text.find("[[example]]").expect("examples");
        let text = format!(
            "{}\n[words]\n\"签到积分\" = 6\n\n[[example]]\ntext = \"签到积分没有到账\"\nkind = \"points\"\ngrade = \"B\"\n",
            &text[..cut]
        );
        let text =
            text.replace("kind = \"other\"", "kind = \"points\"").replace("zh = \"其他\"", "zh = \"积分\"");
        // A table after lists of tables belongs to the file all the same.
        house.post("admin", PATH, new("points.toml", &text)).is(200);
        let complaint = json!({ "matter": { "text": "连续打卡的签到积分被清零了" }, "person": { "phone": "13812345678" } });
        let id = word(&house.post("li", "/api/v1/cases", complaint).is(201)["id"]);
        assert_eq!(house.case("li", &id)["triage"]["kind"], "points");
        let mut li = Browser::of(house, "li");
        li.language = "zh-CN";
        let page = li.get(&format!("/desk/cases/{id}")).is(200);
        assert!(page.has("积分"), "its label is shown");
    });
}

#[test]
fn a_case_is_closed_with_a_code_of_its_playbook_that_only_staff_read() {
    in_house(|house| {
        let (id, link) = house.filed();
        let close = |cause: &str| {
            let body =
                json!({ "outcome": "explained", "relief": "explanation", "cause": cause, "words": "已说明" });
            house.post("li", &format!("/api/v1/cases/{id}/close"), body)
        };
        close("cold_chain_broken").problem(422, "word_unknown");
        let page = Browser::of(house, "li").get(&format!("/desk/cases/{id}")).is(200);
        assert!(page.has("<option value=\"lost\">Lost</option>"), "the form offers the codes of the kind");
        close("lost").is(200);
        assert_eq!(house.case("li", &id)["closed"]["cause"], "lost");
        assert_eq!(house.case("", &link)["closed"]["cause"], Value::Null);
        let page = Browser::of(house, "li").get(&format!("/desk/cases/{id}")).is(200);
        assert!(page.has("What it came down to</b> Lost"), "{}", page.html);
    });
}
