//! Days as a profile writes them.

use jiff::civil::Date;
use toml::de::DeValue;

use super::reading::Entry;
use crate::texts::Said;

/// A real day, as TOML date or as text `2026-11-23` or `23.11.2026` (requirements.md, row 18).
pub(super) fn read(entry: &Entry<'_>) -> Option<Date> {
    let form = Said::new(
        "dzień jak 2026-11-23 albo \"23.11.2026\"",
        "a day as 2026-11-23 or \"23.11.2026\"",
    );
    let fix = entry.write("2026-11-23");
    let parsed = match entry.value()? {
        DeValue::String(text) => parse(text.trim()),
        DeValue::Datetime(moment) if moment.time.is_none() && moment.offset.is_none() => {
            parse(&moment.to_string())
        }
        _ => {
            entry.wrong_type(&form, fix);
            return None;
        }
    };
    if parsed.is_none() {
        let what = Said::of(|lang| {
            let (shown, form) = (entry.shown(lang), form.told(lang));
            lang.pick(
                format!("jest {shown}, a to nie jest prawdziwy dzień; ma być {form}"),
                format!("is {shown}, which is not a real day; expected {form}"),
            )
        });
        entry.refuse(&what, fix);
    }
    parsed
}

/// Reads both written forms; days before the year 2000 or after 2999 are slips of the pen.
pub fn parse(text: &str) -> Option<Date> {
    let digits = |part: &str, length: std::ops::RangeInclusive<usize>| -> Option<i16> {
        (length.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse().ok())
            .flatten()
    };
    let separator = if text.contains('.') { '.' } else { '-' };
    let parts: Vec<&str> = text.split(separator).collect();
    let [first, month, last] = parts[..] else {
        return None;
    };
    let (year, day) = match separator {
        '.' => (digits(last, 4..=4)?, digits(first, 1..=2)?),
        _ => (digits(first, 4..=4)?, digits(last, 2..=2)?),
    };
    let month = digits(month, if separator == '.' { 1..=2 } else { 2..=2 })?;
    if !(2000..=2999).contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_mean_the_same_day_and_unreal_ones_none() {
        assert_eq!(parse("23.11.2026"), parse("2026-11-23"));
        assert_eq!(parse("1.2.2026"), parse("2026-02-01"));
        for text in [
            "2026-02-30",
            "abc",
            "",
            "2026-1-1",
            "11/23/2026",
            "0026-01-01",
            "+2026-01-01",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
