//! Parcels from files.

use super::desk::{Desk, read};
use domain::parcel::Warmest;

const FILE: &str = "运单号,订单号,承运方,线路,承诺送达时间,轨迹时间,温度,签收时间\n\
    SF1,A1,顺丰,上海-北京,2024-05-10,2024-05-09 08:00:00,4.5,\n\
    SF1,,,,,2024-05-09 12:00:00,12.25,\n\
    sf1,,,,,,,2024-05-12 09:30:00\n\
    SF2,A2,顺丰,上海-北京,2024-05-11,,,\n";

#[test]
fn lines_about_one_parcel_add_up_and_a_second_import_changes_nothing() {
    let desk = Desk::new();
    let file = desk.file("parcels.csv", FILE);
    let dry = desk.run(&["import", "parcels", "--dry-run", &file]).ok();
    assert!(dry.contains("4 lines about 2 parcels are in order; nothing was written"), "{dry}");
    let said = desk.run(&["import", "parcels", &file]).ok();
    assert!(said.contains("2 parcels taken, 0 told nothing new"), "{said}");
    let size = desk.size();
    let said = desk.run(&["import", "parcels", &file]).ok();
    assert!(said.contains("0 parcels taken, 2 told nothing new"), "{said}");
    assert_eq!(desk.size(), size);
    desk.look(|store| {
        let facts = read(store, |db| store.parcel(db, &store.parcel_id("SF1"))).expect("there").facts;
        assert_eq!(facts.warmest.map(|one: Warmest| one.milli), Some(12_250));
        assert_eq!(facts.delivered_ms, Some(1_715_477_400_000));
        assert_eq!(facts.order, Some(store.order_id("a1")));
        let record = read(store, |db| store.parcel_record(db, &store.parcel_id("SF1"))).expect("a record");
        assert_eq!((record.carrier.as_str(), record.route.as_str()), ("顺丰", "上海-北京"));
    });
    desk.run(&["doctor"]).ok();
}

#[test]
fn a_bad_line_refuses_the_whole_file_by_its_place() {
    let desk = Desk::new();
    let wrong = [
        ("12.25", "warm", "p.csv:3, column 温度: “warm” is no temperature"),
        ("SF2,A2", ",A2", "p.csv:5, column 运单号: tracking_number is empty"),
        ("2024-05-12 09:30:00", "soon", "p.csv:4, column 签收时间: “soon” is no time"),
        ("运单号,", "数,", "no column with the tracking number"),
    ];
    for (from, to, says) in wrong {
        let file = desk.file("p.csv", FILE.replacen(from, to, 1));
        desk.run(&["import", "parcels", &file]).no(&[says, "nothing was imported"]);
    }
    let own = desk.file("redress.toml", "breakers = \"own.toml\"\n");
    desk.file("own.toml", "[[breaker]]\nid = \"x\"\n");
    desk.run(&["import", "--config", &own, "parcels", &desk.file("p.csv", FILE)]).no(&["own.toml:", "label"]);
}
