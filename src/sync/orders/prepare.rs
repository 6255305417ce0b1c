//! What a pass needs before it plans: the time, exchange rates, warehouses.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;

use super::PassError;
use super::apply::Now;
use crate::baselinker::{Account, ApiError, Payment};
use crate::domain::plan;
use crate::domain::warsaw;
use crate::mirror::rates::RateRow;
use crate::mirror::{Mirror, MirrorError};
use crate::nbp;
use crate::net::{Address, Clock, Line};
use crate::sync::settings::Settings;

/// A computer's clock further from the server's than this (seconds) dates no document (reliability.md P12).
const CLOCK_OFF: i64 = 600;

/// Orders of one pass whose payments are asked for at most, a call each.
const PAYMENTS: usize = 20;

/// The time of the pass, and whether documents may be dated with it.
///
/// # Errors
/// Those of the book.
pub fn now(
    clock: &dyn Clock,
    server: Option<Timestamp>,
    mirror: &Mirror,
) -> Result<Now, MirrorError> {
    let second = clock.wall().as_second();
    let today = warsaw::day(second);
    let off = server
        .map(|server| second - server.as_second())
        .filter(|off| off.abs() > CLOCK_OFF);
    let behind = mirror.newest_issue()?.filter(|newest| *newest > today);
    let clock = match (off, behind) {
        (Some(off), _) => Some(format!("{off:+} s / BaseLinker")),
        (None, Some(newest)) => Some(format!("{today} < {newest}")),
        (None, None) => None,
    };
    let server_day = server.map_or(today, |server| warsaw::day(server.as_second()));
    let ahead = server.map(|server| server.as_second() - second);
    Ok(Now {
        second,
        today,
        server_day,
        ahead,
        clock,
    })
}

/// The time once more, in the transaction of a page: as [`now`], with what was learned then of BaseLinker's clock.
///
/// # Errors
/// Those of the book.
pub fn again(clock: &dyn Clock, before: &Now, mirror: &Mirror) -> Result<Now, MirrorError> {
    let second = clock.wall().as_second();
    let server = before
        .ahead
        .and_then(|ahead| Timestamp::from_second(second.saturating_add(ahead)).ok());
    now(clock, server, mirror)
}

/// Notes the day of payment of orders that were not paid when they were last read and are now: it is the day of the sale
/// where it comes before the goods go (art. 19a ust. 8). Where BaseLinker does not tell it, it is today.
///
/// # Errors
/// Those of the calls and of the book.
pub fn payments(
    account: &Account<'_>,
    mirror: &mut Mirror,
    paid: &[i64],
    today: Date,
) -> Result<(), PassError> {
    let mut asked = 0;
    for id in paid {
        let Some(row) = mirror.order(*id)? else {
            continue;
        };
        let seen = &row.seen;
        if row.paid_on.is_some() || seen.cash_on_delivery || plan::is_paid(seen) {
            continue;
        }
        asked += 1;
        let told = if asked > PAYMENTS {
            None
        } else {
            match account.get_order_payments(*id) {
                // It is an answer to a question that the sale does not hang on.
                Err(ApiError::Refused { .. }) => None,
                other => paid_at(&other?),
            }
        };
        let day = told.map_or(today, |second| warsaw::day(second).min(today));
        mirror.write(|mirror| mirror.set_paid_on(row.key, day))?;
    }
    Ok(())
}

/// The second at which what was paid first reached what the order cost.
fn paid_at(payments: &[Payment]) -> Option<i64> {
    let enough =
        |payment: &&Payment| match (payment.paid_after.known(), payment.total_price.known()) {
            (Some(paid), Some(total)) => paid.round_dp(2) >= total.round_dp(2),
            _ => false,
        };
    let seconds = payments
        .iter()
        .filter(enough)
        .filter_map(|payment| payment.date.known());
    seconds.copied().filter(|second| *second > 0).min()
}

/// Fetches NBP's rates that are not in the book yet. No answer is no error: the orders say so, and a later pass asks
/// again.
///
/// # Errors
/// Those of the book.
pub fn rates(
    line: Line<'_>,
    settings: &Settings,
    mirror: &mut Mirror,
    foreign: &[(i64, String, Date)],
) -> Result<(), PassError> {
    let mut wanted = BTreeSet::new();
    for (order, currency, day) in foreign {
        // Paid on another day, it is taxed by another day's rate.
        let paid_on = mirror.paid_on(*order)?;
        wanted.insert((currency.as_str(), paid_on.unwrap_or(*day)));
    }
    for (currency, day) in wanted {
        if mirror.rate(currency, &day.to_string())?.is_some() {
            continue;
        }
        let Ok(base) = Address::parse(&settings.nbp_url) else {
            continue;
        };
        if let Ok(Some(rate)) = nbp::rate_before(&line, &base, currency, day) {
            let row = RateRow {
                mid: rate.mid.to_string(),
                number: rate.table,
                effective: rate.effective.to_string(),
            };
            mirror.write(|mirror| mirror.keep_rate(currency, &day.to_string(), &row))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::time::Duration;

    use jiff::civil::date;

    use super::*;

    /// A wall clock that a test sets.
    struct Wall(Cell<i64>);

    impl Clock for Wall {
        fn boot(&self) -> Duration {
            Duration::ZERO
        }

        fn boot_id(&self) -> String {
            String::new()
        }

        fn wall(&self) -> Timestamp {
            Timestamp::from_second(self.0.get()).expect("in range")
        }

        fn sleep(&self, _: Duration) {}
    }

    #[test]
    fn a_wrong_clock_dates_no_document_and_numbers_orders_by_the_server() {
        let mirror = Mirror::in_memory(0).unwrap();
        let noon = warsaw::start_of(date(2026, 11, 24)) + 12 * 3600;
        let server = Timestamp::from_second(noon).ok();
        let right = now(&Wall(Cell::new(noon + 60)), server, &mirror).unwrap();
        assert_eq!((right.clock, right.today), (None, date(2026, 11, 24)));
        let wrong = now(&Wall(Cell::new(noon + 30 * 86_400)), server, &mirror).unwrap();
        assert!(wrong.clock.is_some());
        assert_eq!(wrong.server_day, date(2026, 11, 24));
    }

    #[test]
    fn a_page_after_midnight_has_the_new_day() {
        let mirror = Mirror::in_memory(0).unwrap();
        let midnight = warsaw::start_of(date(2026, 12, 1));
        let wall = Wall(Cell::new(midnight - 5));
        let before = now(&wall, Timestamp::from_second(midnight - 4).ok(), &mirror).unwrap();
        assert_eq!(before.today, date(2026, 11, 30));
        wall.0.set(midnight + 5);
        let after = again(&wall, &before, &mirror).unwrap();
        assert_eq!(
            (after.today, after.server_day, after.clock),
            (date(2026, 12, 1), date(2026, 12, 1), None)
        );
        assert_eq!(after.ahead, Some(1));
    }
}
