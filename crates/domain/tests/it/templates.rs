//! Templates: what is suggested when, how fields are filled, and that every shipped one is a good reply itself.

use crate::house::*;
use domain::actor::Party;
use domain::case::Choice;
use domain::clock::HOUR_MS;
use domain::command::CaseCommand;
use domain::event::Event;
use domain::playbook::Playbooks;
use domain::words::{Grade, Locale, Outcome, Relief, RemedyKind};
use domain::writing::{
    About, Day, Drawn, FILLED, Letter, Need, Occasion, Template, Templates, Writing, open_fields,
};
use domain::{Case, Refusal};
use std::collections::BTreeMap;

fn books() -> &'static Playbooks {
    &POLICY.playbooks
}

/// As the case would fill them, and what a writer would put where it cannot.
fn values(locale: Locale) -> BTreeMap<&'static str, String> {
    let pick = |zh: &str, en: &str| if locale == Locale::Zh { zh.to_owned() } else { en.to_owned() };
    BTreeMap::from([
        ("name", pick("张先生/女士", "Anna")),
        ("number", "C-2026-000123".into()),
        ("order", "A-1001".into()),
        ("item", pick("台灯", "the lamp")),
        ("merchant", pick("好物小店", "the shop")),
        ("amount", "¥129.00".into()),
        ("filed", pick("2026年11月20日", "2026-11-20")),
        ("due", pick("2026年11月23日 18:00", "2026-11-23 18:00")),
        ("owner", "li".into()),
        ("offer", pick("退款 ¥129.00", "refund ¥129.00")),
        ("expires", pick("2026年11月24日 18:00", "2026-11-24 18:00")),
        ("asked", pick("外包装照片", "a photo of the parcel")),
        ("asked_due", pick("2026年11月24日 18:00", "2026-11-24 18:00")),
        ("done", pick("退款 ¥129.00", "refund ¥129.00")),
        ("ways", pick("· 申请调解\n· 向 12315 投诉", "· mediation\n· a complaint to the regulator")),
        ("next", pick("由仓库核对发货记录", "the warehouse checks its records")),
        ("reason", pick("商品页面写明了颜色", "the page named the colour")),
        ("facts", pick("包裹 11月20日到达网点", "the parcel reached the depot on 2026-11-20")),
        ("instead", pick("提供一张20元优惠券", "a coupon of 20 yuan")),
        ("cause", pick("快递没有回复", "the courier has not answered")),
        ("change", pick("改了打包方式", "the packing was changed")),
    ])
}

fn letter<'a>(template: &Template, days: &'a [Day]) -> Letter<'a> {
    let first = template.occasion == Occasion::FirstAnswer;
    Letter { first, addressee: "张三", amounts: &[12_900, 2_000], days, ..Letter::default() }
}

fn days() -> Vec<Day> {
    [20, 23, 24].map(|day| Day { year: Some(2026), month: 11, day }).to_vec()
}

/// The files and the first answer of every playbook.
fn shipped() -> Vec<Template> {
    let templates = &POLICY.templates;
    let first = books().all().iter().map(|book| format!("first_{}", book.kind));
    let first = first.map(|id| templates.get(&id, books()).expect("a first answer").into_owned());
    templates.all().iter().cloned().chain(first).collect()
}

#[test]
fn every_shipped_template_passes_the_check_that_replies_are_read_by() {
    let (days, mut failed) = (days(), vec![]);
    for template in shipped() {
        for locale in [Locale::Zh, Locale::En] {
            let filled = POLICY.templates.fill(&template, locale, &values(locale));
            assert_eq!(filled.open, Vec::<String>::new(), "{}", template.id);
            let remarks = Writing::shipped().remarks(&filled.text, &letter(&template, &days));
            if !remarks.is_empty() {
                failed.push(format!("{} {locale:?}: {remarks:?}: {}", template.id, filled.text));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

#[test]
fn a_field_the_case_cannot_fill_stays_open_and_is_pointed_out_by_its_label() {
    let days = days();
    for template in shipped() {
        for (locale, label) in [(Locale::Zh, "{称呼}"), (Locale::En, "{name}")] {
            let mut known = values(locale);
            known.remove("name");
            let filled = POLICY.templates.fill(&template, locale, &known);
            assert_eq!(filled.open, ["name"], "{}", template.id);
            let remarks = Writing::shipped().remarks(&filled.text, &letter(&template, &days));
            let open: Vec<&str> = remarks.iter().map(|one| one.words.as_str()).collect();
            assert_eq!(open, [label], "{} {locale:?}", template.id);
            assert!(remarks[0].about == About::Open && remarks[0].about.stops());
        }
    }
    let copied = Writing::shipped().remarks("最晚在{日期}前给您答复。", &Letter::default());
    assert!(copied.iter().any(|one| one.about == About::Open && one.words == "{日期}"), "also from advice");
}

#[test]
fn every_situation_has_a_template_and_every_field_the_program_fills_has_a_label() {
    for occasion in Occasion::ALL {
        assert!(shipped().iter().any(|one| one.occasion == occasion), "{occasion:?}");
    }
    let wanted: Vec<String> =
        FILLED.iter().map(|field| format!("[[template]]\nid = \"x\"\noccasion = \"delay\"\nlabel = {{ zh = \"甲\", en = \"a\" }}\nzh = \"{{{field}}}\"\nen = \"b\"\n")).collect();
    for own in wanted {
        let mut files = Templates::shipped_files().to_vec();
        files.push(("own.toml", &own));
        Templates::load(&files, books()).expect("a field that is known");
    }
    assert_eq!(open_fields("{a} {} { b\n} {c}").collect::<Vec<_>>(), ["{a}", "{c}"]);
}

fn suggested(case: &Case, need: Option<Need>) -> String {
    let choices = POLICY.templates.choices(case, books(), need);
    let shown: Vec<&str> = choices.iter().map(|one| one.template.id.as_str()).collect();
    let mut ids = shown.clone();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), shown.len(), "each once: {shown:?}");
    assert!(choices.iter().skip(1).all(|one| !one.suggested));
    choices.first().filter(|one| one.suggested).map(|one| one.template.id.clone()).unwrap_or_default()
}

#[test]
fn what_is_suggested_follows_the_case_through_its_life() {
    let mut house = House::with_case();
    assert_eq!(suggested(house.case(), None), "first_delivery", "the playbook's own first answer");
    assert_eq!(suggested(house.case(), Some(Need::Respect)), "respect", "the need comes first");
    house.ok(&li(), say(Party::Customer));
    assert_eq!(suggested(house.case(), None), "evidence", "the playbook needs a photo");
    house.tick_after(49 * HOUR_MS);
    assert_eq!(suggested(house.case(), None), "delay_parcel");
    house.offer(&li(), vec![item(RemedyKind::PartialRefund, 6_000)], Choice::All).expect("an offer");
    assert_eq!(suggested(house.case(), None), "offer");
    house.ok(&customer(), accept("o1"));
    house.pay();
    assert_eq!(suggested(house.case(), None), "remedy_done");
    let mut house = House::with_case();
    house.ok(&li(), say(Party::Customer));
    let end = CaseCommand::Close {
        outcome: Outcome::Explained,
        relief: Relief::Explanation,
        cause: None,
        words: Some(text("end")),
    };
    house.ok(&li(), end);
    assert_eq!(suggested(house.case(), None), "closing_explained");
}

#[test]
fn a_finding_against_the_customer_calls_for_a_no_with_its_reasons_and_one_for_them_for_an_apology() {
    for (party, id) in [(Party::Customer, "refusal"), (Party::Merchant, "apology")] {
        let mut house = House::with_case();
        house.ok(&li(), say(Party::Customer));
        house.ok(&li(), find(vec![share(party, 100, &["e1"])]));
        let choices = POLICY.templates.choices(house.case(), books(), None);
        assert!(choices.iter().any(|one| one.template.id == id && !one.template.text.zh.is_empty()));
        assert_eq!(suggested(house.case(), None), id, "{party:?}");
    }
}

#[test]
fn health_a_regulator_and_a_claim_beyond_reason_have_words_of_their_own() {
    let with = |kind: &str, reason: Option<&str>, tag: Option<&str>| {
        let mut house = House::new();
        let mut file = complaint();
        file.suggestion = suggestion(domain::words::Class::Service, Grade::A);
        file.suggestion.kind = kind.into();
        file.suggestion.tags = tag.into_iter().map(str::to_owned).collect();
        file.suggestion.reasons = reason
            .into_iter()
            .map(|code| domain::playbook::Reason { code: code.into(), words_found: vec![] })
            .collect();
        house.file(file);
        suggested(house.case(), None)
    };
    assert_eq!(with("quality", Some("health"), None), "safety");
    assert_eq!(with("quality", None, Some("regulator")), "regulator");
    assert_eq!(with("abuse", None, None), "firm");
    assert_eq!(with("service", None, None), "first_service");
}

#[test]
fn a_reply_records_which_template_was_suggested_and_which_was_used() {
    let mut house = House::with_case();
    let drawn = |suggested: &str, used: &str| {
        Some(Drawn { suggested: Some(suggested.into()), used: Some(used.into()), machine: false })
    };
    let reply = |to, drawn| CaseCommand::Say { to, text: text("said"), drawn };
    let events = house.ok(&li(), reply(Party::Customer, drawn("first_delivery", "delay")));
    assert!(
        matches!(&events[0], Event::Said { drawn: Some(drawn), .. } if drawn.used.as_deref() == Some("delay"))
    );
    let events = house.ok(&li(), reply(Party::Merchant, drawn("offer", "offer")));
    assert!(matches!(&events[0], Event::Said { drawn: None, .. }), "templates are for the customer");
    let odd = reply(Party::Customer, drawn("offer", "no_such_one"));
    assert_eq!(house.refused(&li(), odd), Refusal::TemplateUnknown);
}

#[track_caller]
fn refused(own: &str, line: usize, words: &str) {
    let mut files = Templates::shipped_files().to_vec();
    files.push(("own.toml", own));
    let errors = Templates::load(&files, books()).expect_err("a mistake");
    let hit =
        errors.iter().any(|one| one.file == "own.toml" && one.line == line && one.words.contains(words));
    assert!(hit, "{own}: {errors:?}");
}

#[test]
fn a_file_with_a_mistake_is_refused_with_its_line_and_what_to_do() {
    let one = |more: &str, zh: &str| {
        format!(
            "[[template]]\nid = \"own\"\noccasion = \"delay\"\nlabel = {{ zh = \"甲\", en = \"a\" }}\n{more}\nzh = \"\"\"\n{zh}\"\"\"\nen = \"b\"\n"
        )
    };
    refused(&one("", "第一行\n{colour} 第二行"), 8, "{colour} is unknown");
    refused(&one("", "第一行 {name"), 6, "brace");
    refused(&one("", ""), 6, "1 to 4000 letters");
    refused(&one("suits = { kinds = [\"weather\"] }", "甲"), 2, "no playbook has the kind \"weather\"");
    refused(&one("suits = { reasons = [\"moon\"] }", "甲"), 2, "reason or tag \"moon\"");
    refused(&one("always = true", "甲"), 2, "always needs");
    refused(&one("colour = 1", "甲"), 5, "colour");
    refused(&one("", "甲").replace("\"delay\"", "\"dealy\""), 3, "dealy");
    refused(&one("", "甲").replace("\"own\"", "\"first_own\""), 2, "first_");
    refused(&format!("{}{}", one("", "甲"), one("", "乙")), 10, "stands twice");
    refused("[fields]\ncolour = { zh = \"颜色\", en = \" \" }\n", 2, "both languages");
    let bare: [(&str, &str); 1] = [("own.toml", "[fields]\n")];
    let errors = Templates::load(&bare, books()).expect_err("nothing for most situations");
    assert!(errors.iter().any(|one| one.words.contains("no template is for \"refusal\"")), "{errors:?}");
}

#[test]
fn a_house_writes_its_own_words_and_fields() {
    let own = "[fields]\ncolour = { zh = \"颜色\", en = \"colour\" }\n[[template]]\nid = \"delay\"\noccasion = \"delay\"\nlabel = { zh = \"我们的\", en = \"ours\" }\nzh = \"{name}，{colour}\"\nen = \"{colour}\"\n";
    let mut files = Templates::shipped_files().to_vec();
    files.push(("own.toml", own));
    let templates = Templates::load(&files, books()).expect("it stands");
    let delay = templates.get("delay", books()).expect("ours");
    assert_eq!(templates.all().len(), POLICY.templates.all().len(), "the same id stands in its place");
    let filled = templates.fill(&delay, Locale::Zh, &values(Locale::Zh));
    assert_eq!((filled.text.as_str(), filled.open), ("张先生/女士，{颜色}", vec!["colour".to_owned()]));
}
