//! People and money from the command line.

use super::desk::{Desk, read};
use domain::UserId;
use domain::event::Duty;
use domain::personal::Personal;
use domain::user::User;
use web::credential::{is_password, kept_password};

fn user(desk: &Desk, name: &str) -> (User, Option<String>) {
    desk.look(|store| {
        read(store, |db| {
            let user = store.user(db, &UserId::new(name))?.expect("the user");
            let kept = kept_password(store, db, Some(&user))?;
            Ok((user, kept))
        })
    })
}

#[test]
fn a_password_set_here_signs_in() {
    let desk = Desk::new();
    desk.run(&["user", "add", "wang.fang", "--role", "handler", "--name", "王芳"]).ok();
    assert_eq!(user(&desk, "wang.fang").1, None);
    desk.typing(&["user", "password", "wang.fang"], "十个字的密码真不短啊\n").ok();
    let (_, kept) = user(&desk, "wang.fang");
    assert!(
        is_password(kept.as_deref(), &Personal::new("十个字的密码真不短啊")),
        "the line break is not part of it"
    );
    assert!(!is_password(kept.as_deref(), &Personal::new("十个字的密码真不短啊\n")));
    let entries = desk.look(|store| {
        read(store, |db| {
            Ok(store::journal_of::stretch(db, 0, 99)?
                .into_iter()
                .map(|stored| stored.bytes)
                .collect::<Vec<_>>()
                .concat())
        })
    });
    let entries = String::from_utf8_lossy(&entries).into_owned();
    assert!(
        !entries.contains("argon2") && !entries.contains("王芳"),
        "the journal holds neither hash nor name"
    );
}

#[test]
fn weak_passwords_and_wrong_names_are_refused() {
    let desk = Desk::new();
    desk.typing(&["user", "password", "admin"], "short\n").no(&["10 letters or more"]);
    desk.typing(&["user", "password", "admin"], "").no(&["10 letters or more"]);
    desk.typing(&["user", "password", "admin"], "adminadmin\n").no(&["not the name"]);
    desk.typing(&["user", "password", "nobody"], "long enough for all\n").no(&["there is no user nobody"]);
    desk.run(&["user", "add", "admin", "--role", "admin"]).no(&["there is a user admin already"]);
    desk.run(&["user", "add", "Wang Fang", "--role", "handler"]).no(&["at most 64 of a-z"]);
    desk.run(&["user", "add", "shop", "--role", "merchant"]).no(&["needs --merchant ID"]);
    desk.run(&["user", "add", "shop", "--role", "merchant", "--merchant", "s9"]).no(&["no merchant s9"]);
}

#[test]
fn a_merchant_gets_people_and_a_deposit_once_it_is_imported() {
    let desk = Desk::new();
    let orders = desk.file("o.csv", "order_number,merchant_id,merchant,paid\nB1,s1,老王铺子,10\n");
    desk.run(&["import", "orders", &orders]).ok();
    desk.run(&["user", "add", "wang", "--role", "merchant", "--merchant", "s1"]).ok();
    let said = desk.run(&["fund", "deposit-s1", "1000"]).ok();
    assert!(said.contains("deposit-s1 has 1000.00 now, 1000.00 of it available"), "{said}");
    let said = desk.run(&["fund", "goodwill", "99.50"]).ok();
    assert!(said.contains("goodwill has 99.50 now"), "{said}");
    desk.run(&["fund", "deposit-s2", "1"]).no(&["no merchant s2"]);
    desk.run(&["fund", "customer-x", "1"]).no(&["neither goodwill nor deposit-MERCHANT"]);
    desk.run(&["fund", "goodwill", "0"]).no(&["more than 0"]);
    desk.run(&["fund", "goodwill", "ten"]).no(&["no amount"]);
    desk.run(&["doctor"]).ok();
}

#[test]
fn duty_is_taken_and_left() {
    let desk = Desk::new();
    desk.run(&["user", "add", "li", "--role", "handler"]).ok();
    desk.run(&["user", "duty", "li", "off"]).ok();
    assert_eq!(user(&desk, "li").0.duty, Duty::Off);
    desk.run(&["user", "duty", "li", "on"]).ok();
    assert_eq!(user(&desk, "li").0.duty, Duty::On);
    desk.run(&["user", "duty", "nobody", "on"]).no(&["there is no user nobody"]);
}
