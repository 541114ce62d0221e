//! The templates beside the reply: what fits the situation comes first, and the one that was asked for is put, filled,
//! before what was begun already.

use super::whole::Asked;
use crate::face::template::{Pen, choices};
use crate::page::Page;
use crate::page::desk::{Drafts, TemplateChoice, TemplateMenu};
use domain::Actor;
use domain::case::Case;
use store::db::Connection;
use store::timeline::Told;
use store::{Error, Store};

/// The name under which it is kept beside a draft what the draft was begun with.
pub const DRAFT: &str = "template";

#[expect(clippy::too_many_arguments, reason = "what a case page is drawn from")]
pub fn menu(
    p: &Page,
    store: &Store,
    db: &mut Connection,
    case: &Case,
    by: &Actor,
    told: &[Told],
    asked: &Asked,
    drafts: &mut Drafts,
) -> Result<TemplateMenu, Error> {
    if !case.is_open() {
        return Ok(TemplateMenu::default());
    }
    let found = choices(store, case, told);
    let choice = |one: &domain::writing::Choice| TemplateChoice {
        id: one.template.id.clone(),
        occasion: one.template.occasion,
        label: one.template.label.read(p.locale.into()).to_owned(),
    };
    Ok(TemplateMenu {
        suggested: found.iter().find(|one| one.suggested).map(|one| one.template.id.clone()),
        writer: None,
        choices: found.iter().map(choice).collect(),
        picked: picked(store, db, case, by, asked, drafts)?,
    })
}

/// What the reply is begun with now. One that was just picked stands before what was typed; what was typed stays.
fn picked(
    store: &Store,
    db: &mut Connection,
    case: &Case,
    by: &Actor,
    asked: &Asked,
    drafts: &mut Drafts,
) -> Result<Option<String>, Error> {
    let Some(me) = by.user() else { return Ok(None) };
    let before = match asked.typed.get("reply", DRAFT) {
        "" => store.draft(db, me, &case.id, DRAFT)?,
        typed => Some(typed.to_owned()),
    };
    let before = before.filter(|_| !drafts.reply.trim().is_empty());
    let Some(wanted) = asked.template.as_ref().filter(|wanted| before.as_ref() != Some(wanted)) else {
        return Ok(before);
    };
    let pen = Pen::of(store, db, case, by)?;
    let Some(filled) = pen.named(wanted) else { return Ok(before) };
    // A template that nobody has touched gives way to the next one.
    let untouched = before.and_then(|id| pen.named(&id)).is_some_and(|old| old.text == drafts.reply.trim());
    if untouched || drafts.reply.trim().is_empty() {
        drafts.reply = filled.text;
    } else {
        drafts.reply = format!("{}\n\n{}", filled.text, drafts.reply);
    }
    Ok(Some(wanted.clone()))
}
