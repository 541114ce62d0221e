//! A budget is an account with a daily limit. What is offered from it counts on the day it is offered, accepted or
//! not, so that nothing that was promised has to be taken back; when a day's limit is reached the brake holds until
//! midnight, or until a manager lifts it.
//!
//! LIMIT: an offer that is taken back or declined keeps its part of the day.

use crate::account::Account;
use crate::calendar;
use crate::event::Event;
use crate::id::AccountId;
use crate::money::Fen;
use crate::words::Team;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// Nothing where as much may be promised as is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily: Option<Fen>,
    /// The day, in Beijing, that the rest speaks of.
    #[serde(default)]
    pub day: String,
    #[serde(default)]
    pub drawn: Fen,
    /// What a manager added for the day.
    #[serde(default)]
    pub more: Fen,
    #[serde(default)]
    pub brake: Brake,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Brake {
    #[default]
    Off,
    /// Something did not fit any more.
    Reached,
    /// Somebody pulled it.
    Pulled,
}

/// `goodwill-finance`: what one team may promise a day of the one budget of the house.
pub fn of_team(team: Team) -> AccountId {
    AccountId::new(format!("goodwill-{}", team.word()))
}

pub fn today(now_ms: i64) -> String {
    calendar::day_of(now_ms).to_string()
}

impl Budget {
    /// As it stands on this day: a new day begins with nothing drawn and the brake off.
    pub fn on(&self, day: &str) -> Budget {
        if self.day == day {
            return self.clone();
        }
        Budget { daily: self.daily, day: day.to_owned(), ..Budget::default() }
    }

    /// What may still be promised today; nothing where there is no limit.
    pub fn left(&self) -> Option<Fen> {
        if self.brake == Brake::Pulled {
            return Some(Fen::ZERO);
        }
        let daily = self.daily?;
        Some(Fen((daily.0.saturating_add(self.more.0)).saturating_sub(self.drawn.0).max(0)))
    }

    pub fn fits(&self, amount: Fen) -> bool {
        self.left().is_none_or(|left| amount <= left)
    }

    fn apply(&mut self, event: &Event) {
        match event {
            Event::BudgetSet { daily, .. } => self.daily = *daily,
            Event::BudgetDrawn { day, amount, .. } => {
                *self = self.on(day);
                self.drawn = self.drawn.plus(*amount).unwrap_or(Fen::MAX);
            }
            Event::BudgetBraked { day, brake, .. } => {
                *self = self.on(day);
                self.brake = *brake;
            }
            Event::BudgetReleased { day, more, .. } => {
                *self = self.on(day);
                self.more = self.more.plus(*more).unwrap_or(Fen::MAX);
                self.brake = Brake::Off;
            }
            _ => {}
        }
    }
}

impl Account {
    pub(crate) fn apply_budget(&mut self, event: &Event) {
        self.budget.get_or_insert_default().apply(event);
    }

    pub fn budget_on(&self, day: &str) -> Budget {
        self.budget.as_ref().map_or_else(Budget::default, |budget| budget.on(day))
    }
}
