//! What somebody of a shop may do. The shop's owner may do all; the people the owner engages read everything of the shop
//! and do what they were given; whoever was let go does nothing and does not come in.

use crate::actor::Actor;
use crate::command::{CaseCommand, Command, UserCommand};
use crate::id::UserId;
use crate::money::Fen;
use crate::refusal::Refusal;
use crate::words::Switch;
use crate::world::World;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "may", rename_all = "snake_case")]
pub enum Rights {
    #[default]
    All,
    Some {
        /// Messages, evidence, remarks, appeals, showing that something is done.
        answer: Switch,
        /// Offers, a yes to the customer, taking a case upon the shop: up to so much.
        offer: Fen,
    },
    Revoked,
}

impl Rights {
    pub fn is_all(&self) -> bool {
        *self == Rights::All
    }

    /// How much they may promise; nothing where there is no limit of their own.
    pub fn offer_limit(&self) -> Option<Fen> {
        match self {
            Rights::All => None,
            Rights::Some { offer, .. } => Some(*offer),
            Rights::Revoked => Some(Fen::ZERO),
        }
    }
}

/// Of whom a decision must know the rights.
pub fn of(world: &World, by: &Actor) -> Rights {
    match by {
        Actor::Merchant(user, _) => world.user(user).map_or(Rights::All, |user| user.rights),
        _ => Rights::All,
    }
}

/// Whether a person of a shop may do this at all; how much they may promise is looked at with the sum.
pub(crate) fn check(world: &World, command: &Command, by: &Actor) -> Result<(), Refusal> {
    let Actor::Merchant(user, _) = by else { return Ok(()) };
    let may = match of(world, by) {
        Rights::All => true,
        Rights::Revoked => false,
        Rights::Some { answer, offer } => match command {
            Command::Case(_, command) if promises(command) => offer > Fen::ZERO,
            Command::Case(..) => answer == Switch::On,
            Command::User(about, command) => about == user && is_own(command),
            _ => false,
        },
    };
    if may { Ok(()) } else { Err(Refusal::NotYourRight) }
}

fn promises(command: &CaseCommand) -> bool {
    matches!(
        command,
        CaseCommand::Offer { .. }
            | CaseCommand::WithdrawOffer { .. }
            | CaseCommand::Accept { .. }
            | CaseCommand::Consent { .. }
            | CaseCommand::DropApproval { .. }
    )
}

/// Their own sign-in.
fn is_own(command: &UserCommand) -> bool {
    matches!(
        command,
        UserCommand::SetPassword { .. } | UserCommand::SetTotp { .. } | UserCommand::RevokeToken { .. }
    )
}

/// What a promise of somebody of a shop comes to must be within what they were given.
pub(crate) fn within(world: &World, by: &Actor, amount: Fen) -> Result<(), Refusal> {
    match of(world, by).offer_limit() {
        Some(limit) if amount > limit => Err(Refusal::AboveRights),
        _ => Ok(()),
    }
}

/// Whoever is of the shop `by` speaks for and was engaged by its owner.
pub(crate) fn engaged_by<'w>(world: &World<'w>, by: &Actor, user: &UserId) -> bool {
    let Actor::Merchant(owner, shop) = by else { return false };
    let known = world.user(user).ok();
    let of_shop = known.is_some_and(|known| known.account.merchant.as_ref() == Some(shop));
    of_shop && user != owner && known.is_some_and(|known| !known.rights.is_all())
}
