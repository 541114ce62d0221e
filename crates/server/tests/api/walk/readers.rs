//! Whoever could ask.

use super::scene::Scene;
use crate::desk::browser::Browser;
use crate::house::{House, Reply};
use serde_json::Value;

pub struct Reader {
    pub name: &'static str,
    /// Whose rights these are; a narrower token is the same person.
    pub person: &'static str,
    /// A user of the house, a whole token, or nobody.
    token: String,
    cookie: String,
    /// Secret links this reader holds.
    pub links: Vec<String>,
    pub third: Vec<String>,
}

/// Everybody once; handler and shop also with narrower tokens, and the handler by a session.
pub fn readers(house: &House, scene: &Scene) -> Vec<Reader> {
    let by = |name: &'static str, token: String| Reader {
        name,
        person: name.split(' ').next().unwrap_or(name),
        token,
        cookie: String::new(),
        links: vec![],
        third: vec![],
    };
    let user = |name: &'static str| by(name, name.to_owned());
    let holder = |name: &'static str, links: &[&String]| Reader {
        links: links.iter().map(|link| (*link).clone()).collect(),
        ..by(name, String::new())
    };
    let mut all = vec![
        user("nobody"),
        holder("customer", &[&scene.link, &scene.restricted_link, &scene.erased_link]),
        holder("neighbour", &[&scene.neighbour_link]),
        Reader { third: vec![scene.third.clone()], ..by("carrier", String::new()) },
        user("shop"),
        user("other"),
        user("li"),
        user("wang"),
        user("rev"),
        user("chief"),
        user("admin"),
        by("li reading", house.issue("li", "cases:read")),
        by("li writing", house.issue("li", "cases:write")),
        by("li elsewhere", house.issue("li", "bundles:read")),
        by("shop reading", house.issue("shop", "cases:read")),
        Reader { cookie: Browser::of(house, "li").cookie, ..by("li signed in", String::new()) },
    ];
    all[0].token = String::new();
    all
}

impl Reader {
    pub fn get(&self, house: &House, path: &str) -> Reply {
        house.call("GET", path, &self.token, &self.headers(), None)
    }

    /// Programs send JSON made from a version that is long gone, so that little of it changes anything; people a form.
    pub fn post(&self, house: &House, route: &str, path: &str, body: Value) -> Reply {
        let mut headers = self.headers();
        if route.starts_with("/api/") {
            if !route.ends_with("/bundle") {
                headers.push(("if-match", "\"999\""));
            }
            return house.call(
                "POST",
                path,
                &self.token,
                &headers,
                Some(("application/json", body.to_string().into())),
            );
        }
        let form =
            "version=999&text=x&reason=because&why=because&entry=0&words=x&to=customer&kind=service&grade=b";
        let kind = "application/x-www-form-urlencoded";
        house.call("POST", path, &self.token, &headers, Some((kind, form.into())))
    }

    fn headers(&self) -> Vec<(&'static str, &str)> {
        if self.cookie.is_empty() { vec![] } else { vec![("cookie", self.cookie.as_str())] }
    }
}
