//! Daily budgets: what an offer draws, the brake, and who sets and lifts it.

use super::{Desk, Events};
use crate::account;
use crate::actor::{Actor, Role};
use crate::budget::{self, Brake, Budget};
use crate::command::BudgetCommand;
use crate::cost::Cost;
use crate::event::Event;
use crate::id::{AccountId, UserId};
use crate::money::Fen;
use crate::refusal::Refusal;
use crate::world::World;

/// What an offer of ours takes from the day, of the house and of the author's team.
pub(super) fn draw(
    desk: &Desk,
    offer: &str,
    cost: &Cost,
    author: Option<&UserId>,
) -> Result<Events, Refusal> {
    if cost.goodwill == Fen::ZERO {
        return Ok(vec![]);
    }
    let day = budget::today(desk.now_ms);
    let mut events = vec![];
    for account in drawn_on(desk.world, author) {
        let known = desk.world.account(&account).budget;
        let Some(budget) = known.map(|budget| budget.on(&day)) else { continue };
        if !budget.fits(cost.goodwill) {
            return Err(Refusal::BudgetBraked);
        }
        let (amount, case, offer) = (cost.goodwill, desk.case.id.clone(), offer.to_owned());
        events.push((account.subject(), Event::BudgetDrawn { day: day.clone(), amount, case, offer }));
    }
    Ok(events)
}

fn drawn_on(world: &World, author: Option<&UserId>) -> Vec<AccountId> {
    let teams = world.staff.iter().filter(|one| author == Some(&one.user)).flat_map(|one| one.work.teams());
    [account::goodwill()].into_iter().chain(teams.map(budget::of_team)).collect()
}

pub fn budget(
    world: &World,
    id: &AccountId,
    command: &BudgetCommand,
    by: &Actor,
    now_ms: i64,
) -> Result<Events, Refusal> {
    if account::kind(id) != "goodwill" {
        return Err(Refusal::NotFound);
    }
    let (day, leads) =
        (budget::today(now_ms), matches!(by, Actor::Staff(_, Role::Manager | Role::Admin) | Actor::System));
    let now: Budget = world.account(id).budget_on(&day);
    let event = match command {
        // The house notes that somebody was turned away, once a day.
        BudgetCommand::Reached { amount } if *by == Actor::System => {
            if now.fits(*amount) || now.brake != Brake::Off {
                return Ok(vec![]);
            }
            Event::BudgetBraked { day, brake: Brake::Reached, why: None }
        }
        _ if !leads => return Err(Refusal::NotAllowed),
        BudgetCommand::Reached { .. } => return Err(Refusal::NotAllowed),
        BudgetCommand::Set { daily, why } => {
            if daily.is_some_and(|daily| daily < Fen::ZERO || daily > Fen::MAX) {
                return Err(Refusal::AmountInvalid);
            }
            Event::BudgetSet { daily: *daily, why: why.clone() }
        }
        BudgetCommand::Pull { why } => {
            if now.brake == Brake::Pulled {
                return Ok(vec![]);
            }
            Event::BudgetBraked { day, brake: Brake::Pulled, why: Some(why.clone()) }
        }
        BudgetCommand::Release { more, why } => {
            if *more < Fen::ZERO || *more > Fen::MAX {
                return Err(Refusal::AmountInvalid);
            }
            if now.brake == Brake::Off && *more == Fen::ZERO {
                return Ok(vec![]);
            }
            Event::BudgetReleased { day, more: *more, why: why.clone() }
        }
    };
    Ok(vec![(id.subject(), event)])
}
