//! What the house notes about itself. Each thing is noted once: a size of the journal has one map, an hour one root, and a checkpoint
//! one stamp of each authority. A repeated tick is refused, never written twice.

use super::{Events, people, plain};
use crate::actor::Actor;
use crate::clock::HOUR_MS;
use crate::command::HouseCommand;
use crate::event::{Event, Stamped, Witnessed};
use crate::house::{Access, Activation, Heads, House, ImportedYear};
use crate::id::SubjectId;
use crate::refusal::Refusal;
use crate::world::World;

/// A token of an authority, in base64; an entry holds at most 65,535 bytes.
const TOKEN_MAX: usize = 48_000;
/// A witness is noted this often; its signatures lie beside the checkpoints.
const WITNESS_EVERY_MS: i64 = HOUR_MS;

pub fn house(world: &World, command: &HouseCommand, by: &Actor, now_ms: i64) -> Result<Events, Refusal> {
    people::operator(by)?;
    let house = world.house();
    let event = match command {
        HouseCommand::MapHeads(heads) => map_heads(&house, heads)?,
        HouseCommand::RootAccess(access) => root_access(&house, access)?,
        HouseCommand::Stamp(stamped) => stamp(&house, stamped)?,
        HouseCommand::Witness(witnessed) => witness(&house, witnessed, now_ms)?,
        HouseCommand::ImportYear(imported) => import_year(&house, imported)?,
        HouseCommand::Activate(activation) => activate(&house, activation)?,
        HouseCommand::TakeStatement(statement) => {
            is_root(&statement.sha256)?;
            Event::StatementTaken(statement.clone())
        }
    };
    Ok(vec![(SubjectId::house(), event)])
}

fn map_heads(house: &House, heads: &Heads) -> Result<Event, Refusal> {
    is_day(&heads.day)?;
    is_root(&heads.root)?;
    // Days written like this sort as they pass.
    let later = house.heads.as_ref().is_none_or(|last| last.day <= heads.day && last.size < heads.size);
    fresh(later)?;
    Ok(Event::HeadsMapped { heads: heads.clone() })
}

fn root_access(house: &House, access: &Access) -> Result<Event, Refusal> {
    is_root(&access.root)?;
    if access.hour_ms.rem_euclid(HOUR_MS) != 0 {
        return Err(Refusal::DueInvalid);
    }
    fresh(house.access.as_ref().is_none_or(|last| last.hour_ms < access.hour_ms))?;
    Ok(Event::AccessRooted { access: access.clone() })
}

fn stamp(house: &House, stamped: &Stamped) -> Result<Event, Refusal> {
    plain::code(&stamped.authority)?;
    is_root(&stamped.root)?;
    is_root(&stamped.chain)?;
    is_base64(&stamped.token, TOKEN_MAX)?;
    fresh(house.stamps.get(&stamped.authority).is_none_or(|last| last.size < stamped.size))?;
    Ok(Event::Stamped(Box::new(stamped.clone())))
}

fn witness(house: &House, witnessed: &Witnessed, now_ms: i64) -> Result<Event, Refusal> {
    plain::code(&witnessed.witness)?;
    is_root(&witnessed.root)?;
    is_base64(&witnessed.signature, TOKEN_MAX)?;
    let due = house.witnesses.get(&witnessed.witness).is_none_or(|last| {
        last.size < witnessed.size && now_ms.saturating_sub(last.noted_ms) >= WITNESS_EVERY_MS
    });
    fresh(due)?;
    Ok(Event::Witnessed(Box::new(witnessed.clone())))
}

/// The file was checked when it was read; the same file twice says nothing new.
fn import_year(house: &House, imported: &ImportedYear) -> Result<Event, Refusal> {
    is_root(&imported.sha256)?;
    fresh(house.years.get(&imported.year.year) != Some(imported))?;
    Ok(Event::CalendarImported(imported.clone()))
}

/// The files were checked together with those that run. Of two who started from the same, the second is told.
fn activate(house: &House, activation: &Activation) -> Result<Event, Refusal> {
    is_root(&activation.set)?;
    for (name, book) in &activation.files {
        plain::code(name)?;
        book.as_ref().map_or(Ok(()), |book| is_root(&book.sha256))?;
    }
    plain::codes(activation.kinds.iter().flat_map(|(kind, version)| [kind.as_str(), version.as_str()]))?;
    if activation.no != house.books.no + 1 {
        return Err(Refusal::PlaybooksMoved);
    }
    fresh(house.books.differs(activation))?;
    Ok(Event::PlaybooksActivated(Box::new(activation.clone())))
}

fn fresh(is_fresh: bool) -> Result<(), Refusal> {
    if is_fresh { Ok(()) } else { Err(Refusal::AlreadyThere) }
}

fn is_root(text: &str) -> Result<(), Refusal> {
    let digit = |letter: u8| letter.is_ascii_digit() || (b'a'..=b'f').contains(&letter);
    let fits = text.len() == 64 && text.bytes().all(digit);
    if fits { Ok(()) } else { Err(Refusal::WordUnknown) }
}

/// `2026-11-22`: only its form is looked at, the house itself has made it.
fn is_day(text: &str) -> Result<(), Refusal> {
    let digits = |at: std::ops::Range<usize>, least: u32, most: u32| {
        let part = text.get(at).filter(|part| part.bytes().all(|letter| letter.is_ascii_digit()));
        part.and_then(|part| part.parse().ok()).is_some_and(|part| (least..=most).contains(&part))
    };
    let dashes = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    let fits = dashes && digits(0..4, 1970, 9999) && digits(5..7, 1, 12) && digits(8..10, 1, 31);
    if fits { Ok(()) } else { Err(Refusal::DueInvalid) }
}

fn is_base64(text: &str, most: usize) -> Result<(), Refusal> {
    let letter = |letter: u8| letter.is_ascii_alphanumeric() || b"+/=".contains(&letter);
    let fits = (1..=most).contains(&text.len()) && text.bytes().all(letter);
    if fits { Ok(()) } else { Err(Refusal::WordUnknown) }
}
