use super::Add;
use super::shared::*;
use web::locale::Locale;
use web::page::Flash;
use web::page::customer::*;
use web::page::error::ErrorPage;
use web::page::parts::{Ask, FieldError, Look, Wants};
use web::page::person::{DataPage, DataStep, LooksPage};
use web::page::proof::{ProofPage, Proven};
use web::sign::{ClockState, Noticed, OfferState, Outcome, Party, Remedy, Stage};

/// As Go's sumdb tools write one.
const KEY: &str = "redress.example/cases+87ecb8cf+AepKbGNiftcfTkNVzLtwBUqW5zabepqWKSZlSBMkTwTT";

pub fn pages(l: Locale, add: Add) {
    add("c-file", &FilePage { p: page(l, "/"), token: "t".into(), form: Filing::default(), errors: vec![] });
    add("c-file-errors", &filed_with_errors(l));
    add("c-filed", &filed(l));
    add("c-case-offer", &case(l));
    add("c-case-asked", &asked(l));
    add("c-case-survey", &surveyed(l));
    add("c-looks", &looks(l));
    add("c-looks-none", &LooksPage { looks: vec![], older: None, newest: None, ..looks(l) });
    let wrong = || FieldError {
        field: "code",
        message: zh(l, "验证码不对，还可以试 2 次。", "That code is not right; 2 tries left."),
    };
    for (name, step, errors) in [
        ("c-data", DataStep::Ask, vec![]),
        ("c-data-sent", DataStep::Sent, vec![wrong()]),
        ("c-data-no-contact", DataStep::NoContact, vec![]),
    ] {
        add(name, &data(l, step, errors));
    }
    add("c-return-number", &back(l, ReturnStep::Number { number: String::new() }, vec![]));
    let wrong = FieldError {
        field: "code",
        message: zh(l, "验证码不对，还可以试 2 次。", "That code is not right; 2 tries left."),
    };
    add(
        "c-return-code",
        &back(l, ReturnStep::Code { number: "C-2026-000123".into(), to: "138****5678".into() }, vec![wrong]),
    );
    for proven in [None, Some(proven())] {
        let name = if proven.is_some() { "c-proof" } else { "c-proof-waiting" };
        add(name, &proof(l, proven));
    }
    add("c-now", &NowPage { p: page(l, "/verify/now"), key: KEY.into() });
    let verify = |verdict| VerifyPage {
        key: KEY.into(),
        p: page(l, "/verify"),
        receipt: "c2sp.org/tlog-proof@v1\nindex 41\n".into(),
        verdict,
    };
    add("c-verify", &verify(None));
    add(
        "c-verify-holds",
        &verify(Some(Verdict::Holds { index: 41, size: 96, signer: "redress.example+1a2b3c4d".into() })),
    );
    add("c-verify-waiting", &verify(Some(Verdict::Waiting)));
    add("c-verify-fails", &verify(Some(Verdict::Fails { why: NASTY.into() })));
    for status in ErrorPage::STATUSES {
        let detail = (status == 409)
            .then(|| zh(l, "这个方案已经被接受过了。", "This offer has already been accepted."));
        add(
            &format!("c-error-{status}"),
            &ErrorPage { p: page(l, "/"), status, id: "7h2k9x".into(), detail },
        );
    }
}

fn filed_with_errors(l: Locale) -> FilePage {
    let form = Filing {
        order_number: "E481F51C".into(),
        text: NASTY.into(),
        noticed: Some(Noticed::AfterDays),
        wants: vec![Remedy::Refund, Remedy::Apology],
        name: zh(l, "李明", "Li Ming"),
        phone: "1381234".into(),
        email: String::new(),
    };
    let phone = zh(l, "手机号少了几位，请再看看。", "The phone number is too short.");
    let files =
        zh(l, "“录像.exe”不是照片、视频、录音或 PDF。", "“video.exe” is no photo, video, recording or PDF.");
    let errors =
        vec![FieldError { field: "files", message: files }, FieldError { field: "phone", message: phone }];
    FilePage { p: page(l, "/"), token: "t".into(), form, errors }
}

fn proof(l: Locale, proven: Option<Proven>) -> ProofPage {
    ProofPage {
        p: page(l, "/c/sample/proof/e1"),
        number: "C-2026-000123".into(),
        name: zh(l, "E1 照片", "E1 photo"),
        index: 41,
        leaf: receipt().leaf,
        at_ms: NOW,
        proven,
        back: "/c/sample".into(),
    }
}

fn proven() -> Proven {
    let address = format!("https://redress.example/verify#r1~redress.example~96~41~{}", "x".repeat(200));
    Proven {
        size: 96,
        root: receipt().leaf,
        picture: web::qr::svg(&address).expect("it fits"),
        check: address,
        text: "c2sp.org/tlog-proof@v1\nindex 41\n".into(),
    }
}

fn receipt() -> Receipt {
    let leaf = "b5d4045c3f466fa91fe2cc6abe79232a1a57cdf104f7a26e716e0a1e2789df78".into();
    Receipt {
        index: 41,
        leaf,
        url: "/c/sample/receipt".into(),
        proof: "/c/sample/proof/filed".into(),
        picture: "/c/sample/receipt.svg".into(),
    }
}

fn filed(l: Locale) -> FiledPage {
    let mut next = clock(l, ClockState::Green, 1);
    next.label = zh(l, "核对订单，看看还缺什么", "checks the order and what is missing");
    next.owner = zh(l, "处理专员", "case handler");
    FiledPage {
        p: page(l, "/filed"),
        number: "C-2026-000123".into(),
        link: "https://redress.example/c/4jn8w2q6t0x3m5v7k9r1c2b4df".into(),
        path: "/c/4jn8w2q6t0x3m5v7k9r1c2b4df".into(),
        receipt: receipt(),
        next,
    }
}

fn case(l: Locale) -> CasePage {
    CasePage {
        p: page(l, "/c/sample"),
        link: "sample".into(),
        number: "C-2026-000123".into(),
        version: 7,
        token: "t".into(),
        stage: Stage::Settle,
        turn: Some(Party::Customer),
        clock: Some(clock(l, ClockState::Green, 46)),
        accused_by: Some(zh(l, "晨光家居", "Chenguang Home")),
        asks: vec![],
        offers: vec![
            offer(l, Party::Merchant, OfferState::Open),
            offer(l, Party::Platform, OfferState::Expired),
        ],
        decided: decided(l),
        survey: None,
        entries: entries(l),
        evidence: evidence(l),
        rows: rows(l),
        sale: None,
        card: Some(super::closing::card(l)),
        order: OrderPart::Locked { to: "139****0021".into() },
        receipt: receipt(),
        ending: None,
        ways: vec![way(l)],
        can: vec![CustomerAct::Write, CustomerAct::Withdraw],
        forget: Forget::NotAsked,
        errors: vec![],
    }
}

fn asked(l: Locale) -> CasePage {
    let ask = |id: &str, what, answers, wants| Ask {
        id: id.into(),
        what,
        why: zh(
            l,
            "面单上有交寄时间，能看出是谁耽误的。",
            "The label carries the time of posting and shows who was late.",
        ),
        due: Some(clock(l, ClockState::Amber, 3)),
        if_silent: zh(l, "我们按现有证据继续处理。", "we go on with what we have."),
        answers,
        wants,
    };
    let taps = vec![
        choice("yes", zh(l, "完好", "intact")),
        choice("no", zh(l, "破损", "damaged")),
        choice("unknown", zh(l, "没留意", "did not notice")),
    ];
    let mut p = page(l, "/c/sample?order=1");
    p.flash = Some(Flash::Done(zh(l, "您的留言已收到。", "We have your message.")));
    CasePage {
        p,
        stage: Stage::Investigate,
        clock: Some(clock(l, ClockState::Amber, 3)),
        asks: vec![
            ask("a1", zh(l, "补一张快递面单", "a photo of the parcel label"), vec![], Wants::Files),
            ask("a2", zh(l, "收到时外箱完好吗？", "was the box intact on arrival?"), taps, Wants::Tap),
            ask("a3", zh(l, "说说和快递员的约定", "what was agreed with the courier?"), vec![], Wants::Words),
        ],
        offers: vec![],
        evidence: vec![],
        rows: rows(l),
        order: OrderPart::CodeSent { to: "139****0021".into() },
        errors: vec![FieldError {
            field: "code", message: zh(l, "验证码已过期。", "The code has expired.")
        }],
        ..case(l)
    }
}

fn surveyed(l: Locale) -> CasePage {
    let text =
        zh(l, "商家已全额退款并道歉，物流责任已认定。", "The merchant refunded everything and apologised.");
    CasePage {
        stage: Stage::Closed,
        turn: None,
        clock: None,
        offers: vec![offer(l, Party::Merchant, OfferState::Accepted)],
        survey: Some(Survey { until_ms: NOW + 72 * HOUR }),
        order: OrderPart::Shown(order(l)),
        sale: Some(super::consigned::sale(l)),
        ending: Some(Ending { outcome: Outcome::Settled, said: None, text, at_ms: NOW - HOUR }),
        can: vec![],
        forget: Forget::Asked { at_ms: NOW - HOUR },
        ..case(l)
    }
}

fn back(l: Locale, step: ReturnStep, errors: Vec<FieldError>) -> ReturnPage {
    ReturnPage { p: page(l, "/return"), token: "t".into(), step, errors }
}

fn looks(l: Locale) -> LooksPage {
    let look = |hours: i64, who: &str, what: &str| Look {
        at_ms: NOW - hours * HOUR,
        who: l.t(who).to_owned(),
        what: l.t(what).to_owned(),
    };
    let shown = format!("{}{}E1 {}", l.t("look-shown"), l.t("look-colon"), zh(l, "照片", "photo"));
    LooksPage {
        p: page(l, "/c/sample/looks"),
        link: "sample".into(),
        number: "C-2026-000123".into(),
        looks: vec![
            look(1, "looker-customer", "look-page"),
            look(2, "looker-handler", "look-revealed"),
            Look { what: shown, ..look(3, "looker-reviewer", "look-shown") },
            Look {
                who: format!("{} {NASTY}", l.t("looker-merchant")),
                ..look(30, "looker-merchant", "look-page")
            },
            look(52, "looker-handler", "look-found"),
            look(53, "looker-admin", "look-bundled"),
        ],
        newest: Some("/c/sample/looks".into()),
        older: Some("/c/sample/looks?before=1772416800000.x".into()),
    }
}

fn data(l: Locale, step: DataStep, errors: Vec<FieldError>) -> DataPage {
    DataPage {
        p: page(l, "/c/sample/data"),
        link: "sample".into(),
        number: "C-2026-000123".into(),
        version: 7,
        token: "t".into(),
        step,
        errors,
    }
}
