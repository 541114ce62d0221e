//! Every route with every role. What programs are answered stands in `permissions.txt`, to be read as a table; after
//! a wanted change `REDRESS_BLESS=1 cargo test -p server --test api` writes it anew.

use crate::house::{House, in_house};
use serde_json::{Value, json};
use server::routes::Route;
use web::who::Permission;

const ROLES: [(&str, &str); 7] = [
    ("stranger", ""),
    ("customer", ""),
    ("handler", "li"),
    ("manager", "chief"),
    ("admin", "admin"),
    ("merchant", "shop"),
    ("elsewhere", "other"),
];

#[test]
fn every_route_for_programs_answers_every_role_as_written_down() {
    let mut table = String::from(
        "# method route | stranger customer handler manager admin merchant, merchant elsewhere\n",
    );
    let place = store::testing::sqlite();
    let house = House::open(&place);
    for route in server::routes::table().iter().filter(|route| for_programs(route)) {
        let statuses: Vec<String> =
            ROLES.iter().map(|role| status(&house, route, role).to_string()).collect();
        table.push_str(&format!("{} {} | {}\n", route.method, route.path, statuses.join(" ")));
    }
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/api/permissions.txt");
    if std::env::var("REDRESS_BLESS").is_ok() {
        std::fs::write(file, &table).expect("the table is written");
    }
    assert_eq!(table, std::fs::read_to_string(file).unwrap_or_default());
}

fn for_programs(route: &Route) -> bool {
    route.path.starts_with("/api/") || route.path == "/healthz" || route.path == "/metrics"
}

/// A case of its own for each question, so that no answer depends on the one before.
fn status(house: &House, route: &Route, (role, user): &(&str, &str)) -> u16 {
    let (id, link) = house.filed();
    let name = if *role == "customer" { &link } else { &id };
    let path = route
        .path
        .replace("{id}", name)
        .replace("{evidence}", "e1")
        .replace("{user}", "li")
        .replace("{account}", "goodwill")
        .replace("{merchant}", "m1")
        .replace("{measure}", "x9")
        .replace("{rule}", "s9")
        .replace("{system}", "wms");
    let mut body = body(route.path.rsplit('/').next().unwrap_or_default());
    // Measures are appealed against by their address, decisions of a case by their name.
    if route.path == "/api/v1/cases/{id}/appeal" {
        body["against"] = "f1".into();
    }
    if route.method == "GET" { house.get(user, &path).status } else { house.post(user, &path, body).status }
}

/// What the action takes, so that a refusal is one of permission and not of form.
pub fn body(action: &str) -> Value {
    match action {
        "cases" => crate::house::complaint(),
        "export" => json!({ "phone": "13812345678", "why": "本人要求" }),
        "messages" => json!({ "to": "customer", "text": "您好" }),
        "claim" => json!({ "claim": "k1", "received": { "amount_fen": 1, "reference": "bank-1" } }),
        "measures" => {
            json!({ "kind": "talk", "score": 0, "clause": "4.2", "reasons": "多次超时", "until_at": "2026-09-01T00:00:00Z" })
        }
        "lift" => json!({ "why": "已整改" }),
        "commission" => json!({ "commission_bp": 1000, "why": "理由" }),
        "consignments" => {
            json!({ "order": "X", "consignor": {}, "price_fen": 1, "commission_bp": 0, "inspect_days": 1, "payout_days": 1 })
        }
        "appeal" => json!({ "words": "我们不同意" }),
        "told" => json!({ "wecom": "693a91f6-7xxx-4bc4" }),
        "uphold" => json!({ "why": "已复核" }),
        "contract" => json!({ "trust": "trusted", "per_case_fen": 100, "per_day_fen": 100, "why": "理由" }),
        "rules" => json!({ "offer": "refund", "most_fen": 100, "words": "退" }),
        "{rule}" => json!({ "on": "off" }),
        "people" => {
            json!({ "user": "shop-a", "name": "小二", "password": "a long password", "answer": true })
        }
        "{user}" => json!({ "answer": true }),
        "batch" => json!({ "cases": ["c"], "what": "message", "text": "您好" }),
        "fund" => json!({ "amount_fen": 100, "reference": "bank-1" }),
        "calendar" => json!({ "file": domain::calendar::Calendar::shipped_files()[0].1 }),
        "what-if" => json!({ "files": { "common.toml": domain::playbook::Playbooks::shipped_files()[0].1 } }),
        "notes" | "evidence" | "supplement" => json!({ "text": "有话要说" }),
        "triage" => json!({ "kind": "service", "class": "service", "grade": "B", "why": "理由" }),
        "set-task" => json!({ "team": "legal", "text": "问题" }),
        "answer-task" => json!({ "task": "t1", "answer": "答复" }),
        "work" => json!({}),
        "duty" => json!({ "duty": "on" }),
        "hand-over" => json!({ "note": "交班" }),
        "playbooks" => json!({ "files": { "other.toml": null }, "why": "理由" }),
        "sum" => json!({ "sum": "triple", "given": { "paid_fen": 10_000 } }),
        "relate" => json!({ "handler": "admin" }),
        "demands" => json!({ "parts": [{ "part": "refund" }] }),
        "assign" => json!({ "owner": "admin" }),
        "request-evidence" => json!({ "to": "customer", "kinds": ["photo"], "reason": "照片" }),
        "assess" => json!({ "evidence": "e1", "authenticity": "accepted", "weight": 50, "reasons": "理由" }),
        "remark" => json!({ "evidence": "e1", "text": "不同意" }),
        "inspection" => json!({ "what": "看压缩机", "cost_fen": 5000, "payer": "loser" }),
        "inspected" => json!({ "inspection": "i1", "result": "unclear", "text": "无报告" }),
        "pause" => json!({ "reason": "outside_body", "cites": ["e1"], "why": "理由" }),
        "resume" => json!({ "pause": "p1" }),
        "renew-link" => json!({ "request": "q1" }),
        "finding" => {
            let share = json!({ "party": "merchant", "percent": 100, "cites": ["e1"], "rules": ["playbook:carriage"] });
            json!({ "shares": [share], "reasons": "理由" })
        }
        "convene" => json!({ "question": "怎样定？", "options": ["支持", "不支持"] }),
        "vote" => json!({ "board": "b1", "option": 0, "reasons": "理由" }),
        "recuse" => json!({ "board": "b1", "why": "认识商家" }),
        "minutes" => json!({ "board": "b1", "text": "纪要" }),
        "issue-finding" => json!({ "draft": "d1" }),
        "return-finding" => json!({ "draft": "d1", "why": "理由" }),
        "appeal-for" => json!({
            "side": "customer", "against": "f1", "words": "不同意", "caller": "本人", "identified": "callback",
        }),
        "ask-person" => json!({ "of": "q1" }),
        "answer-plea" => json!({ "plea": "h1", "ruling": "upheld", "text": "看过了" }),
        "offers" => json!({ "items": [{ "remedy": "apology" }], "words": "道歉" }),
        "redact" => json!({ "evidence": "e1", "boxes": [{ "x": 0, "y": 0, "width": 1, "height": 1 }] }),
        "approve-redaction" | "drop-redaction" => json!({ "redaction": "x1" }),
        "withdraw-offer" | "accept" | "decline" => json!({ "offer": "o1" }),
        "climb" | "consent" => json!({}),
        "decide-approval" => json!({ "approval": "a1", "ruling": "approve" }),
        "drop-approval" => json!({ "approval": "a1" }),
        "budgets" => json!({ "what": "pull", "why": "理由" }),
        "execute" => json!({ "remedy": "r1", "proof": { "statement": "已做" } }),
        "close" => json!({ "outcome": "explained", "relief": "explanation", "words": "说明" }),
        "survey" => json!({ "solved": 90, "treated": 90 }),
        "reopen" => json!({ "why": "理由" }),
        "hide" => json!({ "entry": 0, "words": [crate::house::complaint()["matter"]["text"]] }),
        "deny-erasure" | "hold" | "ask-unseal" => json!({ "why": "理由" }),
        "erase" => json!({ "ground": "request" }),
        "lift-hold" => json!({ "hold": "h1", "why": "理由" }),
        "tier" => json!({ "evidence": "e1", "tier": "p2", "why": "理由" }),
        "reveal" => json!({ "what": "phone", "why": "回电" }),
        _ => json!({}),
    }
}

#[test]
fn no_route_lets_in_whom_its_permission_keeps_out() {
    in_house(|house| {
        for route in server::routes::table() {
            for (role, user) in ROLES {
                if lets_in(route.permission, role) {
                    continue;
                }
                let status = status(house, &route, &(role, user));
                let refused = matches!(status, 401 | 403 | 404) || (300..400).contains(&status);
                assert!(refused, "{} {} answered {role} with {status}", route.method, route.path);
            }
        }
    });
}

fn lets_in(permission: Permission, role: &str) -> bool {
    let staff = ["handler", "manager", "admin"].contains(&role);
    match permission {
        Permission::Public => true,
        Permission::Staff => staff,
        Permission::Manager | Permission::Learn | Permission::PersonExport => {
            role == "manager" || role == "admin"
        }
        Permission::Admin => role == "admin",
        Permission::Merchant => role == "merchant" || role == "elsewhere",
        Permission::ApiRead | Permission::ApiWrite => staff || role == "merchant" || role == "elsewhere",
        Permission::CaseRead | Permission::CaseWrite => role != "stranger",
        // Everybody here comes with a token or with nothing.
        Permission::Session => false,
    }
}
