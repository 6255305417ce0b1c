//! Numbers given in our own series, and whether any is missing.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::domain::month::Month;
use crate::domain::numbering::Format;
use crate::mirror::documents::DocumentRow;

/// Numbers of one series and period given in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Format of the series.
    pub format: String,
    /// Period of its counter; empty for one that never restarts.
    pub period: String,
    /// How many were given.
    pub documents: usize,
    /// The first.
    pub first: String,
    /// The last.
    pub last: String,
    /// Those between, and before the first, that no document has.
    pub missing: Vec<String>,
}

/// Series with documents in the month. A period goes on from its last number before the month, or begins at 1; the very
/// first period of a format begins where another program left off.
pub(super) fn of(all: &[DocumentRow], month: Month) -> Vec<Given> {
    let mut series: BTreeMap<(&str, &str), Vec<&DocumentRow>> = BTreeMap::new();
    let mut first_period: BTreeMap<&str, &str> = BTreeMap::new();
    for row in all.iter().filter(|row| row.is_ours()) {
        let (format, period, _) = &row.place;
        first_period.entry(format).or_insert(period);
        series.entry((format, period)).or_default().push(row);
    }
    let mut given = Vec::new();
    for ((format, period), mut rows) in series {
        rows.sort_by_key(|row| row.place.2);
        let day = |row: &DocumentRow| row.issued_on.parse::<Date>().ok();
        let in_month = |row: &&&DocumentRow| day(row).is_some_and(|day| month.holds(day));
        let before = |row: &&&DocumentRow| day(row).is_some_and(|day| day < month.first());
        let mine: Vec<&&DocumentRow> = rows.iter().filter(in_month).collect();
        let (Some(first), Some(last)) = (mine.first(), mine.last()) else {
            continue;
        };
        let from = match rows.iter().rfind(before) {
            Some(row) => row.place.2 + 1,
            None if first_period.get(format) == Some(&period) => first.place.2,
            None => 1,
        };
        let there = |n: i64| rows.binary_search_by_key(&n, |row| row.place.2).is_ok();
        let missing = (from..last.place.2).filter(|n| !there(*n));
        given.push(Given {
            format: format.to_owned(),
            period: period.to_owned(),
            documents: mine.len(),
            first: first.number.clone(),
            last: last.number.clone(),
            missing: missing.map(|n| number(format, n, day(first))).collect(),
        });
    }
    given
}

/// The number as it would be printed: the date parts of a period are those of any of its days.
fn number(format: &str, n: i64, day: Option<Date>) -> String {
    let printed = || {
        let format = Format::parse(format).ok()?;
        Some(format.render(u32::try_from(n).ok()?, day?))
    };
    printed().unwrap_or_else(|| n.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Amount;
    use crate::mirror::documents::Origin;

    fn row(format: &str, period: &str, n: i64, day: &str) -> DocumentRow {
        let zero = Amount::ZERO;
        let text = String::new;
        DocumentRow {
            id: n,
            number: number(format, n, day.parse().ok()),
            kind: "receipt".into(),
            role: "sale".into(),
            order: n,
            issued_on: day.into(),
            sold_on: day.into(),
            currency: "PLN".into(),
            sums: (zero, zero, zero),
            reason: text(),
            buyer: text(),
            seller: text(),
            payment: text(),
            conversion: None,
            origin: Origin::Here,
            ksef: None,
            notes: "[]".into(),
            order_key: n,
            place: (format.into(), period.into(), n),
            remote_id: None,
            firmino: None,
            rates: Vec::new(),
            marks: Vec::new(),
        }
    }

    const MONTHLY: &str = "A/{n}/{mm}/{yyyy}";
    const YEARLY: &str = "B/{n}/{yyyy}";

    fn missing(all: &[DocumentRow]) -> Vec<(String, Vec<String>)> {
        let given = of(all, "2026-11".parse().unwrap());
        let found = given.into_iter().map(|given| (given.first, given.missing));
        found.collect()
    }

    #[test]
    fn a_series_without_holes_has_none() {
        let all = [
            row(MONTHLY, "2026-10", 17, "2026-10-30"),
            row(MONTHLY, "2026-11", 1, "2026-11-02"),
            row(MONTHLY, "2026-11", 2, "2026-11-30"),
            row(YEARLY, "2026", 40, "2026-10-30"),
            row(YEARLY, "2026", 41, "2026-11-01"),
            row(YEARLY, "2026", 43, "2026-12-01"),
        ];
        assert_eq!(
            missing(&all),
            [("A/1/11/2026".into(), vec![]), ("B/41/2026".into(), vec![])]
        );
    }

    #[test]
    fn holes_within_before_and_at_the_beginning_are_found() {
        let all = [
            row(MONTHLY, "2026-10", 1, "2026-10-30"),
            row(MONTHLY, "2026-11", 2, "2026-11-02"),
            row(MONTHLY, "2026-11", 5, "2026-11-30"),
            row(YEARLY, "2026", 40, "2026-10-30"),
            row(YEARLY, "2026", 42, "2026-11-01"),
        ];
        let holes = |numbers: &[&str]| numbers.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            missing(&all),
            [
                (
                    "A/2/11/2026".into(),
                    holes(&["A/1/11/2026", "A/3/11/2026", "A/4/11/2026"])
                ),
                ("B/42/2026".into(), holes(&["B/41/2026"])),
            ]
        );
    }

    #[test]
    fn the_first_period_begins_where_another_program_left_off() {
        let all = [
            row(MONTHLY, "2026-11", 17, "2026-11-02"),
            row(MONTHLY, "2026-11", 18, "2026-11-02"),
        ];
        assert_eq!(missing(&all), [("A/17/11/2026".into(), vec![])]);
    }
}
