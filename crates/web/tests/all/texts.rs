use domain::todo::TodoKind;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use web::locale::Locale;
use web::notice::OCCASIONS;
use web::page::desk::{Act, QueuePage};
use web::page::error::ErrorPage;
use web::page::manager::ManagerPage;
use web::sign::*;

fn keys(locale: Locale) -> BTreeSet<String> {
    locale.keys().map(str::to_owned).collect()
}

#[test]
fn both_languages_have_the_same_texts() {
    let (zh, en) = (keys(Locale::Zh), keys(Locale::En));
    let apart: Vec<_> = zh.symmetric_difference(&en).collect();
    assert!(apart.is_empty(), "only in one language: {apart:?}");
}

#[test]
fn every_text_that_is_used_exists_and_every_text_is_used() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut used = made_of_codes();
    named_in(&here.join("templates"), &mut used);
    named_in(&here.join("src"), &mut used);
    said_by_the_verifier(here, &mut used);
    let known = keys(Locale::Zh);
    let missing: Vec<_> = used.difference(&known).collect();
    let mut named = String::new();
    for folder in ["src", "../server/src"] {
        all_of(&here.join(folder), &mut named);
    }
    let unused = known.difference(&used).filter(|key| !named.contains(&format!("\"{key}\"")));
    let unused: Vec<_> = unused.collect();
    assert!(missing.is_empty(), "no such text: {missing:?}");
    assert!(unused.is_empty(), "never shown: {unused:?}");
}

/// The keys that the code puts together.
fn made_of_codes() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    macro_rules! signs {
        ($($sign:ident),+) => { $(keys.extend($sign::ALL.iter().map(|sign| sign.key().to_owned()));)+ };
    }
    signs!(Stage, Grade, Party, ClockState, Seal, Remedy, Noticed, Told, OfferState, Outcome, Relief);
    signs!(Identified, Verdict, Inspected, Silence, Payer, Source, RowState, Custody, Looked, Looker, Kept);
    keys.extend(
        QueuePage::VIEWS.iter().flat_map(|view| [format!("view-{view}"), format!("view-{view}-empty")]),
    );
    keys.extend(domain::Refusal::ALL.iter().map(|refusal| format!("refusal-{}", refusal.code())));
    keys.extend(["kind", "grade", "merchant", "owner"].map(|name| format!("filter-{name}")));
    keys.extend(domain::calendar::Mistake::CODES.map(|code| format!("calendar-{code}")));
    keys.extend(["person", "order", "matter"].map(|code| format!("part-{code}")));
    let guarded = web::page::privacy::LISTS.iter();
    keys.extend(
        guarded.flat_map(|list| ["", "-what", "-at", "-empty"].map(|end| format!("guard-{list}{end}"))),
    );
    keys.extend(domain::words::Because::ALL.iter().map(|because| format!("because-{}", because.word())));
    keys.extend(["playbook", "model", "both", "nobody"].map(|code| format!("voice-{code}")));
    keys.extend(domain::account::PostingReason::ALL.iter().map(|one| format!("posting-{}", one.word())));
    keys.extend(domain::words::ConsignStep::ALL.iter().map(|one| format!("sale-{}", one.word())));
    keys.extend(domain::words::MeasureKind::ALL.iter().map(|one| format!("measure-{}", one.word())));
    let todos = domain::todo::TodoKind::ALL;
    keys.extend(todos.map(|one| format!("nudge-{}", one.word())));
    let lines = todos.into_iter().filter(|one| !matches!(one, TodoKind::Clock | TodoKind::Assigned));
    keys.extend(lines.map(|one| format!("open-{}", one.word())));
    keys.extend(domain::words::RiskSign::ALL.iter().map(|one| format!("risk-{}", one.word())));
    let steps = domain::words::MeasureStep::ALL.iter();
    keys.extend(steps.map(|step| format!("measure-step-{}", step.word())));
    keys.extend(["measures-of-cases", "measures-of-score", "measures-of-closing"].map(str::to_owned));
    keys.extend(domain::account::KINDS.iter().map(|kind| format!("account-{}", kind.word)));
    keys.extend(ManagerPage::FIGURES.map(|code| format!("figure-{code}")));
    keys.extend(
        Act::ALL.iter().flat_map(|act| [format!("act-{}", act.code()), format!("act-{}-means", act.code())]),
    );
    keys.extend(
        ErrorPage::STATUSES.iter().flat_map(|code| [format!("error-{code}"), format!("error-{code}-do")]),
    );
    keys.extend(
        OCCASIONS.iter().flat_map(|code| ["", "-subject", "-sms"].map(|end| format!("notice-{code}{end}"))),
    );
    keys.extend(
        ["by-owner", "by-merchant", "clock-left", "clock-over", "survey-solution", "survey-handling"]
            .map(str::to_owned),
    );
    let sums = domain::words::SumKind::ALL.iter().map(|kind| format!("law-sum-{}", kind.word()));
    keys.extend(sums);
    keys.extend(domain::law::remedy::RULES.iter().map(|rule| format!("law-step-{rule}")));
    keys.extend(web::desk::law::FIELDS.iter().map(|name| format!("law-field-{name}")));
    keys.extend(["span-minutes", "span-hours", "span-days"].map(str::to_owned));
    keys
}

/// What the script of the verifier says, by the literals in it, and a sentence for every finding of the one in Rust.
fn said_by_the_verifier(here: &Path, used: &mut BTreeSet<String>) {
    for entry in fs::read_dir(here.join("verify")).expect("a folder of this crate") {
        let text = fs::read_to_string(entry.expect("a file").path()).expect("a text file");
        let literals = text.split('\'').filter(|one| one.starts_with("check-") && !one.contains([' ', '$']));
        used.extend(literals.map(str::to_owned));
        let codes = text.split("new Unreadable('").skip(1).filter_map(|rest| rest.split('\'').next());
        used.extend(codes.map(|code| format!("check-cannot-{code}")));
    }
    let fields = ["file", "paste", "entry", "key", "policy"];
    used.extend(fields.iter().flat_map(|id| [format!("check-{id}"), format!("check-{id}-why")]));
    let verdicts = ["altered", "untrusted", "policy_unmet", "confirmed", "unconfirmed"];
    used.extend(verdicts.map(|code| format!("check-{code}")));
    used.extend(["confirmed", "unconfirmed"].map(|code| format!("check-stamp-{code}")));
    let states = ["valid", "valid_redacted", "valid_erased", "altered", "missing"];
    used.extend(states.map(|state| format!("check-object-{state}")));
    let problems = include_str!("../../../journal/src/verify/problem.rs");
    let problems = problems.split("pub enum Problem {").nth(1).and_then(|rest| rest.split("\n}").next());
    let names = problems.expect("the findings").lines().map(str::trim);
    let names = names.filter(|line| line.starts_with(char::is_uppercase));
    used.extend(names.map(|line| format!("check-problem-{}", snake(line.trim_end_matches([' ', '{', ','])))));
    used.extend(["entry_missing", "entry_withheld"].map(|one| format!("check-problem-{one}")));
}

fn snake(name: &str) -> String {
    let letters = name.char_indices().flat_map(|(at, letter)| {
        let gap = (at > 0 && letter.is_uppercase()).then_some('_');
        gap.into_iter().chain(letter.to_lowercase())
    });
    letters.collect()
}

/// Every `t("…")`, `t1("…")`, `t2("…")` of the files under a folder.
/// What the sources say, for keys that are handed on before they are looked up.
fn all_of(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder of ours") {
        let path = entry.expect("a folder of ours").path();
        if path.is_dir() {
            all_of(&path, text);
        } else {
            text.push_str(&fs::read_to_string(&path).expect("a text file"));
        }
    }
}

fn named_in(folder: &Path, used: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder of this crate") {
        let path = entry.expect("a folder of this crate").path();
        if path.is_dir() {
            named_in(&path, used);
            continue;
        }
        let text = fs::read_to_string(&path).expect("a text file");
        for call in [".t(", ".t1(", ".t2(", ".tn("] {
            let rests = text.split(call).skip(1);
            let keys = rests.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next());
            used.extend(keys.map(str::to_owned));
        }
    }
}

#[test]
fn customers_never_read_the_word_for_a_ticket() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/zh-CN");
    for file in ["common.ftl", "customer.ftl", "merchant.ftl", "notice.ftl"] {
        let text = fs::read_to_string(folder.join(file)).expect("a locale file");
        assert!(!text.contains("工单"), "{file}");
    }
}

#[test]
fn a_language_is_understood_from_links_and_headers() {
    assert_eq!(Locale::of_tag("en-GB"), Some(Locale::En));
    assert_eq!(Locale::of_tag("zh-Hans-CN"), Some(Locale::Zh));
    assert_eq!(Locale::of_tag("fr"), None);
    assert_eq!(Locale::of_header("fr-FR, en;q=0.8, zh;q=0.5"), Locale::En);
    assert_eq!(Locale::of_header(""), Locale::Zh);
}
