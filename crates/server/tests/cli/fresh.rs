//! A folder nobody has used yet.

use super::desk::Desk;

#[test]
fn a_fresh_folder_has_an_admin_whose_token_stands_alone_on_the_last_line() {
    let desk = Desk::new();
    let said = desk.run(&["token", "--user", "admin", "--scope", "*"]).ok();
    let last = said.trim_end().lines().last().expect("a line");
    assert!(last.starts_with("rdr_admin_") && !last.contains(' '), "{said}");
    desk.run(&["token", "--user", "nobody", "--scope", "*"]).no(&["there is no user nobody"]);
}

#[test]
fn a_fresh_folder_is_sound() {
    let desk = Desk::new();
    let said = desk.run(&["doctor"]).ok();
    assert!(said.contains("一切正常") && said.contains("All is as the journal says"), "{said}");
    assert!(said.contains("mail          not configured"), "{said}");
}

#[test]
fn a_wrong_setting_is_named() {
    let desk = Desk::new();
    std::fs::create_dir(desk.data()).expect("a folder");
    std::fs::write(desk.data().join("redress.toml"), "base_ulr = 'https://x.cn'\n").expect("a file");
    desk.run(&["doctor"]).no(&["base_ulr"]);
}

#[test]
fn jurisdiction_and_keys_can_be_set_by_variables() {
    let desk = Desk::new();
    for (variable, word) in [("REDRESS_JURISDICTION", "Mars"), ("REDRESS_KEYS__ROTATE_DAYS", "soon")] {
        desk.run_with((variable, word), &["doctor"]).no(&[word]);
    }
}
