//! Playbooks are tested from outside: files in, suggestions and errors out.

use super::shipped::FILES;
use super::*;
use crate::calendar::Calendar;
use crate::clock::{Clock, ClockKind, MINUTE_MS};
use crate::words::Voice;
use crate::words::{Channel, Grade};

fn with(name: &str, from: &str, to: &str) -> Result<Playbooks, Vec<PlaybookError>> {
    let changed = FILES.map(|(file, text)| {
        let changed = if file == name { text.replacen(from, to, 1) } else { text.to_owned() };
        assert!(file != name || changed != text, "{from} is not in {name}");
        (file, changed)
    });
    Playbooks::load(&changed)
}

fn errors(name: &str, from: &str, to: &str) -> Vec<PlaybookError> {
    with(name, from, to).err().unwrap_or_default()
}

fn grade_of(text: &str) -> Grade {
    Playbooks::shipped().suggest(&Facts::of(text)).grade
}

fn line(name: &str, needle: &str) -> usize {
    let text = FILES.iter().find(|(file, _)| *file == name).map_or("", |(_, text)| *text);
    1 + text.lines().position(|line| line.contains(needle)).unwrap_or(usize::MAX - 1)
}

#[test]
fn every_example_of_every_shipped_playbook_comes_out_as_it_says() {
    let books = Playbooks::shipped();
    let tried = books.tried(&Calendar::shipped());
    let surprises = tried.iter().filter(|tried| !tried.differs.is_empty());
    let told: Vec<String> = surprises
        .map(|one| {
            format!(
                "{}.toml:{}: {}",
                one.playbook.kind,
                one.example.line,
                one.differs.iter().map(|one| one.en.as_str()).collect::<Vec<_>>().join("\n  ")
            )
        })
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn all_kinds_are_shipped_with_four_examples_each_in_both_languages() {
    let playbooks = Playbooks::shipped();
    let kinds: Vec<&str> = playbooks.all().iter().map(|playbook| playbook.kind.as_str()).collect();
    let seven =
        ["quality", "delivery", "description", "prepaid", "return_procedure", "service", "livestream"];
    let eleven = [
        "fresh",
        "cross_border",
        "auto_renewal",
        "consignment",
        "price_discrimination",
        "assistant",
        "privacy",
        "regulator",
        "abuse",
        "merchant_complaint",
        "other",
    ];
    assert_eq!(kinds, [seven.as_slice(), &eleven].concat());
    for playbook in playbooks.all() {
        let english = |example: &&Example| example.text.is_ascii();
        assert!(playbook.examples.len() >= 4, "{}", playbook.kind);
        assert!(playbook.examples.iter().any(|example| english(&example)), "{}", playbook.kind);
    }
}

/// From the beginning of 1970, so that a due time is a span.
fn begun<'a>(kind: &str, start: Start, about: impl FnOnce(&mut Moment<'a>)) -> Vec<Clock> {
    let known =
        Known { noticed: None, wants: &[], amount_fen: None, channel: Channel::Web, reasons: &[], tags: &[] };
    let mut moment =
        Moment { known, class: Class::Service, grade: Grade::B, asked: None, remedy: None, team: None };
    about(&mut moment);
    Playbooks::shipped().begun(&Calendar::shipped(), kind, start, &moment, 0)
}

fn minutes(clocks: &[Clock], step: ClockKind) -> Option<i64> {
    clocks.iter().find(|clock| clock.kind == step).map(|clock| clock.due_ms / MINUTE_MS)
}

#[test]
fn the_numbers_of_the_articles_stand_in_the_files() {
    let filed = begun("quality", Start::Filed, |_| ());
    let steps = [ClockKind::Record, ClockKind::FirstAnswer, ClockKind::Solution, ClockKind::Final];
    assert_eq!(steps.map(|step| minutes(&filed, step)), [15, 60, 48 * 60, 72 * 60].map(Some));
    let plans = [Grade::A, Grade::B, Grade::C].map(|grade| {
        minutes(&begun("service", Start::Graded, |moment| moment.grade = grade), ClockKind::Plan)
    });
    assert_eq!(plans, [30, 24 * 60, 48 * 60].map(Some));
    let immediate = begun("no such kind", Start::Graded, |moment| moment.class = Class::Immediate);
    assert_eq!(minutes(&immediate, ClockKind::Response), Some(120));
    let contact =
        |grade| minutes(&begun("other", Start::Graded, |moment| moment.grade = grade), ClockKind::Contact);
    assert_eq!([Grade::A, Grade::B].map(contact), [Some(60), None]);
    let remedies = [RemedyKind::PartialRefund, RemedyKind::Resend, RemedyKind::Coupon].map(|remedy| {
        minutes(&begun("quality", Start::Accepted, |moment| moment.remedy = Some(remedy)), ClockKind::Remedy)
    });
    assert_eq!(remedies, [24 * 60, 72 * 60, 5].map(Some));
    let ended = begun("quality", Start::LastRemedyDone, |_| ());
    assert_eq!(minutes(&ended, ClockKind::Survey), Some(48 * 60));
    let seven_days = crate::calendar::day_of(ended[1].due_ms).to_string();
    assert_eq!((ended[1].kind, seven_days.as_str()), (ClockKind::FollowUp, "1970-01-08"));
}

#[test]
fn the_strictest_clock_that_applies_wins_and_names_the_others() {
    let tags = ["system_fault".to_owned()];
    let filed = begun("other", Start::Filed, |moment| moment.known.tags = &tags);
    let sum = |step| filed.iter().find(|clock| clock.kind == step).and_then(|clock| clock.sum.as_deref());
    let solution = sum(ClockKind::Solution).expect("a sum");
    assert_eq!(
        (solution.rule.as_str(), minutes(&filed, ClockKind::Solution)),
        ("system_fault", Some(24 * 60))
    );
    assert_eq!(solution.beaten[0].rule, "solution");
    assert_eq!(solution.beaten[0].due_ms, 48 * 60 * MINUTE_MS);
    let first = sum(ClockKind::FirstAnswer).expect("a sum");
    assert_eq!((first.rule.as_str(), first.beaten[0].rule.as_str()), ("first_answer", "first_answer_latest"));
    let slow = with(
        "common.toml",
        "first_answer = { step = \"first_answer\", hours = 1,",
        "first_answer = { step = \"first_answer\", working_hours = 8,",
    )
    .expect("loads");
    let known =
        Known { noticed: None, wants: &[], amount_fen: None, channel: Channel::Web, reasons: &[], tags: &[] };
    let moment =
        Moment { known, class: Class::Service, grade: Grade::B, asked: None, remedy: None, team: None };
    let filed = slow.begun(&Calendar::shipped(), "other", Start::Filed, &moment, 0);
    assert_eq!(minutes(&filed, ClockKind::FirstAnswer), Some(4 * 60), "never later than four hours");
}

#[test]
fn every_duty_of_law_is_a_clock_of_its_own() {
    let (tags, wants) = (["regulator".to_owned()], [crate::words::Want::Refund]);
    let filed =
        begun("other", Start::Filed, |moment| (moment.known.tags, moment.known.wants) = (&tags, &wants));
    let duties: Vec<_> = filed.iter().filter(|clock| clock.kind == ClockKind::Duty).collect();
    let names: Vec<_> = duties.iter().filter_map(|clock| clock.of.as_deref()).collect();
    assert_eq!(names, ["regulator_accepts", "fifteen_days"]);
    assert_eq!(begun("other", Start::Returned, |_| ())[0].of.as_deref(), Some("refund_after_return"));
}

#[test]
fn a_negated_word_does_not_make_an_emergency() {
    for text in [
        "用了没有过敏",
        "牛奶未变质",
        "没有发现任何异物",
        "并没有人受伤",
        "There was no allergy",
        "it didn't explode",
        "no sign of any mould",
    ] {
        assert_ne!(grade_of(text), Grade::A, "{text}");
    }
}

#[test]
fn a_question_or_a_distant_negation_does_not_hide_an_emergency() {
    for text in [
        "是不是过敏了",
        "有没有可能是变质",
        "没有处理变质的牛奶",
        "不知道会不会过敏",
        "没有变质吗？明明臭了",
        "not only did it explode",
    ] {
        assert_eq!(grade_of(text), Grade::A, "{text}");
    }
}

#[test]
fn a_word_inside_another_meaning_or_another_word_is_not_found() {
    let playbooks = Playbooks::shipped();
    for text in ["一起火锅", "抗过敏面霜", "chocolate", "a smoke detector"] {
        assert_eq!(playbooks.suggest(&Facts::of(text)).words, Vec::<String>::new(), "{text}");
    }
}

#[test]
fn every_reason_and_remedy_has_words_in_both_languages() {
    let playbooks = Playbooks::shipped();
    for text in
        FILES.iter().flat_map(|(_, text)| text.lines()).filter_map(|line| line.strip_prefix("code = "))
    {
        let code = text.trim_matches('"');
        let spoken = |locale| playbooks.reason_text(code, locale).is_some_and(|text| !text.is_empty());
        assert!(spoken(Locale::Zh) && spoken(Locale::En), "{code}");
    }
    assert_eq!(playbooks.remedy_label(RemedyKind::Resend, Locale::Zh), Some("补发"));
}

#[test]
fn no_kind_that_speaks_ill_of_a_person_is_ever_suggested() {
    let playbooks = Playbooks::shipped();
    let got = playbooks.suggest(&Facts { repeat: 9, ..Facts::of("封口费 hush money 给钱就撤") });
    assert_eq!((got.kind.as_str(), got.hint.map(|hint| hint.kind)), ("other", Some("abuse".to_owned())));
}

#[test]
fn customers_never_read_the_internal_word_for_a_complaint() {
    assert!(FILES.iter().all(|(_, text)| !text.contains("工单") && !text.to_lowercase().contains("ticket")));
}

#[test]
fn an_error_names_file_line_and_what_to_do() {
    let broken = [
        ("quality.toml", "\"瑕疵\" = 3", "\"瑕疵\" = 30", "\"瑕疵\" = 3", "weight of 1 to 9"),
        ("quality.toml", "class = \"quality\"", "class = \"qualitty\"", "class = ", "unknown variant"),
        ("common.toml", "minutes = 15,", "minutes = -5,", "record = {", "expected a whole number from 0"),
        ("common.toml", "minutes = 15,", "minutes = 0,", "record = {", "between 1 minute"),
        ("common.toml", "minutes = 15,", "minutes = 15, hours = 1,", "record = {", "exactly one unit"),
        ("common.toml", "minutes = 15,", "fortnights = 15,", "record = {", "unknown field"),
        ("common.toml", "\"filed\", who", "\"offered\", who", "record = {", "cannot begin there"),
        ("common.toml", "record = {", "Record = {", "record = {", "small letters"),
        ("common.toml", "grade == 'C'", "grad == 'C'", "plan_c = {", "grad is not known"),
        ("common.toml", "grade == 'C'", "grade == 'D'", "[clocks]", "no clock bounds \"plan\" for grade C"),
        ("common.toml", "close = \"18:00\"", "close = \"08:00\"", "[hours]", "open before close"),
        (
            "common.toml",
            "\"solution\", \"final\"]\nhours = 72",
            "\"first_answer\"]\nhours = 72",
            "[pauses.waiting_customer]",
            "may not stop",
        ),
        ("common.toml", "hours = 720", "hours = 0", "[pauses.outside_body]", "must end"),
        ("service.toml", "{next}", "{later}", "first_answer", "needs the fields"),
        ("service.toml", "[[\"apology\"], ", "[[\"repair\"], ", "ladder", "not on the menu"),
        ("other.toml", "version = 1", "version = 1\nversoin = 2", "class", "unknown field"),
        ("prepaid.toml", "kind = \"prepaid\"", "kind = \"prepay\"", "kind = ", "must be called"),
        ("common.toml", "when = \"minor\"", "words = []", "code = \"minor_known\"", "would always apply"),
    ];
    for (file, from, to, at, words) in broken {
        let found = errors(file, from, to);
        let right = |e: &PlaybookError| e.file == file && e.line == line(file, at) && e.words.contains(words);
        assert!(found.iter().any(right), "{to}: line {} expected, {found:?}", line(file, at));
    }
}

#[test]
fn a_hostile_or_senseless_condition_is_refused() {
    let long = format!("minor{}", " || minor".repeat(60));
    let deep = format!("{}minor{}", "(".repeat(200), ")".repeat(200));
    let nots = format!("{}minor", "!".repeat(250));
    for condition in [
        long.as_str(),
        deep.as_str(),
        nots.as_str(),
        "[1,2].map(x, [1,2].map(y, x)).size() > 0",
        "wants.all(w, wants.all(v, v == w))",
        "wants . exists(w, true)",
        "words.filter(w, true).size() > 0",
        "amount_fen * 1000000 > 1",
        "password == 'x'",
        "amount_fen",
        "amount_fen > 'x'",
        "amount_fen >",
        "",
    ] {
        let found = errors("common.toml", "when = \"minor\"", &format!("when = \"{condition}\""));
        assert!(!found.is_empty(), "{condition}");
    }
}

#[test]
fn a_condition_about_the_unknown_does_not_hold() {
    let playbooks = Playbooks::shipped();
    let codes = |amount_fen| {
        let got = playbooks.suggest(&Facts { amount_fen, ..Facts::of("x") });
        got.reasons.into_iter().any(|reason| reason.code == "large_amount")
    };
    assert_eq!([None, Some(500_000), Some(500_001)].map(codes), [false, false, true]);
}

#[test]
fn the_version_changes_with_the_file_and_with_the_common_one() {
    let id =
        |playbooks: Playbooks, kind: &str| playbooks.get(kind).map(|playbook| playbook.version_id.clone());
    let shipped = id(Playbooks::shipped(), "other");
    assert!(shipped.as_ref().is_some_and(|id| id.len() == 16));
    let quality = with("quality.toml", "version = 1", "version = 2");
    assert_eq!(quality.map(|playbooks| id(playbooks, "other")), Ok(shipped.clone()));
    let common = with("common.toml", "hours = 1,", "hours = 2,");
    assert_ne!(common.map(|playbooks| id(playbooks, "other")), Ok(shipped));
}

#[test]
fn ten_megabytes_and_broken_letters_are_read_calmly() {
    let playbooks = Playbooks::shipped();
    let long = "过敏".repeat(2_000_000);
    assert_eq!(playbooks.suggest(&Facts::of(&long)).grade, Grade::A);
    assert_eq!(playbooks.suggest(&Facts::of("\u{fffd}\0İ没")).kind, "other");
}

fn learned(kind: &str, percent: u8) -> Learned {
    Learned { kind: Some(Likely { is: kind.into(), percent, model: "m".into() }), grade: None }
}

#[test]
fn what_was_learned_is_one_voice_beside_the_words_of_the_playbooks() {
    let playbooks = Playbooks::shipped();
    let suggest =
        |text, learned: &Learned| playbooks.suggest(&Facts { learned: Some(learned), ..Facts::of(text) });
    let of = |text, kind, percent| {
        let got = suggest(text, &learned(kind, percent));
        (got.kind.clone(), got.voice, got.reasons.iter().any(|reason| reason.code == KIND_LEARNED))
    };
    assert_eq!(of("积分没有了", "service", 90), ("service".into(), Voice::Model, true));
    assert_eq!(of("积分没有了", "service", 59), ("other".into(), Voice::Nobody, false), "unsure is silent");
    assert_eq!(of("积分没有了", "no_such_kind", 99), ("other".into(), Voice::Nobody, false));
    assert_eq!(of("冰箱不制冷", "quality", 90), ("quality".into(), Voice::Both, true));
    let clear = "快递虚假发货，一直不发货，包裹丢件";
    assert_eq!(
        of(clear, "service", 99),
        ("delivery".into(), Voice::Playbook, false),
        "clear words outweigh it"
    );
    assert_eq!(of("物流", "service", 99), ("service".into(), Voice::Model, true), "a weak word does not");
    let ill = suggest("积分没有了", &learned("abuse", 99));
    assert_eq!((ill.kind.as_str(), ill.hint.map(|hint| hint.kind)), ("other", Some("abuse".into())));
    assert_eq!(suggest("积分没有了", &learned("service", 90)).learned, Some(learned("service", 90)));
}

#[test]
fn what_was_learned_of_grades_makes_them_stricter_and_never_milder() {
    let playbooks = Playbooks::shipped();
    let grade = |text, is, percent| {
        let grade = Some(Likely { is, percent, model: "m".into() });
        let learned = Learned { kind: None, grade };
        playbooks.suggest(&Facts { learned: Some(&learned), ..Facts::of(text) }).grade
    };
    assert_eq!(grade("冰箱不制冷", Grade::A, 80), Grade::A);
    assert_eq!(grade("冰箱不制冷", Grade::A, 59), Grade::B);
    assert_eq!(grade("冰箱不制冷", Grade::C, 99), Grade::B);
    assert_eq!(grade("吃了以后食物中毒住院", Grade::C, 99), Grade::A);
}

#[test]
fn how_much_is_made_of_a_model_is_checked() {
    let odd = errors("common.toml", "least_percent = 60, weight = 6", "least_percent = 40, weight = 6");
    assert_eq!((odd.len(), odd[0].line), (1, line("common.toml", "learned = {")));
    assert_eq!(errors("common.toml", "weight = 6 }", "weight = 60 }").len(), 1);
}

#[test]
fn the_words_behind_a_suggestion_are_found_again_in_an_edition_of_the_text() {
    let behind = Playbooks::shipped().words_behind("quality", "冰箱不制冷，老人过敏住院，电话***");
    let of = |code: &str| {
        behind.iter().find(|reason| reason.code == code).map(|reason| reason.words_found.clone())
    };
    assert!(of("kind_words").is_some_and(|words| words.contains(&"不制冷".to_owned())), "{behind:?}");
    assert!(of("health").is_some_and(|words| words.contains(&"住院".to_owned())), "{behind:?}");
}
