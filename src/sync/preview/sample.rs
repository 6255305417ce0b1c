//! The latest orders of an account, from a bounded number of pages.

use std::collections::BTreeSet;

use crate::baselinker::{Account, ApiError, OrdersFilter, PAGE, RawOrder};
use crate::domain::order::Order;
use crate::sync::orders::seen;

/// Pages that are read at most.
const PAGES: usize = 5;

/// Days that a sample reaches back.
const DAYS: i64 = 30;

/// Confirmed orders as they are now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sample {
    /// The orders, by confirmation, each once.
    pub orders: Vec<Order>,
    /// Unix second from which all confirmed orders are in the sample.
    pub since: i64,
}

/// Reads the orders of the last 30 days or, of a shop with more of them than five pages hold, the latest ones.
/// `enough` is asked between pages: once it says yes, what was read is the sample.
///
/// # Errors
/// Those of the calls; a later page that fails leaves what was read.
pub fn sample(
    account: &Account<'_>,
    now: i64,
    mut enough: impl FnMut() -> bool,
) -> Result<Sample, ApiError> {
    let window = now - DAYS * 86_400;
    let mut first = account.get_orders(&from(window))?;
    sort(&mut first);
    if first.len() < PAGE {
        return Ok(Sample {
            orders: orders(first),
            since: window,
        });
    }
    // More than a page. Where five pages would not reach to now, the walk begins later: so many days back as the pages
    // left hold at the pace of the first page, less a quarter for a pace that grows.
    let span = last(&first).saturating_sub(window).max(1);
    let reach = span.saturating_mul(i64::try_from(PAGES - 1).unwrap_or(1)) * 3 / 4;
    let mut since = window;
    let mut all = first;
    if window + span * i64::try_from(PAGES).unwrap_or(1) < now {
        since = now - reach;
        all.clear();
    }
    for _ in 1..PAGES {
        let start = if all.is_empty() { since } else { last(&all) };
        if enough() {
            break;
        }
        let known: BTreeSet<i64> = all.iter().map(|raw| raw.id).collect();
        let Ok(page) = account.get_orders(&from(start)) else {
            break;
        };
        let full = page.len() >= PAGE;
        let before = all.len();
        all.extend(page.into_iter().filter(|raw| !known.contains(&raw.id)));
        sort(&mut all);
        // A page within one second would come again for ever; a sample need not have them all.
        if !full || all.len() == before {
            break;
        }
    }
    Ok(Sample {
        orders: orders(all),
        since,
    })
}

fn from(second: i64) -> OrdersFilter {
    OrdersFilter {
        date_confirmed_from: Some(second),
        ..OrdersFilter::default()
    }
}

fn sort(orders: &mut [RawOrder]) {
    orders.sort_by_key(|raw| (raw.date_confirmed, raw.id));
}

fn last(orders: &[RawOrder]) -> i64 {
    orders
        .last()
        .and_then(|raw| raw.date_confirmed)
        .unwrap_or_default()
}

/// Orders whose form cannot be read at all are left out: the pass itself will name them.
fn orders(raw: Vec<RawOrder>) -> Vec<Order> {
    let parsed = raw.into_iter().filter_map(|raw| raw.parse().ok());
    parsed.map(|wire| seen::order(&wire)).collect()
}
