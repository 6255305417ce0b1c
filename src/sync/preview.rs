//! What a profile would make of real orders, before it is saved: the orders pass itself, on a book in memory that goes
//! away. Nothing is decided here that the pass does not decide (design.md §4).

mod sample;

pub use sample::{Sample, sample};

use jiff::Timestamp;

use super::orders::PassError;
use super::orders::apply::{Apply, Named, Now, Repair};
use super::orders::statuses::Statuses;
use super::orders::tally::Tally;
use super::orders::warehouses;
use super::settings::Settings;
use crate::baselinker::Warehouse;
use crate::domain::kind::DocumentKind;
use crate::domain::order::Order;
use crate::domain::plan;
use crate::domain::reason::Code;
use crate::domain::state::State;
use crate::domain::warsaw;
use crate::mirror::binding::Account;
use crate::mirror::orders::OrderRow;
use crate::mirror::rates::RateRow;
use crate::mirror::{Mirror, MirrorError};
use crate::report::effect::Effect;

/// Plans every order of the sample as a pass of these settings would if it met them now, whenever they were confirmed.
///
/// # Errors
/// [`PassError::Names`] where a status is gone or ambiguous; those of the book in memory.
pub fn effect(
    settings: &Settings,
    statuses: &[(i64, String)],
    warehouses: &[Warehouse],
    sample: &Sample,
    now: Timestamp,
) -> Result<Effect, PassError> {
    let statuses = Statuses::resolve(statuses, &settings.statuses).map_err(PassError::Names)?;
    let second = now.as_second();
    let today = warsaw::day(second);
    let now = Now {
        second,
        today,
        server_day: today,
        ahead: None,
        clock: None,
    };
    let mut mirror = Mirror::in_memory(second)?;
    warehouses::profile_links(&settings.stock, &mut mirror)?;
    warehouses::learn_all(settings, &mut mirror, warehouses)?;
    let apply = Apply {
        settings,
        statuses: &statuses,
        from: 0,
        now: &now,
        issued_before: 0,
        asked: Named::NotAtAll,
        repair: Repair::No,
        released: None,
    };
    let mut tally = Tally::default();
    mirror.write(|mirror| {
        mirror.rebind(&Account {
            host: "preview".to_owned(),
            port: 0,
            token: String::new(),
        })?;
        for order in &sample.orders {
            stand_in_rate(mirror, order, &now)?;
            apply.order(mirror, order.clone(), &mut tally)?;
        }
        Ok::<_, MirrorError>(())
    })?;
    let mut effect = Effect {
        orders: sample.orders.len() as u64,
        since: sample.since,
        ..Effect::default()
    };
    let rows = mirror.orders(None)?;
    effect.left_out = (sample.orders.len() - rows.len()) as u64;
    for row in &rows {
        count(&mut effect, row);
    }
    Ok(effect)
}

/// A rate for the order's currency, since no kind of document depends on which: asking NBP for each day of a month
/// would make the wizard wait for figures that it does not show.
fn stand_in_rate(mirror: &Mirror, order: &Order, now: &Now) -> Result<(), MirrorError> {
    if order.currency.len() != 3 || order.currency == "PLN" {
        return Ok(());
    }
    let day = plan::tax_day(order, None, now.today).to_string();
    let rate = RateRow {
        mid: "1".to_owned(),
        number: "-".to_owned(),
        effective: day.clone(),
    };
    mirror.keep_rate(&order.currency, &day, &rate)
}

fn count(effect: &mut Effect, row: &OrderRow) {
    if row.flags.cancelled {
        effect.cancelled += 1;
        return;
    }
    match row.state {
        State::Waiting => effect.waiting += 1,
        State::Missed => effect.missed += 1,
        State::NeedsEditing => effect.needs_editing += 1,
        State::Skipped | State::Quarantined => effect.left_out += 1,
        State::Ready | State::Documented => {
            let for_ksef = row
                .reasons
                .iter()
                .any(|reason| reason.code == Code::KsefRequired);
            let kind = row
                .kind
                .as_deref()
                .and_then(|kind| kind.parse::<DocumentKind>().ok());
            match kind {
                _ if for_ksef => effect.ksef += 1,
                Some(kind) => effect.count(kind),
                None => effect.left_out += 1,
            }
        }
    }
}
