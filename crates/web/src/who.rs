//! Who is asking: the session in the cookie or the token in the header, and what their role may do. The route table
//! names the permission of every route; this is the one place where it is checked.

use crate::app::App;
use crate::fault::Fault;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::actor::{Actor, Role};
use domain::rights::Rights;
use domain::user::User;
use domain::{Refusal, UserId};
use store::Error;

pub const COOKIE: &str = "redress";

/// What a route asks of whoever calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Anybody; what they may see follows from a link or a code the handler checks.
    Public,
    Staff,
    Manager,
    /// Administrators; a token needs the star.
    Admin,
    Merchant,
    /// Whoever has signed in here themselves; tokens do not change their own master.
    Session,
    /// Staff or merchant by token or session; reading.
    ApiRead,
    ApiWrite,
    /// As above; or, without token and session, the customer whose secret link names the case. The handler looks.
    CaseRead,
    CaseWrite,
    /// A manager or administrator; a token needs the scope `learn`.
    Learn,
    /// Managers and administrators; a token needs the scope `persons:export`.
    PersonExport,
}

/// The result of the check, for handlers.
#[derive(Clone, Debug)]
pub struct Who {
    pub actor: Actor,
    /// The session's secret, to end it.
    pub session: Option<String>,
    /// What somebody of a shop may do; the rules look at it again.
    pub rights: Rights,
}

impl Who {
    pub fn user(&self) -> Option<&UserId> {
        self.actor.user()
    }
    pub fn role(&self) -> Option<Role> {
        match &self.actor {
            Actor::Staff(_, role) => Some(*role),
            Actor::Merchant(..) => Some(Role::Merchant),
            _ => None,
        }
    }
}

/// The middleware of one route.
pub async fn check(
    State((app, permission)): State<(App, Permission)>,
    mut request: Request,
    next: Next,
) -> Result<Response, Fault> {
    if is_unsafe(request.method()) && !same_origin(request.headers()) {
        return Err(Fault::refused(Refusal::NotAllowed));
    }
    let who = identify(&app, request.headers()).await?;
    let who = match (permission, who) {
        (Permission::Public, who) => who.map(|(who, _)| who),
        (Permission::CaseRead | Permission::CaseWrite, None) => None,
        (_, None) => return Err(Fault::SignIn),
        (permission, Some((who, scope))) if allows(permission, request.method(), &who, &scope) => Some(who),
        _ => return Err(Fault::refused(Refusal::NotAllowed)),
    };
    if let Some(who) = who {
        request.extensions_mut().insert(who);
    }
    Ok(next.run(request).await)
}

fn allows(permission: Permission, method: &Method, who: &Who, scope: &str) -> bool {
    let role = who.role();
    let by_role = match permission {
        Permission::Public | Permission::ApiRead | Permission::ApiWrite => true,
        Permission::CaseRead | Permission::CaseWrite => true,
        Permission::Staff => role.is_some_and(Role::is_staff),
        Permission::Manager | Permission::Learn | Permission::PersonExport => {
            matches!(role, Some(Role::Manager | Role::Admin))
        }
        Permission::Admin => role == Some(Role::Admin),
        Permission::Merchant => role == Some(Role::Merchant),
        Permission::Session => who.session.is_some(),
    };
    // A token without the star may do what its scope names: cases:read, cases:write, learn,
    // persons:export.
    let wanted = match permission {
        Permission::Learn => "learn",
        Permission::PersonExport => "persons:export",
        // No scope but the star.
        Permission::Admin => "*",
        _ if is_unsafe(method) => "cases:write",
        _ => "cases:read",
    };
    by_role && (scope == "*" || scope.split(' ').any(|part| part == wanted))
}

async fn identify(app: &App, headers: &HeaderMap) -> Result<Option<(Who, String)>, Fault> {
    if let Some(token) = bearer(headers) {
        return by_token(app, token).await.map(Some);
    }
    let Some(secret) = cookie(headers, COOKIE) else { return Ok(None) };
    let store = app.store().clone();
    let found = app
        .store()
        .db()
        .read(move |db| -> Result<_, Error> {
            let Some(session) = store.session(db, &secret)? else { return Ok(None) };
            let user = store.user(db, &session.user)?.filter(|user| user.rights != Rights::Revoked);
            Ok(user.map(|user| (session.user, user, secret)))
        })
        .await?;
    Ok(found.map(|(id, user, secret)| {
        let rights = user.rights;
        (Who { actor: actor(id, &user), session: Some(secret), rights }, "*".to_owned())
    }))
}

/// A token names its user, so that it is checked with one look at one row.
async fn by_token(app: &App, token: &str) -> Result<(Who, String), Fault> {
    let unknown = || Fault::refused(Refusal::NotAllowed);
    let (user, _) = token.strip_prefix("rdr_").and_then(|rest| rest.rsplit_once('_')).ok_or_else(unknown)?;
    if let Some(rate) = app.settings().token_rate
        && !app.throttle().allows(token, rate, app.store().now_ms())
    {
        return Err(Fault::TooMany);
    }
    let (store, id, key) = (app.store().clone(), UserId::new(user), app.store().token_key(token));
    let wanted = id.clone();
    let user = app.store().db().read(move |db| store.user(db, &wanted)).await?.ok_or_else(unknown)?;
    let scope = user.tokens.get(&key).cloned().ok_or_else(unknown)?;
    let rights = user.rights;
    if rights == Rights::Revoked {
        return Err(unknown());
    }
    Ok((Who { actor: actor(id, &user), session: None, rights }, scope))
}

fn actor(id: UserId, user: &User) -> Actor {
    match &user.account.merchant {
        Some(merchant) => Actor::Merchant(id, merchant.clone()),
        None => Actor::Staff(id, user.account.role),
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}

fn is_unsafe(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Browsers say where a request comes from. One from another site never changes anything here; programs send neither
/// header and carry no cookie. Together with SameSite cookies this replaces tokens in forms.
fn same_origin(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    match text("sec-fetch-site") {
        Some(site) => matches!(site, "same-origin" | "none"),
        None => match text("origin") {
            Some(origin) => origin.split_once("://").map(|(_, host)| host) == text("host"),
            None => true,
        },
    }
}

/// For handlers behind a permission other than public.
impl<S: Send + Sync> axum::extract::FromRequestParts<S> for Who {
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Who, Fault> {
        parts.extensions.get::<Who>().cloned().ok_or(Fault::SignIn)
    }
}
