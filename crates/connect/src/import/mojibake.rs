//! Text that was UTF-8, was read as Latin-1 or Windows-1252, and was written as UTF-8 again.
//!
//! `退款` becomes `é€€æ¬¾`. Every character of such text stands for one byte, so nothing is lost and it can be
//! put right: the characters become bytes again and are read as what they were. Often only part of a file is
//! so (a clean header over spoilt rows, or clean rows appended later), so it is done run by run, a run being a
//! stretch of characters that could stand for bytes. What still looks spoilt afterwards has lost bytes on its
//! way and is refused with its line; garbage is never stored.
//!
//! LIMIT: only the Latin-1 and Windows-1252 detour is repaired, and of two-byte characters only those up to
//! Cyrillic, because `ß»` in good German would otherwise read as N'Ko.

use super::{Problems, RowError};

/// What 80–9F are in Windows-1252; zero where it has none and the C1 control stands for the byte.
const WINDOWS_1252: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“',
    '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// Words that appear when bytes were already replaced before the file was written.
const LOST: [&str; 3] = ["\u{FFFD}", "锟斤拷", "烫烫烫"];

pub fn repair(file: &str, text: &str) -> Result<(String, bool), Problems> {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let mut repaired = false;
    // Spoilt twice happens too. More often than that nobody has seen.
    for _ in 0..2 {
        if !is_spoilt(&lines) {
            break;
        }
        for line in &mut lines {
            if let Some(better) = repair_line(line) {
                (*line, repaired) = (better, true);
            }
        }
    }
    let mut problems = Problems::default();
    for (no, line) in lines.iter().enumerate().filter(|(_, line)| looks_lost(line)) {
        problems.add(RowError {
            file: file.into(),
            line: Some(no as u64 + 1),
            column: None,
            words: format!(
                "unreadable characters near “{}” that cannot be repaired; export it again",
                near(line)
            ),
        });
    }
    problems.none_or((lines.join("\n"), repaired))
}

/// One accidental pair of accents is no evidence; a control character of the C1 block in text is.
fn is_spoilt(lines: &[String]) -> bool {
    let evidence = |line: &String| -> usize {
        let of_run = |run: &str| if restore(run).is_some() { weight(run) } else { 0 };
        runs(line).into_iter().map(of_run).sum()
    };
    lines.iter().map(evidence).sum::<usize>() >= 3
}

/// `Ã©` and controls weigh three, any other character that came out of several counts once.
fn weight(run: &str) -> usize {
    let strong = run.chars().any(|c| matches!(c, 'Â' | 'Ã' | '\u{80}'..='\u{9f}'));
    if strong { 3 } else { run.chars().filter(|c| lead(*c)).count() }
}

fn repair_line(line: &str) -> Option<String> {
    let restored = |run: &str| restore(run).unwrap_or_else(|| run.to_owned());
    let better: String = runs(line).into_iter().map(restored).collect();
    (better != line).then_some(better)
}

/// The line cut into stretches that could stand for bytes, and stretches that could not.
fn runs(line: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in line.char_indices() {
        let now = byte(c).is_some();
        if before.is_some_and(|b| b != now) {
            runs.push(&line[start..at]);
            start = at;
        }
        before = Some(now);
    }
    runs.push(&line[start..]);
    runs
}

/// The run as it was before the detour, if it can have been on one.
fn restore(run: &str) -> Option<String> {
    if run.is_ascii() {
        return None;
    }
    let bytes: Vec<u8> = run.chars().map(byte).collect::<Option<_>>()?;
    let text = String::from_utf8(bytes).ok()?;
    let plausible = |c: char| !matches!(c, '\u{500}'..='\u{7ff}' | '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}');
    // A second round of the detour leaves controls in place, so they are only implausible beside real text.
    (text.chars().all(plausible) || text.chars().all(|c| byte(c).is_some())).then_some(text)
}

fn byte(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ 0..=0xff => u8::try_from(code).ok(),
        _ => WINDOWS_1252.iter().position(|w| *w == c).and_then(|i| u8::try_from(i + 0x80).ok()),
    }
}

fn lead(c: char) -> bool {
    byte(c).is_some_and(|b| b >= 0xc2) && c.is_alphabetic()
}

/// Controls that no text has, replacement signs, or many a lead with its followers missing.
fn looks_lost(line: &str) -> bool {
    let control = |c| matches!(c, '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}');
    LOST.iter().any(|word| line.contains(word)) || line.contains(control) || has_torn_sequences(line)
}

/// In good Latin text an accented letter is rarely followed by a symbol; in torn UTF-8 nearly always.
fn has_torn_sequences(line: &str) -> bool {
    let bytes: Vec<Option<u8>> = line.chars().map(byte).collect();
    let leads = bytes.iter().filter(|b| b.is_some_and(|b| b >= 0xc2)).count();
    let torn = |pair: &&[Option<u8>]| matches!(pair, [Some(0xc2..), Some(0x80..=0xbf)]);
    let torn = bytes.windows(2).filter(torn).count();
    torn >= 2 && torn * 2 >= leads
}

fn near(line: &str) -> String {
    let shown = |c: &char| !c.is_control();
    line.chars().filter(shown).take(16).collect()
}
