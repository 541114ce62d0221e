//! `/verify`: does a receipt still hold? Checked here against our own key; who does not want to trust us checks it
//! with `redress-verify`.

use crate::app::App;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::customer::{Verdict, VerifyPage};
use crate::reader::Reader;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use journal::Receipt;
use store::{Error, Store};

pub async fn verify_page(State(app): State<App>, reader: Reader) -> Html<String> {
    show(&app, &reader, String::new(), None)
}

pub async fn verify(State(app): State<App>, reader: Reader, form: Form) -> Result<Html<String>, Fault> {
    let text = form.text("receipt");
    let (store, pasted) = (app.store().clone(), unpasted(&text));
    let verdict = app.store().db().read(move |db| verdict(&store, db, &pasted)).await?;
    Ok(show(&app, &reader, text, Some(verdict)))
}

/// Browsers send lines that end in CR LF, and the field was trimmed; a signed note ends in one plain line feed.
fn unpasted(text: &str) -> String {
    format!("{}\n", text.replace("\r\n", "\n"))
}

/// The path must lead from the entry as it stands here now to the root that was signed then.
fn verdict(store: &Store, db: &mut store::db::Connection, text: &str) -> Result<Verdict, Error> {
    let fails = |why: String| Ok(Verdict::Fails { why });
    let receipt = match Receipt::parse(text) {
        Ok(receipt) => receipt,
        Err(error) => return fails(error.to_string()),
    };
    let Some(leaf) = store::sealer::leaf_at(db, receipt.index)? else {
        return fails(format!("entry {} is not in this journal", receipt.index));
    };
    let verifier = store.verifier()?;
    Ok(match receipt.verify_leaf(&leaf, &verifier) {
        Ok(checkpoint) => {
            Verdict::Holds { index: receipt.index, size: checkpoint.size, signer: verifier.to_string() }
        }
        Err(error) => Verdict::Fails { why: error.to_string() },
    })
}

fn show(app: &App, reader: &Reader, receipt: String, verdict: Option<Verdict>) -> Html<String> {
    let page = VerifyPage { p: reader.page(app), receipt, verdict };
    Html(page.render().expect("a page of strings renders"))
}
