//! Why an order has no document yet (`orders why`): a fresh plan by the pass's own code in a transaction that is taken
//! back, and how the order stands before every gate.

use std::collections::BTreeSet;

use super::offline::Offline;
use super::orders::statuses::{Stage, Statuses};
use super::orders::{seen, warehouses};
use super::settings::{ImportWarehouses, KeepStock, Settings};
use crate::baselinker::{Account, ApiError};
use crate::domain::gates::{Facts, Known, Passage, Place, Status, walk};
use crate::domain::order::Order;
use crate::domain::plan::{self, Source};
use crate::domain::reason::{Code, Reason};
use crate::domain::state::State;
use crate::mirror::orders::OrderRow;
use crate::mirror::rates::RateRow;
use crate::mirror::{Mirror, MirrorError};
use crate::net::Clock;

/// An order before its gates.
#[derive(Debug)]
pub struct Why {
    /// BaseLinker's id.
    pub order: i64,
    /// Its state; `None` where the mirror does not know it.
    pub state: Option<State>,
    /// Numbers of its documents here.
    pub documents: Vec<String>,
    /// Every gate.
    pub gates: Vec<Passage>,
}

/// What BaseLinker says of an order that the mirror does not know.
#[derive(Debug, Default)]
pub struct Reading {
    /// The order; `None` where BaseLinker shows none.
    pub order: Option<Order>,
    /// The account's statuses, where the mirror does not know the order's.
    pub statuses: Vec<(i64, String)>,
}

/// Reads an order that the mirror does not know: one call, and one more where the mirror has no name for its status.
///
/// # Errors
/// Those of the calls.
pub fn read(account: &Account<'_>, mirror: &Mirror, id: i64) -> Result<Reading, ReadError> {
    let raw = match account.get_order(id) {
        // BaseLinker refuses to show what it does not have.
        Err(ApiError::Refused { .. }) => None,
        other => other?,
    };
    let order = match raw {
        None => None,
        Some(raw) => {
            let wire = raw.parse().map_err(|what| ApiError::WrongShape {
                method: "getOrders",
                what,
            })?;
            Some(seen::order(&wire))
        }
    };
    let statuses = match &order {
        Some(order) if mirror.name_of("status", order.status)?.is_none() => {
            let list = account.get_order_status_list()?;
            list.into_iter().map(|one| (one.id, one.name)).collect()
        }
        Some(_) | None => Vec::new(),
    };
    Ok(Reading { order, statuses })
}

/// Why a reading failed.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum ReadError {
    #[error(transparent)]
    Api(#[from] ApiError),
    #[error(transparent)]
    Mirror(#[from] MirrorError),
}

/// Walks the gates; `reading` is for an order that the mirror does not know.
///
/// # Errors
/// Those of the book.
pub fn why(
    settings: &Settings,
    mirror: &mut Mirror,
    clock: &dyn Clock,
    id: i64,
    reading: Reading,
) -> Result<Why, MirrorError> {
    mirror.rehearse(|mirror| {
        if !reading.statuses.is_empty() {
            let names = reading
                .statuses
                .iter()
                .map(|(id, name)| (name.clone(), *id));
            mirror.keep_names("status", &names.collect::<Vec<_>>())?;
        }
        warehouses::keep_links(&settings.stock, mirror)?;
        let offline = Offline::new(mirror, settings, clock)?;
        let row = mirror.order(id)?;
        let order = row.as_ref().map(|row| row.seen.clone()).or(reading.order);
        walked(settings, mirror, &offline, id, row, order)
    })
}

fn walked(
    settings: &Settings,
    mirror: &Mirror,
    offline: &Offline,
    id: i64,
    row: Option<OrderRow>,
    order: Option<Order>,
) -> Result<Why, MirrorError> {
    let known = row.as_ref().map(known);
    let documents = match &row {
        Some(row) => mirror.document_numbers(row)?,
        None => Vec::new(),
    };
    let state = row.as_ref().map(|row| row.state);
    let quarantined = quarantined(mirror, id)?;
    let said = match &order {
        Some(order) if row.is_none() && order.confirmed_at < Some(mirror.issued_before()?) => {
            Some(Reason::bare(Code::MarkedIssued))
        }
        Some(_) | None => None,
    };
    let status = match &order {
        Some(order) => status(mirror, offline, order, row.as_ref())?,
        None => Status::default(),
    };
    let mut facts = Facts {
        place: match (&row, &order) {
            (Some(_), _) => Place::Mirror,
            (None, Some(_)) => Place::BaseLinker,
            (None, None) => Place::Nowhere,
        },
        order: order.as_ref(),
        known: known.as_ref(),
        from: settings.from,
        quarantined: quarantined.as_ref(),
        status,
        said,
        planned: None,
        warehouses: Vec::new(),
        rate_to_come: false,
        rules: &settings.rules,
    };
    let to_plan = order.as_ref().filter(|order| {
        let through = matches!(state, Some(State::Documented | State::Quarantined));
        !through && !order.is_return() && order.confirmed_at.is_some()
    });
    let gates = match to_plan {
        None => walk(&facts),
        Some(order) => {
            learn(settings, mirror, order)?;
            // A pass asks for the rate when it takes the order.
            facts.rate_to_come = state
                .is_none_or(|state| matches!(state, State::Waiting | State::Missed))
                && stand_in(mirror, order, offline)?;
            let apply = offline.apply(settings);
            let taking = apply.planned(mirror, order.clone(), row)?;
            facts.warehouses = symbols(mirror, &taking.around.context.sources)?;
            facts.order = Some(&taking.corrected.order);
            facts.planned = Some((&taking.planned, &taking.around.context));
            walk(&facts)
        }
    };
    Ok(Why {
        order: id,
        state,
        documents,
        gates,
    })
}

fn known(row: &OrderRow) -> Known {
    let kind = row.kind.clone().zip(row.kind_reason.clone());
    Known {
        state: row.state,
        flags: row.flags,
        reasons: row.reasons.clone(),
        kind,
    }
}

/// Why another order under the id stands in quarantine.
fn quarantined(mirror: &Mirror, id: i64) -> Result<Option<Reason>, MirrorError> {
    let all = mirror.orders(Some(State::Quarantined))?;
    let found = all.into_iter().find(|row| row.seen.id == id);
    Ok(found.and_then(|row| row.reasons.into_iter().next()))
}

fn status(
    mirror: &Mirror,
    offline: &Offline,
    order: &Order,
    row: Option<&OrderRow>,
) -> Result<Status, MirrorError> {
    let id = row.map_or(order.status, |row| row.status);
    let name = mirror.name_of("status", id)?;
    let stage = offline
        .statuses
        .as_ref()
        .map(|statuses: &Statuses| statuses.stage(id));
    let was_taken = row.is_some_and(|row| {
        row.number.is_some()
            && matches!(
                row.state,
                State::Waiting | State::Ready | State::NeedsEditing
            )
    });
    Ok(Status {
        name: name.unwrap_or_else(|| id.to_string()),
        taken: stage.map(|stage| match stage {
            Stage::Allowed => true,
            Stage::Held | Stage::Finished => was_taken,
            Stage::Cancelled | Stage::Elsewhere => false,
        }),
        cancelled: stage == Some(Stage::Cancelled),
    })
}

/// Makes the warehouses that a pass makes when it meets the order (`warehouses.import_new`).
fn learn(settings: &Settings, mirror: &Mirror, order: &Order) -> Result<(), MirrorError> {
    let KeepStock::Yes {
        import: ImportWarehouses::New,
        ..
    } = &settings.stock
    else {
        return Ok(());
    };
    let keys: BTreeSet<&str> = order
        .lines
        .iter()
        .filter_map(|line| line.warehouse.as_deref())
        .filter(|key| key.starts_with("bl_"))
        .collect();
    for key in keys {
        if mirror.warehouse_of(key)?.is_none() {
            let id = mirror.add_warehouse(key, key, None)?;
            mirror.link_warehouse(key, id)?;
        }
    }
    Ok(())
}

/// A rate for the order's currency, where none is kept; answers whether it was needed.
fn stand_in(mirror: &Mirror, order: &Order, offline: &Offline) -> Result<bool, MirrorError> {
    let day = plan::tax_day(order, None, offline.now.today).to_string();
    let foreign = order.currency.len() == 3 && order.currency != "PLN";
    if !foreign || mirror.rate(&order.currency, &day)?.is_some() {
        return Ok(false);
    }
    let rate = RateRow {
        mid: "1".to_owned(),
        number: String::new(),
        effective: day.clone(),
    };
    mirror.keep_rate(&order.currency, &day, &rate)?;
    Ok(true)
}

fn symbols(mirror: &Mirror, sources: &[Source]) -> Result<Vec<String>, MirrorError> {
    let mut found = Vec::with_capacity(sources.len());
    for source in sources {
        found.push(match source {
            Source::NotKept => "-".to_owned(),
            Source::Unlinked(name) => format!("? {name}").trim_end().to_owned(),
            Source::Warehouse { id, .. } => {
                let row = mirror.warehouse_row(*id)?;
                row.map_or_else(|| id.to_string(), |row| row.symbol)
            }
        });
    }
    Ok(found)
}
