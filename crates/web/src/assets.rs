//! Style sheets and scripts, embedded gzipped, under URLs that name their content: they may be cached for ever.

use crate::fault::Fault;
use axum::extract::Path;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::Refusal;
use flate2::read::GzDecoder;
use std::io::Read;

/// One file as `build.rs` embedded it.
pub struct Asset {
    pub name: &'static str,
    pub hash: &'static str,
    pub url: &'static str,
    pub mime: &'static str,
    pub gzipped: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

impl Asset {
    /// For the rare one that cannot unpack.
    pub fn plain(&self) -> Vec<u8> {
        unpacked(self.gzipped)
    }
}

/// The page that goes into every bundle and checks it without us, without a network and without other files.
pub fn verify_html() -> Vec<u8> {
    unpacked(include_bytes!(concat!(env!("OUT_DIR"), "/verify.html.gz")))
}

fn unpacked(gzipped: &[u8]) -> Vec<u8> {
    let mut plain = vec![];
    GzDecoder::new(gzipped).read_to_end(&mut plain).expect("the build packed it");
    plain
}

/// Goes with every asset: another content has another URL.
pub const CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

/// No inline script or style anywhere; `data:` images are the arrows and ticks that Tabler draws in its sheet,
/// `blob:` the previews of files that a customer has chosen and not yet sent.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; \
     object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The URL of a file; a page that names an unknown one is a defect that the first test of that page finds.
pub fn asset(name: &str) -> &'static str {
    match ASSETS.iter().find(|asset| asset.name == name) {
        Some(asset) => asset.url,
        None => panic!("there is no asset {name}"),
    }
}

/// What `/assets/{hash}/{name}` serves.
pub fn find(hash: &str, name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.hash == hash && asset.name == name)
}

/// `GET /assets/{hash}/{name}`, packed for whoever can unpack it.
pub async fn serve(
    Path((hash, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let asset = find(&hash, &name).ok_or(Refusal::NotFound)?;
    let accepted =
        headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let packed = accepted.split(',').any(|one| one.trim().starts_with("gzip"));
    let common = [
        (header::CONTENT_TYPE, asset.mime),
        (header::CACHE_CONTROL, CACHE_CONTROL),
        (header::VARY, "accept-encoding"),
    ];
    Ok(if packed {
        (common, [(header::CONTENT_ENCODING, "gzip")], asset.gzipped).into_response()
    } else {
        (common, asset.plain()).into_response()
    })
}
