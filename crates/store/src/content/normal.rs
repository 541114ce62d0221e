//! One spelling for each phone number, mail address and order number, so that the same one typed in
//! two ways is found.

/// Full-width forms as Chinese keyboards make them (`１３８－`), and the ideographic space.
pub fn half_width(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        '\u{3000}' | '\u{a0}' => ' ',
        other => other,
    }
}

/// `+86 138-0013-8000`, `008613800138000` and `13800138000` are one; so are `010-12345678` and
/// `+86 10 12345678`. An extension is left out. `None` where it cannot be a phone number.
///
/// LIMIT: a bare local number keeps no area code, so it is not the same as the number with one.
pub fn phone(written: &str) -> Option<String> {
    let plain: String = written.trim().chars().map(half_width).collect::<String>().to_lowercase();
    let number = plain.split(['转', '#', 'x', ',', ';', 'e']).next().unwrap_or("").trim();
    if number.contains(|letter: char| !letter.is_ascii_digit() && !"+-–—() ./".contains(letter)) {
        return None;
    }
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let international = number.starts_with('+') || digits.starts_with("00");
    let digits = digits.trim_start_matches('0');
    let canonical = match digits.strip_prefix("86") {
        Some(national) if international || is_mobile(national) => {
            format!("+86{}", national.trim_start_matches('0'))
        }
        _ if international => format!("+{digits}"),
        _ => format!("+86{digits}"),
    };
    (8..=19).contains(&canonical.len()).then_some(canonical)
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1')
}

/// Lower-case throughout: no mailbox in use tells capitals apart, and people do not type them alike.
pub fn mail(written: &str) -> Option<String> {
    let address: String = written.trim().chars().map(half_width).collect::<String>().to_lowercase();
    let (local, domain) = address.rsplit_once('@')?;
    let broken = local.is_empty() || domain.is_empty() || address.contains(char::is_whitespace);
    (!broken).then_some(address)
}

pub fn order_number(written: &str) -> String {
    let half: String = written.chars().map(half_width).collect();
    half.trim().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mobile_number_has_one_spelling() {
        let ways = [
            "13800138000",
            "+86 138 0013 8000",
            "008613800138000",
            "86-138-0013-8000",
            "１３８００１３８０００",
            "(138)00138000",
        ];
        for way in ways {
            assert_eq!(phone(way).as_deref(), Some("+8613800138000"), "{way}");
        }
    }

    #[test]
    fn a_landline_has_one_spelling() {
        for way in
            ["010-12345678", "(010) 1234 5678", "+86 10 12345678", "+86 (0)10 12345678", "010-12345678转8001"]
        {
            assert_eq!(phone(way).as_deref(), Some("+861012345678"), "{way}");
        }
        assert_eq!(phone("8610-12345678").as_deref(), Some("+86861012345678"));
        assert_eq!(phone("0086 755 12345678").as_deref(), phone("0755-12345678").as_deref());
    }

    #[test]
    fn foreign_and_service_numbers_stay_apart() {
        assert_eq!(phone("+852 9123 4567").as_deref(), Some("+85291234567"));
        assert_eq!(phone("400-800-1234").as_deref(), Some("+864008001234"));
        assert_eq!(phone("12315").as_deref(), Some("+8612315"));
    }

    #[test]
    fn what_is_no_phone_number_is_none() {
        for text in ["", "你好", "abc", "12", "a@b.cn", "123456789012345678901"] {
            assert_eq!(phone(text), None, "{text}");
        }
    }

    #[test]
    fn a_mail_address_has_one_spelling() {
        assert_eq!(mail(" Li.Na＠Example.COM ").as_deref(), Some("li.na@example.com"));
        assert_eq!(mail("no address"), None);
        assert_eq!(mail("@x"), None);
    }

    #[test]
    fn an_order_number_has_one_spelling() {
        assert_eq!(order_number("　ｄｄ２０２６-01 "), "DD2026-01");
    }
}
