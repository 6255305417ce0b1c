//! Numbers from their decimal text, without binary floats.

use rust_decimal::Decimal;

/// A whole number; `7.0` and `7e2` count, `7.5` and what does not fit 64 bits do not.
pub(super) fn whole(text: &str) -> Option<i64> {
    if let Ok(value) = text.parse::<i64>() {
        // `+7` is no JSON number, and nothing the API sends.
        return (!text.starts_with('+')).then_some(value);
    }
    let value = decimal(text)?.normalize();
    if value.scale() != 0 {
        return None;
    }
    i64::try_from(value.mantissa()).ok()
}

/// An exact decimal, plain or with an exponent; `None` for anything that would have to be rounded.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let plain = digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    if plain {
        Decimal::from_str_exact(text).ok()
    } else if digits
        .bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'))
    {
        Decimal::from_scientific(text).ok()
    } else {
        None
    }
}
