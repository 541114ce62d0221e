//! Who reads a page, as far as that is known without signing in: their language, and where they are. The language
//! is what `?lang=` says, else the cookie of an earlier choice, else the first of the browser's that we speak.

use crate::app::App;
use crate::locale::Locale;
use crate::page::Page;
use crate::who::cookie;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::Response;
use std::convert::Infallible;

pub const COOKIE: &str = "lang";

#[derive(Clone, Debug)]
pub struct Reader {
    pub locale: Locale,
    /// Path and query without `lang`.
    pub path: String,
}

impl Reader {
    pub fn of(headers: &HeaderMap, uri: &Uri) -> Reader {
        let kept = || cookie(headers, COOKIE).as_deref().and_then(Locale::of_tag);
        let accepted = || headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let locale =
            asked(uri).or_else(kept).unwrap_or_else(|| Locale::of_header(accepted().unwrap_or_default()));
        Reader { locale, path: without_language(uri) }
    }

    /// Keeps the language for a year.
    pub fn cookie(&self) -> HeaderValue {
        let kept = format!("{COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax", self.locale.tag());
        HeaderValue::from_str(&kept).expect("a language tag has plain letters")
    }

    pub fn page(&self, app: &App) -> Page {
        let page = Page::new(self.locale, app.store().now_ms(), self.path.clone());
        Page { policy: Some(app.store().shared_policy()), ..page }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Reader, Infallible> {
        Ok(Reader::of(&parts.headers, &parts.uri))
    }
}

/// A language that was chosen by link is kept on every page.
pub fn remember(reader: &Reader, uri: &Uri, response: &mut Response) {
    if asked(uri).is_some() {
        response.headers_mut().append(header::SET_COOKIE, reader.cookie());
    }
}

fn pairs(uri: &Uri) -> impl Iterator<Item = &str> {
    uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty())
}

fn asked(uri: &Uri) -> Option<Locale> {
    pairs(uri).find_map(|pair| Locale::of_tag(pair.strip_prefix("lang=")?))
}

fn without_language(uri: &Uri) -> String {
    let kept: Vec<&str> = pairs(uri).filter(|pair| !pair.starts_with("lang=")).collect();
    if kept.is_empty() { uri.path().to_owned() } else { format!("{}?{}", uri.path(), kept.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(uri: &str, headers: &[(&'static str, &str)]) -> Reader {
        let pair = |(name, value): &(&'static str, &str)| {
            (header::HeaderName::from_static(name), HeaderValue::from_str(value).expect("a header"))
        };
        Reader::of(&headers.iter().map(pair).collect(), &uri.parse().expect("an address"))
    }

    #[test]
    fn a_link_wins_over_the_cookie_and_the_cookie_over_the_browser() {
        let both = [("cookie", "lang=en"), ("accept-language", "zh-CN")];
        assert_eq!(reader("/desk?lang=zh-CN", &both).locale, Locale::Zh);
        assert_eq!(reader("/desk", &both).locale, Locale::En);
        assert_eq!(reader("/desk", &[("accept-language", "fr, en")]).locale, Locale::En);
        assert_eq!(reader("/desk", &[]).locale, Locale::Zh);
    }

    #[test]
    fn the_address_of_a_page_is_kept_without_its_language() {
        assert_eq!(reader("/desk?view=mine&lang=en&q=x", &[]).path, "/desk?view=mine&q=x");
        assert_eq!(reader("/desk?lang=en", &[]).path, "/desk");
    }
}
