//! The same commands on both databases.

use super::desk::{Desk, Said, read, store_at};
use store::cases::Query;
use store::testing::on_both;

#[test]
fn every_command_works_on_either_database() {
    on_both(|place| {
        let desk = Desk::new();
        let run = |args: &[&str]| -> Said {
            let url = place.url().map(|url| ["--database-url", url]);
            let args: Vec<&str> = args.iter().copied().chain(url.into_iter().flatten()).collect();
            desk.run_in(place.dir(), &args, "a password of the house\n")
        };
        run(&["token", "--user", "admin", "--scope", "*"]).ok();
        run(&["user", "password", "admin"]).ok();
        run(&["fund", "goodwill", "10"]).ok();
        let orders = desk.file("o.csv", "order_number,merchant_id,phone,paid\nB1,s1,13800138000,10\n");
        let complaints = desk.file("c.csv", "编号,内容,订单号\nH1,锅的涂层掉了要求退款,b1\n");
        for (taken, there) in [(1, 0), (0, 1)] {
            let said = run(&["import", "orders", &orders]).ok();
            assert!(said.contains(&format!("{taken} orders taken, {there} were there")), "{said}");
            let said = run(&["import", "complaints", &complaints]).ok();
            assert!(said.contains(&format!("{taken} complaints taken, {there} were there")), "{said}");
        }
        let house = store_at(place.dir(), place.url());
        let query = Query { limit: 9, ..Query::default() };
        let number = read(&house, |db| house.list(db, &query)).rows.remove(0).number;
        drop(house);
        let (out, again) = (desk.text("1.zip"), desk.text("2.zip"));
        let said = run(&["export", &number, "--out", &out]).ok();
        let size =
            said.split("checkpoint of ").nth(1).and_then(|rest| rest.split(',').next()).expect("a size");
        run(&["export", &number, "--out", &again, "--at", size]).ok();
        assert!(std::fs::read(out).expect("a zip") == std::fs::read(again).expect("a zip"));
        run(&["reindex"]).ok();
        run(&["doctor"]).ok();
        let (to, keys) = (desk.text("copy"), desk.text("keys"));
        let backup = run(&["backup", "--to", &to, "--keys", &keys]);
        match place.url() {
            None => drop(backup.ok()),
            Some(_) => backup.no(&["pg_dump"]),
        }
    });
}

#[test]
fn doctor_names_lost_ties_and_reindex_mends_them() {
    on_both(|place| {
        let desk = Desk::new();
        let run = |args: &[&str]| -> Said {
            let url = place.url().map(|url| ["--database-url", url]);
            let args: Vec<&str> = args.iter().copied().chain(url.into_iter().flatten()).collect();
            desk.run_in(place.dir(), &args, "")
        };
        let complaints = desk.file(
            "c.csv",
            "编号,内容,订单号,手机\nH1,快递单号 SF1000000000011 一直没到,b1,13800138000\nH2,一样没到,b1,13800138000\n",
        );
        run(&["import", "complaints", &complaints]).ok();
        run(&["doctor"]).ok();
        let house = store_at(place.dir(), place.url());
        let mut db = house.db().write_connection().expect("rows can be reached");
        let gone = db.execute("delete from lookups where kind in ('parcel', 'order')", &[]).expect("rows go");
        assert_eq!(gone, 3);
        drop((db, house));
        run(&["doctor"]).no(&["2 findings"]);
        let said = run(&["reindex"]).ok();
        assert!(said.contains("3 ties written, 0 taken away"), "{said}");
        run(&["doctor"]).ok();
    });
}
