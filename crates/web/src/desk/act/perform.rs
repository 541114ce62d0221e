//! From the fields of a form to the acts of the store. The names of the fields are those of the templates.

use super::evidence;
use crate::app::App;
use crate::desk::{demands, drafting, templates};
use crate::form::Form;
use crate::format;
use crate::menu::interest_from;
use crate::reader::Reader;
use crate::sign::Remedy;
use crate::upload::appeal_for;
use domain::case::{Case, Choice, OfferItem, RuleRef, Share};
use domain::clock::HOUR_MS;
use domain::command::ApprovalRuling;
use domain::words::{Conduct, Grade, Jurisdiction, Outcome, Relief, RemedyKind, Ruling, Silence, Team};
use domain::writing::Drawn;
use domain::{Actor, Party, Refusal, UserId};
use store::acts::{Action, Counting, Finding, Menu, Request, Shown, Tasked, Upload, Veiled, Waiting};
use store::record::Person;
use store::{Error, Store};

pub enum Done {
    Changed,
    Revealed(Box<Revealed>),
}

/// What was just looked at behind the mask, for the one page that answers.
#[derive(Clone)]
pub enum Revealed {
    Person(Person),
    Text { entry: u64, text: String },
}

pub async fn perform(
    app: &App,
    reader: &Reader,
    by: &Actor,
    case: &Case,
    action: &str,
    form: &Form,
) -> Result<Done, Error> {
    let (store, id, given) = (app.store(), &case.id, form.number::<u64>("version"));
    let (text, reason, offer) = (form.text("text"), form.get("reason"), form.text("offer"));
    match action {
        "reply" => reply(store, by, case, form).await?,
        "note" => drop(store.note(by, id, &text, given).await?),
        "complete" => drop(store.say(by, id, Party::Customer, &missing(reader, form), given).await?),
        "call-done" => drop(store.say(by, id, Party::Customer, &text, given).await?),
        "triage" => triage(store, by, case, form).await?,
        "assign" => drop(store.assign(by, id, &UserId::new(form.text("owner")), reason, given).await?),
        "request-evidence" => drop(store.request_evidence(by, id, &request(app, form)?, given).await?),
        "evidence" => drop(store.add_evidence(by, id, evidence::upload(form)?, given).await?),
        "remark" => drop(store.remark(by, id, &evidence::remark(form)?, given).await?),
        "assess" => drop(store.assess(by, id, &evidence::judgement(form)?, given).await?),
        "inspection" => drop(store.order_inspection(by, id, &evidence::inspection(app, form)?, given).await?),
        "inspected" => drop(store.add_evidence(by, id, evidence::report(form)?, given).await?),
        "pause" => drop(store.pause(by, id, &waiting(app, form)?, given).await?),
        "resume" => drop(store.resume(by, id, &form.text("pause"), form.get("text"), given).await?),
        "regulator" => drop(store.regulator_did(by, id, &evidence::paper(form)?, given).await?),
        "renew-link" => drop(store.renew_link(by, id, &form.text("request"), given).await?),
        "finding" => drop(store.find(by, id, finding(form)?, given).await?),
        "issue-finding" => drop(store.issue_finding(by, id, &form.text("draft"), given).await?),
        "return-finding" => drop(store.return_finding(by, id, &form.text("draft"), &text, given).await?),
        "count-signals" => drop(store.count_signals(by, id, counting(form)?, given).await?),
        "answer-plea" => {
            let ruling = word(form, "ruling", Ruling::parse)?;
            drop(store.answer_plea(by, id, &form.text("plea"), (ruling, &text), given).await?)
        }
        "appeal-for" => drop(store.appeal(by, id, appeal_for(form)?, given).await?),
        "convene" => {
            let lines = form.text("options");
            let options: Vec<String> =
                lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
            drop(store.convene(by, id, &text, &options, given).await?)
        }
        "vote" => {
            let option = form.number::<u8>("option").ok_or(Refusal::NothingChosen)?;
            drop(store.vote(by, id, &form.text("board"), (option, &text), given).await?)
        }
        "recuse" => drop(store.recuse(by, id, &form.text("board"), &text, given).await?),
        "minutes" => minutes(store, by, case, form).await?,
        "set-task" => {
            let (team, to) = (word(form, "team", Team::parse)?, form.get("to").map(UserId::new));
            let hours: Option<i64> = form.number("due_hours");
            let due_ms = hours.map(|hours| app.store().now_ms() + hours.clamp(0, 24 * 60) * HOUR_MS);
            drop(store.set_task(by, id, Tasked { team, to, due_ms, text: &text }, given).await?)
        }
        "answer-task" => drop(store.answer_task(by, id, &form.text("task"), &text, given).await?),
        "offer" => drop(store.offer(by, id, menu(app, reader, form)?, given).await?),
        "climb" => drop(store.climb(by, id, &form.text("rung"), form.get("why"), given).await?),
        "withdraw-offer" => drop(store.withdraw_offer(by, id, &offer, given).await?),
        "accept" => {
            let chosen = form.all("chosen").filter_map(|index| index.parse().ok()).collect();
            drop(store.accept_because(by, id, &offer, chosen, form.get("why"), given).await?)
        }
        "decline" => drop(store.decline(by, id, &offer, form.get("text"), given).await?),
        "decide-approval" => {
            let ruling = if form.get("ruling") == Some("approve") {
                ApprovalRuling::Approve
            } else {
                ApprovalRuling::Refuse
            };
            let decided = (ruling, form.get("why"));
            drop(store.decide_approval(by, id, &form.text("approval"), decided, given).await?)
        }
        "commission" => {
            let percent = form.yuan("percent")?.ok_or(Refusal::AmountInvalid)?;
            let points = u32::try_from(percent.0).map_err(|_| Refusal::CommissionAbovePrice)?;
            let fees = form.yuan("fees")?.unwrap_or_default();
            drop(store.correct_commission(by, id, (points, fees), &form.text("why"), given).await?)
        }
        "drop-approval" => drop(store.drop_approval(by, id, &form.text("approval"), given).await?),
        "execute" => execute(store, by, case, form).await?,
        "close" => {
            let end = (word(form, "outcome", Outcome::parse)?, word(form, "relief", Relief::parse)?);
            drop(store.close(by, id, end, form.get("cause"), form.get("text"), given).await?)
        }
        "reopen" => drop(store.reopen(by, id, &text, given).await?),
        "reveal" => {
            let why = reason.ok_or(Refusal::ReasonMissing)?;
            let revealed = match form.number::<u64>("entry") {
                Some(entry) => {
                    let (_, text) = store.reveal_text(by, id, entry, why, None).await?;
                    Revealed::Text { entry, text }
                }
                None => Revealed::Person(store.reveal(by, id, Veiled::Person, why, None).await?.1),
            };
            return Ok(Done::Revealed(Box::new(revealed)));
        }
        "relate" => {
            let handler = form.get("handler").map(UserId::new);
            drop(store.relate(by, id, form.get("earlier"), handler.as_ref(), given).await?)
        }
        "jurisdiction" => {
            let under = word(form, "jurisdiction", Jurisdiction::parse)?;
            drop(store.set_jurisdiction(by, id, under, given).await?)
        }
        "demands" => drop(store.set_demands(by, id, demands::given(form)?, given).await?),
        "hide" => {
            let entry = form.number::<u64>("entry").ok_or(Refusal::NotFound)?;
            drop(store.hide(by, id, entry, &[form.text("words")], None).await?)
        }
        _ => return Err(Refusal::NotFound.into()),
    }
    Ok(Done::Changed)
}

fn word<T>(form: &Form, field: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, Refusal> {
    form.get(field).and_then(parse).ok_or(Refusal::WordUnknown)
}

/// Words to one side; a file that goes with them is evidence of ours first.
async fn reply(store: &Store, by: &Actor, case: &Case, form: &Form) -> Result<(), Error> {
    let to = match form.get("to") {
        None | Some("customer") => Party::Customer,
        Some("merchant") => Party::Merchant,
        Some(_) => return Err(Refusal::WordUnknown.into()),
    };
    let (text, given) = (form.text("text"), form.number::<u64>("version"));
    if text.is_empty() {
        return Err(Refusal::TextMissing.into());
    }
    let drawn = Drawn {
        suggested: form.get("suggested").map(str::to_owned),
        used: form.get(templates::DRAFT).filter(|used| *used != drafting::MACHINE).map(str::to_owned),
        machine: form.get(templates::DRAFT) == Some(drafting::MACHINE),
    };
    let drawn = Some(drawn).filter(|drawn| *drawn != Drawn::default());
    if form.files.is_empty() {
        return store.say_from(by, &case.id, to, &text, drawn, given).await.map(drop);
    }
    let upload = Upload { files: form.files.clone(), origin: form.origin.clone(), ..Upload::default() };
    let added = store.add_evidence(by, &case.id, upload, given).await?;
    store.say_from(by, &case.id, to, &text, drawn, Some(added.version)).await.map(drop)
}

/// What to ask the customer for, part by part, and what the handler adds.
fn missing(reader: &Reader, form: &Form) -> String {
    let asked = form.all("missing").map(|line| format!("· {line}"));
    let head = form.get("text").unwrap_or(reader.locale.t("complete-please"));
    std::iter::once(head.to_owned()).chain(asked).collect::<Vec<_>>().join("\n")
}

/// The class goes with the kind; one that was set for the same kind stays.
async fn triage(store: &Store, by: &Actor, case: &Case, form: &Form) -> Result<(), Error> {
    let kind = form.text("kind");
    let book = store.policy().playbooks.get(&kind).ok_or(Refusal::KindUnknown)?;
    let before = case.triage.as_ref().filter(|triage| triage.kind == kind);
    let class = before.map_or(book.class, |triage| triage.class);
    let grade = word(form, "grade", |grade| Grade::parse(&grade.to_uppercase()))?;
    let given = form.number::<u64>("version");
    store.triage(by, &case.id, &kind, class, grade, form.get("reason"), given).await.map(drop)
}

/// What belongs to another answer is not asked for and not sent.
fn counting(form: &Form) -> Result<Counting, Refusal> {
    let conduct = word(form, "conduct", Conduct::parse)?;
    let coupon = form.yuan("coupon")?.filter(|_| conduct == Conduct::Unreasonable);
    let offer = coupon.map(|amount| Menu {
        items: vec![OfferItem { remedy: RemedyKind::Coupon, amount: Some(amount) }],
        choice: Choice::All,
        words: form.text("words"),
        expires_ms: None,
        interest_from: None,
        why: form.get("why").map(str::to_owned),
    });
    Ok(Counting {
        conduct,
        signals: form.all("signals").map(str::to_owned).collect(),
        cites: form.all("cites").map(str::to_owned).collect(),
        reasons: form.text("text"),
        offer,
        task: form.get("task").filter(|_| conduct == Conduct::Extortion).map(str::to_owned),
    })
}

fn waiting(app: &App, form: &Form) -> Result<Waiting, Refusal> {
    let hours = form.number::<i64>("hours").filter(|hours| (1..=8784).contains(hours));
    Ok(Waiting {
        reason: form.text("reason"),
        cites: form.all("cites").map(str::to_owned).collect(),
        why: form.text("text"),
        until_ms: hours.map(|hours| app.store().now_ms() + hours * HOUR_MS),
    })
}

fn request(app: &App, form: &Form) -> Result<Request, Refusal> {
    let hours: i64 =
        form.number("due_hours").filter(|hours| (1..=24 * 60).contains(hours)).ok_or(Refusal::DueInvalid)?;
    Ok(Request {
        to: word(form, "of", Party::parse)?,
        kinds: form.all("what").map(str::to_owned).collect(),
        reason: form.get("why").ok_or(Refusal::ReasonMissing)?.to_owned(),
        silence: form
            .get("silence")
            .map(|word| Silence::parse(word).ok_or(Refusal::WordUnknown))
            .transpose()?,
        mail: form.get("mail").map(str::to_owned),
        due_ms: Some(app.store().now_ms() + hours * HOUR_MS),
    })
}

fn finding(form: &Form) -> Result<Finding, Refusal> {
    let ruling =
        form.get("ruling").map(|word| Ruling::parse(word).ok_or(Refusal::WordUnknown)).transpose()?;
    let why_uninspected = form.get("why").map(str::to_owned);
    Ok(Finding { shares: shares(form)?, reasons: form.text("text"), why_uninspected, ruling })
}

/// Whoever bears a share bears it on all the evidence and all the rules that are cited.
fn shares(form: &Form) -> Result<Vec<Share>, Refusal> {
    let cites: Vec<String> = form.all("cites").map(str::to_owned).collect();
    let rules = form.all("rules").map(|rule| rule.parse::<RuleRef>().map_err(|()| Refusal::RuleUnknown));
    let rules = rules.collect::<Result<Vec<_>, _>>()?;
    let mut shares = vec![];
    for party in Party::ALL {
        let Some(text) = form.get(&format!("share_{}", party.word())) else { continue };
        let percent: u8 = text.parse().map_err(|_| Refusal::SharesNotHundred)?;
        if percent > 0 {
            shares.push(Share { party, percent, cites: cites.clone(), rules: rules.clone() });
        }
    }
    Ok(shares)
}

/// Rows that say what is to be done become tasks of their teams.
async fn minutes(store: &Store, by: &Actor, case: &Case, form: &Form) -> Result<(), Error> {
    let said = (1..=3).map(|at| (form.text(&format!("action_{at}")), format!("team_{at}")));
    let said: Vec<(String, String)> = said.filter(|(text, _)| !text.is_empty()).collect();
    let action = |(text, team): &'_ (String, String)| Ok((word(form, team, Team::parse)?, text.clone()));
    let actions = said.iter().map(action).collect::<Result<Vec<_>, Refusal>>()?;
    let actions: Vec<Action> =
        actions.iter().map(|(team, text)| Action { team: *team, to: None, text }).collect();
    let (board, text) = (form.text("board"), form.text("text"));
    let given = form.number::<u64>("version");
    store.write_minutes(by, &case.id, (&board, &text), &actions, given).await.map(drop)
}

fn menu(app: &App, reader: &Reader, form: &Form) -> Result<Menu, Refusal> {
    let mut lines: Vec<String> = form.get("text").map(str::to_owned).into_iter().collect();
    let mut items = vec![];
    for code in form.all("parts") {
        let remedy = RemedyKind::parse(code).ok_or(Refusal::WordUnknown)?;
        let amount = form.yuan(&format!("amount_{code}"))?;
        let name = Remedy::of(code).map_or(code, |remedy| reader.locale.t(remedy.key()));
        match (form.get(&format!("detail_{code}")), amount) {
            (Some(detail), _) => lines.push(format!("{name}: {detail}")),
            (None, Some(amount)) if form.get("text").is_none() => {
                lines.push(format!("{name} {}", format::yuan(amount.0)))
            }
            (None, None) if form.get("text").is_none() => lines.push(name.to_owned()),
            _ => {}
        }
        items.push(OfferItem { remedy, amount });
    }
    if items.is_empty() {
        return Err(Refusal::NothingOffered);
    }
    let hours: Option<i64> = form.number("expires_hours").filter(|hours| (1..=24 * 60).contains(hours));
    let choice = if form.get("choice") == Some("one") { Choice::One } else { Choice::All };
    let expires_ms = hours.map(|hours| app.store().now_ms() + hours * HOUR_MS);
    let (interest_from, why) = (interest_from(form)?, form.get("why").map(str::to_owned));
    Ok(Menu { items, choice, words: lines.join("\n"), expires_ms, interest_from, why })
}

/// A number proves a payment or a parcel, according to what was promised; a file alone is named in a statement. With
/// neither a refund that failed is instructed again.
async fn execute(store: &Store, by: &Actor, case: &Case, form: &Form) -> Result<(), Error> {
    let remedy = case.remedy(&form.text("remedy")).ok_or(Refusal::NotFound)?;
    let mut given = form.number::<u64>("version");
    let mut proof = form.text("proof");
    if !form.files.is_empty() {
        let upload = Upload {
            files: form.files.clone(),
            kind: Some("remedy_proof".into()),
            origin: form.origin.clone(),
            ..Upload::default()
        };
        let first = case.evidence.len() + 1;
        given = Some(store.add_evidence(by, &case.id, upload, given).await?.version);
        let files = (first..first + form.files.len()).map(|number| format!("E{number}"));
        proof =
            [proof].into_iter().filter(|proof| !proof.is_empty()).chain(files).collect::<Vec<_>>().join(" ");
    }
    let shown = match proof {
        proof if proof.is_empty() => None,
        proof if remedy.kind.moves_money() && form.files.is_empty() => Some(Shown::Payment(proof)),
        proof if remedy.kind.is_shipping() => Some(Shown::Tracking(proof)),
        proof if remedy.kind == RemedyKind::ReturnLabel => Some(Shown::Label(proof)),
        proof => Some(Shown::Statement(proof)),
    };
    store.execute_remedy(by, &case.id, &remedy.id, shown, given).await.map(drop)
}
