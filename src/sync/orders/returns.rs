//! BaseLinker's returns: those of orders that have their document are told, with what comes back. Nothing is issued for
//! them by itself (pains.md P12).

use rust_decimal::Decimal;

use super::PassError;
use super::tally::{Tally, Trouble};
use crate::baselinker::{
    Account, ApiError, Fulfillment, OrderReturn, RETURNS_PAGE, ReturnedLine, ReturnsFilter,
};
use crate::domain::money::Amount;
use crate::domain::reason::{Code, Reason};
use crate::domain::state::State;
use crate::mirror::Mirror;
use crate::mirror::returns::{Phase, ReturnRow};
use crate::sync::crash;

/// How often (seconds) known returns are read again: they change their phase. New ones are asked for in every pass.
const EVERY: i64 = 3600;

/// How far back (seconds): a return changes its phase for some weeks.
const BACK: i64 = 45 * 24 * 3600;

/// Reads the account's returns: new ones, and once an hour all of the last weeks. Not before an order has its document.
///
/// # Errors
/// Those of the calls and of the book. An account that does not know returns has none.
pub(super) fn read(
    account: &Account<'_>,
    mirror: &mut Mirror,
    now: i64,
    tally: &mut Tally,
) -> Result<(), PassError> {
    if !mirror.has_documented_since(now - BACK)? {
        return Ok(());
    }
    let newest = mirror.newest_return()?;
    let due = mirror
        .returns_read_at()?
        .is_none_or(|at| at > now || at <= now - EVERY);
    let mut filter = match newest.filter(|_| !due) {
        Some(newest) => ReturnsFilter {
            id_from: Some(newest + 1),
            ..ReturnsFilter::default()
        },
        None => ReturnsFilter {
            date_from: Some(now - BACK),
            id_from: Some(1),
            ..ReturnsFilter::default()
        },
    };
    loop {
        crash::point();
        let page = match account.get_order_returns(&filter) {
            Err(ApiError::Refused { .. }) => break,
            other => other?,
        };
        let whole = page.len() >= RETURNS_PAGE;
        let last = page.iter().map(|back| back.id).max();
        keep(mirror, &page, now, tally)?;
        match last.filter(|last| whole && Some(*last) >= filter.id_from) {
            Some(last) => filter.id_from = Some(last + 1),
            None => break,
        }
    }
    if due {
        mirror.write(|mirror| mirror.set_returns_read_at(now))?;
    }
    Ok(())
}

/// Reads the returns of one order, where it has its document.
///
/// # Errors
/// As [`read`].
pub(super) fn read_of(
    account: &Account<'_>,
    mirror: &mut Mirror,
    order: i64,
    now: i64,
    tally: &mut Tally,
) -> Result<(), PassError> {
    if mirror.state_of(order)? != Some(State::Documented) {
        return Ok(());
    }
    crash::point();
    let page = match account.get_order_returns(&ReturnsFilter {
        order_id: Some(order),
        ..ReturnsFilter::default()
    }) {
        Err(ApiError::Refused { .. }) => return Ok(()),
        other => other?,
    };
    keep(mirror, &page, now, tally)
}

fn keep(
    mirror: &mut Mirror,
    page: &[OrderReturn],
    now: i64,
    tally: &mut Tally,
) -> Result<(), PassError> {
    mirror.write(|mirror| {
        for back in page {
            let Some(order) = back.order_id else { continue };
            let row = ReturnRow {
                id: back.id,
                order,
                phase: phase(&back.fulfillment),
                what: what(back),
            };
            if !mirror.keep_return(&row, now)? || row.phase == Phase::Cancelled {
                continue;
            }
            if mirror.state_of(order)? == Some(State::Documented) {
                let value = format!("{}: {}", row.id, row.what);
                tally.troubles.push(Trouble {
                    order,
                    reason: Reason::new(Code::Returned, "return", value),
                });
            }
        }
        Ok(())
    })
}

fn phase(fulfillment: &Fulfillment) -> Phase {
    match fulfillment {
        Fulfillment::Active => Phase::Active,
        Fulfillment::Accepted => Phase::Accepted,
        Fulfillment::Done => Phase::Done,
        Fulfillment::Cancelled => Phase::Cancelled,
        Fulfillment::Other(_) => Phase::Unknown,
    }
}

/// What a correction would hold: pieces, names and their sum.
fn what(back: &OrderReturn) -> String {
    let lines: Vec<String> = back.products.iter().map(line).collect();
    let sum = back
        .products
        .iter()
        .map(|line| {
            let pieces = Decimal::from(*line.quantity.known()?);
            line.price_brutto.known()?.checked_mul(pieces)
        })
        .try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part?))
        .and_then(|sum| Amount::rounded(sum).ok());
    let sum = sum.map_or("?".to_owned(), |sum| sum.to_string());
    format!("{} = {sum} {}", lines.join(", "), back.currency.text())
}

fn line(line: &ReturnedLine) -> String {
    let pieces = line.quantity.known();
    let pieces = pieces.map_or("?".to_owned(), |pieces| pieces.to_string());
    format!("{pieces} × {}", line.name.text())
}
