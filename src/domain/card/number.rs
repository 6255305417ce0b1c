//! Numbers as people and spreadsheets write them. Never guessed: what could be read in two ways is refused.

use rust_decimal::Decimal;

use crate::domain::import::Wrong;

/// Most digits of a number; more is no price and no weight.
const DIGITS: usize = 20;

/// Reads a number that is not negative, with at most `places` decimal places. The decimal mark is a comma or a point;
/// groups of three may be parted by a space (also no-break or thin), or by the mark that is not the decimal one. A
/// closing word of `units` (`zł`) is left out.
pub(in crate::domain) fn read(text: &str, units: &[&str], places: u32) -> Result<Decimal, Wrong> {
    let bare = without_unit(text.trim(), units);
    let (negative, bare) = match bare.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, bare.strip_prefix('+').unwrap_or(bare)),
    };
    let value = unsigned(bare)?.normalize();
    if negative && !value.is_zero() {
        return Err(Wrong::Negative);
    }
    if value.scale() > places {
        return Err(Wrong::TooPrecise { places });
    }
    Ok(value)
}

pub(in crate::domain) fn without_unit<'t>(text: &'t str, units: &[&str]) -> &'t str {
    let ends = |unit: &&&str| text.to_lowercase().ends_with(&unit.to_lowercase());
    let cut = units
        .iter()
        .find(ends)
        .and_then(|unit| text.len().checked_sub(unit.len()))
        .and_then(|end| text.get(..end));
    cut.unwrap_or(text).trim_end()
}

fn unsigned(text: &str) -> Result<Decimal, Wrong> {
    let marks = |mark: char| text.matches(mark).count();
    let decimal = match (marks(','), marks('.')) {
        (0, 0) => None,
        (1, 0) => Some(','),
        (0, 1) => Some('.'),
        (0, _) | (_, 0) => None,
        (_, _) => text
            .rfind([',', '.'])
            .and_then(|at| text[at..].chars().next()),
    };
    let (whole, rest) = match decimal.and_then(|mark| text.rsplit_once(mark)) {
        Some((whole, rest)) => (whole, Some(rest)),
        None => (text, None),
    };
    let whole = ungrouped(whole)?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(&whole) || rest.is_some_and(|rest| !digits(rest)) {
        return Err(Wrong::NotANumber);
    }
    if whole.len() + rest.map_or(0, str::len) > DIGITS {
        return Err(Wrong::TooBig);
    }
    let plain = match rest {
        Some(rest) => format!("{whole}.{rest}"),
        None => whole,
    };
    Decimal::from_str_exact(&plain).map_err(|_| Wrong::NotANumber)
}

/// The whole part without its group marks, which must stand every three digits and be of one kind.
fn ungrouped(whole: &str) -> Result<String, Wrong> {
    let kind = |c: char| match c {
        ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' => Some(' '),
        ',' | '.' => Some(c),
        _ => None,
    };
    let mut kinds = whole.chars().filter_map(kind);
    let first = kinds.next();
    if kinds.any(|other| Some(other) != first) {
        return Err(Wrong::NotANumber);
    }
    let groups: Vec<&str> = whole.split(|c| kind(c).is_some()).collect();
    if let [head, tail @ ..] = groups.as_slice()
        && !tail.is_empty()
        && (head.is_empty() || head.len() > 3 || tail.iter().any(|group| group.len() != 3))
    {
        return Err(Wrong::NotANumber);
    }
    Ok(groups.concat())
}
