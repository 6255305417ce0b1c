//! A calendar month, as `2026-11`.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use thiserror::Error;

/// A month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    first: Date,
}

/// A text that names no month.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not a month: write it as 2026-11")]
pub struct NotAMonth(String);

impl Month {
    /// Its first day.
    pub fn first(self) -> Date {
        self.first
    }

    /// Its last day.
    pub fn last(self) -> Date {
        self.first.last_of_month()
    }

    /// Whether the day lies in it.
    pub fn holds(self, day: Date) -> bool {
        self.first <= day && day <= self.last()
    }
}

impl FromStr for Month {
    type Err = NotAMonth;

    fn from_str(text: &str) -> Result<Month, NotAMonth> {
        let wrong = || NotAMonth(text.to_owned());
        let plain = text.len() == 7 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        let first = plain.then(|| format!("{text}-01").parse().ok()).flatten();
        first.map(|first| Month { first }).ok_or_else(wrong)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.first.year(), self.first.month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_month_has_its_days() {
        let month: Month = "2028-02".parse().unwrap();
        assert_eq!(month.to_string(), "2028-02");
        assert_eq!(
            (month.first(), month.last()),
            (date(2028, 2, 1), date(2028, 2, 29))
        );
        assert!(month.holds(date(2028, 2, 29)) && !month.holds(date(2028, 3, 1)));
        assert!(!month.holds(date(2028, 1, 31)));
    }

    #[test]
    fn what_is_no_month() {
        for text in [
            "",
            "2026",
            "2026-13",
            "2026-00",
            "2026-1",
            "11-2026",
            "2026-11-01",
            "2026_11",
        ] {
            assert!(text.parse::<Month>().is_err(), "{text}");
        }
    }
}
