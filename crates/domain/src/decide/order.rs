//! Telling a system outside to do what is not money: a parcel, a label, a repair, a coupon. The same rules as for a
//! refund hold. Nothing is sent under a second reference before a clear no, and silence is asked after, not sent again.

use super::{Desk, Events, money, remedy};
use crate::case::{Remedy, RemedyState};
use crate::clock::{HOUR_MS, MINUTE_MS};
use crate::event::Event;
use crate::words::RemedyKind;

/// Who outside takes this of this case.
pub(super) fn with<'a>(desk: &'a Desk, kind: RemedyKind) -> Option<&'a str> {
    desk.policy.fulfilment.by(kind, desk.case.merchant.as_ref())
}

/// With the acceptance, where somebody takes it.
pub(super) fn first(desk: &Desk, remedy: &Remedy) -> Option<Event> {
    let with = with(desk, remedy.kind)?.to_owned();
    let reference = money::reference(desk, remedy, 1);
    Some(Event::RemedyInstructed { remedy: remedy.id.clone(), reference, with: Some(with) })
}

/// Parcels take days: it is asked for ever less often, at the least once a day. What is told between two times to ask
/// is nothing new.
pub(super) fn taken(desk: &Desk, remedy: &Remedy, reference: &str) -> Events {
    if matches!(remedy.state, RemedyState::Taken { ask_ms, .. } if desk.now_ms < ask_ms) {
        return vec![];
    }
    let wait_ms = remedy::waited_ms(desk, &remedy.id).clamp(30 * MINUTE_MS, 24 * HOUR_MS);
    let (remedy, reference) = (remedy.id.clone(), reference.to_owned());
    desk.on_case([Event::RemedyTaken { remedy, reference, ask_ms: desk.now_ms + wait_ms }])
}
