//! `/desk`: the list of cases with its views and filters. The block `list` alone is what htmx asks for.

use crate::page::Page;
use crate::page::parts::Choice;
use crate::sign::{Clock, Grade, Stage};
use askama::Template;

#[derive(Template)]
#[template(path = "desk/queue.html", blocks = ["list"])]
pub struct QueuePage {
    pub p: Page,
    pub views: Vec<View>,
    pub filters: Vec<Filter>,
    /// The filter that is applied already.
    pub was: &'static str,
    pub q: String,
    pub rows: Vec<Row>,
    pub newer: Option<String>,
    pub older: Option<String>,
    pub reach: Reach,
    pub owners: Vec<Choice>,
}

/// Whether the list is all there is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    Whole,
    /// The combination of filters has no index; it stopped at 10,000 rows.
    Cut,
}

/// A view in the rail. Its words are `view-{code}` and, when it is empty, `view-{code}-empty`.
#[derive(Clone)]
pub struct View {
    pub code: &'static str,
    pub href: String,
    /// Bounded: "99+".
    pub count: String,
    pub current: Current,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Current {
    Yes,
    No,
}

/// One select above the list. Its words are `filter-{name}`.
#[derive(Clone)]
pub struct Filter {
    pub name: &'static str,
    pub chosen: String,
    pub options: Vec<Choice>,
}

#[derive(Clone)]
pub struct Row {
    pub id: String,
    pub href: String,
    pub number: String,
    pub grade: Option<Grade>,
    pub kind: String,
    pub words: String,
    pub customer: String,
    pub merchant: String,
    pub stage: Stage,
    pub clock: Option<Clock>,
    pub owner: Option<String>,
    pub mark: Mark,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Unread,
    Read,
}

impl QueuePage {
    pub const VIEWS: [&'static str; 6] = ["mine", "unassigned", "due_soon", "breached", "waiting", "all"];

    fn view(&self) -> &'static str {
        self.views.iter().find(|view| view.current == Current::Yes).map_or("all", |view| view.code)
    }

    fn view_title(&self) -> &'static str {
        self.p.t(&format!("view-{}", self.view()))
    }

    fn empty_words(&self) -> &'static str {
        let filtered = !self.q.is_empty() || self.filters.iter().any(|filter| !filter.chosen.is_empty());
        if filtered { self.p.t("queue-none-found") } else { self.p.t(&format!("view-{}-empty", self.view())) }
    }

    fn view_words(&self, view: &View) -> &'static str {
        self.p.t(&format!("view-{}", view.code))
    }

    fn filter_words(&self, filter: &Filter) -> &'static str {
        self.p.t(&format!("filter-{}", filter.name))
    }
}
