//! The year's sales to consumers in other EU states against the limit of art. 22a of the VAT act. Above it the VAT is
//! that of the buyer's state. It concerns a seller who says `company.oss = "below-threshold"`, or nothing.

use jiff::civil::{Date, date};

use super::country::Country;
use super::eu_vat::is_eu;
use super::kind::KindReason;
use super::money::{Amount, MoneyError};

/// Limits by the first day that they hold for, in PLN, for all states together (art. 22a ust. 1 pkt 3: 10,000 EUR).
const LIMITS: &[(Date, Amount)] = &[(date(2021, 7, 1), Amount::from_grosze(4_200_000))];

/// Per cent of the limit from which a warning is due: a shop's choice, not the law's.
const NEAR: i128 = 80;

/// What a document adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EuSale {
    /// Day of the sale.
    pub sold_on: Date,
    /// Where the goods went.
    pub country: Country,
    /// Why the document has its kind.
    pub reason: KindReason,
    /// Gross less VAT in PLN; a correction's difference may be negative.
    pub net: Amount,
}

/// How near the limit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Below 80 % of it.
    Fine,
    /// From 80 % of it, and not above it.
    Near,
    /// Above it, this year or last.
    Over,
}

/// A year's sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EuYear {
    /// The calendar year.
    pub year: i16,
    /// Net sales in PLN.
    pub total: Amount,
    /// The limit in PLN.
    pub limit: Amount,
    /// How near it is.
    pub level: Level,
    /// The day of the sale that went above it this year: the VAT of the buyer's state begins with that sale
    /// (art. 22a ust. 2).
    pub passed_on: Option<Date>,
    /// Last year's sum, where it was above last year's limit: that year counts, too (art. 22a ust. 1 pkt 3).
    pub last_year: Option<Amount>,
}

impl EuSale {
    /// Whether it counts: a sale to a consumer in another EU state. With the automatic choice off a document does not
    /// tell consumers from businesses; such a sale counts, so that the warning comes too early rather than too late.
    pub fn counts(&self) -> bool {
        let to_consumer = match self.reason {
            KindReason::Oss | KindReason::OssBelowThreshold | KindReason::AutomaticOff => true,
            KindReason::DeliveryOutsideEu
            | KindReason::EuVatNumber
            | KindReason::NipValid
            | KindReason::PersonWantsInvoice
            | KindReason::Default => false,
        };
        to_consumer && self.country != Country::PL && is_eu(self.country, self.sold_on)
    }
}

/// Sum and level of a calendar year; `None` for a year that no limit is known for. `sales` may hold other years and
/// sales that do not count.
///
/// # Errors
/// `Overflow`.
pub fn eu_year(sales: &[EuSale], year: i16) -> Result<Option<EuYear>, MoneyError> {
    let Some(limit) = limit(year) else {
        return Ok(None);
    };
    let (total, passed_on) = sum(sales, year, limit)?;
    let last_year = match limit_of_last(year) {
        Some((last, limit)) => {
            let (total, _) = sum(sales, last, limit)?;
            (total > limit).then_some(total)
        }
        None => None,
    };
    let share = i128::from(total.grosze()) * 100;
    let level = if total > limit || last_year.is_some() {
        Level::Over
    } else if share >= i128::from(limit.grosze()) * NEAR {
        Level::Near
    } else {
        Level::Fine
    };
    Ok(Some(EuYear {
        year,
        total,
        limit,
        level,
        passed_on,
        last_year,
    }))
}

fn limit_of_last(year: i16) -> Option<(i16, Amount)> {
    let last = year.checked_sub(1)?;
    limit(last).map(|limit| (last, limit))
}

/// The limit that holds at the end of a year.
fn limit(year: i16) -> Option<Amount> {
    let last_day = Date::new(year, 12, 31).ok()?;
    LIMITS
        .iter()
        .rev()
        .find(|(from, _)| *from <= last_day)
        .map(|(_, limit)| *limit)
}

/// The year's sum, and the day on which it went above the limit and stayed there.
fn sum(sales: &[EuSale], year: i16, limit: Amount) -> Result<(Amount, Option<Date>), MoneyError> {
    let mut counted: Vec<&EuSale> = sales
        .iter()
        .filter(|sale| sale.sold_on.year() == year && sale.counts())
        .collect();
    counted.sort_by_key(|sale| sale.sold_on);
    let mut total = Amount::ZERO;
    let mut passed_on = None;
    for sale in counted {
        total = total.plus(sale.net)?;
        passed_on = (total > limit).then(|| passed_on.unwrap_or(sale.sold_on));
    }
    Ok((total, passed_on))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sale(sold_on: Date, country: &str, reason: KindReason, net: i64) -> EuSale {
        EuSale {
            sold_on,
            country: Country::parse(country).unwrap(),
            reason,
            net: Amount::from_grosze(net),
        }
    }

    /// A consumer's purchase in Germany in 2026, on a day of March.
    fn german(day: i8, net: i64) -> EuSale {
        sale(date(2026, 3, day), "DE", KindReason::OssBelowThreshold, net)
    }

    fn year(sales: &[EuSale]) -> EuYear {
        eu_year(sales, 2026).unwrap().unwrap()
    }

    #[test]
    fn the_level_changes_at_80_per_cent_and_above_the_limit() {
        for (net, level) in [
            (0, Level::Fine),
            (3_359_999, Level::Fine),
            (3_360_000, Level::Near),
            (4_200_000, Level::Near),
            (4_200_001, Level::Over),
        ] {
            let found = year(&[german(2, 0), german(1, net)]);
            assert_eq!(found.level, level, "{net}");
            assert_eq!(found.total.grosze(), net);
            assert_eq!(found.limit.grosze(), 4_200_000);
            let passed = (level == Level::Over).then_some(date(2026, 3, 1));
            assert_eq!(found.passed_on, passed);
        }
    }

    #[test]
    fn only_consumers_of_other_states_count() {
        let on = date(2026, 5, 5);
        for (country, reason, counts) in [
            ("DE", KindReason::OssBelowThreshold, true),
            ("FR", KindReason::Oss, true),
            ("DE", KindReason::AutomaticOff, true),
            ("PL", KindReason::AutomaticOff, false),
            ("US", KindReason::AutomaticOff, false),
            ("XI", KindReason::AutomaticOff, false),
            ("DE", KindReason::EuVatNumber, false),
            ("US", KindReason::DeliveryOutsideEu, false),
            ("PL", KindReason::NipValid, false),
            ("PL", KindReason::PersonWantsInvoice, false),
            ("PL", KindReason::Default, false),
        ] {
            let total = year(&[sale(on, country, reason, 7)]).total;
            assert_eq!(
                total.grosze(),
                if counts { 7 } else { 0 },
                "{country} {reason}"
            );
        }
    }

    #[test]
    fn a_calendar_year_counts_and_last_year_too_where_it_went_above() {
        let below = KindReason::OssBelowThreshold;
        let eve = sale(date(2025, 12, 31), "DE", below, 4_200_000);
        let found = year(&[eve, german(1, 1)]);
        assert_eq!((found.total.grosze(), found.level), (1, Level::Fine));
        let above = sale(date(2025, 12, 31), "CZ", below, 1);
        let found = year(&[eve, above, german(1, 1)]);
        assert_eq!((found.total.grosze(), found.level), (1, Level::Over));
        assert_eq!(found.last_year, Some(Amount::from_grosze(4_200_001)));
        assert_eq!(found.passed_on, None);
        assert_eq!(eu_year(&[], 2020), Ok(None));
        assert_eq!(eu_year(&[], 2021).unwrap().unwrap().level, Level::Fine);
    }

    #[test]
    fn the_day_is_that_of_the_sale_that_went_above_and_a_return_takes_it_back() {
        let sales = [german(9, 200), german(3, 4_000_000), german(5, 200_000)];
        assert_eq!(year(&sales).passed_on, Some(date(2026, 3, 9)));
        let returned = [sales.as_slice(), &[german(20, -300)]].concat();
        let found = year(&returned);
        assert_eq!((found.passed_on, found.level), (None, Level::Near));
        let again = [returned.as_slice(), &[german(25, 101)]].concat();
        assert_eq!(year(&again).passed_on, Some(date(2026, 3, 25)));
        let too_much = [german(1, i64::MAX), german(1, 1)];
        assert_eq!(eu_year(&too_much, 2026), Err(MoneyError::Overflow));
    }

    proptest! {
        #[test]
        fn the_order_of_the_rows_plays_no_part(nets in prop::collection::vec((1_i8..=31, 0_i64..400_000), 0..40)) {
            let mut sales: Vec<EuSale> = nets.iter().map(|(day, net)| german(*day, *net)).collect();
            let found = year(&sales);
            sales.reverse();
            prop_assert_eq!(year(&sales), found);
            let total: i64 = nets.iter().map(|(_, net)| net).sum();
            prop_assert_eq!(found.total.grosze(), total);
            prop_assert_eq!(found.passed_on.is_some(), total > 4_200_000);
        }
    }
}
