use super::browser::Browser;
use crate::house::in_house;

#[test]
fn a_reply_that_does_not_fit_the_case_is_sent_only_by_somebody_who_has_looked_again() {
    in_house(|house| {
        let (case, _) = house.filed();
        let li = Browser::of(house, "li");
        let path = format!("/desk/cases/{case}");
        let text = "很抱歉，我们保证退您 12345.67 元，请耐心等待。";
        let again = li.post(&format!("{path}/reply?lang=zh"), &[("text", text)]).is(422);
        for shown in ["12345.67 元", "保证", "耐心等待", "案件里没有这个金额", "name=\"sure\""]
        {
            assert!(again.has(shown), "{shown}");
        }
        assert!(again.has(&format!(">{text}</textarea>")), "nothing that was typed is lost");
        li.post(&format!("{path}/reply"), &[("text", text), ("sure", "1")]).is(303);
        assert!(li.get(&path).is(200).has("12345.67 元"));
    });
}

#[test]
fn a_reply_that_is_too_long_is_refused_as_that() {
    in_house(|house| {
        let (case, _) = house.filed();
        let long = "我们保证。".repeat(5_000);
        let again = Browser::of(house, "li").act(&case, "reply", &[("text", &long)]).is(422);
        assert!(again.has("The text is too long") && !again.has("name=\"sure\""));
    });
}

#[test]
fn a_saved_draft_answers_with_what_wants_a_second_look() {
    in_house(|house| {
        let (case, _) = house.filed();
        let li = Browser::of(house, "li");
        let draft = format!("/desk/cases/{case}/draft");
        let cold = [("place", "reply"), ("text", "<b>This is our policy.</b>")];
        let answer = li.post(&draft, &cold).is(200);
        assert!(answer.has("A wall") && answer.has("<q>This is our policy</q>") && !answer.has("<b>This"));
        assert!(!answer.has("name=\"sure\""), "advice stops nobody");
        assert!(
            !li.post(&draft, &[("place", "note"), ("text", "This is our policy.")]).is(200).has("A wall")
        );
        let merchant = [("place", "reply"), ("to", "merchant"), ("text", "This is our policy.")];
        assert!(!li.post(&draft, &merchant).is(200).has("A wall"), "only the customer is read for");
        li.post(&draft, &cold).is(200);
        assert!(li.get(&format!("/desk/cases/{case}")).is(200).has("A wall"), "after coming back too");
    });
}
