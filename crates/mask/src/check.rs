//! Check digits and dates: what makes a row of digits a number of somebody.

/// Resident identity numbers: GB 11643, modulus 11-2, over the first seventeen digits.
pub fn is_id18(digits: &[u8], last_is_x: bool) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const SIGNS: [u8; 11] = [1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    let last = match (digits.len(), last_is_x) {
        (17, true) => 10,
        (18, false) => digits[17],
        _ => return false,
    };
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    has_province(digits) && is_birthday(&digits[6..14]) && SIGNS[sum as usize % 11] == last
}

/// The old numbers have no check digit: province and birthday must do.
pub fn is_id15(digits: &[u8]) -> bool {
    digits.len() == 15 && has_province(digits) && is_day(number(&digits[8..10]), number(&digits[10..12]))
}

fn has_province(digits: &[u8]) -> bool {
    let code = digits[0] * 10 + digits[1];
    matches!(code, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 91)
}

fn is_birthday(digits: &[u8]) -> bool {
    matches!(number(&digits[..4]), 1900..=2099) && is_day(number(&digits[4..6]), number(&digits[6..8]))
}

fn is_day(month: u32, day: u32) -> bool {
    let longest = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=longest).contains(&day)
}

fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |number, digit| number * 10 + u32::from(*digit))
}

/// ISO/IEC 7812: the check digit of bank cards.
pub fn is_luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(i, digit)| match (i % 2, u32::from(*digit)) {
            (0, digit) => digit,
            (_, digit) if digit > 4 => digit * 2 - 9,
            (_, digit) => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10)
}
