//! What a file is, read from its bytes. Only kinds that can be shown safely are taken: pictures, PDF, sound, film and
//! plain text; anything that can carry script or other files is not.

/// Type by content, and the ending it gets when it is handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Media {
    pub mime: &'static str,
    pub ending: &'static str,
}

const TAKEN: &[Media] = &[
    Media { mime: "image/jpeg", ending: "jpg" },
    Media { mime: "image/png", ending: "png" },
    Media { mime: "image/webp", ending: "webp" },
    Media { mime: "image/gif", ending: "gif" },
    Media { mime: "image/heif", ending: "heic" },
    Media { mime: "application/pdf", ending: "pdf" },
    Media { mime: "video/mp4", ending: "mp4" },
    Media { mime: "video/quicktime", ending: "mov" },
    Media { mime: "video/webm", ending: "webm" },
    Media { mime: "video/x-m4v", ending: "m4v" },
    Media { mime: "audio/mpeg", ending: "mp3" },
    Media { mime: "audio/m4a", ending: "m4a" },
    Media { mime: "audio/x-wav", ending: "wav" },
    Media { mime: "audio/ogg", ending: "ogg" },
    Media { mime: "audio/amr", ending: "amr" },
    TEXT,
    JSON,
];
const TEXT: Media = Media { mime: "text/plain", ending: "txt" };
const JSON: Media = Media { mime: "application/json", ending: "json" };

/// Nothing for what is not taken.
pub fn detect(bytes: &[u8]) -> Option<Media> {
    match infer::get(bytes) {
        Some(kind) => by_mime(kind.mime_type()),
        None => is_plain_text(bytes).then_some(TEXT),
    }
}

pub fn by_mime(mime: &str) -> Option<Media> {
    TAKEN.iter().copied().find(|media| media.mime == mime)
}

/// UTF-8 without control characters that does not begin like markup.
fn is_plain_text(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let control = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
    !text.trim_start().starts_with('<') && !text.chars().any(control)
}

impl Media {
    pub fn evidence_kind(self) -> &'static str {
        match self.mime.split('/').next() {
            Some("image") => "photo",
            Some("video") => "video",
            Some("audio") => "audio",
            _ => "document",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        assert_eq!(detect(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").map(|media| media.ending), Some("png"));
        assert_eq!(detect(b"%PDF-1.7\n").map(|media| media.ending), Some("pdf"));
        assert_eq!(detect("只是文字".as_bytes()).map(|media| media.ending), Some("txt"));
    }

    #[test]
    fn what_can_carry_script_or_other_files_is_not_taken() {
        for bytes in [
            &b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"[..],
            b"<html>",
            b"PK\x03\x04zip",
            b"\0\0",
            b"MZ\x90\0",
        ] {
            assert_eq!(detect(bytes), None);
        }
    }
}
