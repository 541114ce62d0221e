//! The words a PDF object is written in. Long texts are walked over and kept only as far as they are wanted.

const TEXT_MAX: usize = 1024;
const NAME_MAX: usize = 127;

#[derive(Debug, PartialEq)]
pub enum Token {
    Open,
    Close,
    Name(String),
    Text(Vec<u8>),
    Number(i64),
    /// The R of a reference, true, false, null.
    Small,
    /// Any other word ends an object: endobj, stream.
    Word,
}

pub struct Tokens<'a> {
    bytes: &'a [u8],
    pub at: usize,
}

impl<'a> Tokens<'a> {
    pub fn new(bytes: &'a [u8], at: usize) -> Tokens<'a> {
        Tokens { bytes, at }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn skip_blank(&mut self) {
        while let Some(byte) = self.peek(0) {
            match byte {
                b'%' => {
                    let rest = &self.bytes[self.at..];
                    self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
                }
                byte if is_blank(byte) => self.at += 1,
                _ => return,
            }
        }
    }

    fn name(&mut self) -> Token {
        let mut name = Vec::new();
        while let Some(byte) = self.peek(0).filter(|byte| is_regular(*byte)) {
            let coded =
                (byte == b'#').then(|| self.peek(1).and_then(hex).zip(self.peek(2).and_then(hex))).flatten();
            self.at += if coded.is_some() { 3 } else { 1 };
            if name.len() < NAME_MAX {
                name.push(coded.map_or(byte, |(high, low)| high << 4 | low));
            }
        }
        Token::Name(String::from_utf8_lossy(&name).into_owned())
    }

    /// Brackets nest inside a text; a backslash takes away their meaning.
    fn text(&mut self) -> Token {
        let (mut text, mut depth) = (Vec::new(), 1);
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            let mut kept = Some(byte);
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                b'\\' => kept = self.escaped(),
                _ => {}
            }
            if depth == 0 {
                break;
            }
            if let Some(byte) = kept.filter(|_| text.len() < TEXT_MAX) {
                text.push(byte);
            }
        }
        Token::Text(text)
    }

    fn escaped(&mut self) -> Option<u8> {
        let byte = self.peek(0)?;
        self.at += 1;
        match byte {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'\r' | b'\n' => None,
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek(0) else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                Some((code & 0xff) as u8)
            }
            other => Some(other),
        }
    }

    fn hex_text(&mut self) -> Token {
        let (mut text, mut half) = (Vec::new(), None);
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(digit) = hex(byte) else { continue };
            match half.take() {
                None => half = Some(digit),
                Some(high) if text.len() < TEXT_MAX => text.push(high << 4 | digit),
                Some(_) => {}
            }
        }
        text.extend(half.map(|high| high << 4));
        Token::Text(text)
    }

    fn word(&mut self) -> Token {
        let from = self.at;
        while self.peek(0).is_some_and(is_regular) {
            self.at += 1;
        }
        match &self.bytes[from..self.at] {
            b"R" | b"true" | b"false" | b"null" => Token::Small,
            word => match std::str::from_utf8(word).ok().and_then(|word| word.parse::<f64>().ok()) {
                Some(number) => Token::Number(number as i64),
                None => Token::Word,
            },
        }
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        self.skip_blank();
        let (byte, after) = (self.peek(0)?, self.peek(1));
        match (byte, after) {
            (b'<', Some(b'<')) | (b'>', Some(b'>')) => self.at += 2,
            (b'/' | b'(' | b'<' | b'>' | b')' | b'[' | b']' | b'{' | b'}', _) => self.at += 1,
            _ => return Some(self.word()),
        }
        Some(match (byte, after) {
            (b'<', Some(b'<')) | (b'[' | b'{', _) => Token::Open,
            (b'>' | b']' | b'}' | b')', _) => Token::Close,
            (b'/', _) => self.name(),
            (b'(', _) => self.text(),
            _ => self.hex_text(),
        })
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| digit.try_into().ok())
}
