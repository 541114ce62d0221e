//! `/verify`: is what we handed out still what we signed? The page checks it in the browser and may not make a single
//! request; without script the form sends a receipt here. `/verify/now` compares with the journal of now, and asks for
//! it only when its button is pressed.

use crate::app::App;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::customer::{NowPage, Verdict, VerifyPage};
use crate::reader::Reader;
use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use journal::Receipt;
use store::{Error, Store};

/// Scripts and styles of ours, and no request whatever.
const SILENT: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// The same, but it may ask this house.
const ASKING: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

pub async fn verify_page(State(app): State<App>, reader: Reader) -> Result<Response, Fault> {
    show(&app, &reader, String::new(), None)
}

pub async fn verify(State(app): State<App>, reader: Reader, form: Form) -> Result<Response, Fault> {
    let text = form.text("receipt");
    let (store, pasted) = (app.store().clone(), unpasted(&text));
    let verdict = app.store().db().read(move |db| verdict(&store, db, &pasted)).await?;
    show(&app, &reader, text, Some(verdict))
}

pub async fn now_page(State(app): State<App>, reader: Reader) -> Result<Response, Fault> {
    let page = NowPage { p: reader.page(&app), key: app.store().verifier()?.to_string() };
    Ok(under(ASKING, page.render()))
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

fn show(app: &App, reader: &Reader, receipt: String, verdict: Option<Verdict>) -> Result<Response, Fault> {
    let key = app.store().verifier()?.to_string();
    let page = VerifyPage { p: reader.page(app), key, receipt, verdict };
    Ok(under(SILENT, page.render()))
}

fn under(policy: &'static str, page: askama::Result<String>) -> Response {
    let html = Html(page.expect("a page of strings renders"));
    ([(header::CONTENT_SECURITY_POLICY, policy)], html).into_response()
}
