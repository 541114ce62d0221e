//! One object, as far as we ask: the plain values of its outermost dictionary, and whether anything within it names a
//! script or an embedded file.

use super::token::{Token, Tokens};

/// No honest information dictionary has more.
const KEYS_MAX: usize = 64;

#[derive(Default)]
pub struct Object {
    values: Vec<(String, Value)>,
    pub has_script: bool,
    pub has_files: bool,
}

enum Value {
    Name(String),
    Text(Vec<u8>),
    /// Of a reference, the number of the object it refers to.
    Number(i64),
    Other,
}

/// The object at `at`, and where it ends.
pub fn read(bytes: &[u8], at: usize) -> (Object, usize) {
    let mut tokens = Tokens::new(bytes, at);
    let (mut object, mut depth, mut key) = (Object::default(), 0_u32, None::<String>);
    for token in tokens.by_ref() {
        object.look_for(&token);
        let is_in_front = depth == 1;
        match token {
            Token::Open => depth += 1,
            Token::Close => depth = depth.saturating_sub(1),
            Token::Word => break,
            _ => {}
        }
        match (is_in_front, key.take(), token) {
            (true, None, Token::Name(name)) => key = Some(name),
            (true, Some(name), token) => object.keep(name, token),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    (object, tokens.at)
}

impl Object {
    fn look_for(&mut self, token: &Token) {
        if let Token::Name(name) = token {
            self.has_script |= matches!(name.as_str(), "JavaScript" | "JS" | "Launch");
            self.has_files |= matches!(name.as_str(), "EmbeddedFile" | "EmbeddedFiles");
        }
    }

    fn keep(&mut self, key: String, token: Token) {
        let value = match token {
            Token::Name(name) => Value::Name(name),
            Token::Text(bytes) => Value::Text(bytes),
            Token::Number(number) => Value::Number(number),
            _ => Value::Other,
        };
        if self.values.len() < KEYS_MAX {
            self.values.push((key, value));
        }
    }

    fn value(&self, key: &str) -> Option<&Value> {
        self.values.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    pub fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }
    pub fn is_a(&self, kind: &str) -> bool {
        matches!(self.value("Type"), Some(Value::Name(name)) if name == kind)
    }
    pub fn number(&self, key: &str) -> Option<i64> {
        match self.value(key)? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }
    /// UTF-16 or UTF-8 with their marks, else one byte a letter.
    pub fn text(&self, key: &str) -> Option<String> {
        let Value::Text(bytes) = self.value(key)? else { return None };
        Some(match bytes.as_slice() {
            [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
            [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
            [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
            // Many Chinese programs write UTF-8 without saying so.
            bytes => match std::str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
            },
        })
    }
}

fn utf16(bytes: &[u8], pair: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|two| pair([two[0], two[1]]));
    char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}
