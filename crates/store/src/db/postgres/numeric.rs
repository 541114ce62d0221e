//! Whole numbers out of PostgreSQL's NUMERIC, because `sum(bigint)` answers in that type there and
//! in plain integers on SQLite; the same query must read the same on both.

use tokio_postgres::types::{FromSql, Type};

pub struct Whole(pub i64);

const NEGATIVE: i16 = 0x4000;

impl<'a> FromSql<'a> for Whole {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        decode(raw).map(Whole).ok_or_else(|| "not a whole number of 64 bits".into())
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::NUMERIC
    }
}

/// The wire form: count of digits, weight of the first, sign, scale, then digits in base 10,000.
fn decode(raw: &[u8]) -> Option<i64> {
    let words: Vec<i16> = raw.chunks_exact(2).map(|pair| i16::from_be_bytes([pair[0], pair[1]])).collect();
    let [_, weight, sign, _, digits @ ..] = words.as_slice() else { return None };
    let places = usize::try_from(i32::from(*weight) + 1).ok()?;
    if digits.len() > places || ![0, NEGATIVE].contains(sign) {
        return None;
    }
    let mut number: i128 = 0;
    for place in 0..places {
        number = number.checked_mul(10_000)? + i128::from(digits.get(place).copied().unwrap_or(0));
    }
    i64::try_from(if *sign == NEGATIVE { -number } else { number }).ok()
}
