//! Files and words as a form brought them, ready to become evidence and what is said of it.

use crate::form::Form;
use domain::case::Case;
use domain::words::Identified;
use domain::{Party, Refusal};
use store::acts::{Appeal, Called, Remark, Upload};

/// What answers a request for one kind of evidence is of that kind; otherwise it is what its bytes say.
pub fn upload(form: &Form, case: &Case, request: Option<&str>, text: Option<&str>) -> Upload {
    let asked = case.requests.iter().find(|one| Some(one.id.as_str()) == request);
    let kind = asked.and_then(|one| if let [kind] = &one.kinds[..] { Some(kind.clone()) } else { None });
    Upload {
        files: form.files.clone(),
        kind: kind.or(form.get("kind").map(str::to_owned)),
        request: request.map(str::to_owned),
        text: text.map(str::to_owned),
        corrects: form.get("corrects").map(|of| (of.to_owned(), form.text("why"))),
        origin: form.origin.clone(),
        ..Upload::default()
    }
}

pub fn remark(form: &Form, from: Option<Party>) -> Remark {
    Remark { evidence: form.text("evidence"), from, text: form.text("text") }
}

pub fn appeal(form: &Form) -> Appeal {
    Appeal {
        against: form.text("against"),
        words: form.text("text"),
        files: form.files.clone(),
        origin: form.origin.clone(),
        call: None,
    }
}

/// As a side says it on the telephone. What it is against stands in one field with the side: `customer:f1`.
pub fn appeal_for(form: &Form) -> Result<Appeal, Refusal> {
    let which = form.text("which");
    let (side, against) = which.split_once(':').ok_or(Refusal::NothingChosen)?;
    let side = Party::parse(side).ok_or(Refusal::WordUnknown)?;
    let identified = form.get("identified").and_then(Identified::parse).ok_or(Refusal::WordUnknown)?;
    let call = Some(Called { side, caller: form.text("caller"), identified });
    Ok(Appeal { against: against.to_owned(), words: form.text("text"), call, ..Appeal::default() })
}
