//! Hiding words of a text by hand, beyond what the rules find. What is hidden stays hidden: only more is added.

use super::{Desk, Events};
use crate::content::ContentRef;
use crate::event::Event;
use crate::refusal::Refusal;

/// More places in one text are hidden by withholding the text.
const MOST: usize = 500;

pub fn by_hand(
    desk: &Desk,
    entry: u64,
    spans: &[(u32, u32)],
    brief: Option<&ContentRef>,
) -> Result<Events, Refusal> {
    desk.staff()?;
    let hidden = desk.case.hidden.get(&entry).map_or(&[][..], Vec::as_slice);
    let all = joined(hidden.iter().chain(spans));
    if spans.iter().any(|(from, to)| from >= to) || all.len() > MOST {
        return Err(Refusal::WordUnknown);
    }
    if all == hidden {
        return Ok(vec![]);
    }
    Ok(desk.on_case([Event::TextMasked { entry, spans: all, brief: brief.cloned() }]))
}

/// In order, and what touches is one.
fn joined<'s>(spans: impl Iterator<Item = &'s (u32, u32)>) -> Vec<(u32, u32)> {
    let mut sorted: Vec<(u32, u32)> = spans.copied().collect();
    sorted.sort_unstable();
    let mut joined: Vec<(u32, u32)> = vec![];
    for (from, to) in sorted {
        match joined.last_mut() {
            Some((_, end)) if from <= *end => *end = to.max(*end),
            _ => joined.push((from, to)),
        }
    }
    joined
}
