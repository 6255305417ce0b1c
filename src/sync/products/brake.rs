//! Brakes of a products pass, weighed after the list was read and before any link or value is written: a catalogue that
//! shrank, and prices that jump (design.md §5, Brakes).

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use sha2::{Digest as _, Sha256};

use super::{Ended, Pass, Tally};
use crate::domain::money::Amount;
use crate::mirror::Mirror;
use crate::report::pass::Brake;
use crate::sync::orders::PassError;

/// Fewer known products than these stop nothing.
const FEW: u64 = 5;

/// A stopped plan.
#[derive(Debug)]
pub(super) struct Stopped {
    pub(super) brake: Brake,
    pub(super) members: BTreeMap<i64, String>,
}

/// Whether a price jumps: by more than 30 %.
pub(super) fn jumps(old: Decimal, new: Decimal) -> bool {
    (new - old).abs() * Decimal::from(10) > old.abs() * Decimal::from(3)
}

/// Counts a product whose known price may change.
pub(super) fn note(tally: &mut Tally, old: Option<Decimal>, new: Option<Amount>) {
    let (Some(old), Some(new)) = (old, new) else {
        return;
    };
    if jumps(old, new.to_decimal()) {
        tally.jumping += 1;
    }
}

/// Weighs what the list showed.
///
/// # Errors
/// Those of the book; [`PassError::UnknownPlan`] for a hash that was never told.
pub(super) fn weigh(
    pass: &Pass<'_>,
    mirror: &Mirror,
    ended: &Ended,
) -> Result<Option<Stopped>, PassError> {
    let known = u64::try_from(mirror.products_there()?).unwrap_or(0);
    let missing = u64::try_from(mirror.count_unlisted()?).unwrap_or(0);
    let (reason, count) = if missing >= FEW && missing * 2 > known {
        ("products_gone", missing)
    } else if ended.tally.jumping >= FEW && ended.tally.jumping * 5 > known {
        ("prices", ended.tally.jumping)
    } else {
        return Ok(None);
    };
    let members = BTreeMap::from([(0, format!("{reason} {count} {known}"))]);
    let digest = Sha256::digest(format!("{members:?}").as_bytes());
    let hash: String = digest
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    if let Some(forced) = &pass.ask.force {
        mirror
            .stopped_plan(forced, pass.now())?
            .ok_or_else(|| PassError::UnknownPlan(forced.clone()))?;
        if *forced == hash {
            return Ok(None);
        }
    }
    let counts = BTreeMap::from([(reason.to_owned(), count), ("products".to_owned(), known)]);
    Ok(Some(Stopped {
        brake: Brake {
            reason: reason.to_owned(),
            hash,
            counts,
        },
        members,
    }))
}
