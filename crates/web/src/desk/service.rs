//! The card of a complaint about our own handling: whom it is about, and the earlier conversation step by step.

use crate::face;
use crate::page::Page;
use crate::page::desk::{Conversation, ReviewStep, ServiceCard};
use domain::case::{Case, Mark, Step, What};
use store::db::Connection;
use store::{Error, Store};

pub fn card(p: &Page, store: &Store, db: &mut Connection, case: &Case) -> Result<ServiceCard, Error> {
    let mut earlier = vec![];
    for id in &case.earlier {
        let Some(loaded) = store.case(db, id)? else { continue };
        let steps = store.reviewed(db, id)?.iter().map(|step| row(p, step)).collect();
        earlier.push(Conversation { number: loaded.case.number, href: format!("/desk/cases/{id}"), steps });
    }
    let persons: Vec<String> = case.complained_of.iter().map(ToString::to_string).collect();
    Ok(ServiceCard { earlier, persons: persons.join(p.t("list-and")) })
}

fn row(p: &Page, step: &Step) -> ReviewStep {
    let name = match &step.what {
        What::Clock(clock) => face::clock_name(p, clock),
        What::Message => p.t("review-message").to_owned(),
        What::Notice(_) => p.t("review-notice").to_owned(),
    };
    let name =
        if step.round > 1 { format!("{name} ({})", p.t1("review-round", "n", step.round)) } else { name };
    ReviewStep {
        name,
        from_ms: step.from_ms,
        due_ms: step.due_ms,
        done_ms: step.done_ms,
        mark: match step.mark {
            Mark::InTime => "review-in_time",
            Mark::Late => "review-late",
            Mark::Unanswered => "review-unanswered",
            Mark::Bounced => "review-bounced",
            Mark::Running => "review-running",
        },
        alarming: matches!(step.mark, Mark::Late | Mark::Unanswered | Mark::Bounced),
    }
}
