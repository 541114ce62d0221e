use super::browser::Browser;
use crate::house::{HOUR_MS, in_house};

#[test]
fn a_rush_of_complaints_about_one_merchant_rings_for_an_hour() {
    in_house(|house| {
        let chief = Browser::of(house, "chief");
        assert!(chief.get("/desk/manager").is(200).has("No alarm"));
        for _ in 0..10 {
            house.filed();
        }
        let page = chief.get("/desk/manager").is(200);
        assert!(
            page.has("alert-danger") && page.has("好物小店") && page.has("/desk?view=all&#38;merchant=m1")
        );
        house.clock.advance(HOUR_MS + 1_000);
        let page = chief.get("/desk/manager").is(200);
        assert!(page.has("No alarm") && page.has("好物小店"), "the load of the merchant stays");
        house.clock.advance(60 * 24 * HOUR_MS);
        assert!(Browser::of(house, "chief").get("/desk/manager").is(200).has("breached"));
    });
}

#[test]
fn the_page_of_dead_notices_stands_and_sends_only_what_gave_up() {
    in_house(|house| {
        let chief = Browser::of(house, "chief");
        assert!(chief.get("/desk/dead").is(200).has("No notice has given up"));
        chief.post("/desk/dead", &[("id", "1-0")]).is(409);
        chief.post("/desk/dead", &[]).is(422);
    });
}
