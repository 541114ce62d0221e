use super::browser::{Browser, PASSWORD, block, give_password};
use crate::house::in_house;
use domain::UserId;
use web::credential::totp_step;

fn digits(secret: &str, now_ms: i64) -> String {
    (0..1_000_000)
        .map(|n| format!("{n:06}"))
        .find(|digits| totp_step(secret, digits, now_ms) == Some(now_ms as u64 / 30_000))
        .expect("digits")
}

#[test]
fn the_right_password_opens_the_desk_and_leads_where_one_wanted_to_go() {
    in_house(|house| {
        give_password(house, "li");
        let mut browser = Browser::stranger(house);
        let sent = browser.get("/desk?view=all&q=x").is(303);
        assert_eq!(sent.location, "/sign-in?next=/desk%3Fview%3Dall%26q%3Dx");
        let form = browser.get(&sent.location).is(200);
        let next = form.field("next").replace("&amp;", "&").replace("&#38;", "&");
        let done =
            browser.post("/sign-in", &[("user", " Li "), ("password", PASSWORD), ("next", &next)]).is(303);
        assert_eq!(done.location, "/desk?view=all&q=x");
        let cookie = done.cookies.iter().find(|cookie| cookie.starts_with("redress=")).expect("a session");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && !cookie.contains("Secure"));
        browser.cookie = cookie.split(';').next().expect("a pair").to_owned();
        assert!(browser.get("/desk").is(200).has("li · handler"));
        browser.post("/sign-out", &[]).is(303);
        browser.get("/desk").is(303);
    });
}

#[test]
fn wrong_and_unknown_are_answered_alike_and_guessing_is_slowed_down() {
    in_house(|house| {
        give_password(house, "li");
        let browser = Browser::stranger(house);
        let wrong = browser.post("/sign-in", &[("user", "li"), ("password", "not it at all")]).is(422);
        let unknown = browser.post("/sign-in", &[("user", "xx"), ("password", "not it at all")]).is(422);
        let without = browser.post("/sign-in", &[("user", "wang"), ("password", "")]).is(422);
        assert_eq!(wrong.html.replace("\"li\"", "\"xx\""), unknown.html);
        assert!(without.has("is not right"));
        for _ in 0..5 {
            browser.post("/sign-in", &[("user", "li"), ("password", "guess guess")]);
        }
        browser.post("/sign-in", &[("user", "li"), ("password", PASSWORD)]).is(429);
        house.clock.advance(60_000);
        browser.post("/sign-in", &[("user", "li"), ("password", PASSWORD)]).is(303);
    });
}

#[test]
fn nobody_is_led_to_another_house() {
    in_house(|house| {
        give_password(house, "li");
        give_password(house, "shop");
        let browser = Browser::stranger(house);
        for next in ["//evil.example", "https://evil.example/", "/\\evil.example"] {
            let done =
                browser.post("/sign-in", &[("user", "li"), ("password", PASSWORD), ("next", next)]).is(303);
            assert_eq!(done.location, "/desk", "{next}");
        }
        let shop =
            browser.post("/sign-in", &[("user", "shop"), ("password", PASSWORD), ("next", "/desk")]).is(303);
        assert_eq!(shop.location, "/m");
    });
}

#[test]
fn the_second_factor_is_set_up_asked_for_once_and_removed() {
    in_house(|house| {
        give_password(house, "li");
        let browser = Browser::of(house, "li");
        let begun = browser.post("/desk/account/totp", &[("step", "begin")]).is(200);
        assert!(begun.has("otpauth://totp/Redress:li?secret="));
        let secret = begun.field("secret");
        let now = digits(&secret, house.store.now_ms());
        let confirm = |digits: &str, password: &str| {
            let fields =
                [("step", "confirm"), ("secret", secret.as_str()), ("totp", digits), ("password", password)];
            browser.post("/desk/account/totp", &fields)
        };
        confirm("000000", PASSWORD).is(422);
        confirm(&now, "wrong").is(422);
        confirm(&now, PASSWORD).is(303);
        assert!(browser.get("/desk/account").is(200).has("It is set up."));
        let enter = |digits: &str| {
            Browser::stranger(house)
                .post("/sign-in", &[("user", "li"), ("password", PASSWORD), ("totp", digits)])
        };
        enter("").is(422);
        enter(&now).is(303);
        enter(&now).is(422);
        browser.post("/desk/account/totp", &[("step", "remove"), ("password", PASSWORD)]).is(303);
        enter("").is(303);
    });
}

#[test]
fn a_new_password_ends_the_other_sessions_and_so_does_signing_out_everywhere() {
    in_house(|house| {
        give_password(house, "li");
        let (here, there) = (Browser::of(house, "li"), Browser::of(house, "li"));
        let change =
            |old: &str, new: &str| here.post("/desk/account/password", &[("password", old), ("new", new)]);
        change("wrong", "a much better one").is(422);
        assert!(change(PASSWORD, "short").is(422).has("too weak"));
        let changed = change(PASSWORD, "a much better one").is(303);
        there.get("/desk").is(303);
        let mut fresh = Browser::stranger(house);
        fresh.cookie = changed.cookies[0].split(';').next().expect("a pair").to_owned();
        fresh.get("/desk").is(200);
        fresh.post("/desk/account/sign-out", &[]).is(303);
        fresh.get("/desk").is(303);
        assert!(block(house.store.begin_session(&UserId::new("li"))).is_ok());
    });
}

#[test]
fn merchants_and_strangers_stay_outside() {
    in_house(|house| {
        let (case, _) = house.filed();
        let shop = Browser::of(house, "shop");
        for path in ["/desk", "/desk/manager", "/desk/dead", "/desk/find?q=x"] {
            assert!(shop.get(path).is(403).has("not_allowed"), "{path}");
        }
        let of_case = format!("/desk/cases/{case}");
        shop.get(&of_case).is(403);
        shop.post(&format!("{of_case}/note"), &[("text", "x")]).is(403);
        Browser::of(house, "li").get("/desk/manager").is(403);
        let reads = house.issue("li", "cases:read");
        let bearer = [("authorization", format!("Bearer {reads}"))];
        let bearer: Vec<(&str, &str)> = bearer.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let program = Browser::stranger(house);
        program.send("GET", "/desk?view=all", &bearer, None).is(200);
        program.send("GET", &of_case, &bearer, None).is(200);
        program.send("POST", &format!("{of_case}/note"), &bearer, Some("text=x".into())).is(403);
        program.send("GET", "/desk/account", &bearer, None).is(403);
        let list = program.send("GET", "/desk", &[("hx-request", "true")], None).is(401);
        assert_eq!(list.redirect, "/sign-in?next=/desk");
    });
}

#[test]
fn an_error_page_speaks_the_readers_language() {
    in_house(|house| {
        let mut browser = Browser::of(house, "li");
        assert!(browser.get("/desk/cases/nothing-here").is(404).has("It was not found"));
        browser.language = "zh-CN";
        assert!(browser.get("/desk/cases/nothing-here").is(404).has("没有找到"));
        let chosen = browser.get("/desk?lang=en").is(200);
        assert!(chosen.cookies.iter().any(|cookie| cookie.starts_with("lang=en")));
        let other =
            browser.send("POST", "/desk/assign", &[("sec-fetch-site", "cross-site")], Some(String::new()));
        other.is(403);
    });
}
