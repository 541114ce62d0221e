use super::browser::Browser;
use crate::house::{HOUR_MS, in_house};
use domain::command::{CaseCommand, Command};
use domain::event::AfterFailure;
use domain::{CaseId, SubjectId};
use store::Parcel;

#[test]
fn a_rush_of_complaints_about_one_merchant_or_product_rings_for_an_hour() {
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
        assert!(page.has("Product SKU-1") && page.has("/desk?view=all&#38;q=SKU-1"));
        let found = chief.get("/desk?view=all&q=SKU-1").is(200);
        assert!(found.has("/desk/cases/"), "the alarm leads to the cases behind it");
        house.clock.advance(HOUR_MS + 1_000);
        let page = chief.get("/desk/manager").is(200);
        assert!(page.has("No alarm") && page.has("好物小店"), "the load of the merchant stays");
        house.clock.advance(60 * 24 * HOUR_MS);
        assert!(Browser::of(house, "chief").get("/desk/manager").is(200).has("breached"));
    });
}

#[test]
fn a_notice_that_gave_up_is_shown_and_sent_again_once() {
    in_house(|house| {
        let chief = Browser::of(house, "chief");
        assert!(chief.get("/desk/dead").is(200).has("No notice has given up"));
        let case = CaseId::new(&house.filed().0);
        let first = |subject: &SubjectId| {
            let rows = house.store.db().read_blocking(|db| house.store.outbox_of(db, subject));
            rows.unwrap_or_else(|error| panic!("{}", error.detail())).remove(0)
        };
        let id = first(&case.subject()).id;
        let failed = CaseCommand::NoticeFailed {
            outbox: id.clone(),
            code: "no_such_box".into(),
            next: AfterFailure::Dead,
        };
        house.by_system(Command::Case(case.clone(), failed), Parcel::default());
        assert!(chief.get("/desk/dead").is(200).has("no_such_box"));
        chief.post("/desk/dead", &[("id", &id)]).is(303);
        assert_eq!(first(&case.subject()).state, "due");
        chief.post("/desk/dead", &[("id", &id)]).is(409);
        chief.post("/desk/dead", &[]).is(422);
    });
}
