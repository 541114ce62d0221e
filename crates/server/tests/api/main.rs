//! The API from outside: the real router on a port of its own, a real database, time in hand. A house that goes
//! while journal and rows disagree fails its test.

mod house;

mod acting;
mod bad_input;
mod boards;
mod claims;
mod clocks;
mod closing;
mod consigning;
mod deciding;
mod desk;
mod document;
mod evidence;
mod filing;
mod forgetting;
mod fulfilment;
mod law;
mod learning;
mod listing;
mod masked;
mod matter;
mod merchants;
mod money;
mod negotiating;
mod notices;
mod parcels;
mod permissions;
mod person;
mod playbooks;
mod reading;
mod record;
mod signals;
mod statements;
mod telling;
mod third;
mod walk;
mod what_if;
mod work;
