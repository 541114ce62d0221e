//! The handlers' pages: sign in, queue, case, dead notices, sent mail. One page, one file.

mod account;
mod act;
mod beside;
mod calendar;
mod case;
mod claims;
mod dead;
mod demand;
mod mail;
mod money;
mod playbooks;
mod queue;
mod reading;
mod reconcile;
mod roster;
mod service;
mod task;
mod template;

pub use account::{AccountPage, LoginPage, NewTotp};
pub use act::Act;
pub use beside::{Asked, Drafts, Money, Part, Person, Reason, Shown, Triage, Typed};
pub use calendar::{CalendarPage, DaysOff, ShownYear};
pub use case::CasePage;
pub use claims::{ClaimRow, ClaimsPage};
pub use dead::{Dead, DeadPage};
pub use demand::{DemandBox, DemandCard, DemandRow};
pub use mail::{MailPage, Sent};
pub use money::{BooksRow, MoneyPage, StatementLine, StatementPage};
pub use playbooks::{BookPage, BookRow, BooksPage, Changed, Checked, MovedCase, Past, Preview, Wrong};
pub use queue::{Current, Filter, Mark, QueuePage, Reach, Row, View};
pub use reading::{Mood, Reading, Remark, Remarks};
pub use reconcile::{DoubtList, DoubtRow, ReconcilePage, Reconciled, ReconciledPage};
pub use roster::{ColleaguePage, OnRoster, RosterPage};
pub use service::{Conversation, ReviewStep, ServiceCard};
pub use task::Task;
pub use template::{TemplateChoice, TemplateMenu};
