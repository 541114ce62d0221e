//! given / when / then on `decide`, and random lives of cases. Every test goes through [`house::House`], which
//! loads for each command exactly what the store would load, and applies what was decided.

mod approvals;
mod asking;
mod boards;
mod clocks;
mod closing;
mod contracts;
mod covering;
mod deciding;
mod demands;
mod evidence;
mod filing;
mod guarding;
mod house;
mod inspection;
mod itself;
mod law;
mod ledger;
mod measures;
mod months;
mod offers;
mod owners;
mod pausing;
mod paying;
mod people;
mod random;
mod recourse;
mod refunds;
mod regulator;
mod replay;
mod service;
mod talking;
mod templates;
mod triage;
mod what_if;
mod writing;
