//! Journeys in real headless Chromium: the real router on loopback, the partners beside it, and the test holding the
//! clock in its hand. Every page on the way is checked for accessibility in light and dark, and leaves a picture in
//! `screenshots/`. Where Chromium or chromedriver is missing a journey says SKIPPED and passes, unless
//! `REDRESS_REQUIRE_BROWSER=1`.

mod coming_back;
mod evidence;
mod forgetting;
mod late_parcel;
mod settings;
mod skin_care;
mod spoiled_seafood;
mod support;
mod verifying;
mod viewing;
mod without_script;
