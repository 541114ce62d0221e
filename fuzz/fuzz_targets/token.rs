//! Time stamps and the certificates that pin an authority: any bytes as a token, as an answer, and as a certificate.
#![no_main]
use base64::{Engine, prelude::BASE64_STANDARD};
use journal::stamp::{Authority, as_response, response_token, unverified_time_ms};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = unverified_time_ms(bytes);
    if let Some(token) = response_token(bytes) {
        assert_eq!(as_response(token), bytes);
    }
    let letters = BASE64_STANDARD.encode(bytes);
    let lines: Vec<&str> = letters.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    let pem = format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"));
    let _ = Authority::parse("fuzz", &pem);
    let _ = Authority::trusted("fuzz", &pem, Some(&pem));
});
