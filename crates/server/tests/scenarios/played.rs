//! Each scenario as a test, on both databases.

use jiff::tz::TimeZone;
use server::scenario::{Partners, SHIPPED, World, parse, run};
use store::testing::{self, Place};

/// A Friday afternoon in Shanghai.
pub fn friday_ms() -> i64 {
    let friday = jiff::civil::date(2026, 3, 20).at(15, 0, 0, 0);
    let zone = TimeZone::get("Asia/Shanghai").expect("the zone is bundled");
    friday.to_zoned(zone).expect("an ordinary time").timestamp().as_millisecond()
}

fn play(name: &str, place: &Place) {
    let partners = Partners::start().expect("partners start");
    let file = format!("scenarios/{name}.txt");
    let (_, text) = SHIPPED.iter().find(|(shipped, _)| *shipped == file).expect("the scenario is shipped");
    let scenario = parse(&file, text).unwrap_or_else(|mistake| panic!("{mistake}"));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let policy = server::config::Config::default().policy().expect("the shipped files stand");
    let world =
        World::open(place.dir(), place.url(), policy, "http://localhost", &partners).expect("a world");
    let played = runtime.block_on(run(&scenario, &world, friday_ms()));
    played.unwrap_or_else(|mistake| panic!("{mistake}"));
}

fn on_both(name: &str) {
    testing::on_both(|place| play(name, place));
}

#[test]
fn a_late_parcel_is_settled_within_48_hours_by_its_evidence() {
    on_both("late_parcel");
}

#[test]
fn goods_not_as_described_are_refunded_in_full_while_the_deposit_is_held() {
    on_both("not_as_described");
}

#[test]
fn spoiled_seafood_is_answered_within_the_hour_and_paid_first() {
    on_both("spoiled_seafood");
}

#[test]
fn a_broken_cold_chain_is_paid_before_the_customer_complains_and_the_carrier_pays_it_back() {
    on_both("cold_chain");
}

#[test]
fn a_gym_that_closes_pays_its_cards_back_to_the_last_fen() {
    on_both("gym");
}

#[test]
fn a_refrigerator_shaken_on_the_way_is_shared_between_seller_and_carrier() {
    on_both("refrigerator");
}

#[test]
fn a_finding_that_is_appealed_is_decided_again_by_somebody_else() {
    on_both("appealed");
}

#[test]
fn a_ladder_is_climbed_to_the_rung_the_customer_takes() {
    on_both("ladder");
}

#[test]
fn a_deputy_approves_what_is_above_the_limit_while_the_manager_is_away() {
    on_both("deputy");
}

#[test]
fn a_counter_offer_that_we_accept_is_paid() {
    on_both("counter_offer");
}

#[test]
fn a_survey_below_80_gives_the_case_to_another_handler() {
    on_both("low_survey");
}

#[test]
fn a_silent_merchant_loses_its_say_and_a_silent_provider_pays_once() {
    on_both("silent_merchant");
}

#[test]
fn a_withdrawn_complaint_is_closed_and_never_surveyed() {
    on_both("withdrawn");
}

#[test]
fn an_english_customer_is_answered_in_english() {
    on_both("english");
}

#[test]
fn a_chat_misunderstanding_ends_with_an_apology() {
    on_both("chat_misunderstanding");
}

#[test]
fn what_is_missing_is_asked_for_and_taken_piece_by_piece() {
    on_both("missing_things");
}

#[test]
fn a_fresh_complaint_is_unread_and_its_clock_runs() {
    on_both("fresh");
}

#[test]
fn an_hour_without_an_answer_is_a_breach() {
    on_both("breached");
}

#[test]
fn an_open_offer_waits_for_the_customer() {
    on_both("open_offer");
}

#[test]
fn an_offer_that_expired_is_told_and_cannot_be_taken() {
    on_both("expired_offer");
}

#[test]
fn a_merchant_reads_on_its_page_what_is_asked() {
    on_both("merchant_asked");
}

#[test]
fn an_inspection_holds_the_clocks_while_the_sides_speak_to_the_evidence() {
    on_both("in_inspection");
}

#[test]
fn a_wrong_item_from_a_livestream_is_sent_right_and_costs_the_customer_nothing() {
    on_both("wrong_item");
}

#[test]
fn an_honest_wish_beyond_reason_gets_a_no_with_reasons_and_a_small_goodwill() {
    on_both("clothing");
}

#[test]
fn whatever_the_rules_tell_somebody_has_words() {
    for template in domain::reaction::Template::ALL {
        assert!(web::notice::OCCASIONS.contains(&template.word()), "{} has no notice", template.word());
    }
}

#[test]
fn a_payout_that_the_bank_does_not_have_is_a_case_before_the_owner_complains() {
    on_both("consign_unpaid");
}

#[test]
fn frozen_money_and_a_wrong_commission_are_put_right_to_the_last_fen() {
    on_both("consign_frozen");
}

#[test]
fn what_a_buyer_gets_back_is_borne_by_owner_carrier_and_platform() {
    on_both("consign_shared");
}

#[test]
fn a_professional_claimant_gets_a_firm_no_from_people_and_no_fen_moves() {
    on_both("professional_claimant");
}

#[test]
fn an_honest_claim_beyond_reason_gets_a_small_goodwill() {
    on_both("beyond_reason");
}

#[test]
fn a_shop_complains_and_its_customer_answers_appeals_and_is_heard() {
    on_both("shop_complains");
}

#[test]
fn a_label_and_a_parcel_are_ordered_in_a_system_outside() {
    on_both("label_and_resend");
}

#[test]
fn a_standing_rule_settles_small_sums_at_once_and_the_shop_answers_the_others_together() {
    on_both("standing_rule");
}
