//! What an authority does with a matter, in words.

use crate::format;
use crate::page::Page;
use domain::calendar::day_of;
use domain::case::RegulatorStep;
use domain::words::Proceeding;

pub fn proceeding(what: Proceeding) -> &'static str {
    match what {
        Proceeding::Received => "regulator-received",
        Proceeding::Accepted => "regulator-accepted",
        Proceeding::Declined => "regulator-declined",
        Proceeding::AppraisalBegun => "regulator-appraisal_begun",
        Proceeding::AppraisalOver => "regulator-appraisal_over",
        Proceeding::Asked => "regulator-asked",
        Proceeding::Answered => "regulator-answered",
        Proceeding::Ended => "regulator-ended",
    }
}

pub fn line(p: &Page, step: &RegulatorStep) -> String {
    let on = format::civil(p.locale, day_of(step.on_ms));
    let (what, of) = (p.t(proceeding(step.what)), step.cites.to_uppercase());
    p.locale.tn("line-regulator", &[("what", what.to_owned()), ("on", on), ("of", of)])
}
