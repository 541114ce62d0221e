//! What is right. Everything here is a pure function of (state, command, actor, time, policy): no I/O, no clock,
//! no chance, no text of the interface. A [`Command`] is decided into [`Event`]s or a [`Refusal`]; events are
//! applied to states; reactions of events are the notices and instructions that leave the house.
//!
//! Invariant: states and events hold ids, enums, amounts, times and [`ContentRef`]s, never text or personal data.

pub mod account;
pub mod actor;
pub mod breaker;
pub mod budget;
pub mod calendar;
pub mod case;
pub mod clock;
pub mod closing;
pub mod command;
pub mod consign;
pub mod content;
pub mod cost;
pub mod decide;
pub mod event;
pub mod fulfilment;
pub mod house;
pub mod id;
pub mod law;
pub mod measure;
pub mod merchant;
pub mod money;
pub mod objection;
pub mod order;
pub mod parcel;
pub mod personal;
pub mod playbook;
pub mod policy;
pub mod privacy;
pub mod reach;
pub mod reaction;
pub mod refusal;
pub mod rights;
pub mod signal;
pub mod state;
pub mod todo;
pub mod user;
pub mod what_if;
pub mod words;
pub mod work;
pub mod world;
pub mod writing;

pub use actor::{Actor, Party, Role};
pub use case::Case;
pub use command::Command;
pub use content::ContentRef;
pub use decide::decide;
pub use event::Event;
pub use house::House;
pub use id::{BreakerId, CaseId, MerchantId, OrderId, ParcelId, SubjectId, UserId};
pub use money::Fen;
pub use policy::Policy;
pub use refusal::Refusal;
pub use state::State;
pub use world::World;
