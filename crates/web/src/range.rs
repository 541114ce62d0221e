//! Parts of a file: players of Safari and WeChat ask for a film piece by piece and play nothing that is not given so.
//! One piece a request is served (RFC 9110); whoever asks for several at once gets the whole, as the RFC allows.

use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    Whole,
    Part(usize, usize),
    /// Behind the end.
    None,
}

/// The whole or the part that was asked for. The bytes of a piece of evidence never change, so no date is looked at.
pub fn answer(asked: &HeaderMap, bytes: &[u8]) -> Response {
    let range = asked.get(header::RANGE).and_then(|value| value.to_str().ok());
    let can = [(header::ACCEPT_RANGES, "bytes".to_owned())];
    match wanted(range, bytes.len()) {
        Wanted::Whole => (can, Body::from(bytes.to_vec())).into_response(),
        Wanted::Part(from, to) => {
            let where_it_lies = (header::CONTENT_RANGE, format!("bytes {from}-{}/{}", to - 1, bytes.len()));
            (StatusCode::PARTIAL_CONTENT, can, [where_it_lies], Body::from(bytes[from..to].to_vec()))
                .into_response()
        }
        Wanted::None => {
            let size = (header::CONTENT_RANGE, format!("bytes */{}", bytes.len()));
            (StatusCode::RANGE_NOT_SATISFIABLE, can, [size]).into_response()
        }
    }
}

fn wanted(range: Option<&str>, size: usize) -> Wanted {
    let spec = range.and_then(|range| range.trim().strip_prefix("bytes="));
    let Some((from, to)) = spec.filter(|spec| !spec.contains(',')).and_then(|spec| spec.split_once('-'))
    else {
        return Wanted::Whole;
    };
    let number = |text: &str| text.trim().parse::<usize>();
    match (number(from), number(to)) {
        (Ok(from), Ok(to)) if from <= to && from < size => Wanted::Part(from, to.saturating_add(1).min(size)),
        (Ok(from), Err(_)) if to.trim().is_empty() && from < size => Wanted::Part(from, size),
        (Err(_), Ok(last)) if from.trim().is_empty() && last > 0 && size > 0 => {
            Wanted::Part(size - last.min(size), size)
        }
        (Ok(from), Ok(to)) if from > to => Wanted::Whole,
        (Err(_), Err(_)) => Wanted::Whole,
        _ => Wanted::None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Wanted::*, wanted};

    #[test]
    fn a_part_is_counted_as_the_rfc_says() {
        let cases = [
            (Option::None, Whole),
            (Some("bytes=0-0"), Part(0, 1)),
            (Some("bytes=2-"), Part(2, 10)),
            (Some("bytes=2-100"), Part(2, 10)),
            (Some("bytes=-3"), Part(7, 10)),
            (Some("bytes=-30"), Part(0, 10)),
            (Some("bytes=10-"), None),
            (Some("bytes=-0"), None),
            (Some("bytes=99999999999999999999-"), Whole),
            (Some("bytes=5-2"), Whole),
            (Some("bytes=0-1,4-5"), Whole),
            (Some("lines=0-1"), Whole),
            (Some("bytes=x-y"), Whole),
        ];
        for (range, expected) in cases {
            assert_eq!(wanted(range, 10), expected, "{range:?}");
        }
        assert_eq!(wanted(Some("bytes=-1"), 0), None);
    }
}
