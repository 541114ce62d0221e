//! Where lines end: at the opportunities of the Unicode rules (which know that no line begins with a Chinese full
//! stop), and inside a word only when it is longer than a whole line.

use crate::font;
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// Lines of at most `room` points, in letters of `size` points.
pub fn lines(text: &str, size: f32, room: f32) -> Vec<String> {
    text.split('\n').flat_map(|paragraph| one(paragraph, size, room)).collect()
}

fn one(paragraph: &str, size: f32, room: f32) -> Vec<String> {
    let fits = |text: &str| font::width(text.trim_end()) * size <= room;
    let mut lines = vec![];
    let mut line = String::new();
    let mut from = 0;
    for (to, kind) in linebreaks(paragraph) {
        let word = &paragraph[from..to];
        from = to;
        if !line.is_empty() && !fits(&format!("{line}{word}")) {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(word);
        while !fits(&line) && line.chars().count() > 1 {
            let rest = overflow(&mut line, size, room);
            lines.push(std::mem::replace(&mut line, rest));
        }
        if kind == BreakOpportunity::Mandatory && to < paragraph.len() {
            lines.push(std::mem::take(&mut line));
        }
    }
    lines.push(line);
    lines
}

/// Cuts off what does not fit; at least one letter stays.
fn overflow(line: &mut String, size: f32, room: f32) -> String {
    let mut width = 0.0;
    let mut letters = line.char_indices();
    letters.next();
    let cut = line.char_indices().find(|(at, letter)| {
        width += font::width(letter.encode_utf8(&mut [0; 4])) * size;
        *at > 0 && width > room
    });
    let at = cut.map_or(line.len(), |(at, _)| at);
    line.split_off(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_broader_than_its_room_and_nothing_is_lost() {
        let text = "顾客说：包裹晚到了三天，水果已经坏了；商家未在约定时间内答复。See order 20261122000000000000000000000000000000000000 for details.";
        for room in [20.0, 60.0, 200.0] {
            let lines = lines(text, 10.0, room);
            assert_eq!(lines.concat(), text);
            for line in &lines {
                assert!(font::width(line.trim_end()) * 10.0 <= room, "{line} in {room}");
            }
        }
    }

    #[test]
    fn no_line_begins_with_a_closing_sign() {
        for line in lines(&"水果坏了，请退款。".repeat(20), 10.0, 85.0) {
            assert!(!line.starts_with(['，', '。']), "{line}");
        }
    }

    #[test]
    fn an_empty_line_stays_one() {
        assert_eq!(lines("甲\n\n乙", 10.0, 100.0), ["甲", "", "乙"]);
    }
}
