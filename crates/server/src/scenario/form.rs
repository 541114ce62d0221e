//! What a customer does, as the forms of the pages send it: fields and files, multipart, without JavaScript.

use super::picture::draw;
use super::step::{Complaint, Deed, File};
use super::world::Cast;
use domain::Refusal;
use web::locale::Locale;

#[derive(Default)]
pub struct Form {
    fields: Vec<(&'static str, String)>,
    files: Vec<(String, Vec<u8>)>,
}

/// Cannot occur in what a scenario writes or draws.
pub const BOUNDARY: &str = "----redress-scenario-2b7e151628aed2a6";

impl Form {
    fn with(mut self, name: &'static str, value: impl Into<String>) -> Form {
        self.fields.push((name, value.into()));
        self
    }
    fn with_text(self, text: Option<&String>) -> Form {
        match text {
            Some(text) => self.with("text", text),
            None => self,
        }
    }
    fn with_files(mut self, files: &[File]) -> Form {
        self.files.extend(files.iter().map(|file| (file.0.clone(), draw(file))));
        self
    }

    pub fn body(&self) -> Vec<u8> {
        let mut body = vec![];
        for (name, value) in &self.fields {
            let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
            body.extend([head.as_bytes(), value.as_bytes(), b"\r\n"].concat());
        }
        for (name, bytes) in &self.files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
        }
        body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
        body
    }
}

/// The form of the front page.
pub fn filing(cast: &Cast, complaint: &Complaint) -> Form {
    let person = &cast.customer;
    let mut form = Form::default()
        .with("name", person.name.reveal())
        .with("phone", person.phone.reveal())
        .with("email", person.mail.reveal())
        .with("order_number", complaint.order.clone().unwrap_or_default())
        .with("noticed", complaint.noticed.map(|noticed| noticed.word()).unwrap_or_default())
        .with_text(complaint.text.as_ref())
        .with_files(&complaint.files);
    for want in &complaint.wants {
        form = form.with("wants", want.word());
    }
    form
}

/// The forms of the case page, each with its action; nothing for what no customer can do.
pub fn forms(deed: &Deed) -> Option<Vec<(&'static str, Form)>> {
    let form = Form::default();
    let one = match deed {
        Deed::Supplement(more) => return Some(answers(more)),
        Deed::Say { text, .. } => ("message", form.with("text", text)),
        Deed::AskCall => ("call", form),
        Deed::Evidence { request: Some(request), files, text, .. } => {
            ("answer", form.with("ask", request).with_text(text.as_ref()).with_files(files))
        }
        Deed::Evidence { kind, files, text, .. } => {
            let form = form.with("kind", kind.clone().unwrap_or_default());
            ("evidence", form.with("shows", text.clone().unwrap_or_default()).with_files(files))
        }
        Deed::Correct { piece, files, why } => {
            ("evidence", form.with("corrects", piece).with("why", why).with_files(files))
        }
        Deed::Remark { piece, side: None, text } => {
            ("remark", form.with("evidence", piece).with("text", text))
        }
        Deed::Offer { items, text, .. } => {
            let amount = items.iter().find_map(|item| item.amount).map(|fen| yuan(fen.0));
            (
                "counter",
                form.with("offer", "o1").with("amount", amount.unwrap_or_default()).with("text", text),
            )
        }
        Deed::Accept { offer, chosen } => {
            let form = form.with("offer", offer);
            ("accept", chosen.iter().fold(form, |form, at| form.with("chosen", at.to_string())))
        }
        Deed::Decline { offer, why } => ("decline", form.with("offer", offer).with_text(why.as_ref())),
        Deed::Survey { solved, treated, text } => {
            let form = form.with("solution", solved.to_string()).with("handling", treated.to_string());
            ("survey", form.with_text(text.as_ref()))
        }
        Deed::Appeal { against, files, text } => {
            ("appeal", form.with("against", against).with("text", text).with_files(files))
        }
        Deed::AskPerson(of) => ("person", form.with("of", of)),
        Deed::Withdraw(why) => ("withdraw", form.with_text(why.as_ref())),
        _ => return None,
    };
    Some(vec![one])
}

/// The form behind the link of a third party.
pub fn third(deed: &Deed) -> Option<Form> {
    let form = Form::default();
    Some(match deed {
        Deed::Evidence { kind, files, text, .. } => {
            let form = form.with("kind", kind.clone().unwrap_or_default());
            form.with_text(text.as_ref()).with_files(files)
        }
        Deed::Report { result, files, text, .. } => {
            form.with("result", result.word()).with_text(text.as_ref()).with_files(files)
        }
        _ => return None,
    })
}

/// One tap for each gap, as the page asks.
fn answers(more: &Complaint) -> Vec<(&'static str, Form)> {
    let contact = [&more.phone, &more.mail].into_iter().find(|contact| !contact.is_empty());
    let gaps = [
        ("gap-contact", contact.map(|contact| contact.reveal().to_owned())),
        ("gap-order", more.order.clone()),
        ("gap-noticed", more.noticed.map(|noticed| noticed.word().to_owned())),
        ("gap-wants", more.wants.first().map(|want| want.word().to_owned())),
        ("gap-details", more.text.clone()),
    ];
    let answer = |(ask, words): (&str, Option<String>)| {
        words.map(|words| ("answer", Form::default().with("ask", ask).with("answer", words)))
    };
    let files = (!more.files.is_empty()).then(|| ("evidence", Form::default().with_files(&more.files)));
    gaps.into_iter().filter_map(answer).chain(files).collect()
}

fn yuan(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

/// A page says why in words; here is the code behind them.
pub fn refusal_on(html: &str) -> Option<&'static str> {
    let words = |refusal: &&Refusal| {
        let key = format!("refusal-{}", refusal.code());
        [Locale::Zh, Locale::En].iter().any(|locale| html.contains(locale.t(&key)))
    };
    Refusal::ALL.iter().find(words).map(|refusal| refusal.code())
}
