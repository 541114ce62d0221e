//! A browser without JavaScript: a cookie, forms, and redirects that are looked at before they are followed.

use crate::house::House;
use domain::personal::Personal;
use domain::{Actor, UserId};
use web::credential::set_password;

pub const PASSWORD: &str = "correct horse battery";

pub struct Browser<'h> {
    house: &'h House,
    agent: ureq::Agent,
    pub cookie: String,
    pub language: &'static str,
}

pub struct Page {
    pub status: u16,
    pub html: String,
    pub location: String,
    pub cookies: Vec<String>,
    pub redirect: String,
}

impl Page {
    #[track_caller]
    pub fn is(self, status: u16) -> Page {
        assert_eq!(self.status, status, "{} {}", self.location, self.html);
        self
    }
    pub fn has(&self, text: &str) -> bool {
        self.html.contains(text)
    }
    /// The value of a hidden field.
    pub fn field(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let rest = self.html.split(&mark).nth(1).unwrap_or_else(|| panic!("no field {name}"));
        rest.split('"').next().unwrap_or_default().to_owned()
    }
}

pub fn block<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
}

pub fn give_password(house: &House, user: &str) {
    let (user, password) = (UserId::new(user), Personal::new(PASSWORD));
    let set = set_password(&house.store, &Actor::System, &user, &password);
    block(set).unwrap_or_else(|error| panic!("{}", error.detail()));
}

impl<'h> Browser<'h> {
    pub fn stranger(house: &'h House) -> Browser<'h> {
        let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0);
        let agent = config.max_redirects_will_error(false).build().new_agent();
        Browser { house, agent, cookie: String::new(), language: "en" }
    }

    /// Signed in, the short way.
    pub fn of(house: &'h House, user: &str) -> Browser<'h> {
        let secret = block(house.store.begin_session(&UserId::new(user))).expect("a session");
        Browser { cookie: format!("redress={secret}"), ..Browser::stranger(house) }
    }

    pub fn get(&self, path: &str) -> Page {
        self.send("GET", path, &[], None)
    }

    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        self.send("POST", path, &[], Some(body.join("&")))
    }

    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<String>) -> Page {
        let mut request = ureq::http::Request::builder().method(method).uri(self.house.app.url(path));
        request = request.header("accept-language", self.language);
        if !self.cookie.is_empty() {
            request = request.header("cookie", &self.cookie);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answered = match body {
            Some(body) => {
                let request = request.header("content-type", "application/x-www-form-urlencoded");
                self.agent.run(request.body(body.into_bytes()).expect("a request"))
            }
            None => self.agent.run(request.body(()).expect("a request")),
        };
        let mut response = answered.unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        let header = |name: &str| {
            let value = response.headers().get(name).and_then(|value| value.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        let (location, redirect) = (header("location"), header("hx-redirect"));
        let cookies = response.headers().get_all("set-cookie").iter();
        let cookies = cookies.filter_map(|value| value.to_str().ok().map(str::to_owned)).collect();
        let status = response.status().as_u16();
        let html = response.body_mut().with_config().limit(64 << 20).read_to_string().expect("text");
        Page { status, html, location, cookies, redirect }
    }

    /// Fills in a form of the case page and sends it.
    pub fn act(&self, case: &str, action: &str, fields: &[(&str, &str)]) -> Page {
        let version = self.get(&format!("/desk/cases/{case}")).is(200).field("version");
        let all: Vec<(&str, &str)> = fields.iter().copied().chain([("version", version.as_str())]).collect();
        self.post(&format!("/desk/cases/{case}/{action}"), &all)
    }

    /// The same where nothing stands in the way.
    #[track_caller]
    pub fn does(&self, case: &str, action: &str, fields: &[(&str, &str)]) -> Page {
        let done = self.act(case, action, fields).is(303);
        self.get(&done.location).is(200)
    }
}

pub fn escaped(text: &str) -> String {
    let one = |byte: u8| {
        if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    text.bytes().map(one).collect()
}
