//! The handlers' pages: sign in, queue, case, dead notices, sent mail. One page, one file.

mod account;
mod act;
mod approval;
mod beside;
mod calendar;
mod case;
mod claims;
mod dead;
mod demand;
mod ladder;
mod logistics;
mod mail;
mod money;
mod open;
mod playbooks;
mod queue;
mod reading;
mod reconcile;
mod roster;
mod service;
mod signals;
mod similar;
mod task;
mod template;
mod ties;
mod told;

pub use account::{AccountPage, LoginPage, NewTotp};
pub use act::Act;
pub use approval::{ApprovalsPage, Asked as ApprovalAsked, BudgetRow, Card as ApprovalCard};
pub use beside::{Asked, Drafts, Money, Part, Person, Reason, Shown, Triage, Typed};
pub use calendar::{CalendarPage, DaysOff, ShownYear};
pub use case::CasePage;
pub use claims::{ClaimRow, ClaimsPage};
pub use dead::{Dead, DeadPage};
pub use demand::{DemandBox, DemandCard, DemandRow};
pub use ladder::RungRow;
pub use logistics::{AnsweredRow, BreakerCard, DayBar, LogisticsPage, PastTrip, RuleCard};
pub use mail::{MailPage, Sent};
pub use money::{BooksRow, MoneyPage, StatementLine, StatementPage};
pub use open::{OpenPage, OpenRow};
pub use playbooks::{
    BookPage, BookRow, BooksPage, Changed, Checked, MovedCase, Past, Preview, TriedRung, Wrong,
};
pub use queue::{Current, Filter, Mark, QueuePage, Reach, Row, View};
pub use reading::{Mood, Reading, Remark, Remarks};
pub use reconcile::{Beside, DoubtList, DoubtRow, ReconcilePage, Reconciled, ReconciledPage, UnpaidRow};
pub use roster::{ColleaguePage, OnRoster, RosterPage};
pub use service::{Conversation, ReviewStep, ServiceCard};
pub use signals::{CountedRow, FoundSignal, SignalsCard, SignalsPage, SignalsPart};
pub use similar::{Similar, SimilarPage, SimilarPart, SimilarRow, on_line};
pub use task::Task;
pub use template::{TemplateChoice, TemplateMenu};
pub use ties::{Thing, TiedCase, Ties, TiesPage, TiesPart};
pub use told::{ToldPage, ToldWay, Whose};
