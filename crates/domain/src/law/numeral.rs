//! Numbers of articles: 五十五, 一百四十八, 二百〇一, 二〇一, 55 and ５５ are read, and 二百零一 is written.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The number a text begins with, and what follows it.
pub(super) fn leading(text: &str) -> Option<(u32, &str)> {
    let text = text.trim_start();
    let end = text.find(|letter| !is_numeral(letter)).unwrap_or(text.len());
    let (written, rest) = text.split_at(end);
    Some((read(written)?, rest))
}

fn is_numeral(letter: char) -> bool {
    digit(letter).is_some() || unit(letter).is_some()
}

fn digit(letter: char) -> Option<u32> {
    match letter {
        '0'..='9' => letter.to_digit(10),
        '０'..='９' => Some(letter as u32 - '０' as u32),
        '〇' => Some(0),
        '两' => Some(2),
        _ => DIGITS.iter().position(|digit| *digit == letter).map(|value| value as u32),
    }
}

fn unit(letter: char) -> Option<u32> {
    match letter {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        _ => None,
    }
}

/// Nothing for what is no number of an article: nought, empty, or longer than any law.
fn read(written: &str) -> Option<u32> {
    let length = written.chars().count();
    if !(1..=9).contains(&length) {
        return None;
    }
    let number =
        if written.chars().any(|letter| unit(letter).is_some()) { spelt(written) } else { plain(written) };
    number.filter(|number| (1..=9_999).contains(number))
}

/// Digit by digit: 148, 一四八, 二〇一.
fn plain(written: &str) -> Option<u32> {
    written.chars().try_fold(0u32, |sum, letter| sum.checked_mul(10)?.checked_add(digit(letter)?))
}

/// With units: 十五, 一百四十八, 二百零一.
fn spelt(written: &str) -> Option<u32> {
    let (mut sum, mut pending, mut last) = (0u32, None, u32::MAX);
    for letter in written.chars() {
        match (digit(letter), unit(letter)) {
            (Some(0), _) => {}
            (Some(value), _) if pending.is_none() => pending = Some(value),
            (None, Some(unit)) if unit < last => {
                sum += pending.take().unwrap_or(1) * unit;
                last = unit;
            }
            _ => return None,
        }
    }
    Some(sum + pending.unwrap_or(0))
}

/// As laws write it.
pub(super) fn chinese(number: u32) -> String {
    let (mut text, mut skipped) = (String::new(), false);
    for (size, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / size % 10;
        if digit == 0 {
            skipped |= !text.is_empty();
            continue;
        }
        if skipped {
            text.push('零');
            skipped = false;
        }
        // 十五, and 一百一十五.
        if !(size == 10 && digit == 1 && text.is_empty()) {
            text.push(DIGITS[digit as usize]);
        }
        text.push_str(name);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_an_article_is_read_as_it_is_written() {
        for number in 1..=1_260 {
            assert_eq!(
                leading(&format!("{}条", chinese(number))),
                Some((number, "条")),
                "{}",
                chinese(number)
            );
            assert_eq!(leading(&number.to_string()), Some((number, "")));
        }
    }

    #[test]
    fn other_ways_of_writing_are_read_too() {
        for (written, number) in [
            ("二百〇一", 201),
            ("二百零一", 201),
            ("二〇一", 201),
            ("５５", 55),
            ("十", 10),
            ("一十五", 15),
            ("一千二百六十", 1260),
        ] {
            assert_eq!(read(written), Some(number), "{written}");
        }
    }

    #[test]
    fn what_is_no_number_is_not_read() {
        for written in ["", "零", "0", "十百", "五五十五五", "一二三四五六七八九十", "99999", "千千"]
        {
            assert_eq!(read(written), None, "{written}");
        }
    }
}
