//! What can be done with a case. Every act is the same three steps: read the request, hand it to the store, answer
//! with the new version, the entries it made and what can be done next. The pages call the same store functions.

pub mod accept;
pub mod appeal;
pub mod approval;
pub mod assess;
pub mod assign;
pub mod board;
pub mod call;
pub mod claim;
pub mod close;
pub mod commission;
pub mod decline;
pub mod demands;
pub mod evidence;
pub mod execute;
pub mod finding;
pub mod hide;
pub mod inspected;
pub mod inspection;
pub mod jurisdiction;
pub mod ladder;
pub mod messages;
pub mod notes;
pub mod offers;
pub mod pause;
pub mod privacy;
pub mod redact;
pub mod regulator;
pub mod relate;
pub mod remark;
pub mod renew_link;
pub mod reopen;
pub mod request_evidence;
pub mod reveal;
pub mod signals;
pub mod supplement;
pub mod survey;
pub mod task;
pub mod triage;
pub mod withdraw;
pub mod withdraw_offer;

mod act;
mod upload;

pub use act::{Act, allowed, expected, key_of};
