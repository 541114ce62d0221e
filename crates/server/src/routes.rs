//! The map of the product: every route with what it asks of its caller, on one page. A route cannot be written down
//! without a permission.

use crate::demo;
use crate::{api, measure, rest, spool};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::handler::Handler;
use axum::http::{HeaderValue, Method, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{self, MethodRouter};
use tower_http::catch_panic::CatchPanicLayer;
use web::app::App;
use web::dress::Asked;
use web::fault::Fault;
use web::who::{self, Permission};
use web::{customer, desk, merchant, sign_in, sign_out, third};

/// One line of the map.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub permission: Permission,
    handlers: MethodRouter<App>,
}

pub fn table() -> Vec<Route> {
    use Permission::*;
    vec![
        // Customers: the link is the key.
        get("/", Public, customer::form),
        post("/", Public, customer::file),
        get("/c/{link}", Public, customer::case),
        get("/c/{link}/filed", Public, customer::filed),
        get("/c/{link}/receipt", Public, customer::receipt),
        get("/c/{link}/receipt.svg", Public, customer::picture),
        get("/c/{link}/proof/{thing}", Public, customer::proof),
        get("/c/{link}/settlement/{offer}", Public, customer::settlement),
        get("/c/{link}/settlement/{offer}/{locale}", Public, customer::paper),
        get("/c/{link}/evidence/{id}", Public, customer::evidence),
        get("/c/{link}/evidence/{id}/view", Public, customer::view),
        get("/c/{link}/looks", Public, customer::looks),
        get("/c/{link}/data", Public, customer::data_page),
        post("/c/{link}/data", Public, customer::data),
        post("/c/{link}/{action}", Public, customer::act),
        // Carriers and inspectors: the link opens one request.
        get("/t/{link}", Public, third::page),
        post("/t/{link}", Public, third::answer),
        get("/return", Public, customer::return_page),
        post("/return", Public, customer::come_back),
        get("/verify", Public, customer::verify_page),
        post("/verify", Public, customer::verify),
        get("/verify/now", Public, customer::now_page),
        get("/assets/{hash}/{name}", Public, web::assets::serve),
        // Whoever signs in.
        get("/sign-in", Public, sign_in::page),
        post("/sign-in", Public, sign_in::sign_in),
        post("/sign-out", Public, sign_out::sign_out),
        get("/desk/account", Session, desk::account::account),
        get("/desk/told", Session, desk::told::told),
        post("/desk/told", Session, desk::told::set),
        post("/desk/account/password", Session, desk::account::password),
        post("/desk/account/totp", Session, desk::account::totp),
        post("/desk/account/sign-out", Session, desk::account::everywhere),
        // Handlers and managers.
        get("/desk", Staff, desk::queue::queue),
        post("/desk/assign", Staff, desk::assign::assign),
        get("/desk/find", Staff, desk::find::find),
        get("/desk/cases/{id}", Staff, desk::case::case),
        get("/desk/cases/{id}/law", Staff, desk::law::law),
        get("/desk/cases/{id}/similar", Staff, desk::similar::similar),
        get("/desk/cases/{id}/matter", Staff, desk::ties::matter),
        get("/desk/cases/{id}/signals", Staff, desk::signals::signals),
        get("/desk/cases/{id}/presence", Staff, desk::presence::presence),
        get("/desk/cases/{id}/receipt", Staff, desk::receipt::receipt),
        post("/desk/cases/{id}/bundle", Staff, desk::bundle::bundle),
        get("/desk/cases/{id}/proof/{thing}", Staff, desk::receipt::proof),
        get("/desk/cases/{id}/settlement/{offer}", Staff, desk::receipt::settlement),
        get("/desk/cases/{id}/settlement/{offer}/{locale}", Staff, desk::receipt::paper),
        get("/desk/cases/{id}/evidence/{evidence}", Staff, desk::evidence::evidence),
        get("/desk/cases/{id}/evidence/{evidence}/view", Staff, desk::view::view),
        post("/desk/cases/{id}/evidence/{evidence}/redact", Staff, desk::redact::propose),
        get("/desk/cases/{id}/redactions/{redaction}", Staff, desk::redact::picture),
        post("/desk/cases/{id}/redactions/{redaction}/{answer}", Staff, desk::redact::answer),
        post("/desk/cases/{id}/{action}", Staff, desk::act::act),
        get("/desk/cases/{id}/{action}", Staff, desk::act::back),
        get("/desk/privacy", Staff, desk::privacy::lists),
        get("/desk/privacy/{id}", Staff, desk::privacy::case),
        post("/desk/privacy/{id}/{action}", Staff, desk::privacy::act),
        get("/desk/open", Staff, desk::open::open),
        get("/desk/approvals", Staff, desk::approvals::approvals),
        post("/desk/approvals/{id}/{answer}", Staff, desk::approvals::answer),
        post("/desk/budgets/{team}", Manager, desk::approvals::budget),
        get("/desk/roster", Staff, desk::roster::roster),
        post("/desk/roster/duty", Staff, desk::roster::duty),
        post("/desk/roster/hand-over", Staff, desk::roster::hand_over),
        get("/desk/roster/{user}", Manager, desk::roster::colleague),
        post("/desk/roster/{user}", Manager, desk::roster::set),
        get("/desk/playbooks", Staff, desk::playbooks::list),
        get("/desk/playbooks/{kind}", Staff, desk::playbooks::book),
        post("/desk/playbooks/{kind}", Admin, desk::playbooks::save),
        get("/desk/manager", Manager, desk::manager::manager),
        get("/desk/calendar", Manager, desk::calendar::calendar),
        post("/desk/calendar", Admin, desk::calendar::import),
        get("/desk/claims", Staff, desk::claims::claims),
        post("/desk/claims/{id}/{claim}", Staff, desk::claims::act),
        get("/desk/merchants/{merchant}", Staff, desk::merchant::merchant),
        post("/desk/merchants/{merchant}/measures", Staff, desk::merchant::take),
        post("/desk/merchants/{merchant}/measures/{measure}", Staff, desk::merchant::lift),
        get("/desk/merchants/{merchant}/closing", Staff, desk::closing::closing),
        post("/desk/merchants/{merchant}/closing", Manager, desk::closing::flag),
        post("/desk/merchants/{merchant}/closing/share", Manager, desk::closing::share),
        post("/desk/merchants/{merchant}/contract", Manager, desk::merchant::agree),
        post("/desk/merchants/{merchant}/rules/{rule}", Manager, desk::merchant::stop),
        get("/desk/logistics", Staff, desk::logistics::logistics),
        post("/desk/logistics/{breaker}/{action}", Manager, desk::logistics::act),
        get("/desk/reconcile", Manager, desk::reconcile::statements),
        get("/desk/reconcile/{sha256}", Manager, desk::reconcile::statement),
        get("/desk/money", Manager, desk::money::books),
        get("/desk/money/{account}", Manager, desk::money::statement),
        post("/desk/money/{account}", Manager, desk::money::fund),
        get("/desk/dead", Manager, desk::dead::dead),
        post("/desk/dead", Manager, desk::dead::replay),
        // Merchants.
        get("/m", Merchant, merchant::list),
        get("/m/deposit", Merchant, merchant::deposit),
        get("/m/deposit.csv", Merchant, merchant::deposit_csv),
        get("/m/rules", Merchant, merchant::rules),
        post("/m/rules", Merchant, merchant::add_rule),
        post("/m/rules/{rule}", Merchant, merchant::switch_rule),
        get("/m/people", Merchant, merchant::people),
        post("/m/people", Merchant, merchant::add_person),
        post("/m/people/{user}", Merchant, merchant::change_person),
        post("/m/batch", Merchant, merchant::batch::batch),
        get("/m/complain", Merchant, merchant::complain_page),
        post("/m/complain", Merchant, merchant::complain),
        get("/m/measures", Merchant, merchant::measures),
        post("/m/measures/{measure}", Merchant, merchant::appeal),
        get("/m/cases/{id}", Merchant, merchant::case),
        get("/m/cases/{id}/receipt", Merchant, merchant::receipt),
        get("/m/cases/{id}/receipt.svg", Merchant, merchant::picture),
        get("/m/cases/{id}/proof/{thing}", Merchant, merchant::proof),
        get("/m/cases/{id}/settlement/{offer}", Merchant, merchant::settlement),
        get("/m/cases/{id}/settlement/{offer}/{locale}", Merchant, merchant::paper),
        get("/m/cases/{id}/evidence/{evidence}", Merchant, merchant::evidence),
        get("/m/cases/{id}/evidence/{evidence}/view", Merchant, merchant::view),
        post("/m/cases/{id}/{action}", Merchant, merchant::act),
        // For programs: cases.
        get("/api/v1/cases", ApiRead, api::list::list),
        post("/api/v1/cases", ApiWrite, api::file::file),
        get("/api/v1/cases/{id}", CaseRead, api::read::read),
        get("/api/v1/cases/{id}/receipt", Public, api::receipt::receipt),
        get("/api/v1/cases/{id}/settlement/{offer}/{locale}", CaseRead, api::download::paper),
        get("/api/v1/cases/{id}/evidence/{evidence}", CaseRead, api::download::download),
        get("/api/v1/cases/{id}/consignment", CaseRead, api::consignments::of_case),
        post("/api/v1/cases/{id}/bundle", ApiWrite, api::bundle::bundle),
        get("/api/v1/cases/{id}/similar", ApiRead, api::similar::similar),
        get("/api/v1/cases/{id}/matter", ApiRead, api::ties::matter),
        get("/api/v1/cases/{id}/templates", ApiRead, api::templates::templates),
        // What can be done with a case; which of it now, and by whom, says its `allowed_actions`.
        post("/api/v1/cases/{id}/messages", CaseWrite, api::acts::messages::messages),
        post("/api/v1/cases/{id}/notes", ApiWrite, api::acts::notes::notes),
        post("/api/v1/cases/{id}/evidence", CaseWrite, api::acts::evidence::evidence),
        post("/api/v1/cases/{id}/supplement", CaseWrite, api::acts::supplement::supplement),
        post("/api/v1/cases/{id}/triage", ApiWrite, api::acts::triage::triage),
        post("/api/v1/cases/{id}/draft", ApiWrite, api::draft::draft),
        post("/api/v1/cases/{id}/relate", ApiWrite, api::acts::relate::relate),
        post("/api/v1/cases/{id}/demands", ApiWrite, api::acts::demands::demands),
        post("/api/v1/cases/{id}/assign", ApiWrite, api::acts::assign::assign),
        post("/api/v1/cases/{id}/call", CaseWrite, api::acts::call::call),
        post("/api/v1/cases/{id}/request-evidence", ApiWrite, api::acts::request_evidence::request_evidence),
        post("/api/v1/cases/{id}/renew-link", ApiWrite, api::acts::renew_link::renew_link),
        post("/api/v1/cases/{id}/assess", ApiWrite, api::acts::assess::assess),
        post("/api/v1/cases/{id}/remark", CaseWrite, api::acts::remark::remark),
        post("/api/v1/cases/{id}/inspection", ApiWrite, api::acts::inspection::inspection),
        post("/api/v1/cases/{id}/inspected", ApiWrite, api::acts::inspected::inspected),
        post("/api/v1/cases/{id}/pause", ApiWrite, api::acts::pause::pause),
        post("/api/v1/cases/{id}/resume", ApiWrite, api::acts::pause::resume),
        post("/api/v1/cases/{id}/jurisdiction", ApiWrite, api::acts::jurisdiction::jurisdiction),
        post("/api/v1/cases/{id}/regulator", ApiWrite, api::acts::regulator::regulator),
        post("/api/v1/cases/{id}/redact", ApiWrite, api::acts::redact::redact),
        post("/api/v1/cases/{id}/approve-redaction", ApiWrite, api::acts::redact::approve),
        post("/api/v1/cases/{id}/drop-redaction", ApiWrite, api::acts::redact::drop),
        post("/api/v1/cases/{id}/finding", ApiWrite, api::acts::finding::finding),
        post("/api/v1/cases/{id}/issue-finding", ApiWrite, api::acts::finding::issue),
        post("/api/v1/cases/{id}/return-finding", ApiWrite, api::acts::finding::send_back),
        post("/api/v1/cases/{id}/convene", ApiWrite, api::acts::board::convene),
        post("/api/v1/cases/{id}/vote", ApiWrite, api::acts::board::vote),
        post("/api/v1/cases/{id}/recuse", ApiWrite, api::acts::board::recuse),
        post("/api/v1/cases/{id}/minutes", ApiWrite, api::acts::board::minutes),
        post("/api/v1/cases/{id}/appeal", CaseWrite, api::acts::appeal::appeal),
        post("/api/v1/cases/{id}/appeal-for", ApiWrite, api::acts::appeal::appeal_for),
        post("/api/v1/cases/{id}/ask-person", CaseWrite, api::acts::appeal::ask_person),
        post("/api/v1/cases/{id}/answer-plea", ApiWrite, api::acts::appeal::answer_plea),
        post("/api/v1/cases/{id}/count-signals", ApiWrite, api::acts::signals::count),
        post("/api/v1/cases/{id}/set-task", ApiWrite, api::acts::task::set),
        post("/api/v1/cases/{id}/answer-task", ApiWrite, api::acts::task::answer),
        post("/api/v1/cases/{id}/offers", CaseWrite, api::acts::offers::offers),
        post("/api/v1/cases/{id}/withdraw-offer", CaseWrite, api::acts::withdraw_offer::withdraw_offer),
        post("/api/v1/cases/{id}/climb", ApiWrite, api::acts::ladder::climb),
        post("/api/v1/cases/{id}/consent", CaseWrite, api::acts::ladder::consent),
        post("/api/v1/cases/{id}/decide-approval", ApiWrite, api::acts::approval::decide),
        post("/api/v1/cases/{id}/drop-approval", ApiWrite, api::acts::approval::drop),
        post("/api/v1/cases/{id}/accept", CaseWrite, api::acts::accept::accept),
        post("/api/v1/cases/{id}/decline", CaseWrite, api::acts::decline::decline),
        post("/api/v1/cases/{id}/claim", ApiWrite, api::acts::claim::claim),
        post("/api/v1/cases/{id}/commission", ApiWrite, api::acts::commission::commission),
        post("/api/v1/cases/{id}/execute", ApiWrite, api::acts::execute::execute),
        post("/api/v1/cases/{id}/close", ApiWrite, api::acts::close::close),
        post("/api/v1/cases/{id}/survey", CaseWrite, api::acts::survey::survey),
        post("/api/v1/cases/{id}/withdraw", CaseWrite, api::acts::withdraw::withdraw),
        post("/api/v1/cases/{id}/reopen", ApiWrite, api::acts::reopen::reopen),
        post("/api/v1/cases/{id}/reveal", ApiWrite, api::acts::reveal::reveal),
        // What is kept, seen and erased.
        post("/api/v1/cases/{id}/ask-erasure", CaseWrite, api::acts::privacy::ask_erasure),
        post("/api/v1/cases/{id}/grant-erasure", ApiWrite, api::acts::privacy::grant_erasure),
        post("/api/v1/cases/{id}/deny-erasure", ApiWrite, api::acts::privacy::deny_erasure),
        post("/api/v1/cases/{id}/erase", ApiWrite, api::acts::privacy::erase),
        post("/api/v1/cases/{id}/hold", ApiWrite, api::acts::privacy::hold),
        post("/api/v1/cases/{id}/lift-hold", ApiWrite, api::acts::privacy::lift_hold),
        post("/api/v1/cases/{id}/restrict", ApiWrite, api::acts::privacy::restrict),
        post("/api/v1/cases/{id}/ask-unseal", ApiWrite, api::acts::privacy::ask_unseal),
        post("/api/v1/cases/{id}/unseal", ApiWrite, api::acts::privacy::unseal),
        post("/api/v1/cases/{id}/tier", ApiWrite, api::acts::privacy::tier),
        post("/api/v1/cases/{id}/hide", ApiWrite, api::acts::hide::hide),
        // For programs: the law.
        get("/api/v1/law", ApiRead, api::law::library),
        post("/api/v1/law/sum", ApiRead, api::law::sum_of),
        // For programs: the books.
        get("/api/v1/accounts", Manager, api::accounts::list),
        get("/api/v1/accounts/{account}", Manager, api::accounts::statement),
        post("/api/v1/accounts/{account}/fund", Manager, api::accounts::fund),
        // For programs: what is open with others.
        get("/api/v1/claims", Staff, api::claims::list),
        get("/api/v1/merchants/{merchant}", ApiRead, api::merchants::read),
        post("/api/v1/merchants/{merchant}/contract", Manager, api::merchants::agree),
        get("/api/v1/merchants/{merchant}/to-do", Merchant, api::merchants::to_do),
        get("/api/v1/merchants/{merchant}/deposit", Merchant, api::merchants::deposit),
        get("/api/v1/merchants/{merchant}/rules", ApiRead, api::merchants::rules),
        post("/api/v1/merchants/{merchant}/rules", Merchant, api::merchants::set_rule),
        post("/api/v1/merchants/{merchant}/rules/{rule}", ApiWrite, api::merchants::switch_rule),
        get("/api/v1/merchants/{merchant}/people", Merchant, api::merchants::people),
        post("/api/v1/merchants/{merchant}/people", Merchant, api::merchants::engage),
        post("/api/v1/merchants/{merchant}/people/{user}", Merchant, api::merchants::change),
        post("/api/v1/merchants/{merchant}/batch", Merchant, api::merchants::answer_all),
        post("/api/v1/merchants/{merchant}/measures/{measure}/uphold", Staff, api::measures::uphold),
        post("/api/v1/consignments", Admin, api::consignments::record),
        get("/api/v1/consignments/unpaid", Staff, api::consignments::unpaid),
        get("/api/v1/merchants/{merchant}/closing", ApiRead, api::closing::show),
        post("/api/v1/merchants/{merchant}/closing", Manager, api::closing::flag),
        post("/api/v1/merchants/{merchant}/closing/share", Manager, api::closing::share),
        get("/api/v1/merchants/{merchant}/measures", ApiRead, api::measures::list),
        post("/api/v1/merchants/{merchant}/measures", Staff, api::measures::take),
        post("/api/v1/merchants/{merchant}/measures/{measure}/lift", Staff, api::measures::lift),
        post("/api/v1/merchants/{merchant}/measures/{measure}/appeal", Merchant, api::measures::appeal),
        post("/api/v1/merchants/{merchant}/complaints", Merchant, api::accuse::accuse),
        // Payment providers: their signature is the key.
        post("/api/v1/pay/wechat", Public, api::paid::wechat),
        // Systems that carry out what is not money: theirs, too.
        post("/api/v1/fulfilment/{system}", Public, api::fulfilled::told),
        // For programs: what waits for a yes, and what may be promised a day.
        get("/api/v1/approvals", Staff, api::approvals::list),
        get("/api/v1/budgets", Staff, api::approvals::budgets),
        post("/api/v1/budgets", Manager, api::approvals::budget),
        // For programs: parcels, and the breakers over them.
        post("/api/v1/parcels", Manager, api::parcels::told),
        get("/api/v1/breakers", Staff, api::parcels::breakers),
        post("/api/v1/breakers/{breaker}/reset", Manager, api::parcels::reset),
        post("/api/v1/breakers/{breaker}/widen", Manager, api::parcels::widen),
        // For programs: colleagues.
        get("/api/v1/colleagues", Staff, api::colleagues::list),
        post("/api/v1/colleagues/{user}/work", Manager, api::colleagues::work),
        post("/api/v1/colleagues/{user}/duty", Staff, api::colleagues::duty),
        post("/api/v1/colleagues/{user}/hand-over", Staff, api::colleagues::hand_over),
        get("/api/v1/me/open", Staff, api::me::open),
        get("/api/v1/me/told", ApiRead, api::me::told),
        post("/api/v1/me/told", ApiWrite, api::me::set_told),
        // For programs: playbooks.
        get("/api/v1/playbooks", Staff, api::playbooks::list),
        post("/api/v1/playbooks", Admin, api::playbooks::activate),
        get("/api/v1/playbooks/{kind}", Staff, api::playbooks::file),
        // For programs: people.
        post("/api/v1/persons/export", PersonExport, api::person::export),
        // For programs: the house.
        post("/api/v1/learn", Learn, api::learn::learn),
        post("/api/v1/playbooks/what-if", Manager, api::what_if::what_if),
        get("/api/v1/calendar", ApiRead, api::calendar::show),
        post("/api/v1/calendar", Admin, api::calendar::import),
        get("/api/v1/checkpoint", Public, api::proof::checkpoint),
        get("/api/v1/consistency", Public, api::consistency::consistency),
        get("/api/openapi.json", Public, api::openapi::openapi),
        get("/healthz", Public, api::health::healthz),
        get("/metrics", Public, api::metrics::metrics),
    ]
}

/// Only in `redress demo`, on loopback.
fn in_demo() -> Vec<Route> {
    use Permission::*;
    vec![
        get("/demo/as/{who}/{secret}", Public, demo::sign_in::sign_in),
        get("/demo/mail", Staff, demo::mail::mail),
    ]
}

fn get<H: Handler<T, App>, T: 'static>(path: &'static str, permission: Permission, handler: H) -> Route {
    Route { method: Method::GET, path, permission, handlers: routing::get(handler) }
}

fn post<H: Handler<T, App>, T: 'static>(path: &'static str, permission: Permission, handler: H) -> Route {
    Route { method: Method::POST, path, permission, handlers: routing::post(handler) }
}

pub fn router(app: App) -> Router {
    measure::recorded();
    let mut router = Router::new();
    let intake = spool::Intake::new(app.clone());
    let more = if app.settings().demo { in_demo() } else { vec![] };
    for Route { method, path, permission, handlers } in table().into_iter().chain(more) {
        let check = middleware::from_fn_with_state((app.clone(), permission), who::check);
        // Whoever may not come in is told so before anything large is taken in.
        let handlers = match method {
            Method::POST => {
                handlers.route_layer(middleware::from_fn_with_state(intake.clone(), spool::through))
            }
            _ => handlers,
        };
        router = router.route(path, handlers.route_layer(check));
    }
    router
        .fallback(|| async { Fault::refused(domain::Refusal::NotFound) })
        .layer(DefaultBodyLimit::max(body_max(&app)))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(app.clone(), dress))
        .layer(middleware::from_fn(measure::measure))
        .layer(middleware::from_fn(rest::take_in))
        .with_state(app)
}

/// A defect of ours is an answer with an id as well, never a line that goes dead.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    let id = store::content::random_id()[..10].to_owned();
    tracing::error!(error.id = %id, "a handler panicked");
    Fault::Failed(id).into_response()
}

/// Nine files of the largest size and the words beside them.
fn body_max(app: &App) -> usize {
    let limits = &app.store().policy().limits;
    limits.file_bytes_max * limits.files_max + 1024 * 1024
}

/// Dresses faults for whoever asked, and sets the headers every answer carries.
async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let for_program = request.uri().path().starts_with("/api/");
    let asked = Asked::of(&request);
    let mut response = next.run(request).await;
    response = if for_program { api::problem::dressed(response) } else { asked.dressed(&app, response) };
    let headers = response.headers_mut();
    let mut set = |name, value| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, web::assets::CONTENT_SECURITY_POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    response
}
