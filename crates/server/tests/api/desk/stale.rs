use super::browser::Browser;
use crate::house::in_house;

#[test]
fn a_form_that_came_too_late_shows_what_changed_and_keeps_the_text() {
    in_house(|house| {
        let (case, _) = house.filed();
        let (li, wang) = (Browser::of(house, "li"), Browser::of(house, "wang"));
        let path = format!("/desk/cases/{case}");
        let version = li.get(&path).is(200).field("version");
        wang.does(&case, "reply", &[("text", "我先答了")]);
        let fields = [("text", "我也想答"), ("version", version.as_str())];
        let late = li.post(&format!("{path}/reply"), &fields).is(409);
        let news = late
            .html
            .split("id=\"news\"")
            .nth(1)
            .and_then(|html| html.split("</section>").next())
            .expect("news");
        assert!(news.contains("我先答了") && !news.contains("收到"));
        assert!(late.has(">我也想答</textarea>"));
        assert!(li.get(&path).is(200).has(">我也想答</textarea>"), "it is a draft now");
        assert!(!wang.get(&path).is(200).has("我也想答"), "and nobody else's");
        let now = late.field("version");
        li.post(&format!("{path}/reply"), &[("text", "我也想答"), ("version", &now)]).is(303);
        assert!(!li.get(&path).is(200).has(">我也想答</textarea>"));
    });
}

#[test]
fn a_refused_form_keeps_what_was_typed() {
    in_house(|house| {
        let (case, _) = house.filed();
        let li = Browser::of(house, "li");
        let finding = [("share_merchant", "50"), ("text", "想了很久的理由")];
        let again = li.act(&case, "finding", &finding).is(422);
        assert!(again.has("想了很久的理由") && again.has("add up to 100%"));
        assert!(again.has("id=\"act-finding\" name=\"act\" open"));
        assert!(li.act(&case, "note", &[("text", "  ")]).is(422).has("Nothing has been written"));
    });
}

#[test]
fn drafts_survive_until_they_are_sent() {
    in_house(|house| {
        let (case, _) = house.filed();
        let li = Browser::of(house, "li");
        let path = format!("/desk/cases/{case}");
        li.post(&format!("{path}/draft"), &[("place", "reply"), ("text", "写了一半")]).is(200);
        li.post(&format!("{path}/draft"), &[("place", "note"), ("text", "另一半")]).is(200);
        li.post(&format!("{path}/draft"), &[("place", "elsewhere"), ("text", "x")]).is(422);
        let page = Browser::of(house, "li").get(&path).is(200);
        assert!(page.has(">写了一半</textarea>") && page.has(">另一半</textarea>"));
        li.does(&case, "reply", &[("text", "写完了")]);
        let page = li.get(&path).is(200);
        assert!(!page.has("写了一半") && page.has(">另一半</textarea>"));
    });
}
