//! Asking the configured endpoint for a draft of a reply or a summary. Everything personal is covered before it leaves,
//! the asking is on record, and what comes back is a draft: marked, read by the reply check, never sent by itself.

use super::{me, reading, templates};
use crate::app::App;
use crate::face::template::Pen;
use crate::page::Page;
use crate::page::desk::Remark;
use crate::reader::Reader;
use crate::who::Who;
use domain::case::Case;
use domain::writing::{Cover, Purpose, open_fields, rules};
use domain::{Actor, Refusal};
use store::db::Connection;
use store::{Error, Store};

pub struct Drafted {
    pub text: String,
    /// What stayed covered, and what the writer left for a person to fill in.
    pub open: Vec<String>,
    /// What the reply check says of it.
    pub remarks: Vec<Remark>,
    pub model: String,
}

pub async fn drafted(
    app: &App,
    p: Page,
    by: &Actor,
    case: &Case,
    purpose: Purpose,
) -> Result<Drafted, Error> {
    let writer = app.writer().ok_or(Refusal::DraftOff)?.clone();
    let (store, own, reader) = (app.store().clone(), case.clone(), by.clone());
    let (cover, matter) = app.store().db().read(move |db| covered(&store, db, &own, &reader)).await?;
    app.store().ask_draft(by, case, purpose).await?;
    let locale = if purpose == Purpose::Reply { case.locale } else { p.locale.into() };
    let said = writer.write(rules(purpose, locale), matter).await?;
    let text = cover.lift(&said);
    let remarks = match purpose {
        Purpose::Reply => read(app, p, case, by, &text).await?,
        Purpose::Summary => vec![],
    };
    let mut open: Vec<String> = open_fields(&text).map(str::to_owned).collect();
    open.dedup();
    Ok(Drafted { open, remarks, model: writer.model().to_owned(), text })
}

async fn read(app: &App, p: Page, case: &Case, by: &Actor, text: &str) -> Result<Vec<Remark>, Error> {
    let (own, case, by, text) = (app.clone(), case.clone(), by.clone(), text.to_owned());
    let read = move |db: &mut Connection| reading::read(&own, db, &p, &case, &by, &text);
    Ok(app.store().db().read(read).await?.remarks)
}

/// What is known of the customer and the order is covered first, by its sort; of it a reply may say what a template
/// says.
fn covered(store: &Store, db: &mut Connection, case: &Case, by: &Actor) -> Result<(Cover, String), Error> {
    let mut cover = Cover::default();
    let pen = Pen::of(store, db, case, by)?;
    let person = store.person(db, case, by)?;
    cover.know("NAME", person.name.reveal(), pen.value("name"));
    cover.know("PHONE", person.phone.reveal(), None);
    cover.know("MAIL", person.mail.reveal(), None);
    cover.know("CASE", &case.number, Some(&case.number));
    let matter = store.matter(db, case, by)?;
    for number in matter.order_number.iter() {
        cover.know("ORDER", number, Some(number));
    }
    if let Some(merchant) = pen.value("merchant") {
        cover.know("SHOP", merchant, Some(merchant));
    }
    if let Some(order) = store.frozen_order(db, case, by)? {
        cover.know("ORDER", &order.number, Some(&order.number));
        cover.know("NAME", order.buyer.name.reveal(), None);
        cover.know("PHONE", order.buyer.phone.reveal(), None);
        cover.know("MAIL", order.buyer.mail.reveal(), None);
        for item in &order.items {
            cover.know("ITEM", &item.title, Some(&item.title));
            cover.know("CODE", &item.sku, None);
        }
        for payment in &order.payments {
            cover.know("PAYMENT", &payment.reference, None);
        }
        for parcel in &order.parcels {
            cover.know("TRACKING", &parcel.tracking, Some(&parcel.tracking));
        }
    }
    let matter = store.covered_matter(db, case, by, &mut cover, &pen.facts())?;
    Ok((cover, matter))
}

/// What the hidden field of a reply says that a machine drafted.
pub const MACHINE: &str = "machine";

/// `POST /desk/cases/{id}/write`: puts what came back into the reader's own draft, before what they had typed.
pub async fn into_draft(
    app: &App,
    reader: &Reader,
    who: &Who,
    case: &Case,
    purpose: Purpose,
) -> Result<(), Error> {
    let p = reader.page(app);
    let drafted = drafted(app, p.clone(), &who.actor, case, purpose).await?;
    let (store, user, id) = (app.store().clone(), me(who), case.id.clone());
    let place = if purpose == Purpose::Reply { "reply" } else { "note" };
    let before = app.store().db().read(move |db| store.draft(db, &user, &id, place)).await?;
    let mut text = match purpose {
        Purpose::Reply => drafted.text,
        Purpose::Summary => format!("{}\n{}", p.t1("machine-summary", "model", &drafted.model), drafted.text),
    };
    if let Some(before) = before.filter(|before| !before.trim().is_empty()) {
        text = format!("{text}\n\n{before}");
    }
    let most = app.store().policy().limits.text_max;
    let text: String = text.chars().take(most).collect();
    app.store().save_draft(&me(who), &case.id, place, &text).await?;
    if purpose == Purpose::Reply {
        app.store().save_draft(&me(who), &case.id, templates::DRAFT, MACHINE).await?;
    }
    Ok(())
}
